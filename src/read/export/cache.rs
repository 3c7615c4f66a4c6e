//! What distinct texts were decided to mean, so that each is decided once.

use crate::read::export::batch::Cell;
use crate::read::export::hash::{self, Words};
use crate::read::export::row::is_bare;

/// A table from short texts to what they mean; it remembers a limited number of them.
pub struct Cache<V> {
    all: Vec<Known<V>>,
    /// One more than the place of each text among all, 0 where there is none: a power of two of them, few of them filled, so
    /// that most texts are found where they are first looked for.
    slots: Vec<u32>,
    most: usize,
}

struct Known<V> {
    key: Key,
    text: Box<[u8]>,
    value: V,
}

/// The words of short texts; of longer ones their hash, and no word that a short one has.
type Key = Words;

const LONG: u64 = u64::MAX;

const FIRST_SLOTS: usize = 1024;
/// Slots for each text, as long as there are few texts, and for each of many.
const SPARSE: usize = 16;
const DENSE: usize = 4;
const FEW: usize = 1024;

impl<V: Copy> Cache<V> {
    /// A table that remembers at most `most` texts.
    pub fn new(most: usize) -> Self {
        Cache { all: Vec::new(), slots: Vec::new(), most }
    }

    /// What the bytes of a text mean; `decide` is asked where that is not remembered.
    #[inline(always)]
    pub fn get_or(&mut self, text: &[u8], decide: impl FnOnce(&str) -> V) -> V {
        let key = hash::words(text).unwrap_or_else(|| (hash::of_long(text), LONG));
        match self.known(self.home(key)) {
            Some(known) if known.key == key && key.1 != LONG => known.value,
            _ => self.look_for(text, key, decide),
        }
    }

    /// What the cells of some rows mean, as long as these are plain. Those are no longer whose cell is empty or has to be read
    /// with care.
    #[inline(always)]
    pub fn fill<'c>(
        &mut self,
        (values, plain): (&mut [V], &mut [bool]),
        cells: impl Iterator<Item = Cell<'c>> + Clone,
        decide: impl Fn(&str) -> V,
    ) {
        let (all, slots) = (self.all.as_slice(), self.slots.as_slice());
        let mut missed = 0_u64;
        for ((cell, value), row) in cells.clone().zip(values.iter_mut()).zip(0..) {
            match cell.words().and_then(|key| known_at(all, slots, home(slots, key)).filter(|known| known.key == key)) {
                Some(known) => *value = known.value,
                None => missed |= 1 << row,
            }
        }
        if missed != 0 {
            let rows =
                cells.zip(values).zip(plain).zip(0..).filter(|((_, plain), row)| **plain && missed >> row & 1 == 1);
            for (((cell, value), plain), _) in rows {
                match self.plain(cell.text(), &decide) {
                    Some(found) => *value = found,
                    None => *plain = false,
                }
            }
        }
    }

    #[inline(never)]
    fn plain(&mut self, text: &[u8], decide: impl Fn(&str) -> V) -> Option<V> {
        (!text.is_empty() && is_bare(text)).then(|| self.get_or(text, decide))
    }

    #[inline(never)]
    fn look_for(&mut self, text: &[u8], key: Key, decide: impl FnOnce(&str) -> V) -> V {
        let mut at = self.home(key);
        while let Some(known) = self.known(at) {
            if known.key == key && (key.1 != LONG || *known.text == *text) {
                return known.value;
            }
            at = self.next(at);
        }
        let value = decide(str::from_utf8(text).unwrap_or_default());
        if self.all.len() < self.most {
            self.put(Known { key, text: text.into(), value });
        }
        value
    }

    #[inline]
    fn known(&self, slot: usize) -> Option<&Known<V>> {
        known_at(&self.all, &self.slots, slot)
    }

    #[inline]
    fn home(&self, key: Key) -> usize {
        home(&self.slots, key)
    }

    fn next(&self, slot: usize) -> usize {
        (slot + 1) & self.slots.len().wrapping_sub(1)
    }

    fn put(&mut self, known: Known<V>) {
        let key = known.key;
        self.all.push(known);
        let wanted = self.all.len() * if self.all.len() <= FEW { SPARSE } else { DENSE };
        if wanted > self.slots.len() {
            self.slots = vec![0; (self.slots.len() * 2).max(FIRST_SLOTS)];
            (0..self.all.len()).for_each(|at| self.link(self.all[at].key, at));
        } else {
            self.link(key, self.all.len() - 1);
        }
    }

    /// Makes a text findable.
    fn link(&mut self, key: Key, at: usize) {
        let mut slot = self.home(key);
        while self.known(slot).is_some() {
            slot = self.next(slot);
        }
        self.slots[slot] = at as u32 + 1;
    }
}

#[inline(always)]
fn known_at<'k, V>(all: &'k [Known<V>], slots: &[u32], slot: usize) -> Option<&'k Known<V>> {
    all.get((*slots.get(slot)? as usize).wrapping_sub(1))
}

/// Where a text is first looked for.
#[inline(always)]
fn home(slots: &[u32], key: Key) -> usize {
    hash::of_words(key) as usize & slots.len().wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_decided_once_until_the_table_is_full() {
        let mut cache = Cache::new(1_000);
        for round in 0..3 {
            for n in 0..2_000_usize {
                let decided = std::cell::Cell::new(false);
                let value = cache.get_or(format!("{n:>width$} of some", width = 5 + n % 20).as_bytes(), |_| {
                    decided.set(true);
                    n
                });
                assert_eq!((value, decided.get()), (n, round == 0 || n >= 1_000));
            }
        }
        for text in ["", "a", "ab", "abc", "abcd", "abcdefgh", "阶段"] {
            assert_eq!(cache.get_or(text.as_bytes(), str::len), text.len());
        }
    }
}
