//! What distinct texts were decided to mean, so that each is decided once.

/// A table from short texts to what they mean; it remembers a limited number of them.
pub struct Cache<V> {
    /// A power of two of them, at most half of them filled.
    slots: Vec<Option<Known<V>>>,
    filled: usize,
    most: usize,
}

struct Known<V> {
    text: Box<str>,
    hash: u64,
    value: V,
}

const FIRST_SLOTS: usize = 64;

impl<V: Copy> Cache<V> {
    /// A table that remembers at most `most` texts.
    pub fn new(most: usize) -> Self {
        Cache { slots: Vec::new(), filled: 0, most }
    }

    /// What `text` means; `decide` is asked where that is not remembered.
    #[inline]
    pub fn get_or(&mut self, text: &str, decide: impl FnOnce(&str) -> V) -> V {
        let hash = hash(text.as_bytes());
        let mut at = self.home(hash);
        while let Some(Some(known)) = self.slots.get(at) {
            if known.hash == hash && *known.text == *text {
                return known.value;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let value = decide(text);
        if self.filled < self.most {
            self.put(Known { text: text.into(), hash, value });
        }
        value
    }

    fn home(&self, hash: u64) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
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
        let mut at = self.home(known.hash);
        while let Some(Some(_)) = self.slots.get(at) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Some(known);
        }
    }
}

/// Length, start and end: enough to tell names apart, and quick on texts of every length.
#[inline]
fn hash(text: &[u8]) -> u64 {
    let (first, last) = ends(text);
    let mixed = (first ^ (text.len() as u64).rotate_left(56)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ last.wrapping_mul(0xc2b2_ae3d_27d4_eb4f).rotate_left(31);
    mixed ^ (mixed >> 32)
}

/// The first and the last eight bytes, which overlap in short texts.
#[inline]
pub fn ends(text: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)));
    }
    let byte = |at: usize| text.get(at).map_or(0, |byte| u64::from(*byte));
    (byte(0) | byte(1) << 8 | byte(2) << 16, text.len() as u64)
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
                let value = cache.get_or(&format!("stage {n}"), |_| {
                    decided.set(true);
                    n
                });
                assert_eq!((value, decided.get()), (n, round == 0 || n >= 1_000));
            }
        }
        for text in ["", "a", "ab", "abc", "abcd", "abcdefgh", "阶段"] {
            assert_eq!(cache.get_or(text, str::len), text.len());
        }
    }
}
