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
    Even { most: Carried, least: Carried, ratio: Decimal },
    /// `moved` from one to the other would make them even; without a `remedy` no single key of the two does it.
    Uneven { most: Carried, least: Carried, ratio: Decimal, moved: Money, remedy: Option<Remedy> },
    /// Months, or the quarter that holds them, which ask far more or less than the mean of the plan.
    Months { strains: Vec<Strain>, weight: Option<Weight> },
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

/// A change of one key that brings revenue from the rep with most to the rep with least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lever {
    /// The rep with least serves the segments of the rep with most, in the same mix.
    Segments,
    /// The quota of the rep with least is fixed at this amount.
    QuotaOfLeast(Money),
    /// The quota of the rep with most is fixed at this amount.
    QuotaOfMost(Money),
}

/// A lever that was tried, and what would be left of the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    pub lever: Lever,
    /// How many times as much the rep with most would carry as the rep with least.
    pub ratio: Decimal,
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
    let remedy = remedy(plan, grid, (&most, &least), moved)?.filter(|remedy| remedy.ratio < ratio);
    let (rep, key) = match remedy.map(|remedy| remedy.lever) {
        Some(Lever::Segments) => (least.rep, "segments"),
        Some(Lever::QuotaOfLeast(_)) => (least.rep, "quota"),
        Some(Lever::QuotaOfMost(_)) => (most.rep, "quota"),
        None => (most.rep, "weight"),
    };
    let key = format!("reps.{}.{key}", plan.reps[rep].name);
    Ok(Finding::new(Level::Warning, key, Spread::Uneven { most, least, ratio, moved, remedy }))
}

/// The lever that leaves the least difference among all reps, each tried on the plan itself. Quotas that are fixed
/// already are tried first, then segments, so that among equals the smaller change of the plan wins.
fn remedy(
    plan: &Plan,
    grid: Grid,
    (most, least): (&Carried, &Carried),
    moved: Money,
) -> Result<Option<Remedy>, TooLarge> {
    let amount = |minor: Decimal| half_even_whole(minor).map(Money::from_sum).ok_or(TooLarge);
    let lower = Lever::QuotaOfMost(amount(most.revenue)? - moved);
    let raise = Lever::QuotaOfLeast(amount(least.revenue)? + moved);
    let levers = match (plan.reps[most.rep].quota, plan.reps[least.rep].quota) {
        (Some(_), _) => [lower, Lever::Segments, raise],
        (None, Some(_)) => [raise, Lever::Segments, lower],
        (None, None) => [Lever::Segments, raise, lower],
    };
    let mut best: Option<Remedy> = None;
    for lever in levers {
        let mut tried = plan.clone();
        match lever {
            Lever::Segments => tried.reps[least.rep].mix = plan.reps[most.rep].mix.clone(),
            Lever::QuotaOfLeast(quota) => tried.reps[least.rep].quota = Some(quota),
            Lever::QuotaOfMost(quota) => tried.reps[most.rep].quota = Some(quota),
        }
        let ratio = ratio_of(&tried, grid)?;
        best = match (best, ratio.map(|ratio| Remedy { lever, ratio })) {
            (Some(best), Some(other)) if other.ratio < best.ratio => Some(other),
            (best, other) => best.or(other),
        };
    }
    Ok(best)
}

/// How many times as much the rep with most carries; nothing where the plan is impossible.
fn ratio_of(plan: &Plan, grid: Grid) -> Result<Option<Decimal>, TooLarge> {
    let schedules = Schedules::new(plan);
    let Ok(basis) = basis(plan, &schedules, plan.target.must) else { return Ok(None) };
    let cells = revenue(plan, &basis, grid)?;
    let of_cell = |cell: usize| cells.get(cell).copied().unwrap_or_default();
    let carried = carried(plan, grid, &basis.capacity, &schedules, of_cell)?;
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
