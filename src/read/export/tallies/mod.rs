//! Tallies by rep, segment and day in dense pages, to be added to row by row.

mod merge;

use std::collections::BTreeMap;
use std::mem;

use crate::model::day::Day;
use crate::model::days::{Days, Fact};
use crate::model::money::Money;
use crate::read::export::hash::Map;
use crate::read::export::lanes::{Lane, Lanes};
use crate::read::export::pages::{PAGE, Pages};

/// Pages of a plan of fifty reps and a year and a half of facts.
const USUAL_PAGES: usize = 512;
/// Places in pages, of twelve bytes each.
const MOST: usize = 512 * 1024;

/// Tallies of days up to and including the as-of day; there are no facts of later days.
///
/// The sums of most days are small, and millions of rows add to them at random places: kept in few bytes, they stay in the
/// processor's caches. One that grows out of them is carried over to a wider one.
pub struct Tallies {
    pages: Pages,
    /// Places of single days, behind those of the pages: reps by the thousand, or a day of theirs in every other month, would
    /// fill pages with nothing.
    sparse: Map<(Lane, Day), usize>,
    /// In minor units.
    revenue: Vec<i64>,
    won: Vec<u16>,
    created: Vec<u16>,
    /// For each day the steps; none as long as there are no activities.
    steps: Vec<i64>,
    stride: usize,
    /// The step that deals are created in.
    opportunities: Option<usize>,
    /// By place: revenue, won and created deals that no longer fit above.
    carried: BTreeMap<usize, (Money, i64, i64)>,
}

impl Tallies {
    pub fn new(as_of: Day, steps: usize, opportunities: Option<usize>) -> Self {
        // Room that is not touched costs nothing; to grow into it would touch it twice.
        let places = USUAL_PAGES * PAGE;
        Tallies {
            pages: Pages::new(as_of),
            sparse: Map::default(),
            revenue: Vec::with_capacity(places),
            won: Vec::with_capacity(places),
            created: Vec::with_capacity(places),
            steps: Vec::new(),
            stride: steps,
            opportunities,
            carried: BTreeMap::new(),
        }
    }

    /// Adds a deal that was created on a day, which counts where the funnel has opportunities.
    #[inline]
    pub fn created(&mut self, lane: Lane, day: Day) {
        match self.created.get_mut(self.pages.known(lane.number(), day)) {
            Some(deals) if *deals < u16::MAX => *deals += 1,
            _ => self.add_on(lane, day, (Money::ZERO, 0, 1)),
        }
    }

    #[inline(always)]
    pub fn won(&mut self, lane: Lane, day: Day, amount: Money) {
        let at = self.pages.known(lane.number(), day);
        if let (Some(revenue), Some(deals)) = (self.revenue.get_mut(at), self.won.get_mut(at)) {
            let minor = amount.minor() as i64;
            let sum = revenue.checked_add(minor).filter(|_| i128::from(minor) == amount.minor());
            if let (Some(sum), Some(more)) = (sum, deals.checked_add(1)) {
                (*revenue, *deals) = (sum, more);
                return;
            }
        }
        self.add_on(lane, day, (amount, 1, 0));
    }

    pub fn revenue(&mut self, lane: Lane, day: Day, amount: Money) {
        self.add_on(lane, day, (amount, 0, 0));
    }

    #[cold]
    fn add_on(&mut self, lane: Lane, day: Day, sums: (Money, i64, i64)) {
        let at = self.place(lane, day);
        self.add(at, sums);
    }

    /// Adds an activity.
    pub fn step(&mut self, lane: Lane, day: Day, step: usize, count: i64) {
        let at = self.place(lane, day);
        self.resize_steps();
        if let Some(sum) = self.steps.get_mut(at * self.stride + step) {
            *sum += count;
        }
    }

    fn place(&mut self, lane: Lane, day: Day) -> usize {
        let known = self.pages.known(lane.number(), day);
        if known < self.revenue.len() { known } else { self.new_place(lane, day) }
    }

    #[cold]
    fn new_place(&mut self, lane: Lane, day: Day) -> usize {
        let at = if self.sparse.is_empty() && self.pages.places() < MOST {
            self.pages.place(lane.number(), day)
        } else {
            let next = self.pages.places() + self.sparse.len();
            *self.sparse.entry((lane, day)).or_insert(next)
        };
        let places = self.pages.places() + self.sparse.len();
        self.revenue.resize(places, 0);
        self.won.resize(places, 0);
        self.created.resize(places, 0);
        at
    }

