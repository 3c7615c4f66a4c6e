//! The way there: plan and actual of the company's revenue, summed up day by day.

use crate::calc::decompose::quotas::Quotas;
use crate::model::actuals::Actuals;
use crate::model::day::{Day, Span};
use crate::model::metric::Metric;
use crate::model::plan::Plan;
use crate::model::timeline::Grain;

/// Spans longer than this many days are cut by month.
const WEEKLY: i32 = 190;

/// Minor units from the first day of the period to the end of `day`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub day: Day,
    pub plan: i128,
    /// Nothing after the as-of day.
    pub actual: Option<i128>,
}

/// One point at the end of each week of `span`, or of each month where it is long, and one on the as-of day.
///
/// The plan is what the reps carry: the last point has their quota of the span, that of `as_of` their plan to date.
pub fn series(plan: &Plan, quotas: &Quotas, actuals: &Actuals, span: Span, as_of: Day) -> Vec<Point> {
    let grain = if span.len_days() > WEEKLY { Grain::Month } else { Grain::Week };
    let mut days: Vec<Day> = plan.timeline.periods(grain, span).iter().map(|period| period.span.last()).collect();
    days.extend(Some(as_of).filter(|day| span.contains(*day)));
    days.sort();
    days.dedup();
    let starts = std::iter::once(span.first()).chain(days.iter().map(|day| day.next()));
    let parts: Vec<Span> = starts.zip(&days).filter_map(|(first, last)| Span::new(first, *last)).collect();
    let mut planned = vec![0; parts.len()];
    for (rep, segment) in quotas.grid().rows() {
        quotas.add_to(&mut planned, &parts, Metric::Revenue, rep, segment);
    }
    let won = won(actuals, span, &days);
    let (mut plan_sum, mut won_sum) = (0, 0);
    let point = |(day, (planned, won)): (Day, (i128, i128))| {
        plan_sum += planned;
        won_sum += won;
        Point { day, plan: plan_sum, actual: (day <= as_of).then_some(won_sum) }
    };
    days.iter().copied().zip(planned.into_iter().zip(won)).map(point).collect()
}

/// What was won in the parts of `span` that end on `ends`.
fn won(actuals: &Actuals, span: Span, ends: &[Day]) -> Vec<i128> {
    let mut sums = vec![0; ends.len()];
    for ((_, _, day), fact) in actuals.days.iter().filter(|((_, _, day), _)| span.contains(*day)) {
        if let Some(sum) = sums.get_mut(ends.partition_point(|end| *end < day)) {
            *sum += fact.revenue.minor();
        }
    }
    sums
}
