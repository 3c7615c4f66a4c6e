//! Text to rows: the marks of one window, cut at the ends of its rows.

use csv::StringRecord;

use crate::read::export::batch::{self, Batch, Picked};
use crate::read::export::records::MOST_COLUMNS;
use crate::read::export::row::Row;
use crate::read::export::scan::marks::Marks;
use crate::read::export::scan::record::record;
use crate::read::export::scan::{Halt, TakeRow, wide};

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
        let (stray, ascii) = wide::mark(&mut self.marks, window, self.delimiter);
        let Cutter { delimiter, marks, record: cells, lines } = self;
        let (ends, bounds) = (marks.ends(), marks.rows());
        // Where the row behind a bound starts.
        let start_of = |bound: &u32| ends.get(*bound as usize).map_or(0, |end| end.wrapping_add(1) as usize);
        let whole = bounds.last().map_or(0, start_of);
        let end = if stray.is_some() { window.len() } else { whole };
        let text = match ascii {
            Some(text) => text.get(..end).unwrap_or_default(),
            None => readable_text(window.get(..end).unwrap_or_default())?,
        };
        if marks.nul {
            return Err(Halt::Slow);
        }
        let (mut inner, mut odd) = (marks.inner.as_slice(), marks.odd.as_slice());
        let (mut start, mut rest) = (0, bounds);
        while rest.len() > 1 && start < until {
            // Rows up to one with line ends inside its cells, or with an odd one.
            let special =
                inner.first().into_iter().chain(odd.first()).min().map_or(usize::MAX, |place| *place as usize);
            // Batches of like size, as each of them takes its time.
            let left = rest.len() - 1;
            let run = rest.get(..=left.div_ceil(left.div_ceil(batch::MOST))).unwrap_or_default();
            let is_taken = |pair: &[u32]| start_of(&pair[0]) < until && start_of(&pair[1]) <= special;
            let count = match run {
                [.., before, last] if is_taken(&[*before, *last]) => run.len() - 1,
                run => run.windows(2).take_while(|pair| is_taken(pair)).count().max(1),
            };
            let rows = Batch::new(text, window, ends, run.get(..=count).unwrap_or_default(), marks.quoted);
            let next = run.get(count).map_or(start, start_of);
            let (inside, is_odd) = (upto(&mut inner, next), upto(&mut odd, next) > 0);
            let line = *lines + 1;
            if is_odd {
                let row = text.get(start..).and_then(|row| record(row, *delimiter, cells));
                row.ok_or(Halt::Slow)?;
                give(&Row::of_text(line, cells, *delimiter, inside), taker)?;
            } else {
                let plain = if inside > 0 { Picked::NONE } else { taker.take_plain(rows, line) };
                for at in plain.others(count).rows() {
                    give(&Row::of_slices(line + at as u64, rows.row(at), *delimiter, inside), taker)?;
                }
            }
            *lines += count as u64 + inside;
            (start, rest) = (next, rest.get(count..).unwrap_or_default());
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
    if let Some(text) = wide::text(bytes) {
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
