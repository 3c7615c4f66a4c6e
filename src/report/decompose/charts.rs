//! Quotas as pictures: who carries how much in which month, and how full that makes the month.

use crate::calc::decompose::load::Load;
use crate::calc::decompose::quotas::Quotas;
use crate::calc::group::Scope;
use crate::model::day::Span;
use crate::model::metric::Metric;
use crate::model::number::Decimal;
use crate::model::plan::Plan;
use crate::model::text::Text;
use crate::model::timeline::{Grain, Period};
use crate::report::cell::Cell;
use crate::report::chart::{Chart, Drawing, Heat};
use crate::report::decompose::records::amount;
use crate::report::decompose::{View, groups};
use crate::report::model::Section;
use crate::report::names;
use crate::report::words::Word;
use crate::text;

/// More rows than this are no picture.
const MOST_ROWS: usize = 40;

/// A section of pictures, which only renderers that can draw show; nothing where there is nothing to compare.
pub fn section<'a>(plan: &'a Plan, quotas: &Quotas, view: &View, loads: &[Load]) -> Option<Section<'a>> {
    let months = plan.timeline.periods(Grain::Month, view.period.span);
    let charts: Vec<Chart<'a>> =
        [quota(plan, quotas, view, &months), load(plan, loads, &months)].into_iter().flatten().collect();
    let heading = text!(en: "month by month"; zh: "逐月");
    (!charts.is_empty()).then(|| Section { heading: Some(heading), charts, ..Section::default() })
}

/// Revenue of each group by month; by team where there are too many reps.
fn quota<'a>(plan: &'a Plan, quotas: &Quotas, view: &View, months: &[Period]) -> Option<Chart<'a>> {
    let crowded = groups(plan, view.by).count() > MOST_ROWS;
    let by = if crowded { Scope::Team } else { view.by };
    let spans: Vec<Span> = months.iter().map(|month| month.span).collect();
    let row = |group| {
        let sums = quotas.of_group(plan, group, &spans);
        let revenue = sums.get(Metric::Revenue.index()).cloned().unwrap_or_default();
        (names::group(plan, group), revenue.into_iter().map(|minor| amount(Metric::Revenue, minor)).collect())
    };
    let rows: Vec<_> = groups(plan, by).map(row).collect();
    (months.len() > 1 && (1..=MOST_ROWS).contains(&rows.len())).then(|| Chart {
        title: text!(en: "revenue quota by month"; zh: "各月收入指标"),
        description: text!(
            en: "one row for each group, one column for each month; the more, the stronger the shade";
            zh: "每行一组，每列一月；数额越大颜色越深"
        ),
        drawing: Drawing::Heat(Heat { label: names::scope(by), columns: columns(months), rows, limit: None }),
    })
}

/// The fullest step of each rep by month; only the fullest reps where there are too many.
fn load<'a>(plan: &'a Plan, loads: &[Load], months: &[Period]) -> Option<Chart<'a>> {
    let share = |rep: usize, month: Option<usize>| -> Option<Decimal> {
        let own = loads.iter().filter(|load| load.rep == rep && month.is_none_or(|month| load.month == month));
        own.filter_map(Load::share).max()
    };
    let mut reps: Vec<(usize, Decimal)> =
        (0..plan.reps.len()).filter_map(|rep| Some((rep, share(rep, None)?))).collect();
    let crowded = reps.len() > MOST_ROWS;
    if crowded {
        reps.sort_by_key(|(_, load)| std::cmp::Reverse(*load));
        reps.truncate(MOST_ROWS);
    }
    let row = |(rep, _): &(usize, Decimal)| {
        let of_month = |month: &Period| {
            let load = plan.timeline.month_of(month.span.first()).and_then(|month| share(*rep, Some(month)));
            load.map(|share| Cell::percent(share, 0)).into()
        };
        let name = plan.reps.get(*rep).map_or("", |rep| rep.name.as_str());
        (Cell::from(name), months.iter().map(of_month).collect())
    };
    let rows: Vec<_> = reps.iter().map(row).collect();
    let title = match crowded {
        true => text!(en: "load of the {MOST_ROWS} fullest reps by month"; zh: "负荷最高的 {MOST_ROWS} 名销售，各月"),
        false => text!(en: "load by month"; zh: "各月负荷"),
    };
    (!rows.is_empty()).then(|| Chart {
        title,
        description: text!(
            en: "need as a share of what the working days allow, for the fullest step of each rep; above 100% it does not fit";
            zh: "每名销售负荷最高的环节：需求占工作日所能完成的比例；超过 100% 即无法完成"
        ),
        drawing: Drawing::Heat(Heat {
            label: Word::Rep.text(),
            columns: columns(months),
            rows,
            limit: Some(Cell::percent(Decimal::ONE, 0)),
        }),
    })
}

fn columns(months: &[Period]) -> Vec<Text> {
    months.iter().map(|month| Text::same(&month.name)).collect()
}
