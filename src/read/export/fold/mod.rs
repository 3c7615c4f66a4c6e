//! Folds deals and activities of one file into facts.

mod plain;

use std::collections::BTreeMap;

use crate::model::actuals::Actuals;
use crate::model::day::Day;
use crate::model::ledger::{Ledger, Remark};
use crate::model::money::Money;
use crate::model::open::Probability;
use crate::read::export::Rules;
use crate::read::export::account::Account;
use crate::read::export::activity::Activity;
use crate::read::export::currencies::Taken;
use crate::read::export::deal::{Deal, Judged, Label};
use crate::read::export::lanes::{Lane, Lanes};
use crate::read::export::names::Names;
use crate::read::export::open::OpenFold;
use crate::read::export::owners::{Owner, Whose};
use crate::read::export::segments::Place;
use crate::read::export::stages::Outcome;
use crate::read::export::tallies::Tallies;

/// Facts while a file, or a part of one, is read: numbers and dense tables here, names and order in [`Actuals`].
pub struct Fold<'a> {
    names: &'a Names,
    as_of: Day,
    lanes: Lanes,
    days: Tallies,
    open: OpenFold<'a>,
    secured: BTreeMap<Day, Money>,
    seen: Vec<u64>,
    /// Rows by the number of their owner's name.
    strangers: Vec<u64>,
    /// Deals that look closed by the number of their stage's name, which has no known meaning.
    unclear: Vec<u64>,
    /// Deals that should have closed, likewise, and whether any deal of the file is won.
    past: Vec<u64>,
    knows_won: bool,
    pub account: Account<'a>,
}

impl<'a> Fold<'a> {
    pub fn new(file: &'a str, rules: &Rules, names: &'a Names) -> Self {
        let (plan, as_of) = (rules.plan, rules.as_of);
        let steps = plan.funnel.steps().len();
        Fold {
            names,
            as_of,
            lanes: Lanes::new(plan),
            days: Tallies::new(as_of, steps, plan.funnel.opportunities()),
            open: OpenFold::new(rules, names),
            secured: BTreeMap::new(),
            seen: vec![0; steps],
            strangers: Vec::new(),
            unclear: Vec::new(),
            past: Vec::new(),
            knows_won: false,
            account: Account::new(file),
        }
    }

    /// Stages without a known meaning, with the deals that look closed in each; nothing where these are few.
    pub fn unclear(&self) -> Option<BTreeMap<String, u64>> {
        // A few such rows are somebody's slip and are noted; many are a word for won or lost that nobody has told us.
        let stages = |rows| by_name(rows, |number| self.names.stages.text(number).to_string());
        let (unclear, past): (u64, u64) = (self.unclear.iter().sum(), self.past.iter().sum());
        if unclear > FEW_UNCLEAR.max(self.account.used / 100) {
            return Some(stages(&self.unclear));
        }
        // Some deals of a pipeline are overdue. Most of them, and none won, means words that nobody has told us; but without
        // an as-of day every date is past.
        (self.as_of != Day::LAST && !self.knows_won && past > FEW_UNCLEAR && past > self.account.used / 2)
            .then(|| stages(&self.past))
    }

