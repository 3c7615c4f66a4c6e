//! `splan review`, each figure worked out by hand.
//!
//! The plan: 1 January to 31 March 2026 without holidays has 22 + 20 + 22 = 64 working days; 64,000.00 is 1,000.00 a
//! working day and 500.00 for each of two reps. As of 30 January (the 22nd working day) 22,000.00 are due.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use support::runs::{self, Run};

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
[[funnel.steps]]
name = "calls"
feeds = "opportunities"
need = 4
[[reps]]
name = "Ann"
team = "North"
aliases = ["ann@example.com"]
[[reps]]
name = "Bob"
team = "South"
[currencies]
USD = 0.5
"#;

const DEALS: &str = "\
Id,Owner,Amount,Stage,Close Date,Created Date,Currency
1,Ann,6000,Won,2026-01-12,2026-01-05,EUR
2,ANN@example.com ,4000,Won,2026-01-30,2026-01-10,EUR
3,Bob,8000,Won,2026-01-20,2026-01-06,USD
4,Bob,9000,Won,2026-02-02,2026-01-07,EUR
5,Cid,1000,Won,2026-01-15,2026-01-08,EUR
6,Ann,500,Lost,2026-01-15,2026-01-09,EUR
7,Bob,700,Negotiation,2026-03-15,2026-02-09,EUR
8,Bob,-250,Won,2026-01-22,2025-12-09,EUR
9,Ann,,Won,2026-01-22,2026-01-09,EUR
";

const ACTIVITIES: &str = "\
Assigned,Date,Type
Ann,2026-01-05,Call
Ann,2026-01-06,call
Bob,2026-01-31,Call
Cid,2026-01-06,Call
Ann,2026-01-06,Lunch
";

fn run_on(plan: &str, args: &[&str]) -> Run {
    let files = [("plan.toml", plan), ("deals.csv", DEALS), ("activities.csv", ACTIVITIES)];
    runs::with_files(&files, &[&["review", "plan.toml", "deals.csv"], args].concat())
}

fn run(args: &[&str]) -> Run {
    run_on(PLAN, args)
}

/// One row of the CSV by scope, name and metric: plan to needed_per_day.
fn row(run: &Run, scope: &str, name: &str, metric: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let found = rows.iter().find(|row| row["scope"] == scope && row["name"] == name && row["metric"] == metric);
    let found = found.unwrap_or_else(|| panic!("no row {scope} {name} {metric} in\n{}{}", run.out, run.err));
    let columns =
        ["plan", "plan_to_date", "actual", "gap", "attainment", "status", "pace", "remaining", "needed_per_day"];
    columns.iter().map(|column| found[*column].clone()).collect()
}

const AS_OF: [&str; 4] = ["--as-of", "2026-01-30", "--format", "csv"];

#[test]
fn every_measure_of_a_rep() {
    let run = run(&AS_OF);
    assert_eq!(run.code, 0, "{}", run.err);
    // 6,000 + 4,000 won of 22 × 500 due: gap −1,000, 10/11; pace 10,000 × 32,000 ÷ 11,000; 22,000 over 42 days.
    let revenue = row(&run, "rep", "Ann", "revenue");
    assert_eq!(
        revenue,
        ["32000.00", "11000.00", "10000.00", "-1000.00", "0.9091", "amber", "29090.91", "22000.00", "523.81"]
    );
    // Bob: 8,000 USD are 4,000 EUR, less a credit of 250; the deal of 2 February is still open.
    let revenue = row(&run, "rep", "Bob", "revenue");
    assert_eq!(revenue[2..6], ["3750.00", "-7250.00", "0.3409", "red"]);
    assert_eq!(row(&run, "rep", "Bob", "deals")[2], "2");
    // Created by 30 January inside the period: Bob's 3 and 4; 7 does not exist yet, 8 is older than the plan.
    assert_eq!(row(&run, "rep", "Bob", "opportunities")[2], "2");
}

#[test]
fn every_scope_sums_to_the_company() {
    for (by, names) in [("rep", ["Ann", "Bob", "(unassigned)"]), ("team", ["North", "South", "(unassigned)"])] {
        let run = run(&[&AS_OF[..], &["--by", by]].concat());
        let parts = names.map(|name| row(&run, by, name, "revenue")[2].parse::<f64>().unwrap());
        assert_eq!(row(&run, "company", "Quarter", "revenue")[2], "14750.00");
        assert_eq!(parts.iter().sum::<f64>(), 14_750.0);
        let unassigned = row(&run, by, "(unassigned)", "revenue");
        assert_eq!(unassigned, ["", "", "1000.00", "", "", "", "", "", ""], "no plan, so nothing to compare");
    }
}

#[test]
fn a_step_without_a_source_is_missing_and_one_with_a_source_counts() {
    let without = run(&AS_OF);
    assert_eq!(row(&without, "company", "Quarter", "calls")[2..], ["", "", "", "", "", "", ""]);
    assert!(without.err.contains("no source for `calls`"), "{}", without.err);
    // Three calls by 30 January, one of them of an owner outside the plan; lunch is no step; 31 January is later.
    let with = run(&[&AS_OF[..], &["--activities", "activities.csv"]].concat());
    assert_eq!(row(&with, "company", "Quarter", "calls")[2], "3");
    assert_eq!(row(&with, "rep", "Ann", "calls")[2], "2");
    assert_eq!(row(&with, "rep", "Bob", "calls")[2], "0");
}

