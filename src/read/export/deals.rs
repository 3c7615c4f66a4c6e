//! Plain deals side by side, by the number of their row: each fact in a list of its own.

use crate::model::day::Day;
use crate::model::money::Money;
use crate::model::open::Probability;
use crate::read::export::batch::{MOST, Picked};
use crate::read::export::currencies::Taken;
use crate::read::export::deal::{Deal, Judged};
use crate::read::export::owners::Owner;
use crate::read::export::segments::Place;
use crate::read::export::stages::Standing;

/// The deals of the rows of a [`Batch`](crate::read::export::batch::Batch). A row that is not plain has no facts that mean
/// anything, and those of open deals are meant for these alone.
pub struct Deals {
    /// How many rows there are.
    pub count: usize,
    /// Whether each is plain.
    pub plain: [bool; MOST],
    /// The hashes of their ids, or of all their cells where they have none.
    pub ids: [u64; MOST],
    pub owners: [Owner; MOST],
    pub standings: [Standing; MOST],
    pub places: [Place; MOST],
    pub created: [Day; MOST],
    pub closed: [Day; MOST],
    /// In minor units.
    pub amounts: [i64; MOST],
    pub probabilities: [Option<Probability>; MOST],
    pub last_activities: [Option<Day>; MOST],
    /// Whether each is open, or won.
    pub is_open: [bool; MOST],
    pub is_won: [bool; MOST],
    /// Those that are plain, and of these those that are open, and those that are won, once all is [settled](Deals::settle).
    pub picked: Picked,
    pub open: Picked,
    pub won: Picked,
}

impl Deals {
    /// With a place where all of them belong that are not told another one.
    pub fn new(place: Place) -> Self {
        Deals {
            count: 0,
            plain: [false; MOST],
            ids: [0; MOST],
            owners: [Owner::stranger(0); MOST],
            standings: [Standing::open(0); MOST],
            places: [place; MOST],
            created: [Day::LAST; MOST],
            closed: [Day::LAST; MOST],
            amounts: [0; MOST],
            probabilities: [None; MOST],
            last_activities: [None; MOST],
            is_open: [false; MOST],
            is_won: [false; MOST],
            picked: Picked::NONE,
            open: Picked::NONE,
            won: Picked::NONE,
        }
    }

    /// Picks those that are plain, of which all is known now.
    pub fn settle(&mut self) -> Picked {
        let picked = |rows| Picked::of(rows, self.count);
        let plain = picked(&self.plain);
        (self.picked, self.open, self.won) = (plain, plain.and(picked(&self.is_open)), plain.and(picked(&self.is_won)));
        plain
    }

    /// The hashes of the plain ones.
    #[inline(always)]
    pub fn plain_ids<'i>(&'i self, room: &'i mut [u64; MOST]) -> &'i [u64] {
        if self.picked.count() as usize == self.count {
            return self.ids.get(..self.count).unwrap_or_default();
        }
        let ids = room.iter_mut().zip(self.picked.rows()).map(|(id, at)| *id = self.ids[at]).count();
        room.get(..ids).unwrap_or_default()
    }

    #[inline(always)]
    pub fn amount(&self, at: usize) -> Money {
        Money::from_sum(self.amounts[at].into())
    }

    /// An open deal as any other row gives it.
    #[inline(never)]
    pub fn open_deal(&self, at: usize, horizon: Day) -> Deal {
        let (standing, closed) = (self.standings[at], self.closed[at]);
        Deal {
            owner: self.owners[at],
            place: self.places[at],
            outcome: standing.outcome,
            stage: standing.stage,
            created: Some(self.created[at]),
            closed: Some(closed),
            amount: Some(self.amount(at)),
            share: None,
            taken: Taken::AsWritten,
            contradiction: false,
            known: standing.known,
            judged: Judged::Plainly,
            probability: self.probabilities[at],
            odd_probability: false,
            last_activity: self.last_activities[at],
            may_decide: closed <= horizon,
        }
    }
}
