//! Rows side by side, so that one column after the other is read: what is done for each cell is short, and the processor
//! does several at once.

use std::iter;

use crate::model::day::Day;
use crate::read::export::hash::{SHORT, Words};
use crate::read::export::plain_amount;
use crate::read::export::row::Slices;

/// Some rows of a text, at most [`MOST`] of them, whose cells hold no line ends.
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    text: &'a str,
    /// The text, and any bytes behind it.
    window: &'a [u8],
    /// The bytes that end cells.
    ends: &'a [u32],
    /// Which of the ends is that of the row before the first one, and of each row.
    bounds: &'a [u32],
    quoted: bool,
}

/// As many as a [`Picked`] holds.
pub const MOST: usize = 64;

impl<'a> Batch<'a> {
    /// The rows of a text that starts a window, with which of its `ends` are those of the row before the first one and of each
    /// row.
    pub fn new(text: &'a str, window: &'a [u8], ends: &'a [u32], bounds: &'a [u32], quoted: bool) -> Self {
        let most = bounds.len().min(MOST + 1);
        Batch { text, window, ends, bounds: bounds.get(..most).unwrap_or_default(), quoted }
    }

    /// A row by its number from 0.
    pub fn row(self, at: usize) -> Slices<'a> {
        let ends = match self.bounds.get(at..at + 2) {
            Some([before, last]) => self.ends.get(*before as usize..=*last as usize).unwrap_or_default(),
            _ => &[],
        };
        Slices::new(self.text, ends)
    }

    /// Where the cells of each row start, and how many it has.
    pub fn spans(self) -> impl ExactSizeIterator<Item = (usize, usize)> {
        self.bounds.windows(2).map(|pair| (pair[0] as usize, pair[1].wrapping_sub(pair[0]) as usize))
    }

    /// Where the cells of each row start: by this its [cells](Column::cell) are asked for.
    pub fn starts(self) -> impl Iterator<Item = usize> + Clone {
        self.bounds.split_last().map_or(&[][..], |(_, starts)| starts).iter().map(|start| *start as usize)
    }

    /// The same for one row.
    #[inline]
    pub fn start(self, at: usize) -> usize {
        self.bounds.get(at).map_or(0, |start| *start as usize)
    }

    /// Whether cells may stand in quotes.
    pub fn is_quoted(self) -> bool {
        self.quoted
    }

    /// The cells of a column. `QUOTED` is what [`Batch::is_quoted`] says: code that knows it has nothing to ask for each cell.
    #[inline(always)]
    pub fn column<const QUOTED: bool>(self, column: usize) -> Column<'a, QUOTED> {
        Column { window: self.window, ends: self.ends.get(column..).unwrap_or_default() }
    }
}

/// The cells of a column.
#[derive(Clone, Copy)]
pub struct Column<'a, const QUOTED: bool> {
    window: &'a [u8],
    /// From the end of the cell before the first one on.
    ends: &'a [u32],
}

impl<'a, const QUOTED: bool> Column<'a, QUOTED> {
    /// The cell of the row that starts there; empty where there is no such column.
    #[inline(always)]
    pub fn cell(self, start: usize) -> Cell<'a> {
        let (mut from, mut to) = match self.ends.get(start..start + 2) {
            Some([before, end]) => (before.wrapping_add(1) as usize, *end as usize),
            _ => (0, 0),
        };
        if QUOTED && let Some([b'"', .., b'"']) = self.window.get(from..to) {
            (from, to) = (from + 1, to - 1);
        }
        Cell { window: self.window, from, to }
    }
}

/// A cell where it stands; at most a pair of quotes is left out.
#[derive(Clone, Copy)]
pub struct Cell<'a> {
    window: &'a [u8],
    from: usize,
    to: usize,
}

impl<'a> Cell<'a> {
    #[inline(always)]
    pub fn text(self) -> &'a [u8] {
        self.window.get(self.from..self.to).unwrap_or_default()
    }

    #[inline(always)]
    fn len(self) -> usize {
        self.to.wrapping_sub(self.from)
    }

    #[inline(always)]
    pub fn last(self) -> Option<u8> {
        self.window.get(self.to.wrapping_sub(1)).copied().filter(|_| self.from < self.to)
    }

    /// So many bytes from its start on, whether they are its own or not.
    #[inline(always)]
    fn chunk<const N: usize>(self) -> Option<&'a [u8; N]> {
        self.window.get(self.from..self.from + N)?.first_chunk()
    }

    /// The day of a plain `2026-03-05`.
    #[inline(always)]
    pub fn day(self) -> Option<Day> {
        Day::of_ten(self.chunk().filter(|_| self.len() == 10)?)
    }

    /// The first eight and the last two bytes of a text of ten, the first of them lowest.
    #[inline(always)]
    pub fn ten(self) -> Option<(u64, u16)> {
        let [first @ .., one, other] = self.chunk::<10>().filter(|_| self.len() == 10)?;
        Some((u64::from_le_bytes(*first), u16::from_le_bytes([*one, *other])))
    }

    /// The words of a short text that is not empty; nothing close to the end of the window either.
    #[inline(always)]
    pub fn words(self) -> Option<Words> {
        let (own, length) = *OWN.get(self.len().wrapping_sub(1))?;
        let bytes = u128::from_le_bytes(*self.chunk()?) & own | length;
        Some((bytes as u64, (bytes >> 64) as u64))
    }

    /// A number of one to three digits, unless it is close to the end of the window.
    #[inline(always)]
    pub fn few_digits(self) -> Option<u16> {
        let length = self.len();
        let bytes = u32::from_le_bytes(*self.chunk()?);
        if (1..=3).contains(&length) { plain_amount::few_digits_at_once(bytes, length as u32) } else { None }
    }

    /// What [`hundredths`](crate::read::export::plain_amount::hundredths) are of, where the text has four to eleven bytes.
    #[inline(always)]
    pub fn around_point(self) -> Option<(u64, u32, u32)> {
        let digits = self.len().wrapping_sub(DECIMALS);
        let bytes = self.window.get(..self.to)?.last_chunk::<11>()?;
        let (whole, rest) = (u64::from_le_bytes(*bytes.first_chunk()?), u32::from_le_bytes(*bytes.last_chunk()?) >> 8);
        (1..=8).contains(&digits).then_some((whole, rest, digits as u32))
    }
}

