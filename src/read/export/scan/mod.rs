//! The fast way from bytes to rows: a file that can be read at any place is cut into parts, one thread each.
//!
//! It reads plain files only, UTF-8 with one delimiter, and never explains: whatever is wrong with a file, the slow way
//! reads it again and says so. What a row means is decided by the same code either way.

mod guess;
mod join;
mod marks;
mod part;
mod record;
mod rows;

use std::io;

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

impl ReadAt for Vec<u8> {
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
    pub delimiter: u8,
    /// Bytes and newlines up to the end of the heading row.
    pub offset: u64,
    pub lines: u64,
    /// Cells of the heading row.
    pub cells: usize,
}

/// Why a file is not read on in the fast way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// A column turned out to be of another form: the file has to be read again from the start.
    Again,
    /// The file has something that only the slow way understands or can explain.
    Slow,
}
