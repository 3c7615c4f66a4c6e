//! The rules of the decomposition one by one, each expected figure worked out by hand.
//!
//! 2026 on weekdays alone: 22 20 22 22 21 22 23 21 22 22 21 23 working days by month, 261 in all.

mod support;

use splan::calc::decompose::load::{loads, strains};
use splan::calc::decompose::problem::Problem;
use splan::calc::decompose::quotas::Quotas;
use splan::calc::decompose::{TargetChoice, decompose};
use splan::model::day::{Day, Span};
use splan::model::metric::Metric;
use splan::model::money::Money;
use splan::model::number::{Decimal, half_even};
use splan::model::plan::Plan;
use support::{plan, quotas};

/// A plan of 2026 in euros, with what differs added.
fn year(target: &str, rest: &str) -> Plan {
    plan(&format!("[plan]\nname = \"p\"\nyear = 2026\ncurrency = \"EUR\"\n[target]\n{target}\n{rest}"))
}

const DEAL: &str = "[funnel]\naverage_deal = 1_000\n";
const ANN: &str = "[[reps]]\nname = \"Ann\"\n";
const BOB: &str = "[[reps]]\nname = \"Bob\"\n";

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// Real revenue of a rep by month, in main units to the cent.
fn months(quotas: &Quotas, rep: usize, segment: usize) -> Vec<Decimal> {
    let real = (0..12).map(|month| quotas.real(Metric::Revenue, rep, segment, month));
    real.map(|cents| half_even(cents / Decimal::ONE_HUNDRED, 2)).collect()
}

#[test]
fn rule_1_the_cushion_is_rounded_half_even() {
    for (revenue, over, assigned) in
        [("1000.01", "0.1", 110_001), ("0.03", "0.5", 4), ("0.01", "0.5", 2), ("0.05", "0.5", 8)]
    {
        let plan = year(&format!("revenue = {revenue}\nover_assign = {over}"), &format!("{DEAL}{ANN}"));
        let quotas = quotas(&plan);
        assert_eq!(quotas.basis().assigned.minor(), assigned, "{revenue} and {over} on top");
        assert_eq!(quotas.within(Metric::Revenue, 0, 0, plan.timeline.span()), assigned);
    }
    let secured = year("revenue = 1_000\nsecured = 400\nover_assign = 0.25", &format!("{DEAL}{ANN}"));
    assert_eq!(quotas(&secured).basis().assigned.minor(), 75_000, "600 and a quarter on top");
}

#[test]
fn rule_2_months_weigh_by_working_days_weights_quarters_or_capacity() {
    let by_days = year("revenue = 26_100", &format!("{DEAL}{ANN}"));
    assert_eq!(months(&quotas(&by_days), 0, 0)[..3], [dec("2200"), dec("2000"), dec("2200")]);
    let weights = "[seasonality]\nmonths = [1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 1]\n";
    let by_months = year("revenue = 500", &format!("{DEAL}{weights}{ANN}"));
    assert_eq!(months(&quotas(&by_months), 0, 0)[..4], [dec("100"), dec("0"), dec("300"), dec("0")]);
    // A fifth to the first quarter, 22 : 20 : 22 of it by month.
    let by_quarters = year("revenue = 3_200", &format!("{DEAL}[seasonality]\nquarters = [20, 30, 25, 25]\n{ANN}"));
    assert_eq!(months(&quotas(&by_quarters), 0, 0)[..3], [dec("220"), dec("200"), dec("220")]);
    // Ann alone up to 30 June, 129 weekdays, then both for 132: 129 + 2 × 132 = 393 rep-days.
    let bob = format!("{BOB}starts = 2026-07-01\n");
    let by_capacity = year("revenue = 39_400", &format!("{DEAL}[seasonality]\nby = \"capacity\"\n{ANN}{bob}"));
    let quotas = quotas(&by_capacity);
    let january = half_even(Decimal::from(39_400 * 22) / Decimal::from(393), 2);
    assert_eq!((months(&quotas, 0, 0)[0], months(&quotas, 1, 0)[0]), (january, dec("0")));
    let july = half_even(Decimal::from(39_400 * 23) / Decimal::from(393), 2);
    assert_eq!((months(&quotas, 0, 0)[6], months(&quotas, 1, 0)[6]), (july, july));
}

