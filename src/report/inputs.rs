//! What a report was made from, for the last page of a workbook: the plan, what is looked at, the exports.

use crate::model::day::Span;
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;
use crate::model::text::Text;
use crate::report::cell::Cell;
use crate::report::model::{Column, Row, Table};
use crate::report::words::Word;
use crate::text;

/// The plan's file and main figures, then what else the report depends on, one row each.
pub fn of_plan<'a>(plan: &'a Plan, more: Vec<(Text, Cell<'a>)>) -> Table<'a> {
    let mut rows: Vec<(Text, Cell<'a>)> = Vec::new();
    if let Some(place) = plan.origins.find("plan.name").or_else(|| plan.origins.find("plan")) {
        rows.push((text!(en: "plan file"; zh: "计划文件"), place.source.name.clone().into()));
    }
    let (target, span) = (&plan.target, plan.timeline.span());
    rows.extend([
        (Word::Plan.text(), plan.name.as_str().into()),
        (text!(en: "first day"; zh: "首日"), span.first().into()),
        (text!(en: "last day"; zh: "末日"), span.last().into()),
        (text!(en: "currency"; zh: "币种"), plan.currency.code().into()),
        (Word::Target.text(), target.must.into()),
    ]);
    rows.extend(target.stretch.map(|stretch| (Word::Stretch.text(), stretch.into())));
    if !target.secured.is_zero() {
        rows.push((Word::Secured.text(), target.secured.into()));
    }
    if target.over_assign.is_positive() {
        let cushion = Cell::percent(target.over_assign.decimal(), 1);
        rows.push((text!(en: "assigned on top"; zh: "超额分配"), cushion));
    }
    rows.extend([
        (text!(en: "reps"; zh: "销售人数"), (plan.reps.len() as i128).into()),
        (text!(en: "teams"; zh: "团队数"), (plan.teams.len() as i128).into()),
        (text!(en: "segments"; zh: "细分数"), (plan.segments.len() as i128).into()),
    ]);
    rows.extend(more);
    of_rows(rows)
}

/// The period that is looked at.
pub fn of_period<'a>(name: &'a str, span: Span) -> Vec<(Text, Cell<'a>)> {
    vec![
        (Word::Period.text(), name.into()),
        (text!(en: "from"; zh: "自"), span.first().into()),
        (text!(en: "to"; zh: "至"), span.last().into()),
    ]
}

/// One row per export: its rows read and used.
pub fn of_exports(ledger: &Ledger) -> Table<'_> {
    let row = |(file, rows): (&String, &crate::model::ledger::FileRows)| {
        Row::plain(vec![file.clone().into(), i128::from(rows.read).into(), i128::from(rows.used).into()])
    };
    let columns = vec![
        Column::left(text!(en: "export"; zh: "导出文件")),
        Column::right(text!(en: "rows read"; zh: "读取行数")),
        Column::right(text!(en: "rows used"; zh: "使用行数")),
    ];
    Table { columns, rows: ledger.files.iter().map(row).collect() }
}

/// Labels with their values.
pub fn of_rows(rows: Vec<(Text, Cell<'_>)>) -> Table<'_> {
    let columns = vec![Column::left(text!(en: "input"; zh: "输入")), Column::left(text!(en: "value"; zh: "取值"))];
    let rows = rows.into_iter().map(|(label, value)| Row::plain(vec![label.into(), value]));
    Table { columns, rows: rows.collect() }
}
