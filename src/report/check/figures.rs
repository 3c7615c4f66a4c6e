//! Figures inside the sentences of a check.

use crate::model::money::Money;
use crate::model::number::{Decimal, half_even, half_even_whole};
use crate::model::plan::Plan;
use crate::model::sentence::{grouped, harmless};
use crate::model::timeline::month_name;
use crate::report::amounts::spoken;

pub fn amount(plan: &Plan, amount: Money) -> String {
    spoken(&plan.currency, amount)
}

/// Real-valued minor units, shown to the whole minor unit.
pub fn real_amount(plan: &Plan, minor: Decimal) -> String {
    amount(plan, Money::from_sum(half_even_whole(minor).unwrap_or_default()))
}

/// `118 %`, without decimals.
pub fn percent(share: Decimal) -> String {
    let percent = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(Decimal::MAX);
    format!("{}%", grouped(&half_even(percent, 0).normalize().to_string()))
}

/// With at most `places` decimals, half-even.
pub fn number(value: Decimal, places: u32) -> String {
    grouped(&half_even(value, places).normalize().to_string())
}

/// What must not be less: with at most one decimal, rounded up. A value within 10⁻⁶ of a tenth counts as that tenth.
pub fn at_least(value: Decimal) -> String {
    let tenths = half_even(value, 6).checked_mul(Decimal::TEN).map(|tenths| tenths.ceil());
    number(tenths.and_then(|tenths| tenths.checked_div(Decimal::TEN)).unwrap_or(value), 1)
}

pub fn rep(plan: &Plan, rep: usize) -> String {
    plan.reps.get(rep).map(|rep| name(&rep.name)).unwrap_or_default()
}

pub fn step(plan: &Plan, step: usize) -> String {
    plan.funnel.steps().get(step).map(|step| name(&step.name)).unwrap_or_default()
}

pub fn segment(plan: &Plan, segment: usize) -> String {
    plan.segments.get(segment).map(|segment| name(&segment.name)).unwrap_or_default()
}

/// `2026-03`.
pub fn month(plan: &Plan, month: usize) -> String {
    plan.timeline.months().get(month).map(|month| month_name(month.first())).unwrap_or_default()
}

fn name(text: &str) -> String {
    format!("`{}`", harmless(text, 40))
}
