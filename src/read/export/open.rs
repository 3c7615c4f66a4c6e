//! Folds the open deals of one file into the open pipeline.

use crate::model::day::{Day, Span};
use crate::model::ledger::RowPlace;
use crate::model::money::Money;
use crate::model::open::{CLOSED_LATER, Due, Largest, Open, OpenDeal, OpenKey, OpenTally, Probability};
use crate::read::export::Rules;
use crate::read::export::created::Created;
use crate::read::export::deal::{Deal, Label};
use crate::read::export::deals::Deals;
use crate::read::export::lanes::{Lane, Lanes, Slot32};
use crate::read::export::names::Names;
use crate::read::export::open_tallies::{OpenTallies, Whole};
use crate::read::export::owners::Whose;

/// The open pipeline while a file, or a part of one, is read: numbers and dense tables here, names and order in
/// [`Open`].
pub struct OpenFold<'a> {
    names: &'a Names,
    as_of: Day,
    period: Span,
    silent_days: i32,
    /// By segment: what an open deal without an amount stands for.
    average_deals: Vec<Money>,
    lanes: Lanes,
    closed_later: u32,
    /// By the number of the stage's name.
    tallies: OpenTallies,
    created: Created,
    largest: Largest,
}

impl<'a> OpenFold<'a> {
    pub fn new(rules: &Rules, names: &'a Names) -> Self {
        OpenFold {
            names,
            as_of: rules.as_of,
            period: rules.period,
            silent_days: i32::try_from(rules.plan.alerts.silent_days).unwrap_or(i32::MAX),
            average_deals: rules.plan.segments.iter().map(|segment| segment.average_deal).collect(),
            lanes: Lanes::new(rules.plan),
            closed_later: names.stages.of(CLOSED_LATER),
            tallies: OpenTallies::default(),
            created: Created::new(rules.as_of),
            largest: Largest::default(),
        }
    }

    /// Adds a deal that was open on the as-of day and has closed since: only its creation is known of that day.
    pub fn closed_later(&mut self, rep: Slot32, segment: Slot32, created: Option<Day>) {
        self.count_created(rep, self.closed_later, created);
        let tally = self.tallies.of((self.lanes.of(rep, segment), self.closed_later, Due::Undated));
        tally.deals += 1;
        tally.without_amount += 1;
        tally.without_probability += 1;
    }

    /// Adds an open deal, in the row at `line` of `file`.
    pub fn add(&mut self, deal: &Deal, created: Option<Day>, place: (&str, u64), label: impl FnOnce() -> Label) {
        self.count_created(deal.owner.lead, deal.stage, created);
        self.count(deal);
        if deal.may_decide {
            self.may_keep(deal, created, place, label);
        }
    }

    /// Adds a deal to the sums of its kind, but for its creation.
    pub fn count(&mut self, deal: &Deal) {
        let segment = deal.place.segment;
        let due = Due::of(deal.closed, self.as_of, self.period);
        let is_silent = self.last_activity(deal).map(|day| self.is_silent(day));
        let tally = self.tallies.of((self.lanes.of(deal.owner.lead, segment), deal.stage, due));
        tally.deals += 1;
        tally.without_amount += i64::from(deal.amount.is_none());
        tally.without_probability += i64::from(deal.probability.is_none());
        tally.watched += i64::from(is_silent.is_some());
        tally.silent += i64::from(is_silent == Some(true));
        let amount = deal.amount.unwrap_or_default();
        if let Whose::Shared(sharers) = deal.owner.whose {
            for (rep, share) in self.names.sharers(sharers).shares(amount) {
                let key = (self.lanes.of(rep, segment), deal.stage, due);
                weigh(self.tallies.of(key), share, deal.probability);
            }
        } else {
            weigh(tally, amount, deal.probability);
        }
    }

    /// The same for one of some plain deals, which is one person's.
    #[inline(always)]
    pub fn count_plain(&mut self, deals: &Deals, at: usize, lane: Lane) {
        let last_activity = deals.last_activities[at].filter(|day| *day <= self.as_of);
        let deal = Whole {
            amount: deals.amounts[at],
            probability: deals.probabilities[at],
            is_silent: last_activity.map(|day| self.is_silent(day)),
        };
        let due = Due::of(Some(deals.closed[at]), self.as_of, self.period);
        self.tallies.add((lane, deals.standings[at].stage, due), &deal);
    }

    /// Adds the creation of those of some plain deals that are open.
    #[inline(never)]
    pub fn count_created_plain(&mut self, deals: &Deals) {
        for at in deals.open.rows() {
            self.created.add(deals.owners[at].lead, deals.standings[at].stage, deals.created[at], 1);
        }
    }

