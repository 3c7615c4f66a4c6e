//! Whether counts are large enough to tell a rate from its plan.

use crate::model::number::{Decimal, TooLarge, div, mul, sub};

/// The square of 1.6448536269514722, the two-sided 90 % point of the normal distribution.
const Z_SQUARED: Decimal = Decimal::from_parts(2_794_690_050, 1_469_270_249, 1_466_678_045, false, 28);

/// How many of a step became one of the step it feeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratio {
    /// Units of the step that was fed.
    pub became: Decimal,
    /// Units of the step itself.
    pub of: Decimal,
}

impl Ratio {
    /// Nothing out of nothing is no rate.
    pub fn rate(&self) -> Option<Decimal> {
        if self.of > Decimal::ZERO { div(self.became, self.of).ok() } else { None }
    }
}

/// What counts say about a rate that differs from its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The planned rate lies outside the interval of the actual one.
    Clear,
    /// The interval holds the planned rate: chance alone may have done it.
    TooFew,
    /// A rate above 1 is no share of a count, and has no interval.
    NoInterval,
}

/// Whether the two-sided 90 % interval of the actual rate holds the planned one (Wilson, "Probable Inference, the Law
/// of Succession, and Statistical Inference", 1927).
///
/// The interval is all rates `p` with `n (p̂ − p)² ≤ z² p (1 − p)`, so that no root has to be drawn. Nothing where a
/// rate is unknown.
pub fn evidence(planned: &Ratio, actual: &Ratio) -> Result<Option<Evidence>, TooLarge> {
    let (Some(p), Some(seen)) = (planned.rate(), actual.rate()) else { return Ok(None) };
    if p > Decimal::ONE || seen > Decimal::ONE {
        return Ok(Some(Evidence::NoInterval));
    }
    let away = sub(seen, p)?;
    let squared = mul(mul(away, away)?, actual.of)?;
    let bound = mul(Z_SQUARED, mul(p, sub(Decimal::ONE, p)?)?)?;
    Ok(Some(if squared <= bound { Evidence::TooFew } else { Evidence::Clear }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(percent: i64, became: i64, of: i64) -> Option<Evidence> {
        let planned = Ratio { became: Decimal::from(percent), of: Decimal::ONE_HUNDRED };
        let actual = Ratio { became: Decimal::from(became), of: Decimal::from(of) };
        evidence(&planned, &actual).unwrap()
    }

    /// The bounds as a statistics package prints them: 6 of 40 gives 7.960 % to 26.474 %.
    #[test]
    fn the_interval_of_six_in_forty() {
        assert_eq!((told(8, 6, 40), told(26, 6, 40)), (Some(Evidence::TooFew), Some(Evidence::TooFew)));
        assert_eq!((told(7, 6, 40), told(27, 6, 40)), (Some(Evidence::Clear), Some(Evidence::Clear)));
    }

    /// None of ten: 0 % to 21.294 %.
    #[test]
    fn nothing_out_of_ten() {
        assert_eq!((told(21, 0, 10), told(22, 0, 10)), (Some(Evidence::TooFew), Some(Evidence::Clear)));
    }

    #[test]
    fn rates_above_one_and_unknown_rates_have_none() {
        assert_eq!(told(120, 6, 10), Some(Evidence::NoInterval));
        assert_eq!(told(90, 12, 10), Some(Evidence::NoInterval));
        assert_eq!(told(90, 0, 0), None);
    }
}
