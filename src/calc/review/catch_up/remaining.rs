//! Who still has to win what.

use std::collections::BTreeMap;

use crate::calc::decompose::quotas::Quotas;
use crate::calc::review::Review;
use crate::calc::review::counts::Sides;
use crate::model::actuals::Slot;
use crate::model::metric::Metric;
use crate::model::number::{Decimal, TooLarge, div, mul, sub, sum, whole};
use crate::model::plan::Plan;

/// The company's remaining revenue by rep and segment, real-valued in minor units; nothing where there is none, or
/// nobody who could win it.
///
/// It is shared out in proportion to what each rep who has a working day left still has to win of the own quota, so
/// that what some won beyond their quota relieves the others, and the parts sum to the company's. Where nobody who is
/// left has anything to win, it is shared in proportion to the quotas.
pub fn by_cell(
    plan: &Plan,
    quotas: &Quotas,
    counts: &BTreeMap<(Slot, Slot), Sides>,
    review: &Review,
) -> Result<Option<Vec<Decimal>>, TooLarge> {
    let measure = review.verdict().and_then(|line| line.measure(Metric::Revenue));
    let Some(company) = measure.and_then(|measure| measure.remaining).filter(|minor| *minor > 0) else {
        return Ok(None);
    };
    let left = review.period.span.after(review.as_of);
    let (mut missing, mut quota) = (Vec::new(), Vec::new());
    for rep in 0..plan.reps.len() {
        let works = left.is_some_and(|span| quotas.schedules().of(rep).within(span) > 0);
        let planned = |segment| whole(quotas.within(Metric::Revenue, rep, segment, review.period.span));
        let planned: Vec<Decimal> =
            (0..plan.segments.len()).map(|segment| if works { planned(segment) } else { Decimal::ZERO }).collect();
        // What was taken back from somebody who has left is for those to win who are there.
        missing.extend(if works { of_rep(rep, &planned, counts)? } else { planned.clone() });
        quota.extend(planned);
    }
    for weights in [missing, quota] {
        let all = sum(weights.iter().copied())?;
        if all > Decimal::ZERO {
            let part = |weight: &Decimal| mul(whole(company), div(*weight, all)?);
            return weights.iter().map(part).collect::<Result<_, _>>().map(Some);
        }
    }
    Ok(None)
}

/// What a rep still has to win, by segment: what was won beyond the quota of one segment counts for the others.
fn of_rep(rep: usize, planned: &[Decimal], counts: &BTreeMap<(Slot, Slot), Sides>) -> Result<Vec<Decimal>, TooLarge> {
    let of_rep = counts.range((Some(rep), None)..(Some(rep + 1), None));
    let won: BTreeMap<Slot, Decimal> =
        of_rep.map(|((_, segment), sides)| (*segment, sides.actual[Metric::Revenue.index()])).collect();
    let all = sub(sum(planned.iter().copied())?, sum(won.values().copied())?)?.max(Decimal::ZERO);
    let short = |(segment, planned): (usize, &Decimal)| {
        sub(*planned, won.get(&Some(segment)).copied().unwrap_or_default()).map(|short| short.max(Decimal::ZERO))
    };
    let short = planned.iter().enumerate().map(short).collect::<Result<Vec<_>, _>>()?;
    let sum = sum(short.iter().copied())?;
    let part = |short: &Decimal| if sum.is_zero() { Ok(Decimal::ZERO) } else { mul(all, div(*short, sum)?) };
    short.iter().map(part).collect()
}
