//! What a cell becomes in a sheet, and how it is shown there.

use crate::model::day::Day;
use crate::model::money::Currency;
use crate::model::number::{Decimal, half_even};
use crate::report::cell::Cell;
use crate::report::show::Show;

/// Excel keeps 15 digits of a number: from here on a whole number of minor units may not be what it shows.
pub const BEYOND: u128 = 1_000_000_000_000_000;

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Blank,
    Text(String),
    /// A number with more digits than Excel keeps, as text.
    Digits(String),
    Number(f64),
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Text,
    Count,
    CountGap,
    Money,
    MoneyGap,
    Percent(u32),
    Decimal(u32),
    Day,
}

impl Kind {
    pub fn of(cell: &Cell<'_>) -> Self {
        match cell {
            Cell::Missing | Cell::Text(_) | Cell::Say(_) | Cell::Status(_) | Cell::Bool(_) => Kind::Text,
            Cell::Count(_) => Kind::Count,
            Cell::CountGap(_) => Kind::CountGap,
            Cell::Money(_) => Kind::Money,
            Cell::MoneyGap(_) => Kind::MoneyGap,
            Cell::Percent { places, .. } => Kind::Percent(*places),
            Cell::Decimal { places, .. } => Kind::Decimal(*places),
            Cell::Day(_) => Kind::Day,
        }
    }

    /// The number format; nothing for text.
    pub fn code(self, currency: &Currency) -> Option<String> {
        let money = places("#,##0", usize::from(currency.decimals()));
        Some(match self {
            Kind::Text => return None,
            Kind::Count => "#,##0".to_owned(),
            Kind::CountGap => "+#,##0;[Red]-#,##0;0".to_owned(),
            Kind::MoneyGap => format!("+{money};[Red]-{money};{money}"),
            Kind::Money => money,
            Kind::Percent(n) => places("0", n as usize) + "%",
            Kind::Decimal(n) => places("#,##0", n as usize),
            Kind::Day => "yyyy-mm-dd".to_owned(),
        })
    }
}

fn places(whole: &str, n: usize) -> String {
    match n {
        0 => whole.to_owned(),
        n => format!("{whole}.{}", "0".repeat(n)),
    }
}

pub fn value(cell: &Cell<'_>, currency: &Currency, show: &Show<'_>) -> Value {
    let text = || show.cell(cell).into_owned();
    match cell {
        Cell::Missing => Value::Blank,
        Cell::Text(_) | Cell::Say(_) | Cell::Status(_) | Cell::Bool(_) => Value::Text(text()),
        Cell::Count(_) | Cell::CountGap(_) | Cell::Money(_) | Cell::MoneyGap(_) => {
            number(cell, currency).map_or_else(|| Value::Digits(text()), Value::Number)
        }
        // A share has as many digits as its division gave; the first 15 are what Excel keeps.
        Cell::Percent { share, .. } => nearest(*share).map_or_else(|| Value::Digits(text()), Value::Number),
        Cell::Decimal { value, places } => {
            let short = Some(half_even(*value, *places)).filter(|value| value.mantissa().unsigned_abs() < BEYOND);
            short.and_then(nearest).map_or_else(|| Value::Digits(text()), Value::Number)
        }
        Cell::Day(day) => serial(*day).map_or_else(|| Value::Text(text()), Value::Number),
    }
}

/// A count or an amount in main units: the double nearest to it, which Excel shows with every digit. Nothing for more
/// digits than that, and for what is neither.
pub fn number(cell: &Cell<'_>, currency: &Currency) -> Option<f64> {
    let (units, per_main) = match cell {
        Cell::Count(n) | Cell::CountGap(n) => (*n, 1),
        Cell::Money(amount) | Cell::MoneyGap(amount) => (amount.minor(), currency.minor_per_main()),
        _ => return None,
    };
    (units.unsigned_abs() < BEYOND).then(|| units as f64 / per_main as f64)
}

/// The double nearest to a decimal: the parser of the standard library rounds correctly.
fn nearest(value: Decimal) -> Option<f64> {
    value.to_string().parse().ok()
}

/// The number of a day in Excel, which believes that 1900 had a leap day: nothing before March of that year.
fn serial(day: Day) -> Option<f64> {
    let days = day.days_since(Day::new(1900, 3, 1)?);
    (days >= 0).then(|| f64::from(days) + 61.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::Money;
    use crate::model::text::Lang;

    fn of(cell: Cell<'_>, code: &str) -> Value {
        let currency = Currency::new(code).unwrap();
        value(&cell, &currency, &Show::full(&currency, Lang::En))
    }

    #[test]
    fn amounts_are_numbers_as_long_as_every_digit_counts() {
        assert_eq!(of(Cell::Money(Money::from_sum(-123_456)), "CNY"), Value::Number(-1234.56));
        assert_eq!(of(Cell::Money(Money::from_sum(1_001)), "KWD"), Value::Number(1.001));
        assert_eq!(of(Cell::Money(Money::from_sum(999_999_999_999_999)), "CNY"), Value::Number(9_999_999_999_999.99));
        let digits = "10,000,000,000,000.00".to_owned();
        assert_eq!(of(Cell::Money(Money::from_sum(1_000_000_000_000_000)), "CNY"), Value::Digits(digits));
        assert_eq!(of(Cell::Missing, "CNY"), Value::Blank);
    }

    #[test]
    fn days_are_counted_as_excel_does() {
        let day = |text| of(Cell::Day(Day::parse(text).unwrap()), "CNY");
        assert_eq!([day("1900-03-01"), day("2026-08-14")], [Value::Number(61.0), Value::Number(46248.0)]);
        assert_eq!(day("1900-02-28"), Value::Text("1900-02-28".to_owned()));
    }

    #[test]
    fn formats_have_the_places_of_the_currency() {
        for (code, money) in [("JPY", "#,##0"), ("CNY", "#,##0.00"), ("KWD", "#,##0.000")] {
            assert_eq!(Kind::Money.code(&Currency::new(code).unwrap()).as_deref(), Some(money));
        }
        let currency = Currency::new("CNY").unwrap();
        assert_eq!(Kind::Percent(1).code(&currency).as_deref(), Some("0.0%"));
        assert_eq!(Kind::Decimal(0).code(&currency).as_deref(), Some("#,##0"));
        assert_eq!(Kind::Text.code(&currency), None);
    }
}
