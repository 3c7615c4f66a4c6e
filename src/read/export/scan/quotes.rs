//! Which bytes of a text are in quotes.
//!
//! Quotes are followed by their parity: after an odd number of them the text is inside a quoted cell. That is what the
//! rules of CSV say too, as long as every quote that opens stands at the start of a cell or right after one that
//! closes (a doubled one). The first quote that does not is where marking stops.

use crate::read::export::scan::marks::{BLOCK, Blocks};

/// What is known of the quotes of a text, block by block; the first place of each list is that of the row before. These are
/// lists of their own, so that several blocks are looked at in one go.
#[derive(Default)]
pub struct Quotes {
    all: Vec<u64>,
    inside: Vec<u64>,
    closing: Vec<u64>,
    /// Carriage returns, and those of them that are right behind a quote that closes.
    returns: Vec<u64>,
    returned: Vec<u64>,
}

/// What few blocks have.
pub struct Rare {
    /// Bytes that are no carriage return and no end behind a quote that closes, or no newline behind such a return.
    pub odd: u64,
    /// Newlines in quotes.
    pub inner: u64,
    /// Quotes that break the rule.
    pub bad: u64,
}

impl Quotes {
    /// Finds the quotes and what is inside them.
    #[inline(always)]
    pub fn find(&mut self, whole: &[[u8; BLOCK]], last: &[u8; BLOCK], equal: &impl Fn(&[u8; BLOCK], u8) -> u64) {
        let count = whole.len() + 1;
        for masks in [&mut self.all, &mut self.inside, &mut self.closing, &mut self.returns, &mut self.returned] {
            masks.resize(count + 1, 0);
        }
        let find = |bytes: &[u8; BLOCK], (all, returns): (&mut u64, &mut u64)| {
            *all = equal(bytes, b'"');
            *returns = equal(bytes, b'\r');
        };
        let mut masks = self.all.iter_mut().zip(&mut self.returns).skip(1);
        whole.iter().zip(&mut masks).for_each(|(bytes, masks)| find(bytes, masks));
        masks.for_each(|masks| find(last, masks));
        self.inside.iter_mut().zip(&self.all).for_each(|(inside, all)| *inside = parity(*all));
        let mut before = 0;
        for inside in &mut self.inside {
            *inside ^= before;
            before = (inside.cast_signed() >> 63).cast_unsigned();
        }
    }

    /// Leaves out the ends that are in quotes, and says whether there is anything [`Rare`]; only then are newlines in quotes.
    #[inline(always)]
    pub fn leave_out_quoted(&mut self, blocks: &mut Blocks) -> bool {
        let count = self.all.len() - 1;
        let (all, inside) = (&self.all[1..=count], &self.inside[1..=count]);
        let (ends, newlines) = (&mut blocks.ends[..=count], &blocks.newlines[1..=count]);
        let (closing, returned) = (&mut self.closing[..=count], &mut self.returned[..=count]);
        let returns = &self.returns[1..=count];
        let mut rare = 0;
        for (at, newlines) in newlines.iter().enumerate() {
            closing[at + 1] = all[at] & !inside[at];
            ends[at + 1] &= !inside[at];
            rare |= newlines & inside[at];
        }
        for (at, returns) in returns.iter().enumerate() {
            let after_close = behind(closing, at + 1);
            returned[at + 1] = after_close & returns;
            rare |= after_close & !(ends[at + 1] | returns);
            rare |= all[at] & inside[at] & !behind(ends, at + 1);
        }
        for (at, newlines) in newlines.iter().enumerate() {
            rare |= behind(returned, at + 1) & !newlines;
        }
        rare != 0
    }

