//! How people see one cell: thousands marked, signs where they matter, words in their language.

use std::borrow::Cow;

use crate::model::money::{Currency, Money};
use crate::model::number::{Decimal, div, half_even, half_even_whole, mul, whole as exact};
use crate::model::sentence::{grouped, harmless};
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::model::Table;
use crate::report::unit::{Scale, Unit};
use crate::report::words;

/// For a value that is missing.
pub const MISSING: &str = "—";
/// Names are no longer than this, in characters.
const LONGEST_NAME: usize = 200;

pub struct Show<'a> {
    currency: &'a Currency,
    lang: Lang,
    /// Whether amounts show their minor units.
    minor: bool,
    /// In which unit amounts are shown, where not in full.
    scale: Option<Scale>,
}

impl<'a> Show<'a> {
    /// All amounts of a table show their minor units, or none does, so that columns can be added up by eye.
    pub fn for_table(table: &Table<'_>, currency: &'a Currency, lang: Lang) -> Self {
        let broken = |cell: &Cell<'_>| match cell {
            Cell::Money(amount) | Cell::MoneyGap(amount) => amount.minor() % currency.minor_per_main() != 0,
            _ => false,
        };
        let minor = table.rows.iter().any(|row| row.cells.iter().any(broken));
        Show { currency, lang, minor, scale: None }
    }

    /// Amounts in whole main units, rounded half-even: for labels that point at a picture.
    pub fn rounded(currency: &'a Currency, lang: Lang) -> Self {
        Show { currency, lang, minor: false, scale: None }
    }

    /// Amounts in a unit, as the whole of `table` can be shown in it.
    pub fn in_unit(mut self, unit: Option<Unit>, table: &Table<'_>) -> Self {
        self.scale = unit.and_then(|unit| Scale::of_table(unit, table, self.currency, self.lang));
        self
    }

    /// What is to be said below the table, where amounts are rounded.
    pub fn remark(&self) -> Option<Text> {
        self.scale.and_then(|scale| scale.remark())
    }

    /// Amounts with every place of their currency.
    pub fn full(currency: &'a Currency, lang: Lang) -> Self {
        Show { currency, lang, minor: true, scale: None }
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn cell<'c>(&self, cell: &'c Cell<'_>) -> Cow<'c, str> {
        Cow::Owned(match cell {
            Cell::Missing => return Cow::Borrowed(MISSING),
            Cell::Text(text) => return defused(text),
            Cell::Say(text) => return defused(text.say(self.lang)),
            Cell::Count(n) => whole(*n),
            Cell::CountGap(n) => signed(*n > 0, whole(*n)),
            Cell::Money(amount) => self.money(*amount),
            Cell::MoneyGap(amount) => signed(amount.minor() > 0, self.money(*amount)),
            Cell::Percent { share, places } => match mul(*share, Decimal::ONE_HUNDRED) {
                Ok(percent) => format!("{}%", decimal(percent, *places)),
                Err(_) => return Cow::Borrowed(MISSING),
            },
            Cell::Decimal { value, places } => decimal(*value, *places),
            Cell::Day(day) => day.to_string(),
            Cell::Status(status) => words::status(*status).say(self.lang).to_owned(),
            Cell::Bool(yes) => words::yes_no(*yes).say(self.lang).to_owned(),
        })
    }

    fn money(&self, amount: Money) -> String {
        if let Some(shown) = self.scale.and_then(|scale| scale.show(amount)) {
            return shown;
        }
        if self.minor {
            grouped(&self.currency.plain(amount))
        } else {
            let per_main = self.currency.minor_per_main();
            let even = amount.minor() % per_main == 0;
            let rounded = (!even).then(|| div(exact(amount.minor()), exact(per_main)).ok());
            let rounded = rounded.flatten().and_then(half_even_whole);
            whole(rounded.unwrap_or(amount.minor() / per_main))
        }
    }
}

fn whole(n: i128) -> String {
    let plain = i64::try_from(n).map_or_else(|_| n.to_string(), |n| n.to_string());
    if n.abs() < 1_000 { plain } else { grouped(&plain) }
}

/// A gap shows its sign also where it is positive. The minus is the ASCII one, which can be copied into a spreadsheet.
fn signed(positive: bool, text: String) -> String {
    if positive { format!("+{text}") } else { text }
}

/// Rounded half-even, thousands marked, zero without a sign.
pub fn decimal(value: Decimal, places: u32) -> String {
    let mut rounded = half_even(value, places);
    if rounded.is_zero() {
        rounded.set_sign_positive(true);
    }
    grouped(&format!("{rounded:.*}", places as usize))
}

/// Printable ASCII needs no second look, and most text of a long table is that.
fn defused(text: &str) -> Cow<'_, str> {
    let plain = text.len() <= LONGEST_NAME && text.bytes().all(|b| matches!(b, b' '..=b'~'));
    if plain { Cow::Borrowed(text) } else { Cow::Owned(harmless(text, LONGEST_NAME)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cell: Cell<'_>, minor: bool, lang: Lang) -> String {
        Show { currency: &Currency::new("CNY").unwrap(), lang, minor, scale: None }.cell(&cell).into_owned()
    }

    #[test]
    fn amounts_show_minor_units_together() {
        let amount = Cell::Money(Money::from_sum(-123_456_700));
        assert_eq!(shown(amount.clone(), false, Lang::En), "-1,234,567");
        assert_eq!(shown(amount, true, Lang::En), "-1,234,567.00");
        assert_eq!(shown(Cell::MoneyGap(Money::from_sum(500_000)), false, Lang::En), "+5,000");
        assert_eq!(shown(Cell::MoneyGap(Money::ZERO), false, Lang::En), "0");
    }

    #[test]
    fn shares_are_percentages_for_people() {
        let share = |text| Cell::percent(Decimal::from_str_exact(text).unwrap(), 1);
        assert_eq!(shown(share("0.93349"), false, Lang::En), "93.3%");
        assert_eq!(shown(share("12"), false, Lang::En), "1,200.0%");
        assert_eq!(shown(share("-0.0001"), false, Lang::En), "0.0%");
        assert_eq!(shown(Cell::Bool(true), false, Lang::Zh), "是");
    }
}
