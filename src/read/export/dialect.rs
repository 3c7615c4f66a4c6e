//! How one file is written down: its form, its encoding, its delimiter, and which row holds the headings.

use crate::model::plan::FileHints;
use crate::read::export::date_text;
use crate::read::export::encoding::{self, Because, Encoding, Unclear};
use crate::read::export::meaning::Meaning;
use crate::read::export::meant::meant;
use crate::read::export::records::{Broken, Records};
use crate::read::export::row::Row;
use crate::read::export::workbook::{BadBook, Book, BookKind};
use crate::read::export::{Input, amount_text, source};

/// How a file is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub form: Form,
    /// The line of the heading row; nothing where the file has none.
    pub header: Option<u64>,
    /// How many headings of that row are known.
    pub known: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    Text { encoding: Encoding, because: Because, delimiter: u8 },
    Book { kind: BookKind, sheet: String },
}

/// What is looked at to learn all this, in bytes and rows.
const HEAD: usize = 64 * 1024;
const ROWS: usize = 40;
/// Sheets of a workbook that are looked at for deals, each of which takes as long as opening the workbook.
const MOST_SHEETS: usize = 60;
/// In the order in which they are taken where nothing tells them apart.
pub const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

impl Dialect {
    /// # Errors
    /// [`Broken`] where the file cannot be read, or leaves open what only the plan can say.
    pub fn detect(input: &Input, hints: &FileHints, by_position: bool, meaning: &Meaning) -> Result<Self, Broken> {
        let mut bytes = source::open(input).map_err(Broken::Io)?;
        let head = source::head(&mut bytes, HEAD).map_err(Broken::Io)?;
        if Book::starts(&head) {
            let book = Book::open(source::whole(head, bytes)).map_err(Broken::Io)?.map_err(Broken::Workbook)?;
            return of_book(&book, input.sheet.as_deref().or(hints.sheet.as_deref()), hints, by_position, meaning);
        }
        drop(bytes);
        let (encoding, because) = encoding_of(input, &head, hints)?;
        let (text, _) = encoding.standard().decode_with_bom_removal(&head);
        let text = if head.len() < HEAD { &*text } else { text.rsplit_once('\n').map_or(&*text, |(text, _)| text) };
        if !text.contains('\n') && text.trim_end().contains('\r') {
            return Err(Broken::CarriageReturns);
        }
        let mut best: Option<(Found, u8)> = None;
        // A delimiter that occurs nowhere leaves one column, as the first does then.
        let may_be = |known: &u8| match hints.delimiter {
            Some(stated) => stated == *known,
            None => *known == DELIMITERS[0] || text.contains(char::from(*known)),
        };
        for delimiter in DELIMITERS.into_iter().filter(may_be) {
            let found = heading_row(Records::of_text(Box::new(text.as_bytes()), delimiter), hints, meaning)?;
            if let Some(found) = found.filter(|found| best.is_none_or(|(best, _)| found.rank() > best.rank())) {
                best = Some((found, delimiter));
            }
        }
        if best.is_none_or(|(found, _)| found.known == 0) && is_markup(text) {
            return Err(Broken::Markup);
        }
        let (found, delimiter) = best.ok_or(Broken::Empty)?;
        let form = Form::Text { encoding, because, delimiter };
        Ok(Dialect { form, header: found.header(hints, by_position)?, known: found.known })
    }

    /// Takes the encoding that the whole file is in, where its head said too little.
    ///
    /// # Errors
    /// [`Broken`] where none fits, or the head already told.
    pub fn correct(&mut self, input: &Input, broken: Broken) -> Result<(), Broken> {
        match &mut self.form {
            Form::Text { encoding, because: because @ Because::Ascii, .. } => {
                (*encoding, *because) = of_whole(input)?;
                Ok(())
            }
            // The headings are Chinese already. What the whole file says against it is the better reason.
            Form::Text { because: Because::Chinese, .. } => Err(match of_whole(input) {
                Err(better @ Broken::Unclear(Unclear::Broken(_))) => better,
                _ => broken,
            }),
            Form::Text { .. } | Form::Book { .. } => Err(broken),
        }
    }
}

/// Whether text is a web page or XML, which some systems write under the name of a workbook.
fn is_markup(text: &str) -> bool {
    let mut first = text.trim_start().bytes();
    first.next() == Some(b'<') && first.next().is_some_and(|byte| byte.is_ascii_alphabetic() || b"!?".contains(&byte))
}

fn encoding_of(input: &Input, head: &[u8], hints: &FileHints) -> Result<(Encoding, Because), Broken> {
    let of_head = encoding::of_head(head);
    match (hints.encoding.as_deref().and_then(Encoding::named), of_head) {
        // A mark is no guess: where it and the plan differ, the plan is about other files.
        (_, Some(marked @ (_, Because::ByteOrderMark))) => Ok(marked),
        (Some(stated), _) => Ok((stated, Because::Stated)),
        (None, Some(found)) => Ok(found),
        (None, None) => of_whole(input),
    }
}

