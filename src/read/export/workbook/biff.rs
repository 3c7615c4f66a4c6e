//! How far the cells of an `.xls` file reach, measured before the workbook crate makes room for them: positions are claims.

use std::io::{BufReader, Cursor, ErrorKind, Read};

use cfb::CompoundFile;

use crate::read::export::workbook::BadBook;

/// Cells that a sheet may claim to span, and that all sheets together do, empty ones between others included: one sheet
/// filled to its last corner, and the row and column behind that, with which claims end.
const MOST_CELLS: u64 = 65_537 * 257;

/// Records of [MS-XLS] by their number: what a sheet claims to span, a row of numbers, and single cells.
const START: u16 = 0x0809;
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
    // A locked workbook has no such stream, which the workbook crate tells.
    let Some(name) = ["/Workbook", "/Book"].into_iter().find(|name| container.is_stream(name)) else { return Ok(true) };
    let mut records = BufReader::new(container.open_stream(name).map_err(damaged)?);
    let (mut data, mut span, mut before) = (Vec::new(), Span::default(), 0_u64);
    loop {
        let mut head = [0; 4];
        match records.read_exact(&mut head) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(true),
            Err(error) => return Err(damaged(error)),
        }
        let [kind, length] = [[head[0], head[1]], [head[2], head[3]]].map(u16::from_le_bytes);
        data.clear();
        records.by_ref().take(length.into()).read_to_end(&mut data).map_err(damaged)?;
        if kind == START {
            before += span.cells();
            span = Span::default();
        }
        let claimed = Span::claimed(kind, &data).cells();
        span.see(kind, &data);
        if claimed > MOST_CELLS || before.saturating_add(span.cells()) > MOST_CELLS {
            return Ok(false);
        }
    }
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
            DIMENSIONS => ((long(0), long(4)), (word(data, 8), word(data, 10))),
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
