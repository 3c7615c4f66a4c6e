//! Remaining revenue to deals, and deals up to every step.

use std::collections::BTreeMap;

use crate::calc::group::{Group, Scope};
use crate::calc::review::bridge::ratios;
use crate::calc::review::counts::Sides;
use crate::calc::review::is_known;
use crate::model::actuals::{Actuals, Slot};
use crate::model::funnel::Feeds;
use crate::model::metric::Metric;
use crate::model::number::{Decimal, Fraction, TooLarge, div, floor_whole, sub, whole};
use crate::model::plan::Plan;

/// How many of a step one unit of the step it feeds takes, by segment and step.
pub type Needs = Vec<Vec<Fraction>>;

/// The conversions of the plan.
pub fn plan_needs(plan: &Plan) -> Needs {
    plan.segments
        .iter()
        .map(|segment| segment.conversions.iter().map(|conversion| conversion.need()).collect())
        .collect()
}

/// The conversions to date: of the segment where its counts are told apart, else of the company, else of the plan.
pub fn measured_needs(
    plan: &Plan,
    actuals: &Actuals,
    counts: &BTreeMap<(Slot, Slot), Sides>,
) -> Result<Needs, TooLarge> {
    let metrics = Metric::all(&plan.funnel).count();
    let mut company = Sides::new(metrics);
    let mut segments = vec![Sides::new(metrics); plan.segments.len()];
    for ((_, segment), sides) in counts {
        company.add(sides)?;
        segment.and_then(|segment| segments.get_mut(segment)).map_or(Ok(()), |sum| sum.add(sides))?;
    }
    let mut needs = plan_needs(plan);
    for (segment, of_segment) in needs.iter_mut().enumerate() {
        for (step, need) in of_segment.iter_mut().enumerate() {
            let into = fed_by(plan, step);
            let seen = |sides: &Sides, scope: Scope| {
                let group = Group { scope, member: (scope == Scope::Segment).then_some(segment) };
                let known = [Metric::Step(step), into].iter().all(|metric| is_known(plan, actuals, group, *metric));
                let (_, ratio) = ratios(sides, Metric::Step(step), into);
                let (of, became) = (floor_whole(ratio.of)?, floor_whole(ratio.became)?);
                if known && of > 0 && became > 0 { Fraction::new(of, became) } else { None }
            };
            let measured = seen(&segments[segment], Scope::Segment).or_else(|| seen(&company, Scope::Company));
            *need = measured.unwrap_or(*need);
        }
    }
    Ok(needs)
}

fn fed_by(plan: &Plan, step: usize) -> Metric {
    match plan.funnel.steps().get(step).map(|step| step.feeds) {
        Some(Feeds::Step(fed)) => Metric::Step(fed),
        Some(Feeds::Deals) | None => Metric::Deals,
    }
}

/// Open deals due in the period, of reps and segments of the plan, and how many are of others.
pub fn open_due(actuals: &Actuals) -> (BTreeMap<(usize, usize), i64>, i64) {
    let (mut own, mut others) = (BTreeMap::new(), 0);
    for (place, tally) in actuals.open.due_within() {
        match place {
            (Some(rep), Some(segment)) => _ = own.insert((rep, segment), tally.deals),
            _ => others += tally.deals,
        }
    }
    (own, others)
}

/// Real-valued deals and steps by rep and segment that bring `revenue` (minor units); opportunities are those missing
/// beside the `open` ones, and what creates opportunities creates only those.
pub fn solve(
    plan: &Plan,
    revenue: &[Decimal],
    needs: Needs,
    open: &BTreeMap<(usize, usize), i64>,
) -> Result<Vec<Vec<Decimal>>, TooLarge> {
    let segments = plan.segments.len();
    let deals = revenue.iter().enumerate().map(|(row, revenue)| {
        let average = plan.segments.get(row % segments).ok_or(TooLarge)?.average_deal;
        div(*revenue, average.decimal())
    });
    let mut solved = vec![deals.collect::<Result<Vec<_>, _>>()?];
    for step in 0..plan.funnel.steps().len() {
        let fed = fed_by(plan, step).index() - Metric::Deals.index();
        let is_opportunities = plan.funnel.opportunities() == Some(step);
        let of_row = |(row, fed): (usize, &Decimal)| {
            let need = needs.get(row % segments).and_then(|needs| needs.get(step)).ok_or(TooLarge)?.of(*fed)?;
            let there = open.get(&(row / segments, row % segments)).copied().unwrap_or(0);
            if is_opportunities { Ok(sub(need, whole(i128::from(there)))?.max(Decimal::ZERO)) } else { Ok(need) }
        };
        let step = solved.get(fed).ok_or(TooLarge)?.iter().enumerate().map(of_row).collect::<Result<_, _>>()?;
        solved.push(step);
    }
    Ok(solved)
}
