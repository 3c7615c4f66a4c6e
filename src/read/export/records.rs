//! Bytes to records: the only place that knows how rows and cells are written down.

use std::io::{self, Read};

use csv::{ReaderBuilder, StringRecord, Terminator};

use crate::read::export::row::Row;
use crate::read::export::scan::Plain;

/// The records of one file, one at a time.
pub struct Records<'a> {
    reader: csv::Reader<Box<dyn Read + 'a>>,
    record: StringRecord,
    /// Lines that are read so far.
    lines: u64,
    delimiter: u8,
    /// Bytes of the mark of the encoding.
    skipped: u64,
}

/// Why a file cannot be read on.
#[derive(Debug)]
pub enum Broken {
    Io(io::Error),
    /// Not UTF-8 in the record that ends on this line.
    Encoding(u64),
    Utf16,
    Workbook,
    /// A NUL byte in the record that starts at this line.
    Binary(u64),
    /// A quote that opens on this line, in the column of this number from 0, is never closed.
    OpenQuote(u64, usize),
}

/// A record of its own after the end of the file. A quote that was never closed swallows it, and only such a quote does;
/// the csv crate itself takes bad quoting without a word.
const END: &str = "\u{3}";
const SWALLOWED_END: &str = "\n\u{3}\n";

/// How much of a file is looked at to learn its delimiter.
const HEAD: u64 = 16 * 1024;

impl<'a> Records<'a> {
    /// # Errors
    /// [`Broken`] where the file cannot be read, or is of another kind than delimited text.
    pub fn new(mut bytes: Box<dyn Read + 'a>) -> Result<Self, Broken> {
        let mut head = Vec::new();
        bytes.by_ref().take(HEAD).read_to_end(&mut head).map_err(Broken::Io)?;
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(Broken::Workbook);
        }
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
            return Err(Broken::Utf16);
        }
        let skipped = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        head.drain(..skipped);
        let delimiter = delimiter(&head);
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(64 * 1024)
            .from_reader(
                Box::new(io::Cursor::new(head).chain(bytes).chain(SWALLOWED_END.as_bytes())) as Box<dyn Read + 'a>
            );
        Ok(Records { reader, record: StringRecord::new(), lines: 0, delimiter, skipped: skipped as u64 })
    }

    /// The next record that is not a blank line.
    ///
    /// # Errors
    /// [`Broken`] where the file cannot be read on.
    pub fn next(&mut self) -> Result<Option<Row<'_>>, Broken> {
        loop {
            let read = self.reader.read_record(&mut self.record);
            let (before, after) = (self.lines, self.reader.position().line().saturating_sub(1));
            self.lines = after;
            match read {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(error) => {
                    return Err(match error.into_kind() {
                        csv::ErrorKind::Io(error) => Broken::Io(error),
                        _ => Broken::Encoding(after),
                    });
                }
            }
            // The csv crate counts blank lines before a record to the record; its own lines are the last ones.
            let inner = if after > before + 1 { newlines(self.record.as_slice()) } else { 0 };
            let line = after.saturating_sub(inner);
            if self.record.as_slice().as_bytes().contains(&0) {
                return Err(Broken::Binary(line));
            }
            if self.record.len() == 1 && self.record.as_slice() == END {
                return Ok(None);
            }
            if self.record.as_slice().ends_with(SWALLOWED_END) {
                // Such a record has no line end of its own: all of its lines are inner ones.
                let opened = line + 1 + self.newlines_before_last_cell();
                return Err(Broken::OpenQuote(opened, self.record.len().saturating_sub(1)));
            }
            if self.record.len() > 1 || !self.record.as_slice().trim().is_empty() {
                break Ok(Some(Row::of_record(line, &self.record)));
            }
        }
    }

    /// What the fast way needs to know of this file, asked after the heading row of so many cells.
    pub fn plain(&self, cells: usize) -> Option<Plain> {
        let position = self.reader.position();
        let (offset, lines) = (self.skipped + position.byte(), position.line().saturating_sub(1));
        Some(Plain { delimiter: self.delimiter, offset, lines, cells })
    }

    fn newlines_before_last_cell(&self) -> u64 {
        self.record.iter().take(self.record.len().saturating_sub(1)).map(newlines).sum()
    }
}

fn newlines(text: &str) -> u64 {
    text.bytes().filter(|b| *b == b'\n').count() as u64
}

/// The most frequent candidate outside quotes in the first line that is not blank; the comma where none occurs.
fn delimiter(head: &[u8]) -> u8 {
    let first = head.split(|b| *b == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    for byte in first {
        quoted ^= *byte == b'"';
        if let Some((_, n)) = counts.iter_mut().find(|(candidate, _)| candidate == byte && !quoted) {
            *n += 1;
        }
    }
    let mut best = counts[0];
    for candidate in counts {
        if candidate.1 > best.1 {
            best = candidate;
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Result<Vec<(u64, Vec<String>)>, Broken> {
        let mut records = Records::new(Box::new(text))?;
        let mut rows = Vec::new();
        while let Some(row) = records.next()? {
            rows.push((row.line, row.cells().map(str::to_owned).collect()));
        }
        Ok(rows)
    }

    #[test]
    fn rows_know_their_line() {
        let text = "\u{feff}\n \r\na,b\r\n\"x\ny\",2\n\n\r\n3,4\n5,6";
        let lines: Vec<_> =
            all(text.as_bytes()).unwrap().into_iter().map(|(line, cells)| (line, cells[0].clone())).collect();
        let expected = [(3, "a"), (4, "x\ny"), (8, "3"), (9, "5")];
        assert_eq!(lines, expected.map(|(line, cell)| (line, cell.to_owned())));
    }

    #[test]
    fn the_delimiter_is_the_one_of_the_first_line() {
        for text in ["a,\"b;;;\"\n1,2", "a;b\n1;2", "a\tb\n1\t2"] {
            assert!(all(text.as_bytes()).unwrap().iter().all(|(_, cells)| cells.len() == 2), "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert!(matches!(all(b"a,b\n1,2\n\n\xff,3\n"), Err(Broken::Encoding(4))));
        assert!(matches!(all(b"a,b\n1,\x00\n"), Err(Broken::Binary(2))));
        assert!(matches!(all(b"PK\x03\x04"), Err(Broken::Workbook)));
        assert!(matches!(all(b"\xff\xfea\0"), Err(Broken::Utf16)));
    }

    #[test]
    fn an_open_quote_is_found_where_it_opens() {
        assert!(matches!(all(b"a,b\n\"x\ny\",\"2\n3,4\n"), Err(Broken::OpenQuote(3, 1))));
        assert!(matches!(all(b"a,b\n1,2\n3,\"4"), Err(Broken::OpenQuote(3, 1))));
        assert_eq!(all(b"a,b\n1,\"2\"").unwrap().len(), 2);
        assert_eq!(all(b"a,b\n1,5\" pipe\n3,4\n").unwrap().len(), 3);
    }
}
