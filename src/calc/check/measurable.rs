//! Measurable: whether a review will find the facts to hold against the plan.

use crate::calc::check::finding::{Finding, Level};
use crate::model::funnel::StepSource;
use crate::model::money::Money;
use crate::model::plan::Plan;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measurable {
    /// Revenue and deals have a source, and so has every step.
    Sources,
    /// The plan names no deal exports (`deals`), or these steps are counted in activity exports of which it names none.
    NoSource { deals: bool, steps: Vec<usize> },
    /// Revenue is secured, and nothing says which deals it is: a review counts them as attainment once more.
    SecuredUnmatched { secured: Money },
}

pub fn findings(plan: &Plan) -> Vec<Finding> {
    let mut findings = Vec::new();
    let deals = plan.data.deals.is_empty();
    let of_activities =
        |(i, step): (usize, &crate::model::funnel::Step)| (step.source == StepSource::Activities).then_some(i);
    let steps: Vec<usize> = match plan.data.activities.is_empty() {
        true => plan.funnel.steps().iter().enumerate().filter_map(of_activities).collect(),
        false => Vec::new(),
    };
    if deals || !steps.is_empty() {
        findings.push(Finding::new(Level::Info, "data", Measurable::NoSource { deals, steps }));
    } else {
        findings.push(Finding::new(Level::Ok, "data", Measurable::Sources));
    }
    let target = &plan.target;
    if !target.secured.is_zero() && target.secured_match.is_none() {
        let found = Measurable::SecuredUnmatched { secured: target.secured };
        findings.push(Finding::new(Level::Warning, "target.secured", found));
    }
    findings
}
