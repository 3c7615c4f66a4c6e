//! Catch-up: the remaining revenue solved upwards through the funnel again, over the days that are left.
//!
//! Deals first, then the opportunities they need less those that are open and due in the period, then what creates
//! the missing ones. Work that can no longer become a deal in the period is too late, and stays apart.

mod remaining;
mod solve;
mod window;

use std::collections::BTreeMap;

use crate::calc::decompose::chain::lead_to_deal;
use crate::calc::decompose::grid::Grid;
use crate::calc::decompose::quotas::Quotas;
use crate::calc::decompose::whole_cells;
use crate::calc::group::{Group, Scope, members};
use crate::calc::review::Review;
use crate::calc::review::counts::Sides;
use crate::model::actuals::{Actuals, Slot};
use crate::model::day::{Day, Span};
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, TooLarge, add, mul};
use crate::model::plan::Plan;
use solve::{measured_needs, open_due, plan_needs, solve};
use window::Window;

/// What is to be done until the period ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatchUp {
    /// Revenue that the company still has to win: of the target where the reps carry a cushion on top of it.
    pub remaining: Money,
    /// The days after the as-of day in the week of the next working day.
    pub week: Span,
    /// Company, teams, reps and segments in plan order.
    pub lines: Vec<Line>,
    /// The last day on which work can still become a deal in the period, by metric (deals first) and segment.
    pub latest: Vec<Vec<Day>>,
    /// Open deals due in the period that no rep or no segment of the plan has: nobody has less to do for them.
    pub open_elsewhere: i64,
}

/// One group; its tasks sum, like quotas, from the reps to the company and over the segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub group: Group,
    /// Its part of what the company has to win.
    pub remaining: Money,
    /// Deals, then the steps in the funnel's order.
    pub tasks: Vec<Task>,
}

/// What one group has to do of one metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub metric: Metric,
    /// Opportunities that are there already, open and due in the period; nothing for other metrics.
    pub open: Option<i128>,
    /// With the conversions of the plan.
    pub at_plan: Todo,
    /// With the rates that the exports show for the period to date, where they show any.
    pub at_measured: Todo,
    /// Whether a rep's day holds less of it than it takes; never for groups of reps.
    pub is_over_capacity: bool,
}

/// How many of something are still to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// From the coming week to the last day on which they still count.
    pub in_time: i128,
    /// Those of the coming week.
    pub this_week: i128,
    /// Missing as well, but nothing done from now on can become a deal in the period.
    pub too_late: i128,
    /// `in_time` for each working day that is left for it, before rounding.
    pub per_day: Decimal,
}

/// Parts of a cell: what is due in the coming week, later, and too late.
const PARTS: usize = 3;
const WEEK: usize = 0;
const LATE: usize = 2;

/// Nothing where nothing remains, or nobody who carries quota has a working day left in the period.
pub fn catch_up(
    plan: &Plan,
    quotas: &Quotas,
    actuals: &Actuals,
    counts: &BTreeMap<(Slot, Slot), Sides>,
    review: &Review,
) -> Result<Option<CatchUp>, TooLarge> {
    let calendar = quotas.schedules().calendar().days();
    let next = calendar.get(quotas.schedules().calendar().before(review.as_of.next()));
    let Some(week) = next.and_then(|day| window::week_of(*day, review.as_of)) else { return Ok(None) };
    let Some(revenue) = remaining::by_cell(plan, quotas, counts, review)? else { return Ok(None) };
    let (open, open_elsewhere) = open_due(actuals);
    let basis = |needs| -> Result<Vec<Table>, TooLarge> {
        let needs: Vec<Vec<Decimal>> = solve(plan, &revenue, needs, &open)?;
        needs.iter().enumerate().map(|(i, need)| table(plan, quotas, review, week, i, need)).collect()
    };
    let at_plan = basis(plan_needs(plan))?;
    let at_measured = basis(measured_needs(plan, actuals, counts)?)?;
    let grid = Grid { months: 1, ..quotas.grid() };
    let money = whole_cells(plan, grid, &revenue)?;
    let line = |group: Group| -> Result<Line, TooLarge> {
        let rows: Vec<usize> = quotas.rows_of(plan, group).map(|(rep, segment)| grid.at(rep, segment, 0)).collect();
        let task = |(i, metric): (usize, Metric)| -> Result<Task, TooLarge> {
            let at_plan = at_plan[i].todo(&rows)?;
            let opens = metric_is_opportunities(plan, metric);
            Ok(Task {
                metric,
                open: opens.then(|| rows.iter().map(|row| i128::from(open_of(&open, grid, *row))).sum()),
                is_over_capacity: is_over(plan, group, metric, at_plan.per_day)?,
                at_plan,
                at_measured: at_measured[i].todo(&rows)?,
            })
        };
        let tasks = Metric::all(&plan.funnel).skip(1).enumerate().map(task).collect::<Result<_, _>>()?;
        Ok(Line { group, remaining: Money::from_sum(rows.iter().map(|row| money[*row]).sum()), tasks })
    };
    let lines = members(plan).map(line).collect::<Result<Vec<_>, _>>()?;
    let latest = Metric::all(&plan.funnel).skip(1).map(|metric| {
        let end = review.period.span.last();
        (0..plan.segments.len()).map(|segment| end.plus(-days_before(plan, metric, segment))).collect()
    });
    let latest = latest.collect();
    Ok(Some(CatchUp { remaining: lines[0].remaining, week, lines, latest, open_elsewhere }))
}

