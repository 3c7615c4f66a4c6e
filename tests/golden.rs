//! Every format of a review and of quotas, in both languages, as it was when somebody last looked at it.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes them anew; read what changed.

use std::fmt::Write;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::Value;

const RUNS: [(&str, &[&str]); 4] = [
    ("review-en", &["review", "plans/demo.toml"]),
    ("review-zh", &["review", "plans/demo-zh.toml"]),
    ("quotas-en", &["decompose", "plans/demo.toml"]),
    ("quotas-zh", &["decompose", "plans/demo-zh.toml", "--per", "month"]),
];

fn rendered(args: &[&str], format: &str) -> Vec<u8> {
    let mut command = Command::cargo_bin("splan").unwrap();
    let output = command.args(args).args(["--format", format]).env("COLUMNS", "100").output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn text(args: &[&str], format: &str) -> String {
    String::from_utf8(rendered(args, format)).unwrap()
}

/// The first line in which two texts differ.
fn difference(found: &str, kept: &str) -> Option<String> {
    let (mut found, mut kept, mut line) = (found.lines(), kept.lines(), 0);
    loop {
        line += 1;
        match (found.next(), kept.next()) {
            (None, None) => return None,
            (one, other) if one == other => {}
            (one, other) => return Some(format!("line {line}:\n  is  {one:?}\n  was {other:?}")),
        }
    }
}

fn compare(name: &str, found: &str) {
    let path: PathBuf = Path::new("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all("tests/golden").unwrap();
        fs::write(&path, found).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if let Some(difference) = difference(found, &kept) {
        panic!("{name} has changed (UPDATE_GOLDEN=1 keeps the new one), {difference}");
    }
}

/// The cells of a workbook, one a line: sheet by sheet, its formulas behind their cached values.
fn cells(bytes: Vec<u8>) -> String {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for name in book.sheet_names().to_owned() {
        writeln!(text, "[{name}]").unwrap();
        let values = book.worksheet_range(&name).unwrap();
        let live = book.worksheet_formula(&name).unwrap();
        let (start, from) = (values.start().unwrap_or_default(), live.start().unwrap_or_default());
        for (row, column, value) in values.used_cells() {
            let (row, column) = (start.0 + row as u32, start.1 + column as u32);
            let shown = match value {
                Data::DateTime(day) => format!("{:?}", day.to_ymd_hms_milli()),
                Data::String(text) => format!("{text:?}"),
                other => other.to_string(),
            };
            let formula = live.get_value((row, column)).filter(|formula| !formula.is_empty() && from <= (row, column));
            let formula = formula.map(|formula| format!(" ={formula}")).unwrap_or_default();
            writeln!(text, "{}{} {shown}{formula}", column_name(column), row + 1).unwrap();
        }
    }
    text
}

fn column_name(mut column: u32) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            return name;
        }
        column = column / 26 - 1;
    }
}

#[test]
fn every_format_is_as_it_was() {
    for (name, args) in RUNS {
        for (format, ending) in
            [("table", "txt"), ("csv", "csv"), ("json", "json"), ("markdown", "md"), ("html", "html")]
        {
            compare(&format!("{name}.{ending}"), &text(args, format));
        }
        compare(&format!("{name}.cells"), &cells(rendered(args, "xlsx")));
    }
}

/// Rows of the CSV and rows of the JSON are the same values, whatever they look like.
#[test]
fn csv_and_json_hold_the_same_rows() {
    for (name, args) in RUNS {
        let json: Value = serde_json::from_str(&text(args, "json")).unwrap();
        let rows = json["rows"].as_array().unwrap();
        let csv = text(args, "csv");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let headings = reader.headers().unwrap().clone();
        let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(records.len(), rows.len(), "{name}");
        for (record, row) in records.iter().zip(rows) {
            assert_eq!(row.as_object().unwrap().len(), headings.len(), "{name}");
            for (heading, field) in headings.iter().zip(record) {
                let same = match &row[heading] {
                    Value::Null => field.is_empty(),
                    Value::String(text) => text == field,
                    other => other.to_string().parse::<f64>().ok() == field.parse().ok(),
                };
                assert!(same, "{name} {heading}: {field} is not {}", row[heading]);
            }
        }
    }
}
