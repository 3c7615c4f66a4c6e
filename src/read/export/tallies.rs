//! Tallies by rep, segment and day in dense pages, to be added to row by row.

use crate::model::actuals::Slot;
use crate::model::day::Day;
use crate::model::days::{Days, Fact};
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::read::export::pages::{PAGE, Pages};

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

/// Pages of a plan of fifty reps and a year of facts.
const USUAL_PAGES: usize = 256;

/// Tallies of days up to and including the as-of day; there are no facts of later days.
pub struct Tallies {
    pages: Pages,
    revenue: Vec<Money>,
    /// For each day the won deals, then the steps.
    counts: Vec<i64>,
    stride: usize,
}

impl Tallies {
    pub fn new(as_of: Day, steps: usize) -> Self {
        // Room that is not touched costs nothing; to grow into it would touch it twice.
        let (places, stride) = (USUAL_PAGES * PAGE, steps + 1);
        let (revenue, counts) = (Vec::with_capacity(places), Vec::with_capacity(places * stride));
        Tallies { pages: Pages::new(as_of), revenue, counts, stride }
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
    pub fn revenue(&mut self, lane: Lane, day: Day, amount: Money) {
        let at = self.place(lane, day);
        if let Some(revenue) = self.revenue.get_mut(at) {
            *revenue = *revenue + amount;
        }
    }

    #[inline]
    pub fn step(&mut self, lane: Lane, day: Day, step: usize, count: i64) {
        let at = self.place(lane, day) * self.stride + 1 + step;
        if let Some(sum) = self.counts.get_mut(at) {
            *sum += count;
        }
    }

    #[inline]
    fn place(&mut self, lane: Lane, day: Day) -> usize {
        let at = self.pages.place(lane.0 as usize, day);
        if self.revenue.len() < self.pages.places() {
            self.revenue.resize(self.pages.places(), Money::ZERO);
            self.counts.resize(self.pages.places() * self.stride, 0);
        }
        at
    }

    /// Adds the tallies of another part of the rows.
    pub fn merge(&mut self, other: Tallies) {
        if self.revenue.is_empty() {
            *self = other;
            return;
        }
        for (lane, day, theirs) in other.pages.whole() {
            let ours = self.place(Lane(u32::try_from(lane).unwrap_or(u32::MAX)), day);
            let sums = self.revenue.iter_mut().skip(ours).take(PAGE);
            sums.zip(other.revenue.iter().skip(theirs)).for_each(|(sum, more)| *sum = *sum + *more);
            let sums = self.counts.iter_mut().skip(ours * self.stride).take(PAGE * self.stride);
            sums.zip(other.counts.iter().skip(theirs * self.stride)).for_each(|(sum, more)| *sum += more);
        }
    }

    /// The days that have facts.
    pub fn finish(self, lanes: Lanes) -> Days {
        let mut days = Days::with_capacity(self.pages.places(), self.stride - 1);
        self.pages.all().for_each(|(lane, day, at)| {
            let counts = self.counts.get(at * self.stride..(at + 1) * self.stride).unwrap_or_default();
            let revenue = self.revenue.get(at).copied().unwrap_or_default();
            if revenue != Money::ZERO || counts.iter().any(|count| *count != 0) {
                let (deals, steps) = counts.split_first().map_or((0, &[][..]), |(deals, steps)| (*deals, steps));
                let (rep, segment) = lanes.slots(Lane(u32::try_from(lane).unwrap_or(u32::MAX)));
                days.push((rep, segment, day), Fact { revenue, deals, steps });
            }
        });
        days
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
        sum.merge(one);
        sum.merge(other);
        let sum = sum.finish(lanes);
        assert_eq!(sum.len(), 12);
        let on = |rep, segment, day| sum.get(&(rep, segment, day)).unwrap();
        let won = on(None, Some(1), as_of);
        assert_eq!((won.revenue.minor(), won.deals, won.steps), (10, 2, &[0, 0][..]));
        assert_eq!(on(Some(3), None, as_of.plus(-64)).steps, [0, 4]);
        assert_eq!(on(Some(3), None, as_of.plus(-500)).steps, [0, 2]);
    }
}
