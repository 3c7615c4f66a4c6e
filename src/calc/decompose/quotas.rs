//! The result of a decomposition, and sums of it over any span and group.

use crate::calc::decompose::grid::Grid;
use crate::calc::decompose::need::Need;
use crate::calc::decompose::revenue::Basis;
use crate::calc::decompose::schedule::Schedules;
use crate::calc::decompose::spread::Phase;
use crate::calc::group::{Group, Scope};
use crate::model::day::{Day, Span};
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, TooLarge, add, div, mul};
use crate::model::plan::Plan;

/// Quotas of every rep, segment and month, for revenue, deals and every step.
///
/// Every total of it, over any group and any span, is a sum of the same whole cells.
#[derive(Clone, Debug)]
pub struct Quotas {
    pub(super) grid: Grid,
    pub(super) months: Vec<Span>,
    pub(super) basis: Basis,
    pub(super) schedules: Schedules,
    /// By metric, in the order of [`Metric::all`].
    pub(super) tables: Vec<QuotaTable>,
    /// By step.
    pub(super) openings: Vec<Vec<i128>>,
    /// Where each rep stands in the whole plan, which decides its phase.
    pub(super) ranks: Vec<usize>,
}

/// Quotas of one metric: minor units for revenue, counts for the others.
#[derive(Clone, Debug)]
pub(super) struct QuotaTable {
    pub cells: Vec<i128>,
    /// Real-valued needs, before rounding.
    pub real: Need,
}

impl Quotas {
    pub fn grid(&self) -> Grid {
        self.grid
    }

    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    pub fn schedules(&self) -> &Schedules {
        &self.schedules
    }

    /// The whole plan's quota of a metric for one rep and segment in a month.
    pub fn cell(&self, metric: Metric, rep: usize, segment: usize, month: usize) -> i128 {
        let cell = self.grid.at(rep, segment, month);
        self.table(metric).and_then(|table| table.cells.get(cell)).copied().unwrap_or(0)
    }

    /// The real-valued need of the same cell, before rounding.
    pub fn real(&self, metric: Metric, rep: usize, segment: usize, month: usize) -> Decimal {
        let cell = self.grid.at(rep, segment, month);
        self.table(metric).and_then(|table| table.real.cells.get(cell)).copied().unwrap_or_default()
    }

    /// The real-valued needs of a metric by cell, in the order of the grid.
    pub fn reals(&self, metric: Metric) -> &[Decimal] {
        self.table(metric).map(|table| table.real.cells.as_slice()).unwrap_or_default()
    }

    /// What must exist of a step before the plan's first day, or the rep's: whole units.
    pub fn opening(&self, step: usize, rep: usize, segment: usize) -> i128 {
        self.openings.get(step).and_then(|cells| cells.get(rep * self.grid.segments + segment)).copied().unwrap_or(0)
    }

    /// The same before rounding.
    pub fn real_opening(&self, step: usize, rep: usize, segment: usize) -> Decimal {
        let table = self.table(Metric::Step(step));
        table.and_then(|table| table.real.opening.get(rep * self.grid.segments + segment)).copied().unwrap_or_default()
    }

    /// The quota of one rep and segment within `span`: the sum of its daily quotas.
    pub fn within(&self, metric: Metric, rep: usize, segment: usize, span: Span) -> i128 {
        let mut sum = 0;
        self.add_to(std::slice::from_mut(&mut sum), &[span], metric, rep, segment);
        sum
    }

    /// The real-valued need of one rep and segment within `span`: that of each month, spread evenly over the days its
    /// quota runs over.
    pub fn real_within(&self, metric: Metric, rep: usize, segment: usize, span: Span) -> Result<Decimal, TooLarge> {
        let mut sum = Decimal::ZERO;
        for month in (0..self.months.len()).filter(|month| self.months[*month].overlap(span).is_some()) {
            let days = self.days_of(metric, rep, segment, month);
            let within = days.iter().filter(|day| span.contains(**day)).count();
            if within > 0 {
                let real = self.real(metric, rep, segment, month);
                sum = add(sum, div(mul(real, Decimal::from(within))?, Decimal::from(days.len()))?)?;
            }
        }
        Ok(sum)
    }

    /// Adds the quota of one rep and segment to `sums`, one for each of `spans`, which follow each other without a gap.
    pub fn add_to(&self, sums: &mut [i128], spans: &[Span], metric: Metric, rep: usize, segment: usize) {
        let (Some(start), Some(end)) = (spans.first().map(|span| span.first()), spans.last().map(|span| span.last()))
        else {
            return;
        };
        let mut first = 0;
        let reached = |month: &&Span| month.first() <= end;
        for (m, month) in self.months.iter().take_while(reached).enumerate().filter(|(_, month)| month.last() >= start)
        {
            first += spans[first..].iter().take_while(|span| span.last() < month.first()).count();
            let n = self.cell(metric, rep, segment, m);
            if n != 0 {
                self.add_month(&mut sums[first..], &spans[first..], metric, (rep, segment, m), n);
            }
        }
    }

