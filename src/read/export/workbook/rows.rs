//! The rows of a sheet, streamed from a thread of their own: the workbook crate's reader borrows its workbook, and
//! whoever asks for rows one at a time cannot hold both.

use std::io::{self, Cursor};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use calamine::{Ods, Range, Reader, Xls, Xlsx};
use csv::StringRecord;

use crate::read::export::footer::{is_group_total, is_sum};
use crate::read::export::row::Typed;
use crate::read::export::workbook::merged::Merged;
use crate::read::export::workbook::{BadBook, Book, BookKind, broken, cells, damaged, guarded};

/// A row that has a cell with something in it.
#[derive(Clone, Debug, Default)]
pub struct BookRow {
    /// Its number in the sheet, from 1.
    pub line: u64,
    pub cells: StringRecord,
    /// What cells are beside their text; shorter than `cells` where the last ones are but that.
    pub typed: Vec<Typed>,
}

/// The rows of one sheet, one at a time.
pub struct BookRows {
    batches: Receiver<Result<Vec<BookRow>, BadBook>>,
    batch: std::vec::IntoIter<BookRow>,
    ended: bool,
}

type Sink<'s> = dyn FnMut(BookRow) -> bool + 's;

const BATCH: usize = 256;
/// As many columns as any spreadsheet has.
const MOST_COLUMNS: usize = 16_384;

impl BookRows {
    pub fn new(book: Book, sheet: String) -> Self {
        let (sender, batches) = sync_channel(4);
        // The thread ends with its sheet, or as soon as nobody takes what it sends.
        let started = guarded(move || {
            let mut batch = Vec::with_capacity(BATCH);
            let result = each(&book, &sheet, &mut |row| {
                batch.push(row);
                batch.len() < BATCH || sender.send(Ok(std::mem::take(&mut batch))).is_ok()
            });
            let _ = sender.send(result.map(|()| batch));
            let _ = sender.send(Ok(Vec::new()));
        });
        // A thread that never started sends nothing, which is told like one that ended early.
        drop(started);
        BookRows { batches, batch: Vec::new().into_iter(), ended: false }
    }

    /// # Errors
    /// [`BadBook`] where the sheet cannot be read on.
    pub fn next(&mut self) -> Result<Option<BookRow>, BadBook> {
        loop {
            if let Some(row) = self.batch.next() {
                return Ok(Some(row));
            }
            if self.ended {
                return Ok(None);
            }
            match self.batches.recv() {
                // An empty batch is the last one.
                Ok(Ok(batch)) => (self.ended, self.batch) = (batch.is_empty(), batch.into_iter()),
                Ok(Err(bad)) => return Err(bad),
                Err(_) => return Err(broken()),
            }
        }
    }
}

/// Hands every row to `sink` until it wants no more.
fn each(book: &Book, sheet: &str, sink: &mut Sink) -> Result<(), BadBook> {
    let cursor: Cursor<Arc<[u8]>> = Cursor::new(Arc::clone(&book.bytes));
    match book.kind {
        BookKind::Xlsx => streamed(Xlsx::new(cursor).map_err(damaged)?, sheet, sink),
        BookKind::Xls => {
            let mut book = Xls::new(cursor).map_err(damaged)?;
            let merged = Merged::new(book.merge_cells_by_sheet_name(sheet).unwrap_or_default());
            whole(&book.worksheet_range(sheet).map_err(damaged)?, merged, sink);
            Ok(())
        }
        BookKind::Ods => {
            let range = Ods::new(cursor).map_err(damaged)?.worksheet_range(sheet).map_err(damaged)?;
            whole(&range, Merged::default(), sink);
            Ok(())
        }
    }
}

/// Cell by cell: what stands far out or far down costs no more than what stands near.
fn streamed(mut book: Xlsx<impl io::Read + io::Seek>, sheet: &str, sink: &mut Sink) -> Result<(), BadBook> {
    // Of merges that nobody can read nothing is known.
    let mut merged = Merged::new(book.merge_cells_by_sheet_name(sheet).unwrap_or_default());
    let mut reader = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut row = Partial::default();
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(damaged)? {
        let (line, column) = cell.pos;
        let Some((text, number)) = cells::text(&cell.value, cell.formula.as_ref()) else { continue };
        if row.line != u64::from(line) + 1 {
            if row.line > 0 && !sink(std::mem::take(&mut row).finish(&mut merged)) {
                return Ok(());
            }
            row.line = u64::from(line) + 1;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS {
            return Err(BadBook::TooLarge);
        }
        row.put(column, text, typed_as(number));
    }
    if row.line > 0 {
        sink(row.finish(&mut merged));
    }
    Ok(())
}

/// A sheet that is held as a rectangle, which the formats `.xls` and `.ods` bound.
fn whole(range: &Range<calamine::Data>, mut merged: Merged, sink: &mut Sink) {
    let (first_line, first_column) = range.start().unwrap_or_default();
    for (line, cells) in (u64::from(first_line) + 1..).zip(range.rows()) {
        let mut row = Partial { line, ..Partial::default() };
        for (column, cell) in cells.iter().enumerate() {
            if let Some((text, number)) = cells::owned(cell) {
                row.put(usize::try_from(first_column).unwrap_or_default() + column, text, typed_as(number));
            }
        }
        if !row.cells.is_empty() && !sink(row.finish(&mut merged)) {
            return;
        }
    }
}

fn typed_as(is_number: bool) -> Typed {
    if is_number { Typed::Number } else { Typed::Text }
}

/// A row while its cells come.
#[derive(Default)]
struct Partial {
    line: u64,
    cells: Vec<String>,
    typed: Vec<Typed>,
}

impl Partial {
    fn put(&mut self, column: usize, text: String, typed: Typed) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if typed != Typed::Text && self.typed.len() <= column {
            self.typed.resize(column + 1, Typed::Text);
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = text;
        }
        if let Some(place) = self.typed.get_mut(column) {
            *place = typed;
        }
    }

    fn finish(mut self, merged: &mut Merged) -> BookRow {
        merged.start(self.line, |column| self.cells.get(column).cloned());
        // A total stands beside what is merged over the rows that it sums.
        let is_total = self.cells.iter().any(|cell| is_sum(cell) || is_group_total(cell));
        for (column, text) in merged.within(self.line).filter(|_| !is_total) {
            if self.cells.get(column).is_none_or(String::is_empty) {
                self.put(column, text.to_owned(), Typed::Carried);
            }
        }
        BookRow { line: self.line, cells: StringRecord::from(self.cells), typed: self.typed }
    }
}
