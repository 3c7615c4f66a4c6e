//! Whether bytes are UTF-8, 64 at a time.
//!
//! After J. Keiser and D. Lemire, "Validating UTF-8 in less than one instruction per byte" (2021): what three half bytes of
//! two neighbours may be part of is looked up for each; what all three have in common is an error. What is left are
//! characters of three and four bytes, whose third and fourth ones have to be where two followers stand side by side.

use std::arch::x86_64::{
    __m128i, __m512i, _mm_set_epi64x, _mm512_alignr_epi8, _mm512_alignr_epi64, _mm512_and_si512,
    _mm512_broadcast_i32x4, _mm512_or_si512, _mm512_set1_epi8, _mm512_setzero_si512, _mm512_shuffle_epi8,
    _mm512_srli_epi16, _mm512_subs_epu8, _mm512_test_epi8_mask, _mm512_xor_si512,
};

/// What a pair of neighbours is, as far as half a byte can tell.
const TOO_SHORT: u8 = 1 << 0;
const TOO_LONG: u8 = 1 << 1;
const OVERLONG_3: u8 = 1 << 2;
const TOO_LARGE: u8 = 1 << 3;
const SURROGATE: u8 = 1 << 4;
const OVERLONG_2: u8 = 1 << 5;
/// Such a pair is also [`OVERLONG_4`].
const TOO_LARGE_1000: u8 = 1 << 6;
const OVERLONG_4: u8 = 1 << 6;
const TWO_FOLLOWERS: u8 = 1 << 7;
/// What the lower half of the first byte says nothing about.
const ANY: u8 = TOO_SHORT | TOO_LONG | TWO_FOLLOWERS;

/// By the upper half of the first byte.
const FIRST_UPPER: [u8; 16] = {
    let mut all = [TOO_LONG; 16];
    [all[8], all[9], all[10], all[11]] = [TWO_FOLLOWERS; 4];
    [all[12], all[13]] = [TOO_SHORT | OVERLONG_2, TOO_SHORT];
    [all[14], all[15]] = [TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4];
    all
};

/// By the lower half of the first byte.
const FIRST_LOWER: [u8; 16] = {
    let mut all = [ANY | TOO_LARGE | TOO_LARGE_1000; 16];
    [all[0], all[1]] = [ANY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, ANY | OVERLONG_2];
    [all[2], all[3], all[4]] = [ANY, ANY, ANY | TOO_LARGE];
    all[13] |= SURROGATE;
    all
};

/// By the upper half of the second byte.
const SECOND_UPPER: [u8; 16] = {
    let (mut all, follower) = ([TOO_SHORT; 16], TOO_LONG | OVERLONG_2 | TWO_FOLLOWERS);
    [all[8], all[9]] = [follower | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4, follower | OVERLONG_3 | TOO_LARGE];
    [all[10], all[11]] = [follower | SURROGATE | TOO_LARGE; 2];
    all
};

/// What the blocks so far say.
pub struct Checked {
    last: __m512i,
    error: __m512i,
}

impl Checked {
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    pub fn new() -> Self {
        Checked { last: _mm512_setzero_si512(), error: _mm512_setzero_si512() }
    }

    /// Looks at the next block.
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    pub fn add(&mut self, block: __m512i) {
        let table = |table: [u8; 16]| _mm512_broadcast_i32x4(wide(table));
        let upper = |bytes| _mm512_and_si512(_mm512_srli_epi16::<4>(bytes), _mm512_set1_epi8(0x0f));
        let lower = |bytes| _mm512_and_si512(bytes, _mm512_set1_epi8(0x0f));
        let and = |one, other| _mm512_and_si512(one, other);
        // The block moved on by sixteen bytes, and with it by one, two and three.
        let before = _mm512_alignr_epi64::<6>(block, self.last);
        let [one, two, three] = [
            _mm512_alignr_epi8::<15>(block, before),
            _mm512_alignr_epi8::<14>(block, before),
            _mm512_alignr_epi8::<13>(block, before),
        ];
        let first = and(
            _mm512_shuffle_epi8(table(FIRST_UPPER), upper(one)),
            _mm512_shuffle_epi8(table(FIRST_LOWER), lower(one)),
        );
        let special = and(first, _mm512_shuffle_epi8(table(SECOND_UPPER), upper(block)));
        // The highest bit where the third or fourth byte of a character has to be.
        let above = |bytes, least: u8| _mm512_subs_epu8(bytes, _mm512_set1_epi8((least - 0x80).cast_signed()));
        let wanted =
            and(_mm512_or_si512(above(two, 0xe0), above(three, 0xf0)), _mm512_set1_epi8(TWO_FOLLOWERS.cast_signed()));
        self.error = _mm512_or_si512(self.error, _mm512_xor_si512(special, wanted));
        self.last = block;
    }

    /// Whether all blocks are valid, of which the last one ends with a byte of ASCII.
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    pub fn is_valid(&self) -> bool {
        _mm512_test_epi8_mask(self.error, self.error) == 0
    }
}

#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn wide(table: [u8; 16]) -> __m128i {
    let all = u128::from_le_bytes(table);
    _mm_set_epi64x((all >> 64) as i64, all as i64)
}
