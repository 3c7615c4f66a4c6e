//! One small made-up sample of every kind of export, in its native shape and in every other that it may be saved in:
//! the same facts come out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use export_support::shapes::{Shape, shapes};
use export_support::{day, plan, remarks, total};
use splan::model::actuals::Actuals;
use splan::model::days::Fact;
use splan::model::ledger::Remark;
use splan::model::text::Lang;
use splan::read::export::{Input, Kind, OnDuplicate, Rules, read};

/// What a sample says, without the places where it says so.
#[derive(Debug, PartialEq, Eq)]
struct Facts {
    /// Minor units.
    revenue: i128,
    won: i64,
    /// Opportunities, calls, meetings.
    steps: Vec<i64>,
    won_on: Vec<String>,
    created_on: Vec<String>,
    /// Stage, deals, amount.
    open: Vec<(String, i64, i128)>,
    ignored: BTreeMap<String, u64>,
    rejected: u64,
    remarks: Vec<(Remark, u64)>,
    strangers: Vec<String>,
}

fn facts(actuals: &Actuals) -> Facts {
    let sum = total(actuals);
    let days = |of: &dyn Fn(Fact<'_>) -> i64| {
        let some = actuals.days.iter().filter(|(_, fact)| of(*fact) != 0);
        some.map(|((_, _, day), _)| day.to_string()).collect()
    };
    let tallies = actuals.open.tallies.iter();
    let open = tallies.map(|(key, open)| (key.stage.clone(), open.deals, open.amount.minor()));
    Facts {
        revenue: sum.revenue.minor(),
        won: sum.deals,
        won_on: days(&|fact| fact.deals),
        created_on: days(&|fact| fact.steps[0]),
        open: open.collect(),
        ignored: actuals.ledger.ignored.iter().map(|(why, rows)| (why.say(Lang::En).to_owned(), *rows)).collect(),
        rejected: actuals.ledger.rows_rejected(),
        remarks: remarks(actuals),
        strangers: actuals.ledger.strangers.keys().cloned().collect(),
        steps: sum.steps,
    }
}

fn read_bytes(name: &str, kind: Kind, bytes: Vec<u8>) -> Facts {
    let plan = plan();
    let inputs = [Input::of_bytes(name, kind, bytes)];
    let rules =
        Rules { plan: &plan, period: plan.timeline.span(), as_of: day("2026-08-14"), on_duplicate: OnDuplicate::Error };
    let actuals = read(&inputs, &rules).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
    assert!(actuals.ledger.reconciles(), "{name}");
    facts(&actuals)
}

fn sample(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports").join(name)).unwrap()
}

/// Reads the sample as it is and in every shape; gives what all of them say.
fn everywhere(name: &str, kind: Kind) -> Facts {
    let text = sample(name);
    let native = read_bytes(name, kind, text.clone().into_bytes());
    for Shape { name: shape, bytes } in shapes(&text) {
        assert_eq!(read_bytes(&format!("{name} as {shape}"), kind, bytes), native, "{name} as {shape}");
    }
    native
}

/// The three deals of every sample: one won on 13 February, one lost, one open in `stage`.
fn three_deals(stage: &str, first_created: &str) -> Facts {
    Facts {
        revenue: 120_050,
        won: 1,
        steps: vec![3, 0, 0],
        won_on: vec!["2026-02-13".into()],
        created_on: vec![first_created.into(), "2026-05-04".into(), "2026-01-17".into()],
        open: vec![(stage.into(), 1, 200_000)],
        ignored: BTreeMap::new(),
        rejected: 0,
        remarks: vec![],
        strangers: vec![],
    }
}

/// With rows that are ignored, and the places that are kept of them.
fn ignoring<const N: usize>(facts: Facts, ignored: [(&str, u64); N], remark: Remark) -> Facts {
    let places = ignored.last().map_or(0, |(_, rows)| *rows);
    let ignored = ignored.map(|(why, rows)| (why.to_owned(), rows)).into();
    Facts { ignored, remarks: vec![(remark, places)], ..facts }
}

