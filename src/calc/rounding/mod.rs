//! Controlled rounding: whole cells whose totals, in two nested families at once, are the floor or the
//! ceiling of the real totals.
//!
//! Totals of two nested families form a network matrix, so such a rounding always exists (Bacharach,
//! "Matrix Rounding Problems", 1966; Cox, "A Constructive Procedure for Unbiased Controlled Rounding", 1987,
//! for two-way tables). It is found as one flow: every cell and every total starts at its floor, and the units
//! that are still owed run from the sets of the first family through the cells to the sets of the second.

pub mod flow;
pub mod nest;

use crate::calc::rounding::nest::Nest;
use crate::model::number::Fixed;

/// How the grand total is rounded where it is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrandTotal {
    Floor,
    Ceiling,
}

/// Rounds `cells`; `first` and `second` say to which sets each cell belongs.
///
/// Zero cells stay zero, and of the roundings that exist one is chosen that gives the units owed to large
/// fractions before small ones. Nothing where no such rounding exists, which exact sums rule out.
pub fn round(cells: &[Fixed], first: &Nest, second: &Nest, grand_total: GrandTotal) -> Option<Vec<i128>> {
    let upper = first.totals(cells);
    let lower = second.totals(cells);
    let floors: Vec<i128> = cells.iter().map(|cell| cell.floor()).collect();
    let total = upper.first().copied().unwrap_or(Fixed::ZERO);
    let owed_in_all = match grand_total {
        GrandTotal::Floor => 0,
        GrandTotal::Ceiling => first.most(cells, &upper).min(second.most(cells, &lower)) - total.floor(),
    };
    // Nodes: the sets of the first family, then the sets of the second.
    let offset = upper.len();
    let mut supply: Vec<i64> = owed(first, &upper, &floors)?;
    supply.extend(owed(second, &lower, &floors)?.into_iter().map(|units| -units));
    *supply.first_mut()? += i64::try_from(owed_in_all).ok()?;
    *supply.get_mut(offset)? -= i64::try_from(owed_in_all).ok()?;

    let mut arcs = Vec::with_capacity(cells.len() + upper.len() + lower.len());
    let node = |index: usize| u32::try_from(index).ok();
    for (set, parent) in first.parents().enumerate().skip(1) {
        push_fractional(&mut arcs, *upper.get(set)?, node(parent)?, node(set)?, None);
    }
    for (set, parent) in second.parents().enumerate().skip(1) {
        push_fractional(&mut arcs, *lower.get(set)?, node(offset + set)?, node(offset + parent)?, None);
    }
    for (i, cell) in cells.iter().enumerate() {
        push_fractional(&mut arcs, *cell, node(first.set_of(i))?, node(offset + second.set_of(i))?, Some(node(i)?));
    }
    arcs.sort_by_key(|arc| std::cmp::Reverse(arc.fraction));

    let ends: Vec<(u32, u32)> = arcs.iter().map(|arc| (arc.from, arc.to)).collect();
    let used = flow::route(&ends, &supply)?;
    let mut rounded = floors;
    for (arc, used) in arcs.iter().zip(used) {
        if let (Some(cell), true) = (arc.cell, used) {
            *rounded.get_mut(usize::try_from(cell).ok()?)? += 1;
        }
    }
    Some(rounded)
}

/// Units that each set owes beyond the floors of its parts.
fn owed(nest: &Nest, totals: &[Fixed], floors: &[i128]) -> Option<Vec<i64>> {
    let mut owed: Vec<i128> = totals.iter().map(|total| total.floor()).collect();
    for (i, floor) in floors.iter().enumerate() {
        *owed.get_mut(nest.set_of(i))? -= floor;
    }
    for (set, parent) in nest.parents().enumerate().skip(1) {
        *owed.get_mut(parent)? -= totals.get(set)?.floor();
    }
    owed.into_iter().map(|units| i64::try_from(units).ok()).collect()
}

