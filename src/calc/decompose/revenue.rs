//! Revenue: the target over months, segments and reps, real-valued in minor units.

use crate::calc::decompose::capacity::{capacity, weights};
use crate::calc::decompose::grid::Grid;
use crate::calc::decompose::problem::Problem;
use crate::calc::decompose::schedule::Schedules;
use crate::model::money::Money;
use crate::model::number::{Decimal, Fraction, TooLarge, add, div, half_even_whole, mul, sub, sum};
use crate::model::plan::Plan;

/// Everything that the revenue of a cell is made of, kept so that it can be explained.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The target (must or stretch) less what is secured.
    pub target: Money,
    /// What the reps carry together: the target with the cushion on top.
    pub assigned: Money,
    /// Weight by month, and their sum.
    pub weights: Vec<Decimal>,
    pub weight_sum: Decimal,
    /// By rep and month.
    pub capacity: Vec<Vec<Decimal>>,
    /// What fixed quotas leave of each segment, in minor units.
    pub left: Vec<Decimal>,
    /// Capacity × mix of the reps without a fixed quota, by segment and month.
    pub carriers: Vec<Vec<Decimal>>,
}

/// Amounts within 10⁻⁶ of a minor unit of nothing are nothing.
const TOLERANCE: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// Rules 1 to 5: what is assigned, how months and reps weigh, what fixed quotas leave.
pub fn basis(plan: &Plan, schedules: &Schedules, must: Money) -> Result<Basis, Vec<Problem>> {
    let target = must - plan.target.secured;
    if target < Money::ZERO {
        return Err(vec![Problem::SecuredAboveTarget { target: must, secured: plan.target.secured }]);
    }
    let one = |problem: Problem| vec![problem];
    let too_large = |too_large: TooLarge| vec![Problem::from(too_large)];
    let assigned = assigned(target, &plan.target.over_assign).map_err(too_large)?;
    let capacity = capacity(plan, schedules).map_err(too_large)?;
    let weights = weights(plan, schedules, &capacity).map_err(too_large)?;
    let weight_sum = sum(weights.iter().copied()).map_err(too_large)?;
    if weight_sum.is_zero() {
        return Err(one(Problem::NoWorkingTime));
    }
    let left = left(plan, assigned)?;
    let carriers = carriers(plan, &capacity).map_err(too_large)?;
    let basis = Basis { target, assigned, weights, weight_sum, capacity, left, carriers };
    let problems = uncarried(plan, &basis);
    if problems.is_empty() { Ok(basis) } else { Err(problems) }
}

/// Rule 1: `T × (1 + over_assign)`, half-even to the minor unit.
fn assigned(target: Money, over_assign: &Fraction) -> Result<Money, TooLarge> {
    let factor = over_assign.plus(&Fraction::ONE).ok_or(TooLarge)?;
    Money::from_minor(half_even_whole(factor.of(target.decimal())?).ok_or(TooLarge)?)
}

/// Rule 5: what is left of each segment after the fixed quotas.
fn left(plan: &Plan, assigned: Money) -> Result<Vec<Decimal>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut left = Vec::with_capacity(plan.segments.len());
    for (s, segment) in plan.segments.iter().enumerate() {
        let mut of_segment = || -> Result<(), TooLarge> {
            let share = segment.share.of(assigned.decimal())?;
            let mut rest = share;
            let mut fixed = Vec::new();
            for (r, rep) in plan.reps.iter().enumerate() {
                if let (Some(quota), Some(mix)) = (rep.quota, rep.mix.get(s).filter(|mix| !mix.is_zero())) {
                    let part = mix.of(quota.decimal())?;
                    rest = sub(rest, part)?;
                    fixed.push((r, rounded(part)));
                }
            }
            if rest < -TOLERANCE {
                problems.push(Problem::FixedAboveSegment { segment: s, share: rounded(share), fixed });
            } else if rest > TOLERANCE && !plan.reps.iter().any(|rep| carries(rep, s)) {
                problems.push(Problem::NobodyLeft { segment: s, left: rounded(rest) });
            }
            left.push(if rest.abs() <= TOLERANCE { Decimal::ZERO } else { rest });
            Ok(())
        };
        if of_segment().is_err() {
            problems.push(Problem::TooLarge);
        }
    }
    if problems.is_empty() { Ok(left) } else { Err(problems) }
}

