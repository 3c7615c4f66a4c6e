//! The worked examples of the model, each expected figure worked out by hand.

mod support;

use splan::calc::decompose::quotas::Quotas;
use splan::calc::group::{Group, Scope};
use splan::model::metric::Metric;
use splan::model::number::{Decimal, half_even};
use splan::model::plan::Plan;
use support::{CHINA_2026, plan, quotas};

const COMPANY: Group = Group { scope: Scope::Company, member: None };

fn rep(i: usize) -> Group {
    Group { scope: Scope::Rep, member: Some(i) }
}

/// Revenue, deals and steps of a group over the whole plan.
fn whole(plan: &Plan, quotas: &Quotas, group: Group) -> Vec<i128> {
    quotas.of_group(plan, group, &[plan.timeline.span()]).into_iter().map(|of_metric| of_metric[0]).collect()
}

/// The same by month.
fn monthly(plan: &Plan, quotas: &Quotas, group: Group, metric: Metric) -> Vec<i128> {
    quotas.of_group(plan, group, plan.timeline.months()).swap_remove(metric.index())
}

fn reps(names: &[&str]) -> String {
    names.iter().map(|name| format!("[[reps]]\nname = \"{name}\"\n")).collect()
}

const TEN: [&str; 10] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

#[test]
fn ten_equal_reps_carry_ten_deals_each() {
    let head = "[plan]\nname = \"p\"\nyear = 2026\ncurrency = \"CNY\"\n[target]\nrevenue = 10_000_000\n\
        [funnel]\naverage_deal = 100_000\n[[funnel.steps]]\nname = \"opportunities\"\nrate = 0.2\n\
        [[funnel.steps]]\nname = \"calls\"\nfeeds = \"opportunities\"\nneed = 12\ncapacity = 30\n";
    let plan = plan(&format!("{head}{CHINA_2026}{}", reps(&TEN)));
    let quotas = quotas(&plan);
    assert_eq!(whole(&plan, &quotas, COMPANY), [1_000_000_000, 100, 500, 6_000]);
    for i in 0..10 {
        assert_eq!(whole(&plan, &quotas, rep(i)), [100_000_000, 10, 50, 600], "rep {i}");
    }
    // 600 calls over 248 working days.
    let days = quotas.schedules().of(0).within(plan.timeline.span());
    assert_eq!((days, half_even(Decimal::from(600) / Decimal::from(days), 1)), (248, Decimal::new(24, 1)));
}

#[test]
fn fourteen_deals_take_two_thousand_calls() {
    let text = "[plan]\nname = \"p\"\nyear = 2026\n[target]\nrevenue = 14_000\n[funnel]\naverage_deal = 1_000\n\
        [[funnel.steps]]\nname = \"calls\"\nfeeds = \"meetings\"\nrate = 0.10\n\
        [[funnel.steps]]\nname = \"meetings\"\nfeeds = \"second meetings\"\nrate = 0.35\n\
        [[funnel.steps]]\nname = \"second meetings\"\nfeeds = \"proposals\"\nrate = 0.5\n\
        [[funnel.steps]]\nname = \"proposals\"\nfeeds = \"deals\"\nrate = 0.4\nsource = \"deals\"\n\
        [[reps]]\nname = \"a\"\n";
    let plan = plan(text);
    let steps: Vec<&str> = plan.funnel.steps().iter().map(|step| step.name.as_str()).collect();
    assert_eq!(steps, ["proposals", "second meetings", "meetings", "calls"]);
    assert_eq!(whole(&plan, &quotas(&plan), COMPANY)[1..], [14, 35, 70, 200, 2_000]);
}

#[test]
fn half_a_year_of_lead_asks_for_half_a_year_of_pipeline() {
    let text = "[plan]\nname = \"p\"\nyear = 2026\n[target]\nrevenue = 400_000\n[funnel]\naverage_deal = 10_000\n\
        [[funnel.steps]]\nname = \"opportunities\"\nneed = 3\nlead = 180\n[seasonality]\nquarters = [1, 1, 1, 1]\n\
        [[reps]]\nname = \"a\"\n";
    let plan = plan(text);
    let quotas = quotas(&plan);
    let step = Metric::Step(0);
    let deals = monthly(&plan, &quotas, COMPANY, Metric::Deals);
    assert_eq!(deals.chunks(3).map(|quarter| quarter.iter().sum()).collect::<Vec<i128>>(), [10; 4]);
    let real: Vec<Decimal> = (0..12).map(|month| quotas.real(step, 0, 0, month)).collect();
    let by_quarter: Vec<Decimal> = real.chunks(3).map(|quarter| half_even(quarter.iter().sum(), 2)).collect();
    assert_eq!(by_quarter, [2910, 2955, 3092, 3044].map(|hundredths| Decimal::new(hundredths, 2)));
    assert_eq!(whole(&plan, &quotas, COMPANY)[2], 120);
    assert_eq!(half_even(quotas.real_opening(0, 0, 0), 2), Decimal::new(5954, 2));
    assert_eq!(quotas.opening(0, 0, 0), 60);
}

