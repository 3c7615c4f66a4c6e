//! Chinese text of two bytes a character to UTF-8, by a table: in half the time of a decoder that knows all of GB18030.

use std::sync::OnceLock;

use crate::read::export::encoding::Encoding;

/// By the two bytes of a character, those of its UTF-8, the first in the lowest byte; 0 where there is no such character.
type Table = [u32; 1 << 16];

/// Bytes of ASCII that are copied at once.
const RUN: usize = 16;

/// Decodes all of `bytes` in `room`, where they are nothing but ASCII and characters of two bytes.
pub fn decode<'r>(bytes: &[u8], room: &'r mut Vec<u8>) -> Option<&'r [u8]> {
    static TABLE: OnceLock<Box<Table>> = OnceLock::new();
    let table: &Table = TABLE.get_or_init(table);
    // Two bytes become three at most. What is copied beyond the end of a run is written over by what comes next.
    let most = bytes.len() / 2 * 3 + RUN;
    if room.len() < most {
        room.resize(most, 0);
    }
    let (mut at, mut end) = (0, 0);
    while at < bytes.len() {
        let before = at;
        let ascii = copy_ascii(bytes.get(at..)?, room.get_mut(end..)?);
        (at, end) = (at + ascii, end + ascii);
        if ascii == RUN {
            continue;
        }
        for pair in bytes.get(at..)?.as_chunks().0 {
            let utf8 = table[usize::from(u16::from_be_bytes(*pair))];
            if utf8 == 0 {
                break;
            }
            *room.get_mut(end..)?.first_chunk_mut()? = utf8.to_le_bytes();
            (at, end) = (at + 2, end + if utf8 > 0xffff { 3 } else { 2 });
        }
        if at == before {
            return None;
        }
    }
    room.get(..end)
}

/// Copies the ASCII that bytes start with, [`RUN`] of them at most, and says how many these are.
#[inline(always)]
fn copy_ascii(bytes: &[u8], text: &mut [u8]) -> usize {
    const HIGH: u128 = u128::from_ne_bytes([0x80; RUN]);
    if let (Some(run), Some(room)) = (bytes.first_chunk::<RUN>(), text.first_chunk_mut::<RUN>()) {
        *room = *run;
        return (u128::from_le_bytes(*run) & HIGH).trailing_zeros() as usize / 8;
    }
    let ascii = bytes.iter().take(RUN - 1).take_while(|byte| byte.is_ascii());
    ascii.zip(text).map(|(byte, room)| *room = *byte).count()
}

fn table() -> Box<Table> {
    let mut table = vec![0; 1 << 16].into_boxed_slice();
    let trails = || (0x40..=0xfe_u8).filter(|trail| *trail != 0x7f);
    for lead in 0x81..=0xfe_u8 {
        let pairs: Vec<u8> = trails().flat_map(|trail| [lead, trail]).collect();
        let Some(text) = Encoding::GB18030.standard().decode_without_bom_handling_and_without_replacement(&pairs)
        else {
            continue;
        };
        for (trail, character) in trails().zip(text.chars()) {
            let mut utf8 = [0; 4];
            character.encode_utf8(&mut utf8);
            table[usize::from(u16::from_be_bytes([lead, trail]))] = u32::from_le_bytes(utf8);
        }
    }
    table.try_into().unwrap_or_else(|_| Box::new([0; 1 << 16]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Option<String> {
        decode(bytes, &mut Vec::new()).map(|text| String::from_utf8(text.to_vec()).unwrap())
    }

    #[test]
    fn pairs_are_what_the_standard_says() {
        let standard = Encoding::GB18030.standard();
        let mut count = 0;
        for pair in 0..=u16::MAX {
            let [lead, trail] = pair.to_be_bytes();
            let bytes = [b'a', lead, trail, b'\n'];
            let expected = standard.decode_without_bom_handling_and_without_replacement(&bytes);
            match decoded(&bytes) {
                Some(text) => {
                    assert_eq!(Some(text.as_str()), expected.as_deref(), "{bytes:02x?}");
                    count += usize::from(lead > 0x7f);
                }
                // A newline in place of a second byte, or half of a longer character.
                None => assert!(lead > 0x7f || trail > 0x7f),
            }
        }
        assert_eq!(count, 126 * 190);
    }

    #[test]
    fn text_of_any_length_is_decoded() {
        let standard = Encoding::GB18030.standard();
        let parts = ["", "a", "张伟", "α，", "2026-03-05,", "年度框架采购续约商机 0123456789012345", "\n"];
        for number in 0..parts.len().pow(4) {
            let part = |power: u32| parts[number / parts.len().pow(power) % parts.len()];
            let text = [part(0), part(1), part(2), part(3)].concat();
            assert_eq!(decoded(&standard.encode(&text).0).as_deref(), Some(text.as_str()));
        }
        for other in
            [&b"a\x80"[..], b"\xd5\xc5\xce", b"\x81\x30\x81\x30", b"\xff\xff", b"\xd5\n", b"0123456789abcde\x81"]
        {
            assert_eq!(decoded(other), None, "{other:02x?}");
        }
    }
}