    /// Adds what is known of a deal on the as-of day; `label` is asked for where the deal may be kept by name.
    pub fn deal(&mut self, deal: &Deal, line: u64, label: impl FnOnce() -> Label) {
        match deal.judged {
            Judged::Plainly => {}
            Judged::ByProbability => self.account.remark(Remark::ByProbability, line),
            Judged::Unclear => {
                self.account.remark(Remark::UnclearStage, line);
                add(&mut self.unclear, deal.stage as usize, 1);
            }
        }
        if deal.odd_probability {
            self.account.remark(Remark::OddProbability, line);
        }
        let credited;
        let deal = match deal.share.filter(|share| !share.is_whole()) {
            None => deal,
            Some(_) => {
                self.account.remark(Remark::SharesNotWhole, line);
                credited = Deal { amount: deal.credit(), ..*deal };
                &credited
            }
        };
        self.note_outcome(deal, line);
        let closed_on = deal.closed.filter(|_| deal.outcome != Outcome::Open);
        let backwards = deal.created.zip(closed_on).filter(|(created, closed)| created > closed);
        let created = backwards.map_or(deal.created, |(_, closed)| Some(closed));
        if backwards.is_some() {
            self.account.remark(Remark::CreatedAfterClosed, line);
        }
        if created.is_some_and(|day| day > self.as_of) {
            return self.account.remark(Remark::CreatedAfterAsOf, line);
        }
        let closed_later = closed_on.is_some_and(|day| day > self.as_of);
        if deal.contradiction || deal.taken != Taken::AsWritten || closed_later {
            self.remark_on(deal, closed_later, line);
        }
        if deal.place.is_secured() {
            if let (Outcome::Won, false, Some(day), Some(amount)) =
                (deal.outcome, closed_later, deal.closed, deal.amount)
            {
                let sum = self.secured.entry(day).or_default();
                *sum = *sum + amount;
            }
            return;
        }
        self.count(deal, created, closed_later, line, label);
    }

    /// Notes what speaks against a deal of an unknown stage being as open as it was taken for.
    fn note_outcome(&mut self, deal: &Deal, line: u64) {
        self.knows_won |= deal.outcome == Outcome::Won;
        if !deal.known {
            self.note_unknown(
                deal.stage,
                deal.closed,
                deal.probability.filter(|_| deal.judged == Judged::Plainly),
                line,
            );
        }
    }

    #[inline(always)]
    fn note_unknown(&mut self, stage: u32, closed: Option<Day>, probability: Option<Probability>, line: u64) {
        // Somebody who gives it a chance has not closed it.
        let has_chance =
            probability.is_some_and(|chance| (1..Probability::CERTAIN).contains(&chance.ten_thousandths()));
        if closed.is_some_and(|day| day < self.as_of) && !has_chance {
            add(&mut self.past, stage as usize, 1);
        }
        // It may be a formality away from it: nothing that would forbid the file.
        if probability.is_some_and(Probability::is_certain) {
            self.account.remark(Remark::UnclearStage, line);
        }
    }

    #[inline(always)]
    fn count(
        &mut self,
        deal: &Deal,
        created: Option<Day>,
        closed_later: bool,
        line: u64,
        label: impl FnOnce() -> Label,
    ) {
        self.note_owner(deal.owner);
        let (rep, segment) = (deal.owner.lead, deal.place.segment);
        let lane = self.lanes.of(rep, segment);
        match created {
            Some(day) => self.days.created(lane, day),
            None => self.account.remark(Remark::WithoutCreatedDate, line),
        }
        match deal.outcome {
            _ if closed_later => self.open.closed_later(rep, segment, created),
            Outcome::Won => {
                if let Some(day) = deal.closed {
                    self.won(deal, lane, day);
                }
            }
            Outcome::Open => {
                if deal.amount.is_none() {
                    self.account.remark(Remark::OpenWithoutAmount, line);
                }
                if deal.closed.is_none() {
                    self.account.remark(Remark::OpenWithoutDate, line);
                }
                self.open.add(deal, created, self.account.place(line), label);
            }
            Outcome::Lost | Outcome::Void => {}
        }
    }

    #[cold]
    fn remark_on(&mut self, deal: &Deal, closed_later: bool, line: u64) {
        for (applies, remark) in [
            (deal.contradiction, Remark::StatusAgainstStage),
            (deal.taken == Taken::Converted, Remark::Converted),
            (deal.taken == Taken::Rounded, Remark::Rounded),
            (closed_later, Remark::ClosedAfterAsOf),
        ] {
            if applies {
                self.account.remark(remark, line);
            }
        }
    }

    #[inline(always)]
    fn won(&mut self, deal: &Deal, lane: Lane, day: Day) {
        let amount = deal.amount.unwrap_or_default();
        let Whose::Shared(sharers) = deal.owner.whose else { return self.days.won(lane, day, amount) };
        self.won_together(deal.place, sharers, (lane, day), amount);
    }

