//! Which characters the bytes of a text file stand for: detected from the bytes alone, or named by the plan.

use std::io::{self, Read};

use encoding_rs::Encoding as Standard;

use crate::read::export::census::{CHINESE, Census};

/// How a text file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// Everything else, by the tables of the WHATWG standard.
    Other(&'static Standard),
}

/// Why an encoding was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    Stated,
    ByteOrderMark,
    /// Every second byte of plain characters is 0.
    Zeros,
    /// The bytes are valid as they stand, which others are next to never.
    Valid,
    /// Only ASCII so far, which most encodings share.
    Ascii,
    /// No byte is invalid and the characters are those that Chinese is written with.
    Chinese,
    /// Letters with accents stand alone between plain ones.
    Western,
}

/// Why no encoding can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// UTF-8 but for a broken character on this line.
    Broken(u64),
    /// None of the known encodings gives sensible text; a byte of this line is the first that is no ASCII.
    Unknown(u64),
}

impl Encoding {
    pub const GB18030: Encoding = Encoding::Other(encoding_rs::GB18030);
    pub const WINDOWS_1252: Encoding = Encoding::Other(encoding_rs::WINDOWS_1252);

    /// The name of the WHATWG standard, such as `UTF-8` or `gb18030`.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Other(standard) => standard.name(),
        }
    }

    /// `gb2312`, `latin1` and every other label of the WHATWG standard, ignoring case.
    pub fn named(name: &str) -> Option<Self> {
        let label = match name.to_ascii_lowercase().as_str() {
            "utf16" => "utf-16",
            "cp936" => "gbk",
            _ => name,
        };
        // A file that is called GBK may hold characters of its successor; the two differ in nothing else.
        Some(match Standard::for_label(label.as_bytes())? {
            utf8 if utf8 == encoding_rs::UTF_8 => Encoding::Utf8,
            gbk if gbk == encoding_rs::GBK => Encoding::Other(encoding_rs::GB18030),
            other => Encoding::Other(other),
        })
    }

    pub fn standard(self) -> &'static Standard {
        match self {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Other(standard) => standard,
        }
    }
}

/// Whether the plan may name it.
pub fn is_known(name: &str) -> bool {
    Encoding::named(name).is_some()
}

/// What the first bytes of a file say; nothing where the whole of it has to be looked at. That they are Chinese holds as
/// long as all bytes behind them are valid too.
pub fn of_head(head: &[u8]) -> Option<(Encoding, Because)> {
    if let Some((standard, _)) = Standard::for_bom(head) {
        let encoding = if standard == encoding_rs::UTF_8 { Encoding::Utf8 } else { Encoding::Other(standard) };
        return Some((encoding, Because::ByteOrderMark));
    }
    if let Some(utf16) = by_zeros(head) {
        return Some((Encoding::Other(utf16), Because::Zeros));
    }
    let whole = match std::str::from_utf8(head) {
        Ok(_) => head,
        // The head may end inside a character.
        Err(error) if error.error_len().is_none() => head.get(..error.valid_up_to()).unwrap_or_default(),
        Err(_) => return Census::of(head).is_surely_chinese().then_some(CHINESE),
    };
    Some((Encoding::Utf8, if whole.is_ascii() { Because::Ascii } else { Because::Valid }))
}

/// Bytes that are taken for another encoding, block by block, as long as they are UTF-8: so many that are no ASCII are next
/// to never valid by chance.
#[derive(Default)]
pub struct Utf8Seen(usize);

impl Utf8Seen {
    /// Whether the bytes up to here are surely UTF-8. Blocks may start and end inside a character.
    pub fn take(&mut self, bytes: &[u8]) -> bool {
        let start = bytes.iter().take(3).take_while(|byte| **byte & 0xc0 == 0x80).count();
        let bytes = bytes.get(start..).unwrap_or_default();
        let whole = match simdutf8::basic::from_utf8(bytes) {
            Ok(_) => bytes,
            Err(_) => match std::str::from_utf8(bytes) {
                Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or_default(),
                _ => {
                    self.0 = 0;
                    return false;
                }
            },
        };
        self.0 += whole.iter().filter(|byte| !byte.is_ascii()).count();
        self.0 > SURELY_UTF8
    }
}

const SURELY_UTF8: usize = 64;

/// UTF-16 without a mark: the zeros of its plain characters stand on one side of their pairs. Few other characters have
/// one, and on the other side.
fn by_zeros(head: &[u8]) -> Option<&'static Standard> {
    if !head.contains(&0) {
        return None;
    }
    let (pairs, _) = head.as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let enough = pairs.len() / 16 + 1;
    let (standard, text) = match (first, second) {
        (first, second) if second > enough && second > 8 * first => {
            (encoding_rs::UTF_16LE, encoding_rs::UTF_16LE.decode(head).0)
        }
        (first, second) if first > enough && first > 8 * second => {
            (encoding_rs::UTF_16BE, encoding_rs::UTF_16BE.decode(head).0)
        }
        _ => return None,
    };
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    (!text.chars().any(control)).then_some(standard)
}

