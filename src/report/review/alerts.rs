//! Alerts for people and programs: who is out of which bound, what to do, and who does it.

use crate::calc::group::Scope;
use crate::calc::review::alerts::Alert;
use crate::model::alert::{Unit, Watched};
use crate::model::money::Money;
use crate::model::number::{Decimal, half_even, half_even_whole};
use crate::model::plan::Plan;
use crate::model::sentence::{grouped, harmless};
use crate::model::text::{Lang, Text};
use crate::report::amounts::spoken;
use crate::report::cell::Cell;
use crate::report::model::Section;
use crate::report::names;
use crate::report::records::{Part, Records};
use crate::report::words::{self, Word};
use crate::text;

/// One line per alert; where there are none, that is said if it is asked for.
pub fn section<'a>(plan: &Plan, alerts: &[Alert<'_>], asked: bool) -> Option<Section<'a>> {
    let heading = Some(text!(en: "alerts"; zh: "预警"));
    if alerts.is_empty() {
        let lines = vec![brief(plan, alerts)];
        return asked.then(|| Section { name: heading, lines, ..Section::default() });
    }
    let lines: Vec<Text> = alerts.iter().map(|alert| sentence(plan, alert)).collect();
    Some(Section { heading, lines, ..Section::default() })
}

/// How many there are, and the worst of them, which stands first.
pub fn brief(plan: &Plan, alerts: &[Alert<'_>]) -> Text {
    let Some(worst) = alerts.first().map(|alert| sentence(plan, alert)) else {
        return text!(en: "alerts: none"; zh: "预警：无");
    };
    let (en, zh, n) = (worst.say(Lang::En), worst.say(Lang::Zh), alerts.len());
    match n {
        1 => text!(en: "alerts: {en}"; zh: "预警：{zh}"),
        _ => text!(en: "{n} alerts, the worst: {en}"; zh: "{n} 条预警，最重的：{zh}"),
    }
}

/// `▲ amber company: coverage 2.9×, below 3.6×; open more opportunities (by sales lead)`.
pub fn sentence(plan: &Plan, alert: &Alert<'_>) -> Text {
    let (status, watched) = (words::status(alert.rule.level), watched(plan, alert));
    let (value, bound) = (shown(plan, alert, alert.value), shown(plan, alert, alert.bound));
    let (side, side_zh) = if alert.is_below() { ("below", "低于") } else { ("above", "高于") };
    let (weeks, weeks_zh) = match alert.rule.weeks {
        None => (String::new(), String::new()),
        Some(1) => (" last week".to_owned(), "（上周）".to_owned()),
        Some(n) => (format!(" for {n} weeks running"), format!("（连续 {n} 周）")),
    };
    let owner = alert.rule.owner.as_ref().map(|owner| harmless(owner, 60));
    let (by, by_zh) = match &owner {
        Some(owner) => (format!(" (by `{owner}`)"), format!("（`{owner}`）")),
        None => (String::new(), String::new()),
    };
    let action = |lang: Lang, comma: &str| {
        let action = alert.rule.action.as_ref().map(|action| harmless(action.say(lang), 300));
        action.map_or(String::new(), |action| format!("{comma}{action}"))
    };
    let (en, zh) = (action(Lang::En, "; "), action(Lang::Zh, "；"));
    let who = |lang: Lang| match alert.group.scope {
        Scope::Company => Word::Company.text().say(lang).to_owned(),
        _ => harmless(alert.group.name(plan), 60),
    };
    text!(
        en: "{} {}: {} {value}, {side} {bound}{weeks}{en}{by}", status.say(Lang::En), who(Lang::En), watched.say(Lang::En);
        zh: "{} {}：{} {value}，{side_zh} {bound}{weeks_zh}{zh}{by_zh}", status.say(Lang::Zh), who(Lang::Zh), watched.say(Lang::Zh)
    )
}

fn watched(plan: &Plan, alert: &Alert<'_>) -> Text {
    match alert.rule.watched {
        Watched::Load if alert.group.scope != Scope::Rep => {
            Text::new("highest load of a rep in a month", "单人单月最高负荷")
        }
        Watched::Attainment => Word::Attainment.text(),
        Watched::Coverage => Word::Coverage.text(),
        Watched::WinRate => Text::new("win rate", "赢单率"),
        Watched::AverageDeal => Word::AverageDeal.text(),
        Watched::Load => Word::Load.text(),
        Watched::OverdueAmount => Text::new("overdue open amount", "逾期商机金额"),
        Watched::OverdueDeals => Text::new("overdue open deals", "逾期商机数"),
        Watched::OverdueShare => Text::new("overdue share of open deals", "逾期商机占比"),
        Watched::SilentDeals => Text::new("silent open deals", "无跟进商机数"),
        Watched::SilentShare => Text::new("silent share of open deals", "无跟进商机占比"),
        Watched::Actual(metric) => names::metric(plan, metric),
    }
}

fn shown(plan: &Plan, alert: &Alert<'_>, value: Decimal) -> String {
    match alert.rule.watched.unit() {
        Unit::Money => spoken(&plan.currency, Money::from_sum(half_even_whole(value).unwrap_or_default())),
        Unit::Count => grouped(&half_even(value, 1).normalize().to_string()),
        Unit::Share => format!("{}%", half_even(value * Decimal::ONE_HUNDRED, 1).normalize()),
        Unit::Times => format!("{:.1}×", half_even(value, 1)),
    }
}

/// One record per alert, in the order of the page.
pub fn part<'a>(plan: &'a Plan, alerts: &'a [Alert<'a>]) -> Part<'a> {
    let columns = ["level", "scope", "team", "name", "metric", "value", "below", "above", "weeks", "action", "owner"];
    let row = move |alert: &'a Alert<'a>| {
        let value = |value: Decimal| match alert.rule.watched.unit() {
            Unit::Money => half_even_whole(value).map(Money::from_sum).into(),
            Unit::Count => Cell::decimal(value, 0),
            Unit::Share => Cell::decimal(half_even(value, 4), 4),
            Unit::Times => Cell::decimal(half_even(value, 2), 2),
        };
        let bound = |shown: bool| if shown { value(alert.bound) } else { Cell::Missing };
        vec![
            alert.rule.level.word().into(),
            alert.group.scope.name().into(),
            alert.group.team(plan).map_or(Cell::from(""), Cell::from),
            alert.group.name(plan).into(),
            name(plan, alert.rule.watched).into(),
            value(alert.value),
            bound(alert.is_below()),
            bound(!alert.is_below()),
            alert.rule.weeks.map(|weeks| weeks as i128).into(),
            alert.rule.action.clone().into(),
            alert.rule.owner.as_deref().into(),
        ]
    };
    Part::Records(Records::made(&columns, move || alerts.iter().map(row)))
}

/// The word that a plan has for it.
fn name(plan: &Plan, watched: Watched) -> &str {
    let known = Watched::NAMED.iter().find(|(_, known)| *known == watched).map(|(name, _)| *name);
    match (known, watched) {
        (None, Watched::Actual(metric)) => metric.name(&plan.funnel),
        (known, _) => known.unwrap_or_default(),
    }
}
