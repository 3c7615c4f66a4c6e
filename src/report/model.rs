//! What a command found, ready for every renderer.

use std::ops::Range;

use crate::model::money::Currency;
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::chart::Chart;
use crate::report::records::{Part, Records};

/// One report: sections for people, records and parts for programs, notes for both.
///
/// It borrows from the results it shows (`'a`), so that long records are streamed and never copied.
pub struct Report<'a> {
    /// The command that made it; the schema of its JSON is `splan/<command>/1`.
    pub command: &'static str,
    pub lang: Lang,
    /// The currency of every amount in the report.
    pub currency: &'a Currency,
    /// One line above the first section.
    pub title: Text,
    /// Members of the JSON object before its rows, in order: plan, period, as_of.
    pub head: Vec<(&'static str, Part<'a>)>,
    /// For people, in reading order.
    pub sections: Sections<'a>,
    /// For programs: the CSV, and `rows` in JSON.
    pub records: Records<'a>,
    /// Members of the JSON object after its rows, in order: load, commits, bridge.
    pub parts: Vec<(&'static str, Part<'a>)>,
    /// Said on stderr, and also the member `notes` of the JSON.
    pub notes: Vec<Note>,
    /// What it was made from, for formats that have a page for that: see [`crate::report::inputs`].
    pub inputs: Vec<Table<'a>>,
}

/// Sections that are only made when somebody looks at them: a program that asks for CSV never waits for tables.
pub struct Sections<'a>(Box<dyn Fn() -> Vec<Section<'a>> + 'a>);

impl<'a> Sections<'a> {
    pub fn new(make: impl Fn() -> Vec<Section<'a>> + 'a) -> Self {
        Sections(Box::new(make))
    }

    pub fn make(&self) -> Vec<Section<'a>> {
        (self.0)()
    }
}

impl<'a> From<Vec<Section<'a>>> for Sections<'a> {
    fn from(sections: Vec<Section<'a>>) -> Self {
        Sections::new(move || sections.clone())
    }
}

/// A heading, a table, lines below it, pictures of its numbers; each may be absent.
#[derive(Clone, Debug, Default)]
pub struct Section<'a> {
    pub heading: Option<Text>,
    /// What it is called where every section needs a name, such as that of a sheet; else its heading is.
    pub name: Option<Text>,
    pub table: Option<Table<'a>>,
    pub lines: Vec<Text>,
    /// For renderers that can draw; the others leave them out, because their numbers stand in tables and lines.
    pub charts: Vec<Chart<'a>>,
    /// Whether the lines are laid out with spaces, such as an excerpt of a plan file.
    pub verbatim: bool,
    /// What so many [idle](Row::idle) rows are, where a renderer with little room may leave them out of a long table.
    pub idle: Option<fn(usize) -> Text>,
}

impl Section<'_> {
    /// Whether it holds nothing for renderers that cannot draw.
    pub fn only_draws(&self) -> bool {
        !self.charts.is_empty() && self.table.is_none() && self.lines.is_empty()
    }
}

/// Every row has one cell per column.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    /// The first one labels the rows: it is repeated wherever a wide table is split.
    pub columns: Vec<Column>,
    pub rows: Vec<Row<'a>>,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub heading: Text,
    pub align: Align,
    /// 0: always shown. Where a table is too wide, the columns with the largest number make room first.
    pub spare: u8,
    /// The columns whose cells are the parts of this one's, row by row.
    pub sums: Option<Range<usize>>,
    /// Whether its totals are sums of cells above or below; only right-aligned columns have any.
    pub adds: bool,
}

impl Column {
    /// For words.
    pub fn left(heading: Text) -> Self {
        Column { heading, align: Align::Left, spare: 0, sums: None, adds: false }
    }

    /// For numbers.
    pub fn right(heading: Text) -> Self {
        Column { heading, align: Align::Right, spare: 0, sums: None, adds: true }
    }

    /// A column that makes room where the table is too wide, before those with a smaller number.
    pub fn spare(mut self, spare: u8) -> Self {
        self.spare = spare;
        self
    }

    /// A column whose cells sum those of the columns `parts`.
    pub fn sum_of(mut self, parts: Range<usize>) -> Self {
        self.sums = Some(parts);
        self
    }

    /// A column whose totals are figures of their own, even where they happen to be sums.
    pub fn apart(mut self) -> Self {
        self.adds = false;
        self
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub kind: RowKind,
    pub cells: Vec<Cell<'a>>,
    /// Whether nobody has to look at it: it only matters to those who want to see everything.
    pub idle: bool,
}

impl<'a> Row<'a> {
    pub fn new(kind: RowKind, cells: Vec<Cell<'a>>) -> Self {
        Row { kind, cells, idle: false }
    }

    /// The row, idle or not.
    pub fn idle(mut self, idle: bool) -> Self {
        self.idle = idle;
        self
    }

    pub fn plain(cells: Vec<Cell<'a>>) -> Self {
        Row::new(RowKind::Plain, cells)
    }
}

/// What a row is, so that renderers can set it off without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    Plain,
    /// Names the rows that follow it, up to the next group or total; the rows inside are indented.
    Group,
    /// Sums the rows of its group.
    Subtotal,
    /// Sums the table.
    Total,
}

/// A remark about the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub level: Level,
    pub text: Text,
}

impl Note {
    pub fn info(text: Text) -> Self {
        Note { level: Level::Info, text }
    }

    pub fn warning(text: Text) -> Self {
        Note { level: Level::Warning, text }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Info,
    Warning,
}