/// The point and the two digits behind it.
const DECIMALS: usize = 3;

/// For each length from 1 on, which bytes are those of a short text, and the length as the last byte.
const OWN: [(u128, u128); SHORT] = {
    let (mut all, mut at, mut own) = ([(0, 0); SHORT], 0, 0);
    while at < SHORT {
        own = own << 8 | 0xff;
        all[at] = (own, (at as u128 + 1) << 120);
        at += 1;
    }
    all
};

/// Which rows of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked(u64);

impl Picked {
    pub const NONE: Picked = Picked(0);

    /// Those of the first `count` rows for which something is so, eight of them at a time.
    #[inline(always)]
    pub fn of(rows: &[bool; MOST], count: usize) -> Self {
        let eights = rows.as_chunks::<8>().0;
        let eight = |at: usize| {
            let bytes = u64::from_le_bytes(eights[at].map(u8::from));
            (bytes.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at)
        };
        // None has to be shifted by the one behind it, and to wait for it.
        Picked((0..eights.len()).fold(0, |all, at| all | eight(at)) & Self::first(count))
    }

    fn first(count: usize) -> u64 {
        if count < MOST { (1 << count) - 1 } else { u64::MAX }
    }

    /// Those of the first `count` rows that are not among them.
    pub fn others(self, count: usize) -> Self {
        Picked(Self::first(count) & !self.0)
    }

    /// Those that are among others, too.
    pub fn and(self, others: Self) -> Self {
        Picked(self.0 & others.0)
    }

    pub fn count(self) -> u64 {
        self.0.count_ones().into()
    }

    /// The number of the last one.
    pub fn last(self) -> Option<usize> {
        self.0.checked_ilog2().map(|at| at as usize)
    }

    /// Their numbers.
    #[inline(always)]
    pub fn rows(self) -> impl Iterator<Item = usize> {
        let not_zero = |left: u64| (left != 0).then_some(left);
        iter::successors(not_zero(self.0), move |left| not_zero(left & (left - 1)))
            .map(|left| left.trailing_zeros() as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::hash;

    const TEXT: &str = "id,7\n\"Ann\",2026-03-05\n,1234.50\nx\n";

    fn batch() -> Batch<'static> {
        Batch::new(TEXT, TEXT.as_bytes(), &[u32::MAX, 2, 4, 10, 21, 22, 30, 32], &[0, 2, 4, 6, 7], true)
    }

    #[test]
    fn cells_are_found_by_column() {
        let rows = batch();
        assert_eq!(rows.spans().map(|(_, width)| width).collect::<Vec<_>>(), [2, 2, 2, 1]);
        let column = |number| rows.starts().take(3).map(move |start| rows.column::<true>(number).cell(start));
        let texts = |number| column(number).map(Cell::text).collect::<Vec<_>>();
        assert_eq!(texts(0), [&b"id"[..], b"Ann", b""]);
        assert_eq!(texts(1), [&b"7"[..], b"2026-03-05", b"1234.50"]);
        assert_eq!(texts(u32::MAX as usize), [b""; 3]);
        assert_eq!(column(1).map(Cell::day).collect::<Vec<_>>(), [None, Day::parse("2026-03-05"), None]);
        let amount = (u64::from_le_bytes(*b"05\n,1234"), u32::from_le_bytes(*b".50\0"), 4);
        assert_eq!(column(1).last().unwrap().around_point(), Some(amount));
        assert_eq!(column(0).map(Cell::around_point).collect::<Vec<_>>(), [None; 3]);
        assert_eq!(column(1).map(Cell::few_digits).collect::<Vec<_>>(), [Some(7), None, None]);
        assert_eq!(rows.row(2).cell(1), "1234.50");
    }

    #[test]
    fn words_are_those_of_the_text_alone() {
        let window = "阶段 1, a text of some length, and more behind it";
        for from in 0..4 {
            for to in from..window.len() {
                let cell = Cell { window: window.as_bytes(), from, to };
                let known = hash::words(cell.text()).filter(|_| from < to);
                assert_eq!(cell.words(), known, "{from}..{to}");
            }
        }
    }

    #[test]
    fn rows_are_picked() {
        let rows: [bool; MOST] = std::array::from_fn(|at| at % 3 == 0 || at > 60);
        let numbers = |picked: Picked| picked.rows().collect::<Vec<_>>();
        for count in [0, 1, 40, MOST] {
            let (picked, all) = (Picked::of(&rows, count), Picked::of(&[true; MOST], count));
            assert_eq!(numbers(all), (0..count).collect::<Vec<_>>());
            assert_eq!(numbers(picked), (0..count).filter(|at| rows[*at]).collect::<Vec<_>>());
            assert_eq!((picked.count() as usize, picked.last()), (picked.rows().count(), picked.rows().last()));
            assert_eq!(numbers(picked.others(count)), (0..count).filter(|at| !rows[*at]).collect::<Vec<_>>());
            assert_eq!(Picked::of(&rows, MOST).and(all), picked);
        }
    }
}
