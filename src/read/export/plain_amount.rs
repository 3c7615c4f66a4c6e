//! Plain amounts such as `1234.50`, which most are: several digits at once, and no branch for each.

/// The digits of a number with a decimal point and at most two digits behind it, as one whole number, and how many of them
/// are decimals; nothing where the text is any other.
#[inline]
pub fn parse(text: &[u8]) -> Option<(i64, usize)> {
    match text {
        [whole @ .., b'.', tenths, hundredths] => {
            let cents = four_digits(u32::from_le_bytes([b'0', b'0', *tenths, *hundredths]))?;
            Some((digits(whole)? * 100 + cents, 2))
        }
        [whole @ .., b'.', tenths] => Some((digits(whole)? * 10 + digits(&[*tenths])?, 1)),
        whole => Some((digits(whole)?, 0)),
    }
}

/// The number that these digits are; nothing where one of them is none, or there are none or more than twelve.
#[inline]
fn digits(text: &[u8]) -> Option<i64> {
    let (front, four) = text.split_last_chunk::<4>().map_or((text, None), |(front, four)| (front, Some(four)));
    let Some(four) = four else {
        let digit = |number: i64, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0'));
        return if text.is_empty() { None } else { text.iter().try_fold(0, digit) };
    };
    let low = four_digits(u32::from_le_bytes(*four))?;
    match front.len() {
        0 => Some(low),
        // The first four overlap the last; those that both have are left to the last.
        more @ 1..=4 => {
            let first = u32::from_le_bytes(*text.first_chunk()?);
            // As if zeros stood before them.
            let zeros = 8 * (4 - more as u32);
            let shown = (u64::from(first) << zeros) as u32 | (u64::from(ZEROS) >> (32 - zeros)) as u32;
            Some(four_digits(shown)? * 10_000 + low)
        }
        5..=8 => Some(digits(front)? * 10_000 + low),
        _ => None,
    }
}

const ZEROS: u32 = u32::from_le_bytes(*b"0000");

/// Four digits at once, the first of them in the lowest byte; nothing where one of them is none.
#[inline]
fn four_digits(text: u32) -> Option<i64> {
    let values = text ^ ZEROS;
    if (values.wrapping_add(0x7676_7676) | values) & 0x8080_8080 != 0 {
        return None;
    }
    // Each byte with the one behind it as two digits.
    let pairs = values.wrapping_mul(10).wrapping_add(values >> 8);
    Some(i64::from((pairs & 0xff) * 100 + (pairs >> 16 & 0xff)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_digits_up_to_twelve() {
        for length in 1..=14_u32 {
            for value in [10_i64.pow(length - 1), 10_i64.pow(length) - 1, 12_345_678_901_234 / 10_i64.pow(14 - length)]
            {
                let known = (length <= 12).then_some(value);
                assert_eq!(parse(value.to_string().as_bytes()), known.map(|value| (value, 0)));
                assert_eq!(parse(format!("{value}.5").as_bytes()), known.map(|value| (value * 10 + 5, 1)));
                assert_eq!(parse(format!("{value}.07").as_bytes()), known.map(|value| (value * 100 + 7, 2)));
            }
        }
        assert_eq!(parse(b"0007.10"), Some((710, 2)));
    }

    #[test]
    fn a_byte_that_is_no_digit_is_seen_anywhere() {
        for number in ["1", "1.2", "1.25", "123", "1234", "12345.67", "12345678", "123456789012.00"] {
            for at in 0..number.len() {
                for wrong in [b'/', b':', b' ', b'-', b',', 0, 0x80, 0xb1, 0xff] {
                    let mut text = number.as_bytes().to_vec();
                    text[at] = wrong;
                    assert_eq!(parse(&text), None, "{text:?}");
                }
            }
        }
        for text in ["", ".", ".5", ".50", "5.", "1.234", "1.2.3"] {
            assert_eq!(parse(text.as_bytes()), None, "{text}");
        }
    }
}