fn rounded(minor: Decimal) -> Money {
    Money::from_sum(half_even_whole(minor).unwrap_or_default())
}

/// Whether a rep takes a share of what fixed quotas leave of a segment.
fn carries(rep: &crate::model::rep::Rep, segment: usize) -> bool {
    rep.quota.is_none() && rep.mix.get(segment).is_some_and(|mix| !mix.is_zero())
}

/// Capacity × mix of the reps without a fixed quota, by segment and month.
fn carriers(plan: &Plan, capacity: &[Vec<Decimal>]) -> Result<Vec<Vec<Decimal>>, TooLarge> {
    let mut carriers = vec![vec![Decimal::ZERO; plan.timeline.months().len()]; plan.segments.len()];
    for (rep, capacity) in plan.reps.iter().zip(capacity).filter(|(rep, _)| rep.quota.is_none()) {
        for (sums, mix) in carriers.iter_mut().zip(&rep.mix) {
            for (sum, capacity) in sums.iter_mut().zip(capacity) {
                *sum = add(*sum, mix.of(*capacity)?)?;
            }
        }
    }
    Ok(carriers)
}

/// Months with revenue that nobody carries, and fixed quotas of reps who are never there.
fn uncarried(plan: &Plan, basis: &Basis) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (segment, (left, carriers)) in basis.left.iter().zip(&basis.carriers).enumerate() {
        for (month, (weight, carriers)) in basis.weights.iter().zip(carriers).enumerate() {
            if !left.is_zero() && !weight.is_zero() && carriers.is_zero() {
                problems.push(Problem::NobodyInMonth { segment, month });
            }
        }
    }
    for (rep, fixed) in plan.reps.iter().enumerate() {
        if fixed.quota.is_some_and(|quota| !quota.is_zero()) && weighted_capacity(basis, rep).is_ok_and(|c| c.is_zero())
        {
            problems.push(Problem::FixedWithoutCapacity { rep });
        }
    }
    problems
}

/// `Σ capacity × weight` of a rep over the months.
pub fn weighted_capacity(basis: &Basis, rep: usize) -> Result<Decimal, TooLarge> {
    let capacity = basis.capacity.get(rep).map(Vec::as_slice).unwrap_or_default();
    capacity.iter().zip(&basis.weights).try_fold(Decimal::ZERO, |sum, (c, w)| add(sum, mul(*c, *w)?))
}

/// Rules 5 and 6: real-valued revenue of every cell, in minor units.
pub fn revenue(plan: &Plan, basis: &Basis, grid: Grid) -> Result<Vec<Decimal>, TooLarge> {
    let of_month = |left: &Decimal, weight: &Decimal| div(mul(*left, *weight)?, basis.weight_sum);
    let of_segment = |left| basis.weights.iter().map(|weight| of_month(left, weight)).collect::<Result<Vec<_>, _>>();
    let left = basis.left.iter().map(of_segment).collect::<Result<Vec<_>, _>>()?;
    let mut cells = vec![Decimal::ZERO; grid.cells()];
    for (rep, of_rep) in plan.reps.iter().enumerate() {
        let fixed_base = weighted_capacity(basis, rep)?;
        for (segment, mix) in of_rep.mix.iter().enumerate().filter(|(_, mix)| !mix.is_zero()) {
            for month in 0..grid.months {
                let (capacity, weight) = (basis.capacity[rep][month], basis.weights[month]);
                if capacity.is_zero() || weight.is_zero() {
                    continue;
                }
                let cell = &mut cells[grid.at(rep, segment, month)];
                *cell = match of_rep.quota {
                    Some(quota) => div(mul(mix.of(quota.decimal())?, mul(capacity, weight)?)?, fixed_base)?,
                    None => mul(left[segment][month], div(mix.of(capacity)?, basis.carriers[segment][month])?)?,
                };
            }
        }
    }
    Ok(cells)
}
