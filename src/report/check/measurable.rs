//! Where the facts will come from, in words.

use crate::calc::check::measurable::Measurable;
use crate::model::plan::Plan;
use crate::model::sentence::names;
use crate::report::check::figures::amount;
use crate::report::check::rows::Said;
use crate::text;

/// Names in a sentence before the rest is only counted.
const NAMED: usize = 5;

pub fn say(plan: &Plan, found: &Measurable) -> Said {
    match found {
        Measurable::Sources => (
            text!(en: "`[data]` names exports for revenue, deals and every step"; zh: "`[data]` 写明了收入、成交和各环节的数据来源"),
            None,
        ),
        Measurable::NoSource { deals, steps } => no_source(plan, *deals, steps),
        Measurable::SecuredUnmatched { secured } => {
            let secured = amount(plan, *secured);
            (
                text!(en: "{secured} is secured, and nothing says by which deals: a review counts them once more"; zh: "已确定 {secured}，但未写明是哪些成交：复盘时会重复计入"),
                Some(
                    text!(en: "add `secured_match = {{ \"Type\" = [\"Renewal\"] }}` to `[target]`"; zh: "在 `[target]` 中加上 `secured_match = {{ \"业务类型\" = [\"续费\"] }}`"),
                ),
            )
        }
    }
}

fn no_source(plan: &Plan, deals: bool, steps: &[usize]) -> Said {
    let (list, zh_list) =
        names(steps.iter().filter_map(|step| plan.funnel.steps().get(*step)).map(|step| &step.name), NAMED);
    match (deals, steps.is_empty()) {
        (true, true) => (
            text!(en: "no exports for deals"; zh: "没有成交导出"),
            Some(
                text!(en: "add `deals` to `[data]`, or name them at each review"; zh: "在 `[data]` 中写上 `deals`，或每次复盘时写明"),
            ),
        ),
        (true, false) => (
            text!(en: "no exports for deals, {list}"; zh: "没有成交、{zh_list} 的导出"),
            Some(text!(en: "add to `[data]`"; zh: "写入 `[data]`")),
        ),
        (false, _) => (
            text!(en: "no source for {list}: a review shows `—`"; zh: "{list} 没有数据来源：复盘时显示 `—`"),
            Some(
                text!(en: "add `activities` to `[data]`, or give `--activities FILE`"; zh: "在 `[data]` 中写上 `activities`，或用 `--activities FILE`"),
            ),
        ),
    }
}
