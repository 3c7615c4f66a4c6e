//! Numbers as a formula writes them: grouped and short for people, plain and longer for programs.

use crate::model::money::{Currency, Money};
use crate::model::number::{Decimal, Fraction, half_even, whole};
use crate::model::plan::Plan;
use crate::model::sentence::grouped;

/// How the numbers of formulas are written.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    currency: &'a Currency,
    grouped: bool,
    /// Decimals of real values, and of factors such as capacities.
    values: u32,
    factors: u32,
}

/// Decimals that people can follow with a pocket calculator.
pub const VALUE_PLACES: u32 = 4;
pub const FACTOR_PLACES: u32 = 6;
/// Decimals for programs.
const PLAIN_PLACES: u32 = 10;

impl<'a> Figures<'a> {
    pub fn people(plan: &'a Plan) -> Self {
        Figures { currency: &plan.currency, grouped: true, values: VALUE_PLACES, factors: FACTOR_PLACES }
    }

    pub fn programs(plan: &'a Plan) -> Self {
        Figures { currency: &plan.currency, grouped: false, values: PLAIN_PLACES, factors: PLAIN_PLACES }
    }

    /// `1,234.50`: a whole number of minor units.
    pub fn money(&self, amount: Money) -> String {
        self.written(self.currency.plain(amount))
    }

    /// A real-valued amount of minor units, in main units with all places of the currency at least.
    pub fn amount(&self, minor: Decimal) -> String {
        let main = half_even(main_units(minor, self.currency), self.values).normalize();
        let places = main.scale().max(u32::from(self.currency.decimals()));
        self.written(format!("{main:.*}", places as usize))
    }

    /// Units of steps, and sums of deals.
    pub fn value(&self, value: Decimal) -> String {
        self.trimmed(value, self.values)
    }

    /// Weights, capacities, deals: what is multiplied further.
    pub fn factor(&self, value: Decimal) -> String {
        self.trimmed(value, self.factors)
    }

    pub fn count(&self, n: i128) -> String {
        self.written(n.to_string())
    }

    /// Exact: `0.25` or `(1/3)`.
    pub fn fraction(&self, fraction: &Fraction) -> String {
        let shown = fraction.to_string();
        if shown.contains('/') { format!("({shown})") } else { self.written(shown) }
    }

    /// Exact where a short decimal is, else near it.
    pub fn fraction_or_near(&self, fraction: &Fraction) -> String {
        let shown = self.fraction(fraction);
        if shown.contains('/') { self.factor(fraction.decimal()) } else { shown }
    }

    fn trimmed(&self, value: Decimal, places: u32) -> String {
        self.written(half_even(value, places).normalize().to_string())
    }

    fn written(&self, plain: String) -> String {
        if self.grouped { grouped(&plain) } else { plain }
    }
}

/// Minor units as main units.
pub fn main_units(minor: Decimal, currency: &Currency) -> Decimal {
    minor.checked_div(whole(currency.minor_per_main())).unwrap_or_default()
}

/// Decimals that all of `values` need, at most `most`, so that a column lines up without idle zeros.
pub fn places(values: impl IntoIterator<Item = Decimal>, most: u32) -> u32 {
    values.into_iter().map(|value| half_even(value, most).normalize().scale()).max().unwrap_or(0)
}

/// `a + b + c`; 0 for nothing.
pub fn sum(parts: impl IntoIterator<Item = String>) -> String {
    let joined = parts.into_iter().collect::<Vec<_>>().join(" + ");
    if joined.is_empty() { "0".to_owned() } else { joined }
}
