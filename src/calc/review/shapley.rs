//! The Shapley value: a difference shared out fairly among the factors that caused it.

use crate::model::number::{Decimal, TooLarge, add, div, mul, sub};

/// What each of `factors` adds to `value`, as the mean over all orders of replacing plan by actual (Shapley,
/// "A Value for n-Person Games", 1953).
///
/// `value` gives the result where the factors of a set are actual and the others as planned; factor `i` is in the set
/// where bit `i` is 1. The parts sum to `value(all) − value(none)` up to the last digits of a decimal. It takes
/// 2ⁿ values, so that `factors` has to be small.
pub fn shapley(factors: usize, value: impl Fn(u32) -> Result<Decimal, TooLarge>) -> Result<Vec<Decimal>, TooLarge> {
    let values = (0..1_u32 << factors).map(value).collect::<Result<Vec<_>, _>>()?;
    let part = |factor: usize| {
        let mut added = vec![Decimal::ZERO; factors];
        for without in (0..values.len()).filter(|set| set >> factor & 1 == 0) {
            let step = sub(values[without | 1 << factor], values[without])?;
            let before = &mut added[without.count_ones() as usize];
            *before = add(*before, step)?;
        }
        // A set of k others stands before the factor in 1 ÷ (n × C(n−1, k)) of all orders.
        let mut orders = Decimal::from(factors);
        let mut part = Decimal::ZERO;
        for (k, added) in added.into_iter().enumerate() {
            part = add(part, div(added, orders)?)?;
            orders = div(mul(orders, Decimal::from(factors - 1 - k))?, Decimal::from(k + 1))?;
        }
        Ok(part)
    };
    (0..factors).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(numbers: [i64; 3]) -> [Decimal; 3] {
        numbers.map(Decimal::from)
    }

    /// (A + B) × C with 200, 50, 10 planned and 190, 55, 11 actual; by hand over the six orders.
    #[test]
    fn a_sum_times_a_factor() {
        let sides = [whole([200, 50, 10]), whole([190, 55, 11])];
        let of = |set: u32, i: usize| sides[(set >> i & 1) as usize][i];
        let parts = shapley(3, |set| mul(add(of(set, 0), of(set, 1))?, of(set, 2))).unwrap();
        assert_eq!(parts, [Decimal::new(-1050, 1), Decimal::new(525, 1), Decimal::new(2475, 1)]);
    }

    #[test]
    fn no_factor_has_no_part() {
        assert_eq!(shapley(0, |_| Ok(Decimal::ONE)), Ok(Vec::new()));
    }
}
