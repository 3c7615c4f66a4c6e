//! Working days: of the calendar, and of each rep.

use std::collections::BTreeMap;

use crate::model::day::{Day, Span};
use crate::model::plan::Plan;
use crate::model::rep::Rep;

/// The working days inside a plan, cut by its months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    days: Vec<Day>,
    /// Where each month starts in `days`, and the end of the last.
    bounds: Vec<usize>,
}

impl Schedule {
    fn new(plan: &Plan, days: Vec<Day>) -> Self {
        let ends = plan.timeline.months().iter().map(|month| days.partition_point(|day| *day <= month.last()));
        let bounds = std::iter::once(0).chain(ends).collect();
        Schedule { days, bounds }
    }

    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// The indices of a month's days.
    pub fn month(&self, month: usize) -> std::ops::Range<usize> {
        let bound = |i: usize| self.bounds.get(i).copied().unwrap_or(self.days.len());
        bound(month)..bound(month + 1)
    }

    /// How many days of the month are worked.
    pub fn in_month(&self, month: usize) -> usize {
        self.month(month).len()
    }

    /// How many days of `span` are worked.
    pub fn within(&self, span: Span) -> usize {
        self.before(span.last().next()) - self.before(span.first())
    }

    /// How many working days lie before `day`.
    pub fn before(&self, day: Day) -> usize {
        self.days.partition_point(|worked| *worked < day)
    }

    /// To look up days in their order, from `first` on.
    pub fn places_from(&self, first: Day) -> Places<'_> {
        Places { schedule: self, before: self.before(first), month: 0 }
    }
}

/// Looks up the working days of a schedule at or before days that are asked for in order.
pub struct Places<'s> {
    schedule: &'s Schedule,
    /// Working days up to the day that was asked for last.
    before: usize,
    month: usize,
}

impl Places<'_> {
    /// The last working day up to `day`, which is not before the last one asked for: its month and its index.
    pub fn at_or_before(&mut self, day: Day) -> Option<(usize, usize)> {
        let Schedule { days, bounds } = self.schedule;
        while days.get(self.before).is_some_and(|worked| *worked <= day) {
            self.before += 1;
        }
        let index = self.before.checked_sub(1)?;
        // A month without working days ends where it starts.
        while bounds.get(self.month + 1).is_some_and(|end| *end <= index) {
            self.month += 1;
        }
        Some((self.month, index))
    }
}

/// The calendar's schedule, and each rep's; reps who work the same days share one.
#[derive(Clone, Debug)]
pub struct Schedules {
    calendar: Schedule,
    distinct: Vec<Schedule>,
    of_rep: Vec<usize>,
}

impl Schedules {
    pub fn new(plan: &Plan) -> Self {
        let mut known = BTreeMap::new();
        let mut distinct = Vec::new();
        let days: Vec<Day> = plan.calendar.working_days(plan.timeline.span()).collect();
        let of_rep = plan.reps.iter().map(|rep| {
            let key = (rep.starts, rep.ends, rep.leave.clone());
            *known.entry(key).or_insert_with(|| {
                distinct.push(Schedule::new(plan, days.iter().copied().filter(|day| works(rep, *day)).collect()));
                distinct.len() - 1
            })
        });
        let of_rep = of_rep.collect();
        Schedules { calendar: Schedule::new(plan, days), distinct, of_rep }
    }

    /// Those of some reps alone, in this order.
    pub fn of_reps(&self, reps: &[usize]) -> Self {
        Schedules { of_rep: reps.iter().map(|rep| self.index_of(*rep)).collect(), ..self.clone() }
    }

    pub fn calendar(&self) -> &Schedule {
        &self.calendar
    }

    pub fn of(&self, rep: usize) -> &Schedule {
        self.of_rep.get(rep).and_then(|i| self.distinct.get(*i)).unwrap_or(&self.calendar)
    }

    /// Which of the distinct schedules a rep has.
    pub fn index_of(&self, rep: usize) -> usize {
        self.of_rep.get(rep).copied().unwrap_or(0)
    }
}

fn works(rep: &Rep, day: Day) -> bool {
    rep.is_there(day) && !rep.on_leave(day)
}
