//! Who and what takes the target, in words.

use crate::calc::check::relevant::{Idle, Relevant};
use crate::model::plan::Plan;
use crate::model::segment::Segment;
use crate::model::text::{Lang, Text};
use crate::report::check::figures::{percent, rep, segment};
use crate::report::check::rows::Said;
use crate::text;

/// Segments in a sentence before the rest is only counted.
const NAMED: usize = 4;

pub fn say(plan: &Plan, found: &Relevant) -> Said {
    match found {
        Relevant::Covered => (covered(plan), None),
        Relevant::NoRest => (
            text!(
                en: "every segment has a `match`: deals that match none count under (unassigned)";
                zh: "每个细分都有 `match`：都不匹配的成交计入（未分配）"
            ),
            Some(text!(
                en: "leave `match` out of one segment, which then takes every other deal";
                zh: "去掉一个细分的 `match`，由它接收其余成交"
            )),
        ),
        Relevant::NoQuota { rep, because } => idle(plan, *rep, *because),
    }
}

/// `Enterprise` 35 %, `Mid-market` 65 % and all other deals.
fn covered(plan: &Plan) -> Text {
    if plan.segments.len() == 1 {
        return text!(en: "one segment takes the whole target and every deal"; zh: "一个细分承担全部目标和成交");
    }
    let said = |lang: Lang| {
        let rest = text!(en: " and all other deals"; zh: "及其余成交");
        let one = |(i, of_segment): (usize, &Segment)| {
            let rest = if of_segment.matches.is_none() { rest.say(lang) } else { "" };
            format!("{} {}{rest}", segment(plan, i), percent(of_segment.share.decimal()))
        };
        let mut list: Vec<String> = plan.segments.iter().enumerate().take(NAMED).map(one).collect();
        if plan.segments.len() > NAMED {
            list.push(format!("+{}", plan.segments.len() - NAMED));
        }
        list
    };
    Text::new(said(Lang::En).join(", "), said(Lang::Zh).join("、"))
}

fn idle(plan: &Plan, i: usize, because: Idle) -> Said {
    let name = rep(plan, i);
    let (why, change) = match because {
        Idle::FixedAtZero => (
            text!(en: "its `quota` is fixed at 0"; zh: "`quota` 固定为 0"),
            text!(en: "drop `quota`, or take {name} out of the plan"; zh: "去掉 `quota`，或从计划中删去 {name}"),
        ),
        Idle::NothingLeft => (
            text!(en: "fixed quotas of others take all of its segments"; zh: "他人的固定指标占满了其细分"),
            text!(en: "lower one of these quotas, or add a segment to `segments` of {name}"; zh: "降低其中一个固定指标，或在 {name} 的 `segments` 中加一个细分"),
        ),
        Idle::NoWorkingDays => (
            text!(en: "`leave`, holidays and employment leave no working day"; zh: "休假、节假日和任职日期使其没有工作日"),
            text!(en: "shorten `leave`, or take {name} out of the plan"; zh: "缩短 `leave`，或从计划中删去 {name}"),
        ),
        Idle::NoProductivity => (
            text!(en: "its `ramp` stands at 0 to the plan's end"; zh: "`ramp` 到计划结束一直为 0"),
            text!(en: "raise the ramp, start {name} earlier, or leave it to the next plan"; zh: "提高爬坡、让 {name} 更早入职，或留到下一期计划"),
        ),
        Idle::NoWeight => (
            text!(en: "the months in which it works weigh 0"; zh: "其任职的月份权重为 0"),
            text!(en: "give one of its months a weight in `[seasonality]`"; zh: "在 `[seasonality]` 中给其中一个月权重"),
        ),
    };
    let (en, zh) = (why.say(Lang::En), why.say(Lang::Zh));
    (text!(en: "{name} carries nothing: {en}"; zh: "{name} 没有指标：{zh}"), Some(change))
}
