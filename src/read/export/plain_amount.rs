//! Plain amounts such as `1234.50`, which most are: several digits at once, and no branch for each.

/// The digits of a number with a decimal point and at most two digits behind it, as one whole number, and how many of them
/// are decimals; nothing where the text is any other.
#[inline(always)]
pub fn parse(text: &[u8]) -> Option<(i64, usize)> {
    match text {
        [whole @ .., b'.', tenths, hundredths] => Some((digits(whole)? * 100 + two_digits([*tenths, *hundredths])?, 2)),
        text => with_few_decimals(text),
    }
}

fn with_few_decimals(text: &[u8]) -> Option<(i64, usize)> {
    match text {
        [whole @ .., b'.', tenth] => Some((digits(whole)? * 10 + few_digits(&[*tenth])?, 1)),
        whole => Some((digits(whole)?, 0)),
    }
}

/// The number that these digits are; nothing where one of them is none, or there are none or more than twelve.
#[inline(always)]
fn digits(text: &[u8]) -> Option<i64> {
    if (4..=8).contains(&text.len()) { eight_digits(text) } else { few_or_many_digits(text) }
}

#[inline(never)]
fn few_or_many_digits(text: &[u8]) -> Option<i64> {
    match text.split_last_chunk::<8>() {
        Some((front, eight)) => Some(few_digits(front)? * 100_000_000 + eight_digits(eight)?),
        None => few_digits(text),
    }
}

/// The number that the first one to three bytes are, the first of them lowest; nothing where one of them is no digit.
#[inline(always)]
pub fn few_digits_at_once(bytes: u32, length: u32) -> Option<u16> {
    // Nothing is left of those behind them, and zeros are in front.
    let digits = (bytes ^ ZEROS as u32) << (8 * (4 - length));
    if (digits.wrapping_add(MORE_THAN_NINE as u32) | digits) & HIGHEST as u32 != 0 {
        return None;
    }
    let digit = |at: u32| (digits >> (8 * at) & 0xff) as u16;
    Some(digit(1) * 100 + digit(2) * 10 + digit(3))
}

fn few_digits(text: &[u8]) -> Option<i64> {
    let digit = |number: i64, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0'));
    if text.is_empty() || text.len() > 4 { None } else { text.iter().try_fold(0, digit) }
}

/// Four to eight digits at once; nothing where one of them is none.
#[inline]
fn eight_digits(text: &[u8]) -> Option<i64> {
    let (first, last) = (text.first_chunk()?, text.last_chunk()?);
    let (first, last) = (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)));
    // What both have is the same. The first digit is in the lowest byte; zeros go in front of it.
    let length = text.len() as u32;
    of_digits(((first | last << (8 * (length - 4))) ^ ZEROS) << (8 * (8 - length)))
}

/// A number with two decimals as one whole number, and whether it is one: from the eight bytes in front of the point, of which
/// the last so many are its own digits, and from the point and the two bytes behind it, the first of them lowest. There is no
/// branch in it, so that many can be read at once.
#[inline(always)]
pub fn hundredths(whole: u64, rest: u32, digits: u32) -> (i64, bool) {
    // What stands in front of the digits is no part of the number: zeros take its place.
    let others = 64 - 8 * digits;
    let whole = (whole ^ ZEROS).unbounded_shr(others).unbounded_shl(others);
    // The point becomes a zero, and has to.
    let rest = rest ^ u32::from_le_bytes(*b".00\0");
    let is_digits = (whole.wrapping_add(MORE_THAN_NINE) | whole) & HIGHEST == 0;
    let is_rest = (rest.wrapping_add(0x0076_767f) | rest) & 0x0080_8080 == 0;
    let cents = (rest >> 8 & 0xff) * 10 + (rest >> 16);
    (of_eight(whole) * 100 + i64::from(cents), is_digits & is_rest)
}

/// The number that eight digits are, the first in the lowest byte; nothing where one of them is none.
#[inline(always)]
fn of_digits(digits: u64) -> Option<i64> {
    ((digits.wrapping_add(MORE_THAN_NINE) | digits) & HIGHEST == 0).then(|| of_eight(digits))
}

/// Sets the [highest](HIGHEST) bit of each byte that is none of 0 to 9, unless it was set before.
const MORE_THAN_NINE: u64 = 0x7676_7676_7676_7676;
const HIGHEST: u64 = 0x8080_8080_8080_8080;

