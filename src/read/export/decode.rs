//! Bytes of any encoding to UTF-8, as a stream: no more than one block is held.

use std::fmt;
use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult};

use crate::read::export::encoding::{Encoding, Utf8Seen};
use crate::read::export::pairs;

/// Reads UTF-8 from bytes in another encoding.
pub struct Decode<R> {
    bytes: R,
    decoder: Decoder,
    /// Bytes read and not yet decoded: `block[at..end]`.
    block: Vec<u8>,
    at: usize,
    end: usize,
    /// Text decoded and not yet taken.
    text: Vec<u8>,
    taken: usize,
    encoding: Encoding,
    utf8: Utf8Seen,
    line: u64,
    ended: bool,
}

/// A byte that the encoding does not have, on a line from 1.
#[derive(Clone, Copy, Debug)]
pub struct Undecodable(pub Encoding, pub u64);

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "undecodable byte on line {}", self.1)
    }
}

impl std::error::Error for Undecodable {}

const BLOCK: usize = 32 * 1024;

impl<R: Read> Decode<R> {
    /// A byte order mark at the front is no text and is left out.
    pub fn new(bytes: R, encoding: Encoding) -> Self {
        let decoder = encoding.standard().new_decoder_with_bom_removal();
        let (block, text) = (vec![0; BLOCK], Vec::new());
        Decode {
            bytes,
            decoder,
            block,
            at: 0,
            end: 0,
            text,
            taken: 0,
            encoding,
            utf8: Utf8Seen::default(),
            line: 1,
            ended: false,
        }
    }

    /// Decodes more into `text`, which is empty before.
    fn fill(&mut self) -> io::Result<()> {
        self.text.resize(BLOCK * 3, 0);
        let mut written = 0;
        while written == 0 && !self.ended {
            if self.at == self.end {
                (self.at, self.end) = (0, self.bytes.read(&mut self.block)?);
                if is_other(self.encoding, self.block.get(..self.end).unwrap_or_default(), &mut self.utf8) {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, Undecodable(self.encoding, self.line)));
                }
            }
            let last = self.end == 0;
            let input = self.block.get(self.at..self.end).unwrap_or_default();
            let (result, read, wrote) = self.decoder.decode_to_utf8_without_replacement(input, &mut self.text, last);
            self.at += read;
            written = wrote;
            let lines = self.text.iter().take(wrote).filter(|byte| **byte == b'\n').count();
            self.line += lines as u64;
            match result {
                DecoderResult::Malformed(..) => {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, Undecodable(self.encoding, self.line)));
                }
                DecoderResult::InputEmpty => self.ended = last,
                DecoderResult::OutputFull => {}
            }
        }
        self.text.truncate(written);
        Ok(())
    }
}

impl<R: Read> Read for Decode<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.text.len() {
            self.taken = 0;
            self.text.clear();
            self.fill()?;
        }
        let left = self.text.get(self.taken..).unwrap_or_default();
        let n = left.len().min(into.len());
        into.iter_mut().zip(left).for_each(|(to, from)| *to = *from);
        self.taken += n;
        Ok(n)
    }
}

/// Whether a newline is the same single byte as in ASCII, and that byte nothing else.
pub fn keeps_newlines(encoding: Encoding) -> bool {
    encoding.standard().is_ascii_compatible()
}

/// Whether the bytes are surely of another encoding: most of UTF-8 is valid GB18030 as well, and means something else there.
fn is_other(encoding: Encoding, bytes: &[u8], utf8: &mut Utf8Seen) -> bool {
    encoding == Encoding::GB18030 && utf8.take(bytes)
}

/// Decodes all of `bytes` in `room`; nothing where they are not valid. `utf8` knows the bytes before them.
pub fn whole<'r>(encoding: Encoding, bytes: &[u8], utf8: &mut Utf8Seen, room: &'r mut Vec<u8>) -> Option<&'r [u8]> {
    if is_other(encoding, bytes, utf8) {
        return None;
    }
    if encoding == Encoding::GB18030
        && let Some(length) = pairs::decode(bytes, room).map(<[u8]>::len)
    {
        return room.get(..length);
    }
    let mut decoder = encoding.standard().new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len())?;
    if room.len() < most {
        room.resize(most, 0);
    }
    match decoder.decode_to_utf8_without_replacement(bytes, room, true) {
        (DecoderResult::InputEmpty, _, length) => room.get(..length),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], name: &str) -> io::Result<String> {
        let mut text = String::new();
        Decode::new(bytes, Encoding::named(name).unwrap()).read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn blocks_may_cut_characters() {
        let text = "张伟,1\n".repeat(40_000);
        let bytes = Encoding::named("gbk").unwrap().standard().encode(&text).0.into_owned();
        assert_eq!(decoded(&bytes, "gbk").unwrap(), text);
        assert_eq!(decoded(b"\xff\xfea\0\x20\x4e", "utf-16le").unwrap(), "a丠");
    }

    #[test]
    fn a_byte_that_means_nothing_names_its_line() {
        let error = decoded(b"a\n\xd5\xc5\n\xff,", "gb18030").unwrap_err();
        assert_eq!(error.get_ref().unwrap().downcast_ref::<Undecodable>().unwrap().1, 3);
    }
}
