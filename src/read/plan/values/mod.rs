//! Values of the plan, each read from its written text and checked for its range.

pub mod amounts;
pub mod numbers;

use std::ops::RangeInclusive;

use crate::model::day::Day;
use crate::model::number::{Decimal, Fraction};
use crate::model::rep::{NO_TEAM, TOTAL, UNASSIGNED};
use crate::model::segment::same_name;
use crate::model::sentence;
use crate::model::text::Text;
use crate::read::plan::fault::Fault;
use crate::read::plan::tree::{Node, Value, full_width};
use crate::text;

/// Text that says something, without outer space.
pub fn text(node: &Node) -> Result<String, Fault> {
    let must = text!(en: "be text"; zh: "是文本");
    match &node.value {
        Value::Text(text) if text.trim().is_empty() => {
            let help = text!(en: "write something between the quotes, or leave the key out"; zh: "请在引号内写内容，或删去此键");
            let fault = Fault::new(node, text!(en: "not be empty"; zh: "不为空"), help);
            Err(fault.label(text!(en: "says nothing"; zh: "没有内容")))
        }
        Value::Text(text) => Ok(text.trim().to_owned()),
        Value::List(_) | Value::Table(_) => {
            Err(Fault::kind(node, must, text!(en: "write it in quotes: `\"…\"`"; zh: "请加引号写成：`\"…\"`")))
        }
        Value::Number(_) | Value::Truth | Value::Date(_) => {
            let written = node.written();
            let help = text!(en: "put it in quotes: `\"{written}\"`"; zh: "请加引号：`\"{written}\"`");
            Err(Fault::kind(node, must, help))
        }
    }
}

/// The name of a rep, team, segment, step or ramp.
pub fn name(node: &Node) -> Result<String, Fault> {
    let name = text(node)?;
    let help = text!(en: "choose another name"; zh: "请换一个名称");
    if name.chars().any(char::is_control) {
        return Err(Fault::new(node, text!(en: "be one line of plain text"; zh: "为一行普通文本"), help));
    }
    if [UNASSIGNED, NO_TEAM, TOTAL].iter().any(|reserved| same_name(reserved, &name)) {
        let fault = Fault::new(node, text!(en: "be a name of its own"; zh: "是专用的名称"), help);
        return Err(fault.label(text!(en: "stands for something else in reports"; zh: "报表中另有含义")));
    }
    Ok(name)
}

/// One of a few words, ignoring case.
pub fn choice<T: Copy>(node: &Node, words: &[(&str, T)]) -> Result<T, Fault> {
    let word = text(node)?;
    if let Some((_, value)) = words.iter().find(|(known, _)| same_name(known, &word)) {
        return Ok(*value);
    }
    let known = || words.iter().map(|(known, _)| *known);
    let all = |or: &str| known().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(or);
    let must = text!(en: "be {}", all(" or "); zh: "是 {}", all(" 或 "));
    let example = sentence::suggestion(&word, known()).or(known().next()).unwrap_or_default();
    Err(Fault::new(node, must, text!(en: "write `\"{example}\"`"; zh: "请写 `\"{example}\"`")))
}

/// A whole number within a range; `example` is one that would be right.
pub fn whole(node: &Node, range: RangeInclusive<u32>, example: u32) -> Result<u32, Fault> {
    let (least, most) = (range.start(), range.end());
    let must = text!(en: "be a whole number from {least} to {most}"; zh: "是 {least} 到 {most} 的整数");
    let Value::Number(number) = &node.value else {
        let help = text!(en: "write `{example}`, without quotes"; zh: "请写 `{example}`，不加引号");
        return Err(Fault::kind(node, must, help));
    };
    let help = text!(en: "write `{example}`"; zh: "请写 `{example}`");
    let number = number.strip_prefix('+').unwrap_or(number).parse().ok();
    number.filter(|n| range.contains(n)).ok_or_else(|| Fault::new(node, must, help))
}

/// A decimal or percentage, not below zero.
pub fn decimal(node: &Node) -> Result<Decimal, Fault> {
    let value = number(node, numbers::decimal)?;
    if value < Decimal::ZERO { Err(negative(node)) } else { Ok(value) }
}

/// A decimal above zero and at most `most`; `example` is one that would be right.
pub fn positive(node: &Node, most: u32, example: &str) -> Result<Decimal, Fault> {
    let value = number(node, numbers::decimal)?;
    let help = text!(en: "write a number such as `{example}`"; zh: "请写数字，如 `{example}`");
    if value <= Decimal::ZERO {
        return Err(Fault::new(node, text!(en: "be above 0"; zh: "大于 0"), help));
    }
    if value > Decimal::from(most) {
        return Err(Fault::new(node, text!(en: "be at most {most}"; zh: "不超过 {most}"), help));
    }
    Ok(value)
}

/// A share of full size as a decimal: 0 to 1.
pub fn portion(node: &Node) -> Result<Decimal, Fault> {
    let value = number(node, numbers::decimal)?;
    if (Decimal::ZERO..=Decimal::ONE).contains(&value) { Ok(value) } else { Err(not_a_share(node, value)) }
}

