//! What a row of an activity export means.

use std::slice;

use crate::model::actuals::Slot;
use crate::model::day::Day;
use crate::model::number::half_even_whole;
use crate::model::plan::Plan;
use crate::read::export::amounts::AmountColumn;
use crate::read::export::closings::date;
use crate::read::export::fault::{Fault, Flaw};
use crate::read::export::fields::NOT_DONE;
use crate::read::export::footer::{is_group_total, is_sum, may_be_footer};
use crate::read::export::ignored::Ignored;
use crate::read::export::layout::{ActivityKind, ActivityLayout};
use crate::read::export::names::Names;
use crate::read::export::owners::{Owner, Owners};
use crate::read::export::row::Row;
use crate::read::export::segments::Matching;
use crate::read::export::steps::Steps;
use crate::text;

/// The activities of one owner and day that a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    pub owner: Owner,
    pub segment: Slot,
    pub day: Day,
    done: Done,
}

/// Steps, and how often each was done.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Done {
    One((usize, i64)),
    Several(Vec<(usize, i64)>),
}

impl Activity {
    /// The steps, and how often each was done.
    pub fn steps(&self) -> &[(usize, i64)] {
        match &self.done {
            Done::One(one) => slice::from_ref(one),
            Done::Several(several) => several,
        }
    }
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
            ActivityKind::Column(column) => Some(row.cell(column)),
            ActivityKind::File(kind) => Some(kind),
            ActivityKind::Steps(_) => None,
        };
        let step = kind.and_then(|kind| self.steps.of(kind));
        if kind.is_some() && step.is_none() {
            return Ok(Reading::Ignored(Ignored::NoStep, None));
        }
        // Where sums of others stand among the rows, the owner says so.
        let is_sum_of_others =
            |owner: &str| may_be_footer(owner.as_bytes()) && (is_sum(owner) || is_group_total(owner));
        if layout.owner.iter().any(|column| is_sum_of_others(row.cell(*column))) {
            return Ok(Reading::Ignored(Ignored::Footer, None));
        }
        let not_done = layout.done.is_some_and(|column| row.cell(column).is_empty() || is_open(row.cell(column)));
        if not_done || layout.status.iter().any(|column| is_open(row.cell(*column))) {
            return Ok(Reading::Ignored(Ignored::NotDone, step));
        }
        let Some(day) = date(row, Some(&mut layout.date))? else {
            return Err(Flaw::at(
                row,
                layout.date.heading,
                text!(en: "an activity without a date"; zh: "活动没有日期"),
            )
            .into());
        };
        let Some(done) = done(row, layout, step)? else { return Ok(Reading::Ignored(Ignored::NoCount, step)) };
        let segment = match (&layout.matched, self.only_segment) {
            (_, Some(only)) => Some(only),
            (Some(at), None) if self.by_segment => self.matching.place(row, at).segment(),
            _ => None,
        };
        let owner = self.owners.find(layout.owner.iter().map(|column| row.bytes(*column)));
        Ok(Reading::Activity(Activity { owner, segment, day, done }))
    }
}

/// What was done of the row's step, or of each that has a column; nothing where no count is filled.
fn done(row: &Row, layout: &mut ActivityLayout, step: Option<usize>) -> Result<Option<Done>, Fault> {
    let of_one = |count: Option<i64>| step.zip(count).map(Done::One);
    match (&mut layout.kind, &mut layout.count) {
        (ActivityKind::Steps(columns), _) => {
            let mut several = Vec::new();
            for (step, column) in columns {
                several.extend(count(row, column)?.map(|count| (*step, count)));
            }
            Ok(Some(Done::Several(several)).filter(|done| *done != Done::Several(Vec::new())))
        }
        (_, Some(column)) => count(row, column).map(of_one),
        (_, None) => Ok(of_one(Some(1))),
    }
}

/// How many activities a cell stands for; nothing where it is empty.
fn count(row: &Row, column: &mut AmountColumn) -> Result<Option<i64>, Fault> {
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
