//! Coverage: open pipeline due in the period ÷ revenue still to win in it.

use crate::calc::decompose::quotas::Quotas;
use crate::calc::group::Group;
use crate::calc::review::pipeline::Standing;
use crate::model::day::Span;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, TooLarge, add, div, whole};
use crate::model::plan::Plan;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Nothing remains to be won.
    Met,
    /// How many times over the open deals hold what remains.
    Times(Decimal),
}

/// Nothing where nothing is planned, or the open deals tell no amount that is due.
pub fn coverage(standing: &Standing, remaining: Option<Money>) -> Result<Option<Coverage>, TooLarge> {
    match (remaining, standing.due_amount()) {
        (None, _) => Ok(None),
        (Some(remaining), _) if remaining.is_zero() => Ok(Some(Coverage::Met)),
        (Some(_), None) => Ok(None),
        (Some(remaining), Some(due)) => Ok(Some(Coverage::Times(div(due.decimal(), remaining.decimal())?))),
    }
}

/// The coverage that the plan needs: 1 ÷ win rate of each segment, weighted with what the group has to win in it.
pub fn needed(plan: &Plan, quotas: &Quotas, group: Group, span: Span) -> Result<Option<Decimal>, TooLarge> {
    let Some(step) = plan.funnel.opportunities() else { return Ok(None) };
    let (mut revenue, mut pipeline) = (Decimal::ZERO, Decimal::ZERO);
    if group.is_unassigned() {
        return Ok(None);
    }
    for (rep, segment) in quotas.rows_of(plan, group) {
        let quota = whole(quotas.within(Metric::Revenue, rep, segment, span));
        let need = plan.segments.get(segment).and_then(|segment| segment.conversions.get(step));
        if let Some(need) = need {
            revenue = add(revenue, quota)?;
            pipeline = add(pipeline, need.need().of(quota)?)?;
        }
    }
    if revenue.is_zero() { Ok(None) } else { div(pipeline, revenue).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::open::OpenTally;

    fn standing(due: i128, deals: i64, without_amount: i64) -> Standing {
        let tally = OpenTally { deals, amount: Money::from_sum(due), without_amount, ..OpenTally::default() };
        let mut standing = Standing::default();
        (standing.open, standing.due) = (tally, tally);
        standing
    }

    /// The published example: 4.8 million open, 1.6 million remaining.
    #[test]
    fn coverage_is_open_over_remaining() {
        let million = 100_000_000;
        let of = |standing: &Standing, remaining: i128| coverage(standing, Some(Money::from_sum(remaining))).unwrap();
        let open = standing(48 * million / 10, 12, 0);
        assert_eq!(of(&open, 16 * million / 10), Some(Coverage::Times(Decimal::from(3))));
        assert_eq!(of(&open, 0), Some(Coverage::Met));
        assert_eq!(coverage(&open, None), Ok(None));
    }

    #[test]
    fn amounts_that_are_missing_cover_nothing_known() {
        let remaining = Some(Money::from_sum(100));
        assert_eq!(coverage(&standing(0, 5, 5), remaining), Ok(None));
        let empty = Coverage::Times(Decimal::ZERO);
        assert_eq!(coverage(&standing(0, 0, 0), remaining), Ok(Some(empty)), "an empty pipeline covers nothing");
        let mut undated = standing(0, 5, 0);
        (undated.due, undated.undated) = (OpenTally::default(), 5);
        assert_eq!(coverage(&undated, remaining), Ok(None), "no open deal says when it is due");
    }
}
