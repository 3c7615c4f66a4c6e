//! Folds the open deals of one file into the open pipeline.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::actuals::Slot;
use crate::model::day::Day;
use crate::model::ledger::RowPlace;
use crate::model::money::Money;
use crate::model::open::{CLOSED_LATER, Largest, Open, OpenDeal, OpenKey, OpenTally, Probability};
use crate::read::export::Rules;
use crate::read::export::deal::{Deal, Label};
use crate::read::export::hash::Map;
use crate::read::export::owners::{Owner, shares};

/// The open pipeline while a file is read: hash tables here, ordered ones in [`Open`].
pub struct OpenFold {
    as_of: Day,
    silent_days: i32,
    /// By segment: what an open deal without an amount stands for.
    average_deals: Vec<Money>,
    closed_later: Arc<str>,
    tallies: Map<(Slot, Slot, Arc<str>, Option<Day>), OpenTally>,
    created: Map<(Slot, Arc<str>, Day), i64>,
    largest: Largest,
}

impl OpenFold {
    pub fn new(rules: &Rules) -> Self {
        OpenFold {
            as_of: rules.as_of,
            silent_days: i32::try_from(rules.plan.alerts.silent_days).unwrap_or(i32::MAX),
            average_deals: rules.plan.segments.iter().map(|segment| segment.average_deal).collect(),
            closed_later: CLOSED_LATER.into(),
            tallies: Map::default(),
            created: Map::default(),
            largest: Largest::default(),
        }
    }

    /// Adds a deal that was open on the as-of day and has closed since: only its creation is known of that day.
    pub fn closed_later(&mut self, rep: Slot, segment: Slot, created: Option<Day>) {
        let stage = Arc::clone(&self.closed_later);
        self.count_created(rep, &stage, created);
        let tally = self.tallies.entry((rep, segment, stage, None)).or_default();
        tally.deals += 1;
        tally.without_amount += 1;
        tally.without_probability += 1;
    }

    /// Adds an open deal.
    pub fn add(&mut self, deal: &Deal, created: Option<Day>, file: &str, line: u64) {
        let (rep, segment) = (deal.owner.slot(), deal.place.segment);
        // What was done after the as-of day does not tell whether the deal was silent on it.
        let last_activity = deal.last_activity.filter(|day| *day <= self.as_of);
        self.count_created(rep, &deal.stage, created);
        let tally = self.tallies.entry((rep, segment, Arc::clone(&deal.stage), deal.closed)).or_default();
        tally.deals += 1;
        tally.without_amount += i64::from(deal.amount.is_none());
        tally.without_probability += i64::from(deal.probability.is_none());
        if let Some(day) = last_activity {
            tally.watched += 1;
            tally.silent += i64::from(self.as_of.days_since(day) >= self.silent_days);
        }
        for (rep, amount) in shares(&deal.owner, deal.amount.unwrap_or_default()) {
            let tally = self.tallies.entry((rep, segment, Arc::clone(&deal.stage), deal.closed)).or_default();
            tally.amount = tally.amount + amount;
            match deal.probability {
                Some(p) => tally.weighted = tally.weighted.saturating_add(weighted(amount, p)),
                None => tally.amount_without_probability = tally.amount_without_probability + amount,
            }
        }
        if let Some(label) = &deal.label {
            let average = segment.and_then(|segment| self.average_deals.get(segment)).copied();
            let effect = deal.amount.or(average).unwrap_or_default();
            if self.largest.admits(effect) {
                let place = RowPlace { file: file.to_owned(), line };
                self.largest.add(OpenDeal { created, last_activity, effect, ..named(deal, label, place) });
            }
        }
    }

    fn count_created(&mut self, rep: Slot, stage: &Arc<str>, created: Option<Day>) {
        if let Some(day) = created {
            *self.created.entry((rep, Arc::clone(stage), day)).or_default() += 1;
        }
    }

    pub fn finish(self) -> Open {
        let key = |(rep, segment, stage, due): (Slot, Slot, Arc<str>, Option<Day>)| OpenKey {
            rep,
            segment,
            stage: stage.to_string(),
            due,
        };
        let mut created: BTreeMap<(Slot, String), BTreeMap<Day, i64>> = BTreeMap::new();
        for ((rep, stage, day), deals) in self.created {
            *created.entry((rep, stage.to_string())).or_default().entry(day).or_default() += deals;
        }
        Open {
            tallies: self.tallies.into_iter().map(|(k, tally)| (key(k), tally)).collect(),
            created,
            largest: self.largest,
        }
    }
}

fn weighted(amount: Money, probability: Probability) -> i128 {
    amount.minor().saturating_mul(probability.ten_thousandths())
}

fn named(deal: &Deal, label: &Label, place: RowPlace) -> OpenDeal {
    let stranger = match &deal.owner {
        Owner::Stranger(name) => Some(name.to_string()),
        Owner::Rep(_) | Owner::Shared(_) => None,
    };
    OpenDeal {
        name: label.name.to_string(),
        account: label.account.to_string(),
        rep: deal.owner.slot(),
        stranger,
        segment: deal.place.segment,
        stage: deal.stage.to_string(),
        due: deal.closed,
        amount: deal.amount,
        probability: deal.probability,
        created: None,
        last_activity: None,
        effect: Money::ZERO,
        place,
    }
}
