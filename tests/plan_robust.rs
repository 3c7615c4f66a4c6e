//! Whatever a plan says, reading it ends in a plan or in problems that can be shown, and takes linear time.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use splan::model::diagnostic::Diagnostic;
use splan::model::text::Lang;
use splan::read::plan::{PlanFile, Reading, read};
use splan::report::diagnostic::render;

const PLAN: &str = include_str!("plans/complete.toml");

fn reading(text: &str, sets: &[String]) -> Result<Reading, Vec<Diagnostic>> {
    let file = PlanFile { name: "plan.toml".into(), folder: PathBuf::new(), text: text.into() };
    read(file, sets, &|_| Err(io::Error::from(io::ErrorKind::NotFound)))
}

/// Reads a plan that may be wrong in any way: if it is, something is said, in both languages.
fn survives(text: &str, sets: &[String]) {
    if let Err(problems) = reading(text, sets) {
        assert!(!problems.is_empty(), "refused without a word:\n{text}");
        for lang in [Lang::En, Lang::Zh] {
            assert!(!render(&problems, lang, false).is_empty());
        }
    }
}

#[test]
fn a_plan_may_end_anywhere() {
    for (at, _) in PLAN.char_indices().step_by(3) {
        survives(&PLAN[..at], &[]);
    }
}

#[test]
fn any_line_may_be_missing_or_doubled() {
    let lines: Vec<&str> = PLAN.lines().collect();
    for at in 0..lines.len() {
        let (before, after) = lines.split_at(at);
        survives(&[before, &after[1..]].concat().join("\n"), &[]);
        survives(&[before, &after[..1], after].concat().join("\n"), &[]);
    }
}

#[test]
fn any_value_may_be_of_any_kind() {
    let values = [
        "-1",
        "0",
        "7",
        "1e9",
        "nan",
        "\"x\"",
        "\"\"",
        "true",
        "2026-02-29T00:00:00Z",
        "[]",
        "[[]]",
        "{}",
        "{ a = 1 }",
    ];
    for line in PLAN.lines().filter(|line| line.contains('=')) {
        let (key, _) = line.split_once('=').unwrap();
        for value in values {
            survives(&PLAN.replace(line, &format!("{key}= {value}")), &[]);
        }
    }
}

#[test]
fn any_key_may_be_set_to_anything() {
    let keys = [
        "plan",
        "plan.year",
        "target",
        "target.revenue",
        "funnel.steps",
        "funnel.steps.calls",
        "funnel.steps.calls.feeds",
        "segments",
        "segments.KA",
        "segments.KA.rates",
        "reps",
        "reps.张伟",
        "reps.张伟.name",
        "reps.张伟.segments.KA",
        "deals.columns",
        "nothing",
        "\"",
        "",
    ];
    for key in keys {
        for value in ["", "1", "x", "[]", "{}", "[{}]", "[1, ", "\"", "= =", "\u{0}", "{ name = \"a\" }"] {
            survives(PLAN, &[format!("{key}={value}")]);
        }
    }
}

/// Plans of ten thousand reps, right and wrong, within a bound that only something worse than linear time exceeds.
#[test]
fn large_plans_take_linear_time() {
    let mut large = PLAN.to_owned();
    for n in 0..10_000 {
        write!(large, "\n[[reps]]\nname = \"Rep {n}\"\naliases = [\"rep{n}@example.com\"]\nteam = \"Team {}\"\nweight = 0.{}\nsegments = [\"KA\", \"SMB\"]\nstarts = 2026-02-01\nramp = \"standard\"\n", n % 500, n % 9 + 1).unwrap();
    }
    let start = Instant::now();
    let plan = reading(&large.replace("file ", "# file "), &[]).unwrap().plan;
    assert_eq!((plan.reps.len(), plan.teams.len()), (10_002, 501));
    let wrong = large.replace("\"KA\", \"SMB\"", "\"KA\", \"SNB\"").replace("standard", "standart");
    assert!(reading(&wrong, &[]).unwrap_err().len() > 10_000);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
