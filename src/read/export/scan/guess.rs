//! Where rows may start: guesses, each to be verified by the end of the part before it.

use csv::StringRecord;

use crate::read::export::scan::record::record;
use crate::read::export::scan::{Plain, ReadAt};

/// How far a row's start is looked for, and how far where it is not found there.
const REACH: usize = 2 * 1024;
const FAR_REACH: usize = 64 * 1024;
/// Lines that are tried as a row.
const TRIED: usize = 16;

/// The bounds of the parts of the rows, from the first row to the end of the file at `size`; `steps` are where parts should
/// start, counted from the first row.
pub fn bounds(file: &dyn ReadAt, plain: &Plain, size: u64, steps: &[u64]) -> Vec<u64> {
    let mut bounds = vec![plain.offset];
    for step in steps {
        let last = bounds.last().copied().unwrap_or(0);
        let start = row_start(file, plain, plain.offset + step).filter(|start| (last + 1..size).contains(start));
        bounds.extend(start);
    }
    bounds.push(size);
    bounds
}

/// The first line behind `from` that reads as a row of the file's width, else just the first; an embedded newline is
/// seldom followed by as many cells as a row has.
fn row_start(file: &dyn ReadAt, plain: &Plain, from: u64) -> Option<u64> {
    let (mut bytes, mut cells) = (Vec::new(), StringRecord::new());
    for reach in [REACH, FAR_REACH] {
        read_on(file, from, &mut bytes, reach)?;
        let is_row = |start: &usize| {
            // What is no text here has no meaning yet: only the number of cells counts.
            let text = String::from_utf8_lossy(bytes.get(*start..).unwrap_or_default());
            record(&text, plain.delimiter, &mut cells).is_some() && cells.len() == plain.cells
        };
        if let Some(start) = starts(&bytes).take(TRIED).find(is_row) {
            return Some(from + start as u64);
        }
    }
    Some(from + starts(&bytes).next()? as u64)
}

/// Where lines start behind the first newline.
fn starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b'\n', bytes).map(|at| at + 1)
}

/// Reads on until there are `reach` bytes from `from` on, or the file ends.
fn read_on(file: &dyn ReadAt, from: u64, bytes: &mut Vec<u8>, reach: usize) -> Option<()> {
    let mut filled = bytes.len();
    bytes.resize(reach, 0);
    while filled < reach {
        match file.read_at(&mut bytes[filled..], from + filled as u64).ok()? {
            0 => break,
            more => filled += more,
        }
    }
    bytes.truncate(filled);
    Some(())
}