/// A share of a whole, which may be nothing: 0 to 1.
pub fn share(node: &Node) -> Result<Fraction, Fault> {
    let value = number(node, numbers::fraction)?;
    if (Fraction::ZERO..=Fraction::ONE).contains(&value) { Ok(value) } else { Err(not_a_share(node, value.decimal())) }
}

/// A conversion rate, or the share of a segment: above 0 and at most 1.
pub fn rate(node: &Node) -> Result<Fraction, Fault> {
    let value = number(node, numbers::fraction)?;
    if value.is_positive() && value <= Fraction::ONE {
        return Ok(value);
    }
    let must = text!(en: "lie above 0 and at most at 1"; zh: "大于 0 且不超过 1");
    Err(Fault::new(node, must, percent_hint(value.decimal())))
}

/// How many of a step one unit of the next takes: above 0.
pub fn need(node: &Node) -> Result<Fraction, Fault> {
    let value = number(node, numbers::fraction)?;
    if value.is_positive() {
        return Ok(value);
    }
    let help = text!(en: "write how many one unit of the next step takes: `12`, or `0.8`"; zh: "请写下一环节每一个所需的数量：`12` 或 `0.8`");
    Err(Fault::new(node, text!(en: "be above 0"; zh: "大于 0"), help))
}

/// A fraction that is not negative.
pub fn fraction(node: &Node) -> Result<Fraction, Fault> {
    let value = number(node, numbers::fraction)?;
    if value.is_negative() { Err(negative(node)) } else { Ok(value) }
}

/// An attainment: 0.9 for 90%, at most tenfold.
pub fn threshold(node: &Node) -> Result<Decimal, Fault> {
    let value = number(node, numbers::decimal)?;
    if value > Decimal::ZERO && value <= Decimal::TEN {
        return Ok(value);
    }
    let must = text!(en: "lie above 0 and at most at 10"; zh: "大于 0 且不超过 10");
    let help = if value > Decimal::TEN {
        percent_hint(value)
    } else {
        text!(en: "write `0.9` or `\"90%\"`"; zh: "请写 `0.9` 或 `\"90%\"`")
    };
    Err(Fault::new(node, must, help))
}

fn not_a_share(node: &Node, value: Decimal) -> Fault {
    Fault::new(node, text!(en: "lie between 0 and 1"; zh: "在 0 到 1 之间"), percent_hint(value))
}

/// 35 is told that 35% is 0.35.
fn percent_hint(value: Decimal) -> Text {
    if value <= Decimal::ONE || value > Decimal::ONE_HUNDRED {
        return text!(en: "write `0.2`, `\"20%\"` or `\"1/5\"`"; zh: "请写 `0.2`、`\"20%\"` 或 `\"1/5\"`");
    }
    let (percent, share) = (value.normalize(), (value * Decimal::new(1, 2)).normalize());
    text!(en: "{percent}% is `{share}` or `\"{percent}%\"`"; zh: "{percent}% 写作 `{share}` 或 `\"{percent}%\"`")
}

fn negative(node: &Node) -> Fault {
    let help = text!(en: "write 0 or more"; zh: "请写 0 或更大的数");
    Fault::new(node, text!(en: "not be negative"; zh: "不为负数"), help)
}

/// A number, written as one or as text.
fn number<T>(node: &Node, parse: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    let must = text!(en: "be a number"; zh: "是数字");
    match &node.value {
        Value::Number(written) | Value::Text(written) => parse(written).ok_or_else(|| {
            let help = text!(
                en: "write digits with at most one point, such as `0.25`, `\"25%\"` or `\"1/4\"`, without an exponent";
                zh: "请写数字，最多一个小数点，如 `0.25`、`\"25%\"` 或 `\"1/4\"`，不用指数"
            );
            let help = in_half_width(node).unwrap_or(help);
            Fault::new(node, must, help).label(text!(en: "cannot be read as a number"; zh: "无法读作数字"))
        }),
        _ => Err(Fault::kind(node, must, text!(en: "write a number such as `0.25`"; zh: "请写数字，如 `0.25`"))),
    }
}

/// What to write for text with full-width characters.
pub fn in_half_width(node: &Node) -> Option<Text> {
    let Value::Text(written) = &node.value else { return None };
    let half = sentence::harmless(&full_width::half_width(written)?, 40);
    Some(text!(en: "its characters are full-width: write `\"{half}\"`"; zh: "其中有全角字符：请写半角的 `\"{half}\"`"))
}

/// A day, as a date of TOML or as text.
pub fn day(node: &Node) -> Result<Day, Fault> {
    let must = text!(en: "be a date"; zh: "是日期");
    let help = text!(en: "write `2026-03-31`"; zh: "请写 `2026-03-31`");
    match &node.value {
        Value::Date(written) | Value::Text(written) => Day::parse(written.trim()).ok_or_else(|| {
            let label = if written.bytes().filter(u8::is_ascii_digit).count() < 8 {
                text!(en: "not a day"; zh: "不是日期")
            } else {
                text!(en: "no day of the years 1900 to 2200"; zh: "不是 1900 至 2200 年间的某一天")
            };
            Fault::new(node, must, in_half_width(node).unwrap_or(help)).label(label)
        }),
        _ => Err(Fault::kind(node, must, help)),
    }
}
