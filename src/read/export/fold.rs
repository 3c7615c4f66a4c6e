//! Folds deals and activities of one file into facts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::actuals::{Actuals, Slot, Tally};
use crate::model::day::Day;
use crate::model::ledger::{FileRows, Ledger, PLACES, Reject, Remark, RowPlace};
use crate::model::money::Money;
use crate::model::text::Text;
use crate::read::export::Rules;
use crate::read::export::activity::Activity;
use crate::read::export::deal::Deal;
use crate::read::export::hash::Map;
use crate::read::export::open::OpenFold;
use crate::read::export::owners::{Owner, shares};
use crate::read::export::stages::Outcome;
use crate::text;

/// Facts while a file is read: hash tables here, ordered ones in [`Actuals`].
pub struct Fold<'a> {
    file: &'a str,
    as_of: Day,
    steps: usize,
    opportunities: Option<usize>,
    days: Map<(Slot, Slot, Day), Tally>,
    open: OpenFold,
    secured: BTreeMap<Day, Money>,
    seen: Vec<u64>,
    strangers: Map<Arc<str>, u64>,
    /// Stages without a known meaning of deals that look closed.
    pub unclear: BTreeMap<Arc<str>, u64>,
    read: u64,
    used: u64,
    ignored: BTreeMap<Ignored, u64>,
    rejects: Vec<Reject>,
    /// How many rows, and the lines of the first of them.
    remarks: BTreeMap<Remark, (u64, Vec<u64>)>,
}

/// Why a row is left out although nothing is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ignored {
    AboveHeadings,
    Blank,
    Footer,
    RepeatedHeading,
    Void,
    Duplicate,
    Combined,
    NoStep,
    NotDone,
    NoCount,
}

impl Ignored {
    fn reason(self) -> Text {
        match self {
            Ignored::AboveHeadings => text!(en: "above the heading row"; zh: "在表头之上"),
            Ignored::Blank => text!(en: "empty row"; zh: "整行为空"),
            Ignored::Footer => text!(en: "total or footer of a report"; zh: "报表的合计或页脚"),
            Ignored::RepeatedHeading => text!(en: "repeated heading row"; zh: "重复的表头"),
            Ignored::Void => text!(en: "void deal"; zh: "商机无效或作废"),
            Ignored::Duplicate => text!(en: "repeated deal"; zh: "完全相同的重复商机"),
            Ignored::Combined => text!(en: "left out by `--on-duplicate`"; zh: "因 `--on-duplicate` 略去"),
            Ignored::NoStep => text!(en: "type is no step of the plan"; zh: "类型不是计划的环节"),
            Ignored::NotDone => text!(en: "task not done"; zh: "任务未完成"),
            Ignored::NoCount => text!(en: "empty count"; zh: "次数为空"),
        }
    }

    fn remark(self) -> Option<Remark> {
        match self {
            Ignored::Duplicate => Some(Remark::Duplicate),
            Ignored::Combined => Some(Remark::Combined),
            Ignored::NoStep => Some(Remark::ActivityOfNoStep),
            Ignored::NotDone => Some(Remark::ActivityNotDone),
            Ignored::AboveHeadings
            | Ignored::Blank
            | Ignored::Footer
            | Ignored::RepeatedHeading
            | Ignored::Void
            | Ignored::NoCount => None,
        }
    }
}

impl<'a> Fold<'a> {
    pub fn new(file: &'a str, rules: &Rules) -> Self {
        let (plan, as_of) = (rules.plan, rules.as_of);
        let steps = plan.funnel.steps().len();
        Fold {
            file,
            as_of,
            steps,
            opportunities: plan.funnel.opportunities(),
            days: Map::default(),
            open: OpenFold::new(rules),
            secured: BTreeMap::new(),
            seen: vec![0; steps],
            strangers: Map::default(),
            unclear: BTreeMap::new(),
            read: 0,
            used: 0,
            ignored: BTreeMap::new(),
            rejects: Vec::new(),
            remarks: BTreeMap::new(),
        }
    }

    /// Counts a row that was read; it has to be used, ignored or rejected as well.
    pub fn count(&mut self) {
        self.read += 1;
    }

    /// Rows used so far.
    pub fn rows_used(&self) -> u64 {
        self.used
    }

    pub fn used(&mut self) {
        self.used += 1;
    }

    pub fn ignore(&mut self, why: Ignored, line: u64) {
        *self.ignored.entry(why).or_default() += 1;
        if let Some(remark) = why.remark() {
            self.remark(remark, line);
        }
    }

    pub fn reject(&mut self, line: u64, column: &str, value: String, reason: Text, row: String) {
        let place = RowPlace { file: self.file.to_owned(), line };
        self.rejects.push(Reject { place, column: column.to_owned(), value, reason, row });
    }

    pub fn remark(&mut self, remark: Remark, line: u64) {
        let (rows, lines) = self.remarks.entry(remark).or_default();
        *rows += 1;
        if lines.len() < PLACES || lines.last().is_some_and(|last| line < *last) {
            lines.push(line);
            lines.sort_unstable();
            lines.truncate(PLACES);
        }
    }

