//! Which cells a total adds up, so that it can be a live formula: decided from the shape of the table, and proved by
//! adding up the numbers themselves.

use std::ops::Range;

use crate::report::cell::Cell;
use crate::report::model::{Row, RowKind, Table};
use crate::report::xlsx::value::BEYOND;

/// More ranges than this in one formula would be more than Excel reads.
const MOST_RANGES: usize = 250;

/// The cells of a sum: of its own column in other rows, or of its own row in other columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sum {
    Rows(Vec<Range<usize>>),
    Columns(Range<usize>),
}

/// The rows that `row` totals by its kind; nothing where it totals none.
pub fn parts(table: &Table<'_>, row: usize) -> Option<Vec<Range<usize>>> {
    let kind = |i: usize| table.rows.get(i).map(|row| row.kind);
    let parts = match kind(row)? {
        RowKind::Plain => return None,
        RowKind::Group => {
            let end = (row + 1..).find(|i| kind(*i) != Some(RowKind::Plain))?;
            one(row + 1..end)
        }
        RowKind::Subtotal => {
            let start = (0..row).rev().find(|i| kind(*i) != Some(RowKind::Plain)).map_or(0, |i| i + 1);
            one(start..row)
        }
        RowKind::Total => {
            let start = (0..row).rev().find(|i| kind(*i) == Some(RowKind::Total)).map_or(0, |i| i + 1);
            let groups: Vec<Range<usize>> =
                (start..row).filter(|i| kind(*i) != Some(RowKind::Plain)).map(|i| i..i + 1).collect();
            if groups.is_empty() { one(start..row) } else { groups }
        }
    };
    let any = parts.iter().any(|part| !part.is_empty());
    (any && parts.len() <= MOST_RANGES).then_some(parts)
}

fn one(range: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(range).collect()
}

/// What the cell at `row` and `column` sums, given the [`parts`] of its row; nothing where it is no sum of cells shown.
pub fn sum(table: &Table<'_>, row: usize, column: usize, parts: Option<&[Range<usize>]>) -> Option<Sum> {
    let heading = table.columns.get(column)?;
    let own = table.rows.get(row)?;
    let total = own.cells.get(column)?;
    if let Some(parts) = parts.filter(|_| heading.adds) {
        let rows = parts.iter().flat_map(|part| table.rows.get(part.clone()).unwrap_or_default());
        if adds_up(total, rows.filter_map(|row: &Row<'_>| row.cells.get(column))) {
            return Some(Sum::Rows(parts.to_vec()));
        }
    }
    let columns = heading.sums.clone()?;
    adds_up(total, own.cells.get(columns.clone())?.iter()).then_some(Sum::Columns(columns))
}

/// Whether the parts are numbers of the same kind as the total that sum to it, each short enough to be a number in Excel.
fn adds_up<'c, 'a: 'c>(total: &Cell<'a>, parts: impl Iterator<Item = &'c Cell<'a>>) -> bool {
    let Some((kind, whole)) = units(total) else { return false };
    let (mut sum, mut known) = (0_i128, false);
    for part in parts.filter(|part| **part != Cell::Missing) {
        match units(part) {
            Some((of, n)) if of == kind => sum = sum.saturating_add(n),
            _ => return false,
        }
        known = true;
    }
    known && sum == whole
}

/// Whether it is an amount, and how many minor units or pieces; nothing for what cannot be added exactly.
fn units(cell: &Cell<'_>) -> Option<(bool, i128)> {
    let (is_money, n) = match cell {
        Cell::Count(n) | Cell::CountGap(n) => (false, *n),
        Cell::Money(amount) | Cell::MoneyGap(amount) => (true, amount.minor()),
        _ => return None,
    };
    (n.unsigned_abs() < BEYOND).then_some((is_money, n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::Money;
    use crate::model::text::Text;
    use crate::report::model::Column;

    fn table(rows: &[(RowKind, [i128; 3])]) -> Table<'static> {
        let text = |name: &str| Text::same(name);
        let columns = vec![
            Column::left(text("rep")),
            Column::right(text("Q1")),
            Column::right(text("Q2")),
            Column::right(text("year")).sum_of(1..3),
        ];
        let row = |(kind, amounts): &(RowKind, [i128; 3])| {
            let amounts = amounts.map(|minor| Cell::Money(Money::from_sum(minor)));
            Row::new(*kind, std::iter::once(Cell::from("x")).chain(amounts).collect())
        };
        Table { columns, rows: rows.iter().map(row).collect() }
    }

    fn sum_at(table: &Table<'_>, row: usize, column: usize) -> Option<Sum> {
        sum(table, row, column, parts(table, row).as_deref())
    }

    #[test]
    fn groups_sum_their_rows_and_the_total_sums_the_groups() {
        use RowKind::{Group, Plain, Total};
        let table = table(&[
            (Group, [3, 7, 10]),
            (Plain, [1, 3, 4]),
            (Plain, [2, 4, 6]),
            (Group, [5, 5, 10]),
            (Plain, [5, 5, 10]),
            (Total, [8, 12, 20]),
            (Plain, [9, 9, 9]),
        ]);
        assert_eq!(sum_at(&table, 0, 1), Some(Sum::Rows(one(1..3))));
        assert_eq!(sum_at(&table, 1, 3), Some(Sum::Columns(1..3)));
        assert_eq!(sum_at(&table, 1, 2), None);
        assert_eq!(sum_at(&table, 5, 2), Some(Sum::Rows(vec![0..1, 3..4])));
        assert_eq!(sum_at(&table, 6, 3), None, "it is no sum of its row");
        assert_eq!(sum_at(&table, 0, 0), None);
    }

    #[test]
    fn what_does_not_add_up_is_no_sum() {
        use RowKind::{Plain, Total};
        let wrong = table(&[(Plain, [1, 2, 3]), (Total, [2, 2, 4])]);
        assert_eq!(sum_at(&wrong, 1, 1), None);
        assert_eq!(sum_at(&wrong, 1, 2), Some(Sum::Rows(one(0..1))));
        assert_eq!(sum_at(&wrong, 1, 3), Some(Sum::Columns(1..3)));
        let large = 600_000_000_000_000;
        let beyond = table(&[(Plain, [large, 0, large]), (Plain, [large, 0, large]), (Total, [2 * large, 0, 0])]);
        assert_eq!(sum_at(&beyond, 2, 1), None, "the total is text");
        let mut apart = table(&[(Plain, [1, 2, 3]), (Total, [1, 2, 3])]);
        apart.columns[1].adds = false;
        assert_eq!(sum_at(&apart, 1, 1), None);
    }
}
