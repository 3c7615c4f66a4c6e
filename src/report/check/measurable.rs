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
    let list = names(steps.iter().filter_map(|step| plan.funnel.steps().get(*step)).map(|step| &step.name), NAMED);
    match (deals, steps.is_empty()) {
        (true, true) => (
            text!(en: "`[data]` names no deal exports: each review has to"; zh: "`[data]` 未写成交导出：每次复盘都要写明"),
            Some(text!(en: "list them in `[data]` as `deals`"; zh: "在 `[data]` 中以 `deals` 列出")),
        ),
        (true, false) => (
            text!(en: "no `[data]`: each review has to name its exports, else {list} show `—`"; zh: "没有 `[data]`：每次复盘要写明导出文件，否则{list}显示 `—`"),
            Some(
                text!(en: "list them in `[data]` as `deals` and `activities`"; zh: "在 `[data]` 中以 `deals` 和 `activities` 列出"),
            ),
        ),
        (false, _) => (
            text!(en: "no source for {list}: a review shows `—`"; zh: "{list} 没有数据来源：复盘时显示 `—`"),
            Some(
                text!(en: "list the activity exports in `[data]` as `activities`, or give `--activities FILE`"; zh: "在 `[data]` 中以 `activities` 列出活动导出，或用 `--activities FILE`"),
            ),
        ),
    }
}
