//! Exact numbers: decimals, fractions, and rounding of real values to whole ones.

use std::fmt;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, CheckedSub, Signed, ToPrimitive, Zero};
pub use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy::MidpointNearestEven;

/// A number has left the range that can be computed exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// An exact fraction, such as a conversion rate, a share or a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction(Ratio<i128>);

/// The largest numerator or denominator of a fraction, so that it also fits a [`Decimal`].
const MOST: i128 = 10_i128.pow(24);

/// Decimals of a fraction that is written as a decimal.
const MOST_PLACES: u32 = 9;

impl Fraction {
    pub const ZERO: Fraction = Fraction(Ratio::new_raw(0, 1));
    pub const ONE: Fraction = Fraction(Ratio::new_raw(1, 1));

    /// `numerator / denominator`; nothing where the denominator is 0 or either is out of range.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let fits = |n: i128| (-MOST..=MOST).contains(&n);
        (denominator != 0 && fits(numerator) && fits(denominator)).then(|| Self(Ratio::new(numerator, denominator)))
    }

    pub fn from_decimal(value: Decimal) -> Option<Self> {
        let value = value.normalize();
        Self::new(value.mantissa(), 10_i128.checked_pow(value.scale())?)
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    pub fn inverse(&self) -> Option<Self> {
        (!self.0.is_zero()).then(|| Self(self.0.recip()))
    }

    pub fn plus(&self, other: &Self) -> Option<Self> {
        self.0.checked_add(&other.0).and_then(Self::checked)
    }

    pub fn minus(&self, other: &Self) -> Option<Self> {
        self.0.checked_sub(&other.0).and_then(Self::checked)
    }

    pub fn times(&self, other: &Self) -> Option<Self> {
        self.0.checked_mul(&other.0).and_then(Self::checked)
    }

    /// The sum of many; nothing where it leaves the range.
    pub fn sum<'a>(items: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        items.into_iter().try_fold(Self::ZERO, |sum, item| sum.plus(item))
    }

    fn checked(ratio: Ratio<i128>) -> Option<Self> {
        Self::new(*ratio.numer(), *ratio.denom())
    }

    /// This fraction of `value`, exact where the result has at most 28 digits.
    ///
    /// # Errors
    /// [`TooLarge`] where the product leaves the range of decimals.
    pub fn of(&self, value: Decimal) -> Result<Decimal, TooLarge> {
        let (numerator, denominator) = (whole(*self.0.numer()), whole(*self.0.denom()));
        match value.checked_mul(numerator) {
            Some(product) if denominator == Decimal::ONE => Ok(product),
            Some(product) => product.checked_div(denominator).ok_or(TooLarge),
            None => div(value, denominator).and_then(|part| mul(part, numerator)),
        }
    }

    /// The nearest decimal.
    pub fn decimal(&self) -> Decimal {
        self.of(Decimal::ONE).unwrap_or(Decimal::ZERO)
    }
}

impl fmt::Display for Fraction {
    /// `0.25`, or `1/3` where no short decimal is exact.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = self.decimal().normalize();
        if decimal.scale() <= MOST_PLACES && Fraction::from_decimal(decimal) == Some(*self) {
            write!(f, "{decimal}")
        } else {
            write!(f, "{}/{}", self.0.numer(), self.0.denom())
        }
    }
}

/// The decimal of a whole number; the largest decimal for what is beyond all decimals.
pub fn whole(n: i128) -> Decimal {
    Decimal::try_from_i128_with_scale(n, 0).unwrap_or(Decimal::MAX)
}

/// `a + b`, or [`TooLarge`].
pub fn add(a: Decimal, b: Decimal) -> Result<Decimal, TooLarge> {
    a.checked_add(b).ok_or(TooLarge)
}

/// `a − b`, or [`TooLarge`].
pub fn sub(a: Decimal, b: Decimal) -> Result<Decimal, TooLarge> {
    a.checked_sub(b).ok_or(TooLarge)
}

/// `a × b`, or [`TooLarge`].
pub fn mul(a: Decimal, b: Decimal) -> Result<Decimal, TooLarge> {
    a.checked_mul(b).ok_or(TooLarge)
}

/// `a ÷ b`, or [`TooLarge`], also for a division by zero.
pub fn div(a: Decimal, b: Decimal) -> Result<Decimal, TooLarge> {
    a.checked_div(b).ok_or(TooLarge)
}

/// The sum of many decimals.
pub fn sum(items: impl IntoIterator<Item = Decimal>) -> Result<Decimal, TooLarge> {
    items.into_iter().try_fold(Decimal::ZERO, add)
}

/// `value` rounded half-even to `decimals` places.
pub fn half_even(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, MidpointNearestEven)
}

/// `value` rounded half-even to a whole number; nothing beyond the range of `i128`.
pub fn half_even_whole(value: Decimal) -> Option<i128> {
    half_even(value, 0).to_i128()
}

