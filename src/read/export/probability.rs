//! The probability that a deal is won, as its file writes it: 0 to 1, 0 to 100 or `75%`, one scale per column.

use crate::model::number::Decimal;
use crate::read::export::dates::is_missing;
use crate::read::export::records::Row;

/// How the probabilities of one column are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbabilityColumn {
    /// The column's number from 0.
    pub heading: usize,
    scale: Scale,
    /// Whether the heading, or a value above 1, says that the scale ends at 100.
    certain: bool,
    /// Whether a value above 0 was read that means another share on the other scale.
    small: bool,
}

/// Where the scale ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    One,
    Hundred,
}

/// Why a value is no probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadProbability {
    Unreadable,
    /// The scale ends at 100, which the column knows now; every row so far has to be read again.
    OtherScale,
}

impl ProbabilityColumn {
    /// `percent`: the heading says so, as `Probability (%)` does.
    pub fn new(heading: usize, percent: bool) -> Self {
        let scale = if percent { Scale::Hundred } else { Scale::One };
        ProbabilityColumn { heading, scale, certain: percent, small: false }
    }

    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The share from 0 to 1 in the row's cell; nothing where it is empty.
    ///
    /// # Errors
    /// [`BadProbability`].
    pub fn of(&mut self, row: &Row) -> Result<Option<Decimal>, BadProbability> {
        self.read(row.cell(self.heading))
    }

    fn read(&mut self, text: &str) -> Result<Option<Decimal>, BadProbability> {
        if is_missing(text) {
            return Ok(None);
        }
        let (number, percent) = match text.strip_suffix(['%', '％']) {
            Some(number) => (number.trim_end(), true),
            None => (text, false),
        };
        let plain = number.replace(',', ".");
        let value = Decimal::from_str_exact(&plain).map_err(|_| BadProbability::Unreadable)?;
        if value < Decimal::ZERO || value > Decimal::ONE_HUNDRED {
            return Err(BadProbability::Unreadable);
        }
        if !percent && value > Decimal::ONE && !self.certain {
            (self.scale, self.certain) = (Scale::Hundred, true);
            if self.small {
                return Err(BadProbability::OtherScale);
            }
        }
        self.small |= !percent && !value.is_zero();
        let share = if percent || self.scale == Scale::Hundred { value / Decimal::ONE_HUNDRED } else { value };
        Ok(Some(share))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(column: &mut ProbabilityColumn, text: &str) -> Result<Option<String>, BadProbability> {
        column.read(text).map(|share| share.map(|share| share.normalize().to_string()))
    }

    #[test]
    fn the_column_decides_its_scale() {
        let mut column = ProbabilityColumn::new(0, false);
        assert_eq!(read(&mut column, "0.75"), Ok(Some("0.75".into())));
        assert_eq!(read(&mut column, "75%"), Ok(Some("0.75".into())));
        assert_eq!(read(&mut column, ""), Ok(None));
        assert_eq!(read(&mut column, "75"), Err(BadProbability::OtherScale));
        assert_eq!(read(&mut column, "0.75"), Ok(Some("0.0075".into())));
        assert_eq!(read(&mut column, "100"), Ok(Some("1".into())));
        for text in ["101", "-1", "likely"] {
            assert_eq!(read(&mut column, text), Err(BadProbability::Unreadable), "{text}");
        }
        assert_eq!(read(&mut ProbabilityColumn::new(0, true), "1"), Ok(Some("0.01".into())));
    }
}
