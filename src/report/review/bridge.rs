//! The bridge for people: signed bars for the company, a column for each factor for the other groups.

use crate::calc::group::Scope;
use crate::calc::review::bridge::{Bridge, Bridges, Factor, Leak};
use crate::calc::review::evidence::{Evidence, Ratio};
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, div, floor_whole, half_even, half_even_whole, mul, whole};
use crate::model::plan::Plan;
use crate::model::sentence;
use crate::model::text::{Lang, Text};
use crate::report::amounts::{self, spoken};
use crate::report::bars::bar;
use crate::report::cell::Cell;
use crate::report::groups;
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::names;
use crate::report::review::{Found, View, charts};
use crate::report::words::Word;
use crate::text;

/// The company factor by factor; with `every_group` each group of the view as well. Nothing where nothing is due yet,
/// unless it is asked for in full.
pub fn sections<'a>(found: &Found<'a>, view: &View, every_group: bool) -> Vec<Section<'a>> {
    let Some(company) = found.bridges.company() else { return Vec::new() };
    if company.parts.is_empty() {
        let none = text!(en: "bridge: nothing planned or won to date"; zh: "因素分析：截止日之前无计划，也无赢单");
        let named = Section { name: Some(Word::Bridge.text()), ..Section::default() };
        return every_group.then(|| Section { lines: vec![none], ..named }).into_iter().collect();
    }
    let heading = text!(en: "bridge: where the gap comes from"; zh: "因素分析：差距从何而来");
    let lines = leak(found.plan, found.bridges, company).into_iter();
    let lines = lines.chain(contrary(found.plan, found.bridges, company)).chain(cushion(found)).collect();
    let table = Some(company_table(found.plan, found.bridges, company));
    let charts = charts::of_bridge(found).into_iter().collect();
    let name = Some(Word::Bridge.text());
    let mut sections = vec![Section { heading: Some(heading), name, table, lines, charts, ..Section::default() }];
    if every_group && view.by != Scope::Company {
        let (by, by_zh) = (names::scope(view.by), names::scope(view.by));
        let (en, zh) = (by.say(Lang::En), by_zh.say(Lang::Zh));
        let heading = text!(en: "bridge by {en}"; zh: "因素分析（按{zh}）");
        let table = Some(group_table(found.plan, found.bridges, view.by));
        sections.push(Section { heading: Some(heading), table, ..Section::default() });
    }
    sections
}

fn company_table<'a>(plan: &'a Plan, bridges: &Bridges, company: &Bridge) -> Table<'a> {
    let columns = vec![
        Column::left(Text::new("factor", "因素")),
        Column::right(Word::PlanToDate.text()),
        Column::right(Word::Actual.text()),
        Column::right(Word::Gap.text()),
        Column::left(Text::same("░ −  ▇ +")).spare(1),
    ];
    let largest = company.parts.iter().map(|(_, part)| part.minor().abs()).max().unwrap_or(0);
    let mut rows: Vec<Row<'a>> = company
        .parts
        .iter()
        .map(|(factor, part)| {
            let [planned, actual] = both(bridges, company, *factor);
            let bar = Cell::from(bar(part.minor(), largest));
            Row::plain(vec![name(plan, bridges, company, *factor).into(), planned, actual, Cell::MoneyGap(*part), bar])
        })
        .collect();
    let revenue =
        |values: &[Decimal]| Cell::from(values.first().copied().and_then(half_even_whole).map(Money::from_sum));
    let (planned, actual) = (revenue(&company.sides.planned), revenue(&company.sides.actual));
    let total = vec![Word::Revenue.text().into(), planned, actual, Cell::MoneyGap(company.gap), Cell::from("")];
    rows.push(Row::new(RowKind::Total, total));
    Table { columns, rows }
}

/// A factor for people; a rate by the two steps that it links.
pub fn name(plan: &Plan, bridges: &Bridges, bridge: &Bridge, factor: Factor) -> Text {
    match factor {
        Factor::Volume => {
            let top = bridge.top.and_then(|top| bridges.chain.get(top)).map(|top| names::metric(plan, *top));
            let top = top.unwrap_or_else(|| Text::same(""));
            text!(en: "volume: {}", top.say(Lang::En); zh: "数量：{}", top.say(Lang::Zh))
        }
        Factor::Mix => Word::Mix.text(),
        Factor::Rate(at) => bridges.rate(at).map_or_else(|| Text::same(""), |(step, into)| rate(plan, step, into)),
        Factor::AverageDeal => Word::AverageDeal.text(),
        Factor::Deals => text!(en: "deals on one side only"; zh: "仅一侧有成交"),
    }
}

