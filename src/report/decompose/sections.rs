//! Quotas for people: revenue by period across, deals and steps as totals of the span.

use std::collections::BTreeSet;

use crate::calc::decompose::quotas::Quotas;
use crate::calc::group::{COMPANY, Group, Scope};
use crate::model::day::{Day, Span};
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::model::sentence::grouped;
use crate::model::text::Text;
use crate::model::timeline::{Grain, Period};
use crate::report::amounts::spoken;
use crate::report::cell::Cell;
use crate::report::decompose::records::amount;
use crate::report::decompose::{View, groups};
use crate::report::groups::{label, rows};
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::names;
use crate::report::words::Word;
use crate::text;

pub fn sections<'a>(plan: &'a Plan, quotas: &Quotas, view: &View) -> Vec<Section<'a>> {
    let periods = plan.timeline.periods(view.per, view.period.span);
    let across = !view.long && matches!(view.per, Grain::Year | Grain::Quarter | Grain::Month);
    let mut sections = Vec::new();
    if across {
        let table = revenue_table(plan, quotas, view, &periods);
        sections.push(quotas_section(table, below(plan, quotas, view)));
        if view.wide {
            sections.extend(Metric::all(&plan.funnel).skip(1).map(|metric| {
                let table = metric_table(plan, quotas, view, metric, &periods);
                Section { heading: Some(names::metric(plan, metric)), table: Some(table), ..Section::default() }
            }));
        }
    } else {
        let table = long_table(plan, quotas, view, &periods);
        sections.push(quotas_section(table, below(plan, quotas, view)));
    }
    sections.extend(opening_section(plan, quotas, view));
    sections
}

fn quotas_section(table: Table<'_>, lines: Vec<Text>) -> Section<'_> {
    Section { name: Some(text!(en: "quotas"; zh: "指标")), table: Some(table), lines, ..Section::default() }
}

/// Revenue by period, then the whole span: revenue, deals and steps, and what reps committed to.
fn revenue_table<'a>(plan: &'a Plan, quotas: &Quotas, view: &View, periods: &[Period]) -> Table<'a> {
    // A commit is for the whole plan, and stands beside nothing less.
    let whole = view.period.span == plan.timeline.span();
    let commits = whole && view.by == Scope::Rep && plan.reps.iter().any(|rep| rep.commit.is_some());
    let mut columns = vec![Column::left(names::scope(view.by))];
    columns.extend(periods.iter().map(|period| Column::right(heading(plan, view, period))));
    if periods.len() > 1 {
        columns.push(Column::right(Word::Revenue.text()).sum_of(1..periods.len() + 1));
    }
    columns.extend(commits.then(|| Column::right(Word::Commit.text()).spare(2)));
    columns.extend(Metric::all(&plan.funnel).skip(1).map(|metric| {
        let steps_last = if metric == Metric::Deals { 1 } else { 3 };
        Column::right(names::metric(plan, metric)).spare(steps_last)
    }));
    let spans: Vec<Span> = periods.iter().map(|period| period.span).collect();
    let row = |(kind, group): (RowKind, Group)| {
        let mut cells = vec![label(plan, kind, group)];
        let sums = quotas.of_group(plan, group, &spans);
        let totals: Vec<i128> = sums.iter().map(|of_metric| of_metric.iter().sum()).collect();
        cells.extend(sums[0].iter().map(|value| amount(Metric::Revenue, *value)));
        if periods.len() > 1 {
            cells.push(amount(Metric::Revenue, totals[0]));
        }
        if commits {
            cells.push(commit(plan, group).into());
        }
        cells.extend(Metric::all(&plan.funnel).skip(1).map(|metric| amount(metric, totals[metric.index()])));
        Row::new(kind, cells)
    };
    Table { columns, rows: rows(plan, view.by).into_iter().map(row).collect() }
}

