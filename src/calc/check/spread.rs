//! Spread: whether reps carry alike for what they can carry, and months ask alike.

use crate::calc::check::finding::{Finding, Level};
use crate::calc::check::months;
use crate::calc::decompose::grid::Grid;
use crate::calc::decompose::load::Strain;
use crate::calc::decompose::quotas::Quotas;
use crate::calc::decompose::revenue::{basis, revenue};
use crate::calc::decompose::schedule::Schedules;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, TooLarge, add, div, half_even_whole, mul, sub, sum};
use crate::model::plan::Plan;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Who carries most and least for their capacity, near enough to each other.
    Even {
        most: Carried,
        least: Carried,
        ratio: Decimal,
    },
    Uneven {
        most: Carried,
        least: Carried,
        ratio: Decimal,
        moved: Money,
        lever: Lever,
    },
    /// Months, or the quarter that holds them, which ask far more or less than the mean of the plan.
    Months {
        strains: Vec<Strain>,
        weight: Option<Weight>,
    },
}

/// What a rep carries for what it can carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    pub rep: usize,
    /// Minor units in the whole plan, before rounding.
    pub revenue: Decimal,
    /// `Σ capacity × working days` over the months: working days at full productivity and weight 1.
    pub days: Decimal,
    /// Minor units per such day.
    pub per_day: Decimal,
}

/// How revenue gets from the rep with most to the rep with least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lever {
    /// The quota of the rep with most is fixed, and can be lowered.
    LowerQuota,
    /// The quota of the rep with least is fixed, and can be raised.
    RaiseQuota,
    /// If the rep with least served the segments of the rep with most in the same mix, the highest would carry
    /// `ratio` times the lowest of all reps.
    Segments { ratio: Decimal },
    /// Nothing but a quota fixed by hand.
    FixQuota,
}

/// The weight in `[seasonality]` of a month or quarter, and the one at which it would ask what the others ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    pub now: Decimal,
    pub even: Decimal,
}

/// One and a half times as much for the same capacity is no longer a difference of territories.
const RATIO_MOST: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

pub fn findings(plan: &Plan, quotas: &Quotas) -> Result<Vec<Finding>, TooLarge> {
    let grid = quotas.grid();
    let real = |(rep, segment, month)| quotas.real(Metric::Revenue, rep, segment, month);
    let carried = carried(plan, grid, &quotas.basis().capacity, quotas.schedules(), |cell| real(grid.place(cell)))?;
    let mut findings = Vec::new();
    if let Some((most, least)) = extremes(&carried) {
        findings.push(compared(plan, grid, most, least)?);
    }
    findings.extend(months::findings(plan, quotas)?);
    Ok(findings)
}

fn compared(plan: &Plan, grid: Grid, most: &Carried, least: &Carried) -> Result<Finding, TooLarge> {
    let (ratio, most, least) = (div(most.per_day, least.per_day)?, most.clone(), least.clone());
    if ratio <= RATIO_MOST {
        return Ok(Finding::new(Level::Ok, "reps", Spread::Even { most, least, ratio }));
    }
    // (most − x) ÷ its days = (least + x) ÷ its days.
    let across = sub(mul(most.revenue, least.days)?, mul(least.revenue, most.days)?)?;
    let moved = half_even_whole(div(across, add(most.days, least.days)?)?).map(Money::from_sum).ok_or(TooLarge)?;
    let lever = match (plan.reps[most.rep].quota, plan.reps[least.rep].quota) {
        (Some(_), _) => Lever::LowerQuota,
        (None, Some(_)) => Lever::RaiseQuota,
        (None, None) => match after_sharing(plan, grid, &most, &least)? {
            Some(after) if after < ratio => Lever::Segments { ratio: after },
            _ => Lever::FixQuota,
        },
    };
    let (rep, key) = match lever {
        Lever::LowerQuota => (most.rep, "quota"),
        Lever::RaiseQuota | Lever::FixQuota => (least.rep, "quota"),
        Lever::Segments { .. } => (least.rep, "segments"),
    };
    let key = format!("reps.{}.{key}", plan.reps[rep].name);
    Ok(Finding::new(Level::Warning, key, Spread::Uneven { most, least, ratio, moved, lever }))
}

/// The ratio of the highest to the lowest if `least` had the mix of `most`; nothing where that plan is impossible.
fn after_sharing(plan: &Plan, grid: Grid, most: &Carried, least: &Carried) -> Result<Option<Decimal>, TooLarge> {
    if plan.reps[least.rep].mix == plan.reps[most.rep].mix {
        return Ok(None);
    }
    let mut shared = plan.clone();
    shared.reps[least.rep].mix = plan.reps[most.rep].mix.clone();
    let schedules = Schedules::new(&shared);
    let Ok(basis) = basis(&shared, &schedules, shared.target.must) else { return Ok(None) };
    let cells = revenue(&shared, &basis, grid)?;
    let of_cell = |cell: usize| cells.get(cell).copied().unwrap_or_default();
    let carried = carried(&shared, grid, &basis.capacity, &schedules, of_cell)?;
    extremes(&carried).map(|(most, least)| div(most.per_day, least.per_day)).transpose()
}

/// What every rep with revenue carries; a rep without any has a finding of its own.
fn carried(
    plan: &Plan,
    grid: Grid,
    capacity: &[Vec<Decimal>],
    schedules: &Schedules,
    revenue: impl Fn(usize) -> Decimal,
) -> Result<Vec<Carried>, TooLarge> {
    let mut all = Vec::new();
    for (rep, capacity) in capacity.iter().enumerate().take(plan.reps.len()) {
        let in_month = |month| Decimal::from(schedules.calendar().in_month(month));
        let days = capacity.iter().enumerate().map(|(month, capacity)| mul(*capacity, in_month(month)));
        let days = sum(days.collect::<Result<Vec<_>, _>>()?)?;
        let revenue = sum((0..grid.segments).flat_map(|segment| grid.row(rep, segment)).map(&revenue))?;
        if !days.is_zero() && !revenue.is_zero() {
            all.push(Carried { rep, revenue, days, per_day: div(revenue, days)? });
        }
    }
    Ok(all)
}

/// The first of those with most and of those with least, where there are two.
fn extremes(carried: &[Carried]) -> Option<(&Carried, &Carried)> {
    let most = carried.iter().rev().max_by_key(|carried| carried.per_day)?;
    let least = carried.iter().min_by_key(|carried| carried.per_day)?;
    (carried.len() > 1).then_some((most, least))
}
