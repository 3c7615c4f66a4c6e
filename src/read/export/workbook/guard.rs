//! Bounds on what a workbook unpacks to, measured before the workbook crate sees it: sizes in a zip file are claims.

use std::io::{self, Read};

use zip::ZipArchive;

use crate::read::export::workbook::{BadBook, biff, ods};

/// What the file is, by its parts.
pub enum Container {
    Xlsx,
    Ods,
    /// The container of `.xls`; also that of a locked `.xlsx`.
    Ole,
}

/// Parts that are held while a workbook is read: styles, shared texts. In bytes.
const LARGEST_HELD: u64 = 256 << 20;
/// Parts that are streamed, such as a sheet. In bytes.
const LARGEST_STREAMED: u64 = 2 << 30;
/// The longest text or tag, which is held as well. A cell of a spreadsheet has at most 32,767 characters.
const LONGEST_TEXT: u64 = 4 << 20;
/// More than this many times its packed size is no sheet that somebody filled, once it is large at all.
const MOST_TIMES: u64 = 400;
const LARGE: u64 = 64 << 20;
const MOST_PARTS: usize = 10_000;

/// # Errors
/// [`BadBook`] where it is no workbook or unpacks to more than a workbook does.
pub fn check(bytes: &[u8]) -> Result<Container, BadBook> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return if biff::is_bounded(bytes)? { Ok(Container::Ole) } else { Err(BadBook::TooLarge) };
    }
    let damaged = |error: zip::result::ZipError| BadBook::Damaged(error.to_string());
    let mut archive = ZipArchive::new(io::Cursor::new(bytes)).map_err(damaged)?;
    let container = match () {
        () if archive.index_for_name("xl/workbook.xml").is_some() => Container::Xlsx,
        () if archive.index_for_name("content.xml").is_some() => Container::Ods,
        () => return Err(BadBook::Other),
    };
    if archive.len() > MOST_PARTS {
        return Err(BadBook::TooLarge);
    }
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(damaged)?;
        let streamed = part.name().map_err(damaged)?.starts_with("xl/worksheets/");
        let packed = part.compressed_size();
        // Every part counts, whatever it is called: any name may be said to be that of a sheet.
        let mut cells = (part.name().map_err(damaged)? == "content.xml").then(ods::Cells::default);
        if !is_bounded(part, packed, if streamed { LARGEST_STREAMED } else { LARGEST_HELD }, &mut cells)? {
            return Err(BadBook::TooLarge);
        }
    }
    Ok(container)
}

/// Whether the part stays within its bounds, and the cells that it may hold within theirs; read to its end and kept nowhere.
fn is_bounded(mut part: impl Read, packed: u64, largest: u64, cells: &mut Option<ods::Cells>) -> Result<bool, BadBook> {
    let most = largest.min(packed.saturating_mul(MOST_TIMES).max(LARGE));
    let mut block = vec![0; 64 * 1024];
    let (mut size, mut text) = (0_u64, 0_u64);
    loop {
        let n = part.read(&mut block).map_err(|error| BadBook::Damaged(error.to_string()))?;
        if n == 0 {
            return Ok(true);
        }
        size += n as u64;
        for byte in block.iter().take(n) {
            text = if matches!(byte, b'<' | b'>') { 0 } else { text + 1 };
            if text > LONGEST_TEXT || cells.as_mut().is_some_and(|cells| !cells.take(*byte)) {
                return Ok(false);
            }
        }
        if size > most {
            return Ok(false);
        }
    }
}
