//! Reports as workbooks, read back by another library: the numbers, the live totals and what they add up to.

mod support;

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;

use assert_cmd::Command;
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};

use support::hostile;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn run(args: &[&str]) -> Vec<u8> {
    let output = Command::cargo_bin("splan").unwrap().args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn book(args: &[&str]) -> Book {
    open_workbook_from_rs(Cursor::new(run(&[args, &["--format", "xlsx"]].concat()))).unwrap()
}

fn csv(args: &[&str]) -> Vec<Vec<String>> {
    let text = run(&[args, &["--format", "csv"]].concat());
    let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(&text[..]).into_records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

const REVIEW: [&str; 2] = ["review", "plans/demo.toml"];
const REVIEW_ZH: [&str; 2] = ["review", "plans/demo-zh.toml"];
const QUOTAS: [&str; 4] = ["decompose", "plans/demo.toml", "--per", "month"];

/// The commands that make the workbooks of these tests.
const COMMANDS: [&[&str]; 7] = [
    &REVIEW,
    &REVIEW_ZH,
    &QUOTAS,
    &["decompose", "plans/demo-zh.toml", "--per", "week", "--period", "2026-Q1"],
    &["check", "plans/demo.toml"],
    &["explain", "plans/demo.toml", "--rep", "Lena Hartwick", "--metric", "calls"],
    &["inspect", "examples/exports/deals-en.csv"],
];

fn number(data: Option<&Data>) -> Option<f64> {
    match data? {
        Data::Float(n) => Some(*n),
        Data::Int(n) => Some(*n as f64),
        _ => None,
    }
}

/// The column of `B12` from 0, and its row from 0.
fn cell(name: &str) -> (u32, u32) {
    let letters: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
    let column = letters.bytes().fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1) - 1;
    (name[letters.len()..].parse::<u32>().unwrap() - 1, column)
}

/// The sum that a formula of ours asks for, from the values of the sheet.
fn summed(formula: &str, sheet: &Range<Data>) -> f64 {
    let list = formula.strip_prefix("SUM(").and_then(|rest| rest.strip_suffix(')')).unwrap();
    let of = |part: &str| {
        let (from, to) =
            part.split_once(':').map_or_else(|| (cell(part), cell(part)), |(from, to)| (cell(from), cell(to)));
        let rows = (from.0..=to.0).flat_map(|row| (from.1..=to.1).map(move |column| (row, column)));
        rows.filter_map(|place| number(sheet.get_value(place))).sum::<f64>()
    };
    list.split(',').map(of).sum()
}

#[test]
fn every_total_is_a_live_formula_that_agrees_with_its_cached_value() {
    let mut formulas = 0;
    for args in COMMANDS {
        let mut book = book(args);
        for name in book.sheet_names().to_owned() {
            let values = book.worksheet_range(&name).unwrap();
            let live = book.worksheet_formula(&name).unwrap();
            let start = live.start().unwrap_or_default();
            for (row, column, formula) in live.used_cells() {
                let place = (start.0 + row as u32, start.1 + column as u32);
                let cached = number(values.get_value(place)).unwrap();
                let sum = summed(formula, &values);
                assert!((sum - cached).abs() < 0.004, "{args:?} {name} {place:?}: ={formula} is {sum}, not {cached}");
                formulas += 1;
            }
        }
    }
    assert!(formulas > 200, "{formulas} formulas");
}

/// Which cells of a sheet are formulas, as `B12`.
fn live(book: &mut Book, sheet: &str) -> BTreeSet<(u32, u32)> {
    let live = book.worksheet_formula(sheet).unwrap();
    let start = live.start().unwrap_or_default();
    live.used_cells().map(|(row, column, _)| (start.0 + row as u32, start.1 + column as u32)).collect()
}

/// Every quota of the CSV is the number in the workbook, and every total of the sheet is live.
#[test]
fn quotas_are_the_numbers_of_the_csv() {
    let records = csv(&QUOTAS);
    let mut book = book(&QUOTAS);
    let sheet = book.worksheet_range("quotas").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let heading = rows.iter().position(|row| row[0] == Data::String("rep".into())).unwrap();
    let (mut seen, mut totals) = (0, BTreeSet::new());
    for record in &records[1..] {
        let (period, rep, revenue) = (&record[0], &record[5], &record[6]);
        if period == "opening" {
            continue;
        }
        let row = rows.iter().position(|row| row[0] == Data::String(rep.clone())).unwrap();
        let column = rows[heading].iter().position(|cell| cell == &Data::String(period.clone())).unwrap();
        assert_eq!(number(Some(&rows[row][column])), Some(revenue.parse().unwrap()), "{rep} {period}");
        totals.insert((row as u32, 13));
        seen += 1;
    }
    assert_eq!(seen, 120);
    let live = live(&mut book, "quotas");
    assert!(totals.is_subset(&live), "the year of every rep is the sum of its months");
    for (i, row) in rows.iter().enumerate().skip(heading + 1) {
        let label = row[0].to_string();
        if ["East", "Central", "West", "total"].contains(&label.as_str()) {
            assert!((1..=13).all(|column| live.contains(&(i as u32, column))), "{label}");
        }
    }
}

#[test]
fn a_review_has_the_numbers_of_the_csv() {
    for (args, table) in [(&REVIEW, "attainment"), (&REVIEW_ZH, "达成率")] {
        let records = csv(args);
        let sheet = book(args).worksheet_range(table).unwrap();
        let mut seen = 0;
        for record in records[1..].iter().filter(|record| record[1] == "rep" && record[4] == "revenue") {
            let label = if record[3] == "(unassigned)" { continue } else { &record[3] };
            let row = sheet.rows().find(|row| row[0] == Data::String(label.clone())).unwrap();
            for (column, at) in [(5, 1), (6, 2), (7, 3), (8, 4), (11, 7), (12, 8)] {
                assert_eq!(number(Some(&row[at])), record[column].parse().ok(), "{label} {}", records[0][column]);
            }
            let attainment = number(Some(&row[5])).map(|share| format!("{share:.4}"));
            assert_eq!(attainment.unwrap_or_default(), record[9], "{label}");
            seen += 1;
        }
        assert!(seen >= 8, "{seen} reps");
    }
}

/// What remains of a team is no sum of its reps' where one of them is ahead: such a total is never a formula.
#[test]
fn only_sums_are_live() {
    let mut book = book(&REVIEW);
    let live = live(&mut book, "attainment");
    assert!((1..=4).all(|column| live.iter().any(|place| place.1 == column)), "{live:?}");
    assert!(live.iter().all(|place| (1..=4).contains(&place.1)), "{live:?}");
}

#[test]
fn every_section_is_a_sheet_and_the_last_one_says_what_it_was_made_from() {
    let mut of_review = book(&REVIEW);
    let names = of_review.sheet_names().to_owned();
    assert_eq!([&names[0], &names[2], &names[names.len() - 1]], ["verdict", "attainment", "inputs"]);
    let inputs = of_review.worksheet_range("inputs").unwrap();
    let value = |label: &str| {
        let row = inputs.rows().find(|row| row[0] == Data::String(label.into())).unwrap();
        row[1].clone()
    };
    assert_eq!(value("plan file"), Data::String("plans/demo.toml".into()));
    assert_eq!(value("target"), Data::Float(5_200_000.0));
    assert_eq!(value("currency"), Data::String("USD".into()));
    let Data::DateTime(as_of) = value("as-of") else { panic!("{:?}", value("as-of")) };
    let (year, month, day, ..) = as_of.to_ymd_hms_milli();
    assert_eq!((year, month, day), (2026, 8, 14));
    let deals = inputs.rows().find(|row| row[0].to_string().ends_with("deals-en.csv")).unwrap();
    assert_eq!([number(Some(&deals[1])), number(Some(&deals[2]))], [Some(394.0), Some(392.0)]);
    let mut chinese = book(&REVIEW_ZH);
    assert_eq!(chinese.sheet_names()[0], "结论");
    assert!(chinese.worksheet_range("输入").unwrap().rows().any(|row| row[0] == Data::String("语言".into())));
}

/// Nobody looks at a workbook through a narrow terminal: it holds what the others show on request.
#[test]
fn a_workbook_holds_everything() {
    let metrics = ["deals", "opportunities", "demos", "calls"];
    for args in [&QUOTAS[..], &REVIEW] {
        let wide = [args, &["--wide"]].concat();
        assert_eq!(run(&[args, &["--format", "xlsx"]].concat()), run(&[&wide[..], &["--format", "xlsx"]].concat()));
        let names = book(args).sheet_names().to_owned();
        assert!(metrics.iter().all(|metric| names.iter().any(|name| name == metric)), "{names:?}");
    }
    let records = csv(&QUOTAS);
    let mut book = book(&QUOTAS);
    for (column, metric) in [(7, "deals"), (8, "opportunities"), (9, "demos"), (10, "calls")] {
        assert_eq!(records[0][column], metric);
        let sheet = book.worksheet_range(metric).unwrap();
        let heading = sheet.rows().find(|row| row[0] == Data::String("rep".into())).unwrap();
        for record in records[1..].iter().filter(|record| record[0] != "opening") {
            let row = sheet.rows().find(|row| row[0] == Data::String(record[5].clone())).unwrap();
            let at = heading.iter().position(|cell| cell == &Data::String(record[0].clone())).unwrap();
            assert_eq!(number(Some(&row[at])), record[column].parse().ok(), "{metric} {} {}", record[5], record[0]);
        }
    }
    let opening = book.worksheet_range("opening pipeline").unwrap();
    for record in records[1..].iter().filter(|record| record[0] == "opening") {
        let row = opening.rows().find(|row| row[0] == Data::String(record[5].clone())).unwrap();
        assert_eq!([1, 2, 3].map(|at| number(Some(&row[at]))), [8, 9, 10].map(|at| record[at].parse().ok()));
    }
}

/// Links from another workbook name a sheet, and have to find it again next week.
#[test]
fn names_of_sheets_stay_the_same_from_week_to_week() {
    let names = |args: &[&str]| book(args).sheet_names().to_owned();
    for (plan, earlier) in [
        ("plans/demo.toml", "examples/exports/last-week-en.csv"),
        ("plans/demo-zh.toml", "examples/exports/last-week-zh.csv"),
    ] {
        let of_day = |day: &str| names(&["review", plan, "--as-of", day, "--period", "2026-Q3"]);
        let (one, other) = (of_day("2026-08-07"), of_day("2026-08-14"));
        assert_eq!(one, other);
        let changes = ["changes", plan, earlier, "--list", "pushed-out,won"];
        let listed = names(&changes);
        assert_eq!(listed, names(&[&changes[..], &["--period", "2026-Q4"]].concat()));
        for name in one.iter().chain(&listed) {
            assert!(!name.contains(|c: char| c.is_ascii_digit() || c == '：'), "{name}");
            assert!(name.encode_utf16().count() < 31, "{name} may be cut");
        }
    }
    assert!(names(&REVIEW).contains(&"catch-up".to_owned()) && names(&REVIEW_ZH).contains(&"追赶".to_owned()));
}

/// Rows of the longest amounts there are: digits that Excel would lose are written as text, and said so.
#[test]
fn no_digit_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.toml");
    let plan = "[plan]\nname = \"Large\"\nyear = 2026\ncurrency = \"CNY\"\n[target]\nrevenue = 90_000_000_000_000.07\n[funnel]\n\
                average_deal = 90_000_000_000\n[[funnel.steps]]\nname = \"opportunities\"\nrate = 0.5\n[[reps]]\nname = \"Ann\"\n[[reps]]\nname = \"Bob\"\n";
    std::fs::write(&path, plan).unwrap();
    let mut book = book(&["decompose", path.to_str().unwrap()]);
    let sheet = book.worksheet_range("quotas").unwrap();
    let total = sheet.rows().find(|row| row[0] == Data::String("total".into())).unwrap();
    assert_eq!(total[5], Data::String("90,000,000,000,000.07".into()));
    assert!(live(&mut book, "quotas").iter().all(|place| place.1 != 5), "no formula adds up what is text");
    let inputs = book.worksheet_range("inputs").unwrap();
    assert!(inputs.rows().any(|row| row[0].to_string().contains("more than 15 digits are text")));
}

