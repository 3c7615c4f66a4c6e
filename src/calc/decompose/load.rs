//! Load: what a step asks of a rep's working time, and where a month asks far more or less than the mean.

use crate::calc::decompose::capacity::team_capacity;
use crate::calc::decompose::quotas::Quotas;
use crate::model::metric::Metric;
use crate::model::number::{Decimal, TooLarge, add, div, mul, sub, sum};
use crate::model::plan::Plan;

/// The need of one step of one rep in one month, and what the rep's time allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    pub rep: usize,
    pub step: usize,
    pub month: usize,
    /// Real-valued units asked.
    pub need: Decimal,
    /// Units per working day × hours × the rep's working days.
    pub capacity: Decimal,
}

impl Load {
    /// Need ÷ capacity; nothing where there is no capacity.
    pub fn share(&self) -> Option<Decimal> {
        self.need.checked_div(self.capacity)
    }

    pub fn is_over(&self) -> bool {
        self.need > self.capacity
    }
}

/// Every load of a step with a capacity, by rep, step and month, where anything is asked.
pub fn loads(plan: &Plan, quotas: &Quotas) -> Result<Vec<Load>, TooLarge> {
    let mut loads = Vec::new();
    for (rep, of_rep) in plan.reps.iter().enumerate() {
        let schedule = quotas.schedules().of(rep);
        for (step, per_day) in plan.funnel.steps().iter().enumerate().filter_map(|(i, step)| Some((i, step.capacity?)))
        {
            for month in 0..quotas.grid().months {
                let segments = 0..plan.segments.len();
                let need = sum(segments.map(|segment| quotas.real(Metric::Step(step), rep, segment, month)))?;
                if need.is_zero() {
                    continue;
                }
                let days = Decimal::from(schedule.in_month(month));
                loads.push(Load { rep, step, month, need, capacity: mul(mul(per_day, of_rep.hours)?, days)? });
            }
        }
    }
    Ok(loads)
}

/// A month whose revenue per unit of capacity differs from the plan's mean by more than half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strain {
    pub month: usize,
    /// Minor units per full-time working day.
    pub revenue_per_day: Decimal,
    pub mean: Decimal,
}

/// Months that ask more than one and a half times, or less than half, of what a day of capacity brings on average.
pub fn strains(plan: &Plan, quotas: &Quotas) -> Result<Vec<Strain>, TooLarge> {
    let grid = quotas.grid();
    let mut months = Vec::new();
    for month in 0..grid.months {
        let days = Decimal::from(quotas.schedules().calendar().in_month(month));
        let capacity = mul(team_capacity(&quotas.basis().capacity, month)?, days)?;
        let revenue = grid.rows().map(|(rep, segment)| quotas.real(Metric::Revenue, rep, segment, month));
        months.push((month, sum(revenue)?, capacity));
    }
    let all = sum(months.iter().map(|(_, revenue, _)| *revenue))?;
    let capacity = months.iter().try_fold(Decimal::ZERO, |sum, (.., capacity)| add(sum, *capacity))?;
    let mut strains = Vec::new();
    if capacity.is_zero() || plan.reps.is_empty() {
        return Ok(strains);
    }
    let mean = div(all, capacity)?;
    for (month, revenue, capacity) in months.into_iter().filter(|(.., capacity)| !capacity.is_zero()) {
        let revenue_per_day = div(revenue, capacity)?;
        if mul(sub(revenue_per_day, mean)?.abs(), Decimal::TWO)? > mean {
            strains.push(Strain { month, revenue_per_day, mean });
        }
    }
    Ok(strains)
}
