//! On which day a deal closed, or is expected to.

use crate::model::day::Day;
use crate::read::export::dates::DateColumn;
use crate::read::export::fault::Fault;
use crate::read::export::layout::DealLayout;
use crate::read::export::row::Row;
use crate::read::export::stages::Outcome;

impl DealLayout {
    /// The columns that may tell when a deal closed, or is expected to, in their order. An expected date stands for the
    /// actual one only where the file has no other.
    #[inline(always)]
    pub fn closing(&mut self, outcome: Outcome) -> [Option<&mut DateColumn>; 3] {
        let own = if outcome == Outcome::Lost { &mut self.lost } else { &mut self.won };
        if outcome == Outcome::Open {
            return [self.expected.as_mut(), self.closed.as_mut(), None];
        }
        if own.is_some() || self.actually_closed.is_some() || self.closed.is_some() {
            return [own.as_mut(), self.actually_closed.as_mut(), self.closed.as_mut()];
        }
        [self.expected.as_mut(), None, None]
    }

    /// Whether a date alone may tell that a deal is closed.
    #[inline]
    pub fn tells_closing(&self) -> bool {
        self.won.is_some() || self.lost.is_some() || self.actually_closed.is_some()
    }

    /// Whether a column may tell when a deal was lost.
    pub fn tells_loss(&self) -> bool {
        self.lost.is_some() || self.actually_closed.is_some() || self.closed.is_some()
    }

    /// The column that a closed deal without a date is reported at.
    pub fn closing_column(&self) -> usize {
        let columns = [&self.won, &self.actually_closed, &self.closed, &self.expected];
        columns.into_iter().flatten().next().map_or(0, |column| column.heading)
    }
}

/// When the deal closed, or is expected to.
#[inline]
pub fn close_date(row: &Row, layout: &mut DealLayout, outcome: Outcome) -> Result<Option<Day>, Fault> {
    // Most often the first column there is tells.
    let [first, second, third] = layout.closing(outcome);
    let plain = first.or(second).or(third).and_then(|column| column.plain(row.raw(column.heading)));
    if plain.is_some() { Ok(plain) } else { first_date(row, layout.closing(outcome)) }
}

/// The first date that there is in the columns.
#[inline(never)]
pub fn first_date(row: &Row, columns: [Option<&mut DateColumn>; 3]) -> Result<Option<Day>, Fault> {
    for column in columns {
        if let Some(day) = date(row, column)? {
            return Ok(Some(day));
        }
    }
    Ok(None)
}

/// The date in a column of the row.
#[inline(always)]
pub fn date(row: &Row, column: Option<&mut DateColumn>) -> Result<Option<Day>, Fault> {
    let Some(column) = column else { return Ok(None) };
    match column.plain(row.raw(column.heading)) {
        Some(day) => Ok(Some(day)),
        None => any_date(row, column),
    }
}

#[inline(never)]
fn any_date(row: &Row, column: &mut DateColumn) -> Result<Option<Day>, Fault> {
    column.read(row.cell(column.heading), row.line).map_err(|bad| Fault::of_date(bad, row, column))
}
