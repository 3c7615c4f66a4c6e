//! Text in other encodings: decoded a window at a time, and then cut like any.

use crate::read::export::decode;
use crate::read::export::encoding::{Encoding, Utf8Seen};
use crate::read::export::scan::rows::Cutter;
use crate::read::export::scan::{Halt, TakeRow};

/// Cuts windows of bytes in another encoding than UTF-8.
pub struct Foreign {
    encoding: Encoding,
    utf8: Utf8Seen,
    room: Vec<u8>,
}

impl Foreign {
    pub fn new(encoding: Encoding) -> Option<Self> {
        (encoding != Encoding::Utf8).then(|| Foreign { encoding, utf8: Utf8Seen::default(), room: Vec::new() })
    }

    /// As [`Cutter::cut`], in bytes of the file.
    ///
    /// # Errors
    /// As [`Cutter::cut`].
    pub fn cut(
        &mut self,
        cutter: &mut Cutter,
        window: &[u8],
        until: usize,
        taker: &mut impl TakeRow,
    ) -> Result<usize, Halt> {
        // A window of whole lines holds whole characters.
        let whole = memchr::memrchr(b'\n', window).map_or(0, |last| last + 1);
        let window = window.get(..whole).unwrap_or_default();
        let text = decode::whole(self.encoding, window, &mut self.utf8, &mut self.room).ok_or(Halt::Slow)?;
        let until_text = if until >= whole {
            text.len()
        } else {
            // Rows start behind newlines, which are as many in the bytes as in the text.
            let before = window.get(..until.saturating_sub(1)).unwrap_or_default();
            place_behind(text, memchr::memchr_iter(b'\n', before).count() + 1)
        };
        let taken = cutter.cut(text, until_text, taker)?;
        if taken == text.len() {
            return Ok(whole);
        }
        let taken = text.get(..taken).unwrap_or_default();
        Ok(place_behind(window, memchr::memchr_iter(b'\n', taken).count()))
    }
}

/// The place behind so many newlines.
fn place_behind(bytes: &[u8], newlines: usize) -> usize {
    match newlines.checked_sub(1) {
        None => 0,
        Some(before) => memchr::memchr_iter(b'\n', bytes).nth(before).map_or(bytes.len(), |at| at + 1),
    }
}
