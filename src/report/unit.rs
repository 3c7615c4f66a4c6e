//! Amounts in 万, 亿, K or M, for people who read large ones. Programs get plain amounts whatever the unit.
//!
//! A table has one unit and one number of decimals, as many as its amounts need, so that what is shown adds up. Where
//! that would take more than anybody reads, the amounts are rounded and the table says so.

use crate::model::money::{Currency, Money};
use crate::model::number::{Decimal, div, half_even, whole};
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::model::Table;
use crate::text;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The largest of the language that leaves the amounts of a table readable, or none.
    Auto,
    Wan,
    Yi,
    K,
    M,
}

impl Unit {
    pub const ALL: [Unit; 5] = [Unit::Auto, Unit::Wan, Unit::Yi, Unit::K, Unit::M];

    /// The name in options.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Auto => "auto",
            Unit::Wan => "wan",
            Unit::Yi => "yi",
            Unit::K => "k",
            Unit::M => "m",
        }
    }

    /// The power of ten of main units, what stands behind the number, and the most decimals that are shown.
    fn shape(self, largest: u128, lang: Lang) -> Option<(u32, &'static str, u32)> {
        match self {
            Unit::Wan => Some((4, "万", 2)),
            Unit::Yi => Some((8, "亿", 4)),
            Unit::K => Some((3, "K", 1)),
            Unit::M => Some((6, "M", 4)),
            Unit::Auto => {
                let (small, large, from) = match lang {
                    Lang::En => (Unit::K, Unit::M, 100_000_000),
                    Lang::Zh => (Unit::Wan, Unit::Yi, 1_000_000_000),
                };
                match largest {
                    0..100_000 => None,
                    largest if largest < from => small.shape(largest, lang),
                    largest => large.shape(largest, lang),
                }
            }
        }
    }
}

/// How the amounts of one table are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Minor units of the currency in one of the unit.
    minor: i128,
    suffix: &'static str,
    places: u32,
    /// Whether some amount has more decimals than are shown.
    rounded: bool,
}

impl Scale {
    /// The scale of a table's amounts; nothing where they are shown in full.
    pub fn of_table(unit: Unit, table: &Table<'_>, currency: &Currency, lang: Lang) -> Option<Self> {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let amounts = cells.filter_map(|cell| match cell {
            Cell::Money(amount) | Cell::MoneyGap(amount) => Some(amount.minor()),
            _ => None,
        });
        let amounts: Vec<i128> = amounts.filter(|minor| *minor != 0).collect();
        let per_main = currency.minor_per_main();
        let largest = amounts.iter().map(|minor| minor.unsigned_abs() / per_main.unsigned_abs()).max()?;
        let (power, suffix, most) = unit.shape(largest, lang)?;
        let minor = per_main.checked_mul(10_i128.checked_pow(power)?)?;
        let fits = |places: u32| {
            let least = minor / 10_i128.pow(places);
            least > 0 && amounts.iter().all(|amount| amount % least == 0)
        };
        let places = (0..=most).find(|places| fits(*places));
        Some(Scale { minor, suffix, places: places.unwrap_or(most), rounded: places.is_none() })
    }

    /// `48.54万`; nothing where it is too large to be divided.
    pub fn show(&self, amount: Money) -> Option<String> {
        if amount == Money::ZERO {
            return Some("0".to_owned());
        }
        let units = div(whole(amount.minor()), whole(self.minor)).ok()?;
        Some(format!("{}{}", crate::report::show::decimal(half_even(units, self.places), self.places), self.suffix))
    }

    /// What is said below a table whose amounts are rounded.
    pub fn remark(&self) -> Option<Text> {
        let (step, suffix) = (Decimal::new(1, self.places), self.suffix);
        self.rounded.then(|| {
            text!(
                en: "amounts rounded to {step}{suffix}; totals and gaps are those of the exact amounts";
                zh: "金额舍入到 {step}{suffix}；合计与差距按精确金额计算"
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::model::Row;

    fn scale(unit: Unit, lang: Lang, minors: &[i128]) -> Option<Scale> {
        let cells = minors.iter().map(|minor| Cell::Money(Money::from_sum(*minor))).collect();
        let table = Table { columns: Vec::new(), rows: vec![Row::plain(cells)] };
        Scale::of_table(unit, &table, &Currency::new("CNY").unwrap(), lang)
    }

    fn shown(unit: Unit, lang: Lang, minors: &[i128]) -> (Vec<String>, bool) {
        let scale = scale(unit, lang, minors).unwrap();
        (minors.iter().map(|minor| scale.show(Money::from_sum(*minor)).unwrap()).collect(), scale.remark().is_some())
    }

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_table_shows_the_decimals_that_its_amounts_need() {
        let quotas = [48_540_000, 201_460_000, 250_000_000, 0];
        assert_eq!(shown(Unit::Wan, Lang::Zh, &quotas), (words(&["48.54万", "201.46万", "250.00万", "0"]), false));
        assert_eq!(shown(Unit::K, Lang::En, &quotas), (words(&["485.4K", "2,014.6K", "2,500.0K", "0"]), false));
        assert_eq!(shown(Unit::Wan, Lang::Zh, &[-30_000_000]), (words(&["-30万"]), false));
        assert_eq!(shown(Unit::Yi, Lang::Zh, &[12_000_000_000, 1_000_000]), (words(&["1.2000亿", "0.0001亿"]), false));
    }

    #[test]
    fn what_would_take_more_is_rounded_and_said() {
        assert_eq!(shown(Unit::Wan, Lang::En, &[57_964_285, 57_965_000]), (words(&["57.96万", "57.96万"]), true));
        assert_eq!(shown(Unit::M, Lang::En, &[-4_389_285]), (words(&["-0.0439M"]), true));
        assert_eq!(shown(Unit::M, Lang::En, &[-389]), (words(&["0.0000M"]), true));
    }

    #[test]
    fn auto_takes_the_unit_of_the_language_by_size() {
        for (main, en, zh) in [
            (99_999, None, None),
            (100_000, Some("100K"), Some("10万")),
            (50_000_000, Some("50,000K"), Some("5,000万")),
            (100_000_000, Some("100M"), Some("10,000万")),
            (1_000_000_000, Some("1,000M"), Some("10亿")),
        ] {
            for (lang, expected) in [(Lang::En, en), (Lang::Zh, zh)] {
                let amount = main * 100;
                let found = scale(Unit::Auto, lang, &[amount]).and_then(|scale| scale.show(Money::from_sum(amount)));
                assert_eq!(found.as_deref(), expected, "{main}");
            }
        }
    }
}