    #[cold]
    fn won_together(&mut self, place: Place, sharers: u32, (lane, day): (Lane, Day), amount: Money) {
        self.days.won(lane, day, Money::ZERO);
        for (rep, share) in self.names.sharers(sharers).shares(amount) {
            self.days.revenue(self.lanes.of(rep, place.segment), day, share);
        }
    }

    /// Adds an activity; one after the as-of day is no fact yet.
    pub fn activity(&mut self, activity: &Activity, line: u64) {
        if activity.day > self.as_of {
            return self.account.remark(Remark::ActivityAfterAsOf, line);
        }
        self.note_owner(activity.owner);
        let lane = self.lanes.of(activity.owner.lead, activity.segment);
        activity.steps().iter().for_each(|(step, count)| self.days.step(lane, activity.day, *step, *count));
    }

    /// The exports hold a row of this step.
    pub fn saw(&mut self, step: usize) {
        if let Some(rows) = self.seen.get_mut(step) {
            *rows += 1;
        }
    }

    /// Counts the rows of owners that are no rep.
    #[inline(always)]
    fn note_owner(&mut self, owner: Owner) {
        if owner.whose != Whose::Rep {
            self.note_others(owner);
        }
    }

    #[inline(never)]
    fn note_others(&mut self, owner: Owner) {
        match owner.whose {
            Whose::Rep => {}
            Whose::Stranger(name) => add(&mut self.strangers, name as usize, 1),
            Whose::Shared(sharers) => {
                self.names.sharers(sharers).0.iter().for_each(|(owner, _)| self.note_owner(*owner));
            }
        }
    }

    /// Adds what the rows of a later part of the file gave, in front of which there are `lines` lines.
    pub fn merge(&mut self, later: Fold, lines: u64) {
        self.days.merge(later.days);
        self.open.merge(later.open, lines);
        for (day, amount) in later.secured {
            let sum = self.secured.entry(day).or_default();
            *sum = *sum + amount;
        }
        for (ours, later) in [
            (&mut self.seen, later.seen),
            (&mut self.strangers, later.strangers),
            (&mut self.unclear, later.unclear),
            (&mut self.past, later.past),
        ] {
            later.into_iter().enumerate().for_each(|(at, rows)| add(ours, at, rows));
        }
        self.knows_won |= later.knows_won;
        self.account.merge(later.account, lines);
    }

    /// Stages without a known meaning of which every deal should have closed, with their deals. Where others are won, a few
    /// such deals are but overdue.
    fn late(&self) -> BTreeMap<String, u64> {
        let few = if self.knows_won { FEW_UNCLEAR } else { 0 };
        let mut late = self.open.by_stage();
        late.resize(self.past.len(), 0);
        late.iter_mut()
            .zip(&self.past)
            .for_each(|(open, past)| *open = if past >= open && *open > few { *open } else { 0 });
        by_name(&late, |number| self.names.stages.text(number).to_string())
    }

    pub fn finish(self) -> Actuals {
        let late = if self.as_of == Day::LAST { BTreeMap::new() } else { self.late() };
        let strangers = by_name(&self.strangers, |number| self.names.strangers.text(number).to_string());
        Actuals {
            days: self.days.finish(self.lanes),
            open: self.open.finish(),
            secured: self.secured,
            seen: self.seen,
            created_known: false,
            activities_by_segment: false,
            ledger: Ledger { strangers, late, ..self.account.into_ledger() },
        }
    }
}

/// Deals with a stage of no known meaning that look closed, before they are an error.
const FEW_UNCLEAR: u64 = 3;

#[inline]
fn add(sums: &mut Vec<u64>, at: usize, rows: u64) {
    match sums.get_mut(at) {
        Some(sum) => *sum += rows,
        None => add_new(sums, at, rows),
    }
}

#[cold]
fn add_new(sums: &mut Vec<u64>, at: usize, rows: u64) {
    sums.resize(at, 0);
    sums.push(rows);
}

fn by_name(rows: &[u64], name: impl Fn(u32) -> String) -> BTreeMap<String, u64> {
    (0..).zip(rows).filter(|(_, rows)| **rows > 0).map(|(number, rows)| (name(number), *rows)).collect()
}
