//! Achievable: whether the work fits into the days, and what was promised into the target.

use crate::calc::check::finding::{Finding, Level};
use crate::calc::check::quota_of;
use crate::calc::decompose::load::{Load, loads};
use crate::calc::decompose::quotas::Quotas;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, TooLarge, add, div, half_even_whole, mul, sub, sum};
use crate::model::plan::Plan;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Achievable {
    /// No step says how many of it fit into a day.
    NoCapacity,
    Overload(Overload),
    /// The highest load, where none is over 100 %.
    HighestLoad(Load),
    /// The whole team's load of every step that fits, over the whole plan.
    TeamFits(Vec<TeamLoad>),
    TeamOver(TeamOver),
    /// A rep who works a part of the day, and has a full quota because no weight is stated.
    FullQuotaInPartTime {
        rep: usize,
        hours: Decimal,
    },
    /// A rep committed to less than the quota.
    CommitBelow {
        rep: usize,
        commit: Money,
        quota: Money,
    },
    /// What reps committed to, and the quotas of the others, against the target.
    Commits {
        promised: Money,
        target: Money,
    },
    /// Revenue that is certain already, and the target that it is part of.
    Secured {
        secured: Money,
        target: Money,
    },
    /// The same where so much is secured that the quotas hang on it.
    MostlySecured {
        secured: Money,
        target: Money,
    },
}

/// The months of one rep and step in which the work does not fit, and what each way out takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overload {
    /// The month with the highest load.
    pub worst: Load,
    /// How many months are over 100 %.
    pub months: usize,
    /// Units per full working day that the worst month takes: need ÷ (working days × hours).
    pub per_day: Decimal,
    /// The part of the rep's quota for the plan whose work is too much: quota × (1 − capacity ÷ need of the worst month).
    pub moved: Money,
}

/// The need of a step against the capacity of all reps, over the whole plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamLoad {
    pub step: usize,
    pub need: Decimal,
    pub capacity: Decimal,
    /// The need in whole units, as the quotas of all reps have it.
    pub quota: i128,
}

impl TeamLoad {
    pub fn share(&self) -> Option<Decimal> {
        self.need.checked_div(self.capacity)
    }
}

/// A step that the whole team cannot do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamOver {
    pub load: TeamLoad,
    pub assigned: Money,
    /// What of it the team can carry: assigned × capacity ÷ need.
    pub carried: Money,
    /// Units per day at which the need fits.
    pub per_day: Decimal,
    /// Reps who work all of the plan in full time, at today's units per day.
    pub more_reps: i128,
}

/// From this share on the quotas are what little is left of the target: with four fifths secured, each percent of it
/// that fails to come in would have to raise every quota by four.
const SECURED_MOST: Decimal = Decimal::from_parts(8, 0, 0, false, 1);

pub fn findings(plan: &Plan, quotas: &Quotas) -> Result<Vec<Finding>, TooLarge> {
    let mut findings = load_findings(plan, quotas)?;
    findings.extend(team_findings(plan, quotas)?);
    findings.extend(part_time(plan));
    findings.extend(commit_findings(plan, quotas));
    findings.extend(secured(plan)?);
    Ok(findings)
}

/// Hours are for load alone: a quota in proportion needs a weight, or one fixed by hand.
fn part_time(plan: &Plan) -> impl Iterator<Item = Finding> {
    let reps = plan.reps.iter().enumerate().filter(|(_, rep)| rep.hours < Decimal::ONE && rep.quota.is_none());
    let silent = reps.filter(|(_, rep)| plan.origins.exact(&format!("reps.{}.weight", rep.name)).is_none());
    silent.map(|(i, rep)| {
        let key = format!("reps.{}.hours", rep.name);
        Finding::new(Level::Info, key, Achievable::FullQuotaInPartTime { rep: i, hours: rep.hours })
    })
}

/// Overloads by rep and step, else the highest load.
fn load_findings(plan: &Plan, quotas: &Quotas) -> Result<Vec<Finding>, TooLarge> {
    if plan.funnel.steps().iter().all(|step| step.capacity.is_none()) {
        return Ok(vec![Finding::new(Level::Info, "funnel.steps", Achievable::NoCapacity)]);
    }
    let loads = loads(plan, quotas)?;
    let mut findings = Vec::new();
    for of_step in loads.chunk_by(|a, b| (a.rep, a.step) == (b.rep, b.step)) {
        if let Some(overload) = overload(plan, quotas, of_step)? {
            let key = format!("reps.{}.quota", plan.reps[overload.worst.rep].name);
            findings.push(Finding::new(Level::Warning, key, Achievable::Overload(overload)));
        }
    }
    if let (true, Some(highest)) = (findings.is_empty(), highest(&loads)) {
        let key = format!("funnel.steps.{}.capacity", plan.funnel.steps()[highest.step].name);
        findings.push(Finding::new(Level::Ok, key, Achievable::HighestLoad(highest.clone())));
    }
    Ok(findings)
}

