//! How the bytes of a block are told apart: by the widest instructions that the processor has.

use crate::read::export::scan::marks::{BLOCK, Marks, Room};

/// A way to mark a text; nothing where the processor lacks what it takes.
type Way = fn(&mut Marks, &[u8], u8) -> Option<Option<usize>>;

/// The fastest first; the last one always works. All give the same marks.
#[cfg(target_arch = "x86_64")]
pub const WAYS: [Way; 3] = [x86::with_64_bytes, x86::with_32_bytes, with_8_bytes];
#[cfg(not(target_arch = "x86_64"))]
pub const WAYS: [Way; 1] = [with_8_bytes];

/// Marks a text, see [`Marks::mark`].
pub fn mark(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<usize> {
    WAYS.iter().find_map(|way| way(marks, text, delimiter)).flatten()
}

fn with_8_bytes(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<Option<usize>> {
    Some(marks.mark_by(text, delimiter, equal, parity, places))
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

/// For each bit, whether an odd number of bits is set up to and including it.
#[inline(always)]
fn parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
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
        __m512i, _mm_clmulepi64_si128, _mm_cvtsi64_si128, _mm_cvtsi128_si64, _mm_set1_epi8, _mm256_cmpeq_epi8,
        _mm256_movemask_epi8, _mm256_set_epi64x, _mm256_set1_epi8, _mm512_add_epi32, _mm512_castsi512_si128,
        _mm512_cmpeq_epi8_mask, _mm512_cvtepu8_epi32, _mm512_maskz_compress_epi8, _mm512_set_epi64, _mm512_set1_epi8,
        _mm512_set1_epi32, _mm512_shuffle_i64x2,
    };
    use std::mem::transmute;

    use super::places;
    use crate::read::export::scan::marks::{BLOCK, Marks, Room};

    #[allow(unsafe_code)]
    pub fn with_64_bytes(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<Option<usize>> {
        let is_there = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vbmi2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("pclmulqdq")
            && is_x86_feature_detected!("popcnt");
        // SAFETY: the processor was asked and has the instructions. Nothing else about the function is unsafe.
        is_there.then(|| unsafe { mark_64(marks, text, delimiter) })
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,bmi1,pclmulqdq,popcnt")]
    fn mark_64(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<usize> {
        let equal = |bytes: &[u8; BLOCK], value| equal_64(bytes, value);
        marks.mark_by(text, delimiter, equal, |bits| product(bits), |bits, base, room| places_64(bits, base, room))
    }

    /// The [`parity`](super::parity) of bits: what they give times all ones, where no bit carries over.
    #[target_feature(enable = "pclmulqdq")]
    #[inline]
    fn product(bits: u64) -> u64 {
        let ones = _mm_set1_epi8(-1);
        _mm_cvtsi128_si64(_mm_clmulepi64_si128::<0>(_mm_cvtsi64_si128(bits.cast_signed()), ones)).cast_unsigned()
    }

    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    #[allow(unsafe_code)]
    fn equal_64(bytes: &[u8; BLOCK], value: u8) -> u64 {
        // SAFETY: both are 64 bytes, for which any bits will do.
        let bytes = unsafe { transmute::<[u8; BLOCK], __m512i>(*bytes) };
        _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(value.cast_signed()))
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
        let is_there = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("pclmulqdq")
            && is_x86_feature_detected!("popcnt");
        // SAFETY: the processor was asked and has the instructions. Nothing else about the function is unsafe.
        is_there.then(|| unsafe { mark_32(marks, text, delimiter) })
    }

    #[target_feature(enable = "avx2,bmi1,pclmulqdq,popcnt")]
    fn mark_32(marks: &mut Marks, text: &[u8], delimiter: u8) -> Option<usize> {
        marks.mark_by(text, delimiter, |bytes, value| equal_32(bytes, value), |bits| product(bits), places)
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
