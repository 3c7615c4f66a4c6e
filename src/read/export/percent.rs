//! Probabilities and shares as exports write them: `75%`, `75` or `0.75`, one scale per column.

use crate::model::number::{Decimal, half_even_whole, mul};
use crate::model::open::Probability;

/// How the percentages of one column are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PercentColumn {
    /// The column's number from 0.
    pub heading: usize,
    in_percent: bool,
    /// Whether a value above 0 was read as a share so far.
    in_shares: bool,
}

/// The column is in percent, which it knows now; every row so far has to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherScale;

impl PercentColumn {
    /// A heading such as `Probability (%)` says that its numbers are percentages.
    pub fn new(heading: usize, written: &str) -> Self {
        PercentColumn { heading, in_percent: written.contains(['%', '％']), in_shares: false }
    }

    /// Whether its numbers are percentages.
    pub fn in_percent(&self) -> bool {
        self.in_percent
    }

    /// Adds what a later part of the column says about its scale.
    pub fn merge(&mut self, later: &Self) {
        self.in_percent |= later.in_percent;
        self.in_shares |= later.in_shares;
    }

    /// Whether values were read as shares in a column that turned out to be in percent.
    pub fn was_misread(&self, before: &Self) -> bool {
        self.in_percent && !before.in_percent && self.in_shares
    }

    /// The chance that `text` means; nothing where it is empty or no number from 0 to 100 %.
    ///
    /// # Errors
    /// [`OtherScale`] where it shows that values already read as shares were percentages.
    pub fn read(&mut self, text: &str) -> Result<Option<Probability>, OtherScale> {
        if let (true, Some(percent)) = (self.in_percent, whole(text)) {
            return Ok(percent.checked_mul(100).and_then(Probability::new));
        }
        Ok(self.part(text)?.and_then(probability))
    }

    /// The part of a whole that `text` means, 0 or more; nothing where it is empty or no number.
    ///
    /// # Errors
    /// [`OtherScale`] as [`PercentColumn::read`].
    pub fn part(&mut self, text: &str) -> Result<Option<Decimal>, OtherScale> {
        let (number, percent) = match text.strip_suffix(['%', '％']) {
            Some(number) => (number.trim_end(), true),
            None => (text, false),
        };
        let value = Decimal::from_str_exact(number).ok().filter(|value| *value >= Decimal::ZERO);
        let Some(value) = value else { return Ok(None) };
        if !percent && !self.in_percent {
            if value <= Decimal::ONE {
                self.in_shares |= value > Decimal::ZERO;
                return Ok(Some(value));
            }
            self.in_percent = true;
            if self.in_shares {
                return Err(OtherScale);
            }
        }
        Ok(mul(value, Decimal::new(1, 2)).ok())
    }
}

/// A plain whole number of few digits, as most percentages are.
#[inline]
fn whole(text: &str) -> Option<u16> {
    let digits = |number: u16, byte: u8| byte.is_ascii_digit().then(|| number * 10 + u16::from(byte - b'0'));
    (1..=3).contains(&text.len()).then(|| text.bytes().try_fold(0, digits))?
}

fn probability(part: Decimal) -> Option<Probability> {
    let ten_thousandths = half_even_whole(mul(part, Decimal::from(10_000)).ok()?)?;
    u16::try_from(ten_thousandths).ok().and_then(Probability::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(column: &mut PercentColumn, text: &str) -> Result<Option<i128>, OtherScale> {
        column.read(text).map(|read| read.map(Probability::ten_thousandths))
    }

    #[test]
    fn shares_and_percentages() {
        let mut shares = PercentColumn::new(0, "Probability");
        let mut percent = PercentColumn::new(0, "Probability (%)");
        for (text, as_share, as_percent) in [
            ("0", Some(0), Some(0)),
            ("0.5", Some(5_000), Some(50)),
            ("1", Some(10_000), Some(100)),
            ("0.33335", Some(3_334), Some(33)),
            ("75%", Some(7_500), Some(7_500)),
            ("75 ％", Some(7_500), Some(7_500)),
            ("-1", None, None),
            ("", None, None),
            ("high", None, None),
        ] {
            assert_eq!(read(&mut shares, text), Ok(as_share), "{text}");
            assert_eq!(read(&mut percent, text), Ok(as_percent), "{text}");
        }
        for text in ["101", "999", "656"] {
            assert_eq!(read(&mut percent, text), Ok(None), "{text}");
        }
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
}