/// What the whole file says that is not valid UTF-8 throughout.
///
/// # Errors
/// Outside: it cannot be read. Inside: [`Unclear`].
pub fn of_whole(mut bytes: impl Read) -> io::Result<Result<(Encoding, Because), Unclear>> {
    let mut census = Census::of(&[]);
    let mut block = vec![0; 64 * 1024];
    loop {
        match bytes.read(&mut block)? {
            0 => return Ok(census.verdict()),
            n => census.take_all(block.get(..n).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(bytes: &[u8]) -> Result<&'static str, Unclear> {
        of_whole(bytes).unwrap().map(|(encoding, _)| encoding.name())
    }

    fn encoded(text: &str, name: &str) -> Vec<u8> {
        Encoding::named(name).unwrap().standard().encode(text).0.into_owned()
    }

    #[test]
    fn text_is_told_by_its_bytes() {
        assert_eq!(whole(&encoded("负责人,金额\n张伟,12\n", "gbk")), Ok("gb18030"));
        assert_eq!(whole(&encoded("owner,stage\nAnn,赢单\n", "gb18030")), Ok("gb18030"));
        for word in ["José", "Müller", "Großkunde", "naïve café", "50 €", "£5"] {
            assert_eq!(whole(&encoded(word, "windows-1252")), Ok("windows-1252"), "{word}");
        }
        assert_eq!(whole("张伟 José\n".as_bytes()), Ok("UTF-8"));
        assert_eq!(whole(&encoded("x\nСделка закрыта", "windows-1251")), Err(Unclear::Unknown(2)));
    }

    #[test]
    fn utf8_with_a_broken_character_is_no_other_encoding() {
        let mut bytes = "负责人\n张伟\n李娜".as_bytes().to_vec();
        bytes.remove(11);
        assert_eq!(whole(&bytes), Err(Unclear::Broken(2)));
    }

    #[test]
    fn the_head_may_be_enough() {
        let of = |bytes: &[u8]| of_head(bytes).map(|(encoding, why)| (encoding.name(), why));
        assert_eq!(of(b"\xef\xbb\xbfa"), Some(("UTF-8", Because::ByteOrderMark)));
        assert_eq!(of(b"\xff\xfea\0"), Some(("UTF-16LE", Because::ByteOrderMark)));
        assert_eq!(of(b"o\0w\0n\0e\0r\0,\0"), Some(("UTF-16LE", Because::Zeros)));
        assert_eq!(of(b"\0o\0w\0n\0e\0r\0,"), Some(("UTF-16BE", Because::Zeros)));
        assert_eq!(of(b"owner"), Some(("UTF-8", Because::Ascii)));
        assert_eq!(of("张".as_bytes()), Some(("UTF-8", Because::Valid)));
        assert_eq!(of("a张".as_bytes().get(..3).unwrap()), Some(("UTF-8", Because::Ascii)), "cut inside a character");
        assert_eq!(of(b"\xd5\xc5\xce\xb0"), None, "too little to be sure");
        let chinese = encoded(&"负责人,金额\n张伟,12\n".repeat(60), "gbk");
        assert_eq!(of(&chinese), Some(("gb18030", Because::Chinese)));
        assert_eq!(
            of(chinese.get(..chinese.len() - 5).unwrap()),
            Some(("gb18030", Because::Chinese)),
            "cut inside one"
        );
        assert_eq!(of(&encoded(&"Müller, naïve café\n".repeat(200), "windows-1252")), None);
    }

    #[test]
    fn utf8_is_seen_among_other_bytes() {
        let text = "负责人,张伟,赢单\n".repeat(8);
        for cut in 0..3 {
            assert!(Utf8Seen::default().take(&text.as_bytes()[cut..text.len() - cut]));
        }
        assert!(!Utf8Seen::default().take("负责人\n".as_bytes()), "too few");
        assert!(!Utf8Seen::default().take(&encoded(&text, "gbk")));
        assert!(!Utf8Seen::default().take(&b"plain,text\n".repeat(100)));
    }

    #[test]
    fn names_are_those_people_use() {
        for name in ["UTF-8", "utf-16le", "GBK", "gb2312", "cp936", "latin1", "windows-1252"] {
            assert!(is_known(name), "{name}");
        }
        assert!(!is_known("klingon"));
    }
}
