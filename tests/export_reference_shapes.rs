//! A large export in the shapes in which people save such files gives the facts of its plain form.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use std::fs;
use std::path::PathBuf;

use export_support::shapes::{delimited, records};
use export_support::{day, plan, rep};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use splan::model::actuals::Actuals;
use splan::model::open::{Largest, OpenDeal};
use splan::read::export::{Input, Kind, OnDuplicate, Rules, read};

/// Read only where it lies; nothing where it does not.
fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent()?.join("shared/data/maven_crm");
    if !folder.is_dir() {
        println!("the reference exports are not there ({}); nothing is checked", folder.display());
        return None;
    }
    Some(folder)
}

fn facts(bytes: Vec<u8>) -> Actuals {
    let inputs = [Input::of_bytes("deals", Kind::Deals, bytes)];
    let mut plan = plan();
    plan.reps = vec![rep("Anna Snelling", &[]), rep("darcel schlecht", &[])];
    let rules =
        Rules { plan: &plan, period: plan.timeline.span(), as_of: day("2017-12-31"), on_duplicate: OnDuplicate::Error };
    let mut actuals = read(&inputs, &rules).unwrap();
    // The shapes in Chinese have other account names.
    let deals = actuals.open.largest.deals().to_vec();
    actuals.open.largest = Largest::default();
    deals.into_iter().for_each(|deal| actuals.open.largest.add(OpenDeal { account: String::new(), ..deal }));
    actuals
}

/// Days as `10/20/2016` or `2016-10-20`.
fn date(text: &str) -> Option<ExcelDateTime> {
    let parts: Vec<u16> = text.split(['/', '-']).filter_map(|part| part.parse().ok()).collect();
    match (parts.as_slice(), text.contains('/')) {
        ([month, day, year], true) => ExcelDateTime::from_ymd(*year, *month as u8, *day as u8).ok(),
        ([year, month, day], false) => ExcelDateTime::from_ymd(*year, *month as u8, *day as u8).ok(),
        _ => None,
    }
}

/// Typed cells, as a CRM writes them: dates are dates, amounts numbers.
fn workbook(records: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let as_date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet();
    for (line, record) in (0..).zip(records) {
        for (column, cell) in (0..).zip(record).filter(|(_, cell)| !cell.is_empty()) {
            match (column, date(cell), cell.parse::<f64>()) {
                (5 | 6, Some(day), _) => sheet.write_with_format(line, column, &day, &as_date).unwrap(),
                (7, _, Ok(amount)) => sheet.write(line, column, amount).unwrap(),
                _ => sheet.write(line, column, cell.as_str()).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// `4514` as `4.514,00`.
fn with_decimal_commas(records: &[Vec<String>]) -> Vec<Vec<String>> {
    let european = |cell: &String| match cell.len() {
        0 => String::new(),
        1..=3 => format!("{cell},00"),
        n => format!("{}.{},00", &cell[..n - 3], &cell[n - 3..]),
    };
    let mut all = records.to_vec();
    all.iter_mut().skip(1).for_each(|record| record[7] = european(&record[7]));
    all
}

#[test]
fn every_shape_gives_the_facts_of_the_plain_form() {
    let Some(folder) = folder() else { return };
    for file in ["sales_pipeline.csv", "original/sales_pipeline.csv"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let plain = facts(text.clone().into_bytes());
        assert_eq!((plain.ledger.read, plain.ledger.used), (8800, 8800));
        // Text without one foreign character would be ASCII in every encoding.
        let records = records(&text);
        let mut chinese = records.clone();
        chinese[0][3] = "客户".into();
        chinese.iter_mut().skip(1).for_each(|record| record[3] = format!("客户{}", record[3]));
        let chinese = delimited(&chinese, b',', false);
        let utf16: Vec<u8> = [0xfeff].into_iter().chain(chinese.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let european = delimited(&with_decimal_commas(&records), b';', false);
        for (shape, bytes) in [
            ("GBK", encoding_rs::GBK.encode(&chinese).0.into_owned()),
            ("UTF-16", utf16),
            ("semicolons and decimal commas", european.into_bytes()),
            ("a workbook", workbook(&records)),
        ] {
            assert!(facts(bytes) == plain, "{file} as {shape}");
        }
    }
}
