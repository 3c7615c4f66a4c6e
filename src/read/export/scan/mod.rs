//! The fast way from bytes to rows: a file that can be read at any place is cut into parts, one thread each.
//!
//! It reads plain files only, text with one delimiter whose newlines are single bytes, and never explains: whatever is
//! wrong with a file, the slow way reads it again and says so. What a row means is decided by the same code either way,
//! but for rows so plain that they are [understood](TakeRow::take_plain) where they stand.

mod buffer;
mod foreign;
mod guess;
mod join;
mod marks;
mod part;
mod quotes;
mod record;
mod rows;
#[cfg(target_arch = "x86_64")]
mod utf8;
pub mod wide;

use std::io;
use std::sync::Arc;

use crate::read::export::batch::{Batch, Picked};
use crate::read::export::decode;
use crate::read::export::encoding::Encoding;
use crate::read::export::row::Row;

pub use join::scan;
pub use part::Cuts;

/// Bytes that several threads can read at any place.
pub trait ReadAt: Sync {
    /// How many bytes there are.
    ///
    /// # Errors
    /// Where that cannot be asked.
    fn size(&self) -> io::Result<u64>;

    /// Reads some bytes from `offset` on into `buffer`, and says how many; 0 only at the end.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;
}

impl ReadAt for Arc<[u8]> {
    fn size(&self) -> io::Result<u64> {
        Ok(self.len() as u64)
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let rest = usize::try_from(offset).ok().and_then(|offset| self.get(offset..)).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }
}

/// How a plain file is written, and where its rows of data start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain {
    pub encoding: Encoding,
    pub delimiter: u8,
    /// Bytes and newlines up to the end of the heading row.
    pub offset: u64,
    pub lines: u64,
    /// Cells of the heading row.
    pub cells: usize,
}

impl Plain {
    /// Of a file whose heading row of so many `cells` ends with its line `lines`; nothing where its bytes cannot be cut
    /// at newlines.
    pub fn new(file: &dyn ReadAt, encoding: Encoding, delimiter: u8, lines: u64, cells: usize) -> Option<Self> {
        let mut head = [0; 3];
        let is_packed = file.read_at(&mut head, 0).ok()? >= 2 && head.starts_with(b"\x1f\x8b");
        if is_packed || !decode::keeps_newlines(encoding) {
            return None;
        }
        let mark = if encoding == Encoding::Utf8 && head == *b"\xef\xbb\xbf" { 3 } else { 0 };
        let offset = if lines == 0 { mark } else { after(file, lines)? };
        Some(Plain { encoding, delimiter, offset, lines, cells })
    }
}

/// The place behind so many newlines.
fn after(file: &dyn ReadAt, mut lines: u64) -> Option<u64> {
    let (mut buffer, mut at) = (vec![0; 64 * 1024], 0);
    loop {
        let read = file.read_at(&mut buffer, at).ok()?;
        for place in memchr::memchr_iter(b'\n', buffer.get(..read)?) {
            lines -= 1;
            if lines == 0 {
                return Some(at + place as u64 + 1);
            }
        }
        if read == 0 {
            return Some(at);
        }
        at += read as u64;
    }
}

/// Whoever takes the rows of a part of a file, one by one.
pub trait TakeRow {
    /// Takes those of some rows, the first of them at a line, that are as plain as most are, and says which these are.
    fn take_plain(&mut self, rows: Batch, line: u64) -> Picked;

    /// Takes any row.
    ///
    /// # Errors
    /// [`Halt`] where the row says something about the whole file.
    fn take(&mut self, row: &Row) -> Result<(), Halt>;
}

/// Why a file is not read on in the fast way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// A column turned out to be of another form: the file has to be read again from the start.
    Again,
    /// The file has something that only the slow way understands or can explain.
    Slow,
}
