//! A hash that is the same in every run, so that nothing can depend on its seed.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Tables of the reader; never iterated where order could show.
pub type Map<K, V> = HashMap<K, V, BuildHasherDefault<Mix>>;
pub type Set<K> = HashSet<K, BuildHasherDefault<Mix>>;

/// The hash of one value.
pub fn of<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut mix = Mix::default();
    value.hash(&mut mix);
    mix.finish()
}

/// Bits of the hash of an id: of files with twenty million ids, one in 360 has two that share one, and is read a second
/// time to tell them apart.
pub const BITS: u32 = 56;

/// A short text as two numbers, which tell it from any other: its bytes, zeros behind them, and in the last byte how many
/// they are.
pub type Words = (u64, u64);

/// The longest of short texts, in bytes.
pub const SHORT: usize = 15;

/// The words of a short text.
#[inline]
pub fn words(text: &[u8]) -> Option<Words> {
    let length = text.len();
    let (first, second) = match (text.first_chunk(), text.last_chunk()) {
        _ if length > SHORT => return None,
        (Some(first), Some(last)) => {
            let last = u64::from_le_bytes(*last);
            (u64::from_le_bytes(*first), last.unbounded_shr(8 * (16 - length as u32)))
        }
        _ => (text.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0),
    };
    Some((first, second | (length as u64) << 56))
}

/// The length of a short text in bytes.
#[inline(always)]
pub fn length((_, second): Words) -> usize {
    (second >> 56) as usize
}

/// Whether a short text is ASCII alone.
#[inline(always)]
pub fn is_ascii((first, second): Words) -> bool {
    (first | second) & 0x8080_8080_8080_8080 == 0
}

/// The hash of such words.
#[inline(always)]
pub fn of_words((first, second): Words) -> u64 {
    fold(first ^ ODD, second ^ MORE)
}

/// The hash of a short id, of so many bits.
#[inline(always)]
pub fn of_short_id(words: Words) -> u64 {
    fold(of_words(words), ODD) >> (u64::BITS - BITS)
}

/// The hash of an id, of so many bits.
#[inline]
pub fn of_id(id: &[u8]) -> u64 {
    match words(id) {
        Some(words) => of_short_id(words),
        None => of_long(id) >> (u64::BITS - BITS),
    }
}

/// The hash of a cell and its column.
#[inline]
pub fn of_cell(column: u64, cell: &[u8]) -> u64 {
    fold(column ^ words(cell).map_or_else(|| of_long(cell), of_words), MORE)
}

/// The hash of a row without an id, of so many bits, by what its cells have given.
pub fn of_print(print: u64) -> u64 {
    of_short_id((print, u64::MAX))
}

/// The hash of a text that is not short.
#[inline(never)]
pub fn of_long(text: &[u8]) -> u64 {
    let (words, rest) = text.as_chunks();
    let mut hash = (text.len() as u64).wrapping_mul(MORE);
    for word in words {
        hash = fold(hash ^ u64::from_le_bytes(*word), ODD);
    }
    if let Some(last) = text.last_chunk().filter(|_| !rest.is_empty()) {
        // The last eight bytes hold the rest; loaded at once, they need no copy.
        hash = fold(hash ^ u64::from_le_bytes(*last), ODD);
    }
    fold(hash ^ MORE, ODD)
}

/// A product whose high and low halves are laid over each other, so that all bits of the result are good.
#[inline]
pub fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    product as u64 ^ (product >> 64) as u64
}

/// Eight bytes at a time: multiply and fold, with a last avalanche so that all bits of the result are good.
#[derive(Clone, Copy, Default)]
pub struct Mix(u64);

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
const MORE: u64 = 0xc2b2_ae3d_27d4_eb4f;

impl Mix {
    #[inline]
    fn word(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(ODD);
    }
}

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.word(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            self.word(u64::from_le_bytes(last));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.word(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.word(u64::from(n));
    }

    fn write_i32(&mut self, n: i32) {
        self.word(u64::from(n.cast_unsigned()));
    }

    fn write_u64(&mut self, n: u64) {
        self.word(n);
    }

    fn write_usize(&mut self, n: usize) {
        self.word(n as u64);
    }

    fn write_isize(&mut self, n: isize) {
        self.word(n as u64);
    }

    fn finish(&self) -> u64 {
        let n = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        n ^ (n >> 29)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fixed_and_tells_texts_apart() {
        assert_eq!(of("Z063OYW0"), of(&String::from("Z063OYW0")));
        let all: Set<u64> = (0..100_000).map(|n| of(&format!("deal {n}"))).collect();
        assert_eq!(all.len(), 100_000);
        for width in 1..20 {
            let texts = (0..50_000).map(|n| format!("{n:0width$}")).collect::<Set<_>>();
            assert_eq!(texts.iter().map(|text| of_id(text.as_bytes())).collect::<Set<_>>().len(), 50_000, "{width}");
        }
    }
}
