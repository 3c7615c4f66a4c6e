//! Files that are made to break a reader, or broken by one slip: bounded, told, and never wrong in silence.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use std::fs;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;

use export_support::shapes::{records, workbook};
use export_support::{day, plan, rejects, said, sums};
use rust_xlsxwriter::Workbook;
use splan::model::actuals::Actuals;
use splan::model::diagnostic::Diagnostic;
use splan::read::export::{Input, Kind, OnDuplicate, Rules, read};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const HEAD: &str = "owner,amount,stage,close date\n";

fn read_from(open: impl Fn() -> Box<dyn Read>) -> Result<Actuals, Vec<Diagnostic>> {
    let open = Box::new(move || Ok(open()));
    read_inputs(&[Input { name: "x".into(), kind: Kind::Deals, sheet: None, open, open_at: None }])
}

fn read_inputs(inputs: &[Input]) -> Result<Actuals, Vec<Diagnostic>> {
    let plan = plan();
    read(
        inputs,
        &Rules {
            plan: &plan,
            period: plan.timeline.span(),
            as_of: day("2026-08-14"),
            on_duplicate: OnDuplicate::Error,
        },
    )
}

fn read_bytes(bytes: Vec<u8>) -> Result<Actuals, Vec<Diagnostic>> {
    read_from(move || Box::new(Cursor::new(bytes.clone())))
}

fn refused(bytes: Vec<u8>, reason: &str) {
    let told = said(read_bytes(bytes));
    assert!(told.starts_with(reason), "{told}");
}

/// A workbook with one part exchanged.
fn with_part(name: &str, content: impl Read) -> Vec<u8> {
    replaced(workbook(&records("owner,amount,stage,close date\nAnn,5,Won,2026-01-02\n")), name, content)
}

fn replaced(book: Vec<u8>, name: &str, content: impl Read) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut content = Some(content);
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let part_name = part.name().unwrap().into_owned();
        writer.start_file(&part_name, SimpleFileOptions::default()).unwrap();
        match content.take_if(|_| part_name == name) {
            Some(mut content) => io::copy(&mut content, &mut writer).unwrap(),
            None => io::copy(&mut part, &mut writer).unwrap(),
        };
    }
    assert!(content.is_none(), "the workbook has no part {name}");
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_row_without_end_is_told() {
    let row = || Cursor::new(HEAD).chain(io::repeat(b'x').take(1 << 30));
    assert!(said(read_from(move || Box::new(row()))).starts_with("x:2: a row of more than 16 MiB"));
    let quoted = || Cursor::new(format!("{HEAD}\"")).chain(io::repeat(b'\n').take(1 << 30));
    assert!(said(read_from(move || Box::new(quoted()))).starts_with("x:2: a row of more than 16 MiB"));
    assert!(said(read_from(|| Box::new(io::repeat(b'x').take(1 << 30)))).contains("x:1: a row of more than 16 MiB"));
}

#[test]
fn a_packed_row_without_end_is_told() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(HEAD.as_bytes()).unwrap();
    io::copy(&mut io::repeat(b'x').take(1 << 28), &mut packed).unwrap();
    refused(packed.finish().unwrap(), "x:2: a row of more than 16 MiB");
}

#[test]
fn a_million_columns_are_told() {
    refused(format!("{}\n", "a,".repeat(1_000_000)).into_bytes(), "x:1: a row of more than 16384 cells");
    refused(format!("{HEAD}{}\n", ",".repeat(1_000_000)).into_bytes(), "x:2: a row of more than 16384 cells");
}

#[test]
fn quotes_without_end_are_told() {
    refused(format!("{HEAD}{}", "\"".repeat(1_000_001)).into_bytes(), "x:2: the quote that opens in column 1");
    let many = format!("{HEAD}{},5,Won,2026-01-02\n", "\"".repeat(1_000_000));
    assert_eq!(sums(&read_bytes(many.into_bytes()).unwrap()).0, 500);
}

