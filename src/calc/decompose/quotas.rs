//! The result of a decomposition, and sums of it over any span and group.

use crate::calc::decompose::grid::Grid;
use crate::calc::decompose::need::Need;
use crate::calc::decompose::revenue::Basis;
use crate::calc::decompose::schedule::Schedules;
use crate::calc::decompose::spread::Phase;
use crate::model::day::{Day, Span};
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::Decimal;
use crate::model::timeline::Period;

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
        let months = self.months.iter().enumerate().filter_map(|(m, month)| Some((m, month, month.overlap(span)?)));
        months.map(|(m, month, part)| if part == *month { self.cell(metric, rep, segment, m) } else { self.part(metric, (rep, segment, m), part) }).sum()
    }

    /// The revenue quota of one rep and segment within `span`.
    pub fn revenue(&self, rep: usize, segment: usize, span: Span) -> Money {
        Money::from_sum(self.within(Metric::Revenue, rep, segment, span))
    }

    /// Adds the quota of one rep and segment to `sums`, one for each of `periods`, which follow each other in time.
    pub fn add_to(&self, sums: &mut [i128], periods: &[Period], metric: Metric, rep: usize, segment: usize) {
        let mut first = 0;
        for (m, month) in self.months.iter().enumerate() {
            let n = self.cell(metric, rep, segment, m);
            if n == 0 {
                continue;
            }
            first += periods[first..].iter().take_while(|period| period.span.last() < month.first()).count();
            let within = periods[first..].iter().take_while(|period| period.span.first() <= month.last());
            for (period, sum) in within.zip(&mut sums[first..]) {
                match period.span.overlap(*month) {
                    Some(part) if part == *month => *sum += n,
                    Some(part) => *sum += self.part(metric, (rep, segment, m), part),
                    None => {}
                }
            }
        }
    }

    /// The part of one cell's quota that falls into `part` of its month.
    fn part(&self, metric: Metric, (rep, segment, month): (usize, usize, usize), part: Span) -> i128 {
        let n = self.cell(metric, rep, segment, month);
        if n == 0 {
            return 0;
        }
        let after = |day: Day| self.running(metric, (rep, segment, month), n, day);
        after(part.last()) - after(part.first().plus(-1))
    }

    /// How much of a cell's quota is due by the end of `day`.
    fn running(&self, metric: Metric, (rep, segment, month): (usize, usize, usize), n: i128, day: Day) -> i128 {
        let cell = self.grid.at(rep, segment, month);
        let window = self.table(metric).and_then(|table| table.real.windows.get(cell)).copied().unwrap_or((u32::MAX, 0));
        let (first, last) = (window.0 as usize, window.1 as usize);
        if first > last {
            return n;
        }
        let done = self.schedules.of(rep).before(day.next()).clamp(first, last + 1) - first;
        let phase = match metric {
            Metric::Revenue => Phase::MONEY,
            Metric::Deals | Metric::Step(_) => Phase::count(rep * self.grid.segments + segment + 1),
        };
        phase.running(n, done, last + 1 - first)
    }

    fn table(&self, metric: Metric) -> Option<&QuotaTable> {
        self.tables.get(metric.index())
    }
}