#[test]
fn rule_3_capacity_counts_the_days_a_rep_is_there() {
    let people = format!(
        "{ANN}weight = 1.5\nleave = [{{ from = 2026-02-02, to = 2026-02-06 }}]\n\
         [ramp]\nslow = [0.5, 0.75]\n{BOB}starts = 2026-03-16\nramp = \"slow\"\n"
    );
    let capacity = quotas(&year("revenue = 1_000", &format!("{DEAL}{people}"))).basis().capacity.clone();
    assert_eq!(capacity[0][..2], [dec("1.5"), dec("1.125")], "15 of 20 days in February, times 1.5");
    // March: 12 of 22 days at a half. April: 11 of 22 up to the 15th at a half, 11 at three quarters.
    let half = |days: i64| dec("0.5") * Decimal::from(days);
    let most = |days: i64| dec("0.75") * Decimal::from(days);
    let (march, april) = (half(12) / Decimal::from(22), (half(11) + most(11)) / Decimal::from(22));
    // May: 11 of 21 up to the 15th at three quarters, 10 in full.
    let may = (most(11) + Decimal::from(10)) / Decimal::from(21);
    let rounded = |values: &[Decimal]| values.iter().map(|value| half_even(*value, 12)).collect::<Vec<_>>();
    assert_eq!(rounded(&capacity[1][1..6]), rounded(&[Decimal::ZERO, march, april, may, Decimal::ONE]));
}

const THREE: &str = "[[segments]]\nname = \"A\"\nshare = 0.6\nmatch = { T = [\"a\"] }\n\
    [[segments]]\nname = \"B\"\nshare = 0.3\nmatch = { T = [\"b\"] }\n[[segments]]\nname = \"C\"\n";

#[test]
fn rule_4_a_rep_limited_to_segments_keeps_the_ratio_of_their_shares() {
    let people = format!("{ANN}segments = [\"A\", \"B\"]\n{BOB}segments = {{ B = 0.25, C = 0.75 }}\n");
    let mix: Vec<Vec<Decimal>> = year("revenue = 1_000", &format!("{DEAL}{THREE}{people}"))
        .reps
        .iter()
        .map(|rep| rep.mix.iter().map(|part| half_even(part.decimal(), 6)).collect())
        .collect();
    assert_eq!(mix[0], [dec("0.666667"), dec("0.333333"), dec("0")]);
    assert_eq!(mix[1], [dec("0"), dec("0.25"), dec("0.75")]);
}

#[test]
fn rule_5_fixed_quotas_come_first_and_the_others_carry_the_rest() {
    let weights = "[seasonality]\nmonths = [1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n";
    let people = format!("{ANN}quota = 400\n{BOB}[[reps]]\nname = \"Cid\"\nweight = 2\n");
    let plan = year("revenue = 1_000", &format!("{DEAL}{weights}{people}"));
    let quotas = quotas(&plan);
    let first_two = |rep| months(&quotas, rep, 0)[..2].to_vec();
    assert_eq!(first_two(0), [dec("100"), dec("300")], "400 by 1 : 3");
    assert_eq!(
        (first_two(1), first_two(2)),
        (vec![dec("50"), dec("150")], vec![dec("100"), dec("300")]),
        "600 by 1 : 2"
    );
}

#[test]
fn rule_5_names_what_does_not_fit() {
    let over = year("revenue = 1_000", &format!("{DEAL}{THREE}{ANN}quota = 700\nsegments = [\"A\"]\n{BOB}"));
    let Err(problems) = decompose(&over, TargetChoice::Must) else { panic!("700 of 600") };
    let (share, fixed) = (Money::from_sum(60_000), vec![(0, Money::from_sum(70_000))]);
    assert_eq!(problems, [Problem::FixedAboveSegment { segment: 0, share, fixed }]);
    let nobody = year("revenue = 1_000", &format!("{DEAL}{ANN}quota = 700\n"));
    let Err(problems) = decompose(&nobody, TargetChoice::Must) else { panic!("300 are left") };
    assert_eq!(problems, [Problem::NobodyLeft { segment: 0, left: Money::from_sum(30_000) }]);
    let late = year("revenue = 1_000", &format!("{DEAL}{ANN}starts = 2026-02-01\n"));
    let Err(problems) = decompose(&late, TargetChoice::Must) else { panic!("nobody is there in January") };
    assert_eq!(problems, [Problem::NobodyInMonth { segment: 0, month: 0 }]);
    let stretch = decompose(&late, TargetChoice::Stretch).err();
    assert_eq!(stretch, Some(vec![Problem::NoStretch]));
}