/// `demos → opportunities`.
pub fn rate(plan: &Plan, step: Metric, into: Metric) -> Text {
    let (step, into) = (names::metric(plan, step), names::metric(plan, into));
    text!(en: "{} → {}", step.say(Lang::En), into.say(Lang::En); zh: "{} → {}", step.say(Lang::Zh), into.say(Lang::Zh))
}

/// What a factor is by plan and in fact.
fn both<'a>(bridges: &Bridges, bridge: &Bridge, factor: Factor) -> [Cell<'a>; 2] {
    let sides = [&bridge.sides.planned, &bridge.sides.actual];
    let value = |side: &[Decimal], metric: Metric| side.get(metric.index()).copied().unwrap_or_default();
    match factor {
        Factor::Volume => {
            let top = bridge.top.and_then(|top| bridges.chain.get(top)).copied();
            sides.map(|side| top.map(|top| count(value(side, top))).into())
        }
        Factor::Rate(at) => match bridges.ratios(bridge, at) {
            Some((planned, actual)) => [planned, actual].map(|ratio| ratio.rate().map(|r| Cell::percent(r, 1)).into()),
            None => [Cell::Missing, Cell::Missing],
        },
        Factor::AverageDeal => sides.map(|side| average_deal(side).into()),
        Factor::Mix | Factor::Deals => [Cell::from(""), Cell::from("")],
    }
}

/// Revenue for each deal of one side, to the minor unit.
pub fn average_deal(side: &[Decimal]) -> Option<Money> {
    let value = |metric: Metric| side.get(metric.index()).copied();
    half_even_whole(div(value(Metric::Revenue)?, value(Metric::Deals)?).ok()?).map(Money::from_sum)
}

/// Planned counts are real-valued, and show it where they are not whole.
fn count<'a>(value: Decimal) -> Cell<'a> {
    match floor_whole(value).filter(|floor| whole(*floor) == value) {
        Some(n) => Cell::Count(n),
        None => Cell::decimal(value, 1),
    }
}

/// The factors of every group: each row sums to its gap, and each column to its total. Mix is what a group adds to
/// the volume of its members, so that the two stand in one column here.
fn group_table<'a>(plan: &'a Plan, bridges: &Bridges, by: Scope) -> Table<'a> {
    let all: Vec<&Bridge> = bridges.of(by).collect();
    let rates = (0..bridges.chain.len().saturating_sub(1)).filter_map(|at| Some((Factor::Rate(at), bridges.rate(at)?)));
    let rates = rates.map(|(factor, (step, into))| (vec![factor], rate(plan, step, into)));
    let mut factors: Vec<(Vec<Factor>, Text)> =
        [(vec![Factor::Volume, Factor::Mix], text!(en: "volume, mix"; zh: "数量与结构"))]
            .into_iter()
            .chain(rates)
            .chain([(vec![Factor::AverageDeal], Word::AverageDeal.text()), (vec![Factor::Deals], Word::Deals.text())])
            .collect();
    factors.retain(|(of, _)| all.iter().any(|bridge| bridge.parts.iter().any(|(factor, _)| of.contains(factor))));
    let part = |bridges: &[&Bridge], of: &[Factor]| {
        let parts = bridges.iter().flat_map(|bridge| &bridge.parts).filter(|(factor, _)| of.contains(factor));
        parts.map(|(_, part)| *part).fold(None, |sum: Option<Money>, part| Some(sum.unwrap_or_default() + part))
    };
    let row = |kind: RowKind, label: Cell<'a>, bridges: &[&Bridge]| {
        let gap = bridges.iter().map(|bridge| bridge.gap).sum();
        let parts = factors.iter().map(|(of, _)| part(bridges, of).map_or(Cell::from(""), Cell::MoneyGap));
        Row::new(kind, [label, Cell::MoneyGap(gap)].into_iter().chain(parts).collect())
    };
    let mut columns = vec![Column::left(names::scope(by)), Column::right(Word::Gap.text())];
    columns.extend(factors.iter().map(|(_, heading)| Column::right(heading.clone())));
    let stranger = all.iter().find(|bridge| bridge.group.is_unassigned() && !bridge.parts.is_empty());
    let mut rows = Vec::new();
    for (kind, group) in groups::rows(plan, by) {
        let label = groups::label(plan, kind, group);
        if kind == RowKind::Total {
            let kind = if by == Scope::Rep && plan.teams.len() > 1 { RowKind::Group } else { RowKind::Plain };
            rows.extend(stranger.map(|bridge| row(kind, names::group(plan, bridge.group), &[*bridge])));
            rows.push(row(RowKind::Total, label, &all));
        } else {
            let bridge = bridges.lines.iter().find(|line| line.group == group);
            rows.extend(bridge.map(|bridge| row(kind, label, &[bridge])));
        }
    }
    Table { columns, rows }
}