#[test]
fn salesforce() {
    let expected =
        ignoring(three_deals("Negotiation/Review", "2026-01-05"), [("total or footer of a report", 3)], Remark::Footer);
    let expected = Facts {
        revenue: 852_355,
        open: vec![("Negotiation/Review".into(), 1, 1_420_000)],
        remarks: vec![(Remark::Converted, 3), (Remark::Footer, 3)],
        ..expected
    };
    assert_eq!(everywhere("salesforce.csv", Kind::Deals), expected);
}

#[test]
fn salesforce_in_chinese() {
    let footers = [("total or footer of a report", 4)];
    let expected = ignoring(three_deals("谈判/审核", "2026-01-05"), footers, Remark::Footer);
    assert_eq!(everywhere("salesforce-zh.csv", Kind::Deals), expected);
}

#[test]
fn hubspot() {
    assert_eq!(everywhere("hubspot.csv", Kind::Deals), three_deals("contractsent", "2026-01-05"));
}

#[test]
fn zoho() {
    assert_eq!(everywhere("zoho-deals.csv", Kind::Deals), three_deals("Proposal/Price Quote", "2026-01-15"));
    let calls = everywhere("zoho-calls.csv", Kind::Activities);
    assert_eq!((calls.steps, calls.remarks), (vec![0, 2, 0], vec![(Remark::ActivityAfterAsOf, 1)]));
    assert_eq!(everywhere("zoho-events.csv", Kind::Activities).steps, [0, 0, 2]);
    assert_eq!(everywhere("zoho-tasks.csv", Kind::Activities).remarks, [(Remark::ActivityOfNoStep, 2)]);
}

#[test]
fn pipedrive() {
    assert_eq!(everywhere("pipedrive.csv", Kind::Deals), three_deals("Proposal", "2026-01-05"));
    let activities = everywhere("pipedrive-activities.csv", Kind::Activities);
    assert_eq!(activities.steps, [0, 1, 1]);
    assert_eq!(activities.remarks, [(Remark::ActivityOfNoStep, 1), (Remark::ActivityNotDone, 1)]);
}

#[test]
fn dynamics() {
    assert_eq!(everywhere("dynamics.csv", Kind::Deals), three_deals("Open", "2026-01-15"));
}

#[test]
fn odoo() {
    assert_eq!(everywhere("odoo.csv", Kind::Deals), three_deals("Proposition", "2026-01-05"));
}

#[test]
fn fxiaoke() {
    let expected = ignoring(three_deals("方案报价", "2026-01-05"), [("void deal", 1)], Remark::Void);
    assert_eq!(everywhere("fxiaoke.csv", Kind::Deals), expected);
    assert_eq!(everywhere("fxiaoke-activities.csv", Kind::Activities).steps, [0, 1, 1]);
}

#[test]
fn jiandaoyun() {
    assert_eq!(everywhere("jiandaoyun.csv", Kind::Deals), three_deals("方案报价", "2026-01-05"));
}

#[test]
fn made_by_hand() {
    let above = ("above the heading row", 2);
    let total = ("total or footer of a report", 1);
    let expected = ignoring(three_deals("Proposal", "2026-01-05"), [above, total], Remark::Footer);
    assert_eq!(everywhere("hand-en.csv", Kind::Deals), expected);
    let expected = ignoring(three_deals("跟进中", "2026-01-05"), [above, total], Remark::Footer);
    assert_eq!(everywhere("hand-zh.csv", Kind::Deals), expected);
}

/// Older workbooks and those of LibreOffice, which saved both from the sheet of text.
#[test]
fn other_workbooks() {
    let native = read_bytes("hand-zh.csv", Kind::Deals, sample("hand-zh.csv").into_bytes());
    for name in ["hand-zh.xls", "hand-zh.ods"] {
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports").join(name)).unwrap();
        assert_eq!(read_bytes(name, Kind::Deals, bytes), native, "{name}");
    }
}
