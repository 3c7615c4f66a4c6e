//! A review for people: revenue of every group, then deals and steps of the company.

use crate::calc::group::{Group, Scope};
use crate::calc::review::measure::Measure;
use crate::calc::review::{Line, Review};
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::model::sentence::grouped;
use crate::model::status::Status;
use crate::model::text::Text;
use crate::report::amounts::spoken;
use crate::report::cell::Cell;
use crate::report::decompose::amount;
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::names;
use crate::report::review::{Page, View};
use crate::report::words::Word;
use crate::text;

pub fn sections<'a>(plan: &'a Plan, review: &'a Review, view: &View) -> Vec<Section<'a>> {
    let mut rows = group_rows(plan, review, view.by, Metric::Revenue);
    rows.extend(review.of(Scope::Target).map(|line| row(RowKind::Plain, Word::Target.text(), line, Metric::Revenue)));
    rows.extend(Metric::all(&plan.funnel).skip(1).flat_map(|metric| {
        let label = names::metric(plan, metric);
        review.of(Scope::Company).map(move |line| row(RowKind::Plain, label.clone(), line, metric))
    }));
    let table = Table { columns: columns(view.by), rows };
    // Whoever asks for the table wants all of it.
    let idle = (view.page == Page::Meeting).then_some(idle as fn(usize) -> Text);
    let lines = remarks(plan, review, view.by);
    let mut sections =
        vec![Section { name: Some(Word::Attainment.text()), table: Some(table), lines, idle, ..Section::default() }];
    if view.wide && view.by != Scope::Company {
        sections.extend(Metric::all(&plan.funnel).skip(1).map(|metric| {
            let table = Table { columns: columns(view.by), rows: group_rows(plan, review, view.by, metric) };
            let lines = unplanned(plan, review, view.by, metric).into_iter().collect();
            Section { heading: Some(names::metric(plan, metric)), table: Some(table), lines, ..Section::default() }
        }));
    }
    sections
}

/// Which columns of groups do not add up to the total, and why.
fn remarks(plan: &Plan, review: &Review, by: Scope) -> Vec<Text> {
    if by == Scope::Company || review.of(by).count() < 2 {
        return Vec::new();
    }
    let own = text!(
        en: "attainment, pace, remaining and needed per day are each row's own, not sums";
        zh: "达成率、进度推算、剩余和日均需按各行自身计算，不是各行之和"
    );
    unplanned(plan, review, by, Metric::Revenue).into_iter().chain([own]).collect()
}

/// Facts of nobody in the plan count in the total, whose gap is therefore not the sum of the gaps above it.
fn unplanned(plan: &Plan, review: &Review, by: Scope, metric: Metric) -> Option<Text> {
    let line = review.of(by).find(|line| line.group.is_unassigned())?;
    let actual = line.measure(metric)?.actual.filter(|actual| *actual != 0)?;
    let said = match metric {
        Metric::Revenue => spoken(&plan.currency, Money::from_sum(actual)),
        Metric::Deals | Metric::Step(_) => grouped(&actual.to_string()),
    };
    Some(text!(
        en: "(unassigned) has no plan and so no gap; its {said} is in the gap of the total";
        zh: "（未分配）没有计划，也就没有差距；其 {said} 计入合计的差距"
    ))
}

/// What the rows of reps are that are left out.
fn idle(reps: usize) -> Text {
    text!(en: "{reps} reps more are green"; zh: "另有 {reps} 名销售为绿")
}

fn columns(by: Scope) -> Vec<Column> {
    let label = if by == Scope::Company { Word::Revenue.text() } else { names::scope(by) };
    let mut columns = vec![Column::left(label), Column::right(Word::Plan.text()).spare(3)];
    let right = |word: Word| Column::right(word.text());
    columns.extend([right(Word::PlanToDate), right(Word::Actual), right(Word::Gap).spare(1), right(Word::Attainment)]);
    columns.push(Column::left(Word::Status.text()));
    let spare = [(Word::Pace, 4), (Word::Remaining, 5), (Word::NeededPerDay, 2)];
    // What remains of a group is not below 0, and its pace is its own: neither is a sum of its members'.
    columns.extend(spare.map(|(word, spare)| Column::right(word.text()).spare(spare).apart()));
    columns
}

/// Each team with its reps below it, or the groups alone, what is unassigned, then the company's total.
fn group_rows<'a>(plan: &'a Plan, review: &'a Review, by: Scope, metric: Metric) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    if by == Scope::Rep && plan.teams.len() > 1 {
        for team in review.of(Scope::Team).filter(|team| !team.group.is_unassigned()) {
            rows.push(row(RowKind::Group, names::group(plan, team.group), team, metric));
            let in_team = |rep: &&Line| rep.group.rep().map(|i| plan.reps[i].team) == team.group.member;
            let reps = review.of(Scope::Rep).filter(in_team);
            rows.extend(reps.map(|rep| {
                let is_green = rep.revenue_status() == Some(Status::Green);
                row(RowKind::Plain, names::group(plan, rep.group), rep, metric).idle(is_green)
            }));
        }
        let stranger = Group { scope: Scope::Rep, member: None };
        let strangers = review.of(Scope::Rep).filter(|line| line.group == stranger);
        rows.extend(strangers.map(|line| row(RowKind::Group, names::group(plan, line.group), line, metric)));
    } else if by != Scope::Company {
        rows.extend(review.of(by).map(|line| row(RowKind::Plain, names::group(plan, line.group), line, metric)));
    }
    rows.extend(review.of(Scope::Company).map(|line| row(RowKind::Total, Word::Total.text(), line, metric)));
    rows
}

fn row<'a>(kind: RowKind, label: impl Into<Cell<'a>>, line: &Line, metric: Metric) -> Row<'a> {
    let missing = Measure::default();
    let measure = line.measure(metric).unwrap_or(&missing);
    let value = |value: Option<i128>| value.map_or(Cell::Missing, |value| amount(metric, value));
    let gap = measure.gap.map_or(Cell::Missing, |gap| match metric {
        Metric::Revenue => Cell::MoneyGap(Money::from_sum(gap)),
        Metric::Deals | Metric::Step(_) => Cell::CountGap(gap),
    });
    let cells = vec![
        label.into(),
        value(measure.plan),
        value(measure.to_date),
        value(measure.actual),
        gap,
        measure.attainment.map(|share| Cell::percent(share, 1)).into(),
        measure.status.into(),
        value(measure.pace),
        value(measure.remaining),
        measure
            .needed_per_day
            .map(|needed| Cell::decimal(needed, if metric == Metric::Revenue { 0 } else { 1 }))
            .into(),
    ];
    Row::new(kind, cells)
}
