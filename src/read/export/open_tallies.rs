//! Open deals of each kind, summed row by row.

use std::mem;

use crate::model::money::Money;
use crate::model::open::{Due, OpenTally, Probability};
use crate::read::export::hash::Map;
use crate::read::export::lanes::Lane;

/// Whose they are, the number of their stage's name, and when they are due.
pub type Kind = (Lane, u32, Due);

/// Sums by kind, each found without a hash where its stage is one of the first.
#[derive(Default)]
pub struct OpenTallies {
    all: Vec<(Kind, OpenTally)>,
    /// For each of them what was added since, in few bytes: what grows out of these goes to the sums in full.
    small: Vec<Small>,
    /// By lane, which row of `slots` is its own; one more than that, 0 where it has none.
    rows: Vec<u32>,
    /// For each row, stage and due: one more than the place among all, 0 where it has none.
    slots: Vec<u32>,
    rest: Map<Kind, usize>,
}

/// An open deal with an amount.
pub struct Whole {
    /// In minor units.
    pub amount: i64,
    pub probability: Option<Probability>,
    /// Nothing where its last activity is not known.
    pub is_silent: Option<bool>,
}

/// The sums of some [whole](Whole) deals, like those of [`OpenTally`].
#[derive(Default)]
struct Small {
    amount: i64,
    weighted: i64,
    amount_without_probability: i64,
    deals: u32,
    without_probability: u32,
    watched: u32,
    silent: u32,
}

/// Stages that are found without a hash.
const FEW: usize = 16;
const DUES: usize = Due::Undated as usize + 1;
const ROW: usize = FEW * DUES;

impl OpenTallies {
    /// The sums of a kind.
    #[inline]
    pub fn of(&mut self, kind: Kind) -> &mut OpenTally {
        let at = self.known(kind).unwrap_or_else(|| self.any(kind));
        &mut self.all[at].1
    }

    /// Adds a deal of a kind.
    #[inline(always)]
    pub fn add(&mut self, kind: Kind, deal: &Whole) {
        let at = self.known(kind).unwrap_or_else(|| self.any(kind));
        if self.small[at].add(deal).is_none() {
            self.carry(at, deal);
        }
    }

    #[cold]
    fn carry(&mut self, at: usize, deal: &Whole) {
        let all = &mut self.all[at].1;
        all.add(&mem::take(&mut self.small[at]).tally());
        all.add(&deal.tally());
    }

    #[inline]
    fn known(&self, (lane, stage, due): Kind) -> Option<usize> {
        let row = (*self.rows.get(lane.number())? as usize).checked_sub(1)?;
        let slot = row * ROW + stage as usize * DUES + due as usize;
        let at = if (stage as usize) < FEW { *self.slots.get(slot)? } else { 0 };
        (at as usize).checked_sub(1)
    }

    #[cold]
    fn any(&mut self, kind: Kind) -> usize {
        let (lane, stage, due) = kind;
        if let Some(at) = self.rest.get(&kind) {
            return *at;
        }
        let at = self.all.len();
        self.all.push((kind, OpenTally::default()));
        self.small.push(Small::default());
        if stage as usize >= FEW {
            self.rest.insert(kind, at);
            return at;
        }
        if self.rows.len() <= lane.number() {
            self.rows.resize(lane.number() + 1, 0);
        }
        if self.rows[lane.number()] == 0 {
            self.slots.resize(self.slots.len() + ROW, 0);
            self.rows[lane.number()] = (self.slots.len() / ROW) as u32;
        }
        let row = self.rows[lane.number()] as usize - 1;
        self.slots[row * ROW + stage as usize * DUES + due as usize] = at as u32 + 1;
        at
    }

    /// How many deals there are of each kind, by the number of its stage's name.
    pub fn deals(&self) -> impl Iterator<Item = (u32, u64)> {
        let deals = |all: &OpenTally, small: &Small| u64::try_from(all.deals).unwrap_or(0) + u64::from(small.deals);
        self.all.iter().zip(&self.small).map(move |(((_, stage, _), all), small)| (*stage, deals(all, small)))
    }

