//! The pipeline for people: does it cover what remains, where is it stuck, and which deals decide.

mod deals;
mod part;
mod sentences;

use crate::calc::group::{COMPANY, Scope};
use crate::calc::review::pipeline::{Coverage, Line, Pipeline, Standing};
use crate::model::number::Decimal;
use crate::model::plan::Plan;
use crate::model::text::Lang;
use crate::report::cell::Cell;
use crate::report::groups;
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::names;
use crate::report::review::{Found, View, charts};
use crate::report::words::Word;
use crate::text;

pub use part::part;

/// The company by stage, with `every_group` each group of the view, and the deals that decide.
pub fn sections<'a>(found: &Found<'a>, view: &View, every_group: bool) -> Vec<Section<'a>> {
    let Some(company) = found.pipeline.company() else { return Vec::new() };
    let heading = sentences::heading(found.plan, company);
    if company.standing.open.deals == 0 {
        return vec![Section { heading: Some(heading), name: Some(Word::Pipeline.text()), ..Section::default() }];
    }
    let lines = sentences::lines(found, company);
    let table = Some(by_stage(found.pipeline, company));
    let charts = charts::of_pipeline(found).into_iter().collect();
    let name = Some(Word::Pipeline.text());
    let mut sections = vec![Section { heading: Some(heading), name, table, lines, charts, ..Section::default() }];
    if every_group && matches!(view.by, Scope::Team | Scope::Rep) {
        let by = names::scope(view.by);
        let heading = text!(en: "pipeline by {}", by.say(Lang::En); zh: "商机储备（按{}）", by.say(Lang::Zh));
        let table = Some(by_group(found.plan, found.pipeline, view.by));
        sections.push(Section { heading: Some(heading), table, ..Section::default() });
    }
    sections.extend(deals::section(found));
    sections
}

fn by_stage<'a>(pipeline: &Pipeline, company: &Line) -> Table<'a> {
    let mut columns = vec![Column::left(Word::Stage.text())];
    columns.extend(standing_columns());
    let row = |kind, label: Cell<'a>, standing: &Standing| {
        Row::new(kind, [label].into_iter().chain(standing_cells(standing)).collect())
    };
    let of_stage = |stage: &String| {
        let standing = pipeline.standings.of(COMPANY, Some(stage))?;
        Some(row(RowKind::Plain, names::stage(stage), standing))
    };
    let mut rows: Vec<Row<'a>> = pipeline.standings.stages().iter().filter_map(of_stage).collect();
    rows.push(row(RowKind::Total, Word::Total.text().into(), &company.standing));
    Table { columns, rows }
}

fn by_group<'a>(plan: &'a Plan, pipeline: &Pipeline, by: Scope) -> Table<'a> {
    let mut columns = vec![Column::left(names::scope(by))];
    columns.extend([Word::DueAmount, Word::Remaining, Word::Coverage].map(|word| Column::right(word.text())));
    columns.push(Column::right(Word::NeededCoverage.text()).spare(1));
    columns.push(Column::right(Word::Forecast.text()));
    columns.extend(standing_columns().into_iter().map(|column| {
        let spare = column.spare;
        column.spare(spare + 2)
    }));
    let row = |kind, label: Cell<'a>, line: &Line| {
        let head = [
            label,
            line.standing.due_amount().into(),
            line.remaining.into(),
            coverage(line.coverage),
            line.needed.map(times).into(),
            line.forecast.and_then(|forecast| forecast.end).into(),
        ];
        Row::new(kind, head.into_iter().chain(standing_cells(&line.standing)).collect())
    };
    let mut rows: Vec<Row<'a>> = Vec::new();
    for (kind, group) in groups::rows(plan, by) {
        if kind == RowKind::Total {
            let strangers = pipeline.of(by).filter(|line| line.group.is_unassigned());
            let kind = if by == Scope::Rep && plan.teams.len() > 1 { RowKind::Group } else { RowKind::Plain };
            rows.extend(strangers.map(|line| row(kind, names::group(plan, line.group), line)));
        }
        let line = pipeline.lines.iter().find(|line| line.group == group);
        rows.extend(line.map(|line| row(kind, groups::label(plan, kind, group), line)));
    }
    Table { columns, rows }
}

fn standing_columns() -> Vec<Column> {
    let right = |word: Word| Column::right(word.text());
    vec![
        right(Word::Open),
        right(Word::Amount),
        right(Word::Weighted),
        right(Word::MedianAge),
        right(Word::Overdue),
        right(Word::Silent),
        right(Word::Undated).spare(1),
    ]
}

fn standing_cells<'a>(standing: &Standing) -> [Cell<'a>; 7] {
    [
        standing.open.deals.into(),
        standing.amount().into(),
        standing.weighted().into(),
        standing.median_age.map(|age| Cell::decimal(age, 0)).into(),
        standing.overdue.into(),
        standing.silent().into(),
        standing.undated.into(),
    ]
}

fn coverage<'a>(coverage: Option<Coverage>) -> Cell<'a> {
    match coverage {
        None => Cell::Missing,
        Some(Coverage::Met) => text!(en: "met"; zh: "已达成").into(),
        Some(Coverage::Times(value)) => times(value),
    }
}

fn times<'a>(value: Decimal) -> Cell<'a> {
    Cell::from(sentences::times(value))
}
