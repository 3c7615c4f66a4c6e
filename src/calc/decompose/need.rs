//! Needs: deals and steps as real values, moved back in time by their leads.

use std::collections::BTreeMap;

use crate::calc::decompose::chain::{lead_to_deal, need_per_deal};
use crate::calc::decompose::grid::Grid;
use crate::calc::decompose::schedule::{Schedule, Schedules};
use crate::calc::decompose::shift::{After, Landing, Shift};
use crate::model::funnel::Beyond;
use crate::model::number::{Decimal, Fraction, TooLarge, add, div, mul, sum};
use crate::model::plan::Plan;

/// Real-valued needs of one metric.
#[derive(Clone, Debug)]
pub struct Need {
    /// By cell.
    pub cells: Vec<Decimal>,
    /// By rep and segment: what must exist before the plan's first day, or the rep's.
    pub opening: Vec<Decimal>,
    /// By cell: from the first to the last day with any need, as indices into the rep's working days.
    pub windows: Vec<(u32, u32)>,
}

/// Rule 7: real-valued deals of every cell.
pub fn deals(plan: &Plan, grid: Grid, revenue: &[Decimal]) -> Result<Vec<Decimal>, TooLarge> {
    let of_cell = |(cell, revenue): (usize, &Decimal)| {
        let (_, segment, _) = grid.place(cell);
        let average = plan.segments.get(segment).ok_or(TooLarge)?.average_deal;
        div(*revenue, average.decimal())
    };
    revenue.iter().enumerate().map(of_cell).collect()
}

/// Rule 8 for one step: what its deals ask, inside the plan and after it.
pub fn step(
    plan: &Plan,
    schedules: &Schedules,
    after: &After,
    grid: Grid,
    deals: &[Decimal],
    step: usize,
) -> Result<Need, TooLarge> {
    let mut need = Need {
        cells: vec![Decimal::ZERO; grid.cells()],
        opening: vec![Decimal::ZERO; grid.reps * grid.segments],
        windows: vec![(u32::MAX, 0); grid.cells()],
    };
    let mut shifts: BTreeMap<(usize, u32), Shift> = BTreeMap::new();
    for (s, segment) in plan.segments.iter().enumerate() {
        let lead = lead_to_deal(&plan.funnel, segment, step);
        let per_deal = need_per_deal(&plan.funnel, segment, step)?;
        let asked = asked_after(plan, grid, deals, s, after, lead)?;
        // Of reps with the same days and deals, as most are like others, one is enough.
        let mut alike: BTreeMap<(usize, Decimal, &[Decimal]), usize> = BTreeMap::new();
        for rep in 0..grid.reps {
            let (schedule, index) = (schedules.of(rep), schedules.index_of(rep));
            let shift = shifts.entry((index, lead)).or_insert_with(|| Shift::new(schedule, plan, after, lead));
            let row = deals.get(grid.row(rep, s)).unwrap_or_default();
            let carried = asked.share(rep)?;
            let first = *alike.entry((index, carried, row)).or_insert(rep);
            if first != rep {
                need.copy(grid, s, (first, rep));
                continue;
            }
            let of_after = asked.months.iter().map(|deals| mul(*deals, carried)).collect::<Result<Vec<_>, _>>()?;
            let moved = shift.inside().iter().zip(row).chain(shift.after().iter().zip(&of_after));
            for (landings, deals) in moved.filter(|(_, deals)| !deals.is_zero()) {
                for landing in landings {
                    need.receive(grid, (rep, s), landing, units(&per_deal, *deals, landing)?)?;
                }
            }
        }
    }
    Ok(need)
}

/// What a month's deals ask of a step on the days of one landing.
pub fn units(per_deal: &Fraction, deals: Decimal, landing: &Landing) -> Result<Decimal, TooLarge> {
    per_deal.of(div(mul(deals, Decimal::from(landing.days))?, Decimal::from(landing.of_days))?)
}

