//! A large export in two written forms gives the same facts, and the figures that were computed outside the project.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use export_support::{day, plan, rep, sums};
use splan::model::actuals::Actuals;
use splan::model::day::Span;
use splan::model::ledger::Remark;
use splan::read::export::{Input, Kind, OnDuplicate, Rules, read};

/// Read only where it lies; nothing where it does not.
fn folder() -> Option<PathBuf> {
    let parent = PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent()?.join("shared/data/maven_crm");
    if parent.is_dir() {
        return Some(parent);
    }
    println!("the reference exports are not there ({}); nothing is checked", parent.display());
    None
}

fn facts(folder: &std::path::Path, file: &str) -> Actuals {
    facts_on(folder, file, "2017-12-31")
}

fn facts_on(folder: &std::path::Path, file: &str, as_of: &str) -> Actuals {
    let path = folder.join(file);
    let inputs = [Input::of_bytes("sales_pipeline.csv", Kind::Deals, std::fs::read(path).unwrap())];
    let mut plan = plan();
    plan.reps = vec![rep("Anna Snelling", &[]), rep("darcel schlecht", &[])];
    let rules =
        Rules { plan: &plan, period: plan.timeline.span(), as_of: day(as_of), on_duplicate: OnDuplicate::Error };
    let start = Instant::now();
    let actuals = read(&inputs, &rules).unwrap();
    println!("{file}: {:?}", start.elapsed());
    actuals
}

#[test]
fn both_forms_give_the_reference_figures() {
    let Some(folder) = folder() else { return };
    let slashes = facts(&folder, "sales_pipeline.csv");
    assert_eq!(slashes, facts(&folder, "original/sales_pipeline.csv"));

    assert!(slashes.ledger.reconciles());
    assert_eq!((slashes.ledger.read, slashes.ledger.used), (8800, 8800));
    assert_eq!(sums(&slashes), (1_000_553_400, 4238, 8300), "500 deals have no created date");
    let quarter = |first, last| {
        let sums = slashes.days.within(Span::new(day(first), day(last)).unwrap());
        sums.values().map(|tally| tally.revenue.minor()).sum::<i128>() / 100
    };
    let quarters = [
        ("2017-01-01", "2017-03-31"),
        ("2017-04-01", "2017-06-30"),
        ("2017-07-01", "2017-09-30"),
        ("2017-10-01", "2017-12-31"),
    ];
    assert_eq!(quarters.map(|(first, last)| quarter(first, last)), [1_134_672, 3_086_111, 2_982_255, 2_802_496]);

    assert_eq!(open(&slashes), [("Engaging", 1589), ("Prospecting", 500)]);
    assert_eq!(slashes.ledger.remarks[&Remark::OpenWithoutAmount].0, 2089);
    let anna: i64 = slashes.days.iter().filter(|((rep, _, _), _)| *rep == Some(0)).map(|(_, tally)| tally.deals).sum();
    assert_eq!(anna, 208);
    assert_eq!(slashes.ledger.strangers.len(), 28, "of 30 who have deals");
}

/// Open deals by stage.
fn open(actuals: &Actuals) -> Vec<(&str, i64)> {
    let mut stages: BTreeMap<&str, i64> = BTreeMap::new();
    for (key, tally) in &actuals.open.tallies {
        *stages.entry(&key.stage).or_default() += tally.deals;
    }
    stages.into_iter().collect()
}

#[test]
fn deals_closed_since_were_open_then() {
    let Some(folder) = folder() else { return };
    let actuals = facts_on(&folder, "sales_pipeline.csv", "2017-06-30");
    assert_eq!(open(&actuals), [("(closed later)", 970), ("Engaging", 716), ("Prospecting", 500)]);
}