/// Names that look like formulas, links or markup are text, with nothing before or behind it.
#[test]
fn text_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, deals) = (hostile::plan(folder.path()), hostile::deals(folder.path()));
    let review = ["review", &plan, &deals, "--as-of", "2026-02-10"];
    for args in [&["decompose", &plan, "--per", "month"][..], &["check", &plan], &review] {
        let mut book = book(args);
        for name in book.sheet_names().to_owned() {
            assert!(
                name.encode_utf16().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
                "{name}"
            );
            let texts = book.worksheet_range(&name).unwrap();
            for (_, _, cell) in texts.used_cells() {
                assert!(!cell.to_string().contains(['\u{1b}', '\u{202e}', '\u{7}']), "{name}: {cell:?}");
            }
            for (_, _, formula) in book.worksheet_formula(&name).unwrap().used_cells() {
                assert!(formula.is_empty() || formula.starts_with("SUM("), "{formula}");
            }
        }
    }
    let sheet = book(&["decompose", &plan]).worksheet_range("quotas").unwrap();
    let labels: BTreeSet<String> = sheet.rows().map(|row| row[0].to_string()).collect();
    for name in hostile::HARMLESS_HERE {
        assert!(labels.contains(*name), "{name} in {labels:?}");
    }
    let parts = unzipped(&run(&["decompose", &plan, "--format", "xlsx"]));
    assert!(parts.iter().all(|(name, text)| !name.contains("externalLink") && !text.contains("<hyperlink")));
}

