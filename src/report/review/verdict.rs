//! The verdict: where the company stands, in sentences.

use crate::calc::review::Review;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, half_even};
use crate::model::plan::Plan;
use crate::model::sentence::grouped;
use crate::model::text::{Lang, Text};
use crate::report::amounts::{spoken, whole};
use crate::report::words;
use crate::text;

/// `Plan name, 2026-Q3 on 2026-08-14: day 32 of 64`.
pub fn title(plan: &Plan, review: &Review) -> Text {
    let (name, period, as_of) = (&plan.name, &review.period.name, review.as_of);
    let (gone, all) = (review.days_gone, review.days_gone + review.days_left);
    let code = plan.currency.code();
    text!(
        en: "{name}: {period} as of {as_of}, {gone} of {all} working days gone, {code}";
        zh: "{name}：{period}，截止 {as_of}，已过 {gone}/{all} 个工作日，{code}"
    )
}

/// Status, gap and pace of the company's revenue, then what is still to do.
pub fn lines(plan: &Plan, review: &Review) -> Vec<Text> {
    let Some(measure) = review.verdict().and_then(|line| line.measure(Metric::Revenue)) else { return Vec::new() };
    let money = |minor: i128| spoken(&plan.currency, Money::from_sum(minor));
    let mut lines = Vec::new();
    if let (Some(actual), Some(to_date), Some(gap)) = (measure.actual, measure.to_date, measure.gap) {
        let (won, due, size) = (money(actual), money(to_date), money(gap.abs()));
        let (side, side_zh) = if gap < 0 { ("behind", "落后") } else { ("ahead", "超前") };
        lines.push(match (measure.status, measure.attainment) {
            (Some(status), Some(attainment)) => {
                let status = words::status(status);
                let (en, zh) = (status.say(Lang::En), status.say(Lang::Zh));
                let percent = half_even(attainment * Decimal::ONE_HUNDRED, 1);
                text!(
                    en: "{en}: {won} won of {due} planned to date ({percent}%), {size} {side}";
                    zh: "{zh}：已赢单 {won}，截止日计划 {due}（{percent}%），{side_zh} {size}"
                )
            }
            _ => text!(en: "{won} won, nothing planned to date"; zh: "已赢单 {won}，截止日前无计划"),
        });
    }
    if let (Some(plan_all), Some(remaining)) = (measure.plan, measure.remaining) {
        let (of, left) = (money(plan_all), money(remaining));
        let pace = measure.pace.map(|pace| {
            // A projection is not exact to the cent.
            let pace = spoken(&plan.currency, whole(&plan.currency, Money::from_sum(pace)));
            text!(en: "pace {pace} of {of}; "; zh: "进度推算 {pace}，计划 {of}；")
        });
        let pace = pace.unwrap_or_else(|| text!(en: "plan {of}; "; zh: "计划 {of}；"));
        let (pace_en, pace_zh) = (pace.say(Lang::En), pace.say(Lang::Zh));
        lines.push(match measure.needed_per_day {
            _ if remaining == 0 => text!(en: "{pace_en}nothing remains"; zh: "{pace_zh}已无剩余"),
            Some(needed) => {
                let needed = grouped(&half_even(needed, 0).to_string());
                text!(
                    en: "{pace_en}{left} to go, {needed} per working day";
                    zh: "{pace_zh}剩余 {left}，每个工作日需 {needed}"
                )
            }
            None => text!(en: "{pace_en}{left} missed"; zh: "{pace_zh}缺口 {left}"),
        });
    }
    if let Some(secured) = review.secured {
        let (booked, planned) = (money(secured.booked.minor()), money(secured.planned.minor()));
        lines.push(text!(
            en: "secured revenue of the whole plan: {booked} won to date of {planned} (not counted above)";
            zh: "全计划的已确定收入：截止日已赢单 {booked}，计划 {planned}（不计入上述数字）"
        ));
    }
    lines
}
