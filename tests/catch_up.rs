//! The catch-up, worked out by hand.
//!
//! The plan: 64,000.00 over January to March 2026 (22 + 20 + 22 working days), half of it for each of two reps. A deal
//! of 1,000.00 takes two opportunities 14 days before it, and each of them four calls 7 days earlier. On Friday,
//! 30 January, 42 working days are left for deals, 32 for opportunities (to 17 March), 27 for calls (to 10 March).

mod support;

use proptest::prelude::*;

use splan::calc::group::{COMPANY, Group, Scope};
use splan::calc::review::catch_up::{CatchUp, Line, Task};
use splan::model::plan::Plan;
use support::facts::Facts;

const PLAN: &str = r#"
[plan]
name = "Quarter"
starts = 2026-01-01
ends = 2026-03-31
currency = "EUR"
[target]
revenue = 64_000
[funnel]
average_deal = 1_000
[[funnel.steps]]
name = "opportunities"
rate = 0.5
lead = 14
[[funnel.steps]]
name = "calls"
feeds = "opportunities"
need = 4
lead = 7
capacity = 6
[[reps]]
name = "Ann"
team = "North"
[[reps]]
name = "Bob"
team = "South"
"#;

fn rep(member: usize) -> Group {
    Group { scope: Scope::Rep, member: Some(member) }
}

fn line(catch_up: &CatchUp, group: Group) -> &Line {
    catch_up.lines.iter().find(|line| line.group == group).unwrap()
}

/// Deals, opportunities, calls of a group.
fn tasks(catch_up: &CatchUp, group: Group) -> [&Task; 3] {
    let [deals, opportunities, calls] = &line(catch_up, group).tasks[..] else { panic!("three metrics") };
    [deals, opportunities, calls]
}

/// Ann has won 10,000 and Bob 4,000, out of 30 opportunities; four of Ann's are open and due in March.
fn january(plan: &Plan) -> Facts {
    Facts::of(plan)
        .on("2026-01-12", Some(0), Some(0), 10_000, 10, &[16, 50])
        .on("2026-01-13", Some(1), Some(0), 4_000, 4, &[14, 62])
        .open(0, 0, "2026-03-20", 4)
        .open(1, 0, "2026-05-20", 9)
}

#[test]
fn what_remains_is_solved_up_the_funnel() {
    let plan = support::plan(PLAN);
    let catch_up = january(&plan).reviewed(&plan, "2026-01-30").1.catch_up.unwrap();
    assert_eq!(catch_up.remaining.minor(), 5_000_000);
    assert_eq!(catch_up.week.to_string(), "2026-02-02..2026-02-08");
    let due: Vec<String> = catch_up.latest.iter().map(|days| days[0].to_string()).collect();
    assert_eq!(due, ["2026-03-31", "2026-03-17", "2026-03-10"]);
    // Ann: 22 deals, 44 opportunities less 4 open, 160 calls. Bob: 28, 56 (nothing is due in the period), 224.
    let in_time = |group| tasks(&catch_up, group).map(|task| task.at_plan.in_time);
    assert_eq!((in_time(rep(0)), in_time(rep(1)), in_time(COMPANY)), ([22, 40, 160], [28, 56, 224], [50, 96, 384]));
    assert_eq!(tasks(&catch_up, COMPANY)[1].open, Some(4));
    // Five days of the week: 22 × 5 ÷ 42 = 2.62 and 3.33; 40 × 5 ÷ 32 = 6.25 and 8.75; 160 × 5 ÷ 27 = 29.63 and 41.48.
    let week = |group| tasks(&catch_up, group).map(|task| task.at_plan.this_week);
    assert_eq!(week(rep(0))[1], 6);
    assert_eq!(week(rep(1))[1], 9);
    assert_eq!(week(COMPANY)[1], 15);
    assert!([29, 30].contains(&week(rep(0))[2]) && [71, 72].contains(&week(COMPANY)[2]));
    // 160 ÷ 27 = 5.93 calls a day fit into 6, 224 ÷ 27 = 8.30 do not.
    assert_eq!([0, 1].map(|i| tasks(&catch_up, rep(i))[2].is_over_capacity), [false, true]);
}

