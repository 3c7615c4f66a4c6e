//! Plan and facts of every group, summed.

use std::collections::BTreeMap;

use crate::calc::decompose::quotas::Quotas;
use crate::calc::group::{Group, groups_of, members};
use crate::model::actuals::{Actuals, Tally};
use crate::model::day::{Day, Span};
use crate::model::metric::Metric;
use crate::model::plan::Plan;

/// Plan, plan to date and actual by metric: minor units for revenue, counts for the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    pub plan: Vec<i128>,
    pub to_date: Vec<i128>,
    pub actual: Vec<i128>,
}

impl Sums {
    fn new(metrics: usize) -> Self {
        Sums { plan: vec![0; metrics], to_date: vec![0; metrics], actual: vec![0; metrics] }
    }

    fn add_tally(&mut self, tally: &Tally) {
        let counts = tally.steps.iter().copied().map(i128::from);
        let values = [tally.revenue.minor(), i128::from(tally.deals)].into_iter().chain(counts);
        for (sum, value) in self.actual.iter_mut().zip(values) {
            *sum += value;
        }
    }
}

/// Every group of the plan in order, and the unassigned ones that have facts.
pub fn collect(plan: &Plan, quotas: &Quotas, actuals: &Actuals, span: Span, as_of: Day) -> Vec<(Group, Sums)> {
    let metrics = Metric::all(&plan.funnel).count();
    let mut groups: BTreeMap<_, _> = members(plan).map(|group| (group.order(), (group, Sums::new(metrics)))).collect();
    let to_date = span.until(as_of);
    for (rep, segment) in quotas.grid().rows() {
        for metric in Metric::all(&plan.funnel) {
            let full = quotas.within(metric, rep, segment, span);
            if full == 0 {
                continue;
            }
            let due = to_date.map_or(0, |span| quotas.within(metric, rep, segment, span));
            for group in groups_of(plan, Some(rep), Some(segment)) {
                if let Some((_, sums)) = groups.get_mut(&group.order()) {
                    sums.plan[metric.index()] += full;
                    sums.to_date[metric.index()] += due;
                }
            }
        }
    }
    for ((rep, segment), tally) in to_date.map(|span| actuals.days.within(span)).unwrap_or_default() {
        for group in groups_of(plan, rep, segment) {
            groups.entry(group.order()).or_insert_with(|| (group, Sums::new(metrics))).1.add_tally(&tally);
        }
    }
    groups.into_values().collect()
}
