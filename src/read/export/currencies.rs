//! Which currency an amount is in, and what it is in the plan's.

use std::collections::BTreeMap;

use crate::model::money::{Currency, Money};
use crate::model::number::{Decimal, TooLarge, mul, whole};
use crate::model::plan::Plan;

/// The plan's currency and its rates.
pub struct Exchange<'a> {
    plan: &'a Currency,
    rates: &'a BTreeMap<String, Decimal>,
    /// Whether an amount in a currency without a rate is taken as it is: where nothing is summed.
    lenient: bool,
}

/// How an amount became one of the plan's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    AsWritten,
    /// It has more decimals than the currency.
    Rounded,
    /// From another currency.
    Converted,
}

/// What several currencies are called in Chinese.
pub const YUAN: &str = "元";

/// Less of a minor unit than this is what binary numbers of a spreadsheet leave behind.
const TOLERANCE: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// Why an amount cannot be expressed in the plan's currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoExchange {
    TooLarge,
    /// The currency without a rate, by its code, or as written where the code is not known.
    Unknown(String),
}

impl<'a> Exchange<'a> {
    pub fn new(plan: &'a Plan) -> Self {
        Exchange { plan: &plan.currency, rates: &plan.currencies, lenient: false }
    }

    /// Takes every currency, for whoever sums nothing.
    pub fn lenient(plan: &'a Plan) -> Self {
        Exchange { lenient: true, ..Self::new(plan) }
    }

    /// The code that a cell of a currency column means, as far as it is known.
    pub fn code_of(&self, written: &str) -> String {
        self.code(written.trim())
    }

    /// Whether this is the code of the plan's currency.
    #[inline]
    pub fn is_own(&self, written: &[u8]) -> bool {
        written == self.plan.code().as_bytes()
    }

    /// A plain number of the plan's own currency; nothing where it is in another one, too large, or has to be rounded.
    #[inline]
    pub fn own(&self, (digits, decimals): (i64, usize), written: Option<&str>) -> Option<Money> {
        if written.is_some_and(|text| text != self.plan.code()) {
            return None;
        }
        let places = usize::from(self.plan.decimals()).checked_sub(decimals)?;
        let minor = digits.checked_mul(*[1, 10, 100, 1_000].get(places)?)?;
        Money::from_minor(minor.into()).ok()
    }

    /// The amount in the plan's currency, rounded half-even once. Without a currency beside it, a value is in the plan's.
    ///
    /// # Errors
    /// [`NoExchange`] where the currency has no rate or the result is too large.
    pub fn convert(&self, value: Decimal, written: Option<&str>) -> Result<(Money, Taken), NoExchange> {
        let too_large = |_: TooLarge| NoExchange::TooLarge;
        let written = written.map(str::trim).filter(|text| !text.is_empty() && *text != self.plan.code());
        let Some(code) = written.map(|text| self.code(text)).filter(|code| code != self.plan.code()) else {
            let money = Money::from_main(value, self.plan).map_err(too_large)?;
            let minor = mul(value, whole(self.plan.minor_per_main())).map_err(too_large)?;
            let is_rounded = (minor - money.decimal()).abs() > TOLERANCE;
            return Ok((money, if is_rounded { Taken::Rounded } else { Taken::AsWritten }));
        };
        let Some(rate) = self.rates.get(&code).or(self.lenient.then_some(&Decimal::ONE)) else {
            return Err(NoExchange::Unknown(code));
        };
        let converted = mul(value, *rate).and_then(|value| Money::from_main(value, self.plan));
        converted.map(|money| (money, Taken::Converted)).map_err(too_large)
    }

    /// A sign that several currencies share means the plan's own where that is one of them, else the one that has a rate.
    fn code(&self, written: &str) -> String {
        let Some(shared) = shared(written) else { return code_of(written) };
        if shared.contains(&self.plan.code()) {
            return self.plan.code().to_owned();
        }
        let rated: Vec<&&str> = shared.iter().filter(|code| self.rates.contains_key(**code)).collect();
        match rated.as_slice() {
            [one] => (**one).to_owned(),
            several if several.contains(&&"USD") => "USD".to_owned(),
            several if written == YUAN && several.contains(&&"CNY") => "CNY".to_owned(),
            _ => written.to_owned(),
        }
    }
}

/// Whether two names may mean one currency.
pub fn agree(one: &str, other: &str) -> bool {
    let codes = |written: &str| match shared(written.trim()) {
        Some(codes) => codes.iter().map(|code| (*code).to_owned()).collect(),
        None => vec![code_of(written.trim())],
    };
    let others = codes(other);
    codes(one).iter().any(|code| others.contains(code))
}

/// The currencies that share a sign.
fn shared(written: &str) -> Option<&'static [&'static str]> {
    match written {
        "$" | "＄" => Some(&["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"]),
        "¥" | "￥" => Some(&["CNY", "JPY"]),
        YUAN => Some(&["CNY", "TWD", "HKD", "MOP", "SGD"]),
        _ => None,
    }
}

/// The currency that a word means: its code, or a sign that several share; nothing where the word means none.
pub fn known(word: &str) -> Option<String> {
    let code = code_of(word.trim());
    (Currency::new(&code).is_some() || matches!(code.as_str(), "$" | "＄" | "¥" | "￥" | YUAN)).then_some(code)
}

