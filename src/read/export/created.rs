//! On which days the open deals of each rep and stage were created.

use std::mem;

use crate::model::actuals::Slot;
use crate::model::day::Day;
use crate::read::export::hash::Map;
use crate::read::export::lanes::Slot32;
use crate::read::export::pages::{self, PAGE, Pages, days};

/// Counts by rep, stage and day: densely as long as that takes little room. Free text taken for stages, or a plan of thousands
/// of reps, needs more pages of days than there are deals.
pub struct Created {
    pages: Pages,
    counts: Vec<u16>,
    rest: Map<(Slot, u32, Day), i64>,
}

/// Pages of a plan of fifty reps, five stages and a year and a half of deals.
const USUAL_PAGES: usize = 2_560;
/// Stages whose days may be kept densely.
const FEW: usize = 32;
/// Places for days that are kept densely, of two bytes each.
const MOST: usize = 512 * 1024;

impl Created {
    pub fn new(as_of: Day) -> Self {
        // Room that is not touched costs nothing; to grow into it would touch it twice.
        let counts = Vec::with_capacity(USUAL_PAGES * PAGE);
        Created { pages: Pages::new(as_of), counts, rest: Map::default() }
    }

    /// Adds deals of a stage, by the number of its name, that were created on a day not after the as-of day.
    #[inline(always)]
    pub fn add(&mut self, rep: Slot32, stage: u32, day: Day, deals: u16) {
        let known = if (stage as usize) < FEW { self.pages.known(lane(rep, stage), day) } else { usize::MAX };
        match self.counts.get_mut(known) {
            Some(count) if *count <= u16::MAX - deals => *count += deals,
            _ => self.add_on((rep, stage, day), deals),
        }
    }

    #[cold]
    fn add_on(&mut self, (rep, stage, day): (Slot32, u32, Day), deals: u16) {
        let dense = if (stage as usize) < FEW { self.dense(lane(rep, stage), day) } else { None };
        self.add_at(dense, (rep, stage, day), deals);
    }

    /// Adds deals at a place, or among the rest where there is none, or no room in it.
    fn add_at(&mut self, place: Option<usize>, key: (Slot32, u32, Day), deals: u16) {
        match place.and_then(|at| self.counts.get_mut(at)) {
            Some(count) if count.checked_add(deals).is_some() => *count += deals,
            // All that is there goes along, so that there is room for many more.
            Some(count) => {
                let all = i64::from(mem::take(count)) + i64::from(deals);
                self.add_rest(key, all);
            }
            None => self.add_rest(key, deals.into()),
        }
    }

    fn add_rest(&mut self, (rep, stage, day): (Slot32, u32, Day), deals: i64) {
        *self.rest.entry((rep.slot(), stage, day)).or_default() += deals;
    }

    fn dense(&mut self, lane: usize, day: Day) -> Option<usize> {
        let known = self.pages.known(lane, day);
        if known < self.counts.len() {
            return Some(known);
        }
        let at = (self.pages.places() < MOST).then(|| self.pages.place(lane, day));
        self.counts.resize(self.pages.places(), 0);
        at
    }

    pub fn merge(&mut self, later: Created) {
        if self.counts.is_empty() && self.rest.is_empty() {
            *self = later;
            return;
        }
        for (lane, last, theirs) in later.pages.whole() {
            let ours = self.dense(lane, last);
            if ours.is_some_and(|ours| self.add_page(ours, &later, theirs)) {
                continue;
            }
            for (day, at) in days(last, theirs) {
                let deals = later.counts.get(at).copied().unwrap_or(0);
                if deals > 0 {
                    let (rep, stage) = owner(lane);
                    let rep = rep.into();
                    self.add_at(ours.map(|ours| ours + (at - theirs)), (rep, stage, day), deals);
                }
            }
        }
        for ((rep, stage, day), deals) in later.rest {
            self.add_rest((rep.into(), stage, day), deals);
        }
    }

    /// Adds the days of a page at once, and says whether all have room.
    fn add_page(&mut self, ours: usize, later: &Created, theirs: usize) -> bool {
        let (sums, more) = (self.counts.get_mut(ours..ours + PAGE), later.counts.get(theirs..theirs + PAGE));
        let Some((sums, more)) = sums.zip(more).filter(|(sums, more)| pages::has_room(sums, more, u16::checked_add))
        else {
            return false;
        };
        pages::add(sums, more);
        true
    }

    fn each(&self, mut each: impl FnMut((Slot, u32, Day), i64)) {
        for (lane, last, place) in self.pages.whole() {
            let (rep, stage) = owner(lane);
            for (day, at) in days(last, place) {
                match self.counts.get(at) {
                    None | Some(0) => {}
                    Some(deals) => each((rep, stage, day), (*deals).into()),
                }
            }
        }
        self.rest.iter().for_each(|(key, deals)| each(*key, *deals));
    }

    /// The days on which deals were created, in order.
    pub fn into_days(self) -> Vec<((Slot, u32, Day), i64)> {
        let mut all = Vec::new();
        self.each(|key, deals| all.push((key, deals)));
        all.sort_unstable();
        // What grew too large for its place is in two.
        all.dedup_by(|(key, deals), (kept, sum)| {
            let again = key == kept;
            *sum += if again { *deals } else { 0 };
            again
        });
        all
    }
}

/// The days of a rep and one of the first stages.
#[inline]
fn lane(rep: Slot32, stage: u32) -> usize {
    rep.number() * FEW + stage as usize
}

/// The rep and the stage of a lane.
fn owner(lane: usize) -> (Slot, u32) {
    ((lane / FEW).checked_sub(1), (lane % FEW) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_counted_all_the_same() {
        let as_of = Day::parse("2026-08-14").unwrap();
        let mut created = Created::new(as_of);
        for _ in 0..2 {
            (0..MOST / 32).for_each(|rep| created.add(Some(rep).into(), 0, as_of, 1));
        }
        assert!(!created.rest.is_empty() && created.counts.len() < MOST + 100);
        let days = created.into_days();
        assert!(days.iter().all(|(_, deals)| *deals == 2) && days.len() == MOST / 32);
    }

    #[test]
    fn what_grows_too_large_is_counted_all_the_same() {
        let as_of = Day::parse("2026-08-14").unwrap();
        let three = || {
            let mut created = Created::new(as_of);
            (0..3).for_each(|_| created.add(Slot32::NONE, 0, as_of, u16::MAX));
            created
        };
        assert_eq!(three().into_days(), [((None, 0, as_of), 3 * i64::from(u16::MAX))]);
        let mut both = three();
        both.merge(three());
        assert_eq!(both.into_days(), [((None, 0, as_of), 6 * i64::from(u16::MAX))]);
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let as_of = Day::parse("2026-08-14").unwrap();
        let keys = [(None, 0), (Some(0), 31), (Some(7), 3), (Some(7), 32), (None, 9_999)];
        let (mut one, mut other) = (Created::new(as_of), Created::new(as_of));
        for (created, days) in [(&mut one, [0, 63, 64]), (&mut other, [0, 64, 5_000])] {
            for ((rep, stage), back) in keys.into_iter().flat_map(|key| days.map(|back| (key, back))) {
                created.add(rep.into(), stage, as_of.plus(-back), 2);
            }
        }
        one.merge(other);
        let days = [(5_000, 2), (64, 4), (63, 2), (0, 4)];
        let mut expected: Vec<_> = keys
            .into_iter()
            .flat_map(|(rep, stage)| days.map(|(back, deals)| ((rep, stage, as_of.plus(-back)), deals)))
            .collect();
        expected.sort_unstable();
        assert_eq!(one.into_days(), expected);
    }
}
