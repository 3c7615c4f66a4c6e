//! `splan check` from the command line: exit codes, streams, formats, both languages, and the demo plans.

use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::CommandCargoExt;
use tempfile::TempDir;

const PLAN: &str = "[plan]\nname = \"p\"\nyear = 2026\ncurrency = \"USD\"\n[target]\nrevenue = 522_000\n\
    [funnel]\naverage_deal = 1_000\n[[reps]]\nname = \"Ann\"\n[[reps]]\nname = \"Bob\"\n";

/// Runs `splan check` on `text` in a folder of its own.
fn check(text: &str, args: &[&str]) -> Output {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("plan.toml"), text).unwrap();
    run(folder.path(), &[&["check"], args].concat())
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("splan").unwrap();
    command.current_dir(folder).args(args).env_remove("NO_COLOR").env_remove("COLUMNS").output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

#[track_caller]
fn exits(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}\n{}", stdout(output), String::from_utf8_lossy(&output.stderr));
}

#[test]
fn warnings_count_only_when_strict() {
    let uneven = format!("{PLAN}quota = 400_000\n");
    exits(&check(PLAN, &["--strict"]), 0);
    exits(&check(&uneven, &[]), 0);
    exits(&check(&uneven, &["--strict"]), 1);
}

#[test]
fn errors_of_every_kind_are_the_result() {
    let cases = [
        ("[plan\n", "plan.toml:1:"),
        ("[plan]\nname = \"p\"\nyaer = 2026\n", "3 | yaer = 2026"),
        (&format!("{PLAN}quota = 600_000\n"), "fixed quotas take 600,000 of segment `all`, which has 522,000"),
    ];
    for (text, part) in cases {
        let output = check(text, &[]);
        exits(&output, 1);
        assert!(stdout(&output).contains(part), "{}", stdout(&output));
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn each_error_shows_its_line_and_they_are_counted_once() {
    let output = check(&format!("{PLAN}quotas = 5\nteem = \"x\"\n"), &[]);
    exits(&output, 1);
    let expected = "plan.toml: check\n\nErrors\nerror: unknown key `reps.Bob.quotas`\n  --> plan.toml:13:1\n";
    assert!(stdout(&output).starts_with(expected), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("\n\n2 errors, 0 warnings, 0 infos\n"), "{}", stdout(&output));
    assert_eq!(stdout(&output).matches("2 errors").count(), 1);
}

#[test]
fn what_cannot_be_read_exits_with_2() {
    let folder = TempDir::new().unwrap();
    for args in [&["check", "none.toml"][..], &["check"], &["check", "plan.txt"]] {
        let output = run(folder.path(), args);
        exits(&output, 2);
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn programs_read_errors_too() {
    let csv = check(&format!("{PLAN}quota = 600_000\n"), &["--format", "csv"]);
    exits(&csv, 1);
    let mut lines = stdout(&csv).lines();
    assert_eq!(lines.next(), Some("level,area,key,place,finding,change"));
    let error = "error,format,reps.Bob.quota,plan.toml:13,\"fixed quotas take 600,000 of segment `all`, which has 522,000: \
                 with those of `Bob`: 78,000 too much\",";
    assert!(lines.next().is_some_and(|line| line.starts_with(error)), "{}", stdout(&csv));
    let json = check("[plan\n", &["--format", "json"]);
    exits(&json, 1);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((&json["schema"], &json["plan"]), (&"splan/check/1".into(), &"plan.toml".into()));
    assert_eq!((&json["rows"][0]["level"], &json["rows"][0]["place"]), (&"error".into(), &"plan.toml:1".into()));
    assert_eq!(json["errors"], json["rows"].as_array().unwrap().len());
}

#[test]
fn a_year_that_no_calendar_covers() {
    let output = check(&PLAN.replace("2026", "2031").replace("[target]", "[calendar]\nuse = \"cn\"\n[target]"), &[]);
    exits(&output, 0);
    let warning =
        "  ! warning: no calendar covers 2031: `cn` lacks the holidays of 2031\n    → plan.toml:6: list the holidays";
    let (before, after) = stdout(&output).split_once("Time-bound\n").unwrap();
    assert!(!before.contains(warning) && after.contains(warning), "{}", stdout(&output));
    assert!(output.stderr.is_empty(), "a warning is part of the result");
}

#[test]
fn the_demo_plan_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let english = run(root, &["check", "plans/demo.toml"]);
    exits(&english, 0);
    assert!(stdout(&english).starts_with("North America 2026: check, 2026-01-01..2026-12-31, USD\n\nSpecific\n  ✓ "));
    assert!(stdout(&english).ends_with("\n0 errors, 0 warnings, 5 infos\n"), "{}", stdout(&english));
    let chinese = run(root, &["check", "plans/demo-zh.toml"]);
    exits(&chinese, 0);
    assert!(stdout(&chinese).starts_with("2026 华东直销：检查，2026-01-01..2026-12-31，CNY\n\n具体\n  ✓ "));
    assert!(stdout(&chinese).ends_with("\n0 个错误，0 个警告，3 个提示\n"), "{}", stdout(&chinese));
}