    /// Spreads one month's quota over the spans that reach into the month.
    fn add_month(
        &self,
        sums: &mut [i128],
        spans: &[Span],
        metric: Metric,
        (rep, segment, month): (usize, usize, usize),
        n: i128,
    ) {
        let Some(within) = self.months.get(month) else { return };
        let (days, phase) = (self.days_of(metric, rep, segment, month), self.phase(metric, rep, segment));
        if let (Some(span), Some(sum), [_, ..]) = (spans.first(), sums.first_mut(), days)
            && span.overlap(*within) == Some(*within)
        {
            *sum += n;
            return;
        }
        let mut due = None;
        for (span, sum) in spans.iter().zip(sums).take_while(|(span, _)| span.first() <= within.last()) {
            let before = *due
                .get_or_insert_with(|| phase.running(n, days.partition_point(|day| *day < span.first()), days.len()));
            let after = phase.running(n, days.partition_point(|day| *day <= span.last()), days.len());
            *sum += after - before;
            due = Some(after);
        }
    }

    /// The days over which a cell's quota runs: those the rep works, for a step from the first to the last with any need.
    pub fn days_of(&self, metric: Metric, rep: usize, segment: usize, month: usize) -> &[Day] {
        let cell = self.grid.at(rep, segment, month);
        let window =
            self.table(metric).and_then(|table| table.real.windows.get(cell)).copied().unwrap_or((u32::MAX, 0));
        self.schedules.of(rep).days().get(window.0 as usize..=window.1 as usize).unwrap_or_default()
    }

    /// Where in its first unit the running total of a rep and segment starts.
    pub fn phase(&self, metric: Metric, rep: usize, segment: usize) -> Phase {
        match metric {
            Metric::Revenue => Phase::MONEY,
            Metric::Deals | Metric::Step(_) => {
                let rank = self.ranks.get(rep).copied().unwrap_or(rep);
                Phase::count(rank * self.grid.segments + segment + 1)
            }
        }
    }

    /// The quota of a group by metric, in the order of [`Metric::all`], in each of `spans`, which follow each other without a gap.
    pub fn of_group(&self, plan: &Plan, group: Group, spans: &[Span]) -> Vec<Vec<i128>> {
        let sum = |metric| {
            let mut sums = vec![0; spans.len()];
            for (rep, segment) in self.rows_of(plan, group) {
                self.add_to(&mut sums, spans, metric, rep, segment);
            }
            sums
        };
        Metric::all(&plan.funnel).map(sum).collect()
    }

    /// The opening pipeline of a group by step.
    pub fn opening_of(&self, plan: &Plan, group: Group) -> Vec<i128> {
        let steps = 0..plan.funnel.steps().len();
        steps
            .map(|step| self.rows_of(plan, group).map(|(rep, segment)| self.opening(step, rep, segment)).sum())
            .collect()
    }

    /// The reps and segments that make up a group.
    pub fn rows_of(&self, plan: &Plan, group: Group) -> impl Iterator<Item = (usize, usize)> {
        let member = group.member.unwrap_or(usize::MAX);
        let (reps, segments): (Vec<usize>, _) = match group.scope {
            Scope::Company | Scope::Target => ((0..self.grid.reps).collect(), 0..self.grid.segments),
            Scope::Team => {
                ((0..self.grid.reps).filter(|rep| plan.reps[*rep].team == member).collect(), 0..self.grid.segments)
            }
            Scope::Rep => (vec![member], 0..self.grid.segments),
            Scope::Segment => ((0..self.grid.reps).collect(), member..member.saturating_add(1)),
        };
        reps.into_iter().flat_map(move |rep| segments.clone().map(move |segment| (rep, segment)))
    }

    /// The quotas of some reps alone, who are the reps of the result in this order. What they carry is its target.
    pub fn of_reps(&self, reps: &[usize]) -> Quotas {
        let grid = Grid { reps: reps.len(), ..self.grid };
        let (row, cells) = (self.grid.segments, self.grid.segments * self.grid.months);
        let table = |table: &QuotaTable| QuotaTable {
            cells: rows_of_reps(&table.cells, reps, cells),
            real: Need {
                cells: rows_of_reps(&table.real.cells, reps, cells),
                opening: rows_of_reps(&table.real.opening, reps, row),
                windows: rows_of_reps(&table.real.windows, reps, cells),
            },
        };
        let tables: Vec<QuotaTable> = self.tables.iter().map(table).collect();
        let carried = Money::from_sum(tables.first().map_or(0, |revenue| revenue.cells.iter().sum()));
        let capacity = reps.iter().filter_map(|rep| self.basis.capacity.get(*rep).cloned()).collect();
        Quotas {
            grid,
            months: self.months.clone(),
            basis: Basis { target: carried, assigned: carried, capacity, ..self.basis.clone() },
            schedules: self.schedules.of_reps(reps),
            tables,
            openings: self.openings.iter().map(|cells| rows_of_reps(cells, reps, row)).collect(),
            ranks: reps.iter().map(|rep| self.ranks.get(*rep).copied().unwrap_or(*rep)).collect(),
        }
    }

    fn table(&self, metric: Metric) -> Option<&QuotaTable> {
        self.tables.get(metric.index())
    }
}

/// The rows of some reps out of a table with `width` values for each.
fn rows_of_reps<T: Clone>(all: &[T], reps: &[usize], width: usize) -> Vec<T> {
    reps.iter().flat_map(|rep| all.get(rep * width..(rep + 1) * width).unwrap_or_default()).cloned().collect()
}
