//! `explain`: every figure is the one of `decompose`, and every formula and table can be recomputed from its printed numbers.

mod support;

use proptest::prelude::*;
use splan::calc::decompose::quotas::Quotas;
use splan::calc::decompose::{TargetChoice, decompose};
use splan::calc::explain::{Question, explain};
use splan::calc::group::{Group, Scope};
use splan::model::day::{Day, Span};
use splan::model::metric::Metric;
use splan::model::money::Currency;
use splan::model::number::half_even;
use splan::model::period;
use splan::model::plan::Plan;
use splan::model::sentence::grouped;
use splan::model::text::Lang;
use splan::model::timeline::{Period, Timeline};
use splan::report::cell::Cell;
use splan::report::explain::{question, report};
use splan::report::model::{Report, RowKind, Table};
use support::calculator::{People, Programs, Reading, value};

/// The whole plan, quarters, a month, a week, a day and a span that cuts two months.
fn periods(plan: &Plan) -> Vec<Period> {
    let (first, last) = (plan.timeline.span().first(), plan.timeline.span().last());
    let day = first.plus(40).min(last);
    let names = [
        format!("{first}..{last}"),
        day.to_string()[..7].to_owned(),
        format!("{}-W{:02}", day.iso_week().0, day.iso_week().1),
        day.to_string(),
        format!("{}..{}", first.plus(11).min(last), first.plus(75).min(last)),
        format!("{}..", last.plus(-20).max(first)),
    ];
    names.iter().map(|name| period::parse(name, &plan.timeline, None).unwrap()).collect()
}

/// Explains a rep's quotas of every metric and of some periods, and checks each chain.
fn check(plan: &Plan, quotas: &Quotas, target: TargetChoice, reps: impl Iterator<Item = usize>) {
    for rep in reps {
        let group = Group { scope: Scope::Rep, member: Some(rep) };
        for period in periods(plan) {
            let figures = quotas.of_group(plan, group, &[period.span]);
            for metric in Metric::all(&plan.funnel) {
                let question = Question { rep, metric, period: period.clone(), target };
                let chain = explain(plan, quotas, question).unwrap();
                let what = format!("{metric:?} of rep {rep} in {}", period.name);
                assert_eq!(chain.quota, figures[metric.index()][0], "{what}");
                let report = report(plan, &chain, Lang::En);
                check_records(&report, metric, chain.quota, &what);
                check_sections(&report, &what);
            }
        }
    }
}

/// Every record's formula comes to its result, and the last one is the figure.
fn check_records(report: &Report<'_>, metric: Metric, quota: i128, what: &str) {
    let mut last = String::new();
    let mut sink = |row: &[Cell<'_>]| {
        let [step, name, segment, month, formula, result] = [0, 1, 2, 3, 4, 5].map(|i| shown(&row[i], report.currency));
        let place = format!("{what}: {step} {name} {segment} {month}");
        if !formula.is_empty() {
            // What is assigned is rounded to the minor unit.
            let minor = if step == "assigned" { 0.5 / report.currency.minor_per_main() as f64 } else { 0.0 };
            same::<Programs>(&formula, &result, minor, &place);
        }
        last = result;
        Ok(())
    };
    report.records.each(&mut sink).unwrap();
    let figure = match metric {
        Metric::Revenue => report.currency.plain(splan::model::money::Money::from_sum(quota)),
        _ => quota.to_string(),
    };
    assert_eq!(last, figure, "{what}");
}

/// Every sum in a sentence and every rule below a table holds for the numbers that are printed.
fn check_sections(report: &Report<'_>, what: &str) {
    for section in report.sections.make() {
        let place = format!("{what}: {}", section.heading.as_ref().map_or("", |heading| heading.say(Lang::En)));
        for line in &section.lines {
            let line = line.say(Lang::En);
            if let Some((formula, result)) = sum_of(line) {
                let minor =
                    if line.starts_with("assigned") { 0.5 / report.currency.minor_per_main() as f64 } else { 0.0 };
                same::<People>(formula, result, minor, &place);
            } else if let (Some(table), Some((name, rule))) = (&section.table, line.split_once(" = ")) {
                check_rule(table, name, rule, report.currency, &place);
            }
        }
        section.table.iter().for_each(|table| check_total(table, report.currency, &place));
    }
}

/// `…: 2 × 3 = 6 (plan.toml:1)` as formula and result; nothing where words stand in the formula.
fn sum_of(line: &str) -> Option<(&str, &str)> {
    let (left, right) = line.rsplit_once(" = ")?;
    let start = left.rfind([':', ',']).filter(|at| left[*at..].chars().nth(1) == Some(' ')).map_or(0, |at| at + 2);
    let formula = left[start..].trim_start_matches("so ");
    let numeric = formula.chars().all(|c| c.is_ascii_digit() || " .,×÷+−⌊⌋()/".contains(c));
    let result = right.split(' ').next()?;
    (numeric && formula.contains(' ')).then_some((formula, result))
}

