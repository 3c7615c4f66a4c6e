//! The pipeline in sentences: how much is open, what it covers, and where the period ends with it.

use crate::calc::group::COMPANY;
use crate::calc::review::pipeline::{Coverage, Line};
use crate::model::money::Money;
use crate::model::number::{Decimal, half_even};
use crate::model::open::CLOSED_LATER;
use crate::model::plan::Plan;
use crate::model::sentence::{Counted, grouped};
use crate::model::text::{Lang, Text};
use crate::report::amounts::spoken;
use crate::report::review::Found;
use crate::text;

/// `pipeline: 56 open deals, 2,104,000`.
pub fn heading(plan: &Plan, company: &Line) -> Text {
    let open = company.standing.open;
    let deals = Counted(open.deals.unsigned_abs(), "open deal", "open deals");
    let count = grouped(&open.deals.to_string());
    match company.standing.amount().filter(|_| open.deals > 0) {
        _ if open.deals == 0 => text!(en: "pipeline: no open deals"; zh: "商机储备：没有进行中的商机"),
        Some(amount) => {
            let amount = spoken(&plan.currency, amount);
            text!(en: "pipeline: {deals}, {amount}"; zh: "商机储备：{count} 个进行中商机，共 {amount}")
        }
        None => {
            text!(en: "pipeline: {deals}, none with an amount"; zh: "商机储备：{count} 个进行中商机，均无金额")
        }
    }
}

/// Coverage, forecast, and how many deals were weighted with the plan's win rate.
pub fn lines(found: &Found<'_>, company: &Line) -> Vec<Text> {
    let all = [
        coverage(found, company),
        cushion(found, company),
        forecast(found, company),
        weights(company),
        without_amount(found, company),
    ];
    all.into_iter().flatten().collect()
}

/// `3.0×`.
pub fn times(value: Decimal) -> String {
    format!("{:.1}×", half_even(value, 1))
}

fn coverage(found: &Found<'_>, company: &Line) -> Option<Text> {
    let money = |amount: Money| spoken(&found.plan.currency, amount);
    let times = match company.coverage? {
        Coverage::Met => return Some(text!(en: "coverage: met, nothing remains"; zh: "覆盖率：已达成，无剩余")),
        Coverage::Times(value) => times(value),
    };
    let (due, remaining) = (money(company.standing.due_amount()?), money(company.remaining?));
    let needed = company.needed.map(|needed| {
        let needed = self::times(needed);
        let (is, is_zh) = if company.is_thin() == Some(true) { ("too thin", "不足") } else { ("enough", "充足") };
        text!(en: "; the plan's win rate needs {needed}: {is}"; zh: "；按计划赢单率需 {needed}，{is_zh}")
    });
    let needed = needed.unwrap_or_else(|| Text::same(""));
    Some(text!(
        en: "coverage: {times} = {due} due in the period ÷ {remaining} remaining{}", needed.say(Lang::En);
        zh: "覆盖率：{times} = 期内到期 {due} ÷ 剩余 {remaining}{}", needed.say(Lang::Zh)
    ))
}

/// Why the remaining of the reps is more than that of the company.
fn cushion(found: &Found<'_>, company: &Line) -> Option<Text> {
    let has_cushion = found.plan.target.over_assign.is_positive() && company.remaining.is_some();
    has_cushion.then(|| {
        text!(
            en: "remaining is of the target for the company, of quotas for teams and reps";
            zh: "剩余：公司按目标计，团队与销售按配额计"
        )
    })
}

fn forecast(found: &Found<'_>, company: &Line) -> Option<Text> {
    let money = |amount: Money| spoken(&found.plan.currency, amount);
    let forecast = company.forecast?;
    let (won, open, end) = (money(forecast.won), money(forecast.weighted_open?), money(forecast.end?));
    let of = forecast.plan.map(money).map(|plan| text!(en: " of {plan}"; zh: "，计划 {plan}"));
    let pace = forecast.pace.map(money).map(|pace| text!(en: "; pace {pace}"; zh: "；进度推算 {pace}"));
    let say = |text: &Option<Text>, lang| text.as_ref().map_or(String::new(), |text| text.say(lang).to_owned());
    Some(text!(
        en: "forecast: {won} won + {open} weighted open = {end}{}{}", say(&of, Lang::En), say(&pace, Lang::En);
        zh: "预测：已赢单 {won} + 加权在手 {open} = {end}{}{}", say(&of, Lang::Zh), say(&pace, Lang::Zh)
    ))
}

/// Said only where some deals have a probability or amounts without one count.
fn weights(company: &Line) -> Option<Text> {
    let open = company.standing.open;
    if open.amount_without_probability.is_zero() {
        return None;
    }
    let n = grouped(&open.without_probability.to_string());
    let deals = Counted(open.without_probability.unsigned_abs(), "open deal has", "open deals have");
    Some(text!(
        en: "{deals} no probability: weighted with the plan's win rate";
        zh: "{n} 个进行中商机没有赢率：按计划赢单率加权"
    ))
}

/// Deals that closed later may well have an amount, which was not theirs while they were open.
fn without_amount(found: &Found<'_>, company: &Line) -> Option<Text> {
    let later = found.pipeline.standings.of(COMPANY, Some(CLOSED_LATER)).map_or(0, |standing| standing.open.deals);
    let (open, missing) = (company.standing.open.deals - later, company.standing.open.without_amount - later);
    if missing == 0 || missing == open {
        return None;
    }
    let n = grouped(&missing.to_string());
    let deals = Counted(missing.unsigned_abs(), "open deal has", "open deals have");
    Some(text!(en: "{deals} no amount: not in the sums above"; zh: "{n} 个进行中商机没有金额：不计入上述金额"))
}
