//! `[data]`, `[deals]` and `[activities]`: which exports belong to the plan, and hints on how to read them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::model::diagnostic::Diagnostic;
use crate::model::plan::{ActivityHints, Data, DealHints, FileHints, NumberStyle};
use crate::model::segment::same_name;
use crate::read::export::date_number::NAMES;
use crate::read::export::encoding;
use crate::read::plan::fault::Fault;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::Node;
use crate::read::plan::values;
use crate::text;

/// What a column of a deal export can hold.
pub const DEAL_FIELDS: [&str; 15] = [
    "id",
    "name",
    "account",
    "owner",
    "team",
    "amount",
    "currency",
    "stage",
    "status",
    "closed",
    "created",
    "probability",
    "split",
    "type",
    "last_activity",
];

/// What a column of an activity export can hold.
pub const ACTIVITY_FIELDS: [&str; 7] = ["owner", "type", "date", "count", "done", "segment", "account"];

/// Names of delimiters, and what they are.
pub const DELIMITERS: [(&str, u8); 7] =
    [(",", b','), (";", b';'), ("tab", b'\t'), ("|", b'|'), ("comma", b','), ("semicolon", b';'), ("pipe", b'|')];
/// How numbers are written.
pub const NUMBERS: [(&str, NumberStyle); 2] = [("1,234.5", NumberStyle::Point), ("1.234,5", NumberStyle::Comma)];

/// The last line that a heading row can stand on.
pub const MOST_HEADER: u32 = 1_000;

/// Default inputs. Paths are joined to the plan's folder.
pub fn read(root: &mut Section, folder: &Path) -> Data {
    let Field::Read(mut section) = root.section("data") else { return Data::default() };
    let path = |node: &Node| -> Result<PathBuf, Fault> { Ok(folder.join(values::text(node)?)) };
    let deals = section.list("deals", path).read().unwrap_or_default();
    let activities = section.list("activities", path).read().unwrap_or_default();
    let as_of = section.field("as_of", values::day).read();
    section.finish();
    Data { deals, activities, as_of }
}

pub fn deal_hints(root: &mut Section) -> DealHints {
    let Field::Read(mut section) = root.section("deals") else { return DealHints::default() };
    let columns = columns(&mut section, &DEAL_FIELDS);
    let won = section.list("won", values::text).read().unwrap_or_default();
    let lost = section.list("lost", values::text).read().unwrap_or_default();
    let date_format = section.field("date_format", date_format).read();
    let file = file_hints(&mut section);
    if let Some(at) = lost.iter().position(|stage| won.iter().any(|won| same_name(won, stage))) {
        let problem = Diagnostic::error(
            text!(en: "`deals.won` and `deals.lost` share a word"; zh: "`deals.won` 与 `deals.lost` 有相同的词"),
            section.place_of_item("lost", at),
            text!(en: "both won and lost"; zh: "既赢又输"),
        );
        let problem = problem.also(section.place_of("won"), text!(en: "won"; zh: "赢单"));
        section.report(problem.help(text!(en: "keep it in one of the two lists"; zh: "只保留在一个列表中")));
    }
    section.finish();
    DealHints { columns, won, lost, date_format, file }
}

pub fn activity_hints(root: &mut Section) -> ActivityHints {
    let Field::Read(mut section) = root.section("activities") else { return ActivityHints::default() };
    let columns = columns(&mut section, &ACTIVITY_FIELDS);
    let date_format = section.field("date_format", date_format).read();
    let file = file_hints(&mut section);
    section.finish();
    ActivityHints { columns, date_format, file }
}

/// The keys about how the files themselves are written, the same in both tables.
fn file_hints(section: &mut Section) -> FileHints {
    FileHints {
        encoding: section.field("encoding", encoding_name).read(),
        delimiter: section.field("delimiter", |node| values::choice(node, &DELIMITERS)).read(),
        header: section.field("header", |node| values::whole(node, 0..=MOST_HEADER, 3)).read(),
        sheet: section.field("sheet", values::text).read(),
        number: section.field("number", |node| values::choice(node, &NUMBERS)).read(),
    }
}

fn encoding_name(node: &Node) -> Result<String, Fault> {
    let name = values::text(node)?;
    if encoding::is_known(&name) {
        return Ok(name);
    }
    let help = text!(
        en: "write `utf-8`, `utf-16le`, `gb18030`, `windows-1252` or another name of the WHATWG list";
        zh: "请写 `utf-8`、`utf-16le`、`gb18030`、`windows-1252` 等编码名"
    );
    Err(Fault::new(node, text!(en: "be a known encoding"; zh: "是已知的编码"), help))
}

/// Field → heading.
fn columns(hints: &mut Section, fields: &[&'static str]) -> BTreeMap<String, String> {
    let Field::Read(mut section) = hints.section("columns") else { return BTreeMap::new() };
    let mut columns = BTreeMap::new();
    for field in fields {
        if let Field::Read(heading) = section.field(field, values::text) {
            columns.insert((*field).to_owned(), heading);
        }
    }
    section.finish();
    columns
}

/// The notation of `strftime`, or the name of a way to number days.
fn date_format(node: &Node) -> Result<String, Fault> {
    let format = values::text(node)?;
    if NAMES.iter().any(|(name, _)| *name == format) {
        return Ok(format);
    }
    let has = |letters: &[char]| letters.iter().any(|letter| format.contains(&format!("%{letter}")));
    let whole = has(&['F', 'D', 'x', 's']) || (has(&['Y', 'y']) && has(&['m', 'b', 'B']) && has(&['d', 'e']));
    if whole {
        return Ok(format);
    }
    let help = text!(en: "write `%Y-%m-%d`, `%d/%m/%Y` or `%m/%d/%Y`"; zh: "请写 `%Y-%m-%d`、`%d/%m/%Y` 或 `%m/%d/%Y`");
    let fault = Fault::new(node, text!(en: "name year, month and day"; zh: "写明年、月、日"), help);
    Err(fault.label(text!(en: "names no whole date"; zh: "不是完整的日期")))
}
