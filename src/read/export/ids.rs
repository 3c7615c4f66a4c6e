//! Which ids occur more than once, told by their hashes in eight bytes a row.

use std::ops::Range;
use std::thread;

use crate::read::export::hash::Set;
use crate::read::export::scan::Cuts;

/// The hashes of the ids of many rows, in the order in which they came.
#[derive(Default)]
pub struct Ids {
    /// All but the last of each part are full, so that nothing is ever copied to grow.
    blocks: Vec<Vec<u64>>,
    count: usize,
}

/// Hashes that are made room for at once.
const BLOCK: usize = 16 * 1024;
/// Fewer hashes are sorted out sooner than a thread is started.
const FEW: usize = 50_000;
/// A bucket of many hashes still fits into the processor's nearest cache.
const BUCKETS: usize = 512;

impl Ids {
    /// Takes a hash that is not 0.
    #[inline]
    pub fn push(&mut self, hash: u64) {
        self.count += 1;
        match self.blocks.last_mut().filter(|block| block.len() < BLOCK) {
            Some(block) => block.push(hash),
            None => self.blocks.push(vec![hash]),
        }
    }

    /// Adds the ids of other rows.
    pub fn merge(&mut self, other: Ids) {
        self.blocks.extend(other.blocks);
        self.count += other.count;
    }

    /// The hashes that occur more than once.
    pub fn repeated(&self, cuts: &Cuts) -> Set<u64> {
        let threads = if self.count < FEW { 1 } else { cuts.threads() };
        let share = self.blocks.len().div_ceil(threads).max(1);
        let blocks: Vec<&[Vec<u64>]> = self.blocks.chunks(share).collect();
        let sorted = each(blocks, Sorted::of);
        let buckets = (0..threads).map(|own| own * BUCKETS / threads..(own + 1) * BUCKETS / threads).collect();
        each(buckets, |buckets| repeated_in(&sorted, buckets)).into_iter().flatten().collect()
    }
}

/// Does the work for each share on a thread of its own; a single share needs none.
fn each<S: Send, T: Send>(mut shares: Vec<S>, work: impl Fn(S) -> T + Sync) -> Vec<T> {
    let Some(last) = shares.pop() else { return Vec::new() };
    let work = &work;
    thread::scope(|scope| {
        let others: Vec<_> = shares.into_iter().map(|share| scope.spawn(move || work(share))).collect();
        let last = work(last);
        // A thread that panicked brings the whole scope down.
        others.into_iter().filter_map(|other| other.join().ok()).chain([last]).collect()
    })
}

/// Hashes in buckets by their first bits.
struct Sorted {
    hashes: Vec<u64>,
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Sorted {
    fn of(blocks: &[Vec<u64>]) -> Self {
        let bucket = |hash: u64| (hash >> 55) as usize;
        let mut ends = vec![0; BUCKETS];
        for hash in blocks.iter().flatten() {
            ends[bucket(*hash)] += 1;
        }
        let mut all = 0;
        for end in &mut ends {
            all += *end;
            *end = all;
        }
        let mut starts = ends.clone();
        let mut hashes = vec![0; all];
        for hash in blocks.iter().flatten() {
            let start = &mut starts[bucket(*hash)];
            *start -= 1;
            hashes[*start] = *hash;
        }
        Sorted { hashes, starts, ends }
    }

    fn bucket(&self, at: usize) -> &[u64] {
        self.hashes.get(self.starts[at]..self.ends[at]).unwrap_or_default()
    }
}

/// Those that occur more than once in some of the buckets.
fn repeated_in(sorted: &[Sorted], buckets: Range<usize>) -> Set<u64> {
    let (mut twice, mut table) = (Set::default(), Vec::new());
    for at in buckets {
        let count: usize = sorted.iter().map(|part| part.bucket(at).len()).sum();
        let mask = (count + count / 2 + 1).next_power_of_two() - 1;
        // Zero marks a free place.
        table.clear();
        table.resize(mask + 1, 0);
        for hash in sorted.iter().flat_map(|part| part.bucket(at)) {
            let mut place = *hash as usize & mask;
            while table[place] != 0 && table[place] != *hash {
                place = (place + 1) & mask;
            }
            if table[place] == *hash {
                twice.insert(*hash);
            }
            table[place] = *hash;
        }
    }
    twice
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
