//! Money: exact amounts in the minor units of one currency.
#![deny(clippy::arithmetic_side_effects)]

use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use crate::model::number::{Decimal, TooLarge, half_even_whole, mul};

/// An amount in minor units (cents, fen) of the plan's currency.
///
/// Every amount read or computed is at most [`Money::MOST`] in size, so that a sum needs 10²⁰ of them to
/// reach the end of its integer: sums saturate there, and no input can get that far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i128);

impl Money {
    pub const ZERO: Money = Money(0);
    /// The largest single amount: 10¹⁷ minor units.
    pub const MOST: i128 = 100_000_000_000_000_000;

    /// # Errors
    /// [`TooLarge`] above [`Money::MOST`] in size.
    pub fn from_minor(minor: i128) -> Result<Self, TooLarge> {
        if minor.unsigned_abs() <= Self::MOST.unsigned_abs() { Ok(Money(minor)) } else { Err(TooLarge) }
    }

    /// A sum of amounts that was kept as a plain number of minor units.
    pub fn from_sum(minor: i128) -> Self {
        Money(minor)
    }

    /// `value` main units, rounded half-even to the currency's minor unit.
    pub fn from_main(value: Decimal, currency: &Currency) -> Result<Self, TooLarge> {
        let scaled = mul(value, Decimal::from(10_i64.pow(u32::from(currency.decimals))))?;
        Self::from_minor(half_even_whole(scaled).ok_or(TooLarge)?)
    }

    pub fn minor(self) -> i128 {
        self.0
    }

    /// Minor units as a decimal, for rates and real-valued needs.
    pub fn decimal(self) -> Decimal {
        Decimal::try_from_i128_with_scale(self.0, 0).unwrap_or(Decimal::MAX)
    }

    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The amount in parts of the given sizes; what cannot be shared so is in the first one, so that the sum is exact.
    pub fn shared(self, sizes: impl Iterator<Item = u32> + Clone) -> impl Iterator<Item = Money> {
        let all = sizes.clone().map(i128::from).sum::<i128>().max(1);
        let part = move |size: u32| self.0.saturating_mul(size.into()).checked_div(all).unwrap_or(0);
        let others = sizes.clone().skip(1).map(part).fold(0, i128::saturating_add);
        sizes.enumerate().map(move |(at, size)| Money(if at == 0 { self.0.saturating_sub(others) } else { part(size) }))
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(self.0.saturating_neg())
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

/// A currency by its ISO 4217 code, with the number of decimals of its minor unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    code: String,
    decimals: u8,
}

impl Currency {
    /// Stands where nothing says which currency amounts would be in.
    pub const UNKNOWN: Currency = Currency { code: String::new(), decimals: 2 };

    /// Nothing unless ISO 4217 lists the code. Case does not matter.
    pub fn new(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_uppercase();
        let listed = CODES.split(' ').any(|listed| listed == code);
        listed.then(|| Currency { decimals: decimals_of(&code), code })
    }

    pub fn code(&self) -> &str {
        &self.code
    }

    pub fn decimals(&self) -> u8 {
        self.decimals
    }

    /// Minor units in one main unit: 100 for CNY, 1 for JPY.
    pub fn minor_per_main(&self) -> i128 {
        10_i128.saturating_pow(u32::from(self.decimals))
    }

    /// A plain decimal with all places of the currency: `1234.50`.
    pub fn plain(&self, amount: Money) -> String {
        let (size, places) = (amount.0.unsigned_abs(), usize::from(self.decimals));
        // Nearly every amount fits 64 bits, which are written several times as fast.
        let digits = u64::try_from(size).map_or_else(|_| size.to_string(), |size| size.to_string());
        let (whole, rest) = digits.split_at(digits.len().saturating_sub(places));
        let (sign, whole) = (if amount.0 < 0 { "-" } else { "" }, if whole.is_empty() { "0" } else { whole });
        match places {
            0 => [sign, whole].concat(),
            _ => [sign, whole, ".", &"0".repeat(places.saturating_sub(rest.len())), rest].concat(),
        }
    }
}

/// The codes of ISO 4217 that money is held in; those of metals, tests and funds of banks are left out.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
    CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP \
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW \
    KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN \
    NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD \
    SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW \
    UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// Decimals of the minor unit in ISO 4217; 2 unless listed.
fn decimals_of(code: &str) -> u8 {
    match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str, code: &str) -> Money {
        Money::from_main(Decimal::from_str_exact(text).unwrap(), &Currency::new(code).unwrap()).unwrap()
    }

    #[test]
    fn minor_units_follow_iso_4217() {
        assert_eq!(money("1234.5", "CNY").minor(), 123_450);
        assert_eq!(money("1234.5", "JPY").minor(), 1_234, "half-even");
        assert_eq!(money("1.0005", "KWD").minor(), 1_000, "half-even");
    }

    #[test]
    fn plain_text_has_every_place() {
        let cny = Currency::new("cny").unwrap();
        assert_eq!(cny.plain(money("-0.05", "CNY")), "-0.05");
        assert_eq!(cny.plain(money("1234.5", "CNY")), "1234.50");
        assert_eq!(Currency::new("JPY").unwrap().plain(money("7", "JPY")), "7");
    }

    #[test]
    fn parts_sum_to_the_amount() {
        for (minor, parts) in [(100, 3), (-100, 3), (1, 2), (0, 4), (7, 1)] {
            let shared: Vec<Money> = Money::from_sum(minor).shared((0..parts).map(|_| 1)).collect();
            assert_eq!((shared.len(), shared.iter().copied().sum::<Money>().minor()), (parts, minor));
        }
        let sizes =
            |sizes: [u32; 3]| Money::from_sum(100).shared(sizes.into_iter()).map(Money::minor).collect::<Vec<_>>();
        assert_eq!((sizes([1, 1, 1]), sizes([60, 30, 10])), (vec![34, 33, 33], vec![60, 30, 10]));
    }

    #[test]
    fn an_amount_too_large_is_an_error() {
        assert_eq!(Money::from_minor(Money::MOST + 1), Err(TooLarge));
        assert!(Currency::new("RMBX").is_none());
    }
}
