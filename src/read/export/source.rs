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
    let mut bytes = (input.open)()?;
    let head = head(&mut bytes, 3)?;
    let gzip = head.starts_with(b"\x1f\x8b\x08");
    let bytes = whole(head, bytes);
    // Compression by `deflate` is the only one that gzip files have.
    Ok(if gzip { Box::new(MultiGzDecoder::new(bytes)) } else { bytes })
}

/// The bytes without the byte order mark of UTF-8.
///
/// # Errors
/// Where they cannot be read.
pub fn without_mark(mut bytes: Bytes<'_>) -> io::Result<Bytes<'_>> {
    let head = head(&mut bytes, 3)?;
    Ok(if head == b"\xef\xbb\xbf" { bytes } else { whole(head, bytes) })
}

/// The first `most` bytes, or all where there are fewer.
///
/// # Errors
/// Where they cannot be read.
pub fn head(bytes: &mut Bytes<'_>, most: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(most);
    bytes.take(most as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// All bytes from the start, of which the head has been taken off.
pub fn whole(head: Vec<u8>, bytes: Bytes<'_>) -> Bytes<'_> {
    Box::new(Cursor::new(head).chain(bytes))
}
