//! Rules 5 to 7 and 9: the revenue of a segment by month, its deals, and the whole quotas they become.

use crate::calc::explain::Explanation;
use crate::calc::explain::slice::{Pool, Revenue, Slice};
use crate::model::metric::Metric;
use crate::model::number::Decimal;
use crate::model::plan::Plan;
use crate::model::text::Text;
use crate::report::cell::Cell;
use crate::report::decompose::amount;
use crate::report::explain::figures::{FACTOR_PLACES, Figures, VALUE_PLACES, main_units, places, sum};
use crate::report::explain::origins::{self, cited};
use crate::report::explain::{in_segment, month};
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::words::Word;
use crate::text;

/// A sum is written out where it is no longer than this.
const SHORT: usize = 24;

pub fn section<'a>(plan: &Plan, chain: &Explanation, slice: &Slice, f: &Figures) -> Section<'a> {
    let mut lines = rules(chain, slice, f);
    if chain.question.metric != Metric::Revenue {
        let average = plan.segments.get(slice.segment).map(|segment| f.money(segment.average_deal)).unwrap_or_default();
        let line = text!(en: "deals = revenue ÷ average deal {average}"; zh: "成交 = 收入 ÷ 客单价 {average}");
        lines.push(cited(line, origins::average_deal(plan, slice.segment)));
    }
    let heading = match chain.question.metric {
        Metric::Revenue => text!(en: "revenue by month"; zh: "各月收入"),
        Metric::Deals | Metric::Step(_) => text!(en: "revenue and deals by month"; zh: "各月收入与成交"),
    };
    Section {
        heading: Some(in_segment(plan, slice.segment, heading)),
        table: Some(table(plan, chain, slice)),
        lines,
        ..Section::default()
    }
}

/// The rules of the table in terms of its columns.
fn rules(chain: &Explanation, slice: &Slice, f: &Figures) -> Vec<Text> {
    let mix = f.fraction(&slice.mix);
    match &slice.pool {
        Pool::Shared { left, .. } => {
            let (left, sum) = (f.amount(*left), f.factor(chain.weight_sum));
            let all = all_of(slice, f);
            vec![
                text!(
                    en: "revenue = {left} × weight ÷ {sum} × own ÷ all";
                    zh: "收入 = {left} × 权重 ÷ {sum} × 本人 ÷ 全体"
                ),
                text!(en: "own = capacity × {mix}"; zh: "本人 = 产能 × {mix}"),
                text!(
                    en: "all: that of everybody who carries it{all}";
                    zh: "全体：所有承担者之和{}", all.replacen(", ", "，", 1)
                ),
            ]
        }
        Pool::Fixed { part, over } => {
            let (part, over) = (f.amount(*part), f.factor(*over));
            vec![
                text!(
                    en: "revenue = {part} × weight × capacity ÷ {over}";
                    zh: "收入 = {part} × 权重 × 产能 ÷ {over}"
                ),
                text!(
                    en: "{over} is the sum of weight × capacity over all months of the plan";
                    zh: "{over} 为计划全部月份权重 × 产能之和"
                ),
            ]
        }
    }
}

/// `, 0.6 + 1 + 1 = 2.6` where it is the same in every month and short.
fn all_of(slice: &Slice, f: &Figures) -> String {
    let Some(first) = slice.revenue.first() else { return String::new() };
    let same = slice.revenue.iter().all(|row| row.parts == first.parts);
    let parts = sum(first.parts.iter().map(|part| f.factor(*part)));
    match same && first.parts.len() > 1 && parts.len() <= SHORT {
        true => format!(", {parts} = {}", f.factor(first.all)),
        false => String::new(),
    }
}

fn table<'a>(plan: &Plan, chain: &Explanation, slice: &Slice) -> Table<'a> {
    let metric = chain.question.metric;
    let shared = matches!(slice.pool, Pool::Shared { .. });
    let mut columns =
        vec![Column::left(text!(en: "month"; zh: "月份")), Column::right(text!(en: "weight"; zh: "权重"))];
    if shared {
        columns.push(Column::right(text!(en: "own"; zh: "本人")));
        columns.push(Column::right(text!(en: "all"; zh: "全体")));
    } else {
        columns.push(Column::right(text!(en: "capacity"; zh: "产能")));
    }
    columns.push(Column::right(Word::Revenue.text()));
    columns.extend((metric != Metric::Revenue).then(|| Column::right(Word::Deals.text())));
    let whole = !matches!(metric, Metric::Step(_));
    columns.extend(whole.then(|| Column::right(Word::Quota.text())));

    let show = Decimals::of(plan, slice);
    let rows = slice.revenue.iter().map(|row| {
        let mut cells = vec![Cell::from(month(plan, row.month)), Cell::decimal(row.weight, show.weight)];
        match slice.pool {
            Pool::Shared { .. } => {
                cells.extend([Cell::decimal(row.own, show.factor), Cell::decimal(row.all, show.factor)])
            }
            Pool::Fixed { .. } => cells.push(Cell::decimal(row.capacity, show.factor)),
        }
        cells.push(Cell::decimal(main_units(row.revenue, &plan.currency), show.revenue));
        cells.extend((metric != Metric::Revenue).then(|| Cell::decimal(row.deals, show.deals)));
        if whole {
            let quota = slice.months.iter().find(|rounded| rounded.month == row.month);
            cells.push(quota.map_or(Cell::Missing, |rounded| amount(metric, rounded.whole)));
        }
        Row::plain(cells)
    });
    let mut rows: Vec<Row> = rows.collect();
    if whole && rows.len() > 1 {
        rows.push(total(plan, slice, metric, columns.len(), &show));
    }
    Table { columns, rows }
}

/// Real values and whole quotas of the months, each summed.
fn total<'a>(plan: &Plan, slice: &Slice, metric: Metric, columns: usize, show: &Decimals) -> Row<'a> {
    let revenue: Decimal = slice.revenue.iter().map(|row| row.revenue).sum();
    let deals: Decimal = slice.revenue.iter().map(|row| row.deals).sum();
    let mut sums = vec![Cell::decimal(main_units(revenue, &plan.currency), show.revenue)];
    sums.extend((metric != Metric::Revenue).then(|| Cell::decimal(deals, show.deals)));
    sums.push(amount(metric, slice.months.iter().map(|rounded| rounded.whole).sum()));
    let mut cells = vec![Word::Total.text().into()];
    cells.resize(columns - sums.len(), Cell::from(""));
    cells.extend(sums);
    Row::new(RowKind::Total, cells)
}

/// Decimals of each column.
struct Decimals {
    weight: u32,
    factor: u32,
    revenue: u32,
    deals: u32,
}

impl Decimals {
    fn of(plan: &Plan, slice: &Slice) -> Self {
        let column = |value: &dyn Fn(&Revenue) -> Decimal, most| places(slice.revenue.iter().map(value), most);
        let factor = match slice.pool {
            Pool::Shared { .. } => column(&|row| row.own, FACTOR_PLACES).max(column(&|row| row.all, FACTOR_PLACES)),
            Pool::Fixed { .. } => column(&|row| row.capacity, FACTOR_PLACES),
        };
        Decimals {
            weight: column(&|row| row.weight, FACTOR_PLACES),
            factor,
            revenue: column(&|row| main_units(row.revenue, &plan.currency), VALUE_PLACES),
            deals: column(&|row| row.deals, FACTOR_PLACES),
        }
    }
}
