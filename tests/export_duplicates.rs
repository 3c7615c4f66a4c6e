//! Rows that may be there twice, in one export or several: every expected figure was worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use export_support::{deals, plan, read_files, remarks, said, sums};
use splan::model::ledger::Remark;
use splan::read::export::{Kind, OnDuplicate};

const HEAD: &str = "id,owner,amount,stage,created,close date\n";

fn with_head(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

#[test]
fn rows_without_an_id_that_are_alike_count_and_are_named() {
    let head = "owner,amount,stage,created,close date,name\n";
    let first = format!("{head}Ann,5,Won,2026-01-05,2026-02-01,A\nAnn,5,Won,2026-01-05,2026-02-01,B\n");
    let alone = read_files(&plan(), &[("a.csv", Kind::Deals, &first)], OnDuplicate::Error).unwrap();
    assert_eq!(remarks(&alone), [], "another name, another deal");
    // The next month's export repeats what was there, in another order of columns.
    let second = "name,owner,amount,stage,created,close date\nB,Ann,5,Won,2026-01-05,2026-02-01\n\
         C,Ann,7,Won,2026-01-06,2026-02-02\nB, Ann,5,Won,2026-01-05,2026-02-01\n";
    let files = [("a.csv", Kind::Deals, first.as_str()), ("b.csv", Kind::Deals, second)];
    let both = read_files(&plan(), &files, OnDuplicate::Error).unwrap();
    assert_eq!((sums(&both), both.ledger.used), ((2_700, 5, 5), 5));
    let (rows, places) = &both.ledger.remarks[&Remark::Alike];
    let places: Vec<_> = places.iter().map(|place| (place.file.as_str(), place.line)).collect();
    assert_eq!((*rows, places), (2, vec![("b.csv", 2), ("b.csv", 4)]));
    // The same text is another amount.
    let wan = first.replace("amount", "amount (万)");
    let files = [("a.csv", Kind::Deals, first.as_str()), ("b.csv", Kind::Deals, wan.as_str())];
    assert_eq!(remarks(&read_files(&plan(), &files, OnDuplicate::Error).unwrap()), []);
}

#[test]
fn activities_of_two_exports_that_overlap_count_and_are_named() {
    let head = "owner,date,type,subject\n";
    let first = format!("{head}Ann,2026-03-02,Call,A\nAnn,2026-03-02,Call,A\nAnn,2026-03-03,Call,B\n");
    let second = "date,owner,subject,type\n2026-03-03,Ann,B,Call\n2026-03-04,Ann,C,Call\n2026-03-04,Ann,C,Call\n";
    let calls = |files: &[&str]| {
        let files: Vec<_> = files.iter().zip(["a.csv", "b.csv", "c.csv"]).collect();
        let files: Vec<_> = files.into_iter().map(|(text, name)| (name, Kind::Activities, *text)).collect();
        let actuals = read_files(&plan(), &files, OnDuplicate::Error).unwrap();
        let steps: i64 = actuals.days.iter().map(|(_, fact)| fact.steps[1]).sum();
        let alike = actuals.ledger.remarks.get(&Remark::Overlap).map(|(rows, places)| {
            (*rows, places.iter().map(|place| (place.file.clone(), place.line)).collect::<Vec<_>>())
        });
        (steps, alike)
    };
    assert_eq!(calls(&[&first]), (3, None), "two calls of one day, one export");
    let at = |places: &[(&str, u64)]| places.iter().map(|(file, line)| ((*file).to_owned(), *line)).collect::<Vec<_>>();
    assert_eq!(calls(&[&first, second]), (6, Some((1, at(&[("b.csv", 2)])))));
    let third = format!("{head}Ann,2026-03-04,Call,C\nAnn,2026-03-05,Call,C\n");
    assert_eq!(calls(&[&first, second, &third]), (8, Some((2, at(&[("b.csv", 2), ("c.csv", 2)])))));
    assert_eq!(calls(&[&first, &third]), (5, None));
}

#[test]
fn both_forms_of_a_salesforce_id_are_one_deal() {
    let row = "Ann,100,Won,2026-01-05,2026-02-01\n";
    let report = with_head(&format!("0065g00000AbCdE,{row}0065g00000abCdE,{row}"));
    let loader = with_head(&format!("0065g00000AbCdEAAV,{row}"));
    let files = [("report.csv", Kind::Deals, report.as_str()), ("loader.csv", Kind::Deals, loader.as_str())];
    let actuals = read_files(&plan(), &files, OnDuplicate::Sum).unwrap();
    assert_eq!((sums(&actuals), actuals.ledger.used), ((20_000, 2, 2), 2));
}

#[test]
fn the_same_deal_twice_counts_once() {
    let rows = with_head(
        "1,Ann,100,Won,2026-01-05,2026-02-01\n1, Ann ,100,Won,2026-01-05,2026-02-01\n,Ann,5,Won,2026-01-05,2026-02-01\n,Ann,5,Won,2026-01-05,2026-02-01\n",
    );
    let actuals = deals(&plan(), &rows).unwrap();
    assert_eq!(sums(&actuals), (11_000, 3, 3), "rows without an id are all their own");
    assert_eq!((actuals.ledger.used, remarks(&actuals)), (3, vec![(Remark::Duplicate, 1), (Remark::Alike, 1)]));
    let reordered = "close date,created,stage,amount,owner,id\n2026-02-01,2026-01-05,Won,100,Ann,1\n";
    let files = [("a.csv", Kind::Deals, rows.as_str()), ("b.csv", Kind::Deals, reordered)];
    let both = read_files(&plan(), &files, OnDuplicate::Error).unwrap();
    assert_eq!((sums(&both), both.ledger.used), ((11_000, 3, 3), 3));
}

#[test]
fn the_same_id_with_other_fields_is_an_error_unless_told() {
    let text = with_head(
        "1,Ann,100,Won,2026-01-05,2026-02-01\n2,Bob,7,Won,2026-01-05,2026-02-01\n1,Ann,250,Won,2026-01-05,2026-02-01\n1,Ann,100,Won,2026-01-05,2026-02-01\n",
    );
    assert_eq!(
        said(deals(&plan(), &text)),
        "deals.csv:4: deal `1` is also at deals.csv:2 with different fields: `amount` is `250` here and `100` there — \
         say which counts: `--on-duplicate first` or `last` where each row has the amount of the whole deal, `sum` where it has a part of its own"
    );
    let read = |policy| read_files(&plan(), &[("deals.csv", Kind::Deals, &text)], policy).unwrap();
    let figures = |policy| (sums(&read(policy)), read(policy).ledger.used);
    assert_eq!(figures(OnDuplicate::First), ((10_700, 2, 2), 2));
    assert_eq!(figures(OnDuplicate::Last), ((10_700, 2, 2), 2), "the last row is the first once more");
    assert_eq!(figures(OnDuplicate::Sum), ((35_700, 2, 2), 3));
    let again = text
        .replace("250", "100")
        .replace("1,Ann,100,Won,2026-01-05,2026-02-01\n2", "1,Ann,100,Won,2026-01-04,2026-02-01\n2");
    let actuals = read_files(&plan(), &[("deals.csv", Kind::Deals, &again)], OnDuplicate::Sum).unwrap();
    assert_eq!(sums(&actuals).0, 20_700);
    assert!(remarks(&actuals).contains(&(Remark::SameAmount, 1)), "it may be that of the whole deal");
    let many: String = (0..9).map(|n| format!("1,Ann,{n},Won,2026-01-05,2026-02-01\n")).collect();
    let message = said(deals(&plan(), &with_head(&many)));
    assert!(message.lines().count() == 6 && message.contains("3 more rows with the id of another deal"), "{message}");
}
