//! Why a quota is what it is: the chain from the target to one figure, as numbers.
//!
//! Nothing here is computed anew: every link repeats one rule of the decomposition with the numbers that the
//! engine used, so that a reader can do the same with a pocket calculator.

pub mod days;
pub mod months;
pub mod slice;
pub mod upstream;

use std::collections::BTreeSet;

use crate::calc::decompose::TargetChoice;
use crate::calc::decompose::quotas::Quotas;
use crate::calc::explain::days::{Cut, cuts};
use crate::calc::explain::months::{Presence, Weight, presence, weights};
use crate::calc::explain::slice::{Slice, slice};
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, TooLarge};
use crate::model::plan::Plan;
use crate::model::timeline::Period;

/// Which figure is to be explained; `target` is the one that the quotas break down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Index in the plan.
    pub rep: usize,
    pub metric: Metric,
    pub period: Period,
    pub target: TargetChoice,
}

/// The chain to one figure. Months are indices into the plan's; amounts are real-valued in minor units.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub question: Question,
    /// Rule 1.
    pub assigned: Assigned,
    /// Rule 2, for the months that the chain needs.
    pub weights: Vec<Weight>,
    /// The weights of all months of the plan, and their sum.
    pub all_weights: Vec<Decimal>,
    pub weight_sum: Decimal,
    /// Rule 3, for the months whose revenue the chain needs.
    pub presence: Vec<Presence>,
    /// Rules 4 to 9, by segment that the rep serves.
    pub slices: Vec<Slice>,
    /// Rule 10, for the months that the period cuts.
    pub cuts: Vec<Cut>,
    /// The figure itself: minor units or a count.
    pub quota: i128,
}

/// Rule 1: `(target − secured) × (1 + over_assign)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// As the plan writes it, must or stretch.
    pub target: Money,
    pub secured: Money,
    /// Less what is secured.
    pub needed: Money,
    pub assigned: Money,
}

/// The chain from the target to the figure that `question` asks for.
///
/// # Errors
/// [`TooLarge`] where a number leaves the range that can be computed exactly, which [`Quotas`] have ruled out.
pub fn explain(plan: &Plan, quotas: &Quotas, question: Question) -> Result<Explanation, TooLarge> {
    let basis = quotas.basis();
    let span = question.period.span;
    let asked = |month: &usize| plan.timeline.months().get(*month).is_some_and(|m| m.overlap(span).is_some());
    let months: Vec<usize> = (0..plan.timeline.months().len()).filter(asked).collect();
    let served = plan.reps.get(question.rep).map(|rep| rep.mix.as_slice()).unwrap_or_default();
    let served = served.iter().enumerate().filter(|(_, mix)| !mix.is_zero());
    let slices =
        served.map(|(segment, _)| slice(plan, quotas, &question, segment, &months)).collect::<Result<Vec<_>, _>>()?;

    let carried: BTreeSet<usize> = slices.iter().flat_map(|slice| slice.revenue.iter().map(|row| row.month)).collect();
    let mut weighed = carried.clone();
    weighed.extend(slices.iter().filter_map(|slice| slice.upstream.as_ref()).flat_map(|up| up.repeated()));
    Ok(Explanation {
        assigned: Assigned {
            target: basis.target + plan.target.secured,
            secured: plan.target.secured,
            needed: basis.target,
            assigned: basis.assigned,
        },
        weights: weights(plan, quotas, weighed)?,
        all_weights: basis.weights.clone(),
        weight_sum: basis.weight_sum,
        presence: carried.into_iter().map(|month| presence(plan, quotas, question.rep, month)).collect(),
        cuts: cuts(plan, quotas, &question, &slices),
        quota: slices.iter().map(|s| quotas.within(question.metric, question.rep, s.segment, span)).sum(),
        slices,
        question,
    })
}

impl Explanation {
    /// Whether the period holds whole months only, so that no day needs to be counted.
    pub fn is_whole(&self, plan: &Plan) -> bool {
        let span = self.question.period.span;
        let parts = plan.timeline.months().iter().filter_map(|month| Some((month, month.overlap(span)?)));
        parts.into_iter().all(|(month, part)| part == *month)
    }

    /// The real and the whole total of the months that the period touches.
    pub fn totals(&self) -> (Decimal, i128) {
        let months = self.slices.iter().flat_map(|slice| &slice.months);
        months.fold((Decimal::ZERO, 0), |(real, whole), month| (real + month.real, whole + month.whole))
    }
}
