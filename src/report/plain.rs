//! Values for programs, the same in CSV and JSON: plain numbers, ISO dates, words of no language.

use std::collections::HashMap;
use std::io::Write;

use crate::model::day::Day;
use crate::model::money::{Currency, Money};
use crate::model::number::{Decimal, half_even};
use crate::model::text::Lang;
use crate::report::cell::Cell;

/// Decimals of a share.
const SHARE_PLACES: u32 = 4;

/// Writes cells as bytes; it keeps the days that it has written, because long records repeat them.
pub struct Plain<'a> {
    currency: &'a Currency,
    lang: Lang,
    days: HashMap<Day, String>,
}

impl<'a> Plain<'a> {
    pub fn new(currency: &'a Currency, lang: Lang) -> Self {
        Plain { currency, lang, days: HashMap::new() }
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Appends `cell` to `out`; nothing for a missing one.
    pub fn push(&mut self, out: &mut Vec<u8>, cell: &Cell<'_>) {
        match cell {
            Cell::Missing => {}
            Cell::Text(text) => out.extend_from_slice(text.as_bytes()),
            Cell::Say(text) => out.extend_from_slice(text.say(self.lang).as_bytes()),
            Cell::Count(n) | Cell::CountGap(n) => push_whole(out, *n),
            Cell::Money(amount) | Cell::MoneyGap(amount) => self.push_money(out, *amount),
            Cell::Percent { share, .. } => push_decimal(out, *share, SHARE_PLACES),
            Cell::Decimal { value, places } => push_decimal(out, *value, *places),
            Cell::Day(day) => {
                let written = self.days.entry(*day).or_insert_with(|| day.to_string());
                out.extend_from_slice(written.as_bytes());
            }
            Cell::Status(status) => out.extend_from_slice(status.word().as_bytes()),
            Cell::Bool(yes) => out.extend_from_slice(if *yes { b"true" } else { b"false" }),
        }
    }

    fn push_money(&self, out: &mut Vec<u8>, amount: Money) {
        let minor = amount.minor();
        let places = usize::from(self.currency.decimals());
        let Ok(size) = u64::try_from(minor.unsigned_abs()) else {
            return out.extend_from_slice(self.currency.plain(amount).as_bytes());
        };
        if minor < 0 {
            out.push(b'-');
        }
        let start = out.len();
        push_digits(out, size, places + 1);
        if places > 0 {
            let point = out.len().saturating_sub(places).max(start);
            out.insert(point, b'.');
        }
    }
}

fn push_whole(out: &mut Vec<u8>, n: i128) {
    match u64::try_from(n.unsigned_abs()) {
        Ok(size) => {
            if n < 0 {
                out.push(b'-');
            }
            push_digits(out, size, 1);
        }
        Err(_) => out.extend_from_slice(n.to_string().as_bytes()),
    }
}

/// The digits of `n`, at least `least` of them. `format!` would take most of the time of a long export.
fn push_digits(out: &mut Vec<u8>, mut n: u64, least: usize) {
    let start = out.len();
    while n > 0 || out.len() - start < least {
        out.push(b'0' + (n % 10) as u8);
        n /= 10;
    }
    if let Some(digits) = out.get_mut(start..) {
        digits.reverse();
    }
}

fn push_decimal(out: &mut Vec<u8>, value: Decimal, places: u32) {
    let mut rounded = half_even(value, places);
    if rounded.is_zero() {
        rounded.set_sign_positive(true);
    }
    // Writing to a vector does not fail.
    let _ = write!(out, "{rounded:.*}", places as usize);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cell: Cell<'_>, code: &str) -> String {
        let mut out = Vec::new();
        Plain::new(&Currency::new(code).unwrap(), Lang::Zh).push(&mut out, &cell);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn amounts_have_every_place_of_their_currency() {
        for (minor, code, plain) in [
            (123_450, "CNY", "1234.50"),
            (-5, "CNY", "-0.05"),
            (0, "CNY", "0.00"),
            (7, "JPY", "7"),
            (-1_000, "KWD", "-1.000"),
            (i128::from(u64::MAX) + 1, "CNY", "184467440737095516.16"),
        ] {
            assert_eq!(written(Cell::Money(Money::from_sum(minor)), code), plain);
        }
    }

    #[test]
    fn numbers_are_plain_and_rounded_half_even() {
        let decimal = |text: &str| Decimal::from_str_exact(text).unwrap();
        assert_eq!(written(Cell::Count(-8_800), "CNY"), "-8800");
        assert_eq!(written(Cell::Count(0), "CNY"), "0");
        assert_eq!(written(Cell::percent(decimal("0.93335"), 1), "CNY"), "0.9334");
        assert_eq!(written(Cell::decimal(decimal("-0.001"), 2), "CNY"), "0.00", "no negative zero");
        assert_eq!(written(Cell::decimal(decimal("2.4"), 2), "CNY"), "2.40");
        assert_eq!(written(Cell::Missing, "CNY"), "");
    }
}