/// What the reps of a group committed to; nothing where none of them did.
fn commit(plan: &Plan, group: Group) -> Option<Money> {
    let belongs = |i: usize, team: usize| match group.scope {
        Scope::Company => true,
        Scope::Team => group.member == Some(team),
        _ => group.member == Some(i),
    };
    let commits =
        plan.reps.iter().enumerate().filter(|(i, rep)| belongs(*i, rep.team)).filter_map(|(_, rep)| rep.commit);
    commits.fold(None, |sum, commit| Some(sum.unwrap_or(Money::ZERO) + commit))
}

/// One metric by period and over the span.
fn metric_table<'a>(plan: &'a Plan, quotas: &Quotas, view: &View, metric: Metric, periods: &[Period]) -> Table<'a> {
    let mut columns = vec![Column::left(names::scope(view.by))];
    columns.extend(periods.iter().map(|period| Column::right(heading(plan, view, period))));
    columns.push(Column::right(Word::Total.text()).sum_of(1..periods.len() + 1));
    let spans: Vec<Span> = periods.iter().map(|period| period.span).collect();
    let row = |(kind, group): (RowKind, Group)| {
        let sums = quotas.of_group(plan, group, &spans).swap_remove(metric.index());
        let values = sums.iter().copied().chain([sums.iter().sum()]);
        let cells = std::iter::once(label(plan, kind, group)).chain(values.map(|value| amount(metric, value)));
        Row::new(kind, cells.collect())
    };
    Table { columns, rows: rows(plan, view.by).into_iter().map(row).collect() }
}

/// Weeks and days run down the page: one row per period, with the groups below it that carry something in it.
fn long_table<'a>(plan: &'a Plan, quotas: &Quotas, view: &View, periods: &[Period]) -> Table<'a> {
    let mut columns = vec![Column::left(Word::Period.text()), Column::right(Word::WorkingDays.text()).apart()];
    columns.extend(Metric::all(&plan.funnel).map(|metric| Column::right(names::metric(plan, metric))));
    let spans: Vec<Span> = periods.iter().map(|period| period.span).collect();
    let of = |group: Group| quotas.of_group(plan, group, &spans);
    let parts = groups(plan, view.by).filter(|group| group.scope != Scope::Company);
    let mut shown: Vec<(Group, Vec<Vec<i128>>)> = parts.map(|group| (group, of(group))).collect();
    // The only one there is would say each period twice; what is left of it are its working days.
    let lone = if shown.len() == 1 { shown.pop().map(|(group, _)| group) } else { None };
    let all = lone.and_then(Group::rep).map_or(quotas.schedules().calendar(), |rep| quotas.schedules().of(rep));
    let company = of(COMPANY);
    let values = |sums: &[Vec<i128>], i: usize| -> Vec<Cell<'a>> {
        Metric::all(&plan.funnel).map(|metric| amount(metric, sums[metric.index()][i])).collect()
    };
    let mut rows = Vec::new();
    for (i, period) in periods.iter().enumerate() {
        let kind = if shown.is_empty() { RowKind::Plain } else { RowKind::Group };
        let workdays = Cell::Count(all.within(period.span) as i128);
        let head = [Cell::from(period.name.clone()), workdays];
        rows.push(Row::new(kind, head.into_iter().chain(values(&company, i)).collect()));
        let carries = |sums: &&(Group, Vec<Vec<i128>>)| sums.1.iter().any(|of_metric| of_metric[i] != 0);
        for (group, sums) in shown.iter().filter(carries) {
            let schedule = group.rep().map_or(quotas.schedules().calendar(), |rep| quotas.schedules().of(rep));
            let head = [names::group(plan, *group), Cell::Count(schedule.within(period.span) as i128)];
            rows.push(Row::plain(head.into_iter().chain(values(sums, i)).collect()));
        }
    }
    let span = view.period.span;
    let workdays = Cell::Count(all.within(span) as i128);
    let whole = quotas.of_group(plan, COMPANY, &[span]);
    let head = [Word::Total.text().into(), workdays];
    rows.push(Row::new(RowKind::Total, head.into_iter().chain(values(&whole, 0)).collect()));
    Table { columns, rows }
}

