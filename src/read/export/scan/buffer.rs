//! The bytes of a file that are read and not taken yet.

use std::io;

use crate::read::export::scan::ReadAt;

/// Bytes from some place of a file on.
///
/// Systems keep files in pages, and copy fastest from and to the same places of a page: what is read lies as far behind the
/// start of a page as in the file, and what is left of the bytes in front of it is moved there.
pub struct Buffer {
    bytes: Vec<u8>,
    /// Where a page starts, behind the room for what is left.
    page: usize,
    /// How many bytes are read at once.
    size: usize,
    start: usize,
    end: usize,
}

const PAGE: usize = 4096;
/// Room for what is usually left.
const LEFT: usize = 16 * 1024;

impl Buffer {
    /// To read so many bytes at once.
    pub fn new(size: usize) -> Self {
        Buffer::with_room(LEFT, size.max(1))
    }

    fn with_room(left: usize, size: usize) -> Self {
        let bytes = vec![0; left + PAGE + size];
        let page = left + bytes[left..].as_ptr().align_offset(PAGE).min(PAGE);
        Buffer { bytes, page, size, start: page, end: page }
    }

    pub fn clear(&mut self) {
        (self.start, self.end) = (self.page, self.page);
    }

    pub fn len(&self) -> usize {
        self.end - self.start
    }

    pub fn size(&self) -> usize {
        self.size
    }

    /// The first of them, so many at most.
    pub fn first(&self, count: usize) -> &[u8] {
        self.bytes.get(self.start..self.end.min(self.start.saturating_add(count))).unwrap_or_default()
    }

    pub fn take(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    /// Reads more, the first of them at `offset` of the file, and says how many.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn fill(&mut self, file: &dyn ReadAt, offset: u64) -> io::Result<usize> {
        let left = self.len();
        if left > self.page {
            let mut wider = Buffer::with_room(left.next_power_of_two(), self.size.max(left));
            wider.start = wider.page - left;
            wider.bytes[wider.start..wider.page].copy_from_slice(&self.bytes[self.start..self.end]);
            wider.end = wider.page;
            *self = wider;
        }
        let to = self.page + (offset % PAGE.min(self.size) as u64) as usize;
        self.bytes.copy_within(self.start..self.end, to - left);
        (self.start, self.end) = (to - left, to);
        let read = file.read_at(&mut self.bytes[to..self.page + self.size], offset)?;
        self.end += read;
        Ok(read)
    }

    /// Adds a newline behind the last byte of a file, where there is room as long as nothing more was read.
    pub fn end_line(&mut self) {
        self.bytes[self.end] = b'\n';
        self.end += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn what_is_left_stays_in_front_of_what_is_read() {
        let file: Arc<[u8]> = (0..300_000_u32).map(|n| (n * 7 % 251) as u8).collect();
        for (from, size, taken) in [(0, 65_536, 60_000), (5, 65_536, 1), (4_095, 4_097, 4_000), (77, 10, 3), (3, 1, 1)]
        {
            let (mut buffer, mut at, mut reads) = (Buffer::new(size), from, 0);
            while reads < 60 && buffer.fill(&file, (at + buffer.len()) as u64).unwrap() > 0 {
                assert_eq!(buffer.first(usize::MAX), &file[at..at + buffer.len()], "{from} {size}");
                let place = buffer.bytes.as_ptr().wrapping_add(buffer.end).addr();
                assert!(size < PAGE || place % PAGE == (at + buffer.len()) % PAGE);
                (at, reads) = (at + taken.min(buffer.len()), reads + 1);
                buffer.take(taken);
            }
            buffer.clear();
            assert_eq!((buffer.len(), buffer.first(1)), (0, &[][..]));
        }
    }
}
