//! Bytes counted as the characters of each encoding they may be of.

use crate::read::export::encoding::{Because, Encoding, Unclear};

/// The bytes of a file, counted as the characters of each encoding.
#[derive(Default)]
pub struct Census {
    line: u64,
    first_foreign: Option<u64>,
    /// Characters of several bytes that are valid UTF-8, bytes that are not, and the line of the first of these.
    utf8: u64,
    not_utf8: u64,
    broken: Option<u64>,
    /// Bytes of a UTF-8 character still to come.
    rest: u8,
    /// Characters of two bytes that Chinese is written with, others, and bytes that are no GB18030.
    chinese: u64,
    /// Of these, the characters of the first plane of GB 2312, which everyday text hardly leaves.
    everyday: u64,
    rare: u64,
    not_gb: u64,
    /// The bytes of a GB18030 character so far.
    gb: [u8; 3],
    gb_len: usize,
    /// Bytes above ASCII, and those that follow two others.
    high: u64,
    in_row: u64,
    row: u64,
}

/// Characters that make a text surely Chinese: as many do not look like it by chance.
const SURE: u64 = 256;

pub const CHINESE: (Encoding, Because) = (Encoding::GB18030, Because::Chinese);

impl Census {
    pub fn of(bytes: &[u8]) -> Self {
        let mut census = Census { line: 1, ..Census::default() };
        census.take_all(bytes);
        census
    }

    pub fn take_all(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            // Between characters, plain ones say nothing but where lines end.
            if self.rest == 0 && self.gb_len == 0 {
                let plain = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
                if plain > 0 {
                    self.line += bytes[..plain].iter().filter(|byte| **byte == b'\n').count() as u64;
                    self.row = 0;
                    bytes = &bytes[plain..];
                    continue;
                }
            }
            self.take(bytes[0]);
            bytes = &bytes[1..];
        }
    }

    /// Whether all characters but a last one that is cut are those that Chinese is written with.
    pub fn is_chinese(&self) -> bool {
        self.not_gb == 0 && self.chinese >= 4 * self.rare && 10 * self.everyday >= 6 * self.chinese && self.chinese > 0
    }

    pub fn is_surely_chinese(&self) -> bool {
        self.is_chinese() && self.chinese >= SURE && self.utf8 <= self.not_utf8
    }

    fn take(&mut self, byte: u8) {
        if byte >= 0x80 {
            self.first_foreign.get_or_insert(self.line);
            self.high += 1;
            self.row += 1;
            self.in_row += u64::from(self.row > 2);
        } else {
            self.row = 0;
        }
        self.as_utf8(byte);
        self.as_gb(byte);
        self.line += u64::from(byte == b'\n');
    }

    fn as_utf8(&mut self, byte: u8) {
        if self.rest > 0 {
            self.rest -= 1;
            if byte & 0xc0 == 0x80 {
                self.utf8 += u64::from(self.rest == 0);
                return;
            }
            self.rest = 0;
            self.broken();
        }
        match byte {
            0..=0x7f => {}
            0xc2..=0xdf => self.rest = 1,
            0xe0..=0xef => self.rest = 2,
            0xf0..=0xf4 => self.rest = 3,
            _ => self.broken(),
        }
    }

    fn broken(&mut self) {
        self.not_utf8 += 1;
        self.broken.get_or_insert(self.line);
    }

    fn as_gb(&mut self, byte: u8) {
        match (self.gb_len, byte) {
            (0, 0x81..=0xfe) => self.gb_push(byte),
            (0, 0..=0x80) => {}
            (1, 0x30..=0x39) | (2, 0x81..=0xfe) => self.gb_push(byte),
            (1, 0x40..=0x7e | 0x80..=0xfe) => {
                // The plane of GB 2312, in which nearly all Chinese is written.
                let common = byte >= 0xa1 && matches!(self.gb[0], 0xa1..=0xa9 | 0xb0..=0xf7);
                *(if common { &mut self.chinese } else { &mut self.rare }) += 1;
                self.everyday += u64::from(common && self.gb[0] <= 0xd7);
                self.gb_len = 0;
            }
            // Four bytes in this pattern are hardly ever anything else.
            (3, 0x30..=0x39) => {
                self.chinese += 1;
                self.everyday += 1;
                self.gb_len = 0;
            }
            _ => {
                self.not_gb += 1;
                self.gb_len = 0;
            }
        }
    }

    fn gb_push(&mut self, byte: u8) {
        if let Some(place) = self.gb.get_mut(self.gb_len) {
            *place = byte;
        }
        self.gb_len += 1;
    }

    pub fn verdict(&self) -> Result<(Encoding, Because), Unclear> {
        if self.not_utf8 == 0 && self.rest == 0 {
            return Ok((Encoding::Utf8, Because::Valid));
        }
        // In text of another encoding far fewer characters than not are UTF-8 by chance.
        if self.utf8 > self.not_utf8 {
            return Err(Unclear::Broken(self.broken.unwrap_or(self.line)));
        }
        if self.is_chinese() && self.gb_len == 0 {
            return Ok(CHINESE);
        }
        // Words of Western languages never have many such letters in a row; Cyrillic, Greek, Thai or Japanese ones do.
        if 4 * self.in_row <= self.high {
            return Ok((Encoding::WINDOWS_1252, Because::Western));
        }
        Err(Unclear::Unknown(self.first_foreign.unwrap_or(1)))
    }
}
