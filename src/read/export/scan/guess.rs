//! Where rows may start: guesses, each to be verified by the end of the part before it.

use csv::StringRecord;

use crate::read::export::scan::record::record;
use crate::read::export::scan::{Plain, ReadAt};

/// How far a row's start is looked for.
const REACH: usize = 64 * 1024;
/// Lines that are tried as a row.
const TRIED: usize = 16;

/// The bounds of at most `parts` parts of the rows, from the first row to the end of the file at `size`.
pub fn bounds(file: &dyn ReadAt, plain: &Plain, size: u64, parts: u64) -> Vec<u64> {
    let mut bounds = vec![plain.offset];
    let step = size.saturating_sub(plain.offset) / parts.max(1);
    for part in 1..parts {
        let last = bounds.last().copied().unwrap_or(0);
        if let Some(start) =
            row_start(file, plain, plain.offset + part * step).filter(|start| (last + 1..size).contains(start))
        {
            bounds.push(start);
        }
    }
    bounds.push(size);
    bounds
}

/// The first line behind `from` that reads as a row of the file's width, else just the first; an embedded newline is
/// seldom followed by as many cells as a row has.
fn row_start(file: &dyn ReadAt, plain: &Plain, from: u64) -> Option<u64> {
    let mut bytes = vec![0; REACH];
    let mut filled = 0;
    while filled < REACH {
        match file.read_at(&mut bytes[filled..], from + filled as u64).ok()? {
            0 => break,
            more => filled += more,
        }
    }
    bytes.truncate(filled);
    let mut cells = StringRecord::new();
    let mut is_row = |start: &usize| {
        // What is no text here has no meaning yet: only the number of cells counts.
        let text = String::from_utf8_lossy(bytes.get(*start..).unwrap_or_default());
        record(&text, plain.delimiter, &mut cells).is_some() && cells.len() == plain.cells
    };
    let starts = || bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let start = starts().take(TRIED).find(&mut is_row).or_else(|| starts().next())?;
    Some(from + start as u64)
}
