//! The forms in which exports write an amount.

use crate::model::number::Decimal;

/// A number with all that stands around it.
pub struct Written<'a> {
    pub number: Decimal,
    /// The unit beside the number, which then holds in place of the heading's.
    pub unit: Option<i64>,
    pub currency: Option<&'a str>,
    pub dot: Dot,
}

/// Why a value is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadAmount {
    Unreadable,
    /// Dots or commas that may mark thousands or decimals.
    Grouping,
    Exponent,
    TooLarge,
}

/// What a value says about the dot in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dot {
    /// The dot is the decimal point.
    Decimal,
    /// `1.234` may be either.
    Open,
    /// The value says nothing about it.
    Silent,
}

/// Words after a number that multiply it. Longer ones stand before those they end with.
const UNITS: [(&str, i64); 15] = [
    ("百万", 1_000_000),
    ("千万", 10_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("thousands", 1_000),
    ("thousand", 1_000),
    ("millions", 1_000_000),
    ("million", 1_000_000),
    ("mn", 1_000_000),
    ("mm", 1_000_000),
    ("bn", 1_000_000_000),
    ("k", 1_000),
    ("m", 1_000_000),
    ("b", 1_000_000_000),
];

/// The factor that a unit word means, ignoring case; `万元` means the same as `万`.
pub fn unit(word: &str) -> Option<i64> {
    let word = word.strip_suffix('元').unwrap_or(word);
    UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, factor)| *factor)
}

/// # Errors
/// [`BadAmount`] where the text is no number that can be read exactly.
pub fn parse(text: &str) -> Result<Written<'_>, BadAmount> {
    let first = text.find(|c: char| c.is_ascii_digit() || c == '.').ok_or(BadAmount::Unreadable)?;
    let last = text.rfind(|c: char| c.is_ascii_digit()).ok_or(BadAmount::Unreadable)?;
    let (head, tail) = (text.get(..first).unwrap_or_default(), text.get(last + 1..).unwrap_or_default());
    let (number, dot) = digits(text.get(first..=last).ok_or(BadAmount::Unreadable)?)?;
    let mut around = Around::default();
    if !head.is_empty() {
        around.before(head)?;
    }
    if !tail.is_empty() {
        around.after(tail)?;
    }
    if around.opened != around.closed || (around.opened && around.negative) {
        return Err(BadAmount::Unreadable);
    }
    let number = if around.negative || around.opened { -number } else { number };
    let dot = if around.unit.is_some() && dot == Dot::Open { Dot::Decimal } else { dot };
    Ok(Written { number, unit: around.unit, currency: around.currency, dot })
}

/// What stands before and after the digits.
#[derive(Default)]
struct Around<'a> {
    negative: bool,
    opened: bool,
    closed: bool,
    currency: Option<&'a str>,
    unit: Option<i64>,
}

impl<'a> Around<'a> {
    fn before(&mut self, head: &'a str) -> Result<(), BadAmount> {
        let mut rest = head.trim();
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            match c {
                '(' | '（' if !self.opened => (self.opened, rest) = (true, after),
                '-' | '−' | '－' if !self.negative => (self.negative, rest) = (true, after),
                '+' => rest = after,
                _ => rest = self.take_currency(rest)?,
            }
            rest = rest.trim_start();
        }
        Ok(())
    }

    fn after(&mut self, tail: &'a str) -> Result<(), BadAmount> {
        let mut rest = tail.trim();
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            match c {
                ')' | '）' if !self.closed => (self.closed, rest) = (true, after),
                '-' | '−' if !self.negative => (self.negative, rest) = (true, after),
                '元' => rest = after,
                // A dot at the end, as in `12.`, is a decimal point without decimals.
                '.' if rest.len() == tail.len() => rest = after,
                _ => match self.take_unit(rest) {
                    Some(after) => rest = after,
                    None => rest = self.take_currency(rest)?,
                },
            }
            rest = rest.trim_start();
        }
        Ok(())
    }

    fn take_unit(&mut self, rest: &'a str) -> Option<&'a str> {
        if self.unit.is_some() {
            return None;
        }
        let word = word_of(rest);
        let known = match word.is_ascii() {
            true => unit(word).map(|factor| (word.len(), factor)),
            false => UNITS.iter().find(|(name, _)| rest.starts_with(name)).map(|(name, factor)| (name.len(), *factor)),
        };
        let (length, factor) = known?;
        self.unit = Some(factor);
        rest.get(length..)
    }

    /// A sign such as `$`, `US$` or `￥`, or a code of three letters.
    fn take_currency(&mut self, rest: &'a str) -> Result<&'a str, BadAmount> {
        let word = word_of(rest);
        let length = match rest[word.len()..].chars().next() {
            Some(c) if is_sign(c) && word.len() <= 3 && word.is_ascii() => word.len() + c.len_utf8(),
            _ if word.len() == 3 && word.is_ascii() => 3,
            _ if matches!(word, "人民币" | "美元" | "欧元" | "港币" | "港元") => word.len(),
            _ => return Err(BadAmount::Unreadable),
        };
        if self.currency.is_some() {
            return Err(BadAmount::Unreadable);
        }
        let (currency, after) = rest.split_at(length);
        self.currency = Some(currency);
        Ok(after)
    }
}

/// The letters at the front.
fn word_of(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}

fn is_sign(c: char) -> bool {
    matches!(c, '$' | '¥' | '￥' | '€' | '£' | '₹' | '₩' | '₽' | '₫' | '฿' | '₺' | '₪' | '＄')
}

/// Digits with commas between thousands and at most one decimal point.
fn digits(text: &str) -> Result<(Decimal, Dot), BadAmount> {
    let (whole, decimals) = text.split_once('.').map_or((text, None), |(whole, decimals)| (whole, Some(decimals)));
    let (mut mantissa, mut since_comma, mut commas, mut count) = (0_i128, 0_usize, 0_usize, 0_usize);
    for byte in whole.bytes() {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa.saturating_mul(10).saturating_add(i128::from(byte - b'0'));
                since_comma += 1;
                count += 1;
            }
            b',' if (commas == 0 && (1..=3).contains(&since_comma)) || (commas > 0 && since_comma == 3) => {
                commas += 1;
                since_comma = 0;
            }
            _ => return Err(bad_digit(byte)),
        }
    }
    if commas > 0 && since_comma != 3 {
        return Err(BadAmount::Grouping);
    }
    for byte in decimals.unwrap_or_default().bytes() {
        if !byte.is_ascii_digit() {
            return Err(bad_digit(byte));
        }
        mantissa = mantissa.saturating_mul(10).saturating_add(i128::from(byte - b'0'));
    }
    let scale = decimals.map_or(0, str::len);
    let scale = u32::try_from(scale).map_err(|_| BadAmount::TooLarge)?;
    let number = Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| BadAmount::TooLarge)?;
    let dot = match decimals {
        Some(decimals) if commas == 0 && decimals.len() == 3 && (1..=3).contains(&count) && whole != "0" => Dot::Open,
        Some(_) => Dot::Decimal,
        None if commas > 0 || count > 3 => Dot::Decimal,
        None => Dot::Silent,
    };
    Ok((number, dot))
}

fn bad_digit(byte: u8) -> BadAmount {
    match byte {
        b'e' | b'E' => BadAmount::Exponent,
        b'.' | b',' | b' ' | b'\'' => BadAmount::Grouping,
        _ => BadAmount::Unreadable,
    }
}