#[test]
fn rows_are_accounted_for_and_what_is_odd_is_said() {
    let run = run(&AS_OF);
    assert!(run.err.contains("9 rows read = 8 used + 0 ignored + 1 rejected"), "{}", run.err);
    assert!(run.err.contains("deals.csv:10"), "the won deal without an amount: {}", run.err);
    assert!(run.err.contains("`Cid`"), "{}", run.err);
    assert!(run.err.contains("closed after the as-of day, open then"), "{}", run.err);
    let strict = self::run(&[&AS_OF[..], &["--strict"]].concat());
    assert_eq!((strict.code, strict.out.as_str()), (2, ""));
    assert!(strict.err.contains("deals.csv:10"), "{}", strict.err);
}

#[test]
fn rejected_rows_can_be_mended_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rejects.csv");
    let run = run(&[&AS_OF[..], &["--rejects", path.to_str().unwrap()]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let text = std::fs::read_to_string(Path::new(&path)).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("file,line,column,value,reason,row"));
    let row = lines.next().unwrap();
    assert!(row.starts_with("deals.csv,10,Amount,,"), "{row}");
    assert!(row.contains("9,Ann,,Won,2026-01-22,2026-01-09,EUR"), "{row}");
    assert_eq!(lines.next(), None);
}

#[test]
fn with_a_cushion_the_verdict_is_against_the_target() {
    // 64,000 × 1.25 = 80,000 are assigned; 80,000 × 22 ÷ 64 = 27,500 due, and 22,000 of the target itself.
    let args = [&AS_OF[..], &["--by", "company", "--set", "target.over_assign=0.25"]].concat();
    let run = run(&args);
    assert_eq!(row(&run, "company", "Quarter", "revenue")[..3], ["80000.00", "27500.00", "14750.00"]);
    let target = row(&run, "target", "Quarter", "revenue");
    assert_eq!(target[..6], ["64000.00", "22000.00", "14750.00", "-7250.00", "0.6705", "red"]);
}

#[test]
fn fail_on_answers_with_the_exit_code() {
    let code = |extra: &[&str]| run(&[&AS_OF[..], extra].concat()).code;
    // The company reaches 14,750 of 22,000: 67 %.
    assert_eq!((code(&["--fail-on", "red"]), code(&["--fail-on", "amber"])), (1, 1));
    assert_eq!(code(&["--fail-on", "red", "--set", "alerts.amber=0.6"]), 0);
    assert_eq!(code(&["--fail-on", "amber", "--set", "alerts.amber=0.6"]), 1);
    assert_eq!(code(&["--fail-on", "red:rep", "--set", "alerts.amber=0.6"]), 1, "Bob has a third");
    assert_eq!(code(&["--fail-on", "red:segment", "--set", "alerts.amber=0.6"]), 0);
}

#[test]
fn the_as_of_day_stays_inside_the_plan() {
    let after = run(&["--as-of", "2026-05-01", "--format", "csv"]);
    assert_eq!(after.code, 0);
    assert!(
        after.err.contains("2026-05-01 lies after the plan; reviewed as of its last day, 2026-03-31"),
        "{}",
        after.err
    );
    assert_eq!(row(&after, "rep", "Bob", "revenue")[2], "12750.00", "the deal of 2 February counts by then");
    let before = run(&["--as-of", "2025-12-31"]);
    assert_eq!((before.code, before.out.as_str()), (2, ""));
    assert!(before.err.contains("the plan starts on 2026-01-01"), "{}", before.err);
}

#[test]
fn periods_are_cut_from_the_same_days() {
    // ISO week 5 is 26 January to 1 February: five working days of 500.00; won by Ann on the 30th.
    let run = run(&[&AS_OF[..], &["--period", "this-week"]].concat());
    assert_eq!(row(&run, "rep", "Ann", "revenue")[..4], ["2500.00", "2500.00", "4000.00", "1500.00"]);
    let outside = self::run(&[&AS_OF[..], &["--period", "2027-Q1"]].concat());
    assert_eq!((outside.code, outside.out.as_str()), (2, ""));
}

#[test]
fn secured_deals_have_a_line_of_their_own() {
    let plan =
        PLAN.replace("revenue = 64_000", "revenue = 74_000\nsecured = 10_000\nsecured_match = { Stage = [\"Won\"] }");
    let run = run_on(&plan, &AS_OF);
    assert_eq!(run.code, 0, "{}", run.err);
    let secured = row(&run, "company", "Quarter", "secured");
    assert_eq!(secured[..3], ["10000.00", "", "14750.00"]);
    assert_eq!(row(&run, "company", "Quarter", "revenue")[..3], ["64000.00", "22000.00", "0.00"]);
}
