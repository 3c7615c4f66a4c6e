//! The open pipeline on the as-of day, folded: enough to answer for the period of a review without holding its deals.

use std::collections::BTreeMap;

use crate::model::actuals::Slot;
use crate::model::day::{Day, Span};
use crate::model::ledger::RowPlace;
use crate::model::money::Money;

/// The stage of open deals that name none.
pub const NO_STAGE: &str = "(no stage)";
/// The stage of deals that were open on the as-of day and are closed in the export.
pub const CLOSED_LATER: &str = "(closed later)";

/// A chance to win in ten-thousandths: 0 to 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Probability(u16);

impl Probability {
    pub const CERTAIN: u16 = 10_000;

    /// Nothing above certainty.
    pub fn new(ten_thousandths: u16) -> Option<Self> {
        (ten_thousandths <= Self::CERTAIN).then_some(Probability(ten_thousandths))
    }

    pub fn is_certain(self) -> bool {
        self.0 == Self::CERTAIN
    }

    pub fn ten_thousandths(self) -> u16 {
        self.0
    }

    /// An amount times the probability, in ten-thousandths of a minor unit. Most amounts are small enough to be multiplied in
    /// one step.
    #[inline]
    pub fn of(self, amount: Money) -> i128 {
        match i64::try_from(amount.minor()) {
            Ok(minor) => i128::from(minor) * i128::from(self.0),
            Err(_) => amount.minor().saturating_mul(self.0.into()),
        }
    }
}

/// Where an open deal stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenKey {
    pub rep: Slot,
    pub segment: Slot,
    /// As written.
    pub stage: String,
    pub due: Due,
}

/// When an open deal is expected to close, as far as the review of a period asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// In the period, before the as-of day.
    OverdueWithin,
    /// In the period, on the as-of day or later.
    Within,
    /// Outside the period, before the as-of day.
    Overdue,
    /// Outside the period, on the as-of day or later.
    Later,
    Undated,
}

impl Due {
    pub fn of(day: Option<Day>, as_of: Day, period: Span) -> Self {
        match day.map(|day| (period.contains(day), day < as_of)) {
            None => Due::Undated,
            Some((true, true)) => Due::OverdueWithin,
            Some((true, false)) => Due::Within,
            Some((false, true)) => Due::Overdue,
            Some((false, false)) => Due::Later,
        }
    }

    pub fn is_within(self) -> bool {
        matches!(self, Due::OverdueWithin | Due::Within)
    }

    pub fn is_overdue(self) -> bool {
        matches!(self, Due::OverdueWithin | Due::Overdue)
    }
}

/// Open deals of one kind, summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenTally {
    pub deals: i64,
    /// The sum of the amounts that are known.
    pub amount: Money,
    /// How many have no amount.
    pub without_amount: i64,
    /// Σ amount × probability of the deals that have both, in ten-thousandths of a minor unit: exact in any order.
    pub weighted: i128,
    /// How many have no probability, and their known amounts.
    pub without_probability: i64,
    pub amount_without_probability: Money,
    /// How many have a known last activity, and for how many of them it is `alerts.silent_days` or more ago.
    pub watched: i64,
    pub silent: i64,
}

impl OpenTally {
    pub fn add(&mut self, other: &OpenTally) {
        self.deals += other.deals;
        self.amount = self.amount + other.amount;
        self.without_amount += other.without_amount;
        self.weighted = self.weighted.saturating_add(other.weighted);
        self.without_probability += other.without_probability;
        self.amount_without_probability = self.amount_without_probability + other.amount_without_probability;
        self.watched += other.watched;
        self.silent += other.silent;
    }
}

/// One of the largest open deals, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDeal {
    /// Its name, else its id; empty where the export has neither.
    pub name: String,
    pub account: String,
    pub rep: Slot,
    /// The owner as written, where it is no rep of the plan.
    pub stranger: Option<String>,
    pub segment: Slot,
    pub stage: String,
    pub due: Option<Day>,
    pub amount: Option<Money>,
    pub probability: Option<Probability>,
    pub created: Option<Day>,
    /// The last sign of life; nothing where the export does not tell.
    pub last_activity: Option<Day>,
    /// What the period gains with it: its amount, or the plan's average deal where that is unknown.
    pub effect: Money,
    pub place: RowPlace,
}

/// How many deals are kept by name.
pub const LARGEST: usize = 10;

/// The deals that decide the period: open, due by its end or without a date, largest effect first.
///
/// The order is total (effect, then the place of the row), so that the same ten remain whatever was merged when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Largest(Vec<OpenDeal>);

impl Largest {
    /// Whether a deal of this effect, in the row at this line of the file, is among the largest so far.
    #[inline]
    pub fn admits(&self, effect: Money, place: (&str, u64)) -> bool {
        let Some(smallest) = self.smallest() else { return true };
        let earlier = || place < (smallest.place.file.as_str(), smallest.place.line);
        effect > smallest.effect || (effect == smallest.effect && earlier())
    }

    /// The effect below which no deal is among the largest so far; nothing as long as there is room for any.
    pub fn least(&self) -> Option<Money> {
        self.smallest().map(|smallest| smallest.effect)
    }

    #[inline]
    fn smallest(&self) -> Option<&OpenDeal> {
        self.0.get(LARGEST - 1)
    }

