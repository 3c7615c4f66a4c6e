//! Rules 9 and 10: how real values became whole, how a cut month runs over its days, and the figure.

use crate::calc::explain::Explanation;
use crate::calc::explain::days::Cut;
use crate::calc::explain::slice::{Direction, Rounded};
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::model::sentence::between;
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::decompose::amount;
use crate::report::explain::figures::Figures;
use crate::report::explain::origins::{self, cited};
use crate::report::explain::{formulas, month, rep_name, segment_name};
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::names;
use crate::report::words::Word;
use crate::text;

/// A sum is written out where it is no longer than this.
const LONGEST: usize = 48;

pub fn sections<'a>(plan: &'a Plan, chain: &Explanation, f: &Figures) -> Vec<Section<'a>> {
    let rounding = text!(en: "whole numbers"; zh: "取整");
    let mut sections = vec![Section {
        heading: Some(rounding),
        table: by_segment(plan, chain),
        lines: rounding_lines(plan, chain, f),
        ..Section::default()
    }];
    if !chain.cuts.is_empty() {
        let lines = std::iter::once(text!(
            en: "after i of k working days ⌊quota × i ÷ k + φ⌋ is due";
            zh: "k 个工作日中第 i 日结束时，应完成 ⌊指标 × i ÷ k + φ⌋"
        ));
        let lines = lines.chain(chain.cuts.iter().flat_map(|cut| cut_lines(plan, chain, cut, f))).collect();
        sections.push(Section { heading: Some(text!(en: "days"; zh: "按日")), lines, ..Section::default() });
    }
    sections.push(Section {
        heading: Some(Word::Quota.text()),
        lines: vec![figure(plan, chain, f)],
        ..Section::default()
    });
    sections
}

/// Months down, segments across; nothing where one segment's own table says it all.
fn by_segment<'a>(plan: &'a Plan, chain: &Explanation) -> Option<Table<'a>> {
    let metric = chain.question.metric;
    let first = chain.slices.first().filter(|_| chain.slices.len() > 1)?;
    let mut columns = vec![Column::left(text!(en: "month"; zh: "月份"))];
    columns.extend(chain.slices.iter().map(|slice| Column::right(Text::same(segment_name(plan, slice.segment)))));
    columns.push(Column::right(Word::Total.text()));
    let row = |kind, label: Cell<'a>, values: Vec<i128>| {
        let values = values.iter().copied().chain([values.iter().sum()]);
        Row::new(kind, std::iter::once(label).chain(values.map(|value| amount(metric, value))).collect())
    };
    let mut rows: Vec<Row<'a>> = Vec::new();
    for (i, rounded) in first.months.iter().enumerate() {
        let values = chain.slices.iter().filter_map(|slice| slice.months.get(i)).map(|rounded| rounded.whole);
        rows.push(row(RowKind::Plain, month(plan, rounded.month).into(), values.collect()));
    }
    if rows.len() > 1 {
        let sums = chain.slices.iter().map(|slice| slice.months.iter().map(|rounded| rounded.whole).sum());
        rows.push(row(RowKind::Total, Word::Total.text().into(), sums.collect()));
    }
    Some(Table { columns, rows })
}

