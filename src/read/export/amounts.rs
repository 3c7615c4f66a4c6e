//! Amounts as exports write them: exact, or refused.

use crate::model::number::Decimal;
use crate::read::export::amount_text::{BadAmount, Dot, parse};
use crate::read::export::dates::{Sighting, is_missing};

/// How the amounts of one column are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountColumn {
    /// The column's number from 0.
    pub heading: usize,
    /// What the heading multiplies by, such as 10,000 for `金额（万元）`.
    unit: i64,
    /// The currency that the heading names.
    pub currency: Option<String>,
    /// Whether a value shows that the dot is the decimal point here.
    decimal_point: bool,
    open: Option<Sighting>,
}

/// An amount as written, in main units of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<'a> {
    pub value: Decimal,
    /// The code or sign of a currency beside the number.
    pub currency: Option<&'a str>,
}

impl AmountColumn {
    pub fn new(heading: usize, unit: i64, currency: Option<String>) -> Self {
        AmountColumn { heading, unit, currency, decimal_point: false, open: None }
    }

    /// The amount that `text` means; nothing where it is empty or a sign for that.
    ///
    /// # Errors
    /// [`BadAmount`] where it is none that can be read exactly.
    pub fn read<'a>(&mut self, text: &'a str, line: u64) -> Result<Option<Amount<'a>>, BadAmount> {
        if is_missing(text) {
            return Ok(None);
        }
        let written = parse(text)?;
        match written.dot {
            Dot::Decimal => self.decimal_point = true,
            Dot::Open if self.open.is_none() => self.open = Some(Sighting { line, value: text.to_owned() }),
            Dot::Open | Dot::Silent => {}
        }
        let unit = written.unit.unwrap_or(self.unit);
        let value = match unit {
            1 => written.number,
            _ => written.number.checked_mul(Decimal::from(unit)).ok_or(BadAmount::TooLarge)?,
        };
        Ok(Some(Amount { value, currency: written.currency }))
    }

    /// The digits of a plain number such as `1234.50`, and how many of them are decimals; nothing where the text is any
    /// other, which [`AmountColumn::read`] then understands. Most amounts are plain, and this is quick.
    #[inline]
    pub fn plain(&mut self, text: &str) -> Option<(i64, usize)> {
        if self.unit != 1 || !(1..=MOST_PLAIN).contains(&text.len()) {
            return None;
        }
        let (mut digits, mut point) = (0, None);
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'0'..=b'9' => digits = digits * 10 + i64::from(byte - b'0'),
                b'.' if point.is_none() && at > 0 => point = Some(at),
                _ => return None,
            }
        }
        let decimals = point.map_or(0, |at| text.len() - at - 1);
        // Other numbers of decimals may say something else about the dot.
        if decimals > 2 || (decimals == 0 && point.is_some()) {
            return None;
        }
        self.decimal_point |= decimals > 0 || text.len() > 3;
        Some((digits, decimals))
    }

    /// Adds what a later part of the column says about its dots.
    pub fn merge(&mut self, later: Self) {
        self.decimal_point |= later.decimal_point;
        self.open = self.open.take().or(later.open);
    }

    /// A value such as `1.234`, where nothing in the whole column says what its dot means.
    pub fn left_open(&self) -> Option<&Sighting> {
        self.open.as_ref().filter(|_| !self.decimal_point)
    }
}

/// Bytes of a plain number, whose digits fit an `i64` with room to spare.
const MOST_PLAIN: usize = 15;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Option<(String, Option<String>)>, BadAmount> {
        let amount = AmountColumn::new(0, 1, None).read(text, 2)?;
        Ok(amount.map(|a| (a.value.normalize().to_string(), a.currency.map(str::to_owned))))
    }

    #[test]
    fn amounts_are_exact() {
        for (text, number, currency) in [
            ("1234.5", "1234.5", None),
            ("$1,234.50", "1234.5", Some("$")),
            ("USD 1,234.50", "1234.5", Some("USD")),
            ("1,234.50 EUR", "1234.5", Some("EUR")),
            ("US$5", "5", Some("US$")),
            ("¥1,200,000.00", "1200000", Some("¥")),
            ("￥12", "12", Some("￥")),
            ("(1,234)", "-1234", None),
            ("($1,234.50)", "-1234.5", Some("$")),
            ("1,234-", "-1234", None),
            ("-$5", "-5", Some("$")),
            ("−5", "-5", None),
            ("120万", "1200000", None),
            ("120万元", "1200000", None),
            ("1.2亿", "120000000", None),
            ("3百万", "3000000", None),
            ("$342.09K", "342090", Some("$")),
            ("1.5M", "1500000", None),
            ("1.5M USD", "1500000", Some("USD")),
            ("100元", "100", None),
            ("483241.77660000004", "483241.77660000004", None),
            ("1234.567", "1234.567", None),
            (".5", "0.5", None),
            ("12.", "12", None),
            ("0.500", "0.5", None),
        ] {
            assert_eq!(read(text), Ok(Some((number.into(), currency.map(str::to_owned)))), "{text}");
        }
        for text in ["", "-", "NULL", "null", "N/A"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn plain_numbers_are_read_alike_both_ways() {
        for text in
            ["0", "7", "123", "1234", "1234.5", "0.05", "268947.50", "1.23", "1.234", "12.", ".5", "-5", "1.2.3", "00"]
        {
            let (mut one, mut other) = (AmountColumn::new(0, 1, None), AmountColumn::new(0, 1, None));
            if let Some((digits, decimals)) = one.plain(text) {
                let whole = other.read(text, 2).unwrap().unwrap().value;
                let scale = u32::try_from(decimals).unwrap();
                assert_eq!(Decimal::try_from_i128_with_scale(digits.into(), scale).unwrap(), whole, "{text}");
                assert_eq!(one, other, "{text}");
            }
        }
    }

    #[test]
    fn what_is_not_exact_is_refused() {
        for (text, why) in [
            ("1e6", BadAmount::Exponent),
            ("1E+06", BadAmount::Exponent),
            ("inf", BadAmount::Unreadable),
            ("nan", BadAmount::Unreadable),
            ("1.234,56", BadAmount::Grouping),
            ("1.234.567", BadAmount::Grouping),
            ("1 234,50", BadAmount::Grouping),
            ("1,23", BadAmount::Grouping),
            ("12,34,567", BadAmount::Grouping),
            ("(5", BadAmount::Unreadable),
            ("--5", BadAmount::Unreadable),
            ("5 apples", BadAmount::Unreadable),
            ("99999999999999999999999999999999", BadAmount::TooLarge),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn a_dot_before_three_digits_needs_evidence() {
        let mut column = AmountColumn::new(0, 1, None);
        column.read("1.234", 2).unwrap();
        column.read("7", 3).unwrap();
        assert_eq!(column.left_open().unwrap().value, "1.234");
        column.read("1234.56", 4).unwrap();
        assert!(column.left_open().is_none());
    }

    #[test]
    fn the_unit_of_the_heading_gives_way_to_the_value_s_own() {
        let mut column = AmountColumn::new(0, 10_000, None);
        assert_eq!(column.read("12", 2).unwrap().unwrap().value, Decimal::from(120_000));
        assert_eq!(column.read("12万", 2).unwrap().unwrap().value, Decimal::from(120_000));
    }
}
