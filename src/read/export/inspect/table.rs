//! The plan's table that states what was detected, ready to paste.

use crate::model::inspection::Inspection;
use crate::model::plan::{NumberStyle, Plan};
use crate::read::export::columns::Layout;
use crate::read::export::dialect::Form;
use crate::read::export::encoding::Encoding;
use crate::read::export::inspect::columns::EXPECTED;
use crate::read::export::sheet::Sheet;
use crate::read::plan::data::{ACTIVITY_FIELDS, DEAL_FIELDS};

/// Lines of TOML, of which every key of `columns` is one that the plan takes. What the file leaves no choice in is not stated.
pub fn lines(sheet: &Sheet, found: &Inspection, plan: &Plan) -> Vec<String> {
    let mut lines = vec![format!("[{}]", found.kind)];
    let keys: &[&str] = if found.kind == "deals" { &DEAL_FIELDS } else { &ACTIVITY_FIELDS };
    // Several columns of one of these are told apart by their headings: to name one would take away the others. One of
    // expected dates, where there is no other, is used as any close date.
    let told_apart = ["closed", "amount", "status"];
    let alone = |of: &str| found.columns.iter().filter(|column| column.field.starts_with(of)).count() == 1;
    let mapped = found.columns.iter().filter_map(|column| {
        let key = if column.field == EXPECTED { "closed" } else { column.field };
        (keys.contains(&key) && (!told_apart.contains(&key) || alone(key))).then_some((key, column))
    });
    // One short line each: a table in braces may not be broken, and terminals break long lines.
    lines.extend(mapped.map(|(key, column)| {
        let twice = found.columns.iter().filter(|other| other.heading == column.heading).count() > 1;
        let name = if twice { format!("#{}", column.position) } else { column.heading.clone() };
        format!("columns.{key} = {}", quoted(&name))
    }));
    if let Layout::Deals(layout) = &sheet.layout {
        for outcome in ["won", "lost"] {
            let words = found.words.iter().filter(|word| word.means.as_deref() == Some(outcome));
            let words: Vec<String> = words.filter_map(|word| word.decides.as_deref()).map(quoted).collect();
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