/// The number that eight digits are, the first in the lowest byte.
#[inline(always)]
fn of_eight(digits: u64) -> i64 {
    // Each byte with the one behind it as two digits, then each two of these, then all.
    let pairs = (digits << 3).wrapping_add(digits << 1).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    (fours & 0xffff).wrapping_mul(10_000).wrapping_add(fours >> 32).cast_signed()
}

const ZEROS: u64 = u64::from_le_bytes(*b"00000000");

/// Two digits; nothing where one of them is none.
#[inline]
fn two_digits([tens, ones]: [u8; 2]) -> Option<i64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| i64::from(tens) * 10 + i64::from(ones))
}

#[cfg(test)]
mod tests {
    use csv::StringRecord;

    use super::*;
    use crate::model::number::Decimal;
    use crate::read::export::amounts::AmountColumn;
    use crate::read::export::row::Row;

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
    fn hundredths_are_read_as_any_number_is() {
        for digits in 1..=8_u32 {
            let number = format!("{}.{:02}", 98_765_432_u64 / 10_u64.pow(8 - digits), 10 + digits);
            let text = format!("{:/>11}\0", number);
            let bytes = <[u8; 12]>::try_from(text.as_bytes()).unwrap();
            let read = |bytes: [u8; 12]| {
                let (whole, rest) = bytes.split_at(8);
                let number =
                    (u64::from_le_bytes(whole.try_into().unwrap()), u32::from_le_bytes(rest.try_into().unwrap()));
                let (value, is_one) = hundredths(number.0, number.1, digits);
                is_one.then_some(value)
            };
            assert_eq!(read(bytes), parse(number.as_bytes()).map(|(value, _)| value), "{number}");
            for at in 11 - number.len()..11 {
                for wrong in (0..=u8::MAX).filter(|wrong| *wrong != bytes[at] && !wrong.is_ascii_digit()) {
                    let mut bytes = bytes;
                    bytes[at] = wrong;
                    assert_eq!(read(bytes), None, "{number} with {wrong} at {at}");
                }
            }
        }
    }

    #[test]
    fn few_digits_are_read_with_what_stands_behind_them() {
        for number in 0..=999_u32 {
            for text in [format!("{number}"), format!("{number:02}"), format!("{number:03}")] {
                for behind in [b"0000", b",9-\xff"] {
                    let bytes = [text.as_bytes(), behind].concat();
                    let read = few_digits_at_once(
                        u32::from_le_bytes(*bytes.first_chunk().unwrap()),
                        u32::try_from(text.len()).unwrap(),
                    );
                    assert_eq!(read.map(u32::from), Some(number), "{text}");
                }
            }
        }
        for (text, length) in [(b"1a3,", 3), (b"-12,", 2), (b"5%,,", 2), (b".,00", 1), (b"12\xb1,", 3)] {
            assert_eq!(few_digits_at_once(u32::from_le_bytes(*text), length), None, "{text:?}");
        }
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

    #[test]
    fn plain_numbers_are_read_alike_both_ways() {
        for text in [
            "0",
            "7",
            "123",
            "1234",
            "12345",
            "1234567",
            "12345678",
            "123456789",
            "987654321012",
            "1234567890123",
            "12a4",
            "a2345678",
            "1234567/",
            "1234.5",
            "100000000.01",
            "0.05",
            "268947.50",
            "1.23",
            "1.234",
            "12.",
            ".5",
            "-5",
            "1.2.3",
            "00",
        ] {
            let record = StringRecord::from(vec![text]);
            let row = Row::of_text(2, &record, b',', 0);
            for known in ["", "2.5"] {
                let mut one = AmountColumn::new(0, 1, None);
                one.read(known, 1).unwrap();
                let mut other = one.clone();
                if let Some((digits, decimals)) = one.plain(row.raw(0), false) {
                    let whole = other.of(&row).unwrap().unwrap().value;
                    let scale = u32::try_from(decimals).unwrap();
                    assert_eq!(Decimal::try_from_i128_with_scale(digits.into(), scale).unwrap(), whole, "{text}");
                    assert_eq!(one, other, "{text}");
                }
            }
        }
    }
}
