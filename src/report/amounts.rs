//! Amounts inside sentences.

use crate::model::money::{Currency, Money};
use crate::model::number::{div, half_even_whole, whole as exact};
use crate::model::sentence::grouped;

/// Thousands marked, and minor units only where there are any: `1,234.50`, `1,200`.
pub fn spoken(currency: &Currency, amount: Money) -> String {
    let plain = currency.plain(amount);
    let whole = amount.minor() % currency.minor_per_main() == 0;
    let shown = if whole { plain.split('.').next().unwrap_or(&plain) } else { &plain };
    grouped(shown)
}

/// The nearest whole number of main units, half-even, for amounts whose minor units are noise; tables and charts that
/// show whole amounts round alike.
pub fn whole(currency: &Currency, amount: Money) -> Money {
    let per_main = currency.minor_per_main();
    let units = div(exact(amount.minor()), exact(per_main)).ok().and_then(half_even_whole);
    units.map_or(amount, |units| Money::from_sum(units.saturating_mul(per_main)))
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

    #[test]
    fn whole_amounts_are_the_nearest_and_in_the_middle_the_even() {
        let usd = Currency::new("USD").unwrap();
        for (minor, nearest) in [(437_457_485, 437_457_500), (250, 200), (350, 400), (-250, -200), (-251, -300)] {
            assert_eq!(whole(&usd, Money::from_sum(minor)).minor(), nearest, "{minor}");
        }
        let jpy = Currency::new("JPY").unwrap();
        assert_eq!(whole(&jpy, Money::from_sum(1_235)).minor(), 1_235);
    }
}
