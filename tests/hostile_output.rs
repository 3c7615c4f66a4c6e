//! Hostile names through every channel: nothing reaches a terminal raw, becomes a formula, markup or a command.

mod support;

use assert_cmd::Command;
use scraper::Html;
use serde_json::Value;

use support::hostile;

/// Results and messages of one run.
struct Said {
    out: String,
    err: String,
}

fn run(args: &[&str]) -> Said {
    let output = Command::cargo_bin("splan").unwrap().args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let said = Said { out: text(output.stdout), err: text(output.stderr) };
    assert!(output.status.success(), "{args:?}: {}", said.err);
    said
}

/// A character that would do something to a terminal: line breaks are ours where a text has several lines.
fn acts(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_formula(field: &str) -> bool {
    field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && field.parse::<f64>().is_err()
}

#[test]
fn no_channel_lets_a_name_act() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, deals) = (hostile::plan(folder.path()), hostile::deals(folder.path()));
    let rejects = folder.path().join("rejects.csv");
    let rejects = rejects.to_str().unwrap();
    let commands: [&[&str]; 5] = [
        &["decompose", &plan, "--per", "month"],
        &["check", &plan],
        &["explain", &plan, "--rep", "=cmd|' /C calc'!A0", "--metric", hostile::NAMES[0]],
        &["inspect", &deals],
        &["review", &plan, &deals, "--as-of", "2026-02-10", "--rejects", rejects, "--on-duplicate", "first"],
    ];
    for args in commands {
        for format in ["table", "markdown", "html"] {
            let said = run(&[args, &["--format", format]].concat());
            assert!(!said.out.contains(acts), "{args:?} {format}");
            assert!(!said.err.contains(acts), "{args:?} {format}: {}", said.err);
            let longest = said.out.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(format != "table" || longest < 1_000, "{args:?}: a line of {longest} characters");
            assert!(format != "html" || Html::parse_document(&said.out).errors.is_empty(), "{args:?}");
        }
        for language in ["en", "zh"] {
            assert!(!run(&[args, &["--lang", language]].concat()).err.contains(acts), "{args:?} {language}");
        }
        let json: Value = serde_json::from_str(&run(&[args, &["--format", "json"]].concat()).out).unwrap();
        assert!(json["schema"].is_string());
        check_csv(&run(&[args, &["--format", "csv"]].concat()).out, args);
    }
    check_csv(&std::fs::read_to_string(rejects).unwrap(), &["--rejects"]);
}

fn check_csv(text: &str, args: &[&str]) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut rows = 0;
    for record in reader.records() {
        for field in &record.unwrap() {
            assert!(!is_formula(field), "{args:?}: {field}");
        }
        rows += 1;
    }
    assert!(rows > 1, "{args:?}");
}

/// Names come back from JSON and CSV as they were written, but for the sign that defuses a formula.
#[test]
fn machine_formats_keep_every_name() {
    let folder = tempfile::tempdir().unwrap();
    let plan = hostile::plan(folder.path());
    let json: Value = serde_json::from_str(&run(&["decompose", &plan, "--format", "json"]).out).unwrap();
    let csv = run(&["decompose", &plan, "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let at = reader.headers().unwrap().iter().position(|name| name == "rep").unwrap();
    let fields: Vec<String> = reader.records().map(|record| record.unwrap()[at].to_owned()).collect();
    for name in hostile::HARMLESS_HERE {
        assert!(json["rows"].as_array().unwrap().iter().any(|row| row["rep"] == *name), "{name}");
        let defused = if is_formula(name) { format!("'{name}") } else { (*name).to_owned() };
        assert!(fields.contains(&defused), "{defused}");
    }
}
