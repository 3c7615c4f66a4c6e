//! Rules 2 and 3: what each month weighs, and how much of it a rep can carry.

use std::collections::{BTreeMap, BTreeSet};

use crate::calc::decompose::capacity::team_capacity;
use crate::calc::decompose::quotas::Quotas;
use crate::model::day::Day;
use crate::model::number::{Decimal, TooLarge, sum};
use crate::model::plan::{Plan, Seasonality};

/// The weight of one month, and what gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    pub month: usize,
    pub given: Given,
    pub weight: Decimal,
}

/// What gives a month its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Its working days.
    WorkingDays,
    /// A number of the plan.
    Stated,
    /// `quarter × days ÷ of_days`: the quarter's number, split by working days.
    Quarter { quarter: Decimal, days: usize, of_days: usize },
    /// `team × days`: what all reps can carry, times working days.
    Capacity { team: Decimal, days: usize },
}

/// The weights of some months.
pub fn weights(plan: &Plan, quotas: &Quotas, months: BTreeSet<usize>) -> Result<Vec<Weight>, TooLarge> {
    let basis = quotas.basis();
    let worked = |month: usize| quotas.schedules().calendar().in_month(month);
    let weight = |month: usize| {
        let given = match &plan.seasonality {
            Seasonality::WorkingDays => Given::WorkingDays,
            Seasonality::Months(_) => Given::Stated,
            Seasonality::Quarters(weights) => {
                let first = month / 3 * 3;
                let quarter = first..(first + 3).min(plan.timeline.months().len());
                Given::Quarter {
                    quarter: weights.get(month / 3).copied().unwrap_or_default(),
                    days: worked(month),
                    of_days: quarter.map(worked).sum(),
                }
            }
            Seasonality::Capacity => {
                Given::Capacity { team: team_capacity(&basis.capacity, month)?, days: worked(month) }
            }
        };
        Ok(Weight { month, given, weight: basis.weights.get(month).copied().unwrap_or_default() })
    };
    months.into_iter().map(weight).collect()
}

/// How much of a month a rep can carry: `weight × worked ÷ of_days`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    pub month: usize,
    /// Working days of the calendar.
    pub of_days: usize,
    /// Working days of the rep.
    pub days: usize,
    /// Those days, each counted by its ramp.
    pub worked: Decimal,
    pub capacity: Decimal,
    pub limits: Vec<Limit>,
}

/// Why a rep carries less than a full month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    Starts(Day),
    Ends(Day),
    /// Working days of leave while employed.
    Leave(usize),
    /// This share of full productivity on so many days.
    Ramp(Decimal, usize),
}

/// A rep's capacity in one month, and what limits it.
pub fn presence(plan: &Plan, quotas: &Quotas, rep: usize, month: usize) -> Presence {
    let schedule = quotas.schedules().of(rep);
    let days = schedule.days().get(schedule.month(month)).unwrap_or_default();
    let mut found = Presence {
        month,
        of_days: quotas.schedules().calendar().in_month(month),
        days: days.len(),
        worked: Decimal::from(days.len()),
        capacity: quotas.basis().capacity.get(rep).and_then(|of_rep| of_rep.get(month)).copied().unwrap_or_default(),
        limits: Vec::new(),
    };
    let (Some(rep), Some(span)) = (plan.reps.get(rep), plan.timeline.months().get(month)) else { return found };
    let calendar = quotas.schedules().calendar();
    let in_month = calendar.days().get(calendar.month(month)).unwrap_or_default();
    found.limits.extend(rep.starts.filter(|day| *day > span.first() && *day <= span.last()).map(Limit::Starts));
    found.limits.extend(rep.ends.filter(|day| *day >= span.first() && *day < span.last()).map(Limit::Ends));
    let leave = in_month.iter().filter(|day| rep.is_there(**day) && rep.on_leave(**day)).count();
    found.limits.extend((leave > 0).then_some(Limit::Leave(leave)));
    if !rep.ramp.is_empty() {
        // A day may stand beside another month of the ramp than its neighbour.
        let mut shares: BTreeMap<usize, (Decimal, usize)> = BTreeMap::new();
        let mut order: Vec<Decimal> = Vec::new();
        for share in days.iter().map(|day| rep.ramp_on(*day)) {
            let at = order.iter().position(|known| *known == share).unwrap_or_else(|| {
                order.push(share);
                order.len() - 1
            });
            shares.entry(at).or_insert((share, 0)).1 += 1;
        }
        found.worked = sum(days.iter().map(|day| rep.ramp_on(*day))).unwrap_or_default();
        let reduced = shares.into_values().filter(|(share, _)| *share != Decimal::ONE);
        found.limits.extend(reduced.map(|(share, days)| Limit::Ramp(share, days)));
    }
    found
}
