//! On which days the open deals of each rep and stage were created.

use crate::model::actuals::Slot;
use crate::model::day::Day;
use crate::read::export::hash::Map;
use crate::read::export::pages::Pages;

/// Counts by rep, stage and day: densely for the first stages, of which few have more. A column of free text taken for
/// stages has as many as it has rows, and a page of days for each would not fit into memory.
pub struct Created {
    pages: Pages,
    counts: Vec<i64>,
    rest: Map<(Slot, u32, Day), i64>,
}

/// Stages whose days are kept densely.
const FEW: usize = 32;

impl Created {
    pub fn new(as_of: Day) -> Self {
        Created { pages: Pages::new(as_of), counts: Vec::new(), rest: Map::default() }
    }

    /// Adds deals of a stage, by the number of its name, that were created on a day not after the as-of day.
    #[inline]
    pub fn add(&mut self, rep: Slot, stage: u32, day: Day, deals: i64) {
        if stage as usize >= FEW {
            *self.rest.entry((rep, stage, day)).or_default() += deals;
            return;
        }
        let at = self.pages.place(rep.map_or(0, |rep| rep + 1) * FEW + stage as usize, day);
        if self.counts.len() < self.pages.places() {
            self.counts.resize(self.pages.places(), 0);
        }
        if let Some(count) = self.counts.get_mut(at) {
            *count += deals;
        }
    }

    pub fn merge(&mut self, later: Created) {
        for ((rep, stage, day), deals) in later.all() {
            self.add(rep, stage, day, deals);
        }
    }

    /// The days on which deals were created.
    pub fn all(&self) -> impl Iterator<Item = ((Slot, u32, Day), i64)> {
        let dense = self.pages.all().filter_map(|(lane, day, at)| {
            let deals = self.counts.get(at).copied().filter(|deals| *deals != 0)?;
            let stage = u32::try_from(lane % FEW).ok()?;
            Some((((lane / FEW).checked_sub(1), stage, day), deals))
        });
        dense.chain(self.rest.iter().map(|(key, deals)| (*key, *deals)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole() {
        let as_of = Day::parse("2026-08-14").unwrap();
        let keys = [(None, 0), (Some(0), 31), (Some(7), 3), (Some(7), 32), (None, 9_999)];
        let (mut one, mut other) = (Created::new(as_of), Created::new(as_of));
        for (created, days) in [(&mut one, [0, 63, 64]), (&mut other, [0, 64, 5_000])] {
            for ((rep, stage), back) in keys.into_iter().flat_map(|key| days.map(|back| (key, back))) {
                created.add(rep, stage, as_of.plus(-back), 2);
            }
        }
        one.merge(other);
        let mut all: Vec<_> = one.all().collect();
        all.sort_unstable();
        let days = [(5_000, 2), (64, 4), (63, 2), (0, 4)];
        let mut expected: Vec<_> = keys
            .into_iter()
            .flat_map(|(rep, stage)| days.map(|(back, deals)| ((rep, stage, as_of.plus(-back)), deals)))
            .collect();
        expected.sort_unstable();
        assert_eq!(all, expected);
    }
}