#[test]
fn rows_that_stray_quotes_join_are_told_with_their_number() {
    let row = |stage: &str| format!("Ann,5,{stage},2026-01-02\n");
    let text = [row("Won"), row("\"Won"), row("Won"), row("Won\""), row("Won")].concat();
    let actuals = read_bytes(format!("{HEAD}{text}").into_bytes()).unwrap();
    let reject = actuals.ledger.rejects.first().unwrap();
    assert_eq!((sums(&actuals).0, reject.place.line), (1_000, 3));
    let why = reject.why();
    let why = why.say(splan::model::text::Lang::En);
    assert!(why.contains("the 3 lines of this cell look like rows"), "{why}");
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in ["owner,amount,stage,close date", "Ann,5,Won,2026-01-02"].iter().enumerate() {
        for (column, cell) in row.split(',').enumerate() {
            sheet.write(line as u32, column as u16, cell).unwrap();
        }
    }
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let actuals = read_bytes(book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(sums(&actuals).0, 500);
    assert_eq!(rejects(&actuals)[0].0, 1_048_576);
}

#[test]
fn a_workbook_that_unpacks_without_end_is_told() {
    for part in ["xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"] {
        let bomb = with_part(part, io::repeat(b' ').take(100 << 20));
        assert!(bomb.len() < 1 << 20);
        refused(bomb, "x: the workbook takes more room than one of deals does");
    }
}

#[test]
fn entities_are_not_expanded() {
    let mut sheet = String::from("<?xml version=\"1.0\"?><!DOCTYPE worksheet [<!ENTITY a0 \"ha\">");
    for n in 1..30 {
        sheet.push_str(&format!("<!ENTITY a{n} \"&a{0};&a{0};\">", n - 1));
    }
    sheet.push_str("]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&a29;</t></is></c></row></sheetData></worksheet>");
    assert!(read_bytes(with_part("xl/worksheets/sheet2.xml", sheet.as_bytes())).is_err());
}

/// As programs write workbooks that no spreadsheet program has opened.
#[test]
fn a_formula_that_nobody_computed_is_no_empty_cell() {
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let mut sheet = String::from("<?xml version=\"1.0\"?><worksheet><sheetData>");
    let amounts = [
        "<c r=\"B2\"><f>D2*5</f><v>5</v></c>",
        "<c r=\"B3\"><f t=\"shared\" ref=\"B3:B4\" si=\"0\">D3*5</f><v></v></c>",
        "<c r=\"B4\"><f t=\"shared\" si=\"0\"/><v/></c>",
        "<c r=\"B5\" t=\"str\"><f>\"\"</f><v></v></c>",
    ];
    for (line, amount) in (1..).zip([text("B1", "amount")].into_iter().chain(amounts.map(str::to_owned))) {
        let cells = if line == 1 { ["owner", "stage", "close date"] } else { ["Ann", "Proposal", "2026-10-02"] };
        let [owner, stage, date] = cells;
        let owner = text(&format!("A{line}"), owner);
        let rest = text(&format!("C{line}"), stage) + &text(&format!("E{line}"), date);
        sheet.push_str(&format!("<row r=\"{line}\">{owner}{amount}{rest}</row>"));
    }
    sheet.push_str("</sheetData></worksheet>");
    let actuals = read_bytes(with_part("xl/worksheets/sheet2.xml", sheet.as_bytes())).unwrap();
    let told = "a formula without its value; open the file in a spreadsheet program and save it there";
    let cells: Vec<_> = rejects(&actuals).into_iter().map(|(line, _, cell, why)| (line, cell, why)).collect();
    assert_eq!(cells, [(3, "=D3*5".to_owned(), told.to_owned()), (4, "=…".to_owned(), told.to_owned())]);
    assert_eq!((actuals.ledger.read, actuals.ledger.used), (4, 2));
}

/// Puts a delimiter at every place of every sample of text, and takes every one out: the figures stay, or somebody is told.
#[test]
fn a_delimiter_too_many_or_too_few_changes_no_total_in_silence() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(text) = String::from_utf8(fs::read(&path).unwrap()) else { continue };
        if ["activities", "calls", "events", "tasks"].iter().any(|word| name.contains(word)) {
            continue;
        }
        let before = sums(&read_bytes(text.clone().into_bytes()).unwrap());
        // Behind the heading row, which has to be right for anything to be.
        let data = text[..text.find("Ann").unwrap()].rfind('\n').unwrap();
        let places = text.char_indices().map(|(at, _)| at).filter(|at| *at > data);
        // The unoptimised reader takes half a minute for all places.
        let places = places.step_by(if cfg!(debug_assertions) { 4 } else { 1 });
        for at in places {
            let mut shifted = vec![format!("{},{}", &text[..at], &text[at..])];
            if text[at..].starts_with(',') {
                shifted.push(format!("{}{}", &text[..at], &text[at + 1..]));
            }
            for text in shifted {
                let Ok(actuals) = read_bytes(text.clone().into_bytes()) else { continue };
                let told = actuals.ledger.rows_rejected() > 0;
                assert!(told || sums(&actuals) == before, "{name} at {at}: {:?}\n{text}", sums(&actuals));
            }
        }
    }
}