    fn resize_steps(&mut self) {
        self.steps.resize(self.revenue.len() * self.stride, 0);
    }

    #[cold]
    fn carry(&mut self, at: usize, (amount, won, created): (Money, i64, i64)) {
        let carried = self.carried.entry(at).or_default();
        *carried = (carried.0 + amount, carried.1 + won, carried.2 + created);
        // What is there goes along, so that there is room for many more.
        if let Some(revenue) = self.revenue.get_mut(at) {
            carried.0 = carried.0 + Money::from_sum(mem::take(revenue).into());
        }
        for (counts, carried) in [(&mut self.won, &mut carried.1), (&mut self.created, &mut carried.2)] {
            *carried += counts.get_mut(at).map_or(0, |count| i64::from(mem::take(count)));
        }
    }

    /// All that is kept of a place: revenue, won and created deals, then activities by step.
    fn at(&self, at: usize) -> ((Money, i64, i64), &[i64]) {
        let count = |counts: &[u16]| counts.get(at).copied().map_or(0, i64::from);
        let (revenue, won, created) = self.carried.get(&at).copied().unwrap_or_default();
        let dense = Money::from_sum(self.revenue.get(at).copied().unwrap_or_default().into());
        let steps = self.steps.get(at * self.stride..(at + 1) * self.stride).unwrap_or_default();
        ((revenue + dense, won + count(&self.won), created + count(&self.created)), steps)
    }

    /// The days of a page that may have facts, from the earliest on, and their places; most of a small export's have none.
    fn used_in(&self, (last, place): (Day, usize)) -> impl Iterator<Item = (Day, usize)> {
        let may_any = !(self.carried.is_empty() && self.steps.is_empty());
        let page = place..place + PAGE;
        let revenue = self.revenue.get(page.clone()).unwrap_or_default();
        let won = self.won.get(page.clone()).unwrap_or_default();
        let created = self.created.get(page).unwrap_or_default();
        let sums = revenue.iter().zip(won).zip(created).enumerate().rev();
        sums.filter(move |(_, ((revenue, won), created))| may_any || (**revenue, **won | **created) != (0, 0))
            .map(move |(back, _)| (last.plus(-(back as i32)), place + back))
    }

    /// The places of pages that may have facts, by lane and day.
    fn used(&self) -> impl Iterator<Item = (Lane, Day, usize)> {
        let of_page = |(lane, last, place): (usize, Day, usize)| {
            let lane = Lane::from(lane);
            self.used_in((last, place)).map(move |(day, at)| (lane, day, at))
        };
        self.pages.whole().flat_map(of_page)
    }

    fn add(&mut self, at: usize, (amount, won, created): (Money, i64, i64)) {
        let more = |sum: &u16, more: i64| u16::try_from(i64::from(*sum) + more).ok();
        let dense = (self.revenue.get_mut(at), self.won.get_mut(at), self.created.get_mut(at));
        if let (Some(revenue), Some(deals), Some(opened)) = dense {
            let sum = i64::try_from(amount.minor()).ok().and_then(|minor| revenue.checked_add(minor));
            if let (Some(sum), Some(won), Some(created)) = (sum, more(deals, won), more(opened, created)) {
                (*revenue, *deals, *opened) = (sum, won, created);
                return;
            }
        }
        self.carry(at, (amount, won, created));
    }

