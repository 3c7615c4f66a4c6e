//! What converts: for every step and segment the planned and the actual rate, and the teams at both ends.

use std::collections::BTreeMap;

use crate::calc::group::{Group, Scope};
use crate::calc::review::bridge::ratios;
use crate::calc::review::counts::Sides;
use crate::calc::review::evidence::{Evidence, Ratio, evidence};
use crate::calc::review::is_known;
use crate::model::actuals::{Actuals, Slot};
use crate::model::funnel::Feeds;
use crate::model::metric::Metric;
use crate::model::number::TooLarge;
use crate::model::plan::Plan;

/// One step into the step it feeds, for one segment or all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    pub step: usize,
    pub into: Metric,
    /// Nothing: all segments, and what belongs to none.
    pub segment: Option<usize>,
    /// What is due to date, so that it compares with the facts to date.
    pub planned: Ratio,
    pub actual: Ratio,
    pub evidence: Option<Evidence>,
    /// Teams by index with their own counts; nothing unless two have a rate, and the rates differ.
    pub best: Option<(usize, Ratio)>,
    pub worst: Option<(usize, Ratio)>,
}

/// Every step whose counts are known, in the funnel's order, with its segments where they are told apart.
pub fn conversions(
    plan: &Plan,
    actuals: &Actuals,
    counts: &BTreeMap<(Slot, Slot), Sides>,
) -> Result<Vec<Conversion>, TooLarge> {
    let mut conversions = Vec::new();
    for (step, of_step) in plan.funnel.steps().iter().enumerate() {
        let into = match of_step.feeds {
            Feeds::Deals => Metric::Deals,
            Feeds::Step(fed) => Metric::Step(fed),
        };
        let known = |scope, member| {
            let group = Group { scope, member };
            [Metric::Step(step), into].into_iter().all(|metric| is_known(plan, actuals, group, metric))
        };
        if !known(Scope::Company, None) {
            continue;
        }
        conversions.push(conversion(plan, counts, (step, into), None)?);
        if plan.segments.len() > 1 && known(Scope::Segment, Some(0)) {
            for segment in 0..plan.segments.len() {
                conversions.push(conversion(plan, counts, (step, into), Some(segment))?);
            }
        }
    }
    Ok(conversions)
}

fn conversion(
    plan: &Plan,
    counts: &BTreeMap<(Slot, Slot), Sides>,
    (step, into): (usize, Metric),
    segment: Option<usize>,
) -> Result<Conversion, TooLarge> {
    let metrics = Metric::all(&plan.funnel).count();
    let mut all = Sides::new(metrics);
    let mut teams = vec![Sides::new(metrics); plan.teams.len()];
    for ((rep, _), sides) in counts.iter().filter(|((_, of), _)| segment.is_none() || *of == segment) {
        all.add(sides)?;
        let team = rep.and_then(|rep| plan.reps.get(rep)).and_then(|rep| teams.get_mut(rep.team));
        team.map_or(Ok(()), |team| team.add(sides))?;
    }
    let (planned, actual) = ratios(&all, Metric::Step(step), into);
    let mut rated: Vec<(usize, Ratio)> =
        teams.iter().map(|sides| ratios(sides, Metric::Step(step), into).1).enumerate().collect();
    rated.retain(|(_, ratio)| ratio.rate().is_some());
    rated.sort_by_key(|(_, ratio)| std::cmp::Reverse(ratio.rate()));
    let ends = rated.first().zip(rated.last()).filter(|(best, worst)| best.1.rate() > worst.1.rate());
    let (best, worst) = ends.map(|(best, worst)| (*best, *worst)).unzip();
    Ok(Conversion { step, into, segment, planned, actual, evidence: evidence(&planned, &actual)?, best, worst })
}
