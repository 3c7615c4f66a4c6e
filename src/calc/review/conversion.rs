//! What converts: for every step and segment the planned and the actual rate, and the teams at both ends.

use std::collections::BTreeMap;

use crate::calc::group::{COMPANY, Group, Scope};
use crate::calc::review::bridge::ratios;
use crate::calc::review::counts::Sides;
use crate::calc::review::evidence::{Evidence, Ratio, evidence};
use crate::calc::review::is_known;
use crate::model::actuals::{Actuals, Slot};
use crate::model::funnel::Feeds;
use crate::model::metric::Metric;
use crate::model::number::TooLarge;
use crate::model::plan::Plan;

/// One step into the step it feeds, for one segment or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    pub step: usize,
    pub into: Metric,
    /// The company, a segment, or what belongs to none.
    pub group: Group,
    /// What is due to date, so that it compares with the facts to date.
    pub planned: Ratio,
    pub actual: Ratio,
    pub evidence: Option<Evidence>,
    /// Teams by index with their own counts; nothing unless two have a rate, and the rates differ.
    pub best: Option<(usize, Ratio)>,
    pub worst: Option<(usize, Ratio)>,
}

/// Every step whose counts are known, in the funnel's order, with its segments where they are told apart: what belongs to none
/// has a line of its own where there is any, so that the counts of the segments add up to the company's.
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
        conversions.push(conversion(plan, counts, (step, into), COMPANY)?);
        if plan.segments.len() > 1 && known(Scope::Segment, Some(0)) {
            for member in (0..plan.segments.len()).map(Some).chain([None]) {
                let found = conversion(plan, counts, (step, into), Group { scope: Scope::Segment, member })?;
                let has_any = !(found.actual.of.is_zero() && found.actual.became.is_zero());
                conversions.extend(Some(found).filter(|_| member.is_some() || has_any));
            }
        }
    }
    Ok(conversions)
}

fn conversion(
    plan: &Plan,
    counts: &BTreeMap<(Slot, Slot), Sides>,
    (step, into): (usize, Metric),
    group: Group,
) -> Result<Conversion, TooLarge> {
    let metrics = Metric::all(&plan.funnel).count();
    let mut all = Sides::new(metrics);
    let mut teams = vec![Sides::new(metrics); plan.teams.len()];
    for ((rep, _), sides) in counts.iter().filter(|((_, of), _)| group == COMPANY || *of == group.member) {
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
    Ok(Conversion { step, into, group, planned, actual, evidence: evidence(&planned, &actual)?, best, worst })
}
