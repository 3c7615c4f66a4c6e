//! Money quotas: real-valued revenue rounded to minor units, or to `round_to`, with exact totals.

use crate::calc::decompose::grid::Grid;
use crate::calc::rounding::nest::Nest;
use crate::calc::rounding::{self, GrandTotal};
use crate::model::money::Money;
use crate::model::number::{Decimal, Fixed, TooLarge, div, floor_whole, sub, whole};
use crate::model::plan::Plan;

/// Rule 9 for money: whole units per cell, the grand total exactly `assigned`, fixed quotas exactly as fixed.
///
/// What does not divide by the unit goes to the largest cell of its rep (fixed quotas) or of the others,
/// as far as that cell's real value reaches, then to the next; it is set aside before the rest is rounded, so
/// that every total stays within one unit of its real value.
pub fn round(
    plan: &Plan,
    grid: Grid,
    assigned: Money,
    real: &[Decimal],
    nests: (&Nest, &Nest),
) -> Result<Vec<i128>, TooLarge> {
    let unit = plan.target.round_to.map_or(1, Money::minor).max(1);
    let mut odd = vec![Odd::default(); real.len()];
    if unit > 1 {
        let fixed: Money = plan.reps.iter().filter_map(|rep| rep.quota).sum();
        let is_fixed = |cell: usize| plan.reps.get(grid.place(cell).0).is_some_and(|rep| rep.quota.is_some());
        let others = (0..real.len()).filter(|cell| !is_fixed(*cell)).collect();
        set_aside(&mut odd, real, others, (assigned - fixed).minor().rem_euclid(unit))?;
        for (rep, quota) in plan.reps.iter().enumerate().filter_map(|(i, rep)| Some((i, rep.quota?))) {
            let cells = (0..grid.segments).flat_map(|segment| grid.row(rep, segment)).collect();
            set_aside(&mut odd, real, cells, quota.minor().rem_euclid(unit))?;
        }
    }
    let per_unit = whole(unit);
    let units = real.iter().zip(&odd).map(|(value, odd)| Fixed::new(div(sub(*value, odd.real)?, per_unit)?));
    let units = units.collect::<Result<Vec<Fixed>, TooLarge>>()?;
    let rounded = rounding::round(&units, nests.0, nests.1, GrandTotal::Floor).ok_or(TooLarge)?;
    let with_odd = |(units, odd): (i128, Odd)| units.saturating_mul(unit).saturating_add(odd.minor);
    Ok(rounded.into_iter().zip(odd).map(with_odd).collect())
}

/// What is set aside of one cell: of its real value, and as whole minor units.
#[derive(Clone, Copy, Default)]
struct Odd {
    real: Decimal,
    minor: i128,
}

/// Sets `amount` aside in the largest of `cells`, none beyond its own real value; the whole minor units of the parts
/// sum to `amount`.
fn set_aside(odd: &mut [Odd], real: &[Decimal], mut cells: Vec<usize>, amount: i128) -> Result<(), TooLarge> {
    cells.sort_by_key(|cell| std::cmp::Reverse(real.get(*cell).copied()));
    let (mut rest, mut whole_rest) = (whole(amount), amount);
    let mut parts = Vec::new();
    for cell in cells {
        let value = real.get(cell).copied().unwrap_or_default();
        if rest.is_zero() || value.is_zero() {
            break;
        }
        let part = value.min(rest);
        let floor = floor_whole(part).ok_or(TooLarge)?;
        rest = sub(rest, part)?;
        whole_rest -= floor;
        parts.push((cell, part, floor));
    }
    // Cells that were set aside whole leave minor units over, fewer than there are cells: one more for each.
    for (cell, real, floor) in parts {
        let one_more = i128::from(whole_rest > 0);
        whole_rest -= one_more;
        if let Some(odd) = odd.get_mut(cell) {
            *odd = Odd { real, minor: floor + one_more };
        }
    }
    if whole_rest == 0 { Ok(()) } else { Err(TooLarge) }
}
