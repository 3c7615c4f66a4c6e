//! Rule 2: what each month weighs.

use crate::calc::explain::Explanation;
use crate::calc::explain::months::{Given, Weight};
use crate::model::number::{Decimal, div};
use crate::model::plan::{Plan, Seasonality};
use crate::model::text::Text;
use crate::report::cell::Cell;
use crate::report::explain::figures::{FACTOR_PLACES, Figures, places, sum};
use crate::report::explain::month;
use crate::report::explain::origins::{self, cited};
use crate::report::model::{Column, Row, Section, Table};
use crate::report::words::Word;
use crate::text;

/// A sum is written out where it is no longer than this.
const SHORT: usize = 56;

pub fn section<'a>(plan: &Plan, chain: &Explanation, f: &Figures) -> Section<'a> {
    let parts = sum(chain.all_weights.iter().map(|weight| f.factor(*weight)));
    let all = f.factor(chain.weight_sum);
    let mut lines = vec![cited(basis(plan), origins::key(plan, origins::seasonality_key(plan)))];
    lines.push(match parts.len() <= SHORT {
        true => text!(en: "all months of the plan: {parts} = {all}"; zh: "计划全部月份：{parts} = {all}"),
        false => text!(en: "the weights of all months of the plan sum to {all}"; zh: "计划全部月份的权重合计 {all}"),
    });
    let heading = text!(en: "weight of the months"; zh: "月份权重");
    Section { heading: Some(heading), table: Some(table(plan, chain)), lines, ..Section::default() }
}

/// What gives the weights.
fn basis(plan: &Plan) -> Text {
    match plan.seasonality {
        Seasonality::WorkingDays => text!(en: "a month weighs its working days"; zh: "权重为当月工作日数"),
        Seasonality::Months(_) => {
            text!(en: "the plan states the weight of each month"; zh: "权重由计划逐月给出")
        }
        Seasonality::Quarters(_) => text!(
            en: "weight = quarter × working days ÷ of the quarter";
            zh: "权重 = 季度权重 × 工作日 ÷ 当季工作日"
        ),
        Seasonality::Capacity => text!(
            en: "weight = capacity of all × working days";
            zh: "权重 = 全体产能 × 工作日"
        ),
    }
}

fn table<'a>(plan: &Plan, chain: &Explanation) -> Table<'a> {
    let mut columns = vec![Column::left(text!(en: "month"; zh: "月份"))];
    columns.extend(match plan.seasonality {
        Seasonality::WorkingDays | Seasonality::Months(_) => Vec::new(),
        Seasonality::Quarters(_) => vec![
            Column::right(text!(en: "quarter"; zh: "季度权重")),
            Column::right(Word::WorkingDays.text()),
            Column::right(text!(en: "of the quarter"; zh: "当季工作日")),
        ],
        Seasonality::Capacity => {
            vec![Column::right(text!(en: "capacity of all"; zh: "全体产能")), Column::right(Word::WorkingDays.text())]
        }
    });
    columns.push(Column::right(text!(en: "weight"; zh: "权重")));
    columns.push(Column::right(text!(en: "of the plan"; zh: "占计划")));
    let weights = chain.weights.iter().map(|row| row.weight);
    let decimals = places(weights, FACTOR_PLACES);
    let rows = chain.weights.iter().map(|weight| {
        let mut cells = vec![Cell::from(month(plan, weight.month))];
        cells.extend(given(chain, weight));
        cells.push(Cell::decimal(weight.weight, decimals));
        cells.push(
            div(weight.weight, chain.weight_sum).ok().map(|share| Cell::percent(share, 2)).unwrap_or(Cell::Missing),
        );
        Row::plain(cells)
    });
    Table { columns, rows: rows.collect() }
}

/// The cells of what gives a month its weight.
fn given<'a>(chain: &Explanation, weight: &Weight) -> Vec<Cell<'a>> {
    let column = |value: fn(&Given) -> Option<Decimal>| {
        places(chain.weights.iter().filter_map(|weight| value(&weight.given)), FACTOR_PLACES)
    };
    match weight.given {
        Given::WorkingDays | Given::Stated => Vec::new(),
        Given::Quarter { quarter, days, of_days } => {
            let decimals = column(|given| match given {
                Given::Quarter { quarter, .. } => Some(*quarter),
                _ => None,
            });
            vec![Cell::decimal(quarter, decimals), Cell::Count(days as i128), Cell::Count(of_days as i128)]
        }
        Given::Capacity { team, days } => {
            let decimals = column(|given| match given {
                Given::Capacity { team, .. } => Some(*team),
                _ => None,
            });
            vec![Cell::decimal(team, decimals), Cell::Count(days as i128)]
        }
    }
}
