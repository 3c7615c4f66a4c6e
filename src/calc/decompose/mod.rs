//! Target to quotas: every rule a closed form that a reader with a calculator can follow.

pub mod capacity;
pub mod chain;
pub mod grid;
pub mod load;
pub mod need;
mod nests;
pub mod problem;
pub mod quotas;
pub mod revenue;
pub mod schedule;
pub mod shift;
pub mod spread;
mod whole_money;

use crate::calc::decompose::grid::Grid;
use crate::calc::decompose::need::Need;
use crate::calc::decompose::problem::Problem;
use crate::calc::decompose::quotas::{QuotaTable, Quotas};
use crate::calc::decompose::schedule::Schedules;
use crate::calc::decompose::shift::After;
use crate::calc::rounding::nest::Nest;
use crate::calc::rounding::{self, GrandTotal};
use crate::model::number::{Decimal, Fixed, TooLarge};
use crate::model::plan::Plan;

/// Which of the plan's targets is broken down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TargetChoice {
    #[default]
    Must,
    Stretch,
}

/// Breaks the target down to reps, segments and months, for revenue, deals and every step.
///
/// # Errors
/// Everything that makes the plan impossible to decompose, all at once.
pub fn decompose(plan: &Plan, target: TargetChoice) -> Result<Quotas, Vec<Problem>> {
    let target = match target {
        TargetChoice::Must => plan.target.must,
        TargetChoice::Stretch => plan.target.stretch.ok_or_else(|| vec![Problem::NoStretch])?,
    };
    let schedules = Schedules::new(plan);
    let basis = revenue::basis(plan, &schedules, target)?;
    quotas(plan, schedules, basis).map_err(|too_large| vec![too_large.into()])
}

fn quotas(plan: &Plan, schedules: Schedules, basis: revenue::Basis) -> Result<Quotas, TooLarge> {
    let months = plan.timeline.months().to_vec();
    let grid = Grid { reps: plan.reps.len(), segments: plan.segments.len(), months: months.len() };
    let nests = (nests::by_rep(plan, grid), nests::by_segment(plan, grid));
    let windows = need::whole_months(&schedules, grid);

    let revenue = revenue::revenue(plan, &basis, grid)?;
    let deals = need::deals(plan, grid, &revenue)?;
    let money = whole_money::round(plan, grid, basis.assigned, &revenue, (&nests.0, &nests.1))?;
    let mut tables = vec![
        QuotaTable { cells: money, real: inside(revenue, &windows) },
        QuotaTable { cells: whole(&deals, &nests.0, &nests.1)?, real: inside(deals.clone(), &windows) },
    ];
    let mut openings = Vec::new();
    let opening_nests = (nests::opening_by_rep(plan), nests::opening_by_segment(plan));
    let after = After::new(plan);
    for step in 0..plan.funnel.steps().len() {
        let need = need::step(plan, &schedules, &after, grid, &deals, step)?;
        openings.push(whole(&need.opening, &opening_nests.0, &opening_nests.1)?);
        tables.push(QuotaTable { cells: whole(&need.cells, &nests.0, &nests.1)?, real: need });
    }
    let ranks = (0..grid.reps).collect();
    Ok(Quotas { grid, months, basis, schedules, tables, openings, ranks })
}

/// Needs that lie in their own month.
fn inside(cells: Vec<Decimal>, windows: &[(u32, u32)]) -> Need {
    Need { cells, opening: Vec::new(), windows: windows.to_vec() }
}

/// Rule 9 for cells of any grid: whole numbers that foot like quotas, the company's total being the ceiling.
pub fn whole_cells(plan: &Plan, grid: Grid, real: &[Decimal]) -> Result<Vec<i128>, TooLarge> {
    whole(real, &nests::by_rep(plan, grid), &nests::by_segment(plan, grid))
}

/// Rule 9 for counts: the company's total is the ceiling.
fn whole(real: &[Decimal], first: &Nest, second: &Nest) -> Result<Vec<i128>, TooLarge> {
    let fixed = real.iter().map(|value| Fixed::new(*value)).collect::<Result<Vec<_>, _>>()?;
    rounding::round(&fixed, first, second, GrandTotal::Ceiling).ok_or(TooLarge)
}
