//! Rule 3: how much of each month the rep can carry, and why not all of it.

use crate::calc::explain::Explanation;
use crate::calc::explain::months::{Limit, Presence};
use crate::model::number::Decimal;
use crate::model::plan::Plan;
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::explain::figures::{FACTOR_PLACES, Figures, places};
use crate::report::explain::origins::{self, cited};
use crate::report::explain::{month, rep_name};
use crate::report::model::{Column, Row, Section, Table};
use crate::report::words::Word;
use crate::text;

/// Capacity as a table; as one sentence where it is the same in every month.
pub fn section<'a>(plan: &Plan, chain: &Explanation, f: &Figures) -> Section<'a> {
    let rep = rep_name(plan, chain.question.rep);
    let heading = text!(en: "capacity of `{rep}`"; zh: "`{rep}` 的产能");
    let weight = plan.reps.get(chain.question.rep).map_or(Decimal::ONE, |rep| rep.weight);
    let weight_place = origins::rep(plan, chain.question.rep, "weight");
    let (shown, full) = (f.factor(weight), chain.presence.iter().all(is_full));
    if full {
        let line = text!(
            en: "every working day, full productivity, `weight` {shown}: capacity {shown} in each month";
            zh: "全部工作日在岗，产能完全，`weight` {shown}：每月产能 {shown}"
        );
        return Section { heading: Some(heading), lines: vec![cited(line, weight_place)], ..Section::default() };
    }
    let formula = text!(
        en: "capacity = `weight` {shown} × by the ramp ÷ working days";
        zh: "产能 = `weight` {shown} × 折算 ÷ 工作日"
    );
    let mut lines = vec![cited(formula, weight_place)];
    lines.extend(chain.presence.iter().filter_map(|presence| limits(plan, presence, f)));
    lines.extend(sources(plan, chain));
    Section { heading: Some(heading), table: Some(table(plan, chain)), lines, ..Section::default() }
}

/// Whether the rep works every working day of the month at full productivity.
fn is_full(presence: &Presence) -> bool {
    presence.days == presence.of_days && presence.days > 0 && presence.worked == Decimal::from(presence.days)
}

fn table<'a>(plan: &Plan, chain: &Explanation) -> Table<'a> {
    let columns = vec![
        Column::left(text!(en: "month"; zh: "月份")),
        Column::right(Word::WorkingDays.text()),
        Column::right(text!(en: "of the rep"; zh: "在岗")),
        Column::right(text!(en: "by the ramp"; zh: "折算")),
        Column::right(text!(en: "capacity"; zh: "产能")),
    ];
    let decimals = |value: fn(&Presence) -> Decimal| places(chain.presence.iter().map(value), FACTOR_PLACES);
    let (worked, capacity) = (decimals(|row| row.worked), decimals(|row| row.capacity));
    let row = |presence: &Presence| {
        Row::plain(vec![
            Cell::from(month(plan, presence.month)),
            Cell::Count(presence.of_days as i128),
            Cell::Count(presence.days as i128),
            Cell::decimal(presence.worked, worked),
            Cell::decimal(presence.capacity, capacity),
        ])
    };
    Table { columns, rows: chain.presence.iter().map(row).collect() }
}

/// `2026-03: starts 2026-03-16, ramp 0.25 on 12 of 22 days`.
fn limits(plan: &Plan, presence: &Presence, f: &Figures) -> Option<Text> {
    let of = presence.of_days;
    let said = presence.limits.iter().map(|limit| match limit {
        Limit::Starts(day) => text!(en: "starts {day}"; zh: "{day} 入职"),
        Limit::Ends(day) => text!(en: "ends {day}"; zh: "{day} 离职"),
        Limit::Leave(days) => text!(en: "leave on {days} of {of} days"; zh: "{of} 天中休假 {days} 天"),
        Limit::Ramp(share, days) => {
            let (share, of) = (f.factor(*share), presence.days);
            text!(en: "ramp {share} over {days} of {of} days"; zh: "{of} 天中 {days} 天爬坡 {share}")
        }
    });
    let said: Vec<Text> = said.collect();
    let join = |lang, comma| said.iter().map(|text| text.say(lang)).collect::<Vec<_>>().join(comma);
    let (name, en, zh) = (month(plan, presence.month), join(Lang::En, ", "), join(Lang::Zh, "，"));
    (!said.is_empty()).then(|| text!(en: "{name}: {en}"; zh: "{name}：{zh}"))
}

/// Where the plan sets what limits the rep in these months.
fn sources(plan: &Plan, chain: &Explanation) -> Option<Text> {
    let rep = plan.reps.get(chain.question.rep)?;
    let keys = [
        ("starts", rep.starts.is_some()),
        ("ends", rep.ends.is_some()),
        ("leave", !rep.leave.is_empty()),
        ("ramp", !rep.ramp.is_empty()),
    ];
    let place = |key: &str| Some(format!("`{key}` {}", origins::rep(plan, chain.question.rep, key)?));
    let places: Vec<String> = keys.into_iter().filter(|(_, set)| *set).filter_map(|(key, _)| place(key)).collect();
    let (en, zh) = (places.join(", "), places.join("、"));
    (!places.is_empty()).then(|| text!(en: "set by {en}"; zh: "出处：{zh}"))
}