/// A set or cell that may take its ceiling: the unit that it would take runs from `from` to `to`.
struct Arc {
    fraction: u64,
    from: u32,
    to: u32,
    cell: Option<u32>,
}

/// What is whole already takes no unit.
fn push_fractional(arcs: &mut Vec<Arc>, value: Fixed, from: u32, to: u32, cell: Option<u32>) {
    let fraction = value.fraction();
    if fraction != 0 {
        arcs.push(Arc { fraction, from, to, cell });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::number::Decimal;

    fn fixed(text: &str) -> Fixed {
        Fixed::new(Decimal::from_str_exact(text).unwrap()).unwrap()
    }

    /// Three rows and three columns of 1/3 each: one unit in every row and every column.
    #[test]
    fn a_table_of_thirds_becomes_a_permutation() {
        let cells = vec![fixed("0.333333333"); 9];
        let mut rows = Nest::new();
        let mut columns = Nest::new();
        let row_sets: Vec<usize> = (0..3).map(|_| rows.add(0)).collect();
        let column_sets: Vec<usize> = (0..3).map(|_| columns.add(0)).collect();
        for i in 0..9 {
            rows.place(row_sets[i / 3]);
            columns.place(column_sets[i % 3]);
        }
        let rounded = round(&cells, &rows, &columns, GrandTotal::Ceiling).unwrap();
        for k in 0..3 {
            assert_eq!((0..3).map(|i| rounded[k * 3 + i]).sum::<i128>(), 1, "row {k}");
            assert_eq!((0..3).map(|i| rounded[i * 3 + k]).sum::<i128>(), 1, "column {k}");
        }
    }

    /// A hundred rows of a hundred cells that each count as 5, though their sum does not count as 50,000.
    #[test]
    fn cells_that_count_as_whole_do_not_add_up_to_a_unit_that_nobody_can_take() {
        let cells = vec![fixed("5.0000005"); 10_000];
        let (mut rows, mut columns) = (Nest::new(), Nest::new());
        let row_sets: Vec<usize> = (0..100).map(|_| rows.add(0)).collect();
        for i in 0..10_000 {
            rows.place(row_sets[i / 100]);
            columns.place(0);
        }
        assert_eq!(round(&cells, &rows, &columns, GrandTotal::Ceiling), Some(vec![5; 10_000]));
    }

    /// Forty rows of 24.7 and 24.3000007: each row counts as 49, all of them are a hair above 1,960.
    #[test]
    fn rows_that_count_as_whole_do_not_add_up_to_a_unit_that_no_row_can_take() {
        let cells: Vec<Fixed> = (0..80).map(|i| fixed(if i % 2 == 0 { "24.7" } else { "24.3000007" })).collect();
        let (mut rows, mut columns) = (Nest::new(), Nest::new());
        let row_sets: Vec<usize> = (0..40).map(|_| rows.add(0)).collect();
        let column_sets: Vec<usize> = (0..2).map(|_| columns.add(0)).collect();
        for i in 0..80 {
            rows.place(row_sets[i / 2]);
            columns.place(column_sets[i % 2]);
        }
        let rounded = round(&cells, &rows, &columns, GrandTotal::Ceiling).unwrap();
        assert!(rounded.chunks(2).all(|row| row.iter().sum::<i128>() == 49));
        assert_eq!(rounded.iter().step_by(2).sum::<i128>(), 988);
    }

    #[test]
    fn the_grand_total_is_the_ceiling_and_zero_stays_zero() {
        let cells = [fixed("10.1"), fixed("0"), fixed("0.2"), fixed("7")];
        let (mut first, mut second) = (Nest::new(), Nest::new());
        for _ in &cells {
            first.place(0);
            second.place(0);
        }
        let up = round(&cells, &first, &second, GrandTotal::Ceiling).unwrap();
        assert_eq!((up.iter().sum::<i128>(), up[1], up[3]), (18, 0, 7));
        let down = round(&cells, &first, &second, GrandTotal::Floor).unwrap();
        assert_eq!(down, [10, 0, 0, 7]);
    }
}