#[test]
fn rules_7_and_8_segments_have_their_own_deals_rates_and_leads() {
    let funnel = "[funnel]\naverage_deal = 100\n[[funnel.steps]]\nname = \"opps\"\nrate = 0.5\n\
        [[funnel.steps]]\nname = \"calls\"\nfeeds = \"opps\"\nneed = 3\n";
    let segments = "[[segments]]\nname = \"KA\"\nshare = 0.8\naverage_deal = 400\nrates = { opps = 0.25 }\n\
        needs = { calls = 5 }\nmatch = { T = [\"ka\"] }\n[[segments]]\nname = \"SMB\"\n";
    let plan = year("revenue = 10_000", &format!("{funnel}{segments}{ANN}"));
    let quotas = quotas(&plan);
    let all = |metric, segment| quotas.within(metric, 0, segment, plan.timeline.span());
    let steps = [Metric::Deals, Metric::Step(0), Metric::Step(1)];
    // 8,000 ÷ 400 = 20 deals, 80 opportunities, 400 calls; 2,000 ÷ 100 = 20, 40, 120.
    assert_eq!(steps.map(|metric| all(metric, 0)), [20, 80, 400]);
    assert_eq!(steps.map(|metric| all(metric, 1)), [20, 40, 120]);
}

/// One deal a working day in January and February, nothing else.
const TWO_MONTHS: &str = "[seasonality]\nmonths = [22, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n";

#[test]
fn rule_8_work_moves_to_the_working_day_at_or_before() {
    // Fourteen days earlier is the same weekday. January's deals of the 1st to the 14th (10 weekdays) fall before the
    // plan; the other 12 land in January. February's first ten weekdays, the 2nd to the 13th, land on 19 to 30 January.
    let funnel =
        "[funnel]\naverage_deal = 1_000\nbeyond = \"none\"\n[[funnel.steps]]\nname = \"opps\"\nneed = 1\nlead = 14\n";
    let plain = year("revenue = 42_000", &format!("{funnel}{TWO_MONTHS}{ANN}"));
    let of = |plan: &Plan| {
        let quotas = quotas(plan);
        let real = |month| half_even(quotas.real(Metric::Step(0), 0, 0, month), 6);
        ([0, 1, 2].map(real), half_even(quotas.real_opening(0, 0, 0), 6))
    };
    assert_eq!(of(&plain), ([dec("22"), dec("10"), dec("0")], dec("10")));
    // On leave in the week of 19 January, the work of those five days is done by the 16th; nothing changes month.
    let away = year(
        "revenue = 42_000",
        &format!("{funnel}{TWO_MONTHS}{ANN}leave = [{{ from = 2026-01-19, to = 2026-01-23 }}]\n"),
    );
    let quotas = quotas(&away);
    let week = |from, to| {
        let span = Span::new(Day::parse(from).unwrap(), Day::parse(to).unwrap()).unwrap();
        quotas.within(Metric::Step(0), 0, 0, span)
    };
    assert_eq!(week("2026-01-19", "2026-01-23"), 0, "nobody works on leave");
}

#[test]
fn rule_8_what_lies_before_a_rep_starts_is_its_opening_pipeline() {
    // Bob starts on 2 February and alone serves B: one deal on each of the 20 weekdays of February. Seven days before
    // the first five of them he is not there; the other 15 land in February.
    let funnel =
        "[funnel]\naverage_deal = 1_000\nbeyond = \"none\"\n[[funnel.steps]]\nname = \"opps\"\nneed = 2\nlead = 7\n";
    let weights = "[seasonality]\nmonths = [0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n";
    let plan = year("revenue = 20_000", &format!("{funnel}{weights}{BOB}starts = 2026-02-02\n"));
    let quotas = quotas(&plan);
    assert_eq!(half_even(quotas.real(Metric::Step(0), 0, 0, 1), 6), dec("30"));
    assert_eq!((half_even(quotas.real_opening(0, 0, 0), 6), quotas.opening(0, 0, 0)), (dec("10"), 10));
}