/// The first of the highest loads.
fn highest(loads: &[Load]) -> Option<&Load> {
    let share = |load: &Load| load.share().unwrap_or(Decimal::MAX);
    loads.iter().rev().max_by_key(|load| share(load))
}

fn overload(plan: &Plan, quotas: &Quotas, loads: &[Load]) -> Result<Option<Overload>, TooLarge> {
    let months = loads.iter().filter(|load| load.is_over()).count();
    let Some(worst) = highest(loads).filter(|load| load.is_over()) else { return Ok(None) };
    let days = mul(Decimal::from(quotas.schedules().of(worst.rep).in_month(worst.month)), plan.reps[worst.rep].hours)?;
    let fits = div(worst.capacity, worst.need)?;
    let moved = mul(quota_of(quotas, worst.rep).decimal(), sub(Decimal::ONE, fits)?)?;
    let (per_day, moved) = (div(worst.need, days)?, rounded(moved)?);
    Ok(Some(Overload { worst: worst.clone(), months, per_day, moved }))
}

/// Each step that all reps together cannot do; the others in one finding.
fn team_findings(plan: &Plan, quotas: &Quotas) -> Result<Vec<Finding>, TooLarge> {
    let (mut findings, mut fitting) = (Vec::new(), Vec::new());
    for (step, per_day) in plan.funnel.steps().iter().enumerate().filter_map(|(i, step)| Some((i, step.capacity?))) {
        let load = team_load(plan, quotas, step, per_day)?;
        if load.need <= load.capacity {
            fitting.push(load);
        } else {
            let key = format!("funnel.steps.{}.capacity", plan.funnel.steps()[step].name);
            findings.push(Finding::new(Level::Warning, key, Achievable::TeamOver(team_over(quotas, load, per_day)?)));
        }
    }
    if !fitting.is_empty() {
        findings.push(Finding::new(Level::Ok, "target.revenue", Achievable::TeamFits(fitting)));
    }
    Ok(findings)
}

fn team_load(plan: &Plan, quotas: &Quotas, step: usize, per_day: Decimal) -> Result<TeamLoad, TooLarge> {
    let (grid, metric) = (quotas.grid(), Metric::Step(step));
    let places = || grid.rows().flat_map(|(rep, segment)| (0..grid.months).map(move |month| (rep, segment, month)));
    let need = sum(places().map(|(rep, segment, month)| quotas.real(metric, rep, segment, month)))?;
    let quota = places().map(|(rep, segment, month)| quotas.cell(metric, rep, segment, month)).sum();
    let days = plan.reps.iter().enumerate().try_fold(Decimal::ZERO, |days, (i, rep)| {
        add(days, mul(Decimal::from(quotas.schedules().of(i).days().len()), rep.hours)?)
    })?;
    Ok(TeamLoad { step, need, capacity: mul(per_day, days)?, quota })
}

fn team_over(quotas: &Quotas, load: TeamLoad, per_day: Decimal) -> Result<TeamOver, TooLarge> {
    let assigned = quotas.basis().assigned;
    let fits = div(load.capacity, load.need)?;
    let one_rep = mul(per_day, Decimal::from(quotas.schedules().calendar().days().len()))?;
    let more_reps = half_even_whole(div(sub(load.need, load.capacity)?, one_rep)?.ceil()).ok_or(TooLarge)?;
    Ok(TeamOver {
        assigned,
        carried: rounded(mul(assigned.decimal(), fits)?)?,
        per_day: div(mul(per_day, load.need)?, load.capacity)?,
        more_reps,
        load,
    })
}

/// Reps who committed to less than their quota, and whether all promises together reach the target.
fn commit_findings(plan: &Plan, quotas: &Quotas) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut promised = Money::ZERO;
    for (rep, of_rep) in plan.reps.iter().enumerate() {
        let quota = quota_of(quotas, rep);
        promised = promised + of_rep.commit.unwrap_or(quota);
        if let Some(commit) = of_rep.commit.filter(|commit| *commit < quota) {
            let key = format!("reps.{}.commit", of_rep.name);
            findings.push(Finding::new(Level::Info, key, Achievable::CommitBelow { rep, commit, quota }));
        }
    }
    if plan.reps.iter().any(|rep| rep.commit.is_some()) {
        let target = quotas.basis().target;
        let level = if promised < target { Level::Warning } else { Level::Ok };
        findings.push(Finding::new(level, "reps", Achievable::Commits { promised, target }));
    }
    findings
}

fn secured(plan: &Plan) -> Result<Option<Finding>, TooLarge> {
    let (secured, target) = (plan.target.secured, plan.target.must);
    if secured.is_zero() {
        return Ok(None);
    }
    let (level, found) = match secured.decimal() < mul(target.decimal(), SECURED_MOST)? {
        true => (Level::Ok, Achievable::Secured { secured, target }),
        false => (Level::Warning, Achievable::MostlySecured { secured, target }),
    };
    Ok(Some(Finding::new(level, "target.secured", found)))
}

fn rounded(minor: Decimal) -> Result<Money, TooLarge> {
    half_even_whole(minor).map(Money::from_sum).ok_or(TooLarge)
}
