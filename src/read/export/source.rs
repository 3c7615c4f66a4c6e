//! An input as plain bytes: unpacked where it is compressed.

use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;

use crate::read::export::Input;

type Bytes<'a> = Box<dyn Read + 'a>;

/// The bytes of the file, unpacked.
///
/// # Errors
/// Where the file cannot be opened.
pub fn open<'a>(input: &Input<'a>) -> io::Result<Bytes<'a>> {
    let (head, bytes) = peek((input.open)()?, 3)?;
    // Compression by `deflate` is the only one that gzip files have.
    Ok(if head.starts_with(b"\x1f\x8b\x08") { Box::new(MultiGzDecoder::new(bytes)) } else { bytes })
}

/// The bytes without the byte order mark of UTF-8.
///
/// # Errors
/// Where they cannot be read.
pub fn without_mark(bytes: Bytes<'_>) -> io::Result<Bytes<'_>> {
    let (head, bytes) = peek(bytes, 3)?;
    if head == b"\xef\xbb\xbf" {
        let mut bytes = bytes;
        bytes.read_exact(&mut [0; 3])?;
        return Ok(bytes);
    }
    Ok(bytes)
}

/// The first `most` bytes, or all where there are fewer, and all bytes from the start.
///
/// # Errors
/// Where they cannot be read.
pub fn peek(mut bytes: Bytes<'_>, most: u64) -> io::Result<(Vec<u8>, Bytes<'_>)> {
    let mut head = Vec::new();
    bytes.by_ref().take(most).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(bytes))))
}
