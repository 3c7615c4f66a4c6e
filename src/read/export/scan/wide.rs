//! What is done by the widest instructions that the processor has: the bytes of a block are told apart, text is checked, and
//! [work](Work) of other rooms done.

use crate::read::export::batch::MOST;
use crate::read::export::scan::marks::{BLOCK, Marks, Room};

/// A way to mark a text; nothing where the processor lacks what it takes.
type Way = fn(&mut Marks, &[u8], u8) -> Option<Option<usize>>;

/// The fastest first; the last one always works. All give the same marks.
#[cfg(target_arch = "x86_64")]
pub const WAYS: [Way; 3] = [x86::with_64_bytes, x86::with_32_bytes, with_8_bytes];
#[cfg(not(target_arch = "x86_64"))]
pub const WAYS: [Way; 1] = [with_8_bytes];

/// Marks bytes that start with a row and are less than 4 GiB, and gives the place of a quote that breaks the rule, and the
/// text that they are where it is ASCII alone.
#[allow(unsafe_code)]
pub fn mark<'t>(marks: &mut Marks, bytes: &'t [u8], delimiter: u8) -> (Option<usize>, Option<&'t str>) {
    let bad = WAYS.iter().find_map(|way| way(marks, bytes, delimiter)).flatten();
    // SAFETY: each way looks at all bytes, and takes note of one that is no ASCII.
    (bad, marks.ascii.then(|| unsafe { str::from_utf8_unchecked(bytes) }))
}

/// The text that bytes are, where all of them are valid.
pub fn text(bytes: &[u8]) -> Option<&str> {
    #[cfg(target_arch = "x86_64")]
    if let Some(text) = x86::text_by_64_bytes(bytes) {
        return text;
    }
    simdutf8::basic::from_utf8(bytes).ok()
}

/// What is done for many at once.
pub trait Work {
    /// What is found for each of them.
    type Value;

    /// Finds the values of the first `count`, and whether each is known. It is to be put in place, so that the compiler can take
    /// the widest instructions for it.
    fn work(&self, count: usize, values: &mut [Self::Value; MOST], known: &mut [bool; MOST]);
}

/// Does some work by the widest instructions that the processor has.
pub fn widest<W: Work>(work: &W, count: usize, values: &mut [W::Value; MOST], known: &mut [bool; MOST]) {
    #[cfg(target_arch = "x86_64")]
    if x86::widest(work, count, values, known) {
        return;
    }
    work.work(count, values, known);
}

