//! How far the cells of an `.xls` file reach, measured before the workbook crate makes room for them: positions are claims.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use cfb::CompoundFile;

use crate::read::export::workbook::BadBook;

/// Cells that a sheet may claim to span, and that all sheets together do, empty ones between others included: one sheet
/// filled to its last corner, and the row and column behind that, with which claims end.
const MOST_CELLS: u64 = 65_537 * 257;
/// Bytes that are looked at of sheets which share them.
const MOST_SHARED: usize = 1 << 30;

/// Records of [MS-XLS] by their number: where a sheet starts and ends, where one is, what it claims to span, a row of
/// numbers, and single cells.
const START: u16 = 0x0809;
const END: u16 = 0x000a;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const NUMBERS: u16 = 0x00bd;
const CELLS: [u16; 7] = [0x0006, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e];

/// Whether the sheets span no more cells than a workbook has.
///
/// # Errors
/// [`BadBook`] where the container cannot be read.
pub fn is_bounded(bytes: &[u8]) -> Result<bool, BadBook> {
    let damaged = |error: std::io::Error| BadBook::Damaged(error.to_string());
    let mut container = CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    // A locked workbook has no such stream, which the workbook crate tells. It looks for them in every folder.
    let is_book = |name: &str| name.eq_ignore_ascii_case("workbook") || name.eq_ignore_ascii_case("book");
    let books: Vec<_> = container.walk().filter(|entry| entry.is_stream() && is_book(entry.name())).collect();
    for book in books {
        let mut stream = Vec::new();
        container.open_stream(book.path()).and_then(|mut part| part.read_to_end(&mut stream)).map_err(damaged)?;
        if !holds_a_workbook(&stream) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn holds_a_workbook(stream: &[u8]) -> bool {
    // Sheets are where the workbook says they are; several may be in one place, and each takes its room.
    let mut sheets: BTreeMap<usize, u64> = BTreeMap::new();
    for (_, data) in records(stream).filter(|(kind, _)| *kind == SHEET) {
        *sheets.entry((word(data, 0) | word(data, 2) << 16) as usize).or_default() += 1;
    }
    let (mut cells, mut seen) = (0_u64, 0);
    for (start, times) in sheets {
        let sheet = stream.get(start..).unwrap_or_default();
        let (mut span, mut depth) = (Span::default(), 0_usize);
        for (kind, data) in records(sheet) {
            seen += 4 + data.len();
            match kind {
                START => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                // A chart within the sheet has cells of its own, which nobody reads.
                kind if depth <= 1 => span.see(kind, data),
                _ => {}
            }
            let claimed = Span::claimed(kind, data);
            let all = cells.saturating_add(span.cells().saturating_mul(times));
            if claimed.is_reversed() || claimed.cells() > MOST_CELLS || all > MOST_CELLS || seen > MOST_SHARED {
                return false;
            }
        }
        cells += span.cells() * times;
    }
    true
}

/// The records of a stream, each by its number and its data; the last may be cut.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (head, behind) = rest.split_first_chunk::<4>()?;
        let (kind, length) = (u16::from_le_bytes([head[0], head[1]]), u16::from_le_bytes([head[2], head[3]]));
        let (data, next) = behind.split_at(behind.len().min(length.into()));
        rest = next;
        Some((kind, data))
    })
}

/// The rows and columns from the first cell to the last, both included.
#[derive(Default)]
struct Span {
    rows: Option<(u32, u32)>,
    columns: Option<(u32, u32)>,
}

impl Span {
    /// What a sheet says of itself.
    fn claimed(kind: u16, data: &[u8]) -> Self {
        let long = |at: usize| word(data, at) | word(data, at + 2) << 16;
        let (rows, columns) = match kind {
            DIMENSIONS if data.len() == 10 => ((word(data, 0), word(data, 2)), (word(data, 4), word(data, 6))),
            // The workbook crate starts at the first column where the claim is odd.
            DIMENSIONS => ((long(0), long(4)), (0, word(data, 10))),
            _ => return Span::default(),
        };
        Span { rows: Some(rows), columns: Some(columns) }
    }

    /// Widens it to the cells of a record.
    fn see(&mut self, kind: u16, data: &[u8]) {
        let last = match kind {
            NUMBERS => data.len().saturating_sub(2),
            kind if CELLS.contains(&kind) => 2,
            _ => return,
        };
        widen(&mut self.rows, word(data, 0));
        widen(&mut self.columns, word(data, 2));
        widen(&mut self.columns, word(data, last));
    }

    /// Whether its last cell is in front of its first, which the workbook crate takes for one far behind it.
    fn is_reversed(&self) -> bool {
        [self.rows, self.columns].into_iter().flatten().any(|(first, last)| last < first)
    }

    fn cells(&self) -> u64 {
        let length =
            |span: Option<(u32, u32)>| span.map_or(0, |(first, last)| u64::from(last.saturating_sub(first)) + 1);
        length(self.rows) * length(self.columns)
    }
}

fn word(data: &[u8], at: usize) -> u32 {
    data.get(at..at + 2).map_or(0, |word| u32::from(word[0]) | u32::from(word[1]) << 8)
}

fn widen(span: &mut Option<(u32, u32)>, at: u32) {
    let (first, last) = span.unwrap_or((at, at));
    *span = Some((first.min(at), last.max(at)));
}
