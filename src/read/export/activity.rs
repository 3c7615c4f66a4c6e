//! What a row of an activity export means.

use crate::model::actuals::Slot;
use crate::model::day::Day;
use crate::model::number::half_even_whole;
use crate::model::plan::Plan;
use crate::read::export::closings::date;
use crate::read::export::fault::{Fault, Flaw};
use crate::read::export::fields::NOT_DONE;
use crate::read::export::ignored::Ignored;
use crate::read::export::layout::{ActivityKind, ActivityLayout};
use crate::read::export::names::Names;
use crate::read::export::owners::{Owner, Owners};
use crate::read::export::row::Row;
use crate::read::export::segments::Matching;
use crate::read::export::steps::Steps;
use crate::text;

/// One or several activities of one owner, day and step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    pub owner: Owner,
    pub segment: Slot,
    pub step: usize,
    pub day: Day,
    pub count: i64,
}

/// What a row turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    Activity(Activity),
    /// Of a step, if it is of one, but nothing that was done.
    Ignored(Ignored, Option<usize>),
}

/// What the plan knows that gives a row its meaning.
pub struct ActivitySense<'a> {
    owners: Owners<'a>,
    steps: Steps,
    pub matching: Matching<'a>,
    /// Whether every activity export tells the segments apart.
    pub by_segment: bool,
    /// The segment of a plan that has just one.
    only_segment: Slot,
}

impl<'a> ActivitySense<'a> {
    pub fn new(plan: &'a Plan, names: &'a Names) -> Self {
        ActivitySense {
            owners: Owners::new(plan, names),
            steps: Steps::new(&plan.funnel),
            matching: Matching::of_activities(plan),
            by_segment: false,
            only_segment: (plan.segments.len() == 1).then_some(0),
        }
    }

    /// The step that a type counts as.
    pub fn step_of(&mut self, kind: &str) -> Option<usize> {
        self.steps.of(kind)
    }

    /// # Errors
    /// [`Fault`] where the date or the count cannot be read.
    pub fn read(&mut self, row: &Row, layout: &mut ActivityLayout) -> Result<Reading, Fault> {
        let kind = match layout.kind {
            ActivityKind::Column(column) => row.cell(column),
            ActivityKind::File(kind) => kind,
        };
        let Some(step) = self.steps.of(kind) else { return Ok(Reading::Ignored(Ignored::NoStep, None)) };
        let not_done = layout.done.is_some_and(|column| row.cell(column).is_empty() || is_open(row.cell(column)));
        if not_done || layout.status.is_some_and(|column| is_open(row.cell(column))) {
            return Ok(Reading::Ignored(Ignored::NotDone, Some(step)));
        }
        let Some(day) = date(row, Some(&mut layout.date))? else {
            return Err(Flaw::at(
                row,
                layout.date.heading,
                text!(en: "an activity without a date"; zh: "活动没有日期"),
            )
            .into());
        };
        let Some(count) = count(row, layout)? else { return Ok(Reading::Ignored(Ignored::NoCount, Some(step))) };
        let segment = match (&layout.matched, self.only_segment) {
            (_, Some(only)) => Some(only),
            (Some(at), None) if self.by_segment => self.matching.place(row, at).segment(),
            _ => None,
        };
        let owner = self.owners.find(layout.owner.iter().map(|column| row.bytes(*column)));
        Ok(Reading::Activity(Activity { owner, segment, step, day, count }))
    }
}

/// How many activities the row stands for; nothing where its count is empty.
fn count(row: &Row, layout: &mut ActivityLayout) -> Result<Option<i64>, Fault> {
    let Some(column) = &mut layout.count else { return Ok(Some(1)) };
    let read = column.of(row).map_err(|bad| Fault::of_amount(bad, row, column));
    let Some(amount) = read? else { return Ok(None) };
    let whole = amount.value.is_integer().then(|| half_even_whole(amount.value)).flatten();
    let count = whole.and_then(|n| i64::try_from(n).ok()).filter(|n| (0..=1_000_000_000).contains(n));
    let reason = || text!(en: "not a whole number of activities"; zh: "不是整数次数");
    count.map(Some).ok_or_else(|| Flaw::at(row, column.heading, reason()).into())
}

/// Whether a task with this status is still to be done. Other words, such as the result of a call, say that it was.
fn is_open(status: &str) -> bool {
    NOT_DONE.iter().any(|word| word.eq_ignore_ascii_case(status))
}