    /// The days that have facts.
    pub fn finish(self, lanes: Lanes) -> Days {
        let mut days = Days::with_capacity(self.pages.places() + self.sparse.len(), self.stride);
        let mut steps = vec![0; self.stride];
        let push = |(lane, day, at): (Lane, Day, usize)| {
            let ((revenue, deals, created), done) = self.at(at);
            steps.fill(0);
            steps.iter_mut().zip(done).for_each(|(step, done)| *step = *done);
            if let Some(step) = self.opportunities.and_then(|step| steps.get_mut(step)) {
                *step += created;
            }
            if revenue != Money::ZERO || deals != 0 || steps.iter().any(|count| *count != 0) {
                let (rep, segment) = lanes.slots(lane);
                days.push((rep, segment, day), Fact { revenue, deals, steps: &steps });
            }
        };
        if self.sparse.is_empty() {
            self.used().for_each(push);
        } else {
            let sparse = self.sparse.iter().map(|((lane, day), at)| (*lane, *day, *at));
            let mut all: Vec<_> = self.used().chain(sparse).collect();
            all.sort_unstable();
            all.into_iter().for_each(push);
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole() {
        let (lanes, as_of) = (Lanes::of_segments(2), Day::parse("2026-08-14").unwrap());
        let amount = Money::from_minor(5).unwrap();
        let (mut one, mut other) = (Tallies::new(as_of, 2, Some(0)), Tallies::new(as_of, 2, Some(0)));
        for (tallies, days) in [(&mut one, [0, 63, 64, 40_000]), (&mut other, [0, 1, 64, 500])] {
            for back in days {
                tallies.won(lanes.of(None, Some(1)), as_of.plus(-back), amount);
                tallies.step(lanes.of(Some(3), None), as_of.plus(-back), 1, 2);
                tallies.created(lanes.of(Some(3), None), as_of.plus(-back));
            }
        }
        let mut sum = Tallies::new(as_of, 2, Some(0));
        sum.merge(one);
        sum.merge(other);
        let sum = sum.finish(lanes);
        assert_eq!(sum.len(), 12);
        let on = |rep, segment, day| sum.get(&(rep, segment, day)).unwrap();
        let won = on(None, Some(1), as_of);
        assert_eq!((won.revenue.minor(), won.deals, won.steps), (10, 2, &[0, 0][..]));
        assert_eq!(on(Some(3), None, as_of.plus(-64)).steps, [2, 4]);
        assert_eq!(on(Some(3), None, as_of.plus(-500)).steps, [1, 2]);
    }

    #[test]
    fn days_beyond_the_room_for_pages_count_alike() {
        let (lanes, as_of) = (Lanes::of_segments(0), Day::parse("2026-08-14").unwrap());
        let reps = MOST / PAGE + 10;
        let whole = |orders: &[&dyn Fn(usize) -> usize]| {
            let mut sum = Tallies::new(as_of, 2, Some(0));
            for order in orders {
                let mut part = Tallies::new(as_of, 2, Some(0));
                for rep in (0..reps).map(order) {
                    for back in [0, 200] {
                        part.created(lanes.of(Some(rep), None), as_of.plus(-back));
                        part.step(lanes.of(Some(rep), None), as_of.plus(-back), 1, 3);
                    }
                }
                assert!(!part.sparse.is_empty());
                sum.merge(part);
            }
            sum.finish(lanes)
        };
        let days = whole(&[&|rep| rep, &|rep| reps - 1 - rep]);
        assert_eq!(days.len(), reps * 2);
        for rep in 0..reps {
            assert_eq!(days.get(&(Some(rep), None, as_of.plus(-200))).unwrap().steps, [2, 6]);
        }
    }

    #[test]
    fn what_grows_too_large_is_carried() {
        let (lanes, as_of) = (Lanes::of_segments(0), Day::parse("2026-08-14").unwrap());
        let most = Money::from_minor(Money::MOST).unwrap();
        let whole = |parts: &[i128]| {
            let mut sum = Tallies::new(as_of, 1, Some(0));
            for rows in parts {
                let mut part = Tallies::new(as_of, 1, Some(0));
                (0..*rows).for_each(|_| part.won(lanes.of(None, None), as_of, most));
                part.revenue(lanes.of(None, None), as_of, -most);
                part.created[0] = u16::MAX;
                part.created(lanes.of(None, None), as_of);
                sum.merge(part);
            }
            sum.finish(lanes)
        };
        for parts in [&[300][..], &[100, 200], &[60, 60, 180], &[92, 92, 92, 24]] {
            let (days, count) = (whole(parts), parts.len() as i64);
            let day = days.get(&(None, None, as_of)).unwrap();
            assert_eq!(day.revenue.minor(), Money::MOST * i128::from(300 - count));
            assert_eq!((day.deals, day.steps), (300, &[count * (i64::from(u16::MAX) + 1)][..]));
        }
    }
}
