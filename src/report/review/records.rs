//! A review for programs: one record per group and metric.

use crate::calc::group::Scope;
use crate::calc::review::measure::Measure;
use crate::calc::review::{Line, Review};
use crate::model::metric::Metric;
use crate::model::number::half_even;
use crate::model::plan::Plan;
use crate::report::cell::Cell;
use crate::report::decompose::amount;
use crate::report::records::Records;

const COLUMNS: [&str; 14] = [
    "period",
    "scope",
    "team",
    "name",
    "metric",
    "plan",
    "plan_to_date",
    "actual",
    "gap",
    "attainment",
    "status",
    "pace",
    "remaining",
    "needed_per_day",
];

/// The company first, against its quotas and, with a cushion, against the target; then the groups of the view.
pub fn records<'a>(plan: &'a Plan, review: &'a Review, by: Scope) -> Records<'a> {
    let of_line = move |line: &'a Line| Metric::all(&plan.funnel).map(move |metric| record(plan, review, line, metric));
    let of_scope = move |scope| {
        let secured = (scope == Scope::Company).then(|| secured(plan, review)).flatten();
        review.of(scope).flat_map(of_line).chain(secured)
    };
    Records::made(&COLUMNS, move || {
        let shown = [Scope::Company, Scope::Target].into_iter().chain((by != Scope::Company).then_some(by));
        shown.flat_map(of_scope)
    })
}

fn record<'a>(plan: &'a Plan, review: &'a Review, line: &Line, metric: Metric) -> Vec<Cell<'a>> {
    let missing = Measure::default();
    let measure = line.measure(metric).unwrap_or(&missing);
    let value = |value: Option<i128>| value.map_or(Cell::Missing, |value| amount(metric, value));
    vec![
        review.period.name.as_str().into(),
        line.group.scope.name().into(),
        line.group.team(plan).map_or(Cell::from(""), Cell::from),
        line.group.name(plan).into(),
        metric.name(&plan.funnel).into(),
        value(measure.plan),
        value(measure.to_date),
        value(measure.actual),
        value(measure.gap),
        measure.attainment.map(|share| Cell::decimal(half_even(share, 4), 4)).into(),
        measure.status.map(|status| Cell::from(status.word())).into(),
        value(measure.pace),
        value(measure.remaining),
        measure.needed_per_day.map(|needed| Cell::decimal(needed, 2)).into(),
    ]
}

/// Revenue that was certain from the start, over the whole plan: its own line, in no attainment.
fn secured<'a>(plan: &'a Plan, review: &'a Review) -> Option<Vec<Cell<'a>>> {
    let secured = review.secured?;
    let names = [review.period.name.as_str(), Scope::Company.name(), "", plan.name.as_str(), "secured"];
    let mut cells: Vec<Cell<'a>> = names.into_iter().map(Cell::from).collect();
    cells.extend([secured.planned.into(), Cell::Missing, secured.booked.into()]);
    cells.resize(COLUMNS.len(), Cell::Missing);
    Some(cells)
}
