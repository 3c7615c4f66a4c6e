//! Bytes to marks: where cells and rows end, 64 bytes at a time.
//!
//! Quotes are followed by their parity: after an odd number of them the text is inside a quoted cell. That is what the
//! rules of CSV say too, as long as every quote that opens stands at the start of a cell or right after one that
//! closes (a doubled one). The first quote that does not is where marking stops.

use crate::read::export::scan::wide;

/// The ends of the cells and rows of a text.
#[derive(Default)]
pub struct Marks {
    /// Where each cell ends: the place of its delimiter or newline. The first is that of the row before the text. Only
    /// `filled` of them are meant.
    ends: Vec<u32>,
    filled: usize,
    /// For each whole row, which of the ends is its own. Only `whole` of them are meant.
    rows: Vec<u32>,
    whole: usize,
    /// Newlines inside quoted cells.
    pub inner: Vec<u32>,
    /// Places in rows with a cell that is more than a pair of quotes around plain text: a doubled quote, or text behind
    /// the closing one.
    pub odd: Vec<u32>,
    /// Whether the text holds a NUL byte.
    pub nul: bool,
}

/// What the bytes before a block say about it.
struct Before {
    /// All ones inside a quoted cell.
    inside: u64,
    /// One where the last byte ended a cell, or closed a quote, or was a carriage return after that.
    ended: u64,
    closed: u64,
    returned: u64,
}

pub const BLOCK: usize = 64;

/// Room for the places of a block.
pub type Room = [u32; BLOCK];

impl Marks {
    /// Marks a text that starts with a row and has less than 4 GiB, and gives the place of a quote that breaks the rule.
    pub fn mark(&mut self, text: &[u8], delimiter: u8) -> Option<usize> {
        wide::mark(self, text, delimiter)
    }

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
        // Each block needs room for as many ends, and rows, as it has bytes.
        for room in [&mut self.ends, &mut self.rows] {
            if room.len() < text.len() + 2 * BLOCK {
                room.resize(text.len() + 2 * BLOCK, 0);
            }
        }
        // One more than this is the first byte of the text.
        self.ends[0] = u32::MAX;
        let (inner, odd) = (&mut self.inner, &mut self.odd);
        let before = Before { inside: 0, ended: 1, closed: 0, returned: 0 };
        let (ends, rows) = (self.ends.as_mut_slice(), self.rows.as_mut_slice());
        let mut marking =
            Marking { delimiter, equal, places, before, ends, filled: 1, rows, whole: 0, inner, odd, nul: false };
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        let (mut base, mut bad) = (0, None);
        for bytes in blocks {
            bad = marking.block(bytes, base);
            if bad.is_some() {
                break;
            }
            base += BLOCK as u32;
        }
        if bad.is_none() {
            let mut last = [b' '; BLOCK];
            last[..rest.len()].copy_from_slice(rest);
            bad = marking.block(&last, base);
        }
        (self.filled, self.whole, self.nul) = (marking.filled, marking.whole, marking.nul);
        bad.map(|bad| base as usize + bad as usize)
    }

    /// The end of the row before the text, and those of all cells.
    pub fn ends(&self) -> &[u32] {
        self.ends.get(..self.filled).unwrap_or_default()
    }

    /// For each whole row, which of the ends is its own.
    pub fn rows(&self) -> &[u32] {
        self.rows.get(..self.whole).unwrap_or_default()
    }
}

/// Marks while they are made; a value of its own, so that all of it stays in registers.
struct Marking<'a, E, P> {
    delimiter: u8,
    equal: E,
    places: P,
    before: Before,
    ends: &'a mut [u32],
    filled: usize,
    rows: &'a mut [u32],
    whole: usize,
    inner: &'a mut Vec<u32>,
    odd: &'a mut Vec<u32>,
    nul: bool,
}

impl<E: Fn(&[u8; BLOCK], u8) -> u64, P: Fn(u64, u32, &mut Room)> Marking<'_, E, P> {
    #[inline(always)]
    fn block(&mut self, bytes: &[u8; BLOCK], base: u32) -> Option<u32> {
        let equal = |byte| (self.equal)(bytes, byte);
        let (quotes, newlines) = (equal(b'"'), equal(b'\n'));
        let mut ends = equal(self.delimiter) | newlines;
        self.nul |= equal(0) != 0;
        let (before, mut bad) = (&self.before, 0);
        if quotes | before.inside | before.closed | before.returned == 0 {
            self.before.ended = ends >> 63;
        } else {
            let inside = parity(quotes) ^ before.inside;
            let (opening, closing) = (quotes & inside, quotes & !inside);
            ends &= !inside;
            let after_close = closing << 1 | before.closed;
            bad = opening & !(ends << 1 | before.ended | after_close);
            let returns = equal(b'\r');
            let after_return = (after_close & returns) << 1 | before.returned;
            let odd = (after_close & !(ends | returns)) | (after_return & !newlines);
            push_all(self.odd, odd, base);
            push_all(self.inner, newlines & inside, base);
            self.before = Before {
                inside: if inside >> 63 == 1 { u64::MAX } else { 0 },
                ended: ends >> 63,
                closed: closing >> 63,
                returned: (after_close & returns) >> 63,
            };
            if bad != 0 {
                ends &= (1 << bad.trailing_zeros()) - 1;
            }
        }
        self.push_rows(ends & newlines, ends);
        if let Some(room) = self.ends.get_mut(self.filled..).and_then(<[u32]>::first_chunk_mut) {
            (self.places)(ends, base, room);
            self.filled += ends.count_ones() as usize;
        }
        (bad != 0).then(|| bad.trailing_zeros())
    }

    /// Notes which of the ends of a block are those of rows.
    #[inline(always)]
    fn push_rows(&mut self, mut rows: u64, ends: u64) {
        while rows != 0 {
            let before = ends & (rows ^ (rows - 1));
            if let Some(row) = self.rows.get_mut(self.whole) {
                *row = self.filled as u32 + before.count_ones() - 1;
                self.whole += 1;
            }
            rows &= rows - 1;
        }
    }
}

fn push_all(places: &mut Vec<u32>, mut bits: u64, base: u32) {
    while bits != 0 {
        places.push(base + bits.trailing_zeros());
        bits &= bits - 1;
    }
}

/// For each bit, whether an odd number of bits is set up to and including it.
#[inline(always)]
fn parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_give_the_same_marks() {
        let mut seed = 7_u64;
        for length in 0..300 {
            let text: Vec<u8> = std::iter::repeat_with(|| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                b",,\"\n\ra\0 "[(seed >> 61) as usize]
            })
            .take(length)
            .collect();
            let (mut one, mut other) = (Marks::default(), Marks::default());
            let found = one.mark(&text, b',');
            for (at, way) in wide::WAYS.iter().enumerate() {
                if let Some(other_found) = way(&mut other, &text, b',') {
                    assert_eq!(found, other_found, "way {at}");
                    assert_eq!(
                        (one.ends(), one.rows(), &one.odd),
                        (other.ends(), other.rows(), &other.odd),
                        "way {at}"
                    );
                    assert_eq!((one.nul, &one.inner), (other.nul, &other.inner), "way {at}");
                }
            }
        }
    }
}
