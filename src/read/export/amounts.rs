//! Amounts as exports write them: exact, or refused.

use std::borrow::Cow;

use crate::model::number::Decimal;
use crate::model::plan::NumberStyle;
use crate::read::export::amount_text::{BadAmount, Written, is_sign, parse};
use crate::read::export::currencies::YUAN;
use crate::read::export::dates::Sighting;
use crate::read::export::figures::Says;
use crate::read::export::meant::meant;
use crate::read::export::missing::is_missing;
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
    /// One such as `12,0000`, which is refused unless the column has decimal commas.
    fours: Option<Sighting>,
    /// Whether amounts of four digits and more have no marks between their thousands.
    unmarked: bool,
    /// Whether the file gives reason to doubt that `1,234` is a thousand: semicolons stand between its cells.
    doubtful_comma: bool,
}

/// An amount as written, in main units of its currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount<'a> {
    pub value: Decimal,
    /// The code or sign of a currency beside the number.
    pub currency: Option<Cow<'a, str>>,
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
            fours: None,
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
        if row.is_carried(self.heading) {
            return Ok(None);
        }
        let text = row.cell(self.heading);
        if row.is_number(self.heading) { self.read_number(text) } else { self.read(text, row.line) }
    }

    /// The digits of a plain number such as `1234.50`, and how many of them are decimals; nothing where the cell, which may be
    /// typed as a number, is any other, which [`AmountColumn::of`] then understands. Most amounts are plain, and this is quick.
    #[inline(always)]
    pub fn plain(&mut self, text: &[u8], is_number: bool) -> Option<(i64, usize)> {
        if self.unit != 1 {
            return None;
        }
        let (number, decimals) = plain_amount::parse(text)?;
        if decimals == 0 {
            self.unmarked |= text.len() > 3 && !is_number;
        } else if !self.has_points() {
            return None;
        }
        Some((number, decimals))
    }

    /// Whether plain numbers with two decimals are read as they stand, and say nothing new.
    pub fn takes_hundredths(&self) -> bool {
        self.unit == 1 && self.has_points()
    }

    /// Whether a decimal point is known to be what the column writes, so that one more says nothing new.
    #[inline]
    fn has_points(&self) -> bool {
        self.style == NumberStyle::Point && (self.stated.is_some() || (self.point.is_some() && self.comma.is_none()))
    }

    /// Adds what a later part of the column says about its style; in front of it there are `lines` lines.
    pub fn merge(&mut self, later: Self, lines: u64) {
        for (ours, theirs) in [
            (&mut self.point, later.point),
            (&mut self.comma, later.comma),
            (&mut self.open_dot, later.open_dot),
            (&mut self.open_comma, later.open_comma),
            (&mut self.fours, later.fours),
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
        self.style != before.style && self.may_be_other()
    }

    /// Whether an amount was seen that is read in another way in the other style.
    fn may_be_other(&self) -> bool {
        self.open_dot.is_some() || self.open_comma.is_some() || self.fours.is_some()
    }

    /// The amount in a cell of text; nothing where it is empty or a sign for that.
    ///
    /// # Errors
    /// [`BadAmount`] where it is none that can be read exactly, or contradicts how the column was read so far.
    pub fn read<'a>(&mut self, text: &'a str, line: u64) -> Result<Option<Amount<'a>>, BadAmount> {
        match meant(text) {
            Cow::Borrowed(text) => self.read_meant(text, line),
            Cow::Owned(text) => {
                let own = |Amount { value, currency }: Amount| Amount {
                    value,
                    currency: currency.map(|text| text.into_owned().into()),
                };
                Ok(self.read_meant(&text, line)?.map(own))
            }
        }
    }

    fn read_meant<'a>(&mut self, text: &'a str, line: u64) -> Result<Option<Amount<'a>>, BadAmount> {
        // Accountants write nothing as `$ -`.
        let bare = text.trim_matches(|c: char| is_sign(c) || c.is_whitespace());
        if is_missing(text) || matches!(bare, "-" | "–" | "—") {
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
        // `120元` is in no other unit, whatever the heading says of numbers alone.
        let unit = written.unit.or((written.currency == Some(YUAN)).then_some(1));
        self.amount(number, unit, written.currency).map(Some)
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
        Ok(Amount { value, currency: currency.map(Cow::Borrowed) })
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
            Says::Fours if self.style == NumberStyle::Comma => return Ok(()),
            Says::Fours => {
                self.fours.get_or_insert_with(seen);
                return Err(BadAmount::Grouping);
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
            if self.may_be_other() {
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
        dot.or(self.open_comma.as_ref().filter(|_| self.doubtful_comma)).or(self.fours.as_ref())
    }

    /// An amount with a decimal point and one with a decimal comma, where the column has both.
    pub fn mixed(&self) -> Option<(&Sighting, &Sighting)> {
        self.point.as_ref().zip(self.comma.as_ref())
    }
}

#[cfg(test)]
mod tests {

    use super::*;

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
    fn marks_every_four_digits_are_no_decimals_of_themselves() {
        let read = |texts: &[&str]| {
            let mut column = AmountColumn::new(0, 1, None);
            let last = texts.iter().map(|text| column.read(text, 2)).last().unwrap();
            (last.map(|amount| amount.map(|amount| amount.value.to_string())), column.left_open().is_some())
        };
        let refused = |open| (Err(BadAmount::Grouping), open);
        assert_eq!(read(&["5000", "12,0000"]), refused(true));
        assert_eq!(read(&["1,234.50", "12,0000"]), refused(false));
        assert_eq!(read(&["99,5", "12,0000"]), (Ok(Some("12.0000".into())), false));
        assert_eq!(read(&["12,0000", "99,5"]), (Err(BadAmount::OtherStyle), false));
        for decimals in ["0,5000", "12345,0000", "12,00000"] {
            assert!(read(&[decimals]).0.is_ok(), "{decimals}");
        }
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
        assert_eq!(column.read("12.5w", 2).unwrap().unwrap().value, Decimal::from(125_000));
        assert_eq!(column.read("120元", 2).unwrap().unwrap().value, Decimal::from(120));
        assert_eq!(column.read("¥12", 2).unwrap().unwrap().value, Decimal::from(120_000));
    }
}
