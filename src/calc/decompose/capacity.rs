//! Months and capacity: how much of the year each month weighs, and how much each rep can carry in it.

use crate::calc::decompose::schedule::Schedules;
use crate::model::number::{Decimal, TooLarge, add, div, mul, sum};
use crate::model::plan::{Plan, Seasonality};

/// Capacity by rep and month, in full-time months of a fully productive rep of weight 1.
///
/// `weight × Σ ramp over the rep's working days ÷ working days of the month`; 0 in a month without working days.
pub fn capacity(plan: &Plan, schedules: &Schedules) -> Result<Vec<Vec<Decimal>>, TooLarge> {
    let months = plan.timeline.months().len();
    let of_rep = |(i, rep): (usize, &crate::model::rep::Rep)| {
        (0..months)
            .map(|month| {
                let schedule = schedules.of(i);
                let days = schedule.days().get(schedule.month(month)).unwrap_or_default();
                let worked = if rep.ramp.is_empty() {
                    Decimal::from(days.len())
                } else {
                    sum(days.iter().map(|day| rep.ramp_on(*day)))?
                };
                match schedules.calendar().in_month(month) {
                    0 => Ok(Decimal::ZERO),
                    all => div(mul(rep.weight, worked)?, Decimal::from(all)),
                }
            })
            .collect()
    };
    plan.reps.iter().enumerate().map(of_rep).collect()
}

/// The weight of each month, not normalised.
pub fn weights(plan: &Plan, schedules: &Schedules, capacity: &[Vec<Decimal>]) -> Result<Vec<Decimal>, TooLarge> {
    let worked = |month: usize| Decimal::from(schedules.calendar().in_month(month));
    let months = 0..plan.timeline.months().len();
    match &plan.seasonality {
        Seasonality::WorkingDays => Ok(months.map(worked).collect()),
        Seasonality::Months(weights) => Ok(months.map(|m| weights.get(m).copied().unwrap_or_default()).collect()),
        Seasonality::Quarters(weights) => {
            let of_month = |m: usize| {
                let quarter = m / 3 * 3..(m / 3 * 3 + 3).min(plan.timeline.months().len());
                let days = sum(quarter.map(worked))?;
                let weight = weights.get(m / 3).copied().unwrap_or_default();
                if days.is_zero() { Ok(Decimal::ZERO) } else { div(mul(weight, worked(m))?, days) }
            };
            months.map(of_month).collect()
        }
        Seasonality::Capacity => months.map(|m| mul(team_capacity(capacity, m)?, worked(m))).collect(),
    }
}

/// The capacity of all reps in a month.
pub fn team_capacity(capacity: &[Vec<Decimal>], month: usize) -> Result<Decimal, TooLarge> {
    capacity.iter().try_fold(Decimal::ZERO, |sum, rep| add(sum, rep.get(month).copied().unwrap_or_default()))
}