fn with_8_bytes(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<Option<usize>> {
    Some(marks.mark_by(text, delimiter, equal, places))
}

/// The places of a block that hold a value, by eight bytes at a time.
#[inline(always)]
fn equal(bytes: &[u8; BLOCK], value: u8) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let wanted = u64::from(value) * 0x0101_0101_0101_0101;
    bytes.as_chunks::<8>().0.iter().rev().fold(0, |mask, eight| {
        let other = u64::from_le_bytes(*eight) ^ wanted;
        // The highest bit of each byte that is 0, and of no other; then all of them side by side.
        let same = !(((other & LOW) + LOW) | other | LOW);
        mask << 8 | (same >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// Writes the places of bits, eight at a time; those beyond the last are overwritten by the next block.
#[inline(always)]
fn places(mut bits: u64, base: u32, room: &mut Room) {
    for eight in room.as_chunks_mut::<8>().0 {
        for place in eight {
            *place = base + bits.trailing_zeros();
            bits &= bits.wrapping_sub(1);
        }
        if bits == 0 {
            break;
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::is_x86_feature_detected;
    use std::arch::x86_64::{
        __m512i, _mm256_cmpeq_epi8, _mm256_movemask_epi8, _mm256_set_epi64x, _mm256_set1_epi8, _mm512_add_epi32,
        _mm512_castsi512_si128, _mm512_cmpeq_epi8_mask, _mm512_cvtepu8_epi32, _mm512_maskz_compress_epi8,
        _mm512_set_epi64, _mm512_set1_epi8, _mm512_set1_epi32, _mm512_shuffle_i64x2,
    };
    use std::mem::transmute;

    use super::{Work, places};
    use crate::read::export::batch::MOST;
    use crate::read::export::scan::marks::{BLOCK, Marks, Room};
    use crate::read::export::scan::utf8::Checked;

    /// Does some work, and says whether the processor has what it takes.
    #[allow(unsafe_code)]
    pub fn widest<W: Work>(work: &W, count: usize, values: &mut [W::Value; MOST], known: &mut [bool; MOST]) -> bool {
        let has_64 = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl");
        let has_32 = is_x86_feature_detected!("avx2");
        // SAFETY: the processor was asked and has the instructions. Nothing else about the functions is unsafe.
        unsafe {
            if has_64 {
                by_64_bytes(work, count, values, known);
            } else if has_32 {
                by_32_bytes(work, count, values, known);
            }
        }
        has_64 || has_32
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
    fn by_64_bytes<W: Work>(work: &W, count: usize, values: &mut [W::Value; MOST], known: &mut [bool; MOST]) {
        work.work(count, values, known);
    }

    #[target_feature(enable = "avx2")]
    fn by_32_bytes<W: Work>(work: &W, count: usize, values: &mut [W::Value; MOST], known: &mut [bool; MOST]) {
        work.work(count, values, known);
    }

    /// The text that bytes are; nothing where the processor lacks what it takes.
    #[allow(unsafe_code)]
    pub fn text_by_64_bytes(bytes: &[u8]) -> Option<Option<&str>> {
        let is_there = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw");
        // SAFETY: the processor was asked and has the instructions. Bytes are taken for text only where they were seen to be
        // UTF-8.
        is_there.then(|| unsafe { is_text_64(bytes).then(|| str::from_utf8_unchecked(bytes)) })
    }

    /// Whether bytes are UTF-8.
    #[target_feature(enable = "avx512f,avx512bw")]
    fn is_text_64(bytes: &[u8]) -> bool {
        let (whole, rest) = bytes.as_chunks::<BLOCK>();
        let mut checked = Checked::new();
        whole.iter().for_each(|block| checked.add(load_64(block)));
        // With a space behind it, a character that is cut is an error.
        let mut last = [b' '; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        checked.add(load_64(&last));
        checked.is_valid()
    }

    #[target_feature(enable = "avx512f")]
    #[inline]
    #[allow(unsafe_code)]
    fn load_64(bytes: &[u8; BLOCK]) -> __m512i {
        // SAFETY: both are 64 bytes, for which any bits will do.
        unsafe { transmute::<[u8; BLOCK], __m512i>(*bytes) }
    }

    #[allow(unsafe_code)]
    pub fn with_64_bytes(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<Option<usize>> {
        let is_there = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vbmi2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("popcnt");
        // SAFETY: the processor was asked and has the instructions. Nothing else about the function is unsafe.
        is_there.then(|| unsafe { mark_64(marks, text, delimiter) })
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,bmi1,popcnt")]
    fn mark_64(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<usize> {
        let equal = |bytes: &[u8; BLOCK], value| equal_64(bytes, value);
        marks.mark_by(text, delimiter, equal, |bits, base, room| places_64(bits, base, room))
    }

    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    fn equal_64(bytes: &[u8; BLOCK], value: u8) -> u64 {
        _mm512_cmpeq_epi8_mask(load_64(bytes), _mm512_set1_epi8(value.cast_signed()))
    }

    /// Writes the places of bits, sixteen at a time; those beyond the last are overwritten by the next block.
    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi2")]
    #[inline]
    #[allow(unsafe_code)]
    fn places_64(bits: u64, base: u32, room: &mut Room) {
        const EIGHT: i64 = 0x0706_0504_0302_0100;
        const STEP: i64 = 0x0808_0808_0808_0808;
        let word = |at: i64| EIGHT + at * STEP;
        let all = _mm512_set_epi64(word(7), word(6), word(5), word(4), word(3), word(2), word(1), word(0));
        let mut packed = _mm512_maskz_compress_epi8(bits, all);
        let mut left = bits.count_ones();
        for sixteen in room.as_chunks_mut::<16>().0 {
            let next = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed));
            // SAFETY: both are 64 bytes of integers, for which any bits will do.
            *sixteen = unsafe {
                transmute::<__m512i, [u32; 16]>(_mm512_add_epi32(next, _mm512_set1_epi32(base.cast_signed())))
            };
            if left <= 16 {
                break;
            }
            left -= 16;
            packed = _mm512_shuffle_i64x2::<0b00_11_10_01>(packed, packed);
        }
    }

    #[allow(unsafe_code)]
    pub fn with_32_bytes(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<Option<usize>> {
        let is_there =
            is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi1") && is_x86_feature_detected!("popcnt");
        // SAFETY: the processor was asked and has the instructions. Nothing else about the function is unsafe.
        is_there.then(|| unsafe { mark_32(marks, text, delimiter) })
    }

    #[target_feature(enable = "avx2,bmi1,popcnt")]
    fn mark_32(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<usize> {
        marks.mark_by(text, delimiter, |bytes, value| equal_32(bytes, value), places)
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn equal_32(bytes: &[u8; BLOCK], value: u8) -> u64 {
        let (words, _) = bytes.as_chunks::<8>();
        let word = |at: usize| i64::from_le_bytes(words[at]);
        let value = _mm256_set1_epi8(value.cast_signed());
        let half = |at: usize| {
            let bytes = _mm256_set_epi64x(word(at + 3), word(at + 2), word(at + 1), word(at));
            u64::from(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, value)).cast_unsigned())
        };
        half(0) | half(4) << 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_what_the_standard_library_takes_for_it() {
        let same = |bytes: &[u8]| assert_eq!(text(bytes), str::from_utf8(bytes).ok(), "{bytes:?}");
        // A byte of each kind, and those beside them.
        let kinds = [
            0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
            0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff,
        ];
        let count = kinds.len();
        for number in 0..count.pow(4) {
            let four = [0, 1, 2, 3].map(|at| kinds[number / count.pow(at) % count]);
            let mut bytes = [b'a'; 2 * BLOCK];
            let at = BLOCK - 4 + number % 5;
            bytes[at..at + 4].copy_from_slice(&four);
            same(&bytes);
            same(&bytes[at..]);
            same(&bytes[..at + 4]);
        }
        let whole = "合同，été, 🚀 and ſo on — 客户希望下月初完成方案评审".repeat(4);
        for from in 0..whole.len() {
            (from..whole.len()).for_each(|to| same(&whole.as_bytes()[from..to]));
        }
        for at in 0..whole.len() {
            for value in 0..=u8::MAX {
                let mut bytes = whole.clone().into_bytes();
                bytes[at] = value;
                same(&bytes);
            }
        }
    }
}
