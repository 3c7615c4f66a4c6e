//! What the chain from a step to its deal adds up to: need and lead.

use crate::model::funnel::{Feeds, Funnel};
use crate::model::number::{Fraction, TooLarge};
use crate::model::plan::Plan;
use crate::model::segment::Segment;

/// The whole need of `step` for one deal of a segment: the product of the needs of its chain.
pub fn need_per_deal(funnel: &Funnel, segment: &Segment, step: usize) -> Result<Fraction, TooLarge> {
    funnel.chain(step).try_fold(Fraction::ONE, |product, at| {
        let need = segment.conversions.get(at).ok_or(TooLarge)?.need();
        product.times(&need).ok_or(TooLarge)
    })
}

/// How many calendar days `step` happens before its deal: the summed leads of its chain.
pub fn lead_to_deal(funnel: &Funnel, segment: &Segment, step: usize) -> u32 {
    funnel.chain(step).filter_map(|at| segment.leads.get(at)).fold(0, |sum, lead| sum.saturating_add(*lead))
}

/// The longest lead of any step, for which the months after the plan must be known.
pub fn longest_lead(plan: &Plan) -> u32 {
    plan.segments.iter().flat_map(|segment| leads_to_deal(&plan.funnel, segment)).max().unwrap_or(0)
}

/// [`lead_to_deal`] of every step, in one walk: a step stands after the one it feeds.
fn leads_to_deal(funnel: &Funnel, segment: &Segment) -> Vec<u32> {
    let mut summed: Vec<u32> = Vec::with_capacity(funnel.steps().len());
    for (step, lead) in funnel.steps().iter().zip(&segment.leads) {
        let fed = match step.feeds {
            Feeds::Deals => 0,
            Feeds::Step(fed) => summed.get(fed).copied().unwrap_or_default(),
        };
        summed.push(fed.saturating_add(*lead));
    }
    summed
}
