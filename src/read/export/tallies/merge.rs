//! The tallies of two parts of the rows, added up.

use crate::model::day::Day;
use crate::read::export::lanes::Lane;
use crate::read::export::pages::{self, PAGE};
use crate::read::export::tallies::Tallies;

impl Tallies {
    /// Adds the tallies of another part of the rows.
    pub fn merge(&mut self, other: Tallies) {
        if self.revenue.is_empty() {
            *self = other;
            return;
        }
        for (lane, last, theirs) in other.pages.whole() {
            self.add_page((Lane::from(lane), last), &other, theirs);
        }
        for ((lane, day), theirs) in &other.sparse {
            let ours = self.place(*lane, *day);
            self.add_from(ours, &other, *theirs);
        }
    }

    /// Adds the days of a page, of which `last` is the first to be kept.
    fn add_page(&mut self, (lane, last): (Lane, Day), other: &Tallies, theirs: usize) {
        // Where pages are full, each of its days has a place of its own.
        let ours = self.place(lane, last);
        let is_page = ours < self.pages.places();
        if is_page && self.add_whole_page(ours, other, theirs) {
            return;
        }
        for (day, at) in other.used_in((last, theirs)) {
            let ours = if is_page { ours + (at - theirs) } else { self.place(lane, day) };
            self.add_from(ours, other, at);
        }
    }

    /// Adds the days of a page at once, and says whether it did: where all sums have room, and nothing else is kept.
    fn add_whole_page(&mut self, ours: usize, other: &Tallies, theirs: usize) -> bool {
        let (ours, theirs) = (ours..ours + PAGE, theirs..theirs + PAGE);
        if !other.carried.is_empty() || !other.steps.is_empty() {
            return false;
        }
        let revenue = self.revenue.get_mut(ours.clone()).zip(other.revenue.get(theirs.clone()));
        let won = self.won.get_mut(ours.clone()).zip(other.won.get(theirs.clone()));
        let created = self.created.get_mut(ours).zip(other.created.get(theirs));
        let (Some(revenue), Some(won), Some(created)) = (revenue, won, created) else { return false };
        let fits = pages::has_room(revenue.0, revenue.1, i64::checked_add)
            && pages::has_room(won.0, won.1, u16::checked_add)
            && pages::has_room(created.0, created.1, u16::checked_add);
        if fits {
            pages::add(revenue.0, revenue.1);
            pages::add(won.0, won.1);
            pages::add(created.0, created.1);
        }
        fits
    }

    fn add_from(&mut self, ours: usize, other: &Tallies, theirs: usize) {
        let (sums, steps) = other.at(theirs);
        self.add(ours, sums);
        if steps.iter().any(|count| *count != 0) {
            self.resize_steps();
            let ours = self.steps.iter_mut().skip(ours * self.stride);
            ours.zip(steps).for_each(|(sum, more)| *sum += more);
        }
    }
}
