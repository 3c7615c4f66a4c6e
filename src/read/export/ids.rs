//! Which ids occur more than once, told by their hashes in eight bytes a row.

use std::thread;

use crate::read::export::hash::Set;
use crate::read::export::scan::Cuts;

/// The hashes of the ids of many rows.
#[derive(Default)]
pub struct Ids {
    /// Those that came last.
    recent: Vec<u64>,
    blocks: Vec<Block>,
}

/// Hashes in buckets by their first bits.
struct Block {
    hashes: Vec<u64>,
    /// Where each bucket starts, and the last one ends.
    starts: Vec<u32>,
}

/// Hashes that make a block: few enough to stay in a cache of the processor while they are sorted out.
const BLOCK: usize = 16 * 1024;
const BUCKETS: usize = 256;

impl Ids {
    /// Takes a hash.
    #[inline]
    pub fn push(&mut self, hash: u64) {
        self.recent.push(hash);
        if self.recent.len() == BLOCK {
            self.sort_out();
        }
    }

    #[inline(never)]
    fn sort_out(&mut self) {
        self.blocks.push(Block::of(&self.recent));
        self.recent.clear();
    }

    /// Adds the ids of other rows.
    pub fn merge(&mut self, other: Ids) {
        other.recent.into_iter().for_each(|hash| self.push(hash));
        self.blocks.extend(other.blocks);
    }

    /// The hashes that occur more than once.
    pub fn repeated(mut self, cuts: &Cuts) -> Set<u64> {
        if self.blocks.is_empty() {
            return repeated_in([self.recent.as_slice()].into_iter()).into_iter().collect();
        }
        self.sort_out();
        let (blocks, threads) = (self.blocks.as_slice(), cuts.threads());
        let in_share = |share: usize| {
            let buckets = share * BUCKETS / threads..(share + 1) * BUCKETS / threads;
            buckets.flat_map(|at| repeated_in(blocks.iter().map(move |block| block.bucket(at)))).collect::<Vec<_>>()
        };
        thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|share| scope.spawn(move || in_share(share))).collect();
            let first = in_share(0);
            // A thread that panicked brings the whole scope down.
            others.into_iter().filter_map(|other| other.join().ok()).chain([first]).flatten().collect()
        })
    }
}

impl Block {
    fn of(hashes: &[u64]) -> Self {
        let bucket = |hash: u64| (hash >> 56) as usize;
        let mut starts = vec![0; BUCKETS + 1];
        for hash in hashes {
            starts[bucket(*hash)] += 1;
        }
        let mut all = 0;
        for start in &mut starts {
            all += *start;
            *start = all;
        }
        let mut sorted = vec![0; hashes.len()];
        for hash in hashes {
            let start = &mut starts[bucket(*hash)];
            *start -= 1;
            sorted[*start as usize] = *hash;
        }
        Block { hashes: sorted, starts }
    }

    fn bucket(&self, at: usize) -> &[u64] {
        self.hashes.get(self.starts[at] as usize..self.starts[at + 1] as usize).unwrap_or_default()
    }
}

/// Those that occur more than once in a bucket, which is in so many pieces.
fn repeated_in<'h>(pieces: impl Iterator<Item = &'h [u64]> + Clone) -> Vec<u64> {
    let count: usize = pieces.clone().map(<[u64]>::len).sum();
    let (mut seen, mut again) = (Bits::for_hashes(count), Vec::new());
    for piece in pieces.clone() {
        again.extend(piece.iter().filter(|hash| seen.insert(**hash)));
    }
    if again.is_empty() {
        return again;
    }
    // Most of these only share their bits with another one.
    let mut suspects = Bits::for_hashes(again.len());
    again.iter().for_each(|hash| _ = suspects.insert(*hash));
    let mut all = Vec::new();
    for piece in pieces {
        all.extend(piece.iter().filter(|hash| suspects.contains(**hash)));
    }
    all.sort_unstable();
    all.chunk_by(PartialEq::eq).filter(|alike| alike.len() > 1).map(|alike| alike[0]).collect()
}

/// A set of the last bits of hashes, in few bytes.
struct Bits(Vec<u64>);

impl Bits {
    /// With so much room that few hashes out of `count` meet by chance.
    fn for_hashes(count: usize) -> Self {
        Bits(vec![0; (count / 2 + 1).next_power_of_two()])
    }

    /// Whether the hash may have been there before.
    #[inline]
    fn insert(&mut self, hash: u64) -> bool {
        let (at, bit) = self.place(hash);
        let was = self.0[at];
        self.0[at] = was | bit;
        was & bit != 0
    }

    #[inline]
    fn contains(&self, hash: u64) -> bool {
        let (at, bit) = self.place(hash);
        self.0[at] & bit != 0
    }

    #[inline]
    fn place(&self, hash: u64) -> (usize, u64) {
        ((hash >> 6) as usize & (self.0.len() - 1), 1 << (hash % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::hash;

    #[test]
    fn repeated_ids_are_found_by_any_number_of_threads() {
        for (threads, count) in [(1, 150_000), (2, 150_000), (5, 150_000), (2, 1_000)] {
            let (mut ids, mut more) = (Ids::default(), Ids::default());
            (0..count).for_each(|n: u64| ids.push(hash::of_id(n.to_string().as_bytes())));
            (count - 10..count + 10).for_each(|n| more.push(hash::of_id(n.to_string().as_bytes())));
            ids.merge(more);
            assert_eq!(
                ids.repeated(&Cuts { threads: Some(threads), ..Cuts::default() }),
                (count - 10..count).map(|n| hash::of_id(n.to_string().as_bytes())).collect()
            );
        }
    }
}
