//! The forms in which exports write an amount.

use crate::read::export::currencies::{self, YUAN};
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
    /// A formula, as text.
    Formula,
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
const UNITS: [(&str, i64); 29] = [
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
    ("billions", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("lakhs", 100_000),
    ("lakh", 100_000),
    ("lacs", 100_000),
    ("lac", 100_000),
    ("crores", 10_000_000),
    ("crore", 10_000_000),
    ("mn", 1_000_000),
    ("mm", 1_000_000),
    ("bn", 1_000_000_000),
    ("k", 1_000),
    ("m", 1_000_000),
    ("b", 1_000_000_000),
    ("w", 10_000),
];

/// The factor that a unit word means, ignoring case; `万元` means the same as `万`.
pub fn unit(word: &str) -> Option<i64> {
    let word = word.strip_suffix('元').unwrap_or(word);
    UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, factor)| *factor)
}

/// # Errors
/// [`BadAmount`] where the text is no number that can be read exactly.
pub fn parse(text: &str) -> Result<Written<'_>, BadAmount> {
    if text.starts_with('=') {
        return Err(BadAmount::Formula);
    }
    let rupees = text.get(..2).filter(|sign| sign.eq_ignore_ascii_case("rs"));
    let text = rupees.map_or(text, |_| text[2..].strip_prefix('.').unwrap_or(&text[2..]));
    let first = text.find(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).ok_or(BadAmount::Unreadable)?;
    let last = text.rfind(|c: char| c.is_ascii_digit()).ok_or(BadAmount::Unreadable)?;
    let (head, tail) = (text.get(..first).unwrap_or_default(), text.get(last + 1..).unwrap_or_default());
    let figure = figures::parse(text.get(first..=last).ok_or(BadAmount::Unreadable)?)?;
    let signed = !matches!(figure.says, Says::Nothing | Says::Unmarked);
    let mut around = Around { signed, currency: rupees.map(|_| "INR"), ..Around::default() };
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
    let currency = around.currency.or(around.yuan.then_some(YUAN));
    Ok(Written { figure, negative, unit: around.unit, currency })
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
    /// Whether it says 元, of whatever currency.
    yuan: bool,
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
        let cents = [",--", ",-", ",–", ",—", ".--", ".-", ".–", ".—", "/-"];
        let mut rest = tail.trim();
        rest = cents.iter().find_map(|none| rest.strip_prefix(none)).unwrap_or(rest).trim_start();
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            match c {
                ')' | '）' if !self.closed => (self.closed, rest) = (true, after),
                '-' | '−' if !self.negative => (self.negative, rest) = (true, after),
                '元' => (self.yuan, rest) = (true, after.strip_prefix('整').unwrap_or(after)),
                '(' | '（' => rest = without_tax_note(after).ok_or(BadAmount::Unreadable)?,
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
            _ if !word.is_ascii() && currencies::known(word).is_some() => word.len(),
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

/// What follows a note in brackets, of which one is open, that says only whether there is tax in an amount.
fn without_tax_note(text: &str) -> Option<&str> {
    const NOTES: [&str; 4] = ["含税", "不含税", "未税", "含税价"];
    let (note, rest) = text.split_once([')', '）'])?;
    NOTES.contains(&note.trim()).then_some(rest)
}

/// The letters at the front.
fn word_of(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}

pub fn is_sign(c: char) -> bool {
    matches!(c, '$' | '¥' | '￥' | '€' | '£' | '₹' | '₩' | '₽' | '₫' | '฿' | '₺' | '₪' | '＄')
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::read::export::amounts::AmountColumn;

    fn read(text: &str) -> Result<Option<(String, Option<String>)>, BadAmount> {
        let amount = AmountColumn::new(0, 1, None).read(text, 2)?;
        Ok(amount.map(|a| (a.value.normalize().to_string(), a.currency.map(Cow::into_owned))))
    }

    #[test]
    fn amounts_are_exact() {
        for (text, number, currency) in [
            ("1234.5", "1234.5", None),
            ("$1,234.50", "1234.5", Some("$")),
            ("USD 1,234.50", "1234.5", Some("USD")),
            ("1,234.50 EUR", "1234.5", Some("EUR")),
            ("US$5", "5", Some("US$")),
            ("CN¥1,000.00", "1000", Some("CN¥")),
            ("R$ 5", "5", Some("R$")),
            ("¥1,200,000.00", "1200000", Some("¥")),
            ("￥12", "12", Some("￥")),
            ("(1,234)", "-1234", None),
            ("($1,234.50)", "-1234.5", Some("$")),
            ("1,234-", "-1234", None),
            ("-$5", "-5", Some("$")),
            ("−5", "-5", None),
            ("120万", "1200000", None),
            ("120万元", "1200000", Some("元")),
            ("1.2亿", "120000000", None),
            ("3百万", "3000000", None),
            ("$342.09K", "342090", Some("$")),
            ("1.5M", "1500000", None),
            ("1.5M USD", "1500000", Some("USD")),
            ("100元", "100", Some("元")),
            ("100元整", "100", Some("元")),
            ("1,200.00 (含税)", "1200", None),
            ("1200元（不含税）", "1200", Some("元")),
            ("1.5万韩元", "15000", Some("韩元")),
            ("1.5万美金", "15000", Some("美金")),
            ("日元100", "100", Some("日元")),
            ("483241.77660000004", "483241.77660000004", None),
            ("1234.567", "1234.567", None),
            (".5", "0.5", None),
            ("12.", "12", None),
            ("12,-", "12", None),
            ("12.– €", "12", Some("€")),
            ("0.500", "0.5", None),
            ("1.234,56", "1234.56", None),
            ("1.234.567", "1234567", None),
            ("1 234,50", "1234.5", None),
            ("1\u{a0}234\u{202f}567,5 €", "1234567.5", Some("€")),
            ("1'234.50", "1234.5", None),
            ("12 000", "12000", None),
            ("1,23", "1.23", None),
            ("0,500", "0.5", None),
            ("12,34,567", "1234567", None),
            ("1,23,456.50", "123456.5", None),
            ("₹ 12,34,56,789.5", "123456789.5", Some("₹")),
            ("₹1,00,000/-", "100000", Some("₹")),
            ("Rs. 1,23,456.00", "123456", Some("INR")),
            ("rs 500", "500", Some("INR")),
            ("Rs.500.50", "500.5", Some("INR")),
            ("2.5 lakh", "250000", None),
            ("Rs 3 Crores", "30000000", Some("INR")),
            ("＄１，２００．５０", "1200.5", Some("$")),
            ("=\"1,200.50\"", "1200.5", None),
            ("'120万", "1200000", None),
        ] {
            assert_eq!(read(text), Ok(Some((number.into(), currency.map(str::to_owned)))), "{text}");
        }
        for text in ["", "-", "NULL", "null", "N/A", " $ - ", "¥-", "- €"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_is_not_exact_is_refused() {
        for (text, why) in [
            ("=B2*1.5", BadAmount::Formula),
            ("1e6", BadAmount::Exponent),
            ("1E+06", BadAmount::Exponent),
            ("inf", BadAmount::Unreadable),
            ("nan", BadAmount::Unreadable),
            ("1.234.56", BadAmount::Grouping),
            ("1,23,45", BadAmount::Grouping),
            ("1,234,56,789", BadAmount::Grouping),
            ("123,45,678", BadAmount::Grouping),
            ("12,34,567,890", BadAmount::Grouping),
            ("12.34.567", BadAmount::Grouping),
            ("12,34.50", BadAmount::Grouping),
            ("1,234 56", BadAmount::Grouping),
            ("1 23,50", BadAmount::Grouping),
            ("(5", BadAmount::Unreadable),
            ("--5", BadAmount::Unreadable),
            ("5 apples", BadAmount::Unreadable),
            ("5 (or 6)", BadAmount::Unreadable),
            ("5 (待定)", BadAmount::Unreadable),
            ("5整", BadAmount::Unreadable),
            ("5.5.", BadAmount::Unreadable),
            ("1,234.", BadAmount::Unreadable),
            ("99999999999999999999999999999999", BadAmount::TooLarge),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }
}
