//! Rule 8: from deals up to the step, and the months whose deals put units into each month.

use crate::calc::explain::Explanation;
use crate::calc::explain::slice::Slice;
use crate::calc::explain::upstream::{Inflow, Link, Source, Upstream};
use crate::model::funnel::{Conversion, Feeds};
use crate::model::plan::Plan;
use crate::model::text::{Lang, Text};
use crate::model::timeline::month_name;
use crate::report::cell::Cell;
use crate::report::explain::figures::{FACTOR_PLACES, Figures, VALUE_PLACES, places};
use crate::report::explain::origins::{self, cited};
use crate::report::explain::{formulas, in_segment, month, rep_name, step_name};
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::words::Word;
use crate::text;

/// The needs and leads of the chain, then what lands in the months, then the opening pipeline.
pub fn sections<'a>(
    plan: &Plan,
    chain: &Explanation,
    slice: &Slice,
    upstream: &Upstream,
    f: &Figures,
) -> Vec<Section<'a>> {
    let Some(last) = upstream.links.last() else { return Vec::new() };
    let step = step_name(plan, last.step);
    let heading = |heading: Text| Some(in_segment(plan, slice.segment, heading));
    let mut sections = vec![Section {
        heading: heading(text!(en: "from deals to {step}"; zh: "从成交到{step}")),
        lines: links(plan, slice, upstream, f),
        ..Section::default()
    }];
    let mut lines = rules(f, upstream);
    lines.extend(beyond(plan, chain, slice, upstream, f));
    sections.push(Section {
        heading: heading(text!(en: "{step} by month"; zh: "各月{step}")),
        table: Some(landings(plan, slice, upstream)),
        lines,
        ..Section::default()
    });
    if let Some(opening) = upstream.opening.as_ref().filter(|opening| !opening.inflows.is_empty()) {
        let (day, real, whole) = (opening.before, f.value(opening.real), f.count(opening.whole));
        let line = text!(
            en: "these land before {day} and must exist by then: {real} → {whole}, beside the quota";
            zh: "落在 {day} 之前，须届时已具备：{real} → {whole}，不计入指标"
        );
        let table = Table { columns: columns(), rows: sources(plan, &opening.inflows, VALUE_PLACES) };
        sections.push(Section {
            heading: heading(Word::OpeningPipeline.text()),
            table: Some(table),
            lines: vec![line],
            ..Section::default()
        });
    }
    sections
}

/// Need and lead of each step, then of all together.
fn links(plan: &Plan, slice: &Slice, upstream: &Upstream, f: &Figures) -> Vec<Text> {
    let mut lines: Vec<Text> = upstream.links.iter().map(|link| need(plan, slice, link, f)).collect();
    let leads = upstream.links.iter().filter(|link| link.lead > 0);
    lines.extend(leads.map(|link| {
        let (step, days) = (step_name(plan, link.step), link.lead);
        let line = text!(en: "{step}: {days} days ahead"; zh: "{step}：提前 {days} 天");
        cited(line, origins::lead(plan, slice.segment, link.step))
    }));
    if upstream.links.len() > 1 {
        let (formula, need) = (formulas::need_per_deal(f, &upstream.links), f.fraction_or_near(&upstream.need));
        lines.push(text!(en: "for one deal: {formula} = {need}"; zh: "每单成交需：{formula} = {need}"));
        if upstream.lead > 0 {
            let (formula, lead) = (formulas::lead_to_deal(f, &upstream.links), upstream.lead);
            lines.push(text!(en: "days before the deal: {formula} = {lead}"; zh: "比成交提前：{formula} = {lead} 天"));
        }
    }
    lines
}

fn need(plan: &Plan, slice: &Slice, link: &Link, f: &Figures) -> Text {
    let step = step_name(plan, link.step);
    let fed = plan.funnel.steps().get(link.step).map_or(Feeds::Deals, |step| step.feeds);
    let fed = match fed {
        Feeds::Deals => Word::Deals.text(),
        Feeds::Step(fed) => Text::same(step_name(plan, fed)),
    };
    let (en, zh) = (fed.say(Lang::En), fed.say(Lang::Zh));
    let need = f.fraction_or_near(&link.conversion.need());
    let line = match (&link.conversion, formulas::need(f, &link.conversion)) {
        (Conversion::Rate(rate), Some(formula)) => text!(
            en: "{step}: rate {rate} to {en}, so {formula} = {need} for each";
            zh: "{step}：到{zh}的转化率 {rate}，即每个需 {formula} = {need}"
        ),
        _ => text!(en: "{step}: need {need} for each of {en}"; zh: "{step}：每个{zh}需 {need}"),
    };
    cited(line, origins::conversion(plan, slice.segment, link.step, &link.conversion))
}

/// The rules of the table in terms of its columns.
fn rules(f: &Figures, upstream: &Upstream) -> Vec<Text> {
    let need = f.fraction_or_near(&upstream.need);
    let units = text!(en: "units = deals × days ÷ of days × {need}"; zh: "数量 = 成交 × 天数 ÷ 总天数 × {need}");
    let days = upstream.lead;
    let moved = text!(
        en: "days: working days of the source month that land here when moved {days} days back,";
        zh: "天数：来源月的工作日提前 {days} 天后落在本月的天数，"
    );
    let nearest = text!(en: "each to the nearest working day at or before"; zh: "逢非工作日取之前最近的工作日");
    if days == 0 { vec![units] } else { vec![units, moved, nearest] }
}

