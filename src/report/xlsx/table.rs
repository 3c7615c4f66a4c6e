//! Tables in a sheet: typed cells, live totals, a heading that stays in sight and filters.

use std::ops::Range;

use rust_xlsxwriter::{
    ConditionalFormatText, ConditionalFormatTextRule, Format, Formula, XlsxError, column_number_to_name,
};

use crate::model::status::Status;
use crate::report::cell::Cell;
use crate::report::model::{RowKind, Table};
use crate::report::words;
use crate::report::xlsx::look::{Dress, Rank, Word, colors};
use crate::report::xlsx::page::Page;
use crate::report::xlsx::sums::{Sum, parts, sum};
use crate::report::xlsx::value::{Kind, Value, number, value};

/// The pixels of the button of a filter, which covers the end of a heading.
const BUTTON: u32 = 18;

/// Where a table stands, its heading excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub heading: u32,
    pub rows: Range<u32>,
}

impl Page<'_, '_> {
    /// The table a sheet is about: what is above it stays in sight, and its rows can be filtered.
    pub fn main_table(&mut self, table: &Table<'_>) -> Result<Place, XlsxError> {
        let place = self.table(table)?;
        let last = column(table.columns.len().saturating_sub(1))?;
        // Totals stay whatever is filtered.
        let body = table.rows.iter().take_while(|row| row.kind != RowKind::Total).count();
        if body > 0 && !table.columns.is_empty() {
            self.sheet.autofilter(place.heading, 0, place.heading + rows(body)?, last)?;
            for (i, heading) in table.columns.iter().enumerate() {
                let heading = heading.heading.say(self.lang()).to_owned();
                self.make_room(i, &heading, BUTTON);
            }
        }
        self.sheet.set_freeze_panes(place.heading + 1, 1)?;
        self.sheet.set_repeat_rows(place.heading, place.heading)?;
        Ok(place)
    }

    pub fn table(&mut self, table: &Table<'_>) -> Result<Place, XlsxError> {
        let heading = self.row;
        for (i, of) in table.columns.iter().enumerate() {
            let text = self.look.show.cell(&Cell::from(of.heading.say(self.lang()))).into_owned();
            self.make_room(i, &text, 0);
            self.put(heading, column(i)?, Value::Text(text), (Dress::Column(i > 0), Kind::Text, Some(of.align)))?;
        }
        let first = heading + 1;
        let mut in_group = false;
        for (i, row) in table.rows.iter().enumerate() {
            in_group = row.kind == RowKind::Group || in_group && row.kind == RowKind::Plain;
            let parts = parts(table, i);
            for j in 0..table.columns.len() {
                let sum = sum(table, i, j, parts.as_deref());
                self.cell(table, (i, j), first, Rank::of(row.kind, in_group), sum)?;
            }
        }
        let end = first + rows(table.rows.len())?;
        self.row = end;
        for j in 0..table.columns.len() {
            let is_status = |row: &crate::report::model::Row<'_>| matches!(row.cells.get(j), Some(Cell::Status(_)));
            if table.rows.iter().any(is_status) {
                self.color_status(first..end, column(j)?)?;
            }
        }
        Ok(Place { heading, rows: first..end })
    }

    fn cell(
        &mut self,
        table: &Table<'_>,
        (i, j): (usize, usize),
        first: u32,
        rank: Rank,
        sum: Option<Sum>,
    ) -> Result<(), XlsxError> {
        let cell = table.rows.get(i).and_then(|row| row.cells.get(j)).unwrap_or(&Cell::Missing);
        let (row, at, kind) = (first + rows(i)?, column(j)?, Kind::of(cell));
        let shown = self.look.show.cell(cell).into_owned();
        self.make_room(j, &shown, if j == 0 && rank == Rank::Inner { 10 } else { 0 });
        let dress = (Dress::Body(rank, j > 0), kind, table.columns.get(j).map(|column| column.align));
        let cached = number(cell, self.look.currency);
        match (sum, cached) {
            (Some(sum), Some(cached)) => {
                let formula = Formula::new(written(&sum, first, row, at)?).set_result(cached.to_string());
                let format = self.look.format(dress.0, dress.1, dress.2, false);
                self.sheet.write_formula_with_format(row, at, formula, format)?;
                Ok(())
            }
            _ => {
                let value = value(cell, self.look.currency, &self.look.show);
                self.put(row, at, value, dress)
            }
        }
    }

    /// Colours what shapes and words say already, also in cells that are changed later.
    fn color_status(&mut self, rows: Range<u32>, column: u16) -> Result<(), XlsxError> {
        let Some(last) = rows.end.checked_sub(1) else { return Ok(()) };
        for status in [Status::Green, Status::Amber, Status::Red] {
            let shown = words::status(status);
            let shape = shown.say(self.lang()).chars().next().map(String::from).unwrap_or_default();
            let (ink, paper) = colors(Word::of(status));
            let rule = ConditionalFormatText::new()
                .set_rule(ConditionalFormatTextRule::BeginsWith(shape))
                .set_format(Format::new().set_font_color(ink).set_background_color(paper));
            self.sheet.add_conditional_format(rows.start, column, last, column, &rule)?;
        }
        Ok(())
    }
}

/// `=SUM(B5:B9)`.
fn written(sum: &Sum, first: u32, row: u32, at: u16) -> Result<String, XlsxError> {
    let list = match sum {
        Sum::Columns(columns) => {
            let last = columns.end.saturating_sub(1);
            let row = row + 1;
            format!(
                "{}{row}:{}{row}",
                column_number_to_name(column(columns.start)?),
                column_number_to_name(column(last)?)
            )
        }
        Sum::Rows(parts) => {
            let column = column_number_to_name(at);
            let range = |part: &Range<usize>| -> Result<String, XlsxError> {
                let (start, end) = (first + rows(part.start)? + 1, first + rows(part.end)?);
                Ok(if start == end { format!("{column}{start}") } else { format!("{column}{start}:{column}{end}") })
            };
            parts.iter().map(range).collect::<Result<Vec<_>, _>>()?.join(",")
        }
    };
    Ok(format!("=SUM({list})"))
}

/// # Errors
/// More columns than a sheet has.
pub fn column(i: usize) -> Result<u16, XlsxError> {
    u16::try_from(i).map_err(|_| XlsxError::RowColumnLimitError)
}

/// # Errors
/// More rows than a sheet has.
pub fn rows(i: usize) -> Result<u32, XlsxError> {
    u32::try_from(i).map_err(|_| XlsxError::RowColumnLimitError)
}