/// A rule in terms of headings, such as `revenue = 1,000.00 × weight ÷ 100 × own ÷ all`, in every row that has the columns.
fn check_rule(table: &Table<'_>, name: &str, rule: &str, currency: &Currency, what: &str) {
    let headings: Vec<&str> = table.columns.iter().map(|column| column.heading.say(Lang::En)).collect();
    // The capacity that `own` is made of stands in another table; records hold its formula.
    let Some(result) = headings.iter().position(|heading| *heading == name && name != "own") else { return };
    let rule = rule.split(" (plan").next().unwrap().replace("`weight` ", "").replace("average deal ", "");
    let mut longest: Vec<usize> = (1..headings.len()).collect();
    longest.sort_by_key(|i| std::cmp::Reverse(headings[*i].len()));
    for row in table.rows.iter().filter(|row| row.kind == RowKind::Plain) {
        let cell = |i: usize| shown(&row.cells[i], currency);
        let mut formula = rule.clone();
        for i in &longest {
            formula = formula.replace(headings[*i], &cell(*i));
        }
        // A month without a working day, or without anybody who carries it, brings nothing.
        let by_nothing = value::<People>(&formula).is_some_and(|(low, _)| !low.is_finite());
        if !by_nothing {
            same::<People>(&formula, &cell(result), 0.0, &format!("{what}, {}", cell(0)));
        }
    }
}

/// The last row of whole quotas is the sum of the rows above.
fn check_total(table: &Table<'_>, currency: &Currency, what: &str) {
    let Some(total) = table.rows.last().filter(|row| row.kind == RowKind::Total) else { return };
    let groups = table.rows.iter().any(|row| row.kind == RowKind::Group);
    let kind = if groups { RowKind::Group } else { RowKind::Plain };
    for (i, sum) in total.cells.iter().enumerate().filter(|(_, cell)| matches!(cell, Cell::Money(_) | Cell::Count(_))) {
        let parts = table.rows.iter().filter(|row| row.kind == kind).map(|row| shown(&row.cells[i], currency));
        let parts: Vec<String> = parts.collect();
        same::<Programs>(&parts.join(" + ").replace(',', ""), &shown(sum, currency).replace(',', ""), 0.0, what);
    }
}

fn shown(cell: &Cell<'_>, currency: &Currency) -> String {
    match cell {
        Cell::Missing => String::new(),
        Cell::Text(text) => text.to_string(),
        Cell::Say(text) => text.say(Lang::En).to_owned(),
        Cell::Count(n) => grouped(&n.to_string()),
        Cell::Money(amount) => grouped(&currency.plain(*amount)),
        Cell::Decimal { value, places } => grouped(&format!("{:.*}", *places as usize, half_even(*value, *places))),
        other => format!("{other:?}"),
    }
}

/// Whether `formula` comes to `result`, as far as the digits that are printed can tell and give or take `rounding`.
fn same<R: Reading>(formula: &str, result: &str, rounding: f64, what: &str) {
    let (low, high) = value::<R>(formula).unwrap_or_else(|| panic!("{what}: `{formula}` is no formula"));
    let (least, most) = value::<R>(result).unwrap_or_else(|| panic!("{what}: `{result}` is no number"));
    let slack = rounding + R::SLACK * high.abs().max(low.abs()).max(1.0);
    assert!(low - slack <= most && least <= high + slack, "{what}: {formula} is {low}..{high}, not {result}");
}

