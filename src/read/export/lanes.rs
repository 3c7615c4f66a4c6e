//! Lanes: reps and segments, or nobody and no segment, as small numbers that tables are built by.

use crate::model::actuals::Slot;
use crate::model::plan::Plan;

/// Whose a fact is: a rep and a segment, or nobody and no segment, as one small number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lane(u32);

impl Lane {
    #[inline]
    pub fn number(self) -> usize {
        self.0 as usize
    }
}

impl From<usize> for Lane {
    /// That of a [number](Lane::number).
    fn from(number: usize) -> Self {
        Lane(u32::try_from(number).unwrap_or(u32::MAX))
    }
}

/// A [`Slot`] in four bytes, as every row has some: one more than its number, 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slot32(u32);

impl Slot32 {
    pub const NONE: Slot32 = Slot32(0);

    #[inline]
    pub fn slot(self) -> Slot {
        (self.0 as usize).checked_sub(1)
    }

    /// One more than its number, 0 for none.
    #[inline]
    pub fn number(self) -> usize {
        self.0 as usize
    }
}

impl From<Slot> for Slot32 {
    /// No plan that is read has four billion reps or segments.
    #[inline]
    fn from(slot: Slot) -> Self {
        Slot32(slot.map_or(0, |at| at as u32 + 1))
    }
}

/// The lanes of a plan.
#[derive(Clone, Copy)]
pub struct Lanes {
    /// One more than there are, for those of no segment.
    segments: u32,
}

impl Lanes {
    pub fn new(plan: &Plan) -> Self {
        Lanes::of_segments(u32::try_from(plan.segments.len()).unwrap_or(u32::MAX - 1))
    }

    /// Those of a plan with so many segments.
    pub fn of_segments(count: u32) -> Self {
        Lanes { segments: count + 1 }
    }

    /// No plan that is read has as many reps and segments that the number would not fit.
    #[inline]
    pub fn of(self, rep: impl Into<Slot32>, segment: impl Into<Slot32>) -> Lane {
        Lane(rep.into().0 * self.segments + segment.into().0)
    }

    pub fn slots(self, lane: Lane) -> (Slot, Slot) {
        let slot = |number: u32| (number as usize).checked_sub(1);
        (slot(lane.0 / self.segments), slot(lane.0 % self.segments))
    }
}
