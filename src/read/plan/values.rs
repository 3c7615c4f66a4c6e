//! Values of the plan, each read from its written text and checked for its range.

use crate::model::day::Day;
use crate::model::money::{Currency, Money};
use crate::model::number::{Decimal, Fraction};
use crate::model::rep::{NO_TEAM, UNASSIGNED};
use crate::read::plan::fault::Fault;
use crate::read::plan::names::{did_you_mean, fold};
use crate::read::plan::node::{Node, Value};
use crate::read::plan::numbers;
use crate::text;

/// Text that says something, without outer space.
pub fn text(node: &Node) -> Result<String, Fault> {
    let must = text!(en: "be text"; zh: "是文本");
    match &node.value {
        Value::Text(text) if text.trim().is_empty() => {
            Err(Fault::new(node, text!(en: "not be empty"; zh: "不为空"))
                .label(text!(en: "says nothing"; zh: "没有内容")))
        }
        Value::Text(text) => Ok(text.trim().to_owned()),
        Value::List(_) | Value::Table(_) => {
            Err(Fault::kind(node, must, text!(en: "write it in quotes: `\"…\"`"; zh: "请加引号写成：`\"…\"`")))
        }
        _ => {
            let written = node.written();
            Err(Fault::kind(
                node,
                must,
                text!(en: "put it in quotes: `\"{written}\"`"; zh: "请加引号：`\"{written}\"`"),
            ))
        }
    }
}

/// The name of a rep, team, segment, step or ramp.
pub fn name(node: &Node) -> Result<String, Fault> {
    let name = text(node)?;
    if name.chars().any(char::is_control) {
        let fault = Fault::new(node, text!(en: "be one line without control characters"; zh: "为一行，不含控制字符"));
        return Err(fault.help(text!(en: "write the name as it should show in a table"; zh: "请写表格中要显示的名称")));
    }
    if [UNASSIGNED, NO_TEAM].iter().any(|reserved| fold(reserved) == fold(&name)) {
        let fault = Fault::new(node, text!(en: "be a name of its own"; zh: "是专用的名称"));
        let fault = fault.label(text!(en: "stands for something else in reports"; zh: "报表中另有含义"));
        return Err(fault.help(text!(en: "choose another name"; zh: "请换一个名称")));
    }
    Ok(name)
}

/// One of a few words, ignoring case.
pub fn choice<T: Copy>(node: &Node, words: &[(&str, T)]) -> Result<T, Fault> {
    let word = text(node)?;
    words.iter().find(|(known, _)| fold(known) == fold(&word)).map(|(_, value)| *value).ok_or_else(|| {
        let known = crate::model::sentence::names(words.iter().map(|(known, _)| *known), words.len());
        Fault::new(node, text!(en: "be one of {known}"; zh: "是 {known} 之一"))
            .help(did_you_mean(&word, words.iter().map(|(known, _)| *known)))
    })
}

/// A whole number from `least` to `most`.
pub fn whole(node: &Node, least: u32, most: u32) -> Result<u32, Fault> {
    let must = || text!(en: "be a whole number from {least} to {most}"; zh: "是 {least} 到 {most} 的整数");
    match &node.value {
        Value::Number(number) => {
            let number = number.strip_prefix('+').unwrap_or(number);
            number.parse().ok().filter(|n| (least..=most).contains(n)).ok_or_else(|| Fault::new(node, must()))
        }
        _ => Err(Fault::kind(node, must(), text!(en: "write a number such as `30`"; zh: "请写数字，如 `30`"))),
    }
}

/// A decimal or percentage, not below zero.
pub fn decimal(node: &Node) -> Result<Decimal, Fault> {
    let value = number(node, numbers::decimal)?;
    if value.is_sign_negative() && !value.is_zero() { Err(Fault::new(node, not_negative())) } else { Ok(value) }
}

/// A decimal above zero and at most `most`.
pub fn positive(node: &Node, most: u32) -> Result<Decimal, Fault> {
    let value = decimal(node)?;
    if value.is_zero() {
        return Err(Fault::new(node, above_zero()));
    }
    if value > Decimal::from(most) {
        return Err(Fault::new(node, text!(en: "be at most {most}"; zh: "不超过 {most}")));
    }
    Ok(value)
}

/// A share of full size: 0 to 1.
pub fn portion(node: &Node) -> Result<Decimal, Fault> {
    let value = decimal(node)?;
    if value > Decimal::ONE {
        return Err(percent_hint(Fault::new(node, text!(en: "lie between 0 and 1"; zh: "在 0 到 1 之间")), value));
    }
    Ok(value)
}

/// A fraction that is not negative.
pub fn fraction(node: &Node) -> Result<Fraction, Fault> {
    let value = number(node, numbers::fraction)?;
    if value.is_negative() { Err(Fault::new(node, not_negative())) } else { Ok(value) }
}

/// A fraction above zero.
pub fn need(node: &Node) -> Result<Fraction, Fault> {
    let value = fraction(node)?;
    if value.is_zero() { Err(Fault::new(node, above_zero())) } else { Ok(value) }
}

/// A share or conversion rate: above 0 and at most 1.
pub fn rate(node: &Node) -> Result<Fraction, Fault> {
    let value = number(node, numbers::fraction)?;
    if value.is_positive() && value <= Fraction::ONE {
        return Ok(value);
    }
    let fault = Fault::new(node, text!(en: "lie above 0 and at most at 1"; zh: "大于 0 且不超过 1"));
    Err(percent_hint(fault, value.decimal()))
}

