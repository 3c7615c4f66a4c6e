//! A table as text: every cell shown, columns measured, and columns dealt out to blocks that fit the width.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::cell::Cell;
use crate::report::model::{Align, Row, RowKind, Table};
use crate::report::show::Show;
use crate::report::text::GAP;

/// Labels are not shortened below this.
const SHORTEST_LABEL: usize = 8;

/// The shown cells, headings first. All text lies in one string, because tables may have a million cells.
pub struct Grid {
    pub align: Vec<Align>,
    /// The width of each column in terminal columns; wider cells are cut.
    pub widths: Vec<usize>,
    /// The columns that are shown; the others made room.
    kept: Vec<usize>,
    text: String,
    /// Where each cell ends in `text`, and how wide it is.
    cells: Vec<(usize, usize)>,
}

impl Grid {
    pub fn new(table: &Table<'_>, show: &Show<'_>, limit: Option<usize>) -> Self {
        let mut grid = Grid {
            align: table.columns.iter().map(|column| column.align).collect(),
            widths: vec![0; table.columns.len()],
            kept: (0..table.columns.len()).collect(),
            text: String::new(),
            cells: Vec::with_capacity((table.rows.len() + 1) * table.columns.len()),
        };
        for (i, column) in table.columns.iter().enumerate() {
            grid.push(i, "", &show.cell(&Cell::from(column.heading.say(show.lang()))));
        }
        let mut in_group = false;
        for row in &table.rows {
            in_group = row.kind == RowKind::Group || in_group && row.kind == RowKind::Plain;
            grid.push_row(row, in_group, show);
        }
        if let Some(limit) = limit {
            grid.make_room(table, limit);
            grid.shorten(limit);
        }
        grid
    }

    fn push_row(&mut self, row: &Row<'_>, in_group: bool, show: &Show<'_>) {
        for i in 0..self.widths.len() {
            let cell = row.cells.get(i).unwrap_or(&Cell::Missing);
            let indent = if i == 0 && in_group && row.kind == RowKind::Plain { "  " } else { "" };
            match cell {
                Cell::Missing if row.kind == RowKind::Group => self.push(i, "", ""),
                cell => self.push(i, indent, &show.cell(cell)),
            }
        }
    }

    fn push(&mut self, column: usize, indent: &str, shown: &str) {
        self.text.push_str(indent);
        self.text.push_str(shown);
        let width = indent.len() + width_of(shown);
        self.cells.push((self.text.len(), width));
        if let Some(widest) = self.widths.get_mut(column) {
            *widest = width.max(*widest);
        }
    }

    /// Leaves out spare columns, the sparest first, until the others fit.
    fn make_room(&mut self, table: &Table<'_>, limit: usize) {
        let spare = |column: &usize| table.columns.get(*column).map_or(0, |column| column.spare);
        while self.width(&self.kept) > limit {
            let sparest = self.kept.iter().copied().max_by_key(spare);
            let Some(sparest) = sparest.filter(|column| spare(column) > 0) else { return };
            self.kept.retain(|column| *column != sparest);
        }
    }

    /// The columns that made room, in order.
    pub fn left_out(&self) -> impl Iterator<Item = usize> {
        (0..self.widths.len()).filter(|column| !self.kept.contains(column))
    }

    /// The last resort for names: numbers are never cut, and labels only where they leave no room for them.
    fn shorten(&mut self, limit: usize) {
        let too_wide = self.width(&self.kept) > limit;
        let Some((label, others)) = self.widths.split_first_mut() else { return };
        if too_wide {
            *label = (*label).min((limit / 2).max(SHORTEST_LABEL));
        }
        let room = limit.saturating_sub(*label + GAP).max(SHORTEST_LABEL);
        for (width, align) in others.iter_mut().zip(self.align.iter().skip(1)) {
            if *align == Align::Left {
                *width = (*width).min(room);
            }
        }
    }

    /// The rows, headings included.
    pub fn rows(&self) -> usize {
        self.cells.len().checked_div(self.widths.len()).unwrap_or(0)
    }

