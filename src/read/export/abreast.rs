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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::batch::Batch;

    /// Checks some cells of a column, and more of them than are read in a row.
    fn check(texts: &[&str], is_same: impl Fn(&[Cell])) {
        for rows in [1, 5, 17, 40, MOST] {
            let cells: Vec<&str> = texts.iter().cycle().take(rows).copied().collect();
            let text = format!("00000000000\n{}\n", cells.join("\n"));
            let ends: Vec<u32> = (0..).zip(text.bytes()).filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
            let bounds: Vec<u32> = (0..ends.len() as u32).collect();
            let batch = Batch::new(&text, text.as_bytes(), &ends, &bounds, false);
            let column = batch.column::<false>(0);
            is_same(&batch.starts().map(|start| column.cell(start)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn dates_are_read_as_one_by_one() {
        let texts =
            ["2026-03-05", "", "2026-02-29", "2024-02-29", "2026-3-05", "1900-01-01", "2200-12-31", "2026/03/05"];
        check(&texts, |cells| {
            let mut days = [Day::LAST; MOST];
            let mut dates = Dates::NONE;
            let known = dates.read(cells.iter().copied(), &mut days);
            let read: Vec<_> = known.rows().map(|at| (at, Some(days[at]))).collect();
            let one_by_one = cells.iter().map(|cell| Day::of_iso(cell.text())).enumerate();
            assert_eq!(read, one_by_one.filter(|(_, day)| day.is_some()).collect::<Vec<_>>());
        });
    }

    #[test]
    fn amounts_are_read_as_one_by_one() {
        let texts = ["1234.50", "7.07", "12345678.99", "123456789.00", "-5.00", "1,234.50", "12", "", "1.2.30", "0.5a"];
        check(&texts, |cells| {
            let mut hundredths = [0; MOST];
            let mut amounts = Amounts::NONE;
            let known = amounts.read(cells.iter().copied(), &mut hundredths);
            let read: Vec<_> = known.rows().map(|at| (at, Some((hundredths[at], 2)))).collect();
            let short =
                |cell: &Cell| plain_amount::parse(cell.text()).filter(|read| read.1 == 2 && read.0 < 10_000_000_000);
            let one_by_one = cells.iter().map(short).enumerate();
            assert_eq!(read, one_by_one.filter(|(_, amount)| amount.is_some()).collect::<Vec<_>>());
        });
    }

    #[test]
    fn all_widths_find_the_same() {
        let mut dates = Dates::NONE;
        let texts = [*b"2026-03-05", *b"2026-13-05", *b"1999-12-31", *b"2026-00-00", *b"20x6-03-05", *b"2026-03-0:"];
        for at in 0..MOST {
            let [month @ .., tens, ones] = texts[at % texts.len()];
            (dates.months[at], dates.days[at]) = (u64::from_le_bytes(month), u16::from_le_bytes([tens, ones]));
        }
        let mut widest = ([Day::LAST; MOST], [false; MOST]);
        wide::widest(&dates, MOST, &mut widest.0, &mut widest.1);
        let mut plain = ([Day::LAST; MOST], [false; MOST]);
        dates.work(MOST, &mut plain.0, &mut plain.1);
        assert_eq!(widest, plain);
        assert_eq!(plain.1[..texts.len()], [true, false, true, false, false, false]);
    }
}
