//! Days, hires and leads, in words.

use crate::calc::check::time_bound::TimeBound;
use crate::model::plan::Plan;
use crate::model::sentence::{Counted, grouped};
use crate::report::check::figures::{amount, rep, segment, step};
use crate::report::check::rows::Said;
use crate::text;

pub fn say(plan: &Plan, found: &TimeBound) -> Said {
    let span = plan.timeline.span();
    match found {
        TimeBound::Time { working_days } => {
            let months = plan.timeline.months().len();
            let (of_months, days) = (
                Counted(months as u64, "month", "months"),
                Counted(*working_days as u64, "working day", "working days"),
            );
            (text!(en: "{span}: {of_months}, {days}"; zh: "{span}：{months} 个月，{working_days} 个工作日"), None)
        }
        TimeBound::NoHolidays => (
            text!(en: "no day of the plan is a holiday"; zh: "计划内没有节假日"),
            Some(text!(
                en: "add `use = \"us\"`, `use = \"cn\"` or your own `holidays` to `[calendar]`";
                zh: "在 `[calendar]` 中加上 `use = \"cn\"`、`use = \"us\"` 或自己的 `holidays`"
            )),
        ),
        TimeBound::WithoutRamp { rep: i, starts, early } => {
            let (name, early) = (rep(plan, *i), amount(plan, *early));
            (
                text!(
                    en: "{name} starts on {starts} without a ramp, with {early} in its first three months";
                    zh: "{name} 于 {starts} 入职且没有爬坡，前三个月即承担 {early}"
                ),
                Some(text!(
                    en: "add `ramp = \"standard\"`, and `standard = [0.0, 0.25, 0.5, 0.75]` under `[ramp]`";
                    zh: "加上 `ramp = \"standard\"`，并在 `[ramp]` 下写 `standard = [0.0, 0.25, 0.5, 0.75]`"
                )),
            )
        }
        TimeBound::LeadBeyondPlan { step: i, segment: s, lead, days } => {
            let (what, of, over) = (step(plan, *i), segment(plan, *s), lead.saturating_sub(*days).saturating_add(1));
            (
                text!(
                    en: "{what} lie {lead} days before deals of {of}, the plan has {days}: all of it is opening pipeline";
                    zh: "{of} 的{what}比成交早 {lead} 天，而计划只有 {days} 天：全部属于期初储备"
                ),
                Some(text!(
                    en: "shorten the leads or lengthen the plan by {over} days or more";
                    zh: "把提前期缩短或把计划延长 {over} 天以上"
                )),
            )
        }
        TimeBound::Opening { units } => {
            let list = |between: &str| {
                let said = units.iter().map(|(i, n)| format!("{} {}", grouped(&n.to_string()), step(plan, *i)));
                said.collect::<Vec<_>>().join(between)
            };
            let (en, zh) = (list(", "), list("、"));
            (text!(en: "opening pipeline: {en}"; zh: "期初储备：{zh}"), None)
        }
    }
}