/// The parts of a workbook as text.
fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let parts = archive.len();
    let read = |i: usize| {
        let mut file = archive.by_index(i).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    (0..parts).map(read).collect()
}

#[test]
fn sheets_are_made_for_work_and_paper() {
    let parts = unzipped(&run(&[&REVIEW[..], &["--format", "xlsx"]].concat()));
    let part = |name: &str| parts.iter().find(|(of, _)| of == name).unwrap().1.as_str();
    let sheet = part("xl/worksheets/sheet3.xml");
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter"), "headings stay, rows are filtered");
    assert!(
        sheet.contains("<conditionalFormatting") && sheet.contains("fitToWidth") || sheet.contains("fitToHeight=\"0\"")
    );
    assert_eq!(parts.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).count(), 5);
    let charts = |tag: &str| parts.iter().filter(|(_, text)| text.contains(tag)).count();
    assert_eq!([charts("<c:lineChart>"), charts("<c:barChart>"), charts("<c:grouping val=\"stacked\"/>")], [1, 4, 1]);
    let styles = part("xl/styles.xml");
    assert!(styles.contains("#,##0.00") && styles.contains("0.0%") && styles.contains("yyyy-mm-dd"), "{styles}");
    assert!(part("docProps/core.xml").contains("2000-01-01T00:00:00Z"), "no clock");
}