/// A part of a whole that may be nothing: 0 to 1.
pub fn share(node: &Node) -> Result<Fraction, Fault> {
    let value = fraction(node)?;
    if value <= Fraction::ONE {
        return Ok(value);
    }
    Err(percent_hint(Fault::new(node, text!(en: "lie between 0 and 1"; zh: "在 0 到 1 之间")), value.decimal()))
}

/// An attainment: 0.9 for 90 %, at most tenfold.
pub fn threshold(node: &Node) -> Result<Decimal, Fault> {
    let value = decimal(node)?;
    if value.is_zero() {
        return Err(Fault::new(node, above_zero()));
    }
    if value > Decimal::TEN {
        return Err(percent_hint(Fault::new(node, text!(en: "be at most 10"; zh: "不超过 10")), value));
    }
    Ok(value)
}

/// 35 is told that 35 % is 0.35.
fn percent_hint(fault: Fault, value: Decimal) -> Fault {
    if value <= Decimal::ONE || value > Decimal::ONE_HUNDRED {
        return fault.help(text!(en: "write `0.2`, `\"20%\"` or `\"1/5\"`"; zh: "请写 `0.2`、`\"20%\"` 或 `\"1/5\"`"));
    }
    let (percent, share) = (value.normalize(), (value * Decimal::new(1, 2)).normalize());
    fault.help(
        text!(en: "{percent} % is `{share}` or `\"{percent}%\"`"; zh: "{percent}% 写作 `{share}` 或 `\"{percent}%\"`"),
    )
}

fn above_zero() -> crate::model::text::Text {
    text!(en: "be above 0"; zh: "大于 0")
}

fn not_negative() -> crate::model::text::Text {
    text!(en: "not be negative"; zh: "不为负数")
}

/// A number, written as one or as text.
fn number<T>(node: &Node, parse: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    let must = text!(en: "be a number"; zh: "是数字");
    match &node.value {
        Value::Number(written) | Value::Text(written) => parse(written).ok_or_else(|| {
            Fault::new(node, must).label(text!(en: "cannot be read as a number"; zh: "无法读作数字")).help(text!(
                en: "write digits with at most one point, such as `0.25`, `\"25%\"` or `\"1/4\"`, without an exponent";
                zh: "请写数字，最多一个小数点，如 `0.25`、`\"25%\"` 或 `\"1/4\"`，不用指数"
            ))
        }),
        _ => Err(Fault::kind(node, must, text!(en: "write a number such as `0.25`"; zh: "请写数字，如 `0.25`"))),
    }
}

/// A day, as a date of TOML or as text.
pub fn day(node: &Node) -> Result<Day, Fault> {
    let must = text!(en: "be a date"; zh: "是日期");
    let example = text!(en: "write `2026-03-31`"; zh: "请写 `2026-03-31`");
    match &node.value {
        Value::Date(written) | Value::Text(written) => Day::parse(written.trim()).ok_or_else(|| {
            Fault::new(node, must)
                .label(text!(en: "no day between 1900 and 2200"; zh: "不是 1900 至 2200 年间的日期"))
                .help(example)
        }),
        _ => Err(Fault::kind(node, must, example)),
    }
}

/// Amounts of the plan's currency; while that is in doubt, they are checked for all but their decimals.
#[derive(Clone, Copy)]
pub struct Amounts<'c>(pub Option<&'c Currency>);

impl Amounts<'_> {
    /// An amount above zero.
    pub fn positive(self, node: &Node) -> Result<Money, Fault> {
        let value = Self::number(node)?;
        if value <= Decimal::ZERO { Err(Fault::new(node, above_zero())) } else { self.money(node, value) }
    }

    /// An amount that is not negative.
    pub fn at_least_zero(self, node: &Node) -> Result<Money, Fault> {
        let value = Self::number(node)?;
        if value < Decimal::ZERO { Err(Fault::new(node, not_negative())) } else { self.money(node, value) }
    }

    fn number(node: &Node) -> Result<Decimal, Fault> {
        let must = text!(en: "be an amount"; zh: "是金额");
        let example = text!(en: "write `10_000_000`, `\"1,000万\"` or `\"10M\"`"; zh: "请写 `10_000_000`、`\"1,000万\"` 或 `\"10M\"`");
        let parsed = match &node.value {
            Value::Number(written) => numbers::plain(written),
            Value::Text(written) => numbers::amount(written),
            _ => return Err(Fault::kind(node, must, example)),
        };
        parsed.ok_or_else(|| {
            Fault::new(node, must).label(text!(en: "cannot be read as an amount"; zh: "无法读作金额")).help(example)
        })
    }

    fn money(self, node: &Node, value: Decimal) -> Result<Money, Fault> {
        let Some(currency) = self.0 else { return Ok(Money::ZERO) };
        let (code, places) = (currency.code(), currency.decimals());
        if value.normalize().scale() > u32::from(places) {
            let must = text!(en: "have at most {places} decimals, as {code} has"; zh: "最多 {places} 位小数（{code}）");
            return Err(Fault::new(node, must));
        }
        Money::from_main(value, currency).map_err(|_| {
            let most = currency.plain(Money::from_sum(Money::MOST));
            Fault::new(node, text!(en: "be at most {most}"; zh: "不超过 {most}"))
        })
    }
}
