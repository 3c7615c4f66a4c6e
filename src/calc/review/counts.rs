//! Plan to date and facts of every rep and segment, before anything is rounded.

use std::collections::BTreeMap;

use crate::calc::decompose::quotas::Quotas;
use crate::model::actuals::{Actuals, Slot};
use crate::model::day::Span;
use crate::model::metric::Metric;
use crate::model::number::{Decimal, TooLarge, add, whole};
use crate::model::plan::Plan;

/// Both sides by metric, in the order of [`Metric::all`]: minor units for revenue, counts for the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Revenue is the quota to date, so that gaps are those of the tables; counts are the real-valued needs to date.
    pub planned: Vec<Decimal>,
    pub actual: Vec<Decimal>,
}

impl Sides {
    pub fn new(metrics: usize) -> Self {
        Sides { planned: vec![Decimal::ZERO; metrics], actual: vec![Decimal::ZERO; metrics] }
    }

    pub fn add(&mut self, other: &Sides) -> Result<(), TooLarge> {
        for (sum, value) in self.planned.iter_mut().zip(&other.planned) {
            *sum = add(*sum, *value)?;
        }
        for (sum, value) in self.actual.iter_mut().zip(&other.actual) {
            *sum = add(*sum, *value)?;
        }
        Ok(())
    }
}

/// By rep and segment: every one of the plan, and those without either that have facts in `span`.
pub fn by_rep_and_segment(
    plan: &Plan,
    quotas: &Quotas,
    actuals: &Actuals,
    span: Option<Span>,
) -> Result<BTreeMap<(Slot, Slot), Sides>, TooLarge> {
    let metrics = Metric::all(&plan.funnel).count();
    let mut all = BTreeMap::new();
    for (rep, segment) in quotas.grid().rows() {
        let mut sides = Sides::new(metrics);
        for (metric, planned) in Metric::all(&plan.funnel).zip(&mut sides.planned) {
            *planned = match (span, metric) {
                (None, _) => Decimal::ZERO,
                (Some(span), Metric::Revenue) => whole(quotas.within(metric, rep, segment, span)),
                (Some(span), _) => quotas.real_within(metric, rep, segment, span)?,
            };
        }
        all.insert((Some(rep), Some(segment)), sides);
    }
    for (key, tally) in span.map(|span| actuals.days.within(span)).unwrap_or_default() {
        let sides = all.entry(key).or_insert_with(|| Sides::new(metrics));
        let values = [tally.revenue.decimal(), Decimal::from(tally.deals)];
        let values = values.into_iter().chain(tally.steps.iter().copied().map(Decimal::from));
        for (sum, value) in sides.actual.iter_mut().zip(values) {
            *sum = add(*sum, value)?;
        }
    }
    Ok(all)
}
