//! A plan by hand and exports from text, for the tests of the export reader.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod shapes;

use std::collections::BTreeMap;

use splan::model::actuals::{Actuals, Tally};
use splan::model::calendar::Calendar;
use splan::model::day::{Day, Span};
use splan::model::diagnostic::Diagnostic;
use splan::model::funnel::{Beyond, Conversion, Feeds, Funnel, Step, StepSource};
use splan::model::ledger::Remark;
use splan::model::money::{Currency, Money};
use splan::model::number::{Decimal, Fraction};
use splan::model::plan::{ActivityHints, Alerts, Data, DealHints, Origins, Plan, Seasonality, Target};
use splan::model::rep::Rep;
use splan::model::segment::{Match, Segment};
use splan::model::text::Lang;
use splan::model::timeline::Timeline;
use splan::read::export::{Input, Kind, OnDuplicate, Rules, read};

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// 2026 in CNY; Ann (alias `ann@example.com`) and Bob; opportunities, calls and meetings; one segment.
pub fn plan() -> Plan {
    let step = |name: &str, feeds, source| Step { name: name.into(), feeds, source, capacity: None, words: vec![] };
    let steps = vec![
        step("opportunities", Feeds::Deals, StepSource::Deals),
        step("calls", Feeds::Step(0), StepSource::Activities),
        step("meetings", Feeds::Step(0), StepSource::Activities),
    ];
    Plan {
        name: "test".into(),
        currency: Currency::new("CNY").unwrap(),
        lang: Lang::En,
        timeline: Timeline::new(Span::new(day("2026-01-01"), day("2026-12-31")).unwrap()),
        calendar: Calendar::weekdays(),
        target: Target {
            must: Money::ZERO,
            stretch: None,
            over_assign: Fraction::ZERO,
            round_to: None,
            secured: Money::ZERO,
            secured_match: None,
        },
        funnel: Funnel::new(steps, Beyond::default()).unwrap(),
        seasonality: Seasonality::WorkingDays,
        segments: vec![segment("all", None)],
        teams: vec!["(no team)".into()],
        reps: vec![rep("Ann", &["ann@example.com"]), rep("Bob", &[])],
        currencies: BTreeMap::from([("USD".into(), Decimal::from_str_exact("7.10").unwrap())]),
        alerts: Alerts { green: Decimal::ONE, amber: Decimal::ONE, silent_days: 30, rules: vec![] },
        data: Data::default(),
        deals: DealHints::default(),
        activities: ActivityHints::default(),
        origins: Origins::default(),
    }
}

pub fn rep(name: &str, aliases: &[&str]) -> Rep {
    Rep {
        name: name.into(),
        aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
        team: 0,
        weight: Decimal::ONE,
        hours: Decimal::ONE,
        starts: None,
        ends: None,
        ramp: vec![],
        leave: vec![],
        mix: vec![Fraction::ONE],
        quota: None,
        commit: None,
    }
}

pub fn segment(name: &str, matches: Option<Match>) -> Segment {
    let conversion = Conversion::Need(Fraction::ONE);
    Segment {
        name: name.into(),
        share: Fraction::ONE,
        average_deal: Money::ZERO,
        conversions: vec![conversion; 3],
        leads: vec![0; 3],
        matches,
    }
}

pub fn matching(column: &str, values: &[&str]) -> Option<Match> {
    Some(Match { columns: vec![(column.into(), values.iter().map(|value| (*value).into()).collect())] })
}

/// Reads files of text as of 2026-08-14.
pub fn read_files(
    plan: &Plan,
    files: &[(&str, Kind, &str)],
    on_duplicate: OnDuplicate,
) -> Result<Actuals, Vec<Diagnostic>> {
    let input = |(name, kind, text): &(&str, Kind, &str)| Input::of_bytes(name, *kind, text.as_bytes());
    let inputs: Vec<Input> = files.iter().map(input).collect();
    let actuals = read(&inputs, &Rules { plan, period: plan.timeline.span(), as_of: day("2026-08-14"), on_duplicate })?;
    assert!(actuals.ledger.reconciles(), "every row is accounted for: {:?}", actuals.ledger);
    Ok(actuals)
}

pub fn deals(plan: &Plan, text: &str) -> Result<Actuals, Vec<Diagnostic>> {
    read_files(plan, &[("deals.csv", Kind::Deals, text)], OnDuplicate::Error)
}

pub fn activities(plan: &Plan, text: &str) -> Result<Actuals, Vec<Diagnostic>> {
    read_files(plan, &[("calls.csv", Kind::Activities, text)], OnDuplicate::Error)
}

/// Everything in all days, by nobody in particular.
pub fn total(actuals: &Actuals) -> Tally {
    let mut sum = Tally::default();
    for (_, fact) in actuals.days.iter() {
        sum.add(fact);
    }
    sum
}

/// Revenue in minor units, deals, and opportunities of all days.
pub fn sums(actuals: &Actuals) -> (i128, i64, i64) {
    let sum = total(actuals);
    (sum.revenue.minor(), sum.deals, sum.steps.first().copied().unwrap_or(0))
}

pub fn remarks(actuals: &Actuals) -> Vec<(Remark, u64)> {
    actuals.ledger.remarks.iter().map(|(remark, (rows, _))| (*remark, *rows)).collect()
}

/// Line, column, value and reason of every reject.
pub fn rejects(actuals: &Actuals) -> Vec<(u64, String, String, String)> {
    let told = |reject: &splan::model::ledger::Reject| {
        (reject.place.line, reject.column.clone(), reject.value.clone(), reject.reason.say(Lang::En).to_owned())
    };
    actuals.ledger.rejects.iter().map(told).collect()
}

/// What is said and what is advised, in English, one problem a line.
pub fn said(result: Result<Actuals, Vec<Diagnostic>>) -> String {
    let line = |d: &Diagnostic| match &d.help {
        Some(help) => format!("{} — {}", d.message.say(Lang::En), help.say(Lang::En)),
        None => d.message.say(Lang::En).to_owned(),
    };
    result.expect_err("a problem").iter().map(line).collect::<Vec<_>>().join("\n")
}