#[test]
fn measured_rates_ask_for_more() {
    let plan = support::plan(PLAN);
    let catch_up = january(&plan).reviewed(&plan, "2026-01-30").1.catch_up.unwrap();
    // 14 of 30 were won: 50 deals take 107.14 opportunities; Ann's 47.14 − 4 and Bob's 60 are missing.
    let measured = |group| tasks(&catch_up, group).map(|task| task.at_measured.in_time);
    assert_eq!(measured(COMPANY)[..2], [50, 104]);
    assert_eq!(measured(rep(1))[1], 60);
    // 112 calls gave 30 opportunities: 103.14 × 112 ÷ 30 = 385.07.
    assert_eq!(measured(COMPANY)[2], 386);
}

#[test]
fn a_step_that_can_no_longer_become_a_deal_is_too_late() {
    let plan = support::plan(PLAN);
    // 18 days are left, calls take 21: they were due on 10 March. Opportunities still have 16 and 17 March.
    let catch_up = january(&plan).reviewed(&plan, "2026-03-13").1.catch_up.unwrap();
    let [deals, opportunities, calls] = tasks(&catch_up, COMPANY);
    assert_eq!((deals.at_plan.in_time, deals.at_plan.too_late), (50, 0));
    assert_eq!((opportunities.at_plan.in_time, opportunities.at_plan.this_week), (96, 96));
    assert_eq!((calls.at_plan.in_time, calls.at_plan.this_week, calls.at_plan.too_late), (0, 0, 384));
    // On 17 March opportunities are due the same day, which counts as elapsed.
    let catch_up = january(&plan).reviewed(&plan, "2026-03-17").1.catch_up.unwrap();
    assert_eq!(tasks(&catch_up, COMPANY)[1].at_plan.too_late, 96);
}

#[test]
fn what_one_won_beyond_the_quota_relieves_the_others() {
    let plan = support::plan(PLAN);
    let facts = Facts::of(&plan).on("2026-01-12", Some(0), Some(0), 40_000, 40, &[80, 320]).on(
        "2026-01-13",
        Some(1),
        Some(0),
        4_000,
        4,
        &[8, 32],
    );
    let catch_up = facts.reviewed(&plan, "2026-01-30").1.catch_up.unwrap();
    let remaining = [COMPANY, rep(0), rep(1)].map(|group| line(&catch_up, group).remaining.minor());
    assert_eq!(remaining, [2_000_000, 0, 2_000_000]);
}

#[test]
fn the_company_catches_up_with_the_target_not_the_cushion() {
    let plan = support::plan(&PLAN.replace("revenue = 64_000", "revenue = 64_000\nover_assign = 0.25"));
    // Quotas of 40,000 leave 30,000 and 36,000; the 50,000 of the target are shared out as 30 to 36.
    let catch_up = january(&plan).reviewed(&plan, "2026-01-30").1.catch_up.unwrap();
    let remaining = [COMPANY, rep(0), rep(1)].map(|group| line(&catch_up, group).remaining.minor());
    assert_eq!(remaining, [5_000_000, 2_272_727, 2_727_273]);
}

#[test]
fn nothing_is_left_to_do_where_nothing_remains_or_no_day_is_left() {
    let plan = support::plan(PLAN);
    let won = Facts::of(&plan).on("2026-01-12", None, None, 64_000, 64, &[0, 0]);
    assert_eq!(won.reviewed(&plan, "2026-01-30").1.catch_up, None);
    assert_eq!(january(&plan).reviewed(&plan, "2026-03-31").1.catch_up, None);
}

#[test]
fn who_has_left_has_nothing_to_catch_up() {
    let plan = support::plan(&PLAN.replace("name = \"Ann\"", "name = \"Ann\"\nends = 2026-01-30"));
    let catch_up = january(&plan).reviewed(&plan, "2026-01-30").1.catch_up.unwrap();
    assert_eq!(line(&catch_up, rep(0)).remaining.minor(), 0);
    assert_eq!(line(&catch_up, rep(1)).remaining, catch_up.remaining);
}

