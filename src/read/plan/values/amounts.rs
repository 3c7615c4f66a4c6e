//! Amounts of the plan's currency.

use crate::model::money::{Currency, Money};
use crate::model::number::{Decimal, half_even};
use crate::model::sentence::grouped;
use crate::read::plan::fault::Fault;
use crate::read::plan::tree::{Node, Value};
use crate::read::plan::values::{self, numbers};
use crate::text;

/// Reads amounts; while the currency is in doubt, they are checked for all but their decimals.
#[derive(Clone, Copy)]
pub struct Amounts<'c>(pub Option<&'c Currency>);

impl Amounts<'_> {
    /// An amount above zero.
    pub fn positive(self, node: &Node) -> Result<Money, Fault> {
        let value = number(node)?;
        if value > Decimal::ZERO {
            return self.money(node, value);
        }
        let help = text!(en: "write an amount such as `100_000`, or leave the key out"; zh: "请写金额，如 `100_000`，或删去此键");
        Err(Fault::new(node, text!(en: "be above 0"; zh: "大于 0"), help))
    }

    /// An amount that is not negative.
    pub fn at_least_zero(self, node: &Node) -> Result<Money, Fault> {
        let value = number(node)?;
        if value >= Decimal::ZERO {
            return self.money(node, value);
        }
        let help = text!(en: "write 0 or more"; zh: "请写 0 或更大的数");
        Err(Fault::new(node, text!(en: "not be negative"; zh: "不为负数"), help))
    }

    fn money(self, node: &Node, value: Decimal) -> Result<Money, Fault> {
        let Some(currency) = self.0 else { return Ok(Money::ZERO) };
        let (code, places) = (currency.code(), currency.decimals());
        if value.normalize().scale() > u32::from(places) {
            let must = match places {
                0 => text!(en: "be whole, as {code} has no decimals"; zh: "是整数，因为 {code} 没有小数"),
                _ => {
                    text!(en: "have at most {places} decimals, as {code} has"; zh: "最多 {places} 位小数，因为 {code} 如此")
                }
            };
            let rounded = half_even(value, u32::from(places)).max(Decimal::new(1, u32::from(places))).normalize();
            return Err(Fault::new(node, must, text!(en: "write `{rounded}`"; zh: "请写 `{rounded}`")));
        }
        Money::from_main(value, currency).map_err(|_| {
            let most = grouped(&currency.plain(Money::from_sum(Money::MOST)));
            let help = text!(en: "larger amounts cannot be computed exactly"; zh: "更大的金额无法精确计算");
            Fault::new(node, text!(en: "be at most {most}"; zh: "不超过 {most}"), help)
        })
    }
}

fn number(node: &Node) -> Result<Decimal, Fault> {
    let must = text!(en: "be an amount"; zh: "是金额");
    let help = text!(en: "write `10_000_000`, `\"1,000万\"` or `\"10M\"`"; zh: "请写 `10_000_000`、`\"1,000万\"` 或 `\"10M\"`");
    let parsed = match &node.value {
        Value::Number(written) => numbers::plain(written),
        Value::Text(written) => numbers::amount(written),
        _ => return Err(Fault::kind(node, must, help)),
    };
    let label = text!(en: "cannot be read as an amount"; zh: "无法读作金额");
    parsed.ok_or_else(|| Fault::new(node, must, values::in_half_width(node).unwrap_or(help)).label(label))
}