#[test]
fn the_plans_of_the_program_are_explained() {
    for name in ["channel", "demo", "demo-zh", "key-accounts", "software-zh", "startup"] {
        let text = std::fs::read_to_string(format!("{}/plans/{name}.toml", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let plan = support::plan(&text);
        check(&plan, &support::quotas(&plan), TargetChoice::Must, 0..plan.reps.len());
        if plan.target.stretch.is_some() {
            let quotas = decompose(&plan, TargetChoice::Stretch).unwrap();
            check(&plan, &quotas, TargetChoice::Stretch, 0..1);
        }
    }
}

/// A plan of two segments, its second rep free to vary.
fn toml(spec: &Spec) -> String {
    let first = Day::parse("2026-02-09").unwrap();
    let last = first.plus(i32::from(spec.days)).last_of_month();
    let months = Timeline::new(Span::new(first, last).unwrap()).months().len();
    let list = |n: usize| (0..n).map(|i| format!("{}", (i * 7 + 3) % 11 + 1)).collect::<Vec<_>>().join(", ");
    let season = match spec.season {
        0 => String::new(),
        1 => "[seasonality]\nby = \"capacity\"".to_owned(),
        2 => format!("[seasonality]\nmonths = [{}]", list(months)),
        _ => format!("[seasonality]\nquarters = [{}]", list(months.div_ceil(3))),
    };
    let Spec { target, over, round_to, currency, beyond, share, leads, rate, need, mix, rep, .. } = spec;
    format!(
        "[plan]\nname = \"p\"\nstarts = 2026-02-09\nends = {last}\ncurrency = \"{currency}\"\n\
         [target]\nrevenue = {target}\nover_assign = 0.{over:02}\nround_to = {round_to}\nsecured = 17\n\
         [funnel]\naverage_deal = 7_777\nbeyond = \"{beyond}\"\n\
         [[funnel.steps]]\nname = \"opps\"\nrate = \"{rate}/97\"\nlead = {}\n\
         [[funnel.steps]]\nname = \"calls\"\nfeeds = \"opps\"\nneed = {need}\nlead = {}\n\
         {season}\n[ramp]\nslow = [0, 0.25, 0.333]\n\
         [[segments]]\nname = \"KA\"\nshare = \"{share}/100\"\naverage_deal = 50_000\nleads = {{ Opps = 71 }}\n\
         match = {{ \"Tier\" = [\"KA\"] }}\n[[segments]]\nname = \"SMB\"\n\
         [[reps]]\nname = \"first\"\nweight = 1.3\n[[reps]]\nname = \"second\"\n{rep}\n\
         [[reps]]\nname = \"third\"\n{mix}\nquota = 900\n[[reps]]\nname = \"fourth\"\nends = 2026-06-17\n{mix}\n",
        leads.0, leads.1,
    )
}

#[derive(Clone, Debug)]
struct Spec {
    days: u16,
    target: u64,
    over: u8,
    round_to: u32,
    currency: &'static str,
    season: u8,
    beyond: &'static str,
    share: u8,
    leads: (u16, u16),
    rate: u8,
    need: u8,
    mix: &'static str,
    rep: &'static str,
}

fn spec() -> impl Strategy<Value = Spec> {
    let pick = |values: &[&'static str]| prop::sample::select(values.to_vec());
    let money =
        (100_000..900_000_000_u64, 0..40_u8, prop::sample::select(vec![1_u32, 1, 100]), pick(&["CNY", "JPY", "KWD"]));
    let funnel = (pick(&["repeat", "none"]), 2..98_u8, (0..200_u16, 0..60_u16), 1..97_u8, 1..30_u8);
    let reps = (
        pick(&["segments = [\"KA\"]", "segments = { KA = 0.3, SMB = 0.7 }", "segments = [\"SMB\"]", ""]),
        pick(&[
            "",
            "weight = 0.37",
            "starts = 2026-03-17\nramp = \"slow\"",
            "leave = [{ from = 2026-03-02, to = 2026-04-10 }]",
            "starts = 2026-02-20\nends = 2026-07-03\nramp = \"slow\"\nsegments = [\"SMB\"]",
            "starts = 2025-12-31\nramp = \"slow\"\nweight = 2",
        ]),
    );
    (150..500_u16, money, 0..4_u8, funnel, reps).prop_map(
        |(days, (target, over, round_to, currency), season, (beyond, share, leads, rate, need), (mix, rep))| Spec {
            days,
            target,
            over,
            round_to,
            currency,
            season,
            beyond,
            share,
            leads,
            rate,
            need,
            mix,
            rep,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_plans_are_explained(spec in spec()) {
        let plan = support::plan(&toml(&spec));
        let quotas = support::quotas(&plan);
        check(&plan, &quotas, TargetChoice::Must, 0..plan.reps.len());
    }
}

#[test]
fn reps_and_metrics_are_known_by_every_name_they_have() {
    let plan = support::plan(
        "[plan]\nname = \"p\"\nyear = 2026\n[target]\nrevenue = 14_000\n[funnel]\naverage_deal = 1_000\n\
         [[funnel.steps]]\nname = \"Opps\"\nrate = 0.5\n\
         [[reps]]\nname = \"Ann Lee\"\naliases = [\"ann@example.com\"]\n[[reps]]\nname = \"张伟\"\n",
    );
    assert_eq!(question::rep(&plan, " ann LEE ").unwrap(), 0);
    assert_eq!(question::rep(&plan, "ANN@example.com").unwrap(), 0);
    assert_eq!(question::metric(&plan, "opps").unwrap(), Metric::Step(0));
    assert_eq!(question::metric(&plan, "收入").unwrap(), Metric::Revenue);
    let help = |problems: Vec<splan::model::diagnostic::Diagnostic>| {
        problems[0].help.as_ref().map(|help| help.say(Lang::En).to_owned()).unwrap()
    };
    assert_eq!(
        help(question::rep(&plan, "ann").unwrap_err()),
        "did you mean `Ann Lee`? the reps are `Ann Lee`, `张伟`"
    );
    assert_eq!(
        help(question::metric(&plan, "ops").unwrap_err()),
        "did you mean `Opps`? the metrics are `revenue`, `deals`, `Opps`"
    );
}
