//! `[alerts]` and `[currencies]`.

mod rules;

use std::collections::BTreeMap;

use crate::model::alert::defaults;
use crate::model::diagnostic::Diagnostic;
use crate::model::money::Currency;
use crate::model::number::Decimal;
use crate::model::plan::Alerts;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::values;
use crate::text;

pub use rules::Known;

/// Attainments above which all is well, or nearly, and days without activity that are too many.
pub fn read(root: &mut Section, known: &Known) -> Option<Alerts> {
    let (green_default, amber_default) = (Decimal::ONE, Decimal::new(9, 1));
    let default = Alerts { green: green_default, amber: amber_default, silent_days: 30, rules: defaults().into() };
    let mut section = match root.section("alerts") {
        Field::Read(section) => section,
        Field::Absent => return Some(default),
        Field::Faulty => return None,
    };
    let green = section.field("green", values::threshold);
    let amber = section.field("amber", values::threshold);
    let silent_days = section.field("silent_days", |node| values::whole(node, 1..=3660, 30)).read().unwrap_or(30);
    if !green.is_faulty() && !amber.is_faulty() {
        let (green, amber) = (green.clone().read(), amber.clone().read());
        if amber.unwrap_or(amber_default) > green.unwrap_or(green_default) {
            amber_above_green(&mut section);
        }
    }
    let rules = rules::read(&mut section, known);
    section.finish();
    Some(Alerts {
        green: green.read().unwrap_or(green_default),
        amber: amber.read().unwrap_or(amber_default),
        silent_days,
        rules: rules?,
    })
}

fn amber_above_green(section: &mut Section) {
    let key = if section.has("amber") { "amber" } else { "green" };
    let problem = Diagnostic::error(
        text!(en: "`alerts.amber` exceeds `alerts.green`"; zh: "`alerts.amber` 高于 `alerts.green`"),
        section.place_of(key),
        text!(en: "amber starts below green"; zh: "黄灯的起点应低于绿灯"),
    );
    let help = text!(en: "write `green = 1.0` and `amber = 0.9`"; zh: "请写 `green = 1.0` 和 `amber = 0.9`");
    section.report(problem.help(help));
}

/// The largest rate of exchange.
pub const MOST_EXCHANGE: u32 = 1_000_000_000;

/// Units of the plan's currency for one unit of each, by code.
pub fn currencies(root: &mut Section, own: Option<&Currency>) -> BTreeMap<String, Decimal> {
    let Field::Read(mut section) = root.section("currencies") else { return BTreeMap::new() };
    let mut rates = BTreeMap::new();
    for (code, place, node) in section.entries() {
        let rate = section.checked(code, values::positive(node, MOST_EXCHANGE, "7.10")).read();
        let Some(currency) = Currency::new(code) else {
            let problem = Diagnostic::error(
                text!(en: "`{}` is no currency", section.path_of(code); zh: "`{}` 不是货币", section.path_of(code)),
                place.clone(),
                text!(en: "not a code of three letters"; zh: "不是三个字母的代码"),
            );
            section.report(problem.help(text!(en: "write `USD = 7.10`"; zh: "请写 `USD = 7.10`")));
            continue;
        };
        let is_own = own.is_some_and(|own| own.code() == currency.code());
        if is_own && rate.is_some_and(|rate| rate != Decimal::ONE) {
            let problem = Diagnostic::error(
                text!(en: "`{}` is the plan's own currency", section.path_of(code); zh: "`{}` 是计划自身的货币", section.path_of(code)),
                node.place.clone(),
                text!(en: "one unit of it is 1"; zh: "一单位就是 1"),
            );
            section.report(problem.help(text!(en: "leave it out"; zh: "请删去这一行")));
        }
        let Some(rate) = rate else { continue };
        if rates.insert(currency.code().to_owned(), rate).is_some() {
            let problem = Diagnostic::error(
                text!(en: "`{}` is written twice", section.path_of(currency.code()); zh: "`{}` 写了两次", section.path_of(currency.code())),
                place.clone(),
                text!(en: "the same currency again"; zh: "同一货币再次出现"),
            );
            section.report(problem.help(text!(en: "keep one of the two"; zh: "两处只留一处")));
        }
    }
    rates
}
