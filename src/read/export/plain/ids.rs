//! Which rows are deals at all, and the hashes of their ids.

use crate::read::export::batch::{Batch, Cell, MOST};
use crate::read::export::duplicates::fingerprint;
use crate::read::export::footer::{is_no_footer, is_no_footer_between};
use crate::read::export::hash::{self, Words};
use crate::read::export::headings::Headings;
use crate::read::export::missing::{self, may_be_missing};
use crate::read::export::plain::PlainDeals;
use crate::read::export::row::{Row, Slices, is_bare};
use crate::read::export::same_id;

impl PlainDeals {
    /// Rows of the right width that are surely no footers.
    #[inline(never)]
    pub fn screen<const QUOTED: bool>(&mut self, rows: Batch) {
        let first = rows.column::<QUOTED>(0);
        self.deals.count = rows.spans().len();
        for ((row, width), plain) in rows.spans().zip(&mut self.deals.plain) {
            *plain = width == self.cells && is_no_footer(first.cell(row).text());
        }
    }

    #[inline(never)]
    pub fn ids<const QUOTED: bool>(&mut self, rows: Batch, headings: &Headings) {
        let column = rows.column::<QUOTED>(self.id);
        let all = rows.starts().enumerate().zip(&mut self.deals.plain).zip(&mut self.deals.ids);
        for (((at, row), plain), id) in all {
            let cell = column.cell(row);
            *id = cell.words().map_or_else(|| other_id(cell.text(), rows.row(at), headings), hash::of_short_id);
            *plain &= is_bare(cell.text()) && !may_be_missing(cell.text());
        }
    }

    /// Both at once where the id comes first, as it does in most exports. What is surely no footer is bare.
    #[inline(never)]
    pub fn screen_ids<const QUOTED: bool>(&mut self, rows: Batch, headings: &Headings) {
        let first = rows.column::<QUOTED>(0);
        self.deals.count = rows.spans().len();
        for (at, (row, width)) in rows.spans().take(MOST).enumerate() {
            let cell = first.cell(row);
            let (id, is_one) = match cell.words() {
                Some(words) => (hash::of_short_id(words), is_surely_id(words, cell) || may_be_id(cell.text())),
                None => (other_id(cell.text(), rows.row(at), headings), may_be_id(cell.text())),
            };
            self.deals.ids[at] = id;
            self.deals.plain[at] = is_one & (width == self.cells);
        }
    }
}

/// Whether a cell that comes first is an id and starts no footer, as far as its first and its last byte tell.
#[inline(always)]
fn is_surely_id(words: Words, cell: Cell) -> bool {
    let Some(last) = cell.last() else { return false };
    let may_be_missing = (hash::length(words) <= missing::LONGEST) & !last.is_ascii_digit();
    !may_be_missing & is_no_footer_between(words.0 as u8, last) & hash::is_ascii(words)
}

#[inline(never)]
fn may_be_id(text: &[u8]) -> bool {
    is_no_footer(text) && !may_be_missing(text)
}

/// The hash of an id that is long or close to the end of the window, or of a row without one.
#[inline(never)]
fn other_id(id: &[u8], row: Slices, headings: &Headings) -> u64 {
    if id.is_empty() {
        hash::of_print(fingerprint(&Row::of_cells(row), headings))
    } else {
        hash::of_id(same_id::short(id))
    }
}
