//! From numbers to places.

use crate::model::money::Money;
use crate::model::number::approximate;
use crate::report::cell::Cell;

/// Maps numbers between `low` and `high` to places between `from` and `to`; what lies outside is drawn at the edge.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    pub low: f64,
    pub high: f64,
    pub from: f64,
    pub to: f64,
}

impl Scale {
    /// From zero to the largest of `sizes`.
    pub fn from_zero(sizes: impl IntoIterator<Item = f64>, from: f64, to: f64) -> Self {
        Scale { low: 0.0, high: sizes.into_iter().fold(0.0, f64::max), from, to }
    }

    pub fn at(&self, size: f64) -> f64 {
        let range = self.high - self.low;
        let share = if range > 0.0 { ((size - self.low) / range).clamp(0.0, 1.0) } else { 0.0 };
        self.from + share * (self.to - self.from)
    }
}

/// How large a number is, in the smallest units of its kind; nothing for words and what is missing.
pub fn size(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Count(n) | Cell::CountGap(n) => Some(*n as f64),
        Cell::Money(amount) | Cell::MoneyGap(amount) => Some(amount.minor() as f64),
        Cell::Percent { share: value, .. } | Cell::Decimal { value, .. } => Some(approximate(*value)),
        Cell::Missing | Cell::Text(_) | Cell::Say(_) | Cell::Day(_) | Cell::Status(_) | Cell::Bool(_) => None,
    }
}

/// Round numbers from zero to just beyond `high`, as cells of the kind of `like`: about four of them.
pub fn ticks(high: f64, like: &Cell<'_>) -> Vec<Cell<'static>> {
    let step = round_step(high / 4.0);
    let cell = |i: i128| match like {
        Cell::Money(_) | Cell::MoneyGap(_) => Cell::Money(Money::from_sum(i.saturating_mul(step))),
        _ => Cell::Count(i.saturating_mul(step)),
    };
    let count = if high > 0.0 { (high / step as f64).ceil() as i128 } else { 1 };
    (0..=count).map(cell).collect()
}

/// The smallest of 1, 2, 2.5 and 5 times a power of ten that is no smaller than `least`.
fn round_step(least: f64) -> i128 {
    let mut power: i128 = 1;
    while (power.saturating_mul(10) as f64) < least && power < 10_i128.pow(30) {
        power *= 10;
    }
    let steps = [power, power * 2, power * 5 / 2, power * 5, power * 10];
    steps.into_iter().find(|step| *step as f64 >= least).unwrap_or(power * 10).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_beyond_the_largest() {
        let counts = |high: f64| {
            ticks(high, &Cell::Count(0))
                .iter()
                .map(|tick| match tick {
                    Cell::Count(n) => *n,
                    other => panic!("{other:?}"),
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(counts(746.0), [0, 200, 400, 600, 800]);
        assert_eq!(counts(100.0), [0, 25, 50, 75, 100]);
        assert_eq!(counts(0.0), [0, 1]);
        assert_eq!(counts(3.0), [0, 1, 2, 3]);
    }

    #[test]
    fn what_lies_outside_is_drawn_at_the_edge() {
        let scale = Scale::from_zero([50.0], 10.0, 110.0);
        assert_eq!([-5.0, 0.0, 25.0, 80.0].map(|size| scale.at(size)), [10.0, 10.0, 60.0, 110.0]);
        assert_eq!(Scale::from_zero([], 10.0, 110.0).at(3.0), 10.0);
    }
}
