//! Time-bound: whether days, hires and leads fit the time of the plan.

use crate::calc::check::finding::{Finding, Level};
use crate::calc::check::quota_in;
use crate::calc::decompose::chain::lead_to_deal;
use crate::calc::decompose::quotas::Quotas;
use crate::calc::decompose::schedule::Schedules;
use crate::calc::group::{Group, Scope};
use crate::model::day::Day;
use crate::model::money::Money;
use crate::model::plan::Plan;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeBound {
    /// The calendar's working days.
    Time { working_days: usize },
    /// No day of the plan is a holiday.
    NoHolidays,
    /// A rep who starts inside the plan carries a full quota from the first day.
    WithoutRamp {
        rep: usize,
        starts: Day,
        /// What the rep carries in the month it starts and the two after it.
        early: Money,
    },
    /// A step lies further before its deals than the plan is long.
    LeadBeyondPlan { step: usize, segment: usize, lead: u32, days: u32 },
    /// What must exist on the first day, by step; steps without any are left out.
    Opening { units: Vec<(usize, i128)> },
}

/// Months in which a new rep would have a ramp.
const EARLY_MONTHS: usize = 3;

pub fn findings(plan: &Plan, quotas: Option<&Quotas>) -> Vec<Finding> {
    let span = plan.timeline.span();
    let working_days = match quotas {
        Some(quotas) => quotas.schedules().calendar().days().len(),
        None => Schedules::new(plan).calendar().days().len(),
    };
    let mut findings = vec![Finding::new(Level::Ok, "plan", TimeBound::Time { working_days })];
    if plan.calendar.holidays(span).next().is_none() {
        findings.push(Finding::new(Level::Info, "calendar.holidays", TimeBound::NoHolidays));
    }
    findings.extend(leads(plan));
    if let Some(quotas) = quotas {
        findings.extend(hires(plan, quotas));
        findings.extend(opening(plan, quotas));
    }
    findings
}

fn hires<'a>(plan: &'a Plan, quotas: &'a Quotas) -> impl Iterator<Item = Finding> + 'a {
    plan.reps.iter().enumerate().filter(|(_, rep)| rep.ramp.is_empty()).filter_map(|(i, rep)| {
        let starts = rep.starts.filter(|starts| *starts > plan.timeline.span().first())?;
        let month = plan.timeline.month_of(starts)?;
        let early = quota_in(quotas, i, month..(month + EARLY_MONTHS).min(quotas.grid().months));
        let key = format!("reps.{}.ramp", rep.name);
        Some(Finding::new(Level::Info, key, TimeBound::WithoutRamp { rep: i, starts, early }))
    })
}

/// Each step whose lead to its deals is as long as the plan or longer, in the segment where it is longest.
fn leads(plan: &Plan) -> impl Iterator<Item = Finding> + '_ {
    let days = u32::try_from(plan.timeline.span().len_days()).unwrap_or(0);
    plan.funnel.steps().iter().enumerate().filter_map(move |(step, of_step)| {
        let leads = plan.segments.iter().enumerate().rev().map(|(i, s)| (lead_to_deal(&plan.funnel, s, step), i));
        let (lead, segment) = leads.max_by_key(|(lead, _)| *lead).filter(|(lead, _)| *lead >= days)?;
        let own = format!("segments.{}.leads", plan.segments[segment].name);
        let key = plan.origins.exact(&own).map_or_else(|| format!("funnel.steps.{}.lead", of_step.name), |_| own);
        Some(Finding::new(Level::Info, key, TimeBound::LeadBeyondPlan { step, segment, lead, days }))
    })
}

fn opening(plan: &Plan, quotas: &Quotas) -> Option<Finding> {
    let company = Group { scope: Scope::Company, member: None };
    let units = quotas.opening_of(plan, company).into_iter().enumerate().filter(|(_, units)| *units > 0);
    let units: Vec<(usize, i128)> = units.collect();
    (!units.is_empty()).then(|| Finding::new(Level::Info, "funnel.steps", TimeBound::Opening { units }))
}
