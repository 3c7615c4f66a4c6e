//! One row of a file, whichever way it was found.

use csv::StringRecord;

/// The cells of one record and the line on which it starts.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub line: u64,
    cells: Cells<'a>,
    /// What a workbook says of cells beside their text; empty for text.
    typed: &'a [Typed],
    /// What stands between the cells; nothing in a workbook, whose rows end with their last filled cell.
    delimiter: Option<u8>,
    /// Line ends inside the cells.
    inner: u64,
}

/// What a cell is beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Typed {
    #[default]
    Text,
    Number,
    /// A part of a merged cell that starts in a row above.
    Carried,
}

/// In characters, as spreadsheets have it.
const LONGEST_CELL: usize = 32_767;

#[derive(Clone, Copy)]
enum Cells<'a> {
    Record(&'a StringRecord),
    Slices(Slices<'a>),
}

/// Cells where they stand in the file: each between two neighbours of `ends`, the bytes that end cells. A cell that starts
/// with a quote is quoted as a whole, without a quote inside.
#[derive(Clone, Copy)]
pub struct Slices<'a> {
    text: &'a str,
    ends: &'a [u32],
}

impl<'a> Row<'a> {
    /// A row of text with so many line ends inside its cells.
    pub fn of_text(line: u64, record: &'a StringRecord, delimiter: u8, inner: u64) -> Self {
        Row { line, cells: Cells::Record(record), typed: &[], delimiter: Some(delimiter), inner }
    }

    /// The same where the cells stand in the file.
    pub fn of_slices(line: u64, cells: Slices<'a>, delimiter: u8, inner: u64) -> Self {
        Row { line, cells: Cells::Slices(cells), typed: &[], delimiter: Some(delimiter), inner }
    }

    /// A row of which nothing but the cells is asked.
    pub fn of_cells(cells: Slices<'a>) -> Self {
        Row { line: 0, cells: Cells::Slices(cells), typed: &[], delimiter: None, inner: 0 }
    }

    /// A row of a workbook, and what this says of its cells.
    pub fn of_book(line: u64, record: &'a StringRecord, typed: &'a [Typed]) -> Self {
        Row { line, cells: Cells::Record(record), typed, delimiter: None, inner: 0 }
    }

    /// The cell without surrounding space; empty beyond the last one.
    pub fn cell(&self, column: usize) -> &'a str {
        match self.cells {
            Cells::Slices(cells) => cells.cell(column),
            Cells::Record(record) => record.get(column).unwrap_or_default().trim(),
        }
    }

    /// The same as bytes, for whoever has millions of cells to tell apart.
    #[inline(always)]
    pub fn bytes(&self, column: usize) -> &'a [u8] {
        match self.cells {
            Cells::Slices(cells) => cells.bare(column).unwrap_or_else(|| self.cell(column).as_bytes()),
            Cells::Record(_) => self.cell(column).as_bytes(),
        }
    }

    /// The same for whoever takes neither space nor quotes: at most a pair of quotes is left out.
    #[inline(always)]
    pub fn raw(&self, column: usize) -> &'a [u8] {
        match self.cells {
            Cells::Slices(cells) => cells.raw(column),
            Cells::Record(_) => self.cell(column).as_bytes(),
        }
    }

    /// Whether a cell surely has nothing in it.
    #[inline(always)]
    pub fn is_empty(&self, column: usize) -> bool {
        match self.cells {
            Cells::Slices(cells) => cells.slice(column).is_empty(),
            Cells::Record(_) => self.cell(column).is_empty(),
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
            Cells::Slices(cells) => cells.len(),
        }
    }

    /// Whether a single cell of it is filled.
    pub fn is_lone(&self) -> bool {
        self.cells().filter(|cell| !cell.is_empty()).nth(1).is_none()
    }

    /// Whether rows end with their last filled cell, as in a workbook.
    pub fn is_ragged(&self) -> bool {
        self.delimiter.is_none()
    }

    /// Whether the cell is typed as a number, so that its dot can only be the decimal point.
    pub fn is_number(&self, column: usize) -> bool {
        self.typed.get(column) == Some(&Typed::Number)
    }

    /// Whether the cell is a part of one that starts in a row above: an amount there counts once, as in the sums of the sheet.
    pub fn is_carried(&self, column: usize) -> bool {
        self.typed.get(column) == Some(&Typed::Carried)
    }

    /// The column of a cell that holds the rest of this row and the beginning of another one, cut at the same column: what
    /// a stray quote does that happens to be met by a second one.
    #[inline]
    pub fn joined_at(&self, width: usize) -> Option<usize> {
        self.delimiter.filter(|_| self.inner > 0).and_then(|delimiter| self.cut_by(delimiter, width))
    }

    #[cold]
    fn cut_by(&self, delimiter: u8, width: usize) -> Option<usize> {
        let cells = |line: &str| line.bytes().filter(|byte| *byte == delimiter).count();
        let joined = |(column, cell): &(usize, &str)| {
            let mut lines = cell.split('\n');
            let (first, last) = (lines.next().unwrap_or_default(), lines.next_back());
            let fits = cells(first) + column + 1 == width && last.is_some_and(|last| cells(last) == *column);
            fits && lines.all(|line| cells(line) + 1 == width)
        };
        // In two columns any text with a line end and a comma would look like that.
        (width > 2).then(|| self.whole_cells().enumerate().find(joined).map(|(column, _)| column))?
    }

    /// The cells with the space around them.
    fn whole_cells(&self) -> impl Iterator<Item = &'a str> {
        let cells = self.cells;
        (0..self.len()).map(move |column| match cells {
            Cells::Slices(cells) => without_quotes(cells.whole(column)),
            Cells::Record(record) => record.get(column).unwrap_or_default(),
        })
    }

    /// The row as CSV, whatever it was delimited by, at most as many characters of it as a cell of a spreadsheet holds.
    pub fn as_csv(&self) -> String {
        let mut row = String::new();
        for (column, cell) in self.cells().enumerate() {
            row.push_str(if column > 0 { "," } else { "" });
            if cell.contains([',', '"', '\n', '\r']) {
                row.extend(["\"", &cell.replace('"', "\"\""), "\""]);
            } else {
                row.push_str(cell);
            }
        }
        match row.char_indices().nth(LONGEST_CELL) {
            Some((cut, _)) => row.get(..cut).unwrap_or_default().to_owned(),
            None => row,
        }
    }
}