/// What people write for a currency beside its code, in small letters.
const NAMES: [(&str, &str); 45] = [
    ("rmb", "CNY"),
    ("人民币", "CNY"),
    ("人民币元", "CNY"),
    ("yuan", "CNY"),
    ("chinese yuan", "CNY"),
    ("yuan renminbi", "CNY"),
    ("us$", "USD"),
    ("usd$", "USD"),
    ("us dollar", "USD"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("欧元", "EUR"),
    ("£", "GBP"),
    ("pound sterling", "GBP"),
    ("英镑", "GBP"),
    ("yen", "JPY"),
    ("日元", "JPY"),
    ("hk$", "HKD"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("韩元", "KRW"),
    ("新元", "SGD"),
    ("加元", "CAD"),
    ("澳元", "AUD"),
    ("台币", "TWD"),
    ("新台币", "TWD"),
    ("澳门元", "MOP"),
    ("nt$", "TWD"),
    ("ca$", "CAD"),
    ("au$", "AUD"),
    ("nz$", "NZD"),
    ("mx$", "MXN"),
    ("r$", "BRL"),
    ("cn¥", "CNY"),
    ("kč", "CZK"),
    ("zł", "PLN"),
    ("руб", "RUB"),
    ("jp¥", "JPY"),
    ("s$", "SGD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("₹", "INR"),
    ("₩", "KRW"),
];

/// The currency whose Chinese name or sign a text starts with: the longest such name, and the code. A single letter before
/// `$` may be the end of another word.
pub fn named_at(text: &str) -> Option<(&'static str, &'static str)> {
    let may_follow = |name: &str| !name.is_ascii() || (name.len() > 2 && name.ends_with('$'));
    let named = NAMES.into_iter().filter(|(name, _)| text.starts_with(name) && may_follow(name));
    named.max_by_key(|(name, _)| name.len())
}

/// The ISO code of a currency that is written as code, sign or name; the text itself where it is none of these.
fn code_of(written: &str) -> String {
    let lower = written.to_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == lower) {
        return (*code).to_owned();
    }
    // `USD - U.S. Dollar` is how Salesforce shows a currency.
    let front = written.split_once(" - ").map_or(written, |(front, _)| front);
    Currency::new(front).map_or_else(|| written.to_owned(), |currency| currency.code().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(plan: &str, written: &str) -> Result<(i128, Taken), NoExchange> {
        let plan = Currency::new(plan).unwrap();
        let rates = BTreeMap::from([("USD".to_owned(), Decimal::from_str_exact("7.10").unwrap())]);
        let exchange = Exchange { plan: &plan, rates: &rates, lenient: false };
        let (money, taken) = exchange.convert(Decimal::from(100), Some(written))?;
        Ok((money.minor(), taken))
    }

    #[test]
    fn other_currencies_are_converted() {
        assert_eq!(converted("CNY", "USD"), Ok((71_000, Taken::Converted)));
        assert_eq!(converted("CNY", "usd - U.S. Dollar"), Ok((71_000, Taken::Converted)));
        assert_eq!(converted("CNY", "$"), Ok((71_000, Taken::Converted)));
        assert_eq!(converted("CNY", "美金"), Ok((71_000, Taken::Converted)));
        assert_eq!(converted("SGD", "$"), Ok((10_000, Taken::AsWritten)));
        for own in ["CNY", "RMB", "￥", "人民币", ""] {
            assert_eq!(converted("CNY", own), Ok((10_000, Taken::AsWritten)), "{own}");
        }
    }

    #[test]
    fn more_decimals_than_the_currency_has_are_told() {
        let (plan, rates) = (Currency::new("CNY").unwrap(), BTreeMap::new());
        let exchange = Exchange { plan: &plan, rates: &rates, lenient: false };
        for (written, minor, taken) in [
            ("12.34", 1_234, Taken::AsWritten),
            ("12.345", 1_234, Taken::Rounded),
            ("-12.3451", -1_235, Taken::Rounded),
            ("12.3400000000004", 1_234, Taken::AsWritten),
        ] {
            let money = exchange.convert(Decimal::from_str_exact(written).unwrap(), None).unwrap();
            assert_eq!((money.0.minor(), money.1), (minor, taken), "{written}");
        }
    }

    #[test]
    fn yuan_are_the_plans_own_only_where_that_is_called_so() {
        let plan = |code: &str, rates: &[&str]| {
            let (plan, rate) = (Currency::new(code).unwrap(), Decimal::from_str_exact("0.14").unwrap());
            let rates = rates.iter().map(|code| ((*code).to_owned(), rate)).collect();
            let exchange = Exchange { plan: &plan, rates: &rates, lenient: false };
            exchange.convert(Decimal::from(100), Some(YUAN)).map(|(money, taken)| (money.minor(), taken))
        };
        for own in ["CNY", "TWD", "HKD", "SGD"] {
            assert_eq!(plan(own, &[]), Ok((10_000, Taken::AsWritten)), "{own}");
        }
        assert_eq!(plan("USD", &["CNY"]), Ok((1_400, Taken::Converted)));
        assert_eq!(plan("EUR", &["CNY", "HKD"]), Ok((1_400, Taken::Converted)));
        assert_eq!(plan("USD", &["EUR"]), Err(NoExchange::Unknown("元".into())));
    }

    #[test]
    fn a_currency_without_a_rate_is_named() {
        assert_eq!(converted("CNY", "eur"), Err(NoExchange::Unknown("EUR".into())));
        assert_eq!(converted("EUR", "￥"), Err(NoExchange::Unknown("￥".into())));
        assert_eq!(converted("CNY", "Galleons"), Err(NoExchange::Unknown("Galleons".into())));
    }
}
