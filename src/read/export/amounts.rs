//! Amounts as exports write them: exact, or refused.

use crate::model::number::Decimal;
use crate::model::plan::NumberStyle;
use crate::read::export::amount_text::{BadAmount, Written, parse};
use crate::read::export::dates::{Sighting, is_missing};
use crate::read::export::figures::Says;
use crate::read::export::plain_amount;
use crate::read::export::row::Row;

/// How the amounts of one column are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountColumn {
    /// The column's number from 0.
    pub heading: usize,
    /// What the heading multiplies by, such as 10,000 for `金额（万元）`.
    unit: i64,
    /// The currency that the heading names.
    pub currency: Option<String>,
    /// That of the plan where it states one.
    stated: Option<NumberStyle>,
    style: NumberStyle,
    /// Amounts that can only be read with a decimal point, only with a decimal comma, and either way.
    point: Option<Sighting>,
    comma: Option<Sighting>,
    open_dot: Option<Sighting>,
    open_comma: Option<Sighting>,
    /// Whether amounts of four digits and more have no marks between their thousands.
    unmarked: bool,
    /// Whether the file gives reason to doubt that `1,234` is a thousand: semicolons stand between its cells.
    doubtful_comma: bool,
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
        AmountColumn {
            heading,
            unit,
            currency,
            stated: None,
            style: NumberStyle::Point,
            point: None,
            comma: None,
            open_dot: None,
            open_comma: None,
            unmarked: false,
            doubtful_comma: false,
        }
    }

    /// The style that the plan states, and whether `1,234` is doubtful in the file.
    pub fn styled(mut self, stated: Option<NumberStyle>, doubtful_comma: bool) -> Self {
        (self.stated, self.style, self.doubtful_comma) = (stated, stated.unwrap_or(self.style), doubtful_comma);
        self
    }

    /// The amount in a cell of the row.
    ///
    /// # Errors
    /// [`BadAmount`], as [`AmountColumn::read`] and [`AmountColumn::read_number`].
    pub fn of<'r>(&mut self, row: &Row<'r>) -> Result<Option<Amount<'r>>, BadAmount> {
        let text = row.cell(self.heading);
        if row.is_number(self.heading) { self.read_number(text) } else { self.read(text, row.line) }
    }

    /// The digits of a plain number such as `1234.50`, and how many of them are decimals; nothing where the cell is any
    /// other, which [`AmountColumn::of`] then understands. Most amounts are plain, and this is quick.
    #[inline]
    pub fn plain(&mut self, row: &Row) -> Option<(i64, usize)> {
        let text = row.raw(self.heading);
        if self.unit != 1 {
            return None;
        }
        let (number, decimals) = plain_amount::parse(text)?;
        if decimals == 0 {
            self.unmarked |= text.len() > 3 && !row.is_number(self.heading);
        } else if !self.has_points() {
            return None;
        }
        Some((number, decimals))
    }

    /// Whether a decimal point is known to be what the column writes, so that one more says nothing new.
    fn has_points(&self) -> bool {
        let told = self.stated.is_some() || (self.point.is_some() && self.comma.is_none());
        told && self.style == NumberStyle::Point
    }

    /// Adds what a later part of the column says about its style; in front of it there are `lines` lines.
    pub fn merge(&mut self, later: Self, lines: u64) {
        for (ours, theirs) in [
            (&mut self.point, later.point),
            (&mut self.comma, later.comma),
            (&mut self.open_dot, later.open_dot),
            (&mut self.open_comma, later.open_comma),
        ] {
            Sighting::merge(ours, theirs, lines);
        }
        self.unmarked |= later.unmarked;
        self.style = match (self.stated, &self.point, &self.comma) {
            (None, Some(_), None) => NumberStyle::Point,
            (None, None, Some(_)) => NumberStyle::Comma,
            _ => self.style,
        };
    }

    /// Whether amounts that may be read either way were read in a style that turned out to be the other one.
    pub fn was_misread(&self, before: &Self) -> bool {
        self.style != before.style && (self.open_dot.is_some() || self.open_comma.is_some())
    }

    /// The amount in a cell of text; nothing where it is empty or a sign for that.
    ///
    /// # Errors
    /// [`BadAmount`] where it is none that can be read exactly, or contradicts how the column was read so far.
    pub fn read<'a>(&mut self, text: &'a str, line: u64) -> Result<Option<Amount<'a>>, BadAmount> {
        if is_missing(text) {
            return Ok(None);
        }
        let written = parse(text)?;
        self.learn(&written, text, line)?;
        // Nobody writes thousands of thousands: beside a unit a single sign is the decimal one.
        let style = match (written.unit, written.figure.says) {
            (Some(_), Says::Open(NumberStyle::Point)) if self.stated.is_none() => NumberStyle::Point,
            _ => self.style,
        };
        let number = written.figure.number(style)?;
        let number = if written.negative { -number } else { number };
        self.amount(number, written.unit, written.currency).map(Some)
    }

    /// The amount in a cell that is a number already.
    ///
    /// # Errors
    /// [`BadAmount`] where it is too large to be exact.
    pub fn read_number<'a>(&mut self, text: &'a str) -> Result<Option<Amount<'a>>, BadAmount> {
        let number = Decimal::from_str_exact(text).map_err(|_| BadAmount::TooLarge)?;
        self.amount(number, None, None).map(Some)
    }

    fn amount<'a>(
        &self,
        number: Decimal,
        unit: Option<i64>,
        currency: Option<&'a str>,
    ) -> Result<Amount<'a>, BadAmount> {
        let value = match unit.unwrap_or(self.unit) {
            1 => number,
            unit => number.checked_mul(Decimal::from(unit)).ok_or(BadAmount::TooLarge)?,
        };
        Ok(Amount { value, currency })
    }

    /// Remembers what the value says about the style of its column.
    fn learn(&mut self, written: &Written, text: &str, line: u64) -> Result<(), BadAmount> {
        let seen = || Sighting { line, value: text.to_owned() };
        let style = match written.figure.says {
            Says::Nothing => return Ok(()),
            Says::Unmarked => {
                self.unmarked = true;
                return Ok(());
            }
            Says::Open(_) if written.unit.is_some() => return Ok(()),
            Says::Open(style) => {
                let open = if style == NumberStyle::Point { &mut self.open_dot } else { &mut self.open_comma };
                open.get_or_insert_with(seen);
                return Ok(());
            }
            Says::Decimals(style) | Says::Thousands(style) => style,
        };
        if let Some(stated) = self.stated {
            return if stated == style { Ok(()) } else { Err(BadAmount::Grouping) };
        }
        let evidence = if style == NumberStyle::Point { &mut self.point } else { &mut self.comma };
        evidence.get_or_insert_with(seen);
        if self.point.is_some() && self.comma.is_some() {
            return Err(BadAmount::Mixed);
        }
        if style != self.style {
            self.style = style;
            // Only amounts that may be read either way were read the wrong way.
            if self.open_dot.is_some() || self.open_comma.is_some() {
                return Err(BadAmount::OtherStyle);
            }
        }
        Ok(())
    }

    /// The style of the column as far as it is known, and the amount that tells it.
    pub fn style(&self) -> (NumberStyle, Option<&Sighting>) {
        (self.style, if self.style == NumberStyle::Point { self.point.as_ref() } else { self.comma.as_ref() })
    }

    pub fn unit(&self) -> i64 {
        self.unit
    }

    /// A value such as `1.234`, where nothing in the whole column says what its sign means.
    pub fn left_open(&self) -> Option<&Sighting> {
        if self.stated.is_some() || self.point.is_some() || self.comma.is_some() {
            return None;
        }
        let dot = self.open_dot.as_ref().filter(|_| !self.unmarked);
        dot.or(self.open_comma.as_ref().filter(|_| self.doubtful_comma))
    }

    /// An amount with a decimal point and one with a decimal comma, where the column has both.
    pub fn mixed(&self) -> Option<(&Sighting, &Sighting)> {
        self.point.as_ref().zip(self.comma.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use csv::StringRecord;

    use super::*;

    #[test]
    fn plain_numbers_are_read_alike_both_ways() {
        for text in [
            "0",
            "7",
            "123",
            "1234",
            "12345",
            "1234567",
            "12345678",
            "123456789",
            "987654321012",
            "1234567890123",
            "12a4",
            "a2345678",
            "1234567/",
            "1234.5",
            "100000000.01",
            "0.05",
            "268947.50",
            "1.23",
            "1.234",
            "12.",
            ".5",
            "-5",
            "1.2.3",
            "00",
        ] {
            let record = StringRecord::from(vec![text]);
            let row = Row::of_text(2, &record, b',', 0);
            for known in ["", "2.5"] {
                let mut one = AmountColumn::new(0, 1, None);
                one.read(known, 1).unwrap();
                let mut other = one.clone();
                if let Some((digits, decimals)) = one.plain(&row) {
                    let whole = other.of(&row).unwrap().unwrap().value;
                    let scale = u32::try_from(decimals).unwrap();
                    assert_eq!(Decimal::try_from_i128_with_scale(digits.into(), scale).unwrap(), whole, "{text}");
                    assert_eq!(one, other, "{text}");
                }
            }
        }
    }

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
        ] {
            assert_eq!(read(text), Ok(Some((number.into(), currency.map(str::to_owned)))), "{text}");
        }
        for text in ["", "-", "NULL", "null", "N/A"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_is_not_exact_is_refused() {
        for (text, why) in [
            ("1e6", BadAmount::Exponent),
            ("1E+06", BadAmount::Exponent),
            ("inf", BadAmount::Unreadable),
            ("nan", BadAmount::Unreadable),
            ("1.234.56", BadAmount::Grouping),
            ("1,234 56", BadAmount::Grouping),
            ("1 23,50", BadAmount::Grouping),
            ("12,34,567", BadAmount::Grouping),
            ("(5", BadAmount::Unreadable),
            ("--5", BadAmount::Unreadable),
            ("5 apples", BadAmount::Unreadable),
            ("5.5.", BadAmount::Unreadable),
            ("1,234.", BadAmount::Unreadable),
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
    fn the_column_decides_its_style() {
        let mut column = AmountColumn::new(0, 1, None);
        assert_eq!(column.read("1.234", 2).unwrap().unwrap().value.to_string(), "1.234");
        assert_eq!(column.read("2.500,75", 3), Err(BadAmount::OtherStyle));
        assert_eq!(column.read("1.234", 2).unwrap().unwrap().value.to_string(), "1234");
        assert!(column.left_open().is_none());
        assert_eq!(column.read("7.5", 4), Err(BadAmount::Mixed));
        assert_eq!(column.mixed().unwrap().0.line, 4);
        let mut stated = AmountColumn::new(0, 1, None).styled(Some(NumberStyle::Comma), false);
        assert_eq!(stated.read("1.234", 2).unwrap().unwrap().value.to_string(), "1234");
        assert_eq!(stated.read("1,234", 2).unwrap().unwrap().value.to_string(), "1.234");
        assert_eq!(stated.read("7.5", 2), Err(BadAmount::Grouping));
        assert!(stated.left_open().is_none());
    }

    #[test]
    fn a_comma_is_doubtful_beside_semicolons() {
        let read = |doubtful| {
            let mut column = AmountColumn::new(0, 1, None).styled(None, doubtful);
            column.read("1,234", 2).unwrap();
            column.left_open().is_some()
        };
        assert_eq!((read(false), read(true)), (false, true));
    }

    #[test]
    fn a_number_of_a_workbook_is_what_it_is() {
        let mut column = AmountColumn::new(0, 1, None);
        assert_eq!(column.read_number("1.234").unwrap().unwrap().value.to_string(), "1.234");
        assert!(column.left_open().is_none());
        assert_eq!(column.read_number("1e400"), Err(BadAmount::TooLarge));
    }

    #[test]
    fn the_unit_of_the_heading_gives_way_to_the_value_s_own() {
        let mut column = AmountColumn::new(0, 10_000, None);
        assert_eq!(column.read("12", 2).unwrap().unwrap().value, Decimal::from(120_000));
        assert_eq!(column.read("12万", 2).unwrap().unwrap().value, Decimal::from(120_000));
    }
}