    /// Keeps a deal that may decide the period, if it is one of the largest.
    #[inline(never)]
    pub fn may_keep(
        &mut self,
        deal: &Deal,
        created: Option<Day>,
        (file, line): (&str, u64),
        label: impl FnOnce() -> Label,
    ) {
        let average = deal.place.segment().and_then(|segment| self.average_deals.get(segment)).copied();
        let effect = deal.amount.or(average).unwrap_or_default();
        if self.largest.admits(effect, (file, line)) {
            let place = RowPlace { file: file.to_owned(), line };
            self.keep(*deal, (created, self.last_activity(deal), effect), &label(), place);
        }
    }

    /// What is the least that a deal has to be worth to be kept, in minor units.
    #[inline]
    pub fn least(&self) -> i64 {
        self.largest.least().map_or(i64::MIN, |least| i64::try_from(least.minor()).unwrap_or(i64::MAX))
    }

    /// What was done after the as-of day does not tell whether the deal was silent on it.
    fn last_activity(&self, deal: &Deal) -> Option<Day> {
        deal.last_activity.filter(|day| *day <= self.as_of)
    }

    fn is_silent(&self, last_activity: Day) -> bool {
        self.as_of.days_since(last_activity) >= self.silent_days
    }

    /// Takes the deal as a value, so that none has to be in memory where it is not kept.
    #[cold]
    #[inline(never)]
    fn keep(
        &mut self,
        deal: Deal,
        (created, last_activity, effect): (Option<Day>, Option<Day>, Money),
        label: &Label,
        place: RowPlace,
    ) {
        self.largest.add(OpenDeal { created, last_activity, effect, ..self.named(&deal, label, place) });
    }

    fn count_created(&mut self, rep: Slot32, stage: u32, created: Option<Day>) {
        if let Some(day) = created {
            self.created.add(rep, stage, day, 1);
        }
    }

    #[cold]
    fn named(&self, deal: &Deal, label: &Label, place: RowPlace) -> OpenDeal {
        let stranger = match deal.owner.whose {
            Whose::Stranger(name) => Some(self.names.strangers.text(name).to_string()),
            Whose::Rep | Whose::Shared(_) => None,
        };
        OpenDeal {
            name: label.name.to_string(),
            account: label.account.to_string(),
            rep: deal.owner.slot(),
            stranger,
            segment: deal.place.segment(),
            stage: self.names.stages.text(deal.stage).to_string(),
            due: deal.closed,
            amount: deal.amount,
            probability: deal.probability,
            created: None,
            last_activity: None,
            effect: Money::ZERO,
            place,
        }
    }

    /// Adds the open deals of a later part of the file, in front of which there are `lines` lines.
    pub fn merge(&mut self, later: OpenFold, lines: u64) {
        self.tallies.merge(later.tallies);
        self.created.merge(later.created);
        for deal in later.largest.into_deals() {
            let place = RowPlace { line: deal.place.line + lines, ..deal.place };
            self.largest.add(OpenDeal { place, ..deal });
        }
    }

    /// Open deals by the number of their stage's name.
    pub fn by_stage(&self) -> Vec<u64> {
        let mut stages = Vec::new();
        for (stage, deals) in self.tallies.deals() {
            let stage = stage as usize;
            stages.resize(stages.len().max(stage + 1), 0);
            stages[stage] += deals;
        }
        stages
    }

    pub fn finish(self) -> Open {
        let stage = |number| self.names.stages.text(number).to_string();
        let tallies = self.tallies.into_all().into_iter().map(|((lane, number, due), tally)| {
            let (rep, segment) = self.lanes.slots(lane);
            (OpenKey { rep, segment, stage: stage(number), due }, tally)
        });
        let days = self.created.into_days();
        let created =
            days.chunk_by(|((rep, number, _), _), (next, _)| (*rep, *number) == (next.0, next.1)).map(|days| {
                let (rep, number, _) = days[0].0;
                ((rep, stage(number)), days.iter().map(|((_, _, day), deals)| (*day, *deals)).collect())
            });
        Open { tallies: tallies.collect(), created: created.collect(), largest: self.largest }
    }
}

fn weigh(tally: &mut OpenTally, amount: Money, probability: Option<Probability>) {
    tally.amount = tally.amount + amount;
    match probability {
        Some(p) => tally.weighted = tally.weighted.saturating_add(p.of(amount)),
        None => tally.amount_without_probability = tally.amount_without_probability + amount,
    }
}
