//! The plan of the documentation, with every key there is, loads with every value right.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use splan::model::day::{Day, Span};
use splan::model::funnel::{Beyond, Conversion, Feeds, StepSource};
use splan::model::money::Money;
use splan::model::number::{Decimal, Fraction};
use splan::model::plan::{Plan, Seasonality};
use splan::model::text::Lang;
use splan::read::plan::{PlanFile, Reading, read};

const PLAN: &str = include_str!("plans/complete.toml");

/// The calendar file that the plan names.
const COMPANY: &str = r#"
years    = [2026]
holidays = [{ from = 2026-12-24, to = 2026-12-31, name = "Closed" }]
"#;

fn reading(text: &str, sets: &[&str]) -> Reading {
    let file = PlanFile { name: "plan.toml".into(), folder: PathBuf::from("plans"), text: text.into() };
    let open = |path: &Path| match path == Path::new("plans/calendars/company.toml") {
        true => Ok(COMPANY.to_owned()),
        false => Err(io::Error::from(io::ErrorKind::NotFound)),
    };
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    match read(file, &sets, &open) {
        Ok(reading) => reading,
        Err(problems) => panic!("{problems:#?}"),
    }
}

fn plan() -> Plan {
    let reading = reading(PLAN, &[]);
    assert_eq!(reading.warnings, []);
    reading.plan
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn span(first: &str, last: &str) -> Span {
    Span::new(day(first), day(last)).unwrap()
}

fn yuan(amount: i128) -> Money {
    Money::from_minor(amount * 100).unwrap()
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn fraction(numerator: i128, denominator: i128) -> Fraction {
    Fraction::new(numerator, denominator).unwrap()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn head_and_target() {
    let plan = plan();
    assert_eq!((plan.name.as_str(), plan.currency.code(), plan.lang), ("2026 华东直销", "CNY", Lang::Zh));
    assert_eq!(plan.timeline.span(), span("2026-01-01", "2026-12-31"));
    assert_eq!(plan.target.must, yuan(10_000_000));
    assert_eq!(plan.target.stretch, Some(yuan(12_000_000)));
    assert_eq!(plan.target.over_assign, fraction(1, 10));
    assert_eq!(plan.target.round_to, Some(yuan(100)));
    assert_eq!(plan.target.secured, yuan(1_500_000));
    let secured = plan.target.secured_match.unwrap();
    assert_eq!(secured.columns, [("Type".to_owned(), strings(&["Renewal"]))]);
}

#[test]
fn the_funnel_ends_in_deals() {
    let funnel = plan().funnel;
    assert_eq!(funnel.beyond, Beyond::Repeat);
    let [opportunities, calls] = funnel.steps() else { panic!("two steps") };
    assert_eq!((opportunities.name.as_str(), opportunities.feeds), ("opportunities", Feeds::Deals));
    assert_eq!((opportunities.source, opportunities.capacity), (StepSource::Deals, None));
    assert_eq!((calls.name.as_str(), calls.feeds), ("calls", Feeds::Step(0)));
    assert_eq!((calls.source, calls.capacity), (StepSource::Activities, Some(decimal("30"))));
    assert_eq!(calls.words, strings(&["Call", "电话"]));
}

#[test]
fn calendars_are_joined() {
    let calendar = plan().calendar;
    for (text, works) in [
        ("2026-01-01", false),
        ("2026-01-02", false), // only in the built-in calendar
        ("2026-01-04", true),  // a make-up Sunday of the built-in calendar
        ("2026-02-20", false),
        ("2026-02-28", true),
        ("2026-12-24", false), // only in the company's file
        ("2026-12-23", true),
    ] {
        assert_eq!(calendar.is_working(day(text)), works, "{text}");
    }
    assert!(calendar.years_missing(plan().timeline.span()).is_empty());
}

#[test]
fn months_have_weights() {
    let weights = [6, 5, 9, 8, 8, 9, 8, 8, 10, 9, 9, 11].map(Decimal::from);
    assert_eq!(plan().seasonality, Seasonality::Months(weights.to_vec()));
}

#[test]
fn segments_override_the_funnel() {
    let [key, small] = plan().segments.try_into().unwrap();
    assert_eq!((key.name.as_str(), key.share, key.average_deal), ("KA", fraction(3, 5), yuan(500_000)));
    assert_eq!(key.conversions, [Conversion::Rate(fraction(3, 20)), Conversion::Need(fraction(12, 1))]);
    assert_eq!(key.leads, [45, 0]);
    assert_eq!(key.matches.unwrap().columns, [("Customer tier".to_owned(), strings(&["KA", "Strategic"]))]);
    assert_eq!((small.name.as_str(), small.share, small.average_deal), ("SMB", fraction(2, 5), yuan(100_000)));
    assert_eq!(small.conversions[0], Conversion::Rate(fraction(1, 5)));
    assert_eq!(small.matches, None);
}

#[test]
fn reps_have_their_own_terms() {
    let plan = plan();
    assert_eq!(plan.teams, ["上海"]);
    let [first, second] = plan.reps.try_into().unwrap();
    assert_eq!((first.name.as_str(), first.team, first.weight, first.hours), ("李娜", 0, Decimal::ONE, Decimal::ONE));
    assert_eq!((first.starts, first.ends, first.quota, first.commit), (None, None, None, None));
    assert_eq!(first.mix, [fraction(3, 5), fraction(2, 5)]);
    assert!(first.ramp.is_empty() && first.leave.is_empty() && first.aliases.is_empty());

    assert_eq!(second.aliases, strings(&["Zhang Wei", "zhang.wei@example.com"]));
    assert_eq!((second.starts, second.ends), (Some(day("2026-03-01")), Some(day("2026-12-31"))));
    assert_eq!(second.ramp, ["0.0", "0.25", "0.5", "0.75"].map(decimal));
    assert_eq!(second.leave, [span("2026-08-03", "2026-08-14")]);
    assert_eq!(second.mix, [Fraction::ONE, Fraction::ZERO]);
    assert_eq!((second.quota, second.commit), (Some(yuan(1_500_000)), Some(yuan(1_200_000))));
}

#[test]
fn the_rest_says_how_to_read_exports() {
    let plan = plan();
    assert_eq!(plan.currencies, BTreeMap::from([("USD".to_owned(), decimal("7.10"))]));
    assert_eq!((plan.alerts.green, plan.alerts.amber, plan.alerts.silent_days), (decimal("1"), decimal("0.9"), 30));
    assert_eq!(plan.data.deals, [PathBuf::from("plans/exports/deals-*.csv")]);
    assert_eq!(plan.data.activities, [PathBuf::from("plans/exports/activities-*.csv")]);
    assert_eq!(plan.data.as_of, Some(day("2026-08-14")));
    assert_eq!(plan.deals.columns.get("owner").map(String::as_str), Some("负责人"));
    assert_eq!(plan.deals.columns.len(), 6);
    assert_eq!(plan.deals.won, strings(&["Closed Won", "赢单"]));
    assert_eq!(plan.deals.lost, strings(&["Closed Lost", "输单"]));
    assert_eq!(plan.deals.date_format.as_deref(), Some("%d/%m/%Y"));
    assert_eq!(plan.activities.columns.get("count").map(String::as_str), Some("次数"));
}

#[test]
fn every_key_knows_its_place() {
    let origins = plan().origins;
    for (path, written) in [
        ("target.revenue", "10_000_000"),
        ("reps.张伟", "\"张伟\""),
        ("reps.张伟.weight", "1.0"),
        ("segments.KA.rates.opportunities", "0.15"),
        ("funnel.steps.calls", "\"calls\""),
        ("funnel.steps.calls.need", "12"),
        ("ramp.standard", "[0.0, 0.25, 0.5, 0.75]"),
        ("currencies.USD", "7.10"),
        ("deals.columns.owner", "\"负责人\""),
    ] {
        let place = origins.exact(path).unwrap_or_else(|| panic!("{path} has no place"));
        assert_eq!(&place.source.text[place.span.clone()], written, "{path}");
    }
    assert_eq!(origins.find("reps.李娜.weight"), origins.exact("reps.李娜"));
    let weight = origins.exact("reps.张伟.weight").unwrap();
    let line = PLAN.lines().position(|line| line.starts_with("weight")).unwrap() + 1;
    assert_eq!(weight.file_line(), format!("plan.toml:{line}"));
}

#[test]
fn arguments_override_keys() {
    let sets =
        ["funnel.average_deal=12万", "reps.张伟.weight=0.5", "segments.KA.share=0.4", "funnel.steps.calls.rate=1/10"];
    let plan = reading(PLAN, &sets).plan;
    assert_eq!(plan.segments[1].average_deal, yuan(120_000));
    assert_eq!(plan.reps[1].weight, decimal("0.5"));
    assert_eq!(plan.segments[1].share, fraction(3, 5));
    assert_eq!(plan.segments[0].conversions[1], Conversion::Rate(fraction(1, 10)));
    assert_eq!(plan.origins.exact("reps.张伟.weight").unwrap().file_line(), "--set");
}

#[test]
fn editors_of_windows_change_nothing() {
    let text = format!("\u{feff}{}", PLAN.replace('\n', "\r\n"));
    assert_eq!(reading(&text, &[]).plan.reps, plan().reps);
}

#[test]
fn a_first_plan_is_short() {
    let text = r#"
[plan]
name = "East"
starts = 2026-04-15

[target]
revenue = "1M"

[funnel]
average_deal = 10_000
steps = [{ name = "Opps", rate = "20%" }]

[[reps]]
name = "Ann"
"#;
    let reading = reading(text, &[]);
    assert_eq!(reading.warnings, []);
    let plan = reading.plan;
    assert_eq!((plan.currency.code(), plan.lang, plan.timeline.months().len()), ("USD", Lang::En, 13));
    assert_eq!(plan.teams, ["(no team)"]);
    assert_eq!(plan.seasonality, Seasonality::WorkingDays);
    assert_eq!((plan.segments[0].name.as_str(), plan.segments[0].share), ("all", Fraction::ONE));
    assert_eq!(plan.reps[0].mix, [Fraction::ONE]);
    assert_eq!(plan.funnel.opportunities(), Some(0));
}