#[test]
fn a_million_over_the_working_days_of_china_2026() {
    let head = "[plan]\nname = \"p\"\nyear = 2026\ncurrency = \"CNY\"\n[target]\nrevenue = \"1,000,000.00\"\n[funnel]\naverage_deal = 1_000\n";
    let plan = plan(&format!("{head}{CHINA_2026}[[reps]]\nname = \"a\"\n"));
    let quotas = quotas(&plan);
    let calendar = quotas.schedules().calendar();
    let days: Vec<usize> = (0..12).map(|month| calendar.in_month(month)).collect();
    assert_eq!(days, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]);
    let cents = monthly(&plan, &quotas, COMPANY, Metric::Revenue);
    let expected = [
        8_467_742,
        6_451_613,
        8_870_968,
        8_467_742,
        7_661_290,
        8_467_742,
        9_274_194,
        8_467_742,
        8_870_968,
        7_258_065,
        8_467_742,
        9_274_194_i128,
    ];
    for (month, (cents, expected)) in cents.iter().zip(expected).enumerate() {
        assert!((cents - expected).abs() <= 1, "month {month}: {cents}, expected {expected} within a cent");
    }
    assert_eq!(cents.iter().sum::<i128>(), 100_000_000);
}

#[test]
fn a_ramp_adds_a_fifth_of_a_rep_a_month() {
    let text = "[plan]\nname = \"p\"\nyear = 2026\n[target]\nrevenue = 120_000\n[funnel]\naverage_deal = 1_000\n\
        [ramp]\nslow = [0.2, 0.4, 0.6, 0.8]\n[[reps]]\nname = \"full\"\n\
        [[reps]]\nname = \"new\"\nstarts = 2026-01-01\nramp = \"slow\"\n\
        [[reps]]\nname = \"march\"\nstarts = 2026-03-01\nramp = \"slow\"\n\
        [[reps]]\nname = \"april\"\nstarts = 2026-04-01\nramp = \"slow\"\n";
    let plan = plan(text);
    let capacity = &quotas(&plan).basis().capacity.clone();
    let team = |month: usize| -> Decimal { capacity.iter().map(|rep| rep[month]).sum() };
    // February: one in full, one in its second month. Two months later that one is in its fourth, with one more
    // hire a month since.
    assert_eq!((team(1), team(3)), (Decimal::new(14, 1), Decimal::new(24, 1)));
}

#[test]
fn who_serves_both_segments_carries_twice_as_much() {
    let text = "[plan]\nname = \"p\"\nyear = 2026\n[target]\nrevenue = 1_200\n[funnel]\naverage_deal = 1\n\
        [[segments]]\nname = \"KA\"\nshare = 0.5\nmatch = { Tier = [\"KA\"] }\n[[segments]]\nname = \"SMB\"\n\
        [[reps]]\nname = \"Ann\"\nsegments = [\"KA\"]\n[[reps]]\nname = \"Bob\"\n";
    let plan = plan(text);
    let quotas = quotas(&plan);
    let revenue = |rep, segment| quotas.within(Metric::Revenue, rep, segment, plan.timeline.span());
    assert_eq!((revenue(0, 0), revenue(0, 1)), (40_000, 0));
    assert_eq!((revenue(1, 0), revenue(1, 1)), (20_000, 60_000));
}

/// Thousands of equal cells, each a hair off a whole number: what counts as whole must do so at every level.
#[test]
fn large_even_plans_are_whole_at_every_level() {
    let names: Vec<String> = (0..150).map(|i| format!("rep {i}")).collect();
    let segments: String =
        (0..5).map(|i| format!("[[segments]]\nname = \"s{i}\"\nshare = 0.1\nmatch = {{ T = [\"{i}\"] }}\n")).collect();
    let text = format!(
        "[plan]\nname = \"p\"\nyear = 2026\n[target]\nrevenue = 120_000_000\n[funnel]\naverage_deal = 10_000\n\
         [[funnel.steps]]\nname = \"opportunities\"\nrate = 0.2\nlead = 30\n{segments}[[segments]]\nname = \"rest\"\n{}",
        reps(&names.iter().map(String::as_str).collect::<Vec<_>>())
    );
    let plan = plan(&text);
    let quotas = quotas(&plan);
    assert_eq!(whole(&plan, &quotas, COMPANY), [12_000_000_000, 12_000, 60_000]);
    assert!((0..150).all(|i| whole(&plan, &quotas, rep(i))[..2] == [80_000_000, 80]));
}
