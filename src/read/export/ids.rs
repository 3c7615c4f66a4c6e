//! Which ids occur more than once, told by their hashes in six bytes a row.

use std::thread;

use crate::read::export::hash::{self, Set};
use crate::read::export::scan::Cuts;

/// The hashes of the ids of many rows.
#[derive(Default)]
pub struct Ids {
    /// Those that came last.
    recent: Vec<u64>,
    blocks: Vec<Block>,
}

/// Hashes in buckets by their first bits, which are not kept with them.
struct Block {
    /// Their last four bytes, and the two in front of these.
    low: Vec<u32>,
    high: Vec<u16>,
    /// Where each bucket starts, and the last one ends.
    starts: Vec<u32>,
}

/// A bucket of a block.
type Piece<'b> = (&'b [u32], &'b [u16]);

/// Hashes that make a block, and a few more: few enough to stay in a cache of the processor while they are sorted out.
const BLOCK: usize = 16 * 1024;
/// Bits of a hash behind those that say which bucket it belongs to.
const REST: u32 = 48;
/// Few enough that the part of a block that is in one of them is read in one go, and enough that [`Bits`] of a million
/// hashes stay in a cache.
const BUCKETS: usize = 1 << (hash::BITS - REST);

impl Ids {
    /// Takes some hashes.
    #[inline]
    pub fn push(&mut self, hashes: &[u64]) {
        self.recent.extend_from_slice(hashes);
        if self.recent.len() >= BLOCK {
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
        self.push(&other.recent);
        self.blocks.extend(other.blocks);
    }

    /// The hashes that occur more than once.
    pub fn repeated(mut self, cuts: &Cuts) -> Set<u64> {
        self.sort_out();
        let blocks = self.blocks.as_slice();
        // A thread takes longer to start than a block to be looked through.
        let threads = if blocks.len() < 2 { 1 } else { cuts.threads() };
        let in_share = |share: usize| {
            let buckets = share * BUCKETS / threads..(share + 1) * BUCKETS / threads;
            let of_bucket = |at| repeated_in(blocks.iter().map(move |block| block.bucket(at)));
            buckets
                .flat_map(|at| of_bucket(at).into_iter().map(move |rest| (at as u64) << REST | rest))
                .collect::<Vec<_>>()
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
        let bucket = |hash: u64| (hash >> REST) as usize;
        let mut starts = vec![0; BUCKETS + 1];
        for hash in hashes {
            starts[bucket(*hash)] += 1;
        }
        let mut all = 0;
        for start in &mut starts {
            all += *start;
            *start = all;
        }
        let (mut low, mut high) = (vec![0; hashes.len()], vec![0; hashes.len()]);
        for hash in hashes {
            let start = &mut starts[bucket(*hash)];
            *start -= 1;
            (low[*start as usize], high[*start as usize]) = (*hash as u32, (*hash >> 32) as u16);
        }
        Block { low, high, starts }
    }

    fn bucket(&self, at: usize) -> Piece<'_> {
        let bucket = self.starts[at] as usize..self.starts[at + 1] as usize;
        (self.low.get(bucket.clone()).unwrap_or_default(), self.high.get(bucket).unwrap_or_default())
    }
}

/// What occurs more than once in a bucket, which is in so many pieces.
fn repeated_in<'b>(pieces: impl Iterator<Item = Piece<'b>> + Clone) -> Vec<u64> {
    let count: usize = pieces.clone().map(|(low, _)| low.len()).sum();
    let (mut seen, mut again) = (Bits::for_hashes(count), Vec::<u32>::new());
    for (low, _) in pieces.clone() {
        again.extend(low.iter().filter(|low| seen.insert(**low)));
    }
    if again.is_empty() {
        return Vec::new();
    }
    // Most of these only share their bits with another one.
    let mut suspects = Bits::for_hashes(again.len());
    again.iter().for_each(|low| _ = suspects.insert(*low));
    let (mut once, mut repeated) = (Set::default(), Vec::new());
    once.reserve(again.len() * 3);
    for (low, high) in pieces {
        for (low, high) in low.iter().zip(high) {
            let hash = u64::from(*high) << 32 | u64::from(*low);
            if suspects.contains(*low) && !once.insert(hash) {
                repeated.push(hash);
            }
        }
    }
    repeated
}

/// A set of the last bits of hashes, in few bytes.
struct Bits(Vec<u64>);

impl Bits {
    /// With so much room that few hashes out of `count` meet by chance.
    fn for_hashes(count: usize) -> Self {
        Bits(vec![0; (count / 2 + 1).next_power_of_two()])
    }

    /// Whether those of this hash may have been there before.
    #[inline]
    fn insert(&mut self, low: u32) -> bool {
        let (at, bit) = self.place(low);
        let was = self.0[at];
        self.0[at] = was | bit;
        was & bit != 0
    }

    #[inline]
    fn contains(&self, low: u32) -> bool {
        let (at, bit) = self.place(low);
        self.0[at] & bit != 0
    }

    #[inline]
    fn place(&self, low: u32) -> (usize, u64) {
        ((low >> 6) as usize & (self.0.len() - 1), 1 << (low % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_ids_are_found_by_any_number_of_threads() {
        for (threads, count) in [(1, 150_000), (2, 150_000), (5, 150_000), (2, 1_000)] {
            let (mut ids, mut more) = (Ids::default(), Ids::default());
            (0..count).for_each(|n: u64| ids.push(&[hash::of_id(n.to_string().as_bytes())]));
            (count - 10..count + 10).for_each(|n| more.push(&[hash::of_id(n.to_string().as_bytes())]));
            ids.merge(more);
            assert_eq!(
                ids.repeated(&Cuts { threads: Some(threads), ..Cuts::default() }),
                (count - 10..count).map(|n| hash::of_id(n.to_string().as_bytes())).collect()
            );
        }
    }
}