    pub fn merge(&mut self, later: OpenTallies) {
        for (kind, tally) in later.into_all() {
            self.of(kind).add(&tally);
        }
    }

    pub fn into_all(mut self) -> Vec<(Kind, OpenTally)> {
        self.all.iter_mut().zip(&self.small).for_each(|((_, all), small)| all.add(&small.tally()));
        self.all
    }
}

impl Whole {
    fn tally(&self) -> OpenTally {
        let (amount, none) = (Money::from_sum(self.amount.into()), OpenTally::default());
        let tally = OpenTally {
            deals: 1,
            amount,
            watched: self.is_silent.is_some().into(),
            silent: (self.is_silent == Some(true)).into(),
            ..none
        };
        match self.probability {
            Some(probability) => OpenTally { weighted: probability.of(amount), ..tally },
            None => OpenTally { without_probability: 1, amount_without_probability: amount, ..tally },
        }
    }
}

impl Small {
    /// Adds a deal; nothing where there is no room for it.
    #[inline(always)]
    fn add(&mut self, deal: &Whole) -> Option<()> {
        // None of the others is larger than this one.
        let deals = self.deals.checked_add(1)?;
        let amount = self.amount.checked_add(deal.amount)?;
        match deal.probability {
            Some(probability) => {
                let weighted = deal.amount.checked_mul(probability.ten_thousandths().into())?;
                self.weighted = self.weighted.checked_add(weighted)?;
            }
            None => {
                self.amount_without_probability = self.amount_without_probability.checked_add(deal.amount)?;
                self.without_probability += 1;
            }
        }
        if let Some(is_silent) = deal.is_silent {
            self.watched += 1;
            self.silent += u32::from(is_silent);
        }
        (self.deals, self.amount) = (deals, amount);
        Some(())
    }

    fn tally(&self) -> OpenTally {
        let sum = |minor: i64| Money::from_sum(minor.into());
        OpenTally {
            deals: self.deals.into(),
            amount: sum(self.amount),
            without_amount: 0,
            weighted: self.weighted.into(),
            without_probability: self.without_probability.into(),
            amount_without_probability: sum(self.amount_without_probability),
            watched: self.watched.into(),
            silent: self.silent.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_own_sums() {
        let dues = [Due::OverdueWithin, Due::Within, Due::Overdue, Due::Later, Due::Undated];
        let kinds =
            || (0..7).flat_map(|lane| (0..40).flat_map(move |stage| dues.map(|due| (Lane::from(lane), stage, due))));
        let (mut one, mut other) = (OpenTallies::default(), OpenTallies::default());
        for (count, kind) in kinds().enumerate() {
            one.of(kind).deals += count as i64;
            other.of(kind).deals += 1;
        }
        other.merge(one);
        assert_eq!(other.all.len(), kinds().count());
        for (count, kind) in kinds().enumerate() {
            assert_eq!(other.of(kind).deals, count as i64 + 1);
        }
    }

    #[test]
    fn what_grows_too_large_for_few_bytes_is_counted_all_the_same() {
        let kind = (Lane::from(0), 0, Due::Within);
        let some = Probability::new(10_000).unwrap();
        let large = i64::try_from(Money::MOST).unwrap();
        let deals = [
            Whole { amount: large, probability: Some(some), is_silent: Some(true) },
            Whole { amount: large, probability: None, is_silent: Some(false) },
            Whole { amount: -7, probability: Some(some), is_silent: None },
        ];
        for rounds in [1, 40, 200] {
            let mut tallies = OpenTallies::default();
            (0..rounds).for_each(|_| deals.iter().for_each(|deal| tallies.add(kind, deal)));
            let rounds = i128::from(rounds);
            let (sum, count) = (|minor: i128| Money::from_sum(minor * rounds), i64::try_from(rounds).unwrap());
            let expected = OpenTally {
                deals: 3 * count,
                amount: sum(2 * Money::MOST - 7),
                without_amount: 0,
                weighted: (Money::MOST - 7) * 10_000 * rounds,
                without_probability: count,
                amount_without_probability: sum(Money::MOST),
                watched: 2 * count,
                silent: count,
            };
            assert_eq!(tallies.into_all(), [(kind, expected)]);
        }
    }
}
