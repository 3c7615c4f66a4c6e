//! The shapes in which one and the same table may be saved.

use std::io::Write;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE, WINDOWS_1252};
use rust_xlsxwriter::Workbook;

/// A file and what it is.
pub struct Shape {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The records of CSV text; a blank line is no record.
pub fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// `text`, which is CSV, in every encoding that has its characters, with every delimiter, quoted throughout, with CRLF,
/// packed, and as a workbook.
pub fn shapes(text: &str) -> Vec<Shape> {
    let records = records(text);
    let mut shapes = Vec::new();
    for (name, delimiter) in [("commas", b','), ("semicolons", b';'), ("tabs", b'\t'), ("pipes", b'|')] {
        for quoted in [false, true] {
            let delimited = delimited(&records, delimiter, quoted);
            let lined = if quoted { format!("quoted {name}, CRLF") } else { name.to_owned() };
            shapes.extend(
                encoded(&delimited).map(|(encoding, bytes)| Shape { name: format!("{lined} in {encoding}"), bytes }),
            );
        }
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    shapes.push(Shape { name: "gzip".into(), bytes: packed.finish().unwrap() });
    shapes.push(Shape { name: "xlsx".into(), bytes: workbook(&records) });
    shapes
}

pub fn delimited(records: &[Vec<String>], delimiter: u8, quoted: bool) -> String {
    let style = if quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
    let end = if quoted { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .quote_style(style)
        .terminator(end)
        .flexible(true)
        .from_writer(Vec::new());
    records.iter().for_each(|record| writer.write_record(record).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The text in every encoding that has all of its characters.
pub fn encoded(text: &str) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let utf16 = |big: bool, mark: bool| {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    let table = |encoding: &'static Encoding| {
        let (bytes, _, lossy) = encoding.encode(text);
        (!lossy).then(|| (encoding.name(), bytes.into_owned()))
    };
    let mut all = vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with a mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        (UTF_16LE.name(), utf16(false, true)),
        (UTF_16BE.name(), utf16(true, true)),
        ("UTF-16LE without a mark", utf16(false, false)),
    ];
    all.extend([GB18030, WINDOWS_1252].into_iter().filter_map(table));
    all.into_iter()
}

/// A workbook with the records as text on its second sheet.
pub fn workbook(records: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("About").unwrap().write(0, 0, "made by hand").unwrap();
    let sheet = workbook.add_worksheet().set_name("Data").unwrap();
    for (line, record) in (0..).zip(records) {
        for (column, cell) in (0..).zip(record).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(line, column, cell.as_str()).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}
