//! Is the plan any good: a SMART review with typed findings, each with the figures behind it.
//!
//! Thresholds stand beside the finding they decide. What to change, and by how much, is part of a finding.

pub mod achievable;
pub mod finding;
pub mod measurable;
mod months;
pub mod relevant;
pub mod specific;
pub mod spread;
pub mod time_bound;

use crate::calc::check::finding::Finding;
use crate::calc::decompose::quotas::Quotas;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::TooLarge;
use crate::model::plan::Plan;

/// Everything that is fine, risky or missing in a valid plan, area by area. Without `quotas`, for a plan that cannot be
/// broken down, it is what the plan says by itself.
///
/// # Errors
/// [`TooLarge`] where a figure leaves the range of exact numbers.
pub fn check(plan: &Plan, quotas: Option<&Quotas>) -> Result<Vec<Finding>, TooLarge> {
    let mut findings = specific::findings(plan);
    findings.extend(measurable::findings(plan));
    if let Some(quotas) = quotas {
        findings.extend(achievable::findings(plan, quotas)?);
    }
    findings.extend(relevant::findings(plan, quotas)?);
    findings.extend(time_bound::findings(plan, quotas));
    if let Some(quotas) = quotas {
        findings.extend(spread::findings(plan, quotas)?);
    }
    Ok(findings)
}

/// What a rep carries over the whole plan.
fn quota_of(quotas: &Quotas, rep: usize) -> Money {
    quota_in(quotas, rep, 0..quotas.grid().months)
}

/// What a rep carries in some months.
fn quota_in(quotas: &Quotas, rep: usize, months: std::ops::Range<usize>) -> Money {
    let segments = 0..quotas.grid().segments;
    let of_segment = |segment| months.clone().map(move |month| quotas.cell(Metric::Revenue, rep, segment, month));
    Money::from_sum(segments.flat_map(of_segment).sum())
}