/// So few opportunities became such large deals that the bars go from above zero to below it and back.
#[test]
fn a_bar_across_zero_is_labelled_with_its_whole_figure() {
    let folder = tempfile::tempdir().unwrap();
    let [plan, deals] = ["plan.toml", "deals.csv"].map(|name| folder.path().join(name));
    let text = "[plan]\nname = \"Cross\"\nyear = 2026\ncurrency = \"CNY\"\n[target]\nrevenue = 12_000_000\n[funnel]\n\
                average_deal = 100_000\n[[funnel.steps]]\nname = \"opportunities\"\nrate = 0.25\n[[reps]]\nname = \"Ann\"\n";
    std::fs::write(&plan, text).unwrap();
    let rows = "id,owner,amount,stage,close date,created\n1,Ann,2400000,Closed Won,2026-02-01,2026-01-01\n\
                2,Ann,4800000,Closed Won,2026-02-02,2026-01-02\n3,Ann,1,Closed Lost,2026-02-02,2026-01-02\n";
    std::fs::write(&deals, rows).unwrap();
    let args = ["review", plan.to_str().unwrap(), deals.to_str().unwrap(), "--as-of", "2026-02-10"];
    let (mut crossing, mut at) = (Vec::new(), 0.0);
    for part in waterfall(&args) {
        if at * (at + part) < 0.0 {
            crossing.push(format!("{} {}<", if part > 0.0 { "▲" } else { "▼" }, part.abs().round()));
        }
        at += part;
    }
    assert!(crossing.len() >= 2, "{crossing:?}");
    let parts = unzipped(&run(&[&args[..], &["--format", "xlsx"]].concat()));
    let chart =
        parts.iter().find(|(_, text)| text.contains("<c:grouping val=\"stacked\"/>")).unwrap().1.replace(',', "");
    let labels: Vec<&str> = chart.split("<c:dLbl>").skip(1).filter_map(|label| label.split("<a:t>").nth(1)).collect();
    for label in &crossing {
        assert_eq!(labels.iter().filter(|found| found.starts_with(label)).count(), 1, "{label} in {labels:?}");
    }
    assert_eq!(labels.len(), crossing.len(), "{labels:?}");
    // Grey is the colour of the two levels, which are one series.
    assert_eq!(chart.matches("<c:spPr><a:solidFill><a:srgbClr val=\"7A8594\"/>").count(), 1);
}

/// The plan to date, then the part of each factor, as the sheet of the bridge has them beside the chart.
fn waterfall(args: &[&str]) -> Vec<f64> {
    let sheet = book(args).worksheet_range("bridge").unwrap();
    let rows: Vec<(String, Option<f64>)> = sheet.rows().map(|row| (row[0].to_string(), number(row.get(1)))).collect();
    let first = rows.iter().position(|(label, _)| label == "plan to date").unwrap();
    rows[first..].iter().take_while(|(label, _)| label != "actual").map(|(_, value)| value.unwrap()).collect()
}

#[test]
fn the_same_input_gives_the_same_bytes_and_files_and_pipes_agree() {
    let args = [&REVIEW[..], &["--format", "xlsx"]].concat();
    let bytes = run(&args);
    assert!(bytes == run(&args), "differs from run to run");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Review.XLSX");
    run(&[&REVIEW[..], &["-o", path.to_str().unwrap()]].concat());
    assert!(std::fs::read(path).unwrap() == bytes, "a file holds other bytes than a pipe");
    assert!(run(&[&args[..], &["-o", "-"]].concat()) == bytes);
    assert!(Path::new("plans/demo.toml").exists());
}