fn of_whole(input: &Input) -> Result<(Encoding, Because), Broken> {
    let bytes = source::open(input).map_err(Broken::Io)?;
    encoding::of_whole(bytes).map_err(Broken::Io)?.map_err(Broken::Unclear)
}

fn of_book(
    book: &Book,
    wanted: Option<&str>,
    hints: &FileHints,
    by_position: bool,
    meaning: &Meaning,
) -> Result<Dialect, Broken> {
    let found = |sheet: &str| heading_row(Records::of_book(book, sheet), hints, meaning);
    let (sheet, found) = match wanted {
        Some(name) => {
            let sheet = book.sheet(name).map_err(Broken::Workbook)?;
            let found = found(&sheet)?.ok_or(Broken::Empty)?;
            (sheet, found)
        }
        None => {
            if book.sheets.len() > MOST_SHEETS {
                return Err(Broken::Workbook(BadBook::ManySheets(book.sheets.len())));
            }
            let mut all = Vec::new();
            for sheet in &book.sheets {
                all.extend(found(sheet)?.map(|found| (sheet.clone(), found)));
            }
            let most = all.iter().map(|(_, found)| found.known).max().ok_or(Broken::Empty)?;
            all.retain(|(_, found)| found.known == most);
            match all.as_slice() {
                [only] => only.clone(),
                // To take the first of twelve months in silence would lose the others.
                several => {
                    let names = several.iter().map(|(sheet, _)| sheet.clone()).collect();
                    return Err(Broken::Workbook(BadBook::Alike(names)));
                }
            }
        }
    };
    let form = Form::Book { kind: book.kind(), sheet };
    Ok(Dialect { form, header: found.header(hints, by_position)?, known: found.known })
}

/// The row that looks most like headings.
#[derive(Clone, Copy)]
struct Found {
    line: u64,
    /// Its headings that are known, each field once.
    known: usize,
    /// How many of the first rows have as many cells, where these are several.
    alike: usize,
    /// Whether it has few of them, and holds a date, which no heading does.
    data: bool,
}

impl Found {
    fn rank(&self) -> (usize, usize) {
        (self.known, self.alike)
    }

    fn header(&self, hints: &FileHints, by_position: bool) -> Result<Option<u64>, Broken> {
        match hints.header {
            Some(0) => Ok(None),
            Some(line) => Ok(Some(u64::from(line))),
            None if self.known == 0 && by_position => Ok(None),
            None if self.known < 2 && self.data => Err(Broken::NoHeadings(self.line)),
            None => Ok(Some(self.line)),
        }
    }
}

/// The row at the stated line, else the first with the most known headings, else the first with several cells.
fn heading_row(mut records: Records, hints: &FileHints, meaning: &Meaning) -> Result<Option<Found>, Broken> {
    let stated = hints.header.map(u64::from).filter(|line| *line > 0);
    let (mut rows, mut most): (Vec<(Found, usize)>, _) = (Vec::new(), 0);
    loop {
        match records.next() {
            Ok(Some(row)) => {
                if stated.is_none_or(|line| line == row.line) {
                    let found = found(&row, meaning, most);
                    most = most.max(found.known);
                    rows.push((found, row.filled()));
                }
                if rows.len() >= ROWS || stated.is_some_and(|line| row.line >= line) {
                    break;
                }
            }
            Ok(None) => break,
            // The head may end inside quotes; what is wrong with the rest of the file is told when it is read.
            Err(_) if !rows.is_empty() => break,
            Err(Broken::OpenQuote(..)) => break,
            Err(broken) => return Err(broken),
        }
    }
    if let (Some(line), true) = (stated, rows.is_empty()) {
        return Err(Broken::NoSuchLine(line));
    }
    let best = match most {
        0 | 1 => rows.iter().find(|(_, filled)| *filled > 1).or(rows.first()),
        most => rows.iter().find(|(row, _)| row.known == most),
    };
    let Some((best, width)) = best.copied() else { return Ok(None) };
    let alike = if width > 1 { rows.iter().filter(|(_, filled)| *filled == width).count() } else { 0 };
    Ok(Some(Found { alike, ..best }))
}

/// What a row is, as long as it may have more headings than `most` of a row before it.
fn found(row: &Row, meaning: &Meaning, most: usize) -> Found {
    let mut fields: Vec<&str> = Vec::new();
    for (cell, left) in row.cells().zip((1..=row.len()).rev()) {
        if most > 1 && fields.len() + left <= most {
            return Found { line: row.line, known: fields.len(), alike: 0, data: false };
        }
        fields.extend(meaning.of(cell));
    }
    fields.sort_unstable();
    fields.dedup();
    let is_date = |cell: &str| date_text::iso(&meant(cell)).is_some() || date_text::parse(&meant(cell)).is_some();
    let is_number = |cell: &str| amount_text::is_number(&meant(cell));
    let data = fields.len() < 2 && (row.cells().any(is_date) || (fields.is_empty() && row.cells().any(is_number)));
    Found { line: row.line, known: fields.len(), alike: 0, data }
}
