//! The plan's table that states what was detected, ready to paste.

use crate::model::inspection::Inspection;
use crate::model::plan::{NumberStyle, Plan};
use crate::read::export::dialect::Form;
use crate::read::export::encoding::Encoding;
use crate::read::export::sheet::{Layout, Sheet};

/// Keys of `columns` by the field that they name.
const KEYS: [&str; 13] = [
    "id",
    "owner",
    "amount",
    "currency",
    "stage",
    "status",
    "probability",
    "created",
    "closed",
    "type",
    "date",
    "count",
    "done",
];

/// Lines of TOML. What the file leaves no choice in is not stated.
pub fn lines(sheet: &Sheet, found: &Inspection, plan: &Plan) -> Vec<String> {
    let mut lines = vec![format!("[{}]", found.kind)];
    let mapped = found.columns.iter().filter(|column| KEYS.contains(&column.field));
    // A column of activities has no key for its status; those of closing dates are told apart only by their headings.
    let several = ["won on", "lost on", "closed on", "expected"];
    let several = found.columns.iter().any(|column| several.contains(&column.field));
    let mapped = mapped.filter(|column| !(several && column.field == "closed"));
    let mapped = mapped.filter(|column| found.kind == "deals" || column.field != "status");
    // To name one column of amounts would take away that of closed deals.
    let two_amounts = found.columns.iter().any(|column| column.field == "amount of closed deals");
    let mapped = mapped.filter(|column| !(two_amounts && column.field == "amount"));
    // One short line each: a table in braces may not be broken, and terminals break long lines.
    lines.extend(mapped.map(|column| {
        let twice = found.columns.iter().filter(|other| other.heading == column.heading).count() > 1;
        let name = if twice { format!("#{}", column.position) } else { column.heading.clone() };
        format!("columns.{} = {}", column.field, quoted(&name))
    }));
    if let Layout::Deals(layout) = &sheet.layout {
        for outcome in ["won", "lost"] {
            let words = found.words.iter().filter(|word| word.means.as_deref() == Some(outcome));
            let words: Vec<String> =
                words.map(|word| quoted(word.word.split(" / ").last().unwrap_or_default())).collect();
            if !words.is_empty() {
                lines.push(format!("{outcome} = [{}]", unique(words).join(", ")));
            }
        }
        let (style, seen) = layout.amount.style();
        if seen.is_some() {
            let style = match style {
                NumberStyle::Point => "1,234.5",
                NumberStyle::Comma => "1.234,5",
            };
            lines.push(format!("number = {}", quoted(style)));
        }
    }
    lines.extend(form(sheet));
    if let Some(format) = &plan.deals.date_format {
        lines.push(format!("date_format = {}", quoted(format)));
    }
    lines
}

fn form(sheet: &Sheet) -> Vec<String> {
    let mut lines = Vec::new();
    match &sheet.dialect.form {
        Form::Text { encoding, delimiter, .. } => {
            if *encoding != Encoding::Utf8 {
                lines.push(format!("encoding = {}", quoted(&encoding.name().to_lowercase())));
            }
            if *delimiter != b',' {
                let name = if *delimiter == b'\t' { "tab".to_owned() } else { char::from(*delimiter).to_string() };
                lines.push(format!("delimiter = {}", quoted(&name)));
            }
        }
        Form::Book { sheet, .. } => lines.push(format!("sheet = {}", quoted(sheet))),
    }
    match sheet.dialect.header {
        Some(1) => {}
        header => lines.push(format!("header = {}", header.unwrap_or(0))),
    }
    lines
}

fn unique(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
