//! Open deals of each kind, summed row by row.

use crate::model::open::{Due, OpenTally};
use crate::read::export::hash::Map;
use crate::read::export::lanes::Lane;

/// Whose they are, the number of their stage's name, and when they are due.
pub type Kind = (Lane, u32, Due);

/// Sums by kind, each found without a hash where its stage is one of the first.
#[derive(Default)]
pub struct OpenTallies {
    all: Vec<(Kind, OpenTally)>,
    /// By lane, which row of `slots` is its own; one more than that, 0 where it has none.
    rows: Vec<u32>,
    /// For each row, stage and due: one more than the place among all, 0 where it has none.
    slots: Vec<u32>,
    rest: Map<Kind, usize>,
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

    pub fn merge(&mut self, later: OpenTallies) {
        for (kind, tally) in later.all {
            self.of(kind).add(&tally);
        }
    }

    pub fn into_all(self) -> Vec<(Kind, OpenTally)> {
        self.all
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
}
