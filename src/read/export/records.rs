//! Bytes to records: the only place that knows how rows and cells are written down.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord, Terminator};

use crate::read::export::Input;
use crate::read::export::decode::{Decode, Undecodable};
use crate::read::export::dialect::{Dialect, Form};
use crate::read::export::encoding::{Encoding, Unclear};
use crate::read::export::row::{Row, Typed};
use crate::read::export::source;
use crate::read::export::workbook::{BadBook, Book, BookRows};

/// The records of one file, one at a time.
pub struct Records<'a> {
    source: Source<'a>,
    record: StringRecord,
    /// What a workbook says of the cells of the record; empty for text.
    typed: Vec<Typed>,
    /// Lines that are read so far.
    lines: u64,
}

enum Source<'a> {
    Text { reader: Box<TextReader<'a>>, left: Rc<Cell<u64>>, end: Rc<Cell<Option<u64>>>, delimiter: u8 },
    Book(BookRows),
}

/// Why a file cannot be read on.
#[derive(Debug)]
pub enum Broken {
    Io(io::Error),
    /// Not in its encoding on this line.
    Encoding(Encoding, u64),
    /// No encoding fits.
    Unclear(Unclear),
    Workbook(BadBook),
    /// A NUL byte in the record that starts at this line.
    Binary(u64),
    /// A quote that opens on this line, in the column of this number from 0, is never closed.
    OpenQuote(u64, usize),
    /// The row that starts at this line is longer than [`LONGEST_ROW`].
    LongRow(u64),
    /// The row at this line has more cells than [`MOST_COLUMNS`].
    WideRow(u64),
    /// A web page or XML.
    Markup,
    /// Its lines end with bare carriage returns.
    CarriageReturns,
    /// The first row, at this line, is one of data.
    NoHeadings(u64),
    /// The row at the first of these lines is one of data, above the headings at the second.
    DataAbove(u64, u64),
    /// The plan says that the heading row is at a line that the file does not have.
    NoSuchLine(u64),
    Empty,
}

/// A record of its own after the end of the file. A quote that was never closed swallows it, and only such a quote does;
/// the csv crate itself takes bad quoting without a word.
const END: &str = "\u{3}";
const SWALLOWED_END: &str = "\n\u{3}\n";

/// In bytes of UTF-8.
pub const LONGEST_ROW: u64 = 16 << 20;
/// As many as any spreadsheet has.
pub const MOST_COLUMNS: usize = 16_384;

impl<'a> Records<'a> {
    /// The records of a file from its first, whatever the heading row is.
    ///
    /// # Errors
    /// [`Broken`] where the file cannot be opened.
    pub fn open(input: &Input<'a>, dialect: &Dialect) -> Result<Self, Broken> {
        let bytes = source::open(input).map_err(Broken::Io)?;
        match &dialect.form {
            Form::Text { encoding: Encoding::Utf8, delimiter, .. } => {
                Ok(Self::of_text(source::without_mark(bytes).map_err(Broken::Io)?, *delimiter))
            }
            Form::Text { encoding, delimiter, .. } => {
                Ok(Self::of_text(Box::new(Decode::new(bytes, *encoding)), *delimiter))
            }
            Form::Book { sheet, .. } => {
                let book = Book::open(bytes).map_err(Broken::Io)?.map_err(Broken::Workbook)?;
                Ok(Self::of_book(&book, sheet))
            }
        }
    }

    /// The records of text in UTF-8 without a byte order mark.
    pub fn of_text(bytes: Box<dyn Read + 'a>, delimiter: u8) -> Self {
        let (left, end) = (Rc::new(Cell::new(LONGEST_ROW)), Rc::new(Cell::new(None)));
        let meter = Meter { bytes, left: Rc::clone(&left), read: 0, end: Rc::clone(&end) };
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(16 * 1024)
            .from_reader(meter.chain(SWALLOWED_END.as_bytes()));
        let source = Source::Text { reader: Box::new(reader), left, end, delimiter };
        Records { source, record: StringRecord::new(), typed: Vec::new(), lines: 0 }
    }

    pub fn of_book(book: &Book, sheet: &str) -> Self {
        let source = Source::Book(book.rows(sheet));
        Records { source, record: StringRecord::new(), typed: Vec::new(), lines: 0 }
    }

    /// The next record that is not a blank line.
    ///
    /// # Errors
    /// [`Broken`] where the file cannot be read on.
    pub fn next(&mut self) -> Result<Option<Row<'_>>, Broken> {
        let (inner, delimiter) = match &mut self.source {
            Source::Text { reader, left, end, delimiter } => {
                let read = next_text(reader, (left, end), &mut self.record, &mut self.lines)?;
                let Some(inner) = read else { return Ok(None) };
                (inner, Some(*delimiter))
            }
            Source::Book(rows) => {
                let Some(row) = rows.next().map_err(Broken::Workbook)? else { return Ok(None) };
                (self.record, self.typed, self.lines) = (row.cells, row.typed, row.line);
                (0, None)
            }
        };
        let line = self.lines.saturating_sub(inner);
        if self.record.len() > MOST_COLUMNS {
            return Err(Broken::WideRow(line));
        }
        Ok(Some(match delimiter {
            Some(delimiter) => Row::of_text(line, &self.record, delimiter, inner),
            None => Row::of_book(line, &self.record, &self.typed),
        }))
    }

    /// Lines up to the end of the record that was read last.
    pub fn lines(&self) -> u64 {
        self.lines
    }
}

