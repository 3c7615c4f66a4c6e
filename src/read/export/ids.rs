//! Which ids occur more than once, told by their hashes in six bytes a row.

use std::panic::resume_unwind;
use std::{iter, mem, thread};

use crate::read::export::batch;
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
/// The hashes of a batch, which are taken at once.
const FEW: usize = batch::MOST;
/// Bits of a hash behind those that say which bucket it belongs to.
const REST: u32 = 48;
/// Few enough that the part of a block that is in one of them is read in one go, and enough that the slots of [`Tags`] for a
/// bucket of a million hashes stay in the processor's nearest cache.
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
        other.recent.chunks(FEW).for_each(|some| self.push(some));
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
            let mut tags = Tags::default();
            let mut of_bucket = |at| repeated_in(blocks.iter().map(move |block| block.bucket(at)), &mut tags);
            buckets
                .flat_map(|at| of_bucket(at).into_iter().map(move |rest| (at as u64) << REST | rest))
                .collect::<Vec<_>>()
        };
        thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|share| scope.spawn(move || in_share(share))).collect();
            let first = in_share(0);
            let others = others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            others.chain([first]).flatten().collect()
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
fn repeated_in<'b>(pieces: impl Iterator<Item = Piece<'b>> + Clone, tags: &mut Tags) -> Vec<u64> {
    tags.compare(pieces.clone().map(|(low, _)| low));
    if tags.again.is_empty() {
        return Vec::new();
    }
    // Some of these only share their bits with another one.
    let suspects: Set<u32> = tags.again.iter().copied().collect();
    let (mut once, mut repeated) = (Set::default(), Vec::new());
    for (low, high) in pieces {
        for (low, high) in low.iter().zip(high) {
            let hash = u64::from(*high) << 32 | u64::from(*low);
            if suspects.contains(low) && !once.insert(hash) {
                repeated.push(hash);
            }
        }
    }
    repeated
}

/// Compares hashes: the first that comes to a slot leaves a tag there, and one that is equal to it finds its own tag.
#[derive(Default)]
struct Tags {
    /// 0 for none.
    slots: Vec<u16>,
    /// Those that are to be compared, and those that find the tag of another one, to be compared thereafter.
    some: Vec<u32>,
    rest: Vec<u32>,
    /// Those that may have been there before.
    again: Vec<u32>,
}

impl Tags {
    fn compare<'b>(&mut self, pieces: impl Iterator<Item = &'b [u32]>) {
        self.again.clear();
        self.some.clear();
        pieces.for_each(|piece| self.some.extend_from_slice(piece));
        while !self.some.is_empty() {
            self.slots.clear();
            // So many that few hashes share one.
            self.slots.resize((self.some.len() * 4).next_power_of_two(), 0);
            self.rest.clear();
            self.some.chunks(64).for_each(|some| {
                let (others, same) = take(&mut self.slots, some);
                self.rest.extend(marked(others).map(|at| some[at]));
                self.again.extend(marked(same).map(|at| some[at]));
            });
            mem::swap(&mut self.some, &mut self.rest);
        }
    }
}

/// Leaves tags of at most 64 hashes, and marks those that found another one and those that found their own.
fn take(slots: &mut [u16], hashes: &[u32]) -> (u64, u64) {
    let mask = slots.len() - 1;
    // Whether a slot is taken cannot be foreseen: no branch depends on it, and no place that is written to.
    let (mut taken, mut same) = (0, 0);
    for (at, hash) in hashes.iter().enumerate() {
        let slot = &mut slots[*hash as usize & mask];
        let (tag, was) = ((hash >> 16) as u16 | 1, *slot);
        *slot = if was == 0 { tag } else { was };
        taken |= u64::from(was != 0) << at;
        same |= u64::from(was == tag) << at;
    }
    (taken & !same, same)
}

/// The places of the bits that are set.
fn marked(mut bits: u64) -> impl Iterator<Item = usize> {
    iter::from_fn(move || {
        let next = (bits != 0).then(|| bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
        next
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rand_core::Rng;
    use rand_pcg::Pcg64Mcg;

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

    #[test]
    fn hashes_that_share_most_bits_are_told_apart() {
        let mut random = Pcg64Mcg::new(7);
        // Slots and tags are of the last four bytes, the first byte is the bucket.
        for bits in [0xff_ffff_ffff_ffff, 0xff_ffff_0000_0000, 0x03_ffff_00ff_03ff, 0x01_0000_ffff_0003, 0xfff, 0] {
            let once: Vec<u64> = (0..30_000).map(|_| random.next_u64() & bits).collect();
            let mut ids = Ids::default();
            let mut rows = BTreeMap::new();
            for hash in once.iter().chain(once.iter().step_by(25)) {
                ids.push(&[*hash]);
                *rows.entry(*hash).or_insert(0) += 1;
            }
            let expected: Set<u64> = rows.into_iter().filter(|(_, rows)| *rows > 1).map(|(hash, _)| hash).collect();
            assert!(!expected.is_empty());
            assert_eq!(ids.repeated(&Cuts { threads: Some(1), ..Cuts::default() }), expected, "{bits:x}");
        }
    }
}
