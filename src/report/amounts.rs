//! Amounts inside sentences.

use crate::model::money::{Currency, Money};
use crate::model::sentence::grouped;

/// Thousands marked, and minor units only where there are any: `1,234.50`, `1,200`.
pub fn spoken(currency: &Currency, amount: Money) -> String {
    let plain = currency.plain(amount);
    let whole = amount.minor() % currency.minor_per_main() == 0;
    let shown = if whole { plain.split('.').next().unwrap_or(&plain) } else { &plain };
    grouped(shown)
}

/// The nearest whole number of main units, for amounts whose minor units are noise.
pub fn whole(currency: &Currency, amount: Money) -> Money {
    let per_main = currency.minor_per_main();
    Money::from_sum((amount.minor() + per_main / 2).div_euclid(per_main).saturating_mul(per_main))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_are_said_only_where_there_are_any() {
        let usd = Currency::new("USD").unwrap();
        assert_eq!(spoken(&usd, Money::from_sum(-120_000_000)), "-1,200,000");
        assert_eq!(spoken(&usd, Money::from_sum(123_450)), "1,234.50");
    }
}