impl Need {
    /// Gives one rep what another one needs in a segment.
    fn copy(&mut self, grid: Grid, segment: usize, (from, to): (usize, usize)) {
        let start = grid.row(to, segment).start;
        self.cells.copy_within(grid.row(from, segment), start);
        self.windows.copy_within(grid.row(from, segment), start);
        self.opening
            .copy_within(from * grid.segments + segment..=from * grid.segments + segment, to * grid.segments + segment);
    }

    fn receive(
        &mut self,
        grid: Grid,
        (rep, segment): (usize, usize),
        landing: &Landing,
        units: Decimal,
    ) -> Result<(), TooLarge> {
        let Some(month) = landing.month else {
            let opening = self.opening.get_mut(rep * grid.segments + segment).ok_or(TooLarge)?;
            *opening = add(*opening, units)?;
            return Ok(());
        };
        let cell = grid.at(rep, segment, month);
        if let (Some(value), Some(window)) = (self.cells.get_mut(cell), self.windows.get_mut(cell)) {
            *value = add(*value, units)?;
            *window = (window.0.min(landing.first), window.1.max(landing.last));
        }
        Ok(())
    }
}

/// What deals after the plan ask of one segment, and who carries it.
pub struct Asked {
    /// Deals of the whole segment in each month after the plan.
    pub months: Vec<Decimal>,
    /// By rep: deals in its own last month with any, and their sum.
    pub carried: Vec<Decimal>,
    pub all: Decimal,
}

impl Asked {
    /// The part of the segment that a rep carries after the plan.
    pub fn share(&self, rep: usize) -> Result<Decimal, TooLarge> {
        let carried = self.carried.get(rep).copied().unwrap_or_default();
        if carried.is_zero() { Ok(Decimal::ZERO) } else { div(carried, self.all) }
    }
}

/// The months after the plan ask what its months asked, in order; the reps who are there on its last day carry
/// them, each in proportion to what it carries of the segment in its own last month with any.
pub fn asked_after(
    plan: &Plan,
    grid: Grid,
    deals: &[Decimal],
    segment: usize,
    after: &After,
    lead: u32,
) -> Result<Asked, TooLarge> {
    if plan.funnel.beyond == Beyond::Nothing || lead == 0 {
        return Ok(Asked { months: Vec::new(), carried: Vec::new(), all: Decimal::ZERO });
    }
    let of_month =
        |month: usize| sum((0..grid.reps).filter_map(|rep| deals.get(grid.at(rep, segment, month)).copied()));
    let months = after.months_within(lead).map(|i| of_month(i % grid.months)).collect::<Result<Vec<_>, _>>()?;
    let last = plan.timeline.span().last();
    let last_carried = |(rep, of_rep): (usize, &crate::model::rep::Rep)| {
        let row = deals.get(grid.row(rep, segment)).unwrap_or_default();
        let last_month = row.iter().rev().find(|deals| !deals.is_zero());
        last_month.filter(|_| of_rep.is_there(last)).copied().unwrap_or_default()
    };
    let carried: Vec<Decimal> = plan.reps.iter().enumerate().map(last_carried).collect();
    Ok(Asked { months, all: sum(carried.iter().copied())?, carried })
}

/// The days over which a cell's deals and revenue are spread: all that the rep works in the month.
pub fn whole_months(schedules: &Schedules, grid: Grid) -> Vec<(u32, u32)> {
    let window = |schedule: &Schedule, month: usize| {
        let days = schedule.month(month);
        match (u32::try_from(days.start), u32::try_from(days.end)) {
            (Ok(start), Ok(end)) if start < end => (start, end - 1),
            _ => (u32::MAX, 0),
        }
    };
    (0..grid.cells())
        .map(|cell| {
            let (rep, _, month) = grid.place(cell);
            window(schedules.of(rep), month)
        })
        .collect()
}
