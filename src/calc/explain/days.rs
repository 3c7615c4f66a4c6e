//! Rule 10: how a month's quota runs over its days, where the period cuts the month.

use crate::calc::decompose::quotas::Quotas;
use crate::calc::explain::Question;
use crate::calc::explain::slice::Slice;
use crate::model::day::Day;
use crate::model::number::Decimal;
use crate::model::plan::Plan;

/// The part of one month's quota that falls into the period: `due_through − due_before`.
///
/// After `i` of `days` days `⌊whole × i ÷ days + phase⌋` is due; nothing before the first, all after the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    pub segment: usize,
    pub month: usize,
    /// The month's quota: minor units or a count.
    pub whole: i128,
    /// The first and last day over which it runs.
    pub first: Day,
    pub last: Day,
    /// How many of the rep's working days that are.
    pub days: usize,
    /// φ: a half for money, a fraction of its own for the counts of each rep and segment.
    pub phase: Decimal,
    /// How many of the days lie before the period, and up to its end.
    pub before: usize,
    pub through: usize,
    pub due_before: i128,
    pub due_through: i128,
}

impl Cut {
    /// What of the month's quota falls into the period.
    pub fn due(&self) -> i128 {
        self.due_through - self.due_before
    }
}

/// One for each segment and month that the period cuts and that has a quota.
pub fn cuts(plan: &Plan, quotas: &Quotas, question: &Question, slices: &[Slice]) -> Vec<Cut> {
    let span = question.period.span;
    let is_cut = |month: usize| plan.timeline.months().get(month).is_some_and(|m| m.overlap(span) != Some(*m));
    let mut cuts = Vec::new();
    for slice in slices {
        for rounded in slice.months.iter().filter(|rounded| rounded.whole != 0 && is_cut(rounded.month)) {
            let days = quotas.days_of(question.metric, question.rep, slice.segment, rounded.month);
            let (Some(first), Some(last)) = (days.first(), days.last()) else { continue };
            let phase = quotas.phase(question.metric, question.rep, slice.segment);
            let before = days.partition_point(|day| *day < span.first());
            let through = days.partition_point(|day| *day <= span.last());
            cuts.push(Cut {
                segment: slice.segment,
                month: rounded.month,
                whole: rounded.whole,
                first: *first,
                last: *last,
                days: days.len(),
                phase: phase.decimal(),
                before,
                through,
                due_before: phase.running(rounded.whole, before, days.len()),
                due_through: phase.running(rounded.whole, through, days.len()),
            });
        }
    }
    cuts
}