/// What the real values sum to, what they became, and why a single one may go either way.
fn rounding_lines(plan: &Plan, chain: &Explanation, f: &Figures) -> Vec<Text> {
    let metric = chain.question.metric;
    let (real, whole) = chain.totals();
    let (real, whole) = (formulas::real(f, metric, real), formulas::quota(f, metric, whole));
    let mut lines = vec![text!(
        en: "real values of these months {real}, whole quotas {whole}";
        zh: "这些月份实数合计 {real}，取整后合计 {whole}"
    )];
    if metric == Metric::Revenue {
        let unit = formulas::unit(plan, metric);
        let shown = f.money(Money::from_sum(unit));
        let line = text!(en: "in units of {shown}"; zh: "以 {shown} 为单位");
        lines.push(cited(line, origins::key(plan, "target.round_to")));
        let odd = |row: &&Rounded| row.direction(unit) == Direction::Odd;
        let odd: Vec<String> =
            chain.slices.iter().flat_map(|slice| &slice.months).filter(odd).map(|row| month(plan, row.month)).collect();
        if !odd.is_empty() {
            let (en, zh) = (odd.join(between(Lang::En)), odd.join(between(Lang::Zh)));
            lines.push(text!(
                en: "{en}: holds the odd part that does not divide by {shown}";
                zh: "{zh}：含不能被 {shown} 整除的零头"
            ));
        }
    }
    lines.push(text!(
        en: "each month is rounded once, at the end, down or up, so that all totals foot:";
        zh: "各月只在最后取整一次，可上可下，使所有合计对得上："
    ));
    lines.push(text!(
        en: "those of rep, quarter, team, segment and company are themselves real values";
        zh: "销售、季度、团队、细分、公司的合计，也都只是各自实数的"
    ));
    lines.push(text!(en: "rounded down or up, so a single month may go either way"; zh: "向下或向上取整，故单月可能与四舍五入不同"));
    lines
}

/// How one month's quota runs over its days into the period.
fn cut_lines(plan: &Plan, chain: &Explanation, cut: &Cut, f: &Figures) -> Vec<Text> {
    let metric = chain.question.metric;
    let (name, segment) = (month(plan, cut.month), segment_name(plan, cut.segment));
    let (whole, days, first, last) = (formulas::quota(f, metric, cut.whole), cut.days, cut.first, cut.last);
    let phase = f.factor(cut.phase);
    let where_ = match plan.segments.len() {
        1 => Text::same(&name),
        _ => text!(en: "`{segment}` in {name}"; zh: "`{segment}` {name}"),
    };
    let (en, zh) = (where_.say(Lang::En), where_.say(Lang::Zh));
    let mut lines = vec![text!(
        en: "{en}: {whole} over {days} working days from {first} to {last}, φ = {phase}";
        zh: "{zh}：{whole}，{first} 至 {last} 共 {days} 个工作日，φ = {phase}"
    )];
    let minor = metric == Metric::Revenue && plan.currency.decimals() > 0;
    if minor {
        let unit = f.money(Money::from_sum(1));
        lines.push(text!(en: "  counted in units of {unit}:"; zh: "  以 {unit} 为单位计："));
    }
    let due = |after: usize, value: i128| {
        let (formula, value) = (formulas::due(f, cut, after), f.count(value));
        if formula == value { value } else { format!("{formula} = {value}") }
    };
    let (through, before) = (cut.through, cut.before);
    let (end, start) = (due(through, cut.due_through), due(before, cut.due_before));
    lines.push(text!(
        en: "  by the end of the period, after {through} days: {end}";
        zh: "  期末已过 {through} 日：{end}"
    ));
    lines.push(text!(en: "  before it, after {before} days: {start}"; zh: "  期初已过 {before} 日：{start}"));
    let formula = format!("{} − {}", f.count(cut.due_through), f.count(cut.due_before));
    let due = formulas::quota(f, metric, cut.due());
    lines.push(text!(en: "  in the period: {formula}, that is {due}"; zh: "  期内：{formula}，即 {due}"));
    lines
}

/// `Ann, calls, 2026-03: 50 + 12 = 62`.
fn figure(plan: &Plan, chain: &Explanation, f: &Figures) -> Text {
    let (metric, period) = (chain.question.metric, &chain.question.period.name);
    let (rep, label) = (rep_name(plan, chain.question.rep), names::metric(plan, metric));
    let (en, zh) = (label.say(Lang::En), label.say(Lang::Zh));
    let quota = formulas::quota(f, metric, chain.quota);
    let formula = formulas::figure(f, metric, &chain.slices, &chain.cuts);
    let shown = if formula == quota || formula.len() > LONGEST { quota } else { format!("{formula} = {quota}") };
    text!(en: "{en} of `{rep}` in {period}: {shown}"; zh: "`{rep}` {period} 的{zh}：{shown}")
}