/// Nobody who has left wins back what was taken back.
#[test]
fn a_credit_of_who_has_left_is_for_the_others() {
    let plan = support::plan(&PLAN.replace("name = \"Ann\"", "name = \"Ann\"\nends = 2026-01-30"));
    let credited = january(&plan).on("2026-01-14", Some(0), Some(0), -40_000, 0, &[0, 0]);
    let catch_up = credited.reviewed(&plan, "2026-01-30").1.catch_up.unwrap();
    assert_eq!(line(&catch_up, rep(0)).remaining.minor(), 0);
    assert_eq!((line(&catch_up, rep(1)).remaining, catch_up.remaining.minor()), (catch_up.remaining, 9_000_000));
}

#[test]
fn open_deals_of_nobody_take_nothing_off() {
    let plan = support::plan(PLAN);
    let mut facts = january(&plan);
    let own = facts.reviewed(&plan, "2026-01-30").1.catch_up.unwrap();
    facts.0.open.tallies = facts
        .0
        .open
        .tallies
        .into_iter()
        .map(|(mut key, tally)| {
            key.rep = key.rep.filter(|rep| *rep != 0);
            (key, tally)
        })
        .collect();
    let catch_up = facts.reviewed(&plan, "2026-01-30").1.catch_up.unwrap();
    let [_, opportunities, _] = tasks(&catch_up, COMPANY);
    assert_eq!((own.open_elsewhere, catch_up.open_elsewhere, opportunities.open), (0, 4, Some(0)));
    assert_eq!(opportunities.at_plan.in_time, tasks(&own, COMPANY)[1].at_plan.in_time + 4);
}

proptest! {
    #[test]
    fn tasks_foot_like_quotas(
        won in prop::collection::vec(0_i64..30, 4),
        open in prop::collection::vec(0_i64..20, 4),
        as_of in 1_u32..28,
    ) {
        let segments = "[[segments]]\nname = \"KA\"\nshare = 0.4\nleads = { opportunities = 40 }\n[[segments]]\nname = \"Rest\"\n";
        let plan = support::plan(&format!("{PLAN}{segments}").replace("[[segments]]\nname = \"KA\"", "[[segments]]\nname = \"KA\"\nmatch = { Tier = [\"KA\"] }"));
        let cells = [(0, 0), (0, 1), (1, 0), (1, 1)];
        let facts = cells.iter().zip(won.iter().zip(&open)).fold(Facts::of(&plan), |facts, ((rep, segment), (won, open))| {
            let facts = facts.on("2026-01-01", Some(*rep), Some(*segment), won * 700, *won, &[won * 2, won * 9]);
            facts.open(*rep, *segment, "2026-03-20", *open)
        });
        let (_, why) = facts.reviewed(&plan, &format!("2026-02-{as_of:02}"));
        let Some(catch_up) = why.catch_up else { return Ok(()) };
        for scope in [Scope::Team, Scope::Rep, Scope::Segment] {
            let lines: Vec<&Line> = catch_up.of(scope).collect();
            prop_assert_eq!(lines.iter().map(|line| line.remaining).sum::<splan::model::money::Money>(), catch_up.remaining);
            for (i, task) in line(&catch_up, COMPANY).tasks.iter().enumerate() {
                let sum = |of: fn(&Task) -> i128| lines.iter().map(|line| of(&line.tasks[i])).sum::<i128>();
                prop_assert_eq!(sum(|task| task.at_plan.in_time), task.at_plan.in_time);
                prop_assert_eq!(sum(|task| task.at_plan.this_week), task.at_plan.this_week);
                prop_assert_eq!(sum(|task| task.at_plan.too_late), task.at_plan.too_late);
                prop_assert_eq!(sum(|task| task.at_measured.in_time), task.at_measured.in_time);
                prop_assert!(task.at_plan.this_week <= task.at_plan.in_time);
            }
        }
    }
}
