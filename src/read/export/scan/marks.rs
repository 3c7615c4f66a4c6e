//! Bytes to marks: where cells and rows end, 64 bytes at a time.

use crate::read::export::scan::quotes::{Quotes, Rare};

/// The ends of the cells and rows of a text.
#[derive(Default)]
pub struct Marks {
    /// Where each cell ends: the place of its delimiter or newline. The first is that of the row before the text. Only
    /// `filled` of them are meant.
    ends: Vec<u32>,
    filled: usize,
    /// For the row before the text, and each whole row, which of the ends is its own. Only `whole` of them are meant.
    rows: Vec<u32>,
    whole: usize,
    blocks: Blocks,
    quotes: Quotes,
    /// Newlines inside quoted cells.
    pub inner: Vec<u32>,
    /// Places in rows with a cell that is more than a pair of quotes around plain text: a doubled quote, or text behind
    /// the closing one.
    pub odd: Vec<u32>,
    /// Whether the text holds a NUL byte, and whether it holds quotes.
    pub nul: bool,
    pub quoted: bool,
    /// Whether it is ASCII alone.
    pub ascii: bool,
}

/// The bytes of each block that end cells, and those of them that are newlines; the first place is that of the row before.
#[derive(Default)]
pub struct Blocks {
    pub ends: Vec<u64>,
    pub newlines: Vec<u64>,
}

pub const BLOCK: usize = 64;

/// The text without quotes and carriage returns at its end: the byte behind each says what it means, and the row that holds
/// them is not whole.
fn without_open_end(text: &[u8]) -> &[u8] {
    let end = text.iter().rposition(|byte| !matches!(byte, b'"' | b'\r')).map_or(0, |last| last + 1);
    text.get(..end).unwrap_or_default()
}

/// Room for the places of a block.
pub type Room = [u32; BLOCK];