/// The workbook crate panics on some of these; the user is told of a damaged workbook, and that is all.
#[test]
fn old_workbooks_cut_or_scratched_anywhere_are_told() {
    splan::cli::keep_quiet_about(splan::read::export::WORKBOOK_THREAD);
    let whole = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/hand-zh.xls")).unwrap();
    let used = read_bytes(whole.clone()).unwrap().ledger.used;
    for length in (8..whole.len()).step_by(97) {
        if let Ok(facts) = read_bytes(whole[..length].to_vec()) {
            assert_eq!(facts.ledger.used, used, "cut at {length}");
        }
    }
    for at in (8..whole.len()).step_by(13) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        let _ = read_bytes(bytes);
    }
}

/// Room for every cell between the first and the last would be 137 GB.
#[test]
fn a_cell_far_out_in_an_old_workbook_takes_no_room() {
    let whole = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/hand-zh.xls")).unwrap();
    let text_cell = [0xfd, 0, 10, 0];
    let places: Vec<usize> =
        whole.windows(4).enumerate().filter(|(_, bytes)| *bytes == text_cell).map(|(at, _)| at).collect();
    assert!(places.len() > 10, "{}", places.len());
    for at in places {
        let mut bytes = whole.clone();
        bytes[at + 4..at + 8].fill(0xff);
        assert!(said(read_bytes(bytes)).contains("a cell far out"));
    }
    // What a sheet claims of its size counts as well.
    let claims = whole.windows(4).position(|bytes| bytes == [0, 2, 14, 0]).unwrap();
    let mut bytes = whole;
    bytes[claims + 8..claims + 12].fill(0xff);
    bytes[claims + 14] = 0xff;
    assert!(read_bytes(bytes).is_err());
}

/// The same in a few bytes of an OpenDocument sheet.
#[test]
fn a_cell_repeated_without_end_takes_no_room() {
    let sample = || fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/hand-zh.ods")).unwrap();
    let mut content = String::new();
    ZipArchive::new(Cursor::new(sample()))
        .unwrap()
        .by_name("content.xml")
        .unwrap()
        .read_to_string(&mut content)
        .unwrap();
    let row = "<table:table-row table:number-rows-repeated=\"1000\"><table:table-cell \
        table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell>\
        </table:table-row>";
    for rows in [2, 1_000] {
        let content = content.replace("</table:table>", &format!("{}</table:table>", row.repeat(rows)));
        refused(replaced(sample(), "content.xml", content.as_bytes()), "x: the workbook takes more room than");
    }
}

/// A column that was taken for another one rejects row by row; nobody mends a hundred thousand of them.
#[test]
fn a_file_of_rows_that_cannot_be_read_is_told_as_a_whole() {
    let rows = |good: usize, bad: usize| {
        let mut text = HEAD.to_owned();
        text.extend(std::iter::repeat_n("Ann,5,Won,2026-01-02\n", good));
        text.extend(std::iter::repeat_n("Ann,soon,Won,2026-01-02\n", bad));
        text.into_bytes()
    };
    assert_eq!(rejects(&read_bytes(rows(1, 100_000)).unwrap()).len(), 100_000);
    assert_eq!(rejects(&read_bytes(rows(120_000, 110_000)).unwrap()).len(), 110_000);
    let told = said(read_bytes(rows(3, 100_001)));
    assert!(told.starts_with("x: too many of its rows cannot be read; the first is x:5: `amount` = `soon`"), "{told}");
    let fast = Input::of_bytes("x", Kind::Deals, rows(3, 100_001));
    assert_eq!(said(read_inputs(&[fast])), told);
}