impl<'a> Slices<'a> {
    /// Those of a row within `text`, with the byte that ends the row before it and those that end its cells.
    pub fn new(text: &'a str, ends: &'a [u32]) -> Self {
        Slices { text, ends }
    }

    #[inline(always)]
    pub fn len(self) -> usize {
        self.ends.len().saturating_sub(1)
    }

    /// The cell without surrounding space; empty beyond the last one.
    pub fn cell(self, column: usize) -> &'a str {
        trimmed(self.whole(column))
    }

    /// The cell without quotes, where there is surely no space around it nor a quote left.
    #[inline(always)]
    pub fn bare(self, column: usize) -> Option<&'a [u8]> {
        let cell = self.raw(column);
        is_bare(cell).then_some(cell)
    }

    /// The cell; at most a pair of quotes is left out.
    #[inline(always)]
    pub fn raw(self, column: usize) -> &'a [u8] {
        let cell = self.slice(column);
        if cell.first() == Some(&b'"') { inside_quotes(cell) } else { cell }
    }

    /// As few instructions as may be, as there are millions of cells.
    #[inline(always)]
    fn slice(self, column: usize) -> &'a [u8] {
        if let (Some(before), Some(end)) = (self.ends.get(column), self.ends.get(column + 1))
            && let Some(cell) = self.text.as_bytes().get(before.wrapping_add(1) as usize..*end as usize)
        {
            cell
        } else {
            &[]
        }
    }

    fn whole(self, column: usize) -> &'a str {
        match self.ends.get(column..column + 2) {
            Some([before, end]) => self.text.get(before.wrapping_add(1) as usize..*end as usize).unwrap_or_default(),
            _ => "",
        }
    }
}

#[inline]
fn inside_quotes(cell: &[u8]) -> &[u8] {
    match cell {
        [b'"', inner @ .., b'"'] => inner,
        cell => cell,
    }
}

/// Whether a cell surely has neither quotes nor space around it.
#[inline(always)]
pub fn is_bare(cell: &[u8]) -> bool {
    match (cell.first(), cell.last()) {
        (Some(first), Some(last)) => (is_visible(*first) & is_visible(*last)) || is_han(cell),
        _ => true,
    }
}

/// Whether a text starts and ends with characters of three bytes that are not among the first such ones, where spaces are:
/// most Chinese texts do.
#[inline]
pub fn is_han(text: &[u8]) -> bool {
    let is_first = |byte: &u8| (0xe4..=0xed).contains(byte);
    text.first().is_some_and(is_first) && text.iter().nth_back(2).is_some_and(is_first)
}

/// Whether a byte is neither a space nor a quote, nor a part of a longer character, which may be a space.
#[inline(always)]
fn is_visible(byte: u8) -> bool {
    byte.wrapping_sub(b'#') <= b'~' - b'#'
}

/// A cell without its quotes and the space around it.
fn trimmed(cell: &str) -> &str {
    without_quotes(cell).trim()
}

fn without_quotes(cell: &str) -> &str {
    let quoted = cell.strip_prefix('"').map(|cell| cell.strip_suffix('\r').unwrap_or(cell));
    quoted.map_or(cell, |cell| cell.strip_suffix('"').unwrap_or(cell))
}