impl Marks {
    /// `equal` gives the places of a block that hold a value; `places` writes the places of bits behind a base.
    #[inline(always)]
    pub fn mark_by(
        &mut self,
        text: &[u8],
        delimiter: u8,
        equal: impl Fn(&[u8; BLOCK], u8) -> u64,
        places: impl Fn(u64, u32, &mut Room),
    ) -> Option<usize> {
        self.inner.clear();
        self.odd.clear();
        let (whole, rest) = without_open_end(text).as_chunks::<BLOCK>();
        let mut last = [b' '; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        self.find(whole, &last, delimiter, &equal);
        let bad = if self.quoted { self.leave_out_quoted(whole, &last, &equal) } else { None };
        self.write(places);
        bad
    }

    /// Finds what ends cells, whether it is in quotes or not.
    #[inline(always)]
    fn find(
        &mut self,
        whole: &[[u8; BLOCK]],
        last: &[u8; BLOCK],
        delimiter: u8,
        equal: &impl Fn(&[u8; BLOCK], u8) -> u64,
    ) {
        let Blocks { ends, newlines } = &mut self.blocks;
        for masks in [&mut *ends, &mut *newlines] {
            masks.resize(whole.len() + 2, 0);
        }
        (ends[0], newlines[0]) = (1 << 63, 1 << 63);
        let (mut quotes, mut any, mut least) = (0, [0; BLOCK], [u8::MAX; BLOCK]);
        let mut find = |bytes: &[u8; BLOCK], ends: &mut u64, newlines: &mut u64| {
            *newlines = equal(bytes, b'\n');
            *ends = equal(bytes, delimiter) | *newlines;
            quotes |= equal(bytes, b'"');
            any.iter_mut().zip(bytes).for_each(|(any, byte)| *any |= byte);
            least.iter_mut().zip(bytes).for_each(|(least, byte)| *least = (*least).min(*byte));
        };
        let masks = ends[1..].iter_mut().zip(&mut newlines[1..]);
        whole.iter().zip(masks).for_each(|(bytes, (ends, newlines))| find(bytes, ends, newlines));
        if let (Some(ends), Some(newlines)) = (ends.last_mut(), newlines.last_mut()) {
            find(last, ends, newlines);
        }
        (self.quoted, self.nul, self.ascii) = (quotes != 0, least.contains(&0), any.is_ascii());
    }

    /// Leaves out what is in quotes, and gives the place of a quote that breaks the rule; nothing is marked from there on.
    #[inline(always)]
    fn leave_out_quoted(
        &mut self,
        whole: &[[u8; BLOCK]],
        last: &[u8; BLOCK],
        equal: &impl Fn(&[u8; BLOCK], u8) -> u64,
    ) -> Option<usize> {
        self.quotes.find(whole, last, equal);
        if self.quotes.leave_out_quoted(&mut self.blocks) { self.take_rare() } else { None }
    }

    /// Takes note of what few texts have, and gives the place of the first quote that breaks the rule.
    #[inline(never)]
    fn take_rare(&mut self) -> Option<usize> {
        for at in 1..self.blocks.ends.len() {
            let (base, Rare { odd, inner, bad }) = ((at - 1) * BLOCK, self.quotes.rare(&self.blocks, at));
            push_all(&mut self.odd, odd, base as u32);
            push_all(&mut self.inner, inner, base as u32);
            let Blocks { ends, newlines } = &mut self.blocks;
            newlines[at] &= ends[at];
            if bad != 0 {
                let good = (1 << bad.trailing_zeros()) - 1;
                ends[at] &= good;
                newlines[at] &= good;
                ends.truncate(at + 1);
                newlines.truncate(at + 1);
                return Some(base + bad.trailing_zeros() as usize);
            }
        }
        None
    }

    /// Writes down where the cells and rows end.
    #[inline(always)]
    fn write(&mut self, places: impl Fn(u64, u32, &mut Room)) {
        // Each block needs room for as many ends, and rows, as it has bytes.
        let room = self.blocks.ends.len() * BLOCK;
        for places in [&mut self.ends, &mut self.rows] {
            if places.len() < room {
                places.resize(room, 0);
            }
        }
        // One more than this is the first byte of the text.
        (self.ends[0], self.rows[0]) = (u32::MAX, 0);
        let (mut filled, mut whole, mut base) = (1, 1, 0);
        let (ends, rows) = (self.ends.as_mut_slice(), self.rows.as_mut_slice());
        let Blocks { ends: masks, newlines } = &self.blocks;
        for (mask, newlines) in masks[1..].iter().zip(&newlines[1..]) {
            let (mask, mut newlines) = (*mask, *newlines);
            while newlines != 0 {
                let before = mask & (newlines ^ (newlines - 1));
                if let Some(row) = rows.get_mut(whole) {
                    *row = filled as u32 + before.count_ones() - 1;
                    whole += 1;
                }
                newlines &= newlines - 1;
            }
            if let Some(room) = ends.get_mut(filled..).and_then(<[u32]>::first_chunk_mut) {
                places(mask, base, room);
                filled += mask.count_ones() as usize;
            }
            base += BLOCK as u32;
        }
        (self.filled, self.whole) = (filled, whole);
    }

    /// The end of the row before the text, and those of all cells.
    pub fn ends(&self) -> &[u32] {
        self.ends.get(..self.filled).unwrap_or_default()
    }

    /// For the row before the text, and each whole row, which of the ends is its own.
    pub fn rows(&self) -> &[u32] {
        self.rows.get(..self.whole).unwrap_or_default()
    }
}

#[cold]
fn push_all(places: &mut Vec<u32>, mut bits: u64, base: u32) {
    while bits != 0 {
        places.push(base + bits.trailing_zeros());
        bits &= bits - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::scan::wide;

    #[test]
    fn marks_are_the_same_wherever_a_block_ends() {
        let marked = |before: usize, row: &str| {
            let mut marks = Marks::default();
            let text = format!("{}\n{row}", "x".repeat(before));
            let bad = wide::mark(&mut marks, text.as_bytes(), b',').0.map(|place| place - before);
            // Nothing is meant behind a quote that breaks the rule.
            let back = |places: &[u32]| -> Vec<usize> {
                let places = places.iter().map(|place| *place as usize - before);
                places.take_while(|place| bad.is_none_or(|bad| *place < bad)).collect()
            };
            (bad, back(&marks.odd), back(&marks.inner), back(&marks.ends()[1..]))
        };
        for row in ["\"a\"b,c\n", "\"a\"\"b\",c\n", "\"a\"\r,c\n", "\"a\"\rb,c\n", "\"a\r\n\",c\n", "a\"b,c\n"] {
            for before in 1..2 * BLOCK {
                assert_eq!(marked(before, row), marked(0, row), "{row:?} behind {before}");
            }
        }
    }

    #[test]
    fn an_end_that_is_still_open_tells_nothing() {
        for (rest, end) in [("\"c\"", ""), ("\"c\"", "\r"), ("\"c", "\"\""), ("", "\""), ("d", "\""), ("d,", "\"\r\"")]
        {
            let text = format!("a,\"b\"\r\n{rest}{end}");
            let mut marks = Marks::default();
            assert_eq!(wide::mark(&mut marks, text.as_bytes(), b','), (None, Some(text.as_str())), "{text:?}");
            assert_eq!((marks.rows(), marks.ends().get(1..3)), (&[0, 2][..], Some(&[1, 6][..])), "{text:?}");
            assert_eq!((marks.odd.as_slice(), marks.inner.as_slice()), (&[][..], &[][..]), "{text:?}");
        }
    }

    #[test]
    fn both_ways_give_the_same_marks() {
        let mut seed = 7_u64;
        for length in 0..300 {
            let mut text: Vec<u8> = std::iter::repeat_with(|| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                b",,\"\n\ra\0 "[(seed >> 61) as usize]
            })
            .take(length)
            .collect();
            // Every other text has one byte that is no ASCII, at any place.
            if let Some(byte) = text.get_mut((seed >> 32) as usize % length.max(1)).filter(|_| length % 2 == 0) {
                *byte = 0x80;
            }
            let (mut one, mut other) = (Marks::default(), Marks::default());
            let (found, _) = wide::mark(&mut one, &text, b',');
            for (at, way) in wide::WAYS.iter().enumerate() {
                if let Some(other_found) = way(&mut other, &text, b',') {
                    assert_eq!(found, other_found, "way {at}");
                    assert_eq!(
                        (one.ends(), one.rows(), &one.odd),
                        (other.ends(), other.rows(), &other.odd),
                        "way {at}"
                    );
                    assert_eq!((one.nul, one.ascii, &one.inner), (other.nul, other.ascii, &other.inner), "way {at}");
                    assert_eq!(one.ascii, text.is_ascii(), "way {at}");
                }
            }
        }
    }
}
