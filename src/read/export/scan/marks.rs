//! Bytes to marks: where cells and rows end, 64 bytes at a time.
//!
//! Quotes are followed by their parity: after an odd number of them the text is inside a quoted cell. That is what the
//! rules of CSV say too, as long as every quote that opens stands at the start of a cell or right after one that
//! closes (a doubled one). The first quote that does not is where marking stops.

/// The ends of the cells and rows of a text.
#[derive(Default)]
pub struct Marks {
    /// Where each cell ends: the place of its delimiter or newline. The first is that of the row before the text. Only
    /// `filled` of them are meant.
    ends: Vec<u32>,
    filled: usize,
    /// For each whole row, which of the ends is its own.
    pub rows: Vec<u32>,
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

const BLOCK: usize = 64;

impl Marks {
    /// Marks a text that starts with a row and has less than 4 GiB, and gives the place of a quote that breaks the rule.
    #[allow(unsafe_code)]
    pub fn mark(&mut self, text: &[u8], delimiter: u8) -> Option<usize> {
        #[cfg(target_arch = "x86_64")]
        if wide::is_there() {
            // SAFETY: the processor was asked and has the instructions. Nothing else about the function is unsafe.
            return unsafe { wide::mark(self, text, delimiter) };
        }
        self.mark_by(text, delimiter, |bytes, value| {
            bytes.iter().rev().fold(0, |mask, byte| mask << 1 | u64::from(*byte == value))
        })
    }

    /// `equal` gives the places of a block that hold a value.
    #[inline(always)]
    fn mark_by(&mut self, text: &[u8], delimiter: u8, equal: impl Fn(&[u8; BLOCK], u8) -> u64) -> Option<usize> {
        self.rows.clear();
        self.inner.clear();
        self.odd.clear();
        (self.filled, self.nul) = (1, false);
        // Each block needs room for as many ends as it has bytes.
        if self.ends.len() < text.len() + 2 * BLOCK {
            self.ends.resize(text.len() + 2 * BLOCK, 0);
        }
        // One more than this is the first byte of the text.
        self.ends[0] = u32::MAX;
        let mut before = Before { inside: 0, ended: 1, closed: 0, returned: 0 };
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        let mut base = 0;
        for bytes in blocks {
            if let Some(bad) = self.block(bytes, base, delimiter, &mut before, &equal) {
                return Some(base as usize + bad as usize);
            }
            base += BLOCK as u32;
        }
        let mut last = [b' '; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        self.block(&last, base, delimiter, &mut before, &equal).map(|bad| base as usize + bad as usize)
    }

    /// The end of the row before the text, and those of all cells.
    pub fn ends(&self) -> &[u32] {
        self.ends.get(..self.filled).unwrap_or_default()
    }

    #[inline(always)]
    fn block(
        &mut self,
        bytes: &[u8; BLOCK],
        base: u32,
        delimiter: u8,
        before: &mut Before,
        equal: &impl Fn(&[u8; BLOCK], u8) -> u64,
    ) -> Option<u32> {
        let (delimiters, quotes, newlines) = (equal(bytes, delimiter), equal(bytes, b'"'), equal(bytes, b'\n'));
        self.nul |= equal(bytes, 0) != 0;
        let mut ends = delimiters | newlines;
        let mut bad = 0;
        if quotes | before.inside | before.closed | before.returned == 0 {
            before.ended = ends >> 63;
        } else {
            let inside = parity(quotes) ^ before.inside;
            let (opening, closing) = (quotes & inside, quotes & !inside);
            ends &= !inside;
            let after_close = closing << 1 | before.closed;
            bad = opening & !(ends << 1 | before.ended | after_close);
            let returns = equal(bytes, b'\r');
            let after_return = (after_close & returns) << 1 | before.returned;
            let odd = (after_close & !(ends | returns)) | (after_return & !newlines);
            push_all(&mut self.odd, odd, base);
            push_all(&mut self.inner, newlines & inside, base);
            *before = Before {
                inside: if inside >> 63 == 1 { u64::MAX } else { 0 },
                ended: ends >> 63,
                closed: closing >> 63,
                returned: (after_close & returns) >> 63,
            };
            if bad != 0 {
                ends &= (1 << bad.trailing_zeros()) - 1;
            }
        }
        let mut row_ends = ends & newlines;
        while row_ends != 0 {
            let cells = ends & (row_ends ^ (row_ends - 1));
            self.rows.push(self.filled as u32 + cells.count_ones() - 1);
            row_ends &= row_ends - 1;
        }
        self.push_ends(ends, base);
        (bad != 0).then(|| bad.trailing_zeros())
    }

    /// Writes eight places at a time; those beyond the last are overwritten by the next block.
    #[inline(always)]
    fn push_ends(&mut self, mut ends: u64, base: u32) {
        let count = ends.count_ones() as usize;
        let Some(room) = self.ends.get_mut(self.filled..self.filled + BLOCK) else { return };
        for eight in room.as_chunks_mut::<8>().0 {
            for place in eight {
                *place = base + ends.trailing_zeros();
                ends &= ends.wrapping_sub(1);
            }
            if ends == 0 {
                break;
            }
        }
        self.filled += count;
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

/// The same with the wide instructions that most x86-64 processors have.
#[cfg(target_arch = "x86_64")]
mod wide {
    use std::arch::is_x86_feature_detected;
    use std::arch::x86_64::{_mm256_cmpeq_epi8, _mm256_movemask_epi8, _mm256_set_epi64x, _mm256_set1_epi8};

    use super::{BLOCK, Marks};

    pub fn is_there() -> bool {
        is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi1") && is_x86_feature_detected!("popcnt")
    }

    #[target_feature(enable = "avx2,bmi1,popcnt")]
    pub fn mark(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<usize> {
        marks.mark_by(text, delimiter, |bytes, value| equal(bytes, value))
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn equal(bytes: &[u8; BLOCK], value: u8) -> u64 {
        let (words, _) = bytes.as_chunks::<8>();
        let word = |at: usize| i64::from_le_bytes(words[at]);
        let value = _mm256_set1_epi8(value.cast_signed());
        let half = |at: usize| {
            let bytes = _mm256_set_epi64x(word(at + 3), word(at + 2), word(at + 1), word(at));
            u64::from(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, value)).cast_unsigned())
        };
        half(0) | half(4) << 32
    }
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
            let plain = |bytes: &[u8; BLOCK], value| {
                bytes.iter().rev().fold(0, |mask, byte| mask << 1 | u64::from(*byte == value))
            };
            assert_eq!(one.mark(&text, b','), other.mark_by(&text, b',', plain));
            assert_eq!((one.ends(), &one.rows, &one.odd), (other.ends(), &other.rows, &other.odd));
            assert_eq!((one.nul, &one.inner), (other.nul, &other.inner));
        }
    }
}