    /// Adds what is known of a deal on the as-of day.
    pub fn deal(&mut self, deal: &Deal, line: u64) {
        if deal.unclear {
            self.remark(Remark::UnclearStage, line);
            *self.unclear.entry(Arc::clone(&deal.stage)).or_default() += 1;
        }
        let closed_on = deal.closed.filter(|_| deal.outcome != Outcome::Open);
        let backwards = deal.created.zip(closed_on).filter(|(created, closed)| created > closed);
        let created = backwards.map_or(deal.created, |(_, closed)| Some(closed));
        if backwards.is_some() {
            self.remark(Remark::CreatedAfterClosed, line);
        }
        if created.is_some_and(|day| day > self.as_of) {
            return self.remark(Remark::CreatedAfterAsOf, line);
        }
        let closed_later = closed_on.is_some_and(|day| day > self.as_of);
        for (applies, remark) in [
            (deal.contradiction, Remark::StatusAgainstStage),
            (deal.converted, Remark::Converted),
            (closed_later, Remark::ClosedAfterAsOf),
        ] {
            if applies {
                self.remark(remark, line);
            }
        }
        if deal.place.secured {
            if let (Outcome::Won, false, Some(day), Some(amount)) =
                (deal.outcome, closed_later, deal.closed, deal.amount)
            {
                let sum = self.secured.entry(day).or_default();
                *sum = *sum + amount;
            }
            return;
        }
        let (rep, segment) = (self.rep(&deal.owner), deal.place.segment);
        match created {
            Some(day) => {
                if let Some(step) = self.opportunities {
                    self.step((rep, segment, day), step, 1);
                }
            }
            None => self.remark(Remark::WithoutCreatedDate, line),
        }
        match deal.outcome {
            _ if closed_later => self.open.closed_later(rep, segment, created),
            Outcome::Won => {
                if let Some(day) = deal.closed {
                    self.days.entry((rep, segment, day)).or_default().deals += 1;
                    for (rep, share) in shares(&deal.owner, deal.amount.unwrap_or_default()) {
                        let tally = self.days.entry((rep, segment, day)).or_default();
                        tally.revenue = tally.revenue + share;
                    }
                }
            }
            Outcome::Open => {
                if deal.amount.is_none() {
                    self.remark(Remark::OpenWithoutAmount, line);
                }
                if deal.closed.is_none() {
                    self.remark(Remark::OpenWithoutDate, line);
                }
                self.open.add(deal, created, self.file, line);
            }
            Outcome::Lost | Outcome::Void => {}
        }
    }

    /// Adds an activity; one after the as-of day is no fact yet.
    pub fn activity(&mut self, activity: &Activity, line: u64) {
        if activity.day > self.as_of {
            return self.remark(Remark::ActivityAfterAsOf, line);
        }
        let rep = self.rep(&activity.owner);
        self.step((rep, activity.segment, activity.day), activity.step, activity.count);
    }

    /// The exports hold a row of this step.
    pub fn saw(&mut self, step: usize) {
        if let Some(rows) = self.seen.get_mut(step) {
            *rows += 1;
        }
    }

    fn step(&mut self, key: (Slot, Slot, Day), step: usize, count: i64) {
        let tally = self.days.entry(key).or_default();
        if tally.steps.is_empty() {
            tally.steps.resize(self.steps, 0);
        }
        if let Some(sum) = tally.steps.get_mut(step) {
            *sum += count;
        }
    }

    fn rep(&mut self, owner: &Owner) -> Slot {
        match owner {
            Owner::Stranger(name) => *self.strangers.entry(Arc::clone(name)).or_default() += 1,
            Owner::Shared(owners) => {
                for owner in owners.iter() {
                    self.rep(owner);
                }
            }
            Owner::Rep(_) => {}
        }
        owner.slot()
    }

    pub fn finish(self) -> Actuals {
        let place = |line| RowPlace { file: self.file.to_owned(), line };
        let mut days = self.days;
        for tally in days.values_mut() {
            tally.steps.resize(self.steps, 0);
        }
        let remarks = self.remarks.into_iter();
        Actuals {
            days: days.into_iter().collect(),
            open: self.open.finish(),
            secured: self.secured,
            seen: self.seen,
            created_known: false,
            activities_by_segment: false,
            ledger: Ledger {
                read: self.read,
                used: self.used,
                ignored: self.ignored.into_iter().map(|(why, rows)| (why.reason(), rows)).collect(),
                rejects: self.rejects.into_iter().collect(),
                remarks: remarks
                    .map(|(remark, (rows, lines))| (remark, (rows, lines.into_iter().map(place).collect())))
                    .collect(),
                strangers: self.strangers.into_iter().map(|(name, rows)| (name.to_string(), rows)).collect(),
                files: BTreeMap::from([(self.file.to_owned(), FileRows { read: self.read, used: self.used })]),
            },
        }
    }
}
