//! The forms in which exports write an amount.

use crate::read::export::figures::{self, Figure, Says};

/// A number with all that stands around it.
pub struct Written<'a> {
    pub figure: Figure,
    pub negative: bool,
    /// The unit beside the number, which then holds in place of the heading's.
    pub unit: Option<i64>,
    pub currency: Option<&'a str>,
}

/// Why a value is no amount, or cannot be taken as one yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadAmount {
    Unreadable,
    /// Dots or commas that mark neither thousands nor decimals, or not in the way that the plan states.
    Grouping,
    Exponent,
    TooLarge,
    /// The column is of the other style, which it has now; every row so far has to be read again.
    OtherStyle,
    /// The column holds amounts of both styles.
    Mixed,
}

/// Words after a number that multiply it. Longer ones stand before those they end with.
const UNITS: [(&str, i64); 20] = [
    ("百万", 1_000_000),
    ("千万", 10_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百萬", 1_000_000),
    ("千萬", 10_000_000),
    ("億", 100_000_000),
    ("萬", 10_000),
    ("仟", 1_000),
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
    let first = text.find(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).ok_or(BadAmount::Unreadable)?;
    let last = text.rfind(|c: char| c.is_ascii_digit()).ok_or(BadAmount::Unreadable)?;
    let (head, tail) = (text.get(..first).unwrap_or_default(), text.get(last + 1..).unwrap_or_default());
    let figure = figures::parse(text.get(first..=last).ok_or(BadAmount::Unreadable)?)?;
    let mut around = Around { signed: !matches!(figure.says, Says::Nothing | Says::Unmarked), ..Around::default() };
    if !head.is_empty() {
        around.before(head)?;
    }
    if !tail.is_empty() {
        around.after(tail)?;
    }
    if around.opened != around.closed || (around.opened && around.negative) {
        return Err(BadAmount::Unreadable);
    }
    let negative = around.negative || around.opened;
    Ok(Written { figure, negative, unit: around.unit, currency: around.currency })
}

/// Whether the text is a number and nothing else.
pub fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && parse(text).is_ok()
}

/// What stands before and after the digits.
#[derive(Default)]
struct Around<'a> {
    /// Whether the digits themselves have a dot or a comma.
    signed: bool,
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
        // `1.234,-` has no cents, and is not negative.
        let cents = [",--", ",-", ",–", ",—", ".--", ".-", ".–", ".—"];
        let mut rest = tail.trim();
        rest = cents.iter().find_map(|none| rest.strip_prefix(none)).unwrap_or(rest).trim_start();
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            match c {
                ')' | '）' if !self.closed => (self.closed, rest) = (true, after),
                '-' | '−' if !self.negative => (self.negative, rest) = (true, after),
                '元' => rest = after,
                // A sign at the end, as in `12.`, is one without decimals.
                '.' | ',' if rest.len() == tail.len() && !self.signed => rest = after,
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