#[test]
fn rule_8_the_months_after_the_plan_ask_what_its_months_asked() {
    // January 2027 asks January 2026's 22 deals over its 21 weekdays. Seven days before the 1st to the 7th of
    // January (5 weekdays) lies in December: 5/21 of 22. The rest is outside.
    let funnel = |beyond: &str| {
        format!(
            "[funnel]\naverage_deal = 1_000\nbeyond = \"{beyond}\"\n[[funnel.steps]]\nname = \"opps\"\nneed = 1\nlead = 7\n"
        )
    };
    let december = |beyond: &str| {
        let plan = year("revenue = 42_000", &format!("{}{TWO_MONTHS}{ANN}", funnel(beyond)));
        half_even(quotas(&plan).real(Metric::Step(0), 0, 0, 11), 6)
    };
    assert_eq!(december("none"), dec("0"));
    assert_eq!(december("repeat"), half_even(Decimal::from(22 * 5) / Decimal::from(21), 6));
}

#[test]
fn rule_9_round_to_leaves_the_odd_part_in_the_largest_cell() {
    let weights = "[seasonality]\nmonths = [1, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n";
    let plan = year("revenue = 4_030.50\nround_to = 100", &format!("{DEAL}{weights}{ANN}"));
    let quotas = quotas(&plan);
    let cents: Vec<i128> = (0..4).map(|month| quotas.cell(Metric::Revenue, 0, 0, month)).collect();
    assert_eq!(cents.iter().sum::<i128>(), 403_050);
    assert_eq!(cents[1] % 10_000, 3_050, "30.50 on top of whole hundreds in the largest month: {cents:?}");
    assert!([0, 2, 3].iter().all(|month| cents[*month] % 10_000 == 0), "{cents:?}");
}

/// Quotas far below the unit: what does not divide is spread over the largest cells, and nothing is lost.
#[test]
fn rule_9_a_unit_larger_than_the_cells_loses_nothing() {
    for (revenue, round_to, fixed) in
        [("1326", 1000, ""), ("99", 100, ""), ("2_400_000", 100, "quota = 50\n"), ("750_000", 10_000, "")]
    {
        let reps = format!("{ANN}{BOB}{fixed}");
        let plan =
            year(&format!("revenue = {revenue}\nround_to = {round_to}\nover_assign = 0.05"), &format!("{DEAL}{reps}"));
        let quotas = quotas(&plan);
        let whole: i128 = (0..2).map(|rep| quotas.within(Metric::Revenue, rep, 0, plan.timeline.span())).sum();
        assert_eq!(whole, quotas.basis().assigned.minor(), "{revenue} in units of {round_to}");
        if let Some(fixed) = plan.reps[1].quota {
            assert_eq!(quotas.within(Metric::Revenue, 1, 0, plan.timeline.span()), fixed.minor());
        }
    }
}

#[test]
fn rule_11_load_is_need_against_hours_and_working_days() {
    let funnel = "[funnel]\naverage_deal = 1_000\n[[funnel.steps]]\nname = \"opps\"\nneed = 1\n\
        [[funnel.steps]]\nname = \"calls\"\nfeeds = \"opps\"\nneed = 10\ncapacity = 8\n";
    let plan = year("revenue = 261_000", &format!("{funnel}{ANN}hours = 0.5\n[[reps]]\nname = \"Bob\"\nweight = 3\n"));
    let loads = loads(&plan, &quotas(&plan)).unwrap();
    // A deal a day: Ann has a quarter of it, 5.5 in January, 55 calls; 8 × 0.5 × 22 = 88 fit. Bob: 165 of 176.
    let january: Vec<_> =
        loads.iter().filter(|load| load.month == 0).map(|load| (half_even(load.need, 6), load.capacity)).collect();
    assert_eq!(january, [(dec("55"), dec("88")), (dec("165"), dec("176"))]);
    assert_eq!(loads[0].share().map(|share| half_even(share, 6)), Some(dec("0.625")));
    assert!(!loads.iter().any(|load| load.is_over()));
}

#[test]
fn rule_11_a_month_far_from_the_mean_is_named() {
    // January asks a quarter of the year, over 22 of 261 days: 2.97 times the mean. The others ask 0.82 of it.
    let weights =
        "[seasonality]\nmonths = [25, 6.276, 6.904, 6.904, 6.59, 6.904, 7.218, 6.59, 6.904, 6.904, 6.59, 7.216]\n";
    let plan = year("revenue = 100_000", &format!("{DEAL}{weights}{ANN}"));
    let strains = strains(&plan, &quotas(&plan)).unwrap();
    assert_eq!(strains.iter().map(|strain| strain.month).collect::<Vec<_>>(), [0]);
}
