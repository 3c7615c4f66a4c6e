//! A large export in two written forms gives the same facts, and the figures that were computed outside the project.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
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
    let path = folder.join(file);
    let open = Box::new(move || File::open(&path).map(|file| Box::new(file) as Box<dyn Read>));
    let inputs = [Input { name: "sales_pipeline.csv".into(), kind: Kind::Deals, open, open_at: None }];
    let mut plan = plan();
    plan.reps = vec![rep("Anna Snelling", &[]), rep("darcel schlecht", &[])];
    let rules = Rules { plan: &plan, as_of: day("2017-12-31"), on_duplicate: OnDuplicate::Error };
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
        let sums = slashes.within(Span::new(day(first), day(last)).unwrap());
        sums.values().map(|tally| tally.revenue.minor()).sum::<i128>() / 100
    };
    let quarters = [
        ("2017-01-01", "2017-03-31"),
        ("2017-04-01", "2017-06-30"),
        ("2017-07-01", "2017-09-30"),
        ("2017-10-01", "2017-12-31"),
    ];
    assert_eq!(quarters.map(|(first, last)| quarter(first, last)), [1_134_672, 3_086_111, 2_982_255, 2_802_496]);

    let mut stages: BTreeMap<&str, i64> = BTreeMap::new();
    for ((_, _, stage), tally) in &slashes.open {
        *stages.entry(stage).or_default() += tally.deals;
    }
    assert_eq!(stages, BTreeMap::from([("Engaging", 1589), ("Prospecting", 500)]));
    assert_eq!(slashes.ledger.remarks[&Remark::OpenWithoutAmount].0, 2089);
    let anna: i64 = slashes.days.iter().filter(|((rep, _, _), _)| *rep == Some(0)).map(|(_, tally)| tally.deals).sum();
    assert_eq!(anna, 208);
    assert_eq!(slashes.ledger.strangers.len(), 28, "of 30 who have deals");
}