/// How much of a segment the rep carries after the plan.
fn beyond(plan: &Plan, chain: &Explanation, slice: &Slice, upstream: &Upstream, f: &Figures) -> Vec<Text> {
    let Some(share) = &upstream.beyond else { return Vec::new() };
    let rep = rep_name(plan, chain.question.rep);
    let (own, all, last) = (f.factor(share.own), f.factor(share.all), month(plan, share.month));
    let line = text!(
        en: "after the plan `{rep}` carries {own} of {all}: own deals of {last}, of all in their last months";
        zh: "计划之后 `{rep}` 承担 {all} 中的 {own}：本人 {last} 的成交，与全体各自最后一月之和"
    );
    let mut lines = vec![cited(line, origins::key(plan, "funnel.beyond"))];
    let mut seen = Vec::new();
    for inflow in upstream.all_inflows() {
        let Source::After { first, repeats, all } = &inflow.source else { continue };
        if seen.contains(first) {
            continue;
        }
        seen.push(*first);
        let (name, like, deals) = (month_name(*first), month(plan, *repeats), f.factor(inflow.deals));
        let (all, one) = (f.factor(*all), plan.segments.len() == 1);
        let formula = formulas::source_deals(f, &inflow.source, Some(share)).unwrap_or_default();
        let of = if one { Text::new("all reps", "全体") } else { of_segment(plan, slice) };
        let (en, zh) = (of.say(Lang::En), of.say(Lang::Zh));
        lines.push(text!(
            en: "{name} asks as {like}, where {en} had {all}: {formula} = {deals}";
            zh: "{name} 同 {like}，{zh}当月成交 {all}：{formula} = {deals}"
        ));
    }
    lines
}

fn of_segment(plan: &Plan, slice: &Slice) -> Text {
    let name = plan.segments.get(slice.segment).map_or("", |segment| segment.name.as_str());
    text!(en: "all in `{name}`"; zh: "`{name}` 全体")
}

fn columns() -> Vec<Column> {
    vec![
        Column::left(text!(en: "month"; zh: "月份")),
        Column::right(Word::Deals.text()),
        Column::right(text!(en: "days"; zh: "天数")),
        Column::right(text!(en: "of days"; zh: "总天数")),
        Column::right(text!(en: "units"; zh: "数量")),
    ]
}

/// Each month with its real value and its quota, and below it the months whose deals ask for it.
fn landings<'a>(plan: &Plan, slice: &Slice, upstream: &Upstream) -> Table<'a> {
    let decimals = places(upstream.inflows.iter().map(|inflow| inflow.units), VALUE_PLACES);
    let decimals = decimals.max(places(slice.months.iter().map(|rounded| rounded.real), VALUE_PLACES));
    let mut columns = columns();
    columns.push(Column::right(Word::Quota.text()));
    let mut rows = Vec::new();
    for rounded in &slice.months {
        let head = vec![
            Cell::from(month(plan, rounded.month)),
            Cell::from(""),
            Cell::from(""),
            Cell::from(""),
            Cell::decimal(rounded.real, decimals),
            Cell::Count(rounded.whole),
        ];
        rows.push(Row::new(RowKind::Group, head));
        let inside = upstream.inflows.iter().filter(|inflow| inflow.lands == Some(rounded.month));
        rows.extend(sources(plan, inside, decimals).into_iter().map(|mut row| {
            row.cells.push(Cell::from(""));
            row
        }));
    }
    if slice.months.len() > 1 {
        let real = slice.months.iter().map(|rounded| rounded.real).sum();
        let whole = slice.months.iter().map(|rounded| rounded.whole).sum();
        let blank = || Cell::from("");
        let cells = [Word::Total.text().into(), blank(), blank(), blank(), Cell::decimal(real, decimals)];
        rows.push(Row::new(RowKind::Total, cells.into_iter().chain([Cell::Count(whole)]).collect()));
    }
    Table { columns, rows }
}

fn sources<'a, 'i>(plan: &Plan, inflows: impl IntoIterator<Item = &'i Inflow>, decimals: u32) -> Vec<Row<'a>> {
    let inflows: Vec<&Inflow> = inflows.into_iter().collect();
    let deals = places(inflows.iter().map(|inflow| inflow.deals), FACTOR_PLACES);
    let row = |inflow: &&Inflow| {
        let source = source_name(plan, &inflow.source);
        Row::plain(vec![
            text!(en: "from {source}"; zh: "来自 {source}").into(),
            Cell::decimal(inflow.deals, deals),
            Cell::Count(i128::from(inflow.days)),
            Cell::Count(i128::from(inflow.of_days)),
            Cell::decimal(inflow.units, decimals),
        ])
    };
    inflows.iter().map(row).collect()
}

/// The month whose deals ask for units.
pub fn source_name(plan: &Plan, source: &Source) -> String {
    match source {
        Source::Month(index) => month(plan, *index),
        Source::After { first, .. } => month_name(*first),
    }
}
