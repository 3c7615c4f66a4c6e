//! Text to rows: the marks of one window, cut at the ends of its rows.

use csv::StringRecord;

use crate::read::export::records::MOST_COLUMNS;
use crate::read::export::row::{Row, Slices};
use crate::read::export::scan::marks::Marks;
use crate::read::export::scan::record::record;
use crate::read::export::scan::{Halt, TakeRow};

/// Cuts windows of a file into rows.
pub struct Cutter {
    delimiter: u8,
    marks: Marks,
    record: StringRecord,
    /// Newlines in front of the next row.
    pub lines: u64,
}

impl Cutter {
    pub fn new(delimiter: u8) -> Self {
        Cutter { delimiter, marks: Marks::default(), record: StringRecord::new(), lines: 0 }
    }

    /// Gives every row of `window` that is whole and starts before byte `until` to `taker`, and returns how many bytes
    /// they take. The window starts with a row.
    ///
    /// # Errors
    /// That of `taker`, and [`Halt::Slow`] where the window holds what is no text.
    #[inline(never)]
    pub fn cut(&mut self, window: &[u8], until: usize, taker: &mut impl TakeRow) -> Result<usize, Halt> {
        let stray = self.marks.mark(window, self.delimiter);
        let whole = self.marks.rows().last().and_then(|last| self.marks.ends().get(*last as usize));
        let whole = whole.map_or(0, |end| *end as usize + 1);
        let readable = if stray.is_some() { window } else { window.get(..whole).unwrap_or_default() };
        let text = readable_text(readable)?;
        if self.marks.nul {
            return Err(Halt::Slow);
        }
        let (mut start, mut first) = (0, 0);
        let (mut inner, mut odd) = (self.marks.inner.as_slice(), self.marks.odd.as_slice());
        let is_plain = inner.is_empty() && odd.is_empty();
        for last in self.marks.rows() {
            if start >= until {
                return Ok(start);
            }
            let ends = self.marks.ends().get(first..=*last as usize).unwrap_or_default();
            let end = ends.last().map_or(start, |end| *end as usize);
            let (inside, is_odd) = if is_plain { (0, false) } else { (upto(&mut inner, end), upto(&mut odd, end) > 0) };
            let slices = Slices::new(text, ends);
            if inside > 0 || is_odd || !taker.take_plain(slices, self.lines + 1) {
                let row = if is_odd {
                    let cells = text.get(start..).and_then(|row| record(row, self.delimiter, &mut self.record));
                    cells.ok_or(Halt::Slow)?;
                    Row::of_text(self.lines + 1, &self.record, self.delimiter, inside)
                } else {
                    Row::of_slices(self.lines + 1, slices, self.delimiter, inside)
                };
                give(&row, taker)?;
            }
            self.lines += 1 + inside;
            (start, first) = (end + 1, *last as usize);
        }
        // The row with the stray quote is read byte by byte; those behind it are for the next window.
        if stray.is_some() && start < until {
            let row = text.get(start..).unwrap_or_default();
            if let Some(length) = record(row, self.delimiter, &mut self.record) {
                // Marks end before this row.
                if self.record.as_slice().contains('\0') {
                    return Err(Halt::Slow);
                }
                let lines = row.bytes().take(length).filter(|byte| *byte == b'\n').count() as u64;
                let row = Row::of_text(self.lines + 1, &self.record, self.delimiter, lines.saturating_sub(1));
                give(&row, taker)?;
                self.lines += lines;
                start += length;
            }
        }
        Ok(start)
    }
}

/// Blank lines are no rows; what no spreadsheet could hold is for the slow way to tell.
#[inline(never)]
fn give(row: &Row, taker: &mut impl TakeRow) -> Result<(), Halt> {
    match row.len() {
        1 if row.cell(0).is_empty() => return Ok(()),
        cells if cells > MOST_COLUMNS => return Err(Halt::Slow),
        _ => {}
    }
    taker.take(row)
}

/// Takes the places before `end`, and says how many they are.
#[inline]
fn upto(places: &mut &[u32], end: usize) -> u64 {
    let mut count = 0;
    while let Some((_, rest)) = places.split_first().filter(|(first, _)| (**first as usize) < end) {
        (*places, count) = (rest, count + 1);
    }
    count
}

/// The text up to a last character that is cut in two.
fn readable_text(bytes: &[u8]) -> Result<&str, Halt> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(text);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if error.error_len().is_none() => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(valid).map_err(|_| Halt::Slow)
        }
        Err(_) => Err(Halt::Slow),
    }
}
