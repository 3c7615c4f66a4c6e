//! What distinct texts were decided to mean, so that each is decided once.

use crate::read::export::hash::{self, Words};

/// A table from short texts to what they mean; it remembers a limited number of them.
pub struct Cache<V> {
    all: Vec<Known<V>>,
    /// One more than the place of each text among all, 0 where there is none: a power of two of them, at most a quarter of
    /// them filled, so that most texts are found where they are first looked for.
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

const FIRST_SLOTS: usize = 128;

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

    /// What a short text means, if it is remembered and found at once.
    #[inline(always)]
    pub fn known_by(&self, key: Words) -> Option<V> {
        let known = self.known(self.home(key))?;
        (known.key == key).then_some(known.value)
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
        self.all.get((*self.slots.get(slot)? as usize).wrapping_sub(1))
    }

    #[inline]
    fn home(&self, key: Key) -> usize {
        hash::of_words(key) as usize & self.slots.len().wrapping_sub(1)
    }

    fn next(&self, slot: usize) -> usize {
        (slot + 1) & self.slots.len().wrapping_sub(1)
    }

    fn put(&mut self, known: Known<V>) {
        let key = known.key;
        self.all.push(known);
        if self.all.len() * 4 > self.slots.len() {
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
