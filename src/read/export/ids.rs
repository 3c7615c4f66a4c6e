//! Which ids occur more than once, told by their hashes in eight bytes a row.

use std::thread;

use crate::read::export::hash::Set;
use crate::read::export::scan::Cuts;

/// The hashes of the ids of many rows, kept in buckets by their first bits.
#[derive(Default)]
pub struct Ids {
    buckets: Vec<Vec<Vec<u64>>>,
    count: usize,
}

/// Fewer hashes are looked through sooner than a thread starts.
const WORTH_THREADS: usize = 100_000;
const BUCKETS: usize = 256;
/// Hashes that are made room for at once, so that growing never copies and leaves little room unused.
const BLOCK: usize = 128;

impl Ids {
    /// Takes a hash that is not 0.
    #[inline]
    pub fn push(&mut self, hash: u64) {
        if self.buckets.is_empty() {
            self.buckets.resize(BUCKETS, Vec::new());
        }
        self.count += 1;
        let Some(bucket) = self.buckets.get_mut((hash >> 56) as usize) else { return };
        match bucket.last_mut().filter(|block| block.len() < block.capacity()) {
            Some(block) => block.push(hash),
            None => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(hash);
                bucket.push(block);
            }
        }
    }

    /// Adds the ids of other rows.
    pub fn merge(&mut self, other: Ids) {
        if self.buckets.is_empty() {
            self.buckets = other.buckets;
        } else {
            for (ours, theirs) in self.buckets.iter_mut().zip(other.buckets) {
                ours.extend(theirs);
            }
        }
        self.count += other.count;
    }

    /// The hashes that occur more than once.
    pub fn repeated(&self, cuts: &Cuts) -> Set<u64> {
        let threads = if self.count < WORTH_THREADS { 1 } else { cuts.threads() };
        if threads == 1 {
            return repeated(self.buckets.iter());
        }
        thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|first| scope.spawn(move || repeated(self.buckets.iter().skip(first).step_by(threads))))
                .collect();
            // A worker that panicked would have brought the whole scope down.
            workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
        })
    }
}

/// Fills one table per bucket, small enough for the processor's cache.
fn repeated<'a>(buckets: impl Iterator<Item = &'a Vec<Vec<u64>>>) -> Set<u64> {
    let (mut twice, mut table) = (Set::default(), Vec::new());
    for bucket in buckets {
        let hashes = bucket.iter().map(Vec::len).sum::<usize>();
        let mask = (hashes * 2).next_power_of_two() - 1;
        // Zero marks a free place.
        table.clear();
        table.resize(mask + 1, 0_u64);
        for hash in bucket.iter().flatten() {
            let hash = *hash;
            let mut at = hash as usize & mask;
            while table[at] != 0 && table[at] != hash {
                at = (at + 1) & mask;
            }
            if table[at] == hash {
                twice.insert(hash);
            }
            table[at] = hash;
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
        for threads in [1, 2, 5] {
            let (mut ids, mut more) = (Ids::default(), Ids::default());
            (0..150_000_u64).for_each(|n| ids.push(hash::of_id(&n.to_string())));
            (149_990..150_010_u64).for_each(|n| more.push(hash::of_id(&n.to_string())));
            ids.merge(more);
            assert_eq!(
                ids.repeated(&Cuts { threads: Some(threads), ..Cuts::default() }),
                (149_990..150_000_u64).map(|n| hash::of_id(&n.to_string())).collect()
            );
        }
    }
}
