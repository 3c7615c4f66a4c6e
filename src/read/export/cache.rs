//! What distinct texts were decided to mean, so that each is decided once.

use crate::read::export::hash;

/// A table from short texts to what they mean; it remembers a limited number of them.
pub struct Cache<V> {
    /// A power of two of them, at most half of them filled.
    slots: Vec<Option<Known<V>>>,
    filled: usize,
    most: usize,
}

struct Known<V> {
    key: Key,
    text: Box<[u8]>,
    value: V,
}

/// Two words that tell short texts of a length apart, and are a hash of longer ones.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    words: (u64, u64),
    length: usize,
}

/// In bytes; two words hold as much.
const SHORT: usize = 16;

const FIRST_SLOTS: usize = 64;

impl<V: Copy> Cache<V> {
    /// A table that remembers at most `most` texts.
    pub fn new(most: usize) -> Self {
        Cache { slots: Vec::new(), filled: 0, most }
    }

    /// What the bytes of a text mean; `decide` is asked where that is not remembered.
    #[inline]
    pub fn get_or(&mut self, text: &[u8], decide: impl FnOnce(&str) -> V) -> V {
        let key = Key::of(text);
        let mut at = self.home(key);
        while let Some(Some(known)) = self.slots.get(at) {
            if known.key == key && (key.length <= SHORT || *known.text == *text) {
                return known.value;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let value = decide(str::from_utf8(text).unwrap_or_default());
        if self.filled < self.most {
            self.put(Known { key, text: text.into(), value });
        }
        value
    }

    fn home(&self, key: Key) -> usize {
        key.hash() as usize & self.slots.len().wrapping_sub(1)
    }

    fn put(&mut self, known: Known<V>) {
        if self.filled * 2 >= self.slots.len() {
            let size = (self.slots.len() * 2).max(FIRST_SLOTS);
            let old = std::mem::replace(&mut self.slots, std::iter::repeat_with(|| None).take(size).collect());
            old.into_iter().flatten().for_each(|known| self.place(known));
        }
        self.place(known);
        self.filled += 1;
    }

    fn place(&mut self, known: Known<V>) {
        let mut at = self.home(known.key);
        while let Some(Some(_)) = self.slots.get(at) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Some(known);
        }
    }
}

impl Key {
    #[inline]
    fn of(text: &[u8]) -> Self {
        let words = if text.len() <= SHORT { ends(text) } else { (hash::of_id(text), 0) };
        Key { words, length: text.len() }
    }

    #[inline]
    fn hash(self) -> u64 {
        let (first, last) = self.words;
        hash::fold(first ^ 0x9e37_79b9_7f4a_7c15, last ^ self.length as u64 ^ 0xc2b2_ae3d_27d4_eb4f)
    }
}

/// The first and the last eight bytes, which overlap in shorter texts than sixteen.
#[inline]
fn ends(text: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    (hash::short(text), 0)
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