impl CatchUp {
    pub fn of(&self, scope: Scope) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.group.scope == scope)
    }
}

/// Summed leads of a metric, in calendar days.
fn days_before(plan: &Plan, metric: Metric, segment: usize) -> i32 {
    let Metric::Step(step) = metric else { return 0 };
    let lead = plan.segments.get(segment).map_or(0, |segment| lead_to_deal(&plan.funnel, segment, step));
    i32::try_from(lead).unwrap_or(i32::MAX)
}

fn metric_is_opportunities(plan: &Plan, metric: Metric) -> bool {
    plan.funnel.opportunities().map(Metric::Step) == Some(metric)
}

fn open_of(open: &BTreeMap<(usize, usize), i64>, grid: Grid, row: usize) -> i64 {
    let (rep, segment, _) = grid.place(row);
    open.get(&(rep, segment)).copied().unwrap_or(0)
}

/// Capacity is per full-time rep and day.
fn is_over(plan: &Plan, group: Group, metric: Metric, per_day: Decimal) -> Result<bool, TooLarge> {
    let (Some(rep), Metric::Step(step)) = (group.rep().and_then(|rep| plan.reps.get(rep)), metric) else {
        return Ok(false);
    };
    match plan.funnel.steps().get(step).and_then(|step| step.capacity) {
        Some(capacity) => Ok(per_day > mul(capacity, rep.hours)?),
        None => Ok(false),
    }
}

/// Whole tasks of one metric.
struct Table {
    /// By rep, segment and part.
    cells: Vec<i128>,
    /// By rep and segment.
    per_day: Vec<Decimal>,
}

impl Table {
    /// The sum over some reps and segments.
    fn todo(&self, rows: &[usize]) -> Result<Todo, TooLarge> {
        let mut todo = Todo::default();
        for row in rows {
            let parts = &self.cells[row * PARTS..(row + 1) * PARTS];
            todo.in_time += parts[..LATE].iter().sum::<i128>();
            todo.this_week += parts[WEEK];
            todo.too_late += parts[LATE];
            todo.per_day = add(todo.per_day, self.per_day[*row])?;
        }
        Ok(todo)
    }
}

/// Spreads the real-valued need of a metric (deals are 0) over the days left for it, and rounds it so that it foots.
fn table(
    plan: &Plan,
    quotas: &Quotas,
    review: &Review,
    week: Span,
    metric: usize,
    need: &[Decimal],
) -> Result<Table, TooLarge> {
    let grid = Grid { months: PARTS, ..quotas.grid() };
    let metric = if metric == 0 { Metric::Deals } else { Metric::Step(metric - 1) };
    let (mut cells, mut per_day) = (Vec::with_capacity(grid.cells()), Vec::with_capacity(need.len()));
    for ((rep, segment), need) in grid.rows().zip(need) {
        let lead = days_before(plan, metric, segment);
        let window = Window::new(quotas.schedules().of(rep), review.period.span, lead, review.as_of, week);
        let (parts, of_day) = window.parts(*need)?;
        cells.extend(parts);
        per_day.push(of_day);
    }
    Ok(Table { cells: whole_cells(plan, grid, &cells)?, per_day })
}