/// The nearest floating-point number: for places in a picture, never for a number that is shown or summed.
pub fn approximate(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// The whole part of a non-negative `value`; nothing beyond the range of `i128`.
pub fn floor_whole(value: Decimal) -> Option<i128> {
    value.floor().to_i128()
}

/// A non-negative real quantity in steps of 10⁻¹⁸, so that sums of many are exact whatever the order.
///
/// A value within 10⁻⁶ of a whole number counts as that number wherever it is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fixed {
    whole: i128,
    /// The part above `whole`, below [`ONE`].
    steps: u64,
}

const ONE: u64 = 10_u64.pow(18);
/// 10 to the power of every scale that a decimal may have.
const TENS: [u128; Decimal::MAX_SCALE as usize + 1] = {
    let (mut tens, mut at) = ([1; Decimal::MAX_SCALE as usize + 1], 1);
    while at < tens.len() {
        tens[at] = tens[at - 1] * 10;
        at += 1;
    }
    tens
};
const TOLERANCE: u64 = 10_u64.pow(12);

impl Fixed {
    pub const ZERO: Fixed = Fixed { whole: 0, steps: 0 };

    /// # Errors
    /// [`TooLarge`] for a value that is negative or leaves the range.
    pub fn new(value: Decimal) -> Result<Self, TooLarge> {
        let digits = u128::try_from(value.mantissa()).map_err(|_| TooLarge)?;
        let (one, scale) = (u128::from(ONE), *TENS.get(value.scale() as usize).ok_or(TooLarge)?);
        let (whole, rest) = (digits / scale, digits % scale);
        let steps = if scale <= one {
            rest * (one / scale)
        } else {
            let (step, half) = (scale / one, scale / one / 2);
            let (steps, over) = (rest / step, rest % step);
            steps + u128::from(over > half || over == half && steps % 2 == 1)
        };
        let whole = i128::try_from(whole + steps / one).map_err(|_| TooLarge)?;
        Ok(Fixed { whole, steps: u64::try_from(steps % one).map_err(|_| TooLarge)? })
    }

    pub fn plus(self, other: Self) -> Self {
        let sum = self.steps + other.steps;
        let (carry, steps) = if sum >= ONE { (1, sum - ONE) } else { (0, sum) };
        Fixed { whole: self.whole.saturating_add(other.whole).saturating_add(carry), steps }
    }

    /// The whole number that the value counts as, or the value itself.
    pub fn settled(self) -> Self {
        let (floor, ceil) = (self.floor(), self.ceil());
        if floor == ceil { Fixed { whole: floor, steps: 0 } } else { self }
    }

    /// The largest whole number not above the value.
    pub fn floor(self) -> i128 {
        self.whole + i128::from(self.steps >= ONE - TOLERANCE)
    }

    /// The smallest whole number not below the value.
    pub fn ceil(self) -> i128 {
        self.whole + i128::from(self.steps > TOLERANCE)
    }

    /// The part above the floor in steps: 0 for what counts as whole.
    pub fn fraction(self) -> u64 {
        if self.floor() == self.ceil() { 0 } else { self.steps }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn fractions_are_exact() {
        let third = Fraction::new(1, 3).unwrap();
        assert_eq!(Fraction::sum([&third, &third, &third]), Some(Fraction::ONE));
        assert_eq!(Fraction::from_decimal(dec("0.20")).and_then(|f| f.inverse()), Fraction::new(5, 1));
        assert_eq!(Fraction::new(1, 12).unwrap().of(dec("6000")), Ok(dec("500")));
    }

    #[test]
    fn fractions_are_written_as_short_as_they_are_exact() {
        let shown = |n, d| Fraction::new(n, d).unwrap().to_string();
        assert_eq!([shown(1, 4), shown(6, 2), shown(1, 3), shown(-7, 100)], ["0.25", "3", "1/3", "-0.07"]);
    }

    #[test]
    fn almost_whole_counts_as_whole() {
        let near = Fixed::new(dec("500.0000000000004")).unwrap();
        assert_eq!((near.floor(), near.ceil(), near.fraction()), (500, 500, 0));
        let below = Fixed::new(dec("499.9999999")).unwrap();
        assert_eq!((below.floor(), below.ceil()), (500, 500));
        let between = Fixed::new(dec("10.1")).unwrap();
        assert_eq!((between.floor(), between.ceil(), between.fraction()), (10, 11, ONE / 10));
    }

    #[test]
    fn what_is_finer_than_a_step_is_rounded_half_even() {
        let steps = |text| Fixed::new(dec(text)).map(|value| (value.whole, value.steps));
        assert_eq!(steps("7.0000000000000000005"), Ok((7, 0)));
        assert_eq!(steps("7.0000000000000000015"), Ok((7, 2)));
        assert_eq!(steps("0.00000000000000000250001"), Ok((0, 3)));
        assert_eq!(steps("0.9999999999999999999999999999"), Ok((1, 0)));
        assert_eq!(steps("79228162514264337593543950335"), Ok((79_228_162_514_264_337_593_543_950_335, 0)));
    }

    #[test]
    fn out_of_range_is_told() {
        assert_eq!(Fraction::new(1, 0), None);
        assert_eq!(Fixed::new(Decimal::NEGATIVE_ONE), Err(TooLarge));
        assert_eq!(div(Decimal::ONE, Decimal::ZERO), Err(TooLarge));
    }
}