/// The name of a period; one that the view shows only a part of says so.
fn heading(plan: &Plan, view: &View, period: &Period) -> Text {
    let whole = plan.timeline.periods(view.per, plan.timeline.span());
    let name = &period.name;
    match whole.iter().any(|of_plan| of_plan.span == period.span) {
        true => Text::same(name),
        false => text!(en: "{name} (part)"; zh: "{name}（部分）"),
    }
}

/// The target beside what is assigned where they differ, and the opening pipeline in one line.
fn below(plan: &Plan, quotas: &Quotas, view: &View) -> Vec<Text> {
    let basis = quotas.basis();
    let plain = |amount: Money| spoken(&plan.currency, amount);
    let mut lines = Vec::new();
    if basis.assigned != basis.target || !plan.target.secured.is_zero() {
        let (target, assigned) = (plain(basis.target), plain(basis.assigned));
        let mut line = text!(en: "target {target}, assigned {assigned}"; zh: "目标 {target}，已分配 {assigned}");
        if !plan.target.secured.is_zero() {
            let secured = plain(plan.target.secured);
            line = text!(en: "secured {secured}, target without it {target}, assigned {assigned}"; zh: "已确定 {secured}，其余目标 {target}，已分配 {assigned}");
        }
        lines.push(line);
    }
    lines.extend(opening_line(plan, quotas, view));
    lines
}

/// What must exist before the reps start, each on the first working day: not all of them have the same.
fn opening_line(plan: &Plan, quotas: &Quotas, view: &View) -> Option<Text> {
    let opening = quotas.opening_of(plan, COMPANY);
    let steps = plan.funnel.steps().iter().zip(opening).filter(|(_, units)| *units != 0);
    let list = steps.map(|(step, units)| format!("{} {}", grouped(&units.to_string()), step.name)).collect::<Vec<_>>();
    let (en, zh) = (list.join(", "), list.join("、"));
    let has_any = |rep: &usize| {
        let mut rows = (0..plan.segments.len())
            .flat_map(|segment| (0..plan.funnel.steps().len()).map(move |step| (step, segment)));
        rows.any(|(step, segment)| quotas.opening(step, *rep, segment) != 0)
    };
    let firsts = (0..plan.reps.len()).filter(has_any).filter_map(|rep| quotas.schedules().of(rep).days().first());
    let firsts: BTreeSet<Day> = firsts.copied().collect();
    let (first, last) = (firsts.first()?, firsts.last()?);
    (view.period.span.first() == plan.timeline.span().first()).then(|| match first == last {
        true => text!(en: "opening pipeline needed before {first}: {en}"; zh: "期初储备（{first} 前须具备）：{zh}"),
        false => text!(
            en: "opening pipeline needed before each rep's first working day, {first} to {last}: {en}";
            zh: "期初储备（须在每人首个工作日前具备，{first} 至 {last}）：{zh}"
        ),
    })
}

/// The opening pipeline of each group, where everything is asked for.
fn opening_section<'a>(plan: &'a Plan, quotas: &Quotas, view: &View) -> Option<Section<'a>> {
    let any = quotas.opening_of(plan, COMPANY).iter().any(|units| *units != 0);
    if !view.wide || !any || view.period.span.first() != plan.timeline.span().first() {
        return None;
    }
    let steps = plan.funnel.steps().iter().map(|step| Column::right(Text::same(&step.name)));
    let columns = std::iter::once(Column::left(names::scope(view.by))).chain(steps).collect();
    let row = |(kind, group): (RowKind, Group)| {
        let cells = quotas.opening_of(plan, group).into_iter().map(Cell::Count);
        Row::new(kind, std::iter::once(label(plan, kind, group)).chain(cells).collect())
    };
    let table = Table { columns, rows: rows(plan, view.by).into_iter().map(row).collect() };
    Some(Section { heading: Some(Word::OpeningPipeline.text()), table: Some(table), ..Section::default() })
}