/// A file that starts in GBK, and goes on in UTF-8, which is valid GBK of another meaning.
#[test]
fn text_of_two_encodings_is_told() {
    let rows = |owner: &str, count: usize| format!("{owner},5,赢单,2026-01-02\n").repeat(count);
    let mut bytes = encoding_rs::GB18030.encode(&format!("{HEAD}{}", rows("张伟", 4_000))).0.into_owned();
    assert_eq!(read_bytes(bytes.clone()).unwrap().ledger.used, 4_000);
    bytes.extend(rows("李娜", 2_000).as_bytes());
    assert!(bytes.len() > 2 * 64 * 1024);
    let slow = said(read_bytes(bytes.clone()));
    assert!(slow.starts_with("x:"), "{slow}");
    assert_eq!(said(read_inputs(&[Input::of_bytes("x", Kind::Deals, bytes)])), slow);
}

#[test]
fn a_workbook_of_too_many_sheets_asks_which() {
    let mut book = Workbook::new();
    for sheet in 0..61 {
        book.add_worksheet().set_name(format!("s{sheet}")).unwrap();
    }
    refused(book.save_to_buffer().unwrap(), "x: 61 sheets, too many to look for deals in each");
}

/// Id, owner and date are merged over their rows, amounts over the lines of one deal, and all but the last over a total.
#[test]
fn merged_cells_hold_for_every_row_and_amounts_count_once() {
    use rust_xlsxwriter::Format;
    let (mut book, plain) = (Workbook::new(), Format::new());
    let sheet = book.add_worksheet();
    let rows = [
        "id,owner,amount,stage,close date",
        "1,,5,Won,",
        "2,,7,Won,2026-01-03",
        "3,,,Won,",
        "合计,,12,,",
        "9,Bob,1,Won,2026-01-04",
    ];
    for (line, row) in rows.iter().enumerate() {
        for (column, cell) in row.split(',').enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(line as u32, column as u16, cell).unwrap();
        }
    }
    sheet.merge_range(1, 1, 4, 1, "Ann", &plain).unwrap();
    sheet.merge_range(1, 3, 4, 3, "Won", &plain).unwrap();
    sheet.merge_range(1, 4, 2, 4, "2026-01-02", &plain).unwrap();
    sheet.merge_range(3, 4, 4, 4, "2026-01-05", &plain).unwrap();
    // One amount is a number, the other one text.
    sheet.merge_range(2, 2, 3, 2, "7", &plain).unwrap();
    let actuals = read_bytes(book.save_to_buffer().unwrap()).unwrap();
    assert_eq!((actuals.ledger.read, sums(&actuals).0, actuals.ledger.rows_ignored()), (5, 1_300, 1));
    assert_eq!(actuals.days.get(&(Some(0), Some(0), day("2026-01-02"))).unwrap().revenue.minor(), 1_200);
    assert_eq!((rejects(&actuals)[0].0, rejects(&actuals)[0].1.as_str()), (4, "amount"));
    // Numbers are carried as well: two rows of one id are one deal.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["id", "owner", "amount", "stage", "close date"].iter().enumerate() {
        sheet.write(0, column as u16, *heading).unwrap();
    }
    for line in [1, 2] {
        sheet.write(line, 2, 100 * line).unwrap();
        sheet.write(line, 1, "Ann").unwrap();
        sheet.write(line, 3, "Won").unwrap();
        sheet.write(line, 4, "2026-01-02").unwrap();
    }
    sheet.merge_range(1, 0, 2, 0, "", &plain).unwrap();
    sheet.write(1, 0, 7).unwrap();
    refused(book.save_to_buffer().unwrap(), "x:3: deal `7` is also at x:2 with different fields");
}
