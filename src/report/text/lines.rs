//! The rows of a table as padded lines. The only file that knows the table crate.

use comfy_table::{Cell, CellAlignment, Table, TableStyle};

use crate::report::model::Align;
use crate::report::text::GAP;
use crate::report::text::grid::Grid;

/// Above this many rows the lines are padded here: for tens of reps the crate takes longer than all of their figures, and for
/// hundreds of reps by day half a gigabyte. Both ways give the same lines.
const LARGE: usize = 40;

/// The heading and the rows of a block, one line each, without trailing spaces.
pub fn of<'a>(grid: &'a Grid, block: &'a [usize]) -> Box<dyn Iterator<Item = String> + 'a> {
    if grid.rows() > LARGE { Box::new(large(grid, block)) } else { Box::new(normal(grid, block)) }
}

fn normal(grid: &Grid, block: &[usize]) -> impl Iterator<Item = String> {
    let mut table = Table::new();
    table.load_style(TableStyle::new());
    table.add_rows((0..grid.rows()).map(|row| block.iter().map(move |column| Cell::new(grid.cell(row, *column)))));
    for (column, index) in table.column_iter_mut().zip(block) {
        column.set_padding((0, u16::try_from(GAP).unwrap_or(0)));
        column.set_cell_alignment(match grid.align.get(*index) {
            Some(Align::Right) => CellAlignment::Right,
            _ => CellAlignment::Left,
        });
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().into_iter()
}

fn large(grid: &Grid, block: &[usize]) -> impl Iterator<Item = String> {
    (0..grid.rows()).map(move |row| {
        let mut line = String::with_capacity(grid.width(block) * 2);
        let mut spaces = 0;
        for column in block {
            let most = grid.widths.get(*column).copied().unwrap_or(0);
            let pad = most.saturating_sub(grid.cell_width(row, *column));
            let (before, after) = match grid.align.get(*column) {
                Some(Align::Right) => (pad, 0),
                _ => (0, pad),
            };
            let cell = grid.cell(row, *column);
            if !cell.is_empty() {
                line.extend(std::iter::repeat_n(' ', spaces + before));
                line.push_str(&cell);
                spaces = after + GAP;
            } else {
                spaces += before + after + GAP;
            }
        }
        line
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::Currency;
    use crate::model::text::{Lang, Text};
    use crate::report::cell;
    use crate::report::model::{Column, Row, RowKind, Table};
    use crate::report::show::Show;

    #[test]
    fn both_ways_give_the_same_lines() {
        let cells =
            [cell::Cell::from("张伟"), cell::Cell::Count(-1_234), cell::Cell::Missing, cell::Cell::from("a bc")];
        let rows = (0..LARGE).map(|i| {
            let cells = (0..4).map(|j| cells[(i * 7 + j * (i % 3 + 1)) % 4].clone()).collect();
            Row::new(if i % 9 == 0 { RowKind::Group } else { RowKind::Plain }, cells)
        });
        let columns = ["销售", "a", "longer heading", "b"].map(Text::same).into_iter().enumerate();
        let table = Table {
            columns: columns.map(|(i, h)| if i % 2 == 0 { Column::left(h) } else { Column::right(h) }).collect(),
            rows: rows.collect(),
        };
        let currency = Currency::new("CNY").unwrap();
        let grid = Grid::new(&table, &Show::for_table(&table, &currency, Lang::Zh), Some(80));
        let block = [0, 1, 2, 3];
        assert_eq!(normal(&grid, &block).collect::<Vec<_>>(), large(&grid, &block).collect::<Vec<_>>());
    }
}