/// The rate that cost most, with what stands behind it; blamed only where the counts can tell.
pub fn leak(plan: &Plan, bridges: &Bridges, bridge: &Bridge) -> Option<Text> {
    let Leak { at, cost, evidence } = bridge.leak?;
    let (planned, actual) = bridges.ratios(bridge, at)?;
    let (step, into) = bridges.rate(at)?;
    let rate = rate(plan, step, into);
    let (en, zh) = (rate.say(Lang::En), rate.say(Lang::Zh));
    let cost = spoken(&plan.currency, amounts::whole(&plan.currency, -cost));
    let (planned, actual) = (behind(&planned)?, behind(&actual)?);
    Some(match evidence {
        Some(Evidence::TooFew) => text!(
            en: "leak: `{en}` cost most, {cost}, too few to tell: {actual}, plan {planned}";
            zh: "漏点：`{zh}` 损失最大（{cost}），样本太少，无法判断：实际 {actual}，计划 {planned}"
        ),
        Some(Evidence::Clear | Evidence::NoInterval) | None => text!(
            en: "leak: `{en}` cost {cost}: {actual}, plan {planned}";
            zh: "漏点：`{zh}` 损失 {cost}：实际 {actual}，计划 {planned}"
        ),
    })
}

/// Factors whose part has the other sign than the company's own figures would suggest: parts are sums over reps, and
/// a rate may rise for all together while it falls where deals are large.
fn contrary(plan: &Plan, bridges: &Bridges, bridge: &Bridge) -> Option<Text> {
    let moved = |factor: Factor| match factor {
        Factor::Rate(at) => {
            let (planned, actual) = bridges.ratios(bridge, at)?;
            Some(actual.rate()?.cmp(&planned.rate()?))
        }
        Factor::AverageDeal => Some(average_deal(&bridge.sides.actual)?.cmp(&average_deal(&bridge.sides.planned)?)),
        Factor::Volume | Factor::Mix | Factor::Deals => None,
    };
    let contrary = |(factor, part): &&(Factor, Money)| moved(*factor) == Some(Money::ZERO.cmp(part)) && !part.is_zero();
    let found: Vec<Text> =
        bridge.parts.iter().filter(contrary).map(|(factor, _)| name(plan, bridges, bridge, *factor)).collect();
    let list = |lang| sentence::names(found.iter().map(|name| name.say(lang)), found.len());
    let ((en, _), (_, zh)) = (list(Lang::En), list(Lang::Zh));
    (!found.is_empty()).then(|| {
        text!(
            en: "{en}: parts are sums over reps, whose figures went the other way";
            zh: "{zh}：各部分按销售逐一计算后相加，与公司整体的走向相反"
        )
    })
}

/// `42.6 % (58/136)`.
pub fn behind(ratio: &Ratio) -> Option<String> {
    let percent = half_even(mul(ratio.rate()?, Decimal::ONE_HUNDRED).ok()?, 1);
    let count = |n: Decimal| half_even(n, 1).normalize();
    Some(format!("{percent}% ({}/{})", count(ratio.became), count(ratio.of)))
}

/// How the gap to the quotas and the gap to the target differ.
fn cushion(found: &Found<'_>) -> Option<Text> {
    let gap = |scope| found.review.of(scope).next()?.measure(Metric::Revenue)?.gap;
    let (quotas, target) = (gap(Scope::Company)?, gap(Scope::Target)?);
    let money = |minor| spoken(&found.plan.currency, Money::from_sum(minor));
    let (target, cushion) = (money(target), money(target - quotas));
    Some(text!(
        en: "against the target {target}: the quotas carry {cushion} more";
        zh: "对目标的差距 {target}：指标合计比目标多 {cushion}"
    ))
}