/// Reads the next record of text that is not a blank line, and gives the number of line ends inside it.
fn next_text(
    reader: &mut TextReader,
    (left, end): (&Cell<u64>, &Cell<Option<u64>>),
    record: &mut StringRecord,
    lines: &mut u64,
) -> Result<Option<u64>, Broken> {
    loop {
        left.set(LONGEST_ROW);
        let read = reader.read_record(record);
        let (before, after) = (*lines, reader.position().line().saturating_sub(1));
        *lines = after;
        match read {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => return Err(of_csv(error, before, after)),
        }
        // The csv crate counts blank lines before a record to the record; its own lines are the last ones.
        let inner = if after > before + 1 { newlines(record.as_slice()) } else { 0 };
        let line = after.saturating_sub(inner);
        if record.as_slice().as_bytes().contains(&0) {
            return Err(Broken::Binary(line));
        }
        // Behind the end of the file; a line of it that says the same is a row like any.
        if record.len() == 1
            && record.as_slice() == END
            && end.get().is_some_and(|end| reader.position().byte() > end + 1)
        {
            return Ok(None);
        }
        if record.as_slice().ends_with(SWALLOWED_END) {
            // Such a record has no line end of its own: all of its lines are inner ones.
            let before_last = record.iter().take(record.len().saturating_sub(1)).map(newlines).sum::<u64>();
            return Err(Broken::OpenQuote(line + 1 + before_last, record.len().saturating_sub(1)));
        }
        if record.len() > 1 || !record.as_slice().trim().is_empty() {
            return Ok(Some(inner));
        }
    }
}

fn of_csv(error: csv::Error, before: u64, after: u64) -> Broken {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => {
            let foreign = error.get_ref();
            if foreign.is_some_and(|error| error.is::<TooLong>()) {
                return Broken::LongRow(before + 1);
            }
            match foreign.and_then(|error| error.downcast_ref::<Undecodable>()) {
                Some(Undecodable(encoding, line)) => Broken::Encoding(*encoding, *line),
                None => Broken::Io(error),
            }
        }
        _ => Broken::Encoding(Encoding::Utf8, after),
    }
}

/// Hands on bytes as long as the row that they belong to is not too long.
struct Meter<'a> {
    bytes: Box<dyn Read + 'a>,
    left: Rc<Cell<u64>>,
    read: u64,
    /// Where the bytes end, once that is known.
    end: Rc<Cell<Option<u64>>>,
}

type TextReader<'a> = csv::Reader<io::Chain<Meter<'a>, &'static [u8]>>;

/// The row is longer than [`LONGEST_ROW`].
#[derive(Debug)]
struct TooLong;

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("row too long")
    }
}

impl std::error::Error for TooLong {}

impl Read for Meter<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.bytes.read(into)?;
        self.read += n as u64;
        if n == 0 && !into.is_empty() {
            self.end.set(Some(self.read));
        }
        match self.left.get().checked_sub(n as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::new(io::ErrorKind::InvalidData, TooLong)),
        }
        Ok(n)
    }
}

fn newlines(text: &str) -> u64 {
    text.bytes().filter(|b| *b == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Result<Vec<(u64, Vec<String>)>, Broken> {
        let mut records = Records::of_text(Box::new(text), b',');
        let mut rows = Vec::new();
        while let Some(row) = records.next()? {
            rows.push((row.line, row.cells().map(str::to_owned).collect()));
        }
        Ok(rows)
    }

    #[test]
    fn rows_know_their_line() {
        let text = "\n \r\na,b\r\n\"x\ny\",2\n\n\r\n3,4\n5,6";
        let lines: Vec<_> =
            all(text.as_bytes()).unwrap().into_iter().map(|(line, cells)| (line, cells[0].clone())).collect();
        let expected = [(3, "a"), (4, "x\ny"), (8, "3"), (9, "5")];
        assert_eq!(lines, expected.map(|(line, cell)| (line, cell.to_owned())));
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert!(matches!(all(b"a,b\n1,2\n\n\xff,3\n"), Err(Broken::Encoding(Encoding::Utf8, 4))));
        assert!(matches!(all(b"a,b\n1,\x00\n"), Err(Broken::Binary(2))));
    }

    #[test]
    fn an_open_quote_is_found_where_it_opens() {
        assert!(matches!(all(b"a,b\n\"x\ny\",\"2\n3,4\n"), Err(Broken::OpenQuote(3, 1))));
        assert!(matches!(all(b"a,b\n1,2\n3,\"4"), Err(Broken::OpenQuote(3, 1))));
        assert_eq!(all(b"a,b\n1,\"2\"").unwrap().len(), 2);
        assert_eq!(all(b"a,b\n1,5\" pipe\n3,4\n").unwrap().len(), 3);
    }

    #[test]
    fn rows_without_end_are_not_held() {
        let endless = io::repeat(b'x').take(1 << 30);
        let mut records = Records::of_text(Box::new(b"a,b\n1,".chain(endless)), b',');
        assert!(matches!(records.next(), Ok(Some(_))));
        assert!(matches!(records.next(), Err(Broken::LongRow(2))));
        let many = ",".repeat(MOST_COLUMNS);
        assert!(matches!(all(format!("a\n\n{many}\n").as_bytes()), Err(Broken::WideRow(3))));
    }

    #[test]
    fn two_stray_quotes_join_rows_of_the_right_width() {
        let joined = |text: &str| {
            let mut records = Records::of_text(Box::new(text.as_bytes()), b',');
            records.next().map(|row| row.and_then(|row| row.joined_at(4))).unwrap()
        };
        assert_eq!(joined("1,\"Ann,5,Won\n2,\"Bob,6,Won\n"), Some(1));
        assert_eq!(joined("1,\"Ann,5,Won\n7,Eve,8,Won\n2,\"Bob,6,Won\n"), Some(1));
        assert_eq!(joined("1,\"a note, with commas\nand a line\",6,Won\n"), None);
    }
}