    pub fn cell(&self, row: usize, column: usize) -> Cow<'_, str> {
        let index = row * self.widths.len() + column;
        let start = index.checked_sub(1).and_then(|before| self.cells.get(before)).map_or(0, |(end, _)| *end);
        let (end, width) = self.cells.get(index).copied().unwrap_or((start, 0));
        let text = self.text.get(start..end).unwrap_or_default();
        match self.widths.get(column) {
            Some(most) if width > *most => Cow::Owned(cut(text, *most)),
            _ => Cow::Borrowed(text),
        }
    }

    /// How wide the cell is once it is cut.
    pub fn cell_width(&self, row: usize, column: usize) -> usize {
        let (_, width) = self.cells.get(row * self.widths.len() + column).copied().unwrap_or_default();
        match self.widths.get(column) {
            Some(most) if width > *most => width_of(&self.cell(row, column)),
            _ => width,
        }
    }

    /// Columns that fit beside the first one, which every block repeats; each has at least one more where there is one.
    /// A lone column that would be left over for a second block shares it with some of the first.
    pub fn blocks(&self, limit: Option<usize>) -> Vec<Vec<usize>> {
        let blocks = self.filled(limit.unwrap_or(usize::MAX));
        match (limit, &blocks[..]) {
            (Some(limit), [_, second]) if second.len() == 2 => {
                let narrower = (1..limit).rev().map(|limit| self.filled(limit));
                narrower.take_while(|narrower| narrower.len() == 2).last().unwrap_or(blocks)
            }
            _ => blocks,
        }
    }

    /// Each block takes as many columns as fit.
    fn filled(&self, limit: usize) -> Vec<Vec<usize>> {
        let label = self.widths.first().copied().unwrap_or(0);
        let mut blocks = vec![vec![0]];
        let mut used = label;
        for column in self.kept.iter().copied().skip(1) {
            let width = self.widths.get(column).copied().unwrap_or(0);
            if used.saturating_add(GAP + width) > limit && blocks.last().is_some_and(|block| block.len() > 1) {
                blocks.push(vec![0]);
                used = label;
            }
            used = used.saturating_add(GAP + width);
            if let Some(block) = blocks.last_mut() {
                block.push(column);
            }
        }
        blocks
    }

    /// Terminal columns of a block.
    pub fn width(&self, block: &[usize]) -> usize {
        let widths = block.iter().filter_map(|column| self.widths.get(*column));
        widths.map(|width| width + GAP).sum::<usize>().saturating_sub(GAP)
    }
}

/// Chinese characters take two columns.
fn width_of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

fn cut(text: &str, most: usize) -> String {
    let mut room = most.saturating_sub(1);
    let mut out: String = text
        .chars()
        .take_while(|c| {
            let width = c.width().unwrap_or(0);
            let fits = width <= room;
            room = room.saturating_sub(width);
            fits
        })
        .collect();
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::Currency;
    use crate::model::text::{Lang, Text};
    use crate::report::model::Column;

    fn grid(limit: usize) -> Grid {
        let name = "一个名字特别特别特别长的销售团队";
        let table = Table {
            columns: vec![
                Column::left(Text::same("rep")),
                Column::right(Text::same("a")),
                Column::right(Text::same("b")),
            ],
            rows: vec![Row::plain(vec![name.into(), Cell::Count(1_000_000), Cell::Count(2_000_000)])],
        };
        let currency = Currency::new("CNY").unwrap();
        Grid::new(&table, &Show::for_table(&table, &currency, Lang::En), Some(limit))
    }

    #[test]
    fn names_are_cut_only_where_numbers_need_the_room() {
        assert_eq!(grid(54).cell(1, 0), "一个名字特别特别特别长的销售团队");
        assert_eq!(grid(53).cell(1, 0), "一个名字特别特别特别长的…");
        assert_eq!(grid(20).cell(1, 0), "一个名字…");
    }

    #[test]
    fn spare_columns_make_room_first() {
        let mut table = Table { columns: vec![Column::left(Text::same("rep"))], rows: Vec::new() };
        table.columns.extend([0, 1, 2].map(|spare| Column::right(Text::same("1234567")).spare(spare)));
        let currency = Currency::new("CNY").unwrap();
        let grid = |limit| Grid::new(&table, &Show::for_table(&table, &currency, Lang::En), Some(limit));
        for (limit, blocks) in
            [(30, vec![vec![0, 1, 2, 3]]), (29, vec![vec![0, 1, 2]]), (20, vec![vec![0, 1]]), (8, vec![vec![0, 1]])]
        {
            assert_eq!(grid(limit).blocks(Some(limit)), blocks, "{limit}");
        }
        assert_eq!(grid(20).left_out().collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn blocks_fit_and_repeat_the_labels() {
        assert_eq!(grid(54).blocks(Some(54)), [vec![0, 1, 2]]);
        assert_eq!(grid(22).blocks(Some(22)), [vec![0, 1], vec![0, 2]]);
        assert_eq!(grid(22).blocks(None), [vec![0, 1, 2]]);
    }

    #[test]
    fn no_column_is_left_alone() {
        let mut table = Table { columns: vec![Column::left(Text::same("rep"))], rows: Vec::new() };
        table.columns.extend((0..8).map(|_| Column::right(Text::same("1234567"))));
        let currency = Currency::new("CNY").unwrap();
        let grid = Grid::new(&table, &Show::for_table(&table, &currency, Lang::En), Some(66));
        assert_eq!(grid.blocks(Some(66)), [vec![0, 1, 2, 3, 4], vec![0, 5, 6, 7, 8]], "not seven and one");
        assert_eq!(grid.blocks(Some(48)).iter().map(Vec::len).collect::<Vec<_>>(), [6, 4]);
    }
}