    /// What is rare in a block.
    pub fn rare(&self, blocks: &Blocks, at: usize) -> Rare {
        let Blocks { ends, newlines } = blocks;
        let after_close = behind(&self.closing, at);
        let opening = self.all[at] & self.inside[at];
        Rare {
            odd: after_close & !(ends[at] | self.returns[at]) | behind(&self.returned, at) & !newlines[at],
            inner: newlines[at] & self.inside[at],
            bad: opening & !(behind(ends, at) | after_close),
        }
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

/// The places behind those of a block, and behind the last of the block before it.
#[inline(always)]
fn behind(masks: &[u64], at: usize) -> u64 {
    masks[at] << 1 | masks[at - 1] >> 63
}

#[cfg(test)]
mod tests {
    use crate::read::export::scan::marks::Marks;
    use crate::read::export::scan::wide;

    /// What is to be marked, found byte by byte.
    #[derive(Debug, Default, PartialEq)]
    struct Found {
        bad: Option<usize>,
        ends: Vec<u32>,
        rows: Vec<u32>,
        odd: Vec<u32>,
        inner: Vec<u32>,
    }

    fn one_by_one(text: &[u8]) -> Found {
        let mut found = Found::default();
        let (mut inside, mut before) = (false, b'\n');
        for (at, byte) in (0..).zip(text) {
            // A quote that closes, and a carriage return right behind it, are told from any other.
            let (closed, returned) = (before == b'"', before == b'\r');
            before = match byte {
                b'"' if inside => b'"',
                b'"' if closed || matches!(before, b',' | b'\n') => b'(',
                b'"' => return Found { bad: Some(at as usize), ..found },
                b'\r' if closed => b'\r',
                b'\r' => b' ',
                other => *other,
            };
            match before {
                b'(' => inside = true,
                b'"' => inside = false,
                b'\n' if inside => found.inner.push(at),
                b',' | b'\n' if !inside => found.ends.push(at),
                _ => {}
            }
            if before == b'\n' && !inside {
                found.rows.push(found.ends.len() as u32);
            }
            let may_follow = matches!(before, b',' | b'\n' | b'\r');
            if closed && !may_follow || returned && before != b'\n' {
                found.odd.push(at);
            }
            // What is in quotes ends nothing.
            if inside && before != b'(' {
                before = b' ';
            }
        }
        found
    }

    #[test]
    fn marks_are_those_of_the_rule() {
        const USUAL: [&str; 6] = ["a,", "\"b\",", "\"c\"\r\n", "\"\",", "h\n", "\"i,\"\n"];
        const RARE: [&str; 8] = ["\"d\ne\",", "\"f\"\"g\",", "\"j\"\rk,", "\"l\"m,", "n\"o,p\",", "\r", "\"\r", "\""];
        let (mut seed, mut marks, mut counts) = (7_u64, Marks::default(), [0; 4]);
        for round in 0..40_000 {
            let mut next = |of: usize| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (seed >> 33) as usize % of
            };
            // One rare thing and no other, so that each has to be seen for itself.
            let rare = RARE[round % RARE.len()];
            let text: String =
                (0..next(80)).map(|_| if next(40) == 0 { rare } else { USUAL[next(USUAL.len())] }).collect();
            let expected = one_by_one(text.as_bytes());
            let (found, _) = wide::mark(&mut marks, text.as_bytes(), b',');
            // Nothing is meant behind a quote that breaks the rule, or behind the text.
            let until = found.unwrap_or(text.len()) as u32;
            let meant = |places: &[u32]| -> Vec<u32> { places.iter().copied().filter(|at| *at < until).collect() };
            let (ends, rows) = (meant(&marks.ends()[1..]), marks.rows()[1..].to_vec());
            let marked = Found { bad: found, ends, rows, odd: meant(&marks.odd), inner: meant(&marks.inner) };
            assert_eq!(marked, expected, "{text:?}");
            let kind = match expected {
                Found { bad: Some(_), .. } => 0,
                Found { odd, .. } if !odd.is_empty() => 1,
                Found { inner, .. } if !inner.is_empty() => 2,
                Found { .. } => 3,
            };
            counts[kind] += 1;
        }
        assert!(counts.iter().all(|count| *count > 2_000), "{counts:?}");
    }
}
