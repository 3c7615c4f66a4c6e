//! Tallies by rep, segment and day in dense pages, to be added to row by row.

use std::collections::BTreeMap;

use crate::model::actuals::{Slot, Tally};
use crate::model::day::Day;
use crate::model::money::Money;
use crate::model::plan::Plan;

/// Whose a fact is: a rep and a segment, or nobody and no segment, as one small number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lane(u32);

/// The lanes of a plan.
#[derive(Clone, Copy)]
pub struct Lanes {
    segments: u32,
}

impl Lanes {
    pub fn new(plan: &Plan) -> Self {
        Lanes { segments: u32::try_from(plan.segments.len()).unwrap_or(u32::MAX - 1) + 1 }
    }

    #[inline]
    pub fn of(self, rep: Slot, segment: Slot) -> Lane {
        let number = |slot: Slot| slot.map_or(0, |at| u32::try_from(at + 1).unwrap_or(u32::MAX));
        Lane(number(rep).saturating_mul(self.segments).saturating_add(number(segment)))
    }

    pub fn slots(self, lane: Lane) -> (Slot, Slot) {
        let slot = |number: u32| (number as usize).checked_sub(1);
        (slot(lane.0 / self.segments), slot(lane.0 % self.segments))
    }
}

/// Days in a page.
const PAGE: usize = 64;

/// Tallies of days up to and including the as-of day; there are no facts of later days.
pub struct Tallies {
    as_of: Day,
    /// By lane: the number of each page that is there, counted back from the as-of day.
    pages: Vec<Vec<Option<u32>>>,
    revenue: Vec<Money>,
    /// For each day the won deals, then the steps.
    counts: Vec<i64>,
    stride: usize,
}

impl Tallies {
    pub fn new(as_of: Day, steps: usize) -> Self {
        Tallies { as_of, pages: Vec::new(), revenue: Vec::new(), counts: Vec::new(), stride: steps + 1 }
    }

    #[inline]
    pub fn won(&mut self, lane: Lane, day: Day, amount: Money) {
        let at = self.place(lane, day);
        if let (Some(revenue), Some(deals)) = (self.revenue.get_mut(at), self.counts.get_mut(at * self.stride)) {
            *revenue = *revenue + amount;
            *deals += 1;
        }
    }

    #[inline]
    pub fn step(&mut self, lane: Lane, day: Day, step: usize, count: i64) {
        let at = self.place(lane, day) * self.stride + 1 + step;
        if let Some(sum) = self.counts.get_mut(at) {
            *sum += count;
        }
    }

    /// Where the day of a lane is kept.
    #[inline]
    fn place(&mut self, lane: Lane, day: Day) -> usize {
        let back = usize::try_from(self.as_of.days_since(day)).unwrap_or(0);
        let known = self.pages.get(lane.0 as usize).and_then(|pages| *pages.get(back / PAGE)?);
        let page = known.unwrap_or_else(|| self.new_page(lane, back / PAGE));
        page as usize * PAGE + back % PAGE
    }

    #[cold]
    fn new_page(&mut self, lane: Lane, page: usize) -> u32 {
        let lane = lane.0 as usize;
        if self.pages.len() <= lane {
            self.pages.resize(lane + 1, Vec::new());
        }
        let number = u32::try_from(self.revenue.len() / PAGE).unwrap_or(u32::MAX);
        if let Some(pages) = self.pages.get_mut(lane) {
            if pages.len() <= page {
                pages.resize(page + 1, None);
            }
            pages[page] = Some(number);
        }
        self.revenue.resize(self.revenue.len() + PAGE, Money::ZERO);
        self.counts.resize(self.counts.len() + PAGE * self.stride, 0);
        number
    }

    /// Adds the tallies of another part of the rows.
    pub fn merge(&mut self, other: &Tallies) {
        if self.revenue.is_empty() {
            self.pages.clone_from(&other.pages);
            self.revenue.clone_from(&other.revenue);
            self.counts.clone_from(&other.counts);
            return;
        }
        for (lane, day, theirs) in other.places() {
            let ours = self.place(lane, day);
            if let (Some(sum), Some(more)) = (self.revenue.get_mut(ours), other.revenue.get(theirs)) {
                *sum = *sum + *more;
            }
            let sums = self.counts.iter_mut().skip(ours * self.stride).take(self.stride);
            for (sum, more) in sums.zip(other.counts.iter().skip(theirs * self.stride)) {
                *sum += more;
            }
        }
    }

    /// Every day that has facts, by lane, and where it is kept.
    fn places(&self) -> impl Iterator<Item = (Lane, Day, usize)> {
        let pages = self.pages.iter().zip(0..).flat_map(|(pages, lane)| {
            let there = pages.iter().enumerate().filter_map(|(back, page)| Some((back, (*page)? as usize)));
            there.map(move |(back, page)| (Lane(lane), back, page))
        });
        let days =
            pages.flat_map(|(lane, back, page)| (0..PAGE).map(move |at| (lane, back * PAGE + at, page * PAGE + at)));
        let filled = |at: usize| {
            let counts = self.counts.get(at * self.stride..(at + 1) * self.stride).unwrap_or_default();
            counts.iter().any(|count| *count != 0)
        };
        let day = |back: usize| self.as_of.plus(-i32::try_from(back).unwrap_or(i32::MAX));
        days.filter(move |(.., at)| filled(*at)).map(move |(lane, back, at)| (lane, day(back), at))
    }

    pub fn finish(self, lanes: Lanes) -> BTreeMap<(Slot, Slot, Day), Tally> {
        let tally = |(lane, day, at): (Lane, Day, usize)| {
            let (rep, segment) = lanes.slots(lane);
            let counts = self.counts.get(at * self.stride..(at + 1) * self.stride).unwrap_or_default();
            let (deals, steps) = counts.split_first().map_or((0, &[][..]), |(deals, steps)| (*deals, steps));
            let revenue = self.revenue.get(at).copied().unwrap_or_default();
            ((rep, segment, day), Tally { revenue, deals, steps: steps.to_vec() })
        };
        self.places().map(tally).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole() {
        let (lanes, as_of) = (Lanes { segments: 3 }, Day::parse("2026-08-14").unwrap());
        let amount = Money::from_minor(5).unwrap();
        let (mut one, mut other) = (Tallies::new(as_of, 2), Tallies::new(as_of, 2));
        for (tallies, days) in [(&mut one, [0, 63, 64, 40_000]), (&mut other, [0, 1, 64, 500])] {
            for back in days {
                tallies.won(lanes.of(None, Some(1)), as_of.plus(-back), amount);
                tallies.step(lanes.of(Some(3), None), as_of.plus(-back), 1, 2);
            }
        }
        let mut sum = Tallies::new(as_of, 2);
        sum.merge(&one);
        sum.merge(&other);
        let sum = sum.finish(lanes);
        assert_eq!(sum.len(), 12);
        let won = &sum[&(None, Some(1), as_of)];
        assert_eq!((won.revenue.minor(), won.deals, won.steps.as_slice()), (10, 2, &[0, 0][..]));
        assert_eq!(sum[&(Some(3), None, as_of.plus(-64))].steps, [0, 4]);
        assert_eq!(sum[&(Some(3), None, as_of.plus(-500))].steps, [0, 2]);
    }
}
