//! Which ids occur more than once, told by their hashes in eight bytes a row.

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
        if self.count < FEW {
            return self.repeated_in(0, 1);
        }
        let threads = cuts.threads();
        thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|own| scope.spawn(move || self.repeated_in(own, threads))).collect();
            // A worker that panicked would have brought the whole scope down.
            workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
        })
    }

    /// Those in every `threads`-th bucket from `own` on: the hashes are sorted out by their first bits.
    fn repeated_in(&self, own: usize, threads: usize) -> Set<u64> {
        let bucket = |hash: u64| (hash >> 55) as usize;
        let mut ends = vec![0; BUCKETS];
        for hash in self.blocks.iter().flatten() {
            ends[bucket(*hash)] += 1;
        }
        let mut all = 0;
        for (at, end) in ends.iter_mut().enumerate() {
            all += if at % threads == own { *end } else { 0 };
            *end = all;
        }
        let mut places = ends.clone();
        let mut sorted = vec![0; all];
        for hash in self.blocks.iter().flatten() {
            let at = bucket(*hash);
            if at % threads == own {
                places[at] -= 1;
                sorted[places[at]] = *hash;
            }
        }
        let (mut twice, mut table) = (Set::default(), Vec::new());
        for (start, end) in places.into_iter().zip(ends).filter(|(start, end)| start < end) {
            look_through(sorted.get(start..end).unwrap_or_default(), &mut table, &mut twice);
        }
        twice
    }
}

/// Puts hashes into a table, and those that are there already into `twice`.
fn look_through(hashes: &[u64], table: &mut Vec<u64>, twice: &mut Set<u64>) {
    let mask = (hashes.len() * 2).next_power_of_two() - 1;
    // Zero marks a free place.
    table.clear();
    table.resize(mask + 1, 0);
    for hash in hashes {
        let mut at = *hash as usize & mask;
        while table[at] != 0 && table[at] != *hash {
            at = (at + 1) & mask;
        }
        if table[at] == *hash {
            twice.insert(*hash);
        }
        table[at] = *hash;
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
