//! Whatever the bytes: no panic, and every row accounted for.
//!
//! `SPLAN_FUZZ_CASES=10000000 cargo test --release --test export_fuzz` runs as many inputs; `SPLAN_FUZZ_SEED` starts elsewhere.
//! A failure names the seed of its input, which alone makes it again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{env, fs};

use export_support::shapes::{records, shapes, workbook};
use export_support::{day, plan};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use splan::model::plan::Plan;
use splan::read::export::{Input, Kind, OnDuplicate, Rules, read};

fn number(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Every sample as it is, and those of text in some other shapes.
fn corpus() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut corpus = Vec::new();
    for (i, path) in files.iter().enumerate() {
        let bytes = fs::read(path).unwrap();
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let shapes: Vec<_> = shapes(text).into_iter().filter(|shape| shape.name != "xlsx").collect();
            corpus.extend(shapes.into_iter().skip(i % 5).step_by(7).map(|shape| shape.bytes));
        }
        corpus.push(bytes);
    }
    corpus
}

const PIECES: [&[u8]; 30] = [
    b",",
    b";",
    b"\t",
    b"\"",
    b"\"\"",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"1e9",
    b"-",
    b"(",
    b"%",
    b"1.234",
    b"1,234",
    b"1 234,5",
    b"13/13/2026",
    b"3/4/26",
    b"45631",
    b"1767225600000",
    b"Won",
    b"#N/A",
    b"Total",
    b"\xe4\xb8\x87",
    b"\xcd\xf2",
    b"\xe9",
    b"99999999999999999999",
    b"2026-02-30",
    b"Ann;Bob",
];

/// Some bytes changed, cut, doubled or put in.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Pcg64Mcg) {
    for _ in 0..=dice.next_u32() % 6 {
        let at = dice.next_u64() as usize % (bytes.len() + 1);
        let end = (at + dice.next_u32() as usize % 12).min(bytes.len());
        match dice.next_u32() % 6 {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, PIECES[dice.next_u32() as usize % PIECES.len()].iter().copied())),
            2 => drop(bytes.splice(at..end, PIECES[dice.next_u32() as usize % PIECES.len()].iter().copied())),
            3 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => bytes[at..end].iter_mut().for_each(|byte| *byte ^= dice.next_u32() as u8),
            _ if dice.next_u32().is_multiple_of(8) => bytes.truncate(at),
            _ => {}
        }
    }
}

fn read_all(plan: &Plan, kind: Kind, bytes: Vec<u8>, on_duplicate: OnDuplicate) -> bool {
    let inputs = [Input::of_bytes("x", kind, bytes)];
    match read(&inputs, &Rules { plan, period: plan.timeline.span(), as_of: day("2026-08-14"), on_duplicate }) {
        Ok(actuals) => {
            assert!(actuals.ledger.reconciles());
            true
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            false
        }
    }
}

#[test]
fn any_bytes_are_read_or_refused() {
    let (cases, first) = (number("SPLAN_FUZZ_CASES", 2_000), number("SPLAN_FUZZ_SEED", 1));
    let (corpus, plan) = (corpus(), plan());
    splan::cli::keep_quiet_about(splan::read::export::WORKBOOK_THREAD);
    let mut used = 0_u64;
    for seed in first..first + cases {
        let mut dice = Pcg64Mcg::seed_from_u64(seed);
        let mut bytes = match dice.next_u32() % 20 {
            0 => (0..dice.next_u32() % 200).map(|_| dice.next_u32() as u8).collect(),
            _ => corpus[dice.next_u64() as usize % corpus.len()].clone(),
        };
        mutate(&mut bytes, &mut dice);
        let kind = if dice.next_u32() % 4 == 0 { Kind::Activities } else { Kind::Deals };
        let policies = [OnDuplicate::Error, OnDuplicate::First, OnDuplicate::Last, OnDuplicate::Sum];
        let policy = policies[dice.next_u32() as usize % 4];
        let outcome = catch_unwind(AssertUnwindSafe(|| read_all(&plan, kind, bytes, policy)));
        used += u64::from(outcome.unwrap_or_else(|_| panic!("seed {seed}")));
    }
    println!("{cases} inputs from seed {first}: {used} read, {} refused", cases - used);
}

#[test]
fn any_workbook_is_read_or_refused() {
    let cases = number("SPLAN_FUZZ_CASES", 2_000) / 50;
    let book = workbook(&records("owner,amount,stage,close date\nAnn,5,Won,2026-01-02\n"));
    let plan = plan();
    for seed in 1..=cases {
        let mut dice = Pcg64Mcg::seed_from_u64(seed);
        let mut bytes = book.clone();
        mutate(&mut bytes, &mut dice);
        let outcome = catch_unwind(AssertUnwindSafe(|| read_all(&plan, Kind::Deals, bytes, OnDuplicate::Error)));
        outcome.unwrap_or_else(|_| panic!("seed {seed}"));
    }
}
