//! The gap of one rep, split along one chain of the funnel.

use crate::calc::review::shapley::shapley;
use crate::model::number::{Decimal, TooLarge, div, half_even, half_even_whole, mul, sub};

/// One side of a chain: counts from the top step known down to deals, and the revenue of those deals in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    pub counts: Vec<Decimal>,
    pub revenue: Decimal,
}

/// What each factor did to the revenue, in whole minor units that sum to the gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// First volume, then the rate of each count into the next, the average deal, and last what no factor explains
    /// because a side has no deals: one more than two for every count of the chain.
    pub parts: Vec<i128>,
    /// Where the chain starts; nothing where a side has no deals.
    pub top: Option<Top>,
}

/// The count at the top of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Top {
    /// Its place among the counts; those above it are 0 on a side, and left out.
    pub at: usize,
    pub planned: Decimal,
    pub actual: Decimal,
    /// What one more of it is worth, in minor units: the volume part is this × (actual − planned).
    pub worth: Decimal,
}

/// Factors at most: the parts take two to the power of them as many values, and steps far above tell little.
const MOST: usize = 10;

/// Splits `actual.revenue − planned.revenue` into the factors of count × rates × average deal by their Shapley value.
///
/// # Errors
/// [`TooLarge`] where a product of the two sides leaves the range of decimals.
pub fn split(planned: &Chain, actual: &Chain) -> Result<Split, TooLarge> {
    let counts = planned.counts.len();
    let gap = half_even_whole(sub(actual.revenue, planned.revenue)?).ok_or(TooLarge)?;
    let mut parts = vec![0; counts + 2];
    let empty = |i: &usize| planned.counts[*i] <= Decimal::ZERO || actual.counts[*i] <= Decimal::ZERO;
    let above = (0..counts).rev().find(empty).map_or(0, |i| i + 1).max((counts + 1).saturating_sub(MOST));
    if above >= counts {
        parts[counts + 1] = gap;
        return Ok(Split { parts, top: None });
    }
    let (before, after) = (factors(planned, above)?, factors(actual, above)?);
    let product = |set: u32, top: [Decimal; 2]| {
        let side = |i: usize| (set >> i & 1) as usize;
        (1..before.len()).try_fold(top[side(0)], |product, i| mul(product, [before[i], after[i]][side(i)]))
    };
    let real = shapley(before.len(), |set| product(set, [before[0], after[0]]))?;
    let whole = to_sum(&real, gap).ok_or(TooLarge)?;
    parts[0] = whole[0];
    parts[1 + above..=counts].copy_from_slice(&whole[1..]);
    // The volume part is linear in the count, so that one unit more tells what any number of them is worth.
    let unit = shapley(before.len(), |set| product(set, [Decimal::ZERO, Decimal::ONE]))?;
    let top = Top { at: above, planned: before[0], actual: after[0], worth: unit[0] };
    Ok(Split { parts, top: Some(top) })
}

/// Count, rates and average deal, whose product is the revenue.
fn factors(chain: &Chain, above: usize) -> Result<Vec<Decimal>, TooLarge> {
    let counts = &chain.counts[above..];
    let rates = counts.windows(2).map(|pair| div(pair[1], pair[0]));
    let average_deal = div(chain.revenue, counts[counts.len() - 1]);
    std::iter::once(Ok(counts[0])).chain(rates).chain([average_deal]).collect()
}

/// Whole numbers near `real` that sum to `sum`: each is the floor or the ceiling, the largest fractions going up.
fn to_sum(real: &[Decimal], sum: i128) -> Option<Vec<i128>> {
    let mut whole = real.iter().map(|part| half_even_whole(part.floor())).collect::<Option<Vec<_>>>()?;
    let mut order: Vec<usize> = (0..real.len()).collect();
    // Digits beyond the sixth are noise of the divisions, and must not decide.
    order.sort_by_key(|i| std::cmp::Reverse(half_even(real[*i] - real[*i].floor(), 6)));
    let mut owed = sum - whole.iter().sum::<i128>();
    for i in order.iter().cycle().take(order.len() * 2) {
        let unit = owed.signum();
        whole[*i] += unit;
        owed -= unit;
    }
    // Digits lost in huge products are owed by the part that is largest anyway.
    let largest = (0..real.len()).max_by_key(|i| real[*i].abs())?;
    whole[largest] += owed;
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(counts: &[i64], revenue: i64) -> Chain {
        Chain { counts: counts.iter().copied().map(Decimal::from).collect(), revenue: Decimal::from(revenue) }
    }

    /// 200 → 180 opportunities, 25 % → 20 % won, deals of 10,000 → 12,000: 500,000 planned, 432,000 won.
    #[test]
    fn the_example_of_the_model() {
        let split = split(&chain(&[200, 50], 50_000_000), &chain(&[180, 36], 43_200_000)).unwrap();
        assert_eq!(split.parts, [-4_933_333, -10_433_333, 8_566_666, 0]);
        assert_eq!(split.parts.iter().sum::<i128>(), -6_800_000);
    }

    #[test]
    fn steps_above_a_count_of_nothing_are_left_out() {
        let split = split(&chain(&[400, 0, 10, 2], 2_000), &chain(&[300, 9, 12, 3], 3_300)).unwrap();
        assert_eq!(split.top.unwrap().at, 2);
        assert_eq!((split.parts[1], split.parts[2]), (0, 0));
        assert_eq!(split.parts.iter().sum::<i128>(), 1_300);
    }

    #[test]
    fn without_deals_on_a_side_the_gap_is_one_part() {
        let split = split(&chain(&[40, 5], 5_000), &chain(&[44, 0], 0)).unwrap();
        assert_eq!((split.parts, split.top), (vec![0, 0, 0, -5_000], None));
    }
}
