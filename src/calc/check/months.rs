//! Months that ask far more or less of a day of capacity than the plan does on average.

use crate::calc::check::finding::{Finding, Level};
use crate::calc::check::spread::{Spread, Weight};
use crate::calc::decompose::capacity::team_capacity;
use crate::calc::decompose::load::{Strain, strains};
use crate::calc::decompose::quotas::Quotas;
use crate::model::number::{Decimal, TooLarge, add, div, mul};
use crate::model::plan::{Plan, Seasonality};

/// One finding for each weight of `[seasonality]` that strains months; without weights one for all months.
pub fn findings(plan: &Plan, quotas: &Quotas) -> Result<Vec<Finding>, TooLarge> {
    let strains = strains(plan, quotas)?;
    let (key, size, weights) = match &plan.seasonality {
        Seasonality::Months(weights) => ("seasonality.months", 1, weights.as_slice()),
        Seasonality::Quarters(weights) => ("seasonality.quarters", 3, weights.as_slice()),
        Seasonality::WorkingDays | Seasonality::Capacity => ("seasonality.by", 1, [].as_slice()),
    };
    let strained: Vec<usize> = strains.iter().map(|strain| strain.month / size).collect();
    let even = even_weights(quotas, size, weights, &strained)?;
    let finding = |strains: &[Strain]| {
        let weight = strains.first().and_then(|strain| {
            let (at, even) = (strain.month / size, even.as_ref()?);
            Some(Weight { now: *weights.get(at)?, even: *even.get(at)? })
        });
        Finding::new(Level::Warning, key, Spread::Months { strains: strains.to_vec(), weight })
    };
    let together = |a: &Strain, b: &Strain| weights.is_empty() || a.month / size == b.month / size;
    Ok(strains.chunk_by(together).map(finding).collect())
}

/// The weight of each month or quarter at which it asks per day of capacity what those outside `strained` ask together:
/// `its capacity × Σ their weights ÷ Σ their capacity`. Nothing where there are no weights, or none to go by.
fn even_weights(
    quotas: &Quotas,
    size: usize,
    weights: &[Decimal],
    strained: &[usize],
) -> Result<Option<Vec<Decimal>>, TooLarge> {
    let mut capacity = vec![Decimal::ZERO; weights.len()];
    for month in 0..quotas.grid().months {
        if let Some(sum) = capacity.get_mut(month / size) {
            let days = Decimal::from(quotas.schedules().calendar().in_month(month));
            *sum = add(*sum, mul(team_capacity(&quotas.basis().capacity, month)?, days)?)?;
        }
    }
    let (mut weight_of_others, mut capacity_of_others) = (Decimal::ZERO, Decimal::ZERO);
    for (i, (weight, capacity)) in weights.iter().zip(&capacity).enumerate() {
        if !strained.contains(&i) {
            weight_of_others = add(weight_of_others, *weight)?;
            capacity_of_others = add(capacity_of_others, *capacity)?;
        }
    }
    if weight_of_others.is_zero() || capacity_of_others.is_zero() {
        return Ok(None);
    }
    let even = capacity.into_iter().map(|capacity| div(mul(capacity, weight_of_others)?, capacity_of_others));
    even.collect::<Result<_, _>>().map(Some)
}
