//! Every finding of a check, each with a figure worked out by hand.
//!
//! Plans of 2026 without holidays: 261 working days, by month 22 20 22 22 21 22 23 21 22 22 21 23.

mod support;

use splan::calc::check::check;
use splan::calc::decompose::{TargetChoice, decompose};
use splan::model::text::Lang;
use splan::report::check::check as say;
use splan::report::format::{Format, RenderOptions, render};
use support::plan;

const ALONE: &str = "[[reps]]\nname = \"Ann\"\n";
const TWO: &str = "[[reps]]\nname = \"Ann\"\n[[reps]]\nname = \"Bob\"\n";

/// A plan of 522,000, which is 2,000 for each working day, in deals of 1,000.
fn text(target: &str, steps: &str, rest: &str) -> String {
    format!(
        "[plan]\nname = \"p\"\nyear = 2026\ncurrency = \"USD\"\n[target]\nrevenue = 522_000\n{target}\n\
         [funnel]\naverage_deal = 1_000\n{steps}\n{rest}"
    )
}

/// Two segments of half the target each; `rest` names the reps.
fn halves(rest: &str) -> String {
    let segments =
        "[[segments]]\nname = \"KA\"\nshare = 0.5\nmatch = { Tier = [\"KA\"] }\n[[segments]]\nname = \"SMB\"\n";
    text("", "", &format!("{segments}{rest}"))
}

