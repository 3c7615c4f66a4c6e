//! Relevant: whether segments and reps together take the whole target, and each takes a part.

use crate::calc::check::finding::{Finding, Level};
use crate::calc::decompose::quotas::Quotas;
use crate::model::metric::Metric;
use crate::model::number::{TooLarge, sum};
use crate::model::plan::Plan;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relevant {
    /// The segments take the whole target and every deal.
    Covered,
    /// Every segment has a `match`, so that deals may belong to none.
    NoRest,
    /// A rep without revenue in the whole plan.
    NoQuota { rep: usize, because: Idle },
}

/// Why a rep carries nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// The quota is fixed at 0.
    FixedAtZero,
    /// Fixed quotas of others take all of the segments that the rep serves.
    NothingLeft,
    /// Leave, holidays and dates of employment leave no working day.
    NoWorkingDays,
    /// The ramp stands at 0 as long as the plan lasts.
    NoProductivity,
    /// The months in which the rep works weigh nothing.
    NoWeight,
}

pub fn findings(plan: &Plan, quotas: Option<&Quotas>) -> Result<Vec<Finding>, TooLarge> {
    let covered = plan.segments.iter().any(|segment| segment.matches.is_none());
    let (level, found) = if covered { (Level::Ok, Relevant::Covered) } else { (Level::Warning, Relevant::NoRest) };
    let mut findings = vec![Finding::new(level, "segments", found)];
    for (rep, because) in quotas.map(|quotas| idle_reps(plan, quotas)).transpose()?.unwrap_or_default() {
        let name = &plan.reps[rep].name;
        let key = match because {
            Idle::FixedAtZero => format!("reps.{name}.quota"),
            Idle::NothingLeft => format!("reps.{name}.segments"),
            Idle::NoWorkingDays => format!("reps.{name}.leave"),
            Idle::NoProductivity => format!("reps.{name}.ramp"),
            Idle::NoWeight => "seasonality".to_owned(),
        };
        findings.push(Finding::new(Level::Warning, key, Relevant::NoQuota { rep, because }));
    }
    Ok(findings)
}

/// Reps who carry nothing; none where there is nothing to carry.
fn idle_reps(plan: &Plan, quotas: &Quotas) -> Result<Vec<(usize, Idle)>, TooLarge> {
    let (grid, mut idle) = (quotas.grid(), Vec::new());
    if quotas.basis().assigned.is_zero() {
        return Ok(idle);
    }
    for rep in 0..plan.reps.len() {
        let cells = (0..grid.segments)
            .flat_map(|segment| (0..grid.months).map(move |month| quotas.real(Metric::Revenue, rep, segment, month)));
        if sum(cells)?.is_zero() {
            idle.push((rep, reason(plan, quotas, rep)));
        }
    }
    Ok(idle)
}

fn reason(plan: &Plan, quotas: &Quotas, rep: usize) -> Idle {
    let (of_rep, basis) = (&plan.reps[rep], quotas.basis());
    let served = of_rep.mix.iter().zip(&basis.left).filter(|(mix, _)| !mix.is_zero());
    if of_rep.quota.is_some_and(|quota| quota.is_zero()) {
        Idle::FixedAtZero
    } else if quotas.schedules().of(rep).days().is_empty() {
        Idle::NoWorkingDays
    } else if basis.capacity.get(rep).is_some_and(|months| months.iter().all(|capacity| capacity.is_zero())) {
        Idle::NoProductivity
    } else if served.map(|(_, left)| left).all(|left| left.is_zero()) {
        Idle::NothingLeft
    } else {
        Idle::NoWeight
    }
}
