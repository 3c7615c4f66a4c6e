//! Workbooks as rows: `.xlsx` cell by cell, `.xls` and `.ods` sheet by sheet. The only folder that knows the workbook crate.
//!
//! The bytes of the file are held, which are packed and few; what they unpack to is streamed, and [`guard`] bounds it.

mod biff;
mod cells;
mod guard;
mod merged;
mod ods;
mod rows;

use std::io::{self, Read};
use std::sync::Arc;
use std::thread;

use calamine::{Ods, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsx};

use crate::read::export::workbook::guard::Container;
pub use crate::read::export::workbook::rows::BookRows;

/// A workbook and which sheets it has.
#[derive(Clone)]
pub struct Book {
    bytes: Arc<[u8]>,
    kind: BookKind,
    /// The names of the sheets that show cells, in order.
    pub sheets: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookKind {
    Xlsx,
    Xls,
    Ods,
}

/// Why a workbook cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadBook {
    /// It is larger than anything that was made to hold deals, or claims to be.
    TooLarge,
    /// A zip archive that holds no workbook of a known kind.
    Other,
    /// It is damaged, or locked with a password.
    Damaged(String),
    /// It has no sheet of this name; these are there.
    NoSheet(String, Vec<String>),
    /// It has so many sheets, and nobody said which.
    ManySheets(usize),
    /// These sheets look like deals alike.
    Alike(Vec<String>),
}

/// In bytes, packed.
const LARGEST: u64 = 512 << 20;

impl Book {
    /// Whether bytes that start like this are a workbook, or an archive that may be one.
    pub fn starts(head: &[u8]) -> bool {
        head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"\xd0\xcf\x11\xe0")
    }

    /// # Errors
    /// Outside: the file cannot be read. Inside: [`BadBook`].
    pub fn open(bytes: impl Read) -> io::Result<Result<Self, BadBook>> {
        let mut held = Vec::new();
        if bytes.take(LARGEST + 1).read_to_end(&mut held)? as u64 > LARGEST {
            return Ok(Err(BadBook::TooLarge));
        }
        // Damaged workbooks make the crate panic, which then ends its thread and nothing else.
        let opened = guarded(move || Self::of(held.into())).map(thread::JoinHandle::join);
        Ok(opened.map_or_else(|error| Err(damaged(error)), |opened| opened.unwrap_or_else(|_| Err(broken()))))
    }

    fn of(bytes: Arc<[u8]>) -> Result<Self, BadBook> {
        let kind = match guard::check(&bytes)? {
            Container::Xlsx => BookKind::Xlsx,
            Container::Ods => BookKind::Ods,
            Container::Ole => BookKind::Xls,
        };
        let cursor = io::Cursor::new(Arc::clone(&bytes));
        let sheets = match kind {
            BookKind::Xlsx => shown(Xlsx::new(cursor).map_err(damaged)?.sheets_metadata()),
            BookKind::Xls => shown(Xls::new(cursor).map_err(damaged)?.sheets_metadata()),
            BookKind::Ods => shown(Ods::new(cursor).map_err(damaged)?.sheets_metadata()),
        };
        Ok(Book { bytes, kind, sheets })
    }

    pub fn kind(&self) -> BookKind {
        self.kind
    }

    /// The sheet of this name, ignoring case.
    ///
    /// # Errors
    /// [`BadBook::NoSheet`].
    pub fn sheet(&self, name: &str) -> Result<String, BadBook> {
        let same = |sheet: &&String| sheet.to_lowercase() == name.trim().to_lowercase();
        let found = self.sheets.iter().find(same).cloned();
        found.ok_or_else(|| BadBook::NoSheet(name.to_owned(), self.sheets.clone()))
    }

    /// The rows of a sheet, made while they are asked for.
    pub fn rows(&self, sheet: &str) -> BookRows {
        BookRows::new(self.clone(), sheet.to_owned())
    }
}

/// The name of the threads in which workbooks are read: what they panic about is told as damage to the file.
pub const THREAD: &str = "workbook";

fn guarded<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<thread::JoinHandle<T>> {
    thread::Builder::new().name(THREAD.to_owned()).spawn(work)
}

fn broken() -> BadBook {
    damaged("its parts do not fit together")
}

/// Sheets of cells that people see.
fn shown(sheets: &[Sheet]) -> Vec<String> {
    let cells = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    cells.filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect()
}

fn damaged(error: impl std::fmt::Display) -> BadBook {
    BadBook::Damaged(error.to_string())
}
