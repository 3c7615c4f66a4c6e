//! One row of a file, whichever way it was found.

use csv::StringRecord;

use crate::model::sentence::harmless;

/// The cells of one record and the line on which it starts.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub line: u64,
    cells: Cells<'a>,
}

#[derive(Clone, Copy)]
enum Cells<'a> {
    Record(&'a StringRecord),
    /// The cells where they stand in the file. Each ends at one of `ends`, and the next starts a byte later. A cell
    /// that starts with a quote is quoted as a whole, without a quote inside.
    Slices {
        text: &'a str,
        start: usize,
        ends: &'a [u32],
    },
}

impl<'a> Row<'a> {
    pub fn of_record(line: u64, record: &'a StringRecord) -> Self {
        Row { line, cells: Cells::Record(record) }
    }

    /// A row that starts at byte `start` of `text`, with the byte after each of its cells.
    pub fn of_slices(line: u64, text: &'a str, start: usize, ends: &'a [u32]) -> Self {
        Row { line, cells: Cells::Slices { text, start, ends } }
    }

    /// The cell without surrounding space; empty beyond the last one.
    #[inline]
    pub fn cell(&self, column: usize) -> &'a str {
        match self.cells {
            Cells::Record(record) => record.get(column).unwrap_or_default().trim(),
            Cells::Slices { text, start, ends } => {
                let Some(end) = ends.get(column) else { return "" };
                let start = match column.checked_sub(1).and_then(|before| ends.get(before)) {
                    Some(before) => *before as usize + 1,
                    None => start,
                };
                bare(text.get(start..*end as usize).unwrap_or_default())
            }
        }
    }

    pub fn cells(&self) -> impl DoubleEndedIterator<Item = &'a str> {
        let row = *self;
        (0..self.len()).map(move |column| row.cell(column))
    }

    /// How many cells, without empty ones at the end.
    pub fn filled(&self) -> usize {
        let empty = self.cells().rev().take_while(|cell| cell.is_empty()).count();
        self.len().saturating_sub(empty)
    }

    pub fn len(&self) -> usize {
        match self.cells {
            Cells::Record(record) => record.len(),
            Cells::Slices { ends, .. } => ends.len(),
        }
    }

    /// The row as CSV, whatever it was delimited by, at most 2,000 characters of it.
    pub fn as_csv(&self) -> String {
        let quoted = |cell: &str| match cell.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.to_owned(),
        };
        let row = self.cells().map(quoted).collect::<Vec<_>>().join(",");
        match row.char_indices().nth(2000) {
            Some((cut, _)) => harmless(&row[..cut], 2000),
            None => row,
        }
    }
}

/// A cell without its quotes and the space around it.
#[inline]
fn bare(cell: &str) -> &str {
    let visible = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_graphic() && *byte != b'"');
    if visible(cell.as_bytes().first()) && visible(cell.as_bytes().last()) {
        return cell;
    }
    let quoted = cell.strip_prefix('"').map(|cell| cell.strip_suffix('\r').unwrap_or(cell));
    quoted.map_or(cell, |cell| cell.strip_suffix('"').unwrap_or(cell)).trim()
}