    pub fn add(&mut self, deal: OpenDeal) {
        let order = |one: &OpenDeal, other: &OpenDeal| other.effect.cmp(&one.effect).then(one.place.cmp(&other.place));
        let at = self.0.partition_point(|kept| order(kept, &deal).is_lt());
        if at < LARGEST {
            self.0.insert(at, deal);
            self.0.truncate(LARGEST);
        }
    }

    pub fn deals(&self) -> &[OpenDeal] {
        &self.0
    }

    pub fn into_deals(self) -> Vec<OpenDeal> {
        self.0
    }
}

/// All open deals of the as-of day. Merging is associative and independent of the cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    pub tallies: BTreeMap<OpenKey, OpenTally>,
    /// By rep and stage, in order, the days on which they were created and how many; those without a created date are
    /// left out.
    pub created: BTreeMap<(Slot, String), Vec<(Day, i64)>>,
    pub largest: Largest,
}

impl Open {
    pub fn is_empty(&self) -> bool {
        self.tallies.is_empty()
    }

    pub fn merge(&mut self, other: Open) {
        if *self == Open::default() {
            *self = other;
            return;
        }
        for (key, tally) in other.tallies {
            self.tallies.entry(key).or_default().add(&tally);
        }
        for (key, days) in other.created {
            let sums = self.created.entry(key).or_default();
            sums.extend(days);
            sums.sort_unstable();
            sums.dedup_by(|(day, deals), (sum_day, sum)| {
                let same = day == sum_day;
                *sum += if same { *deals } else { 0 };
                same
            });
        }
        for deal in other.largest.0 {
            self.largest.add(deal);
        }
    }

    /// The open deals of some reps alone, who are numbered in this order.
    pub fn of_reps(&self, reps: &[usize]) -> Self {
        let own = |rep: Slot| reps.iter().position(|own| Some(*own) == rep).map(Some);
        let tallies = self
            .tallies
            .iter()
            .filter_map(|(key, tally)| own(key.rep).map(|rep| (OpenKey { rep, ..key.clone() }, *tally)));
        let created = self
            .created
            .iter()
            .filter_map(|((rep, stage), days)| own(*rep).map(|rep| ((rep, stage.clone()), days.clone())));
        let largest =
            self.largest.0.iter().filter_map(|deal| own(deal.rep).map(|rep| OpenDeal { rep, ..deal.clone() }));
        Open { tallies: tallies.collect(), created: created.collect(), largest: Largest(largest.collect()) }
    }

    /// Open deals expected to close in the period, by rep and segment.
    pub fn due_within(&self) -> BTreeMap<(Slot, Slot), OpenTally> {
        let mut sums: BTreeMap<(Slot, Slot), OpenTally> = BTreeMap::new();
        for (key, tally) in &self.tallies {
            if key.due.is_within() {
                sums.entry((key.rep, key.segment)).or_default().add(tally);
            }
        }
        sums
    }

    /// Open deals of one stage, wherever and whenever they are due.
    pub fn of_stage(&self, stage: &str) -> OpenTally {
        let mut sum = OpenTally::default();
        self.tallies.iter().filter(|(key, _)| key.stage == stage).for_each(|(_, tally)| sum.add(tally));
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_of_any_size_is_weighted() {
        let half = Probability::new(5_000).unwrap();
        for minor in [-7, 0, 123_456, i128::from(i64::MAX), i128::from(i64::MAX) * 3] {
            assert_eq!(half.of(Money::from_sum(minor)), minor * 5_000);
        }
    }

    fn deal(effect: i128, line: u64) -> OpenDeal {
        OpenDeal {
            name: line.to_string(),
            account: String::new(),
            rep: None,
            stranger: None,
            segment: None,
            stage: String::new(),
            due: None,
            amount: None,
            probability: None,
            created: None,
            last_activity: None,
            effect: Money::from_sum(effect),
            place: RowPlace { file: "deals.csv".into(), line },
        }
    }

    #[test]
    fn the_largest_are_the_same_in_any_cut() {
        let all: Vec<OpenDeal> = (0..40).map(|line| deal(i128::from(line * 7 % 13), line)).collect();
        let of = |deals: &[OpenDeal]| {
            let mut open = Open::default();
            deals.iter().cloned().for_each(|deal| open.largest.add(deal));
            open
        };
        let whole = of(&all);
        assert_eq!(whole.largest.deals().len(), LARGEST);
        assert_eq!(whole.largest.deals()[0].effect.minor(), 12);
        for cut in 0..=all.len() {
            let (mut later, earlier) = (of(&all[cut..]), of(&all[..cut]));
            later.merge(earlier);
            assert_eq!(later, whole, "cut at {cut}");
        }
    }

    #[test]
    fn only_what_is_kept_is_admitted() {
        let mut largest = Largest::default();
        for (effect, line) in (0..200_u64).map(|n| (n * 37 % 11, 1 + n * 73 % 199)) {
            let (deal, before) = (deal(i128::from(effect), line), largest.clone());
            let admitted = largest.admits(deal.effect, (&deal.place.file, line));
            largest.add(deal);
            assert_eq!(admitted, largest != before, "{effect} at {line}");
        }
    }

    #[test]
    fn a_probability_is_at_most_certainty() {
        assert_eq!(Probability::new(10_000).map(Probability::ten_thousandths), Some(10_000));
        assert_eq!(Probability::new(10_001), None);
    }
}
