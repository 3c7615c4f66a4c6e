//! Pictures of numbers, as typed as the tables: renderers draw them, print their numbers, or leave them out.

use crate::model::day::{Day, Span};
use crate::model::status::Status;
use crate::model::text::Text;
use crate::report::cell::Cell;
use crate::report::model::{Column, Row, RowKind, Table};
use crate::report::words::Word;
use crate::text;

/// One picture.
#[derive(Clone, Debug)]
pub struct Chart<'a> {
    pub title: Text,
    /// One sentence that says what the picture shows, for those who cannot see it.
    pub description: Text,
    pub drawing: Drawing<'a>,
}

#[derive(Clone, Debug)]
pub enum Drawing<'a> {
    Lines(Lines<'a>),
    Bars(Bars<'a>),
    Waterfall(Vec<Beam<'a>>),
    Funnel(Vec<Stage<'a>>),
    Heat(Heat<'a>),
}

/// Running totals over `span`, all of which start at nothing on its first day.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    pub span: Span,
    /// The days at whose end the totals stand, inside the span and in order.
    pub days: Vec<Day>,
    pub series: Vec<Series<'a>>,
    /// The last day whose facts count, where it lies inside the span.
    pub as_of: Option<Day>,
}

#[derive(Clone, Debug)]
pub struct Series<'a> {
    pub name: Text,
    pub role: Role,
    /// One for each day; missing where nothing is known.
    pub values: Vec<Cell<'a>>,
}

/// What a line stands for, which decides how it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Plan,
    Actual,
    /// Where the actual goes if nothing changes.
    Outlook,
}

/// Bars from zero.
#[derive(Clone, Debug)]
pub struct Bars<'a> {
    /// What the bars and their marks measure.
    pub value: Text,
    pub mark: Option<Text>,
    pub bars: Vec<Bar<'a>>,
}

#[derive(Clone, Debug)]
pub struct Bar<'a> {
    pub label: Cell<'a>,
    pub value: Cell<'a>,
    /// Where the bar should end.
    pub mark: Cell<'a>,
    pub status: Option<Status>,
}

/// A part of a waterfall: where it stands, or by how much it moves on from there.
#[derive(Clone, Debug)]
pub struct Beam<'a> {
    pub label: Cell<'a>,
    /// A level is an amount or a count, a change a gap.
    pub value: Cell<'a>,
    pub is_change: bool,
}

/// A layer of a funnel, the widest first.
#[derive(Clone, Debug)]
pub struct Stage<'a> {
    pub label: Text,
    pub planned: Cell<'a>,
    pub actual: Cell<'a>,
    /// What one unit of this stage becomes in the stage it feeds, missing for the last one.
    pub planned_rate: Cell<'a>,
    pub actual_rate: Cell<'a>,
}

/// A table of numbers of one kind, shaded by size.
#[derive(Clone, Debug)]
pub struct Heat<'a> {
    /// What the rows are.
    pub label: Text,
    pub columns: Vec<Text>,
    pub rows: Vec<(Cell<'a>, Vec<Cell<'a>>)>,
    /// What is above this is marked.
    pub limit: Option<Cell<'a>>,
}

impl<'a> Chart<'a> {
    /// Every number of the picture, for those who read.
    pub fn numbers(&self) -> Table<'a> {
        match &self.drawing {
            Drawing::Lines(lines) => lines.numbers(),
            Drawing::Bars(bars) => bars.numbers(),
            Drawing::Waterfall(beams) => waterfall_numbers(beams),
            Drawing::Funnel(stages) => funnel_numbers(stages),
            Drawing::Heat(heat) => heat.numbers(),
        }
    }
}

impl<'a> Lines<'a> {
    fn numbers(&self) -> Table<'a> {
        let mut columns = vec![Column::left(text!(en: "to the end of"; zh: "截至"))];
        columns.extend(self.series.iter().map(|series| Column::right(series.name.clone())));
        let row = |(i, day): (usize, &Day)| {
            let values = self.series.iter().map(|series| series.values.get(i).cloned().unwrap_or(Cell::Missing));
            Row::plain(std::iter::once(Cell::from(*day)).chain(values).collect())
        };
        Table { columns, rows: self.days.iter().enumerate().map(row).collect() }
    }
}

impl<'a> Bars<'a> {
    fn numbers(&self) -> Table<'a> {
        let mut columns = vec![Column::left(Text::same("")), Column::right(self.value.clone())];
        columns.extend(self.mark.clone().map(Column::right));
        let with_status = self.bars.iter().any(|bar| bar.status.is_some());
        columns.extend(with_status.then(|| Column::left(Word::Status.text())));
        let row = |bar: &Bar<'a>| {
            let mut cells = vec![bar.label.clone(), bar.value.clone()];
            cells.extend(self.mark.as_ref().map(|_| bar.mark.clone()));
            cells.extend(with_status.then(|| bar.status.into()));
            Row::plain(cells)
        };
        Table { columns, rows: self.bars.iter().map(row).collect() }
    }
}

fn waterfall_numbers<'a>(beams: &[Beam<'a>]) -> Table<'a> {
    let columns = vec![Column::left(Text::same("")), Column::right(text!(en: "value"; zh: "数值"))];
    let row = |beam: &Beam<'a>| {
        let kind = if beam.is_change { RowKind::Plain } else { RowKind::Total };
        Row::new(kind, vec![beam.label.clone(), beam.value.clone()])
    };
    Table { columns, rows: beams.iter().map(row).collect() }
}

fn funnel_numbers<'a>(stages: &[Stage<'a>]) -> Table<'a> {
    let columns = vec![
        Column::left(Word::Step.text()),
        Column::right(Word::PlanToDate.text()),
        Column::right(Word::Actual.text()),
        Column::right(text!(en: "planned rate"; zh: "计划转化率")),
        Column::right(text!(en: "actual rate"; zh: "实际转化率")),
    ];
    let row = |stage: &Stage<'a>| {
        Row::plain(vec![
            Cell::from(stage.label.clone()),
            stage.planned.clone(),
            stage.actual.clone(),
            stage.planned_rate.clone(),
            stage.actual_rate.clone(),
        ])
    };
    Table { columns, rows: stages.iter().map(row).collect() }
}

impl<'a> Heat<'a> {
    fn numbers(&self) -> Table<'a> {
        let columns = self.columns.iter().cloned().map(Column::right);
        let row = |(label, cells): &(Cell<'a>, Vec<Cell<'a>>)| {
            Row::plain(std::iter::once(label.clone()).chain(cells.iter().cloned()).collect())
        };
        Table {
            columns: std::iter::once(Column::left(self.label.clone())).chain(columns).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }
}
