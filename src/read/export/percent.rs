//! Probabilities and shares as exports write them: `75%`, `75` or `0.75`, one scale per column.

use crate::model::number::{Decimal, half_even_whole, mul};
use crate::model::open::Probability;
use crate::read::export::meant::meant;

/// How the percentages of one column are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PercentColumn {
    /// The column's number from 0.
    pub heading: usize,
    /// Whether the heading says that its numbers are percentages.
    hinted: bool,
    in_percent: bool,
    /// Whether a number above 1 occurs, which no share is; one between 0 and 1, which few percentages are; and any
    /// whose meaning depends on the scale.
    above_one: bool,
    between: bool,
    small: bool,
}

/// The column is of the other scale, which it has now; every row so far has to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherScale;

impl PercentColumn {
    /// A heading such as `Probability (%)` says that its numbers are percentages, unless they show that they are not.
    pub fn new(heading: usize, written: &str) -> Self {
        let hinted = written.contains(['%', '％']);
        PercentColumn { heading, hinted, in_percent: hinted, above_one: false, between: false, small: false }
    }

    /// Whether its numbers are percentages.
    pub fn in_percent(&self) -> bool {
        self.in_percent
    }

    /// Adds what a later part of the column says about its scale.
    pub fn merge(&mut self, later: &Self) {
        self.above_one |= later.above_one;
        self.between |= later.between;
        self.small |= later.small;
        self.in_percent = self.scale();
    }

    /// Whether values were read in a scale that turned out to be the other one.
    pub fn was_misread(&self, before: &Self) -> bool {
        self.in_percent != before.in_percent && self.small
    }

    fn scale(&self) -> bool {
        self.above_one || (self.hinted && !self.between)
    }

    /// A plain whole number up to 100 of a column that is known to hold percentages, where it says nothing new about its
    /// scale; nothing where the text is any other, which [`PercentColumn::read`] then understands.
    pub fn plain(&self, text: &[u8]) -> Option<u16> {
        let digit = |number: u16, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + u16::from(byte - b'0'));
        let is_short = (1..=3).contains(&text.len());
        self.whole(text.iter().take(3).try_fold(0, digit).filter(|_| is_short)?)
    }

    /// The same for the number itself.
    #[inline(always)]
    pub fn whole(&self, number: u16) -> Option<u16> {
        (self.above_one && number <= 100 && (number != 1 || self.small)).then_some(number)
    }

    /// Whether no row can change the scale any more.
    pub fn is_settled(&self) -> bool {
        self.above_one
    }

    /// Whether a cell whose value is not asked for tells nothing of the scale that is not known. Every row of a column has its
    /// say in it, so that their order does not matter.
    #[inline(always)]
    pub fn learns_nothing(&self, text: &[u8]) -> bool {
        self.is_settled()
            || match text {
                b"" | [.., b'%'] => true,
                b"0" | b"1" | [b'0', b'.', ..] => self.between || !self.hinted,
                _ => false,
            }
    }

    /// The chance that `text` means; nothing where it is empty or no number from 0 to 100 %.
    ///
    /// # Errors
    /// [`OtherScale`] where it shows that values were read in the wrong scale.
    pub fn read(&mut self, text: &str) -> Result<Option<Probability>, OtherScale> {
        Ok(self.part(text)?.and_then(probability))
    }

    /// The part of a whole that `text` means, 0 or more; nothing where it is empty or no number.
    ///
    /// # Errors
    /// [`OtherScale`] as [`PercentColumn::read`].
    pub fn part(&mut self, text: &str) -> Result<Option<Decimal>, OtherScale> {
        let text = &*meant(text);
        let (number, percent) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (text, false),
        };
        let value = with_point(number).filter(|value| *value >= Decimal::ZERO);
        let Some(value) = value else { return Ok(None) };
        if percent {
            return Ok(mul(value, Decimal::new(1, 2)).ok());
        }
        self.above_one |= value > Decimal::ONE;
        self.between |= value > Decimal::ZERO && value < Decimal::ONE;
        if self.scale() != self.in_percent {
            self.in_percent = !self.in_percent;
            if self.small {
                return Err(OtherScale);
            }
        }
        self.small |= value > Decimal::ZERO && value <= Decimal::ONE;
        Ok(if self.in_percent { mul(value, Decimal::new(1, 2)).ok() } else { Some(value) })
    }
}

/// A number that may have a decimal comma with one or two digits behind it.
fn with_point(number: &str) -> Option<Decimal> {
    match number.split_once(',') {
        Some((whole, digits)) if matches!(digits.len(), 1..=2) => {
            Decimal::from_str_exact(&format!("{whole}.{digits}")).ok()
        }
        _ => Decimal::from_str_exact(number).ok(),
    }
}

fn probability(part: Decimal) -> Option<Probability> {
    let ten_thousandths = half_even_whole(mul(part, Decimal::from(10_000)).ok()?)?;
    u16::try_from(ten_thousandths).ok().and_then(Probability::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(column: &mut PercentColumn, text: &str) -> Result<Option<u16>, OtherScale> {
        column.read(text).map(|read| read.map(Probability::ten_thousandths))
    }

    #[test]
    fn shares_and_percentages() {
        let column = |text: &str| PercentColumn::new(0, text);
        for (text, as_share, as_percent) in [
            ("0", Some(0), Some(0)),
            ("1", Some(10_000), Some(100)),
            ("75%", Some(7_500), Some(7_500)),
            ("75 ％", Some(7_500), Some(7_500)),
            ("７５％", Some(7_500), Some(7_500)),
            ("75", Some(7_500), Some(7_500)),
            ("-1", None, None),
            ("", None, None),
            ("high", None, None),
        ] {
            assert_eq!(read(&mut column("Probability"), text), Ok(as_share), "{text}");
            assert_eq!(read(&mut column("Probability (%)"), text), Ok(as_percent), "{text}");
        }
        for text in ["101", "999", "656"] {
            assert_eq!(read(&mut column("Probability (%)"), text), Ok(None), "{text}");
        }
        assert_eq!(read(&mut column("Probability"), "0.33335"), Ok(Some(3_334)));
    }

    #[test]
    fn one_scale_per_column() {
        let mut column = PercentColumn::new(0, "Probability");
        assert_eq!(read(&mut column, "0"), Ok(Some(0)));
        assert_eq!(read(&mut column, "20"), Ok(Some(2_000)));
        assert_eq!(read(&mut column, "1"), Ok(Some(100)));
        let mut column = PercentColumn::new(0, "Probability");
        assert_eq!(read(&mut column, "1"), Ok(Some(10_000)));
        assert_eq!(read(&mut column, "20"), Err(OtherScale));
        assert_eq!(read(&mut column, "1"), Ok(Some(100)));
    }

    /// A spreadsheet that shows 60 % holds 0.6, whatever the heading says.
    #[test]
    fn a_heading_yields_to_numbers_that_can_be_no_percentages() {
        let mut column = PercentColumn::new(0, "Split %");
        assert_eq!(read(&mut column, "0.6"), Ok(Some(6_000)));
        assert_eq!(read(&mut column, "1"), Ok(Some(10_000)));
        let mut column = PercentColumn::new(0, "Probability (%)");
        assert_eq!(read(&mut column, "1"), Ok(Some(100)));
        assert_eq!(read(&mut column, "0.5"), Err(OtherScale));
        assert_eq!(read(&mut column, "1"), Ok(Some(10_000)));
        assert_eq!(read(&mut column, "12.5"), Err(OtherScale));
        assert_eq!(read(&mut column, "0.5"), Ok(Some(50)));
    }
}
