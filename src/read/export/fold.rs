//! Folds deals and activities of one file into facts.

use std::collections::BTreeMap;

use crate::model::actuals::{Actuals, OpenTally, Slot};
use crate::model::day::Day;
use crate::model::ledger::{Ledger, PLACES, Reject, Remark, RowPlace};
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::model::text::Text;
use crate::read::export::activity::Activity;
use crate::read::export::deal::Deal;
use crate::read::export::hash::Map;
use crate::read::export::names::Names;
use crate::read::export::owners::Owner;
use crate::read::export::stages::{CLOSED_LATER, Outcome};
use crate::read::export::tallies::{Lane, Lanes, Tallies};
use crate::text;

/// Facts while a file, or a part of one, is read: numbers and dense tables here, names and order in [`Actuals`].
pub struct Fold<'a> {
    file: &'a str,
    as_of: Day,
    opportunities: Option<usize>,
    lanes: Lanes,
    days: Tallies,
    /// By the number of the stage's name.
    open: Map<(Lane, u32), OpenTally>,
    closed_later: u32,
    secured: BTreeMap<Day, Money>,
    seen: Vec<u64>,
    /// Rows by the number of their owner's name.
    strangers: Vec<u64>,
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
            Ignored::Blank => text!(en: "all cells are empty"; zh: "整行为空"),
            Ignored::Footer => text!(en: "a total or a footer of the report"; zh: "报表的合计或页脚"),
            Ignored::RepeatedHeading => text!(en: "the heading row once more"; zh: "重复的表头"),
            Ignored::Void => text!(en: "the deal is void"; zh: "商机无效或作废"),
            Ignored::Duplicate => text!(en: "the same deal with the same fields once more"; zh: "完全相同的重复商机"),
            Ignored::Combined => text!(en: "left out by `--on-duplicate`"; zh: "因 `--on-duplicate` 略去"),
            Ignored::NoStep => text!(en: "the type is no step of the plan"; zh: "类型不是计划的环节"),
            Ignored::NotDone => text!(en: "the task is not done"; zh: "任务未完成"),
            Ignored::NoCount => text!(en: "the count is empty"; zh: "次数为空"),
        }
    }

    fn remark(self) -> Option<Remark> {
        match self {
            Ignored::Duplicate => Some(Remark::Duplicate),
            Ignored::Combined => Some(Remark::Combined),
            Ignored::NoStep => Some(Remark::ActivityOfNoStep),
            Ignored::NotDone => Some(Remark::ActivityNotDone),
            Ignored::Blank | Ignored::Footer | Ignored::RepeatedHeading | Ignored::Void | Ignored::NoCount => None,
        }
    }
}

impl<'a> Fold<'a> {
    pub fn new(file: &'a str, plan: &Plan, as_of: Day, names: &Names) -> Self {
        let steps = plan.funnel.steps().len();
        Fold {
            file,
            as_of,
            opportunities: plan.funnel.opportunities(),
            lanes: Lanes::new(plan),
            days: Tallies::new(as_of, steps),
            open: Map::default(),
            closed_later: names.stages.of(CLOSED_LATER),
            secured: BTreeMap::new(),
            seen: vec![0; steps],
            strangers: Vec::new(),
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
        let lane = self.lane(deal.owner, deal.place.segment);
        match created {
            Some(day) => {
                if let Some(step) = self.opportunities {
                    self.days.step(lane, day, step, 1);
                }
            }
            None => self.remark(Remark::WithoutCreatedDate, line),
        }
        match deal.outcome {
            _ if closed_later => self.open(lane, self.closed_later, None),
            Outcome::Won => {
                if let Some(day) = deal.closed {
                    self.days.won(lane, day, deal.amount.unwrap_or_default());
                }
            }
            Outcome::Open => {
                if deal.amount.is_none() {
                    self.remark(Remark::OpenWithoutAmount, line);
                }
                if deal.closed.is_none() {
                    self.remark(Remark::OpenWithoutDate, line);
                }
                self.open(lane, deal.stage, deal.amount);
            }
            Outcome::Lost | Outcome::Void => {}
        }
    }

    /// Adds an activity; one after the as-of day is no fact yet.
    pub fn activity(&mut self, activity: &Activity, line: u64) {
        if activity.day > self.as_of {
            return self.remark(Remark::ActivityAfterAsOf, line);
        }
        let lane = self.lane(activity.owner, activity.segment);
        self.days.step(lane, activity.day, activity.step, activity.count);
    }

    /// The exports hold a row of this step.
    pub fn saw(&mut self, step: usize) {
        if let Some(rows) = self.seen.get_mut(step) {
            *rows += 1;
        }
    }

    fn open(&mut self, lane: Lane, stage: u32, amount: Option<Money>) {
        let tally = self.open.entry((lane, stage)).or_default();
        tally.deals += 1;
        tally.amount = tally.amount + amount.unwrap_or_default();
        tally.without_amount += i64::from(amount.is_none());
    }

    fn lane(&mut self, owner: Owner, segment: Slot) -> Lane {
        if let Owner::Stranger(name) = owner {
            add(&mut self.strangers, name as usize, 1);
        }
        self.lanes.of(owner.slot(), segment)
    }

    /// Adds what the rows of a later part of the file gave, in front of which there are `lines` lines.
    pub fn merge(&mut self, later: Fold, lines: u64) {
        self.days.merge(&later.days);
        for (key, tally) in later.open {
            let sum = self.open.entry(key).or_default();
            sum.deals += tally.deals;
            sum.amount = sum.amount + tally.amount;
            sum.without_amount += tally.without_amount;
        }
        for (day, amount) in later.secured {
            let sum = self.secured.entry(day).or_default();
            *sum = *sum + amount;
        }
        later.seen.iter().enumerate().for_each(|(step, rows)| add(&mut self.seen, step, *rows));
        later.strangers.iter().enumerate().for_each(|(name, rows)| add(&mut self.strangers, name, *rows));
        self.read += later.read;
        self.used += later.used;
        for (why, rows) in later.ignored {
            *self.ignored.entry(why).or_default() += rows;
        }
        self.rejects.extend(later.rejects.into_iter().map(|mut reject| {
            reject.place.line += lines;
            reject
        }));
        for (remark, (rows, places)) in later.remarks {
            let (sum, kept) = self.remarks.entry(remark).or_default();
            *sum += rows;
            kept.extend(places.into_iter().map(|line| line + lines));
            kept.sort_unstable();
            kept.truncate(PLACES);
        }
    }

    pub fn finish(self, names: &Names) -> Actuals {
        let place = |line| RowPlace { file: self.file.to_owned(), line };
        let open = self.open.into_iter().map(|((lane, stage), tally)| {
            let (rep, segment) = self.lanes.slots(lane);
            ((rep, segment, names.stages.text(stage).to_string()), tally)
        });
        let strangers = (0..).zip(self.strangers).filter(|(_, rows)| *rows > 0);
        let remarks = self.remarks.into_iter();
        Actuals {
            days: self.days.finish(self.lanes),
            open: open.collect(),
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
                strangers: strangers.map(|(name, rows)| (names.strangers.text(name).to_string(), rows)).collect(),
            },
        }
    }
}

fn add(sums: &mut Vec<u64>, at: usize, rows: u64) {
    if sums.len() <= at {
        sums.resize(at + 1, 0);
    }
    sums[at] += rows;
}