/// The records of a check without the place: `level,area,key,finding,change`.
fn records(text: &str) -> Vec<String> {
    let plan = plan(text);
    let quotas = decompose(&plan, TargetChoice::Must);
    let findings = check(&plan, quotas.as_ref().ok()).unwrap();
    let check = say(&plan, &findings, &[], &[], Lang::En);
    let options = RenderOptions { format: Format::Csv, width: None, color: false, bom: false, unit: None };
    let mut csv = Vec::new();
    render(&check.report, &options, &mut csv).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    let row = |row: csv::StringRecord| [0, 1, 2, 4, 5].map(|i| row[i].to_owned()).join(" | ");
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[track_caller]
fn finds(text: &str, record: &str) {
    let records = records(text);
    assert!(records.iter().any(|found| found == record), "{record}\nis none of\n{}", records.join("\n"));
}

#[track_caller]
fn finds_no(text: &str, part: &str) {
    let records = records(text);
    assert!(!records.iter().any(|found| found.contains(part)), "{}", records.join("\n"));
}

#[test]
fn teams_whose_names_look_the_same() {
    let of = |a: &str, b: &str| {
        text("", "", &format!("[[reps]]\nname = \"Ann\"\nteam = \"{a}\"\n[[reps]]\nname = \"Bob\"\nteam = \"{b}\"\n"))
    };
    finds(
        &of("华南", "华 南"),
        "warning | specific | reps.Bob.team | `华南` and `华 南` are two teams whose names differ only in spaces, case or \
         width | write `华南` if they are one team",
    );
    finds_no(&of("East1", "ＥＡＳＴ2"), "differ only");
    finds_no(&of("East", "east"), "differ only");
    assert!(records(&of("East1", "Ｅast　１")).iter().any(|found| found.contains("differ only")));
}

#[test]
fn reps_without_a_team_among_teams() {
    let reps = "[[reps]]\nname = \"Ann\"\nteam = \"East\"\n[[reps]]\nname = \"Bob\"\n[[reps]]\nname = \"Cid\"\n";
    let (plan, change) = (text("", "", reps), "give each a `team`: `East` or a new one");
    finds(&plan, &format!("warning | specific | reps.Bob.team | no team for 2 of 3 reps: `Bob`, `Cid` | {change}"));
    finds(&plan, "ok | specific | reps | 3 reps in 1 team | ");
    finds_no(&text("", "", TWO), "no team");
}

#[test]
fn a_funnel_without_steps() {
    let change = "add `[[funnel.steps]]`, such as opportunities with their win rate";
    let said = "the funnel ends at deals: nobody is told what to do for them";
    finds(&text("", "", ALONE), &format!("info | specific | funnel.steps | {said} | {change}"));
}

const CALLS: &str = "[[funnel.steps]]\nname = \"opportunities\"\nneed = 3\n\
    [[funnel.steps]]\nname = \"calls\"\nfeeds = \"opportunities\"\nneed = 2\n";

#[test]
fn steps_without_a_source() {
    let plan = |data: &str| text("", CALLS, &format!("{ALONE}{data}"));
    finds(&plan(""), "info | measurable | data | no exports for deals, `calls` | add to `[data]`");
    finds(
        &plan("[data]\ndeals = [\"d.csv\"]\n"),
        "info | measurable | data | no source for `calls`: a review shows `—` | \
         add `activities` to `[data]`, or give `--activities FILE`",
    );
    finds(
        &plan("[data]\nactivities = [\"a.csv\"]\n"),
        "info | measurable | data | no exports for deals | add `deals` to `[data]`, or name them at each review",
    );
    finds(
        &plan("[data]\ndeals = [\"d.csv\"]\nactivities = [\"a.csv\"]\n"),
        "ok | measurable | data | `[data]` names exports for revenue, deals and every step | ",
    );
}

#[test]
fn secured_revenue_that_no_deals_are() {
    finds(
        &text("secured = 22_000", "", ALONE),
        "warning | measurable | target.secured | 22,000 is secured, and nothing says by which deals: a review counts \
         them once more | add `secured_match = { \"Type\" = [\"Renewal\"] }` to `[target]`",
    );
    finds_no(&text("secured = 22_000\nsecured_match = { Type = [\"R\"] }", "", ALONE), "by which deals");
}

/// 2 deals a day need 6 opportunities a day; 5 fit. January: 132 of 110. A sixth of the quota is too much.
#[test]
fn a_step_that_does_not_fit() {
    let steps = "[[funnel.steps]]\nname = \"opportunities\"\nneed = 3\ncapacity = 5\n";
    let plan = text("", steps, ALONE);
    finds(
        &plan,
        "warning | achievable | reps.Ann.quota | `Ann` has too many `opportunities` in 12 months; worst 2026-01: \
         132 where 110 fit, load 120% | \
         move 87,000 of the quota to others, raise `capacity` to 6 a day, or add 0.2 of such a rep",
    );
    finds(
        &plan,
        "warning | achievable | funnel.steps.opportunities.capacity | the target takes 1,566 `opportunities`, the team \
         can do 1,305: 120% | assign 435,000 instead of 522,000, raise `capacity` to 6 a day, or add 1 full-time rep",
    );
}

/// 1,566.3 opportunities are 1,567 in the quotas, and in what a check says of them.
#[test]
fn what_the_target_takes_is_what_the_quotas_say() {
    let steps = "[[funnel.steps]]\nname = \"opportunities\"\nneed = 3\ncapacity = 5\n";
    let text = text("", steps, ALONE).replace("522_000", "522_100");
    let all: i128 = {
        let quotas = decompose(&plan(&text), TargetChoice::Must).unwrap();
        (0..12).map(|month| quotas.cell(splan::model::metric::Metric::Step(0), 0, 0, month)).sum()
    };
    assert_eq!(all, 1_567);
    assert!(records(&text).iter().any(|found| found.contains("the target takes 1,567 `opportunities`")));
}

/// December weighs 3 of 14: 111,857.14 or 335.6 opportunities, 14.6 a day. The other months ask 5.3 a day.
#[test]
fn a_single_month_that_does_not_fit() {
    let steps = "[[funnel.steps]]\nname = \"opportunities\"\nneed = 3\ncapacity = 7\n";
    let seasons = "[seasonality]\nmonths = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3]\n";
    let plan = text("", steps, &format!("{seasons}{ALONE}"));
    finds(
        &plan,
        "warning | achievable | reps.Ann.quota | `Ann` has too many `opportunities` in 1 month; worst 2026-12: \
         335.6 where 161 fit, load 208% | \
         move 271,555.56 of the quota to others, raise `capacity` to 14.6 a day, or add 1.1 of such a rep",
    );
    finds(&plan, "ok | achievable | target.revenue | load of the whole team: `opportunities` 86% | ");
}

/// Half of the hours do half of the units: 12 fit into a day, 6 are asked.
#[test]
fn the_highest_load_where_all_fits() {
    let steps = "[[funnel.steps]]\nname = \"opportunities\"\nneed = 3\ncapacity = 24\n";
    finds(
        &text("", steps, "[[reps]]\nname = \"Ann\"\nhours = 0.5\n"),
        "ok | achievable | funnel.steps.opportunities.capacity | load at most 50%: `opportunities` of `Ann` in 2026-01 | ",
    );
    finds(
        &text("", CALLS, ALONE),
        "info | achievable | funnel.steps | no step has a `capacity`: whether the work fits into the days is unknown | \
         add `capacity`, the units that one rep does on a working day, to a step",
    );
}

/// Each of two reps has a quota of 261,000.
#[test]
fn commits_against_quotas_and_target() {
    let plan = |commit: &str| text("", "", &format!("{TWO}commit = {commit}\n"));
    finds(
        &plan("200_000"),
        "info | achievable | reps.Bob.commit | `Bob` committed to 200,000, 61,000 below the quota of 261,000 | ",
    );
    finds(
        &plan("200_000"),
        "warning | achievable | reps | commits, and the quotas of the others, come to 461,000: 61,000 below the target \
         of 522,000 | find 61,000: higher commits, more reps, or a target lower by as much",
    );
    finds(
        &plan("300_000"),
        "ok | achievable | reps | commits, and the quotas of the others, come to 561,000, 39,000 above the target | ",
    );
    finds_no(&text("", "", TWO), "commit");
}

/// 417,600 of 522,000 is four fifths: each percent of it is four percent of the fifth that is left.
#[test]
fn a_target_that_is_mostly_secured() {
    let plan = |secured: &str| text(&format!("secured = {secured}\nsecured_match = {{ T = [\"R\"] }}"), "", ALONE);
    finds(
        &plan("417_600"),
        "warning | achievable | target.secured | 80% of the target is secured: each 1% of it that fails adds 4% to the \
         quotas | check that all 417,600 is signed, and lower `secured` by what is not",
    );
    finds(
        &plan("522_000"),
        "warning | achievable | target.secured | all of the target is secured: the quotas are 0 | \
         check that all 522,000 is signed, and lower `secured` by what is not",
    );
    finds(&plan("52_200"), "ok | achievable | target.secured | 10% of the target is secured | ");
}

#[test]
fn segments_that_leave_deals_out() {
    let rest = "ok | relevant | segments | `KA` 50%, `SMB` 50% and all other deals | ";
    finds(&halves(ALONE), rest);
    let both = halves(ALONE).replace("name = \"SMB\"", "name = \"SMB\"\nmatch = { Tier = [\"SMB\"] }");
    finds(
        &both,
        "warning | relevant | segments | every segment has a `match`: deals that match none count under (unassigned) | \
         leave `match` out of one segment, which then takes every other deal",
    );
    finds(&text("", "", ALONE), "ok | relevant | segments | one segment takes the whole target and every deal | ");
}

#[test]
fn reps_without_quota_and_why() {
    let bob = |keys: &str| text("", "", &format!("{TWO}{keys}\n"));
    finds(
        &bob("quota = 0"),
        "warning | relevant | reps.Bob.quota | `Bob` carries nothing: its `quota` is fixed at 0 | \
         drop `quota`, or take `Bob` out of the plan",
    );
    finds(
        &bob("leave = [{ from = 2026-01-01, to = 2026-12-31 }]"),
        "warning | relevant | reps.Bob.leave | `Bob` carries nothing: `leave`, holidays and employment leave no working \
         day | shorten `leave`, or take `Bob` out of the plan",
    );
    finds(
        &bob("starts = 2026-11-02\nramp = \"slow\"\n[ramp]\nslow = [0, 0, 0.5]"),
        "warning | relevant | reps.Bob.ramp | `Bob` carries nothing: its `ramp` stands at 0 to the plan's end | \
         raise the ramp, start `Bob` earlier, or leave it to the next plan",
    );
    finds(
        &bob("starts = 2026-12-01\n[seasonality]\nmonths = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]"),
        "warning | relevant | seasonality | `Bob` carries nothing: the months in which it works weigh 0 | \
         give one of its months a weight in `[seasonality]`",
    );
    finds(
        &halves(&format!("{TWO}segments = [\"KA\"]\n[[reps]]\nname = \"Cid\"\nsegments = [\"KA\"]\nquota = 261_000\n"))
            .replace("name = \"Ann\"", "name = \"Ann\"\nsegments = [\"SMB\"]"),
        "warning | relevant | reps.Bob.segments | `Bob` carries nothing: fixed quotas of others take all of its segments \
         | lower one of these quotas, or add a segment to `segments` of `Bob`",
    );
}

#[test]
fn a_calendar_without_holidays() {
    let said = "no day of the plan is a holiday";
    let change = "add `use = \"us\"`, `use = \"cn\"` or your own `holidays` to `[calendar]`";
    finds(&text("", "", ALONE), &format!("info | time-bound | calendar.holidays | {said} | {change}"));
    let china = text("", "", &format!("{}{ALONE}", support::CHINA_2026));
    finds(&china, "ok | time-bound | plan | 2026-01-01..2026-12-31: 12 months, 248 working days | ");
    finds_no(&china, said);
}

/// October to December have 66 working days of 2,000 each, shared by two.
#[test]
fn a_start_without_a_ramp() {
    finds(
        &text("", "", &format!("{TWO}starts = 2026-10-01\n")),
        "info | time-bound | reps.Bob.ramp | `Bob` starts on 2026-10-01 without a ramp, with 66,000 in its first three \
         months | add `ramp = \"standard\"`, and `standard = [0.0, 0.25, 0.5, 0.75]` under `[ramp]`",
    );
    finds_no(&text("", "", &format!("{TWO}starts = 2025-10-01\n")), "ramp");
}

/// 365 days before a deal on the last day is the day before the first.
#[test]
fn leads_longer_than_the_plan() {
    let steps = |lead: u32| format!("[[funnel.steps]]\nname = \"opportunities\"\nneed = 3\nlead = {lead}\n");
    finds(
        &text("", &steps(400), ALONE),
        "info | time-bound | funnel.steps.opportunities.lead | `opportunities` lie 400 days before deals of `all`, the \
         plan has 365: all of it is opening pipeline | shorten the leads or lengthen the plan by 36 days or more",
    );
    finds_no(&text("", &steps(364), ALONE), "lie 364 days");
}

/// The model's own example: 59.54 opportunities before the first day.
#[test]
fn the_opening_pipeline_is_counted() {
    let steps = "[[funnel.steps]]\nname = \"opportunities\"\nneed = 3\nlead = 180\n";
    let rest = format!("[seasonality]\nquarters = [1, 1, 1, 1]\n{ALONE}");
    let plan = text("", steps, &rest).replace("522_000", "400_000").replace("1_000\n", "10_000\n");
    finds(&plan, "info | time-bound | funnel.steps | opening pipeline: 60 `opportunities` | ");
}

/// Of KA's 261,000 Ann has two thirds and Bob a third, who has all of SMB as well: 174,000 and 348,000 in 261 days.
#[test]
fn a_rep_with_twice_the_load_of_another() {
    finds(
        &halves("[[reps]]\nname = \"Ann\"\nsegments = [\"KA\"]\n[[reps]]\nname = \"Bob\"\n"),
        "warning | spread | reps.Ann.segments | `Bob` carries 2 times as much as `Ann` for the same capacity: 1,333.33 \
         against 666.67 a day | move 87,000 from `Bob` to `Ann`: give `Ann` the `segments` of `Bob` (at most 1 times \
         then), or raise `weight` of `Bob` if it can carry more",
    );
}

/// A quota fixed by hand is the first to be changed: 391,500 and 130,500 become 261,000 each.
#[test]
fn a_fixed_quota_that_is_out_of_proportion() {
    finds(
        &text("", "", &format!("{TWO}quota = 391_500\n")),
        "warning | spread | reps.Bob.quota | `Bob` carries 3 times as much as `Ann` for the same capacity: 1,500 against \
         500 a day | move 130,500 from `Bob` to `Ann`: set `quota` of `Bob` to 261,000 (at most 1 times then), or raise \
         `weight` of `Bob` if it can carry more",
    );
    finds(
        &text("", "", &format!("{TWO}quota = 130_500\n")),
        "warning | spread | reps.Bob.quota | `Ann` carries 3 times as much as `Bob` for the same capacity: 1,500 against \
         500 a day | move 130,500 from `Ann` to `Bob`: set `quota` of `Bob` to 261,000 (at most 1 times then), or raise \
         `weight` of `Ann` if it can carry more",
    );
}

/// Three quarters of the target in a segment that one serves alone: no key of the two can move any of it.
#[test]
fn specialists_differ_unless_their_weight_says_so() {
    let reps = "[[reps]]\nname = \"Ann\"\nsegments = [\"KA\"]\n[[reps]]\nname = \"Bob\"\nsegments = [\"SMB\"]\n";
    let plan = halves(reps).replace("share = 0.5", "share = 0.75");
    finds(
        &plan,
        "warning | spread | reps.Ann.weight | `Ann` carries 3 times as much as `Bob` for the same capacity: 1,500 against \
         500 a day | move 130,500 from `Ann` to `Bob`: by `segments` or `quota`, or raise `weight` of `Ann` if it can \
         carry more",
    );
    finds(
        &plan.replace("segments = [\"KA\"]", "segments = [\"KA\"]\nweight = 2.5"),
        "ok | spread | reps | reps carry alike: at most 1.2 times (`Ann`, `Bob`) | ",
    );
    finds(&text("", "", TWO), "ok | spread | reps | reps carry alike for the same capacity | ");
}

/// The last quarter brings half of the year in 66 of 261 days, 1.98 of the mean; the others have 3 ÷ 195 a day.
#[test]
fn a_quarter_that_asks_twice_as_much() {
    finds(
        &text("", "", &format!("[seasonality]\nquarters = [1, 1, 1, 3]\n{ALONE}")),
        "warning | spread | seasonality.quarters | far from the mean revenue per day of capacity: 2026-10 198%, 2026-11 \
         198%, 2026-12 198% of it | weigh the quarter 1.02 instead of 3, or set `by = \"capacity\"`",
    );
}

/// December brings 4 of 15 in 23 of 261 days; eleven months of weight 1 have 238.
#[test]
fn a_month_that_asks_three_times_as_much() {
    finds(
        &text("", "", &format!("[seasonality]\nmonths = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4]\n{ALONE}")),
        "warning | spread | seasonality.months | far from the mean revenue per day of capacity: 2026-12 303% of it | \
         weigh it 1.06 instead of 4, or set `by = \"capacity\"`",
    );
}

/// One rep in 129 days, then two in 132: 393 days of capacity, 1,328.24 each; the first half asks 2,000.
#[test]
fn months_before_a_hire_ask_more() {
    let plan = text("", "", &format!("{TWO}starts = 2026-07-01\n"));
    let months: Vec<String> = (1..=6).map(|month| format!("2026-0{month} 151%")).collect();
    finds(
        &plan,
        &format!(
            "warning | spread | seasonality.by | far from the mean revenue per day of capacity: {} of it | \
             set `seasonality.by = \"capacity\"`, or list the weights that you want as `months`",
            months.join(", ")
        ),
    );
    finds_no(&format!("{plan}[seasonality]\nby = \"capacity\"\n"), "far from the mean");
}

#[test]
fn a_plan_that_cannot_be_broken_down_is_reviewed_all_the_same() {
    let records = records(&text("", CALLS, &format!("{ALONE}quota = 400_000\n")));
    let areas: Vec<&str> = records.iter().map(|record| record.split(" | ").nth(1).unwrap()).collect();
    assert_eq!(areas, ["specific", "measurable", "relevant", "time-bound", "time-bound"]);
}

/// Over two years 4 weights stand for 8 quarters: a change of one would change the same quarter of both years.
#[test]
fn weights_that_repeat_are_to_be_written_out_before_one_is_changed() {
    let two_years = text("", "", &format!("[seasonality]\nquarters = [1, 1, 1, 3]\n{ALONE}"))
        .replace("year = 2026", "starts = 2026-01-01\nends = 2027-12-31");
    let change = "list all 8 quarters, where 4 now repeat, and weigh this one ";
    let found = records(&two_years);
    assert!(found.iter().any(|record| record.contains(change)), "{}", found.join("\n"));
    let written = two_years.replace("[1, 1, 1, 3]", "[1, 1, 1, 3, 1, 1, 1, 1]");
    finds_no(&written, "now repeat");
}

#[test]
fn part_time_without_a_weight_is_told() {
    let part = "[[reps]]\nname = \"Ann\"\nhours = 0.5\n[[reps]]\nname = \"Bob\"\n";
    finds(
        &text("", "", part),
        "info | achievable | reps.Ann.hours | `Ann` works 0.5 of the day and carries a full quota | add `weight = 0.5` for a \
         quota in proportion, or `weight = 1` if that is meant",
    );
    for stated in ["weight = 0.5", "weight = 1", "quota = 100_000"] {
        finds_no(&text("", "", &part.replace("hours = 0.5", &format!("hours = 0.5\n{stated}"))), "full quota");
    }
}
