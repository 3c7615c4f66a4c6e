//! Dates and amounts side by side: what is done for one is no branch, so that the processor takes several of them in each step.

use crate::model::day::Day;
use crate::read::export::batch::{Cell, MOST, Picked};
use crate::read::export::plain_amount;
use crate::read::export::scan::wide::{self, Work};

/// How many are read in a row before there is an end to look for.
const LOT: usize = 16;

/// The dates of a column, as far as they look like `2026-03-05`.
pub struct Dates {
    months: [u64; MOST],
    days: [u16; MOST],
}

impl Dates {
    pub const NONE: Dates = Dates { months: [0; MOST], days: [0; MOST] };

    /// Reads the days of cells, and says which of them are such dates.
    #[inline(always)]
    pub fn read<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>, days: &mut [Day; MOST]) -> Picked {
        let mut count = 0;
        for ((cell, month), day) in cells.zip(&mut self.months).zip(&mut self.days) {
            (*month, *day) = cell.ten().unwrap_or_default();
            count += 1;
        }
        let mut known = [false; MOST];
        wide::widest(&*self, count, days, &mut known);
        Picked::of(&known, count)
    }
}

impl Work for Dates {
    type Value = Day;

    #[inline(always)]
    fn work(&self, count: usize, days: &mut [Day; MOST], known: &mut [bool; MOST]) {
        let texts = self.months.as_chunks::<LOT>().0.iter().zip(self.days.as_chunks::<LOT>().0);
        let dates = days.as_chunks_mut::<LOT>().0.iter_mut().zip(known.as_chunks_mut::<LOT>().0);
        for ((months, tens), (days, known)) in texts.zip(dates).take(count.div_ceil(LOT)) {
            for at in 0..LOT {
                (days[at], known[at]) = Day::of_bytes(months[at], tens[at]);
            }
        }
    }
}

/// The amounts of a column, as far as they look like `1234.50`.
pub struct Amounts {
    wholes: [u64; MOST],
    rests: [u32; MOST],
    /// The digits in front of the point.
    digits: [u32; MOST],
}

impl Amounts {
    pub const NONE: Amounts = Amounts { wholes: [0; MOST], rests: [0; MOST], digits: [0; MOST] };

    /// Reads the hundredths that cells hold, and says which of them are such amounts.
    #[inline(always)]
    pub fn read<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>, hundredths: &mut [i64; MOST]) -> Picked {
        let mut count = 0;
        let parts = self.wholes.iter_mut().zip(&mut self.rests).zip(&mut self.digits);
        for (cell, ((whole, rest), digits)) in cells.zip(parts) {
            (*whole, *rest, *digits) = cell.around_point().unwrap_or_default();
            count += 1;
        }
        let mut known = [false; MOST];
        wide::widest(&*self, count, hundredths, &mut known);
        Picked::of(&known, count)
    }
}

impl Work for Amounts {
    type Value = i64;

    #[inline(always)]
    fn work(&self, count: usize, hundredths: &mut [i64; MOST], known: &mut [bool; MOST]) {
        let rests = self.rests.as_chunks::<LOT>().0.iter().zip(self.digits.as_chunks::<LOT>().0);
        let parts = self.wholes.as_chunks::<LOT>().0.iter().zip(rests);
        let amounts = hundredths.as_chunks_mut::<LOT>().0.iter_mut().zip(known.as_chunks_mut::<LOT>().0);
        for ((wholes, (rests, digits)), (hundredths, known)) in parts.zip(amounts).take(count.div_ceil(LOT)) {
            for at in 0..LOT {
                (hundredths[at], known[at]) = plain_amount::hundredths(wholes[at], rests[at], digits[at]);
            }
        }
    }
}
