//! Inspections for programs: one record per thing found.

use crate::model::inspection::{Inspection, Mapped, OwnerSeen, Word};
use crate::report::cell::Cell;
use crate::report::inspect::trust;
use crate::report::records::Records;

/// `topic` is `file`, `column`, `heading`, `word`, `owner`, `dates`, `currency` or `rows`.
const COLUMNS: [&str; 8] = ["file", "kind", "topic", "name", "value", "rows", "note", "trust"];

pub fn records(files: &[Inspection]) -> Records<'_> {
    Records::of(&COLUMNS, files.iter().flat_map(of_file).collect())
}

fn of_file(file: &Inspection) -> Vec<Vec<Cell<'_>>> {
    let record = |topic: &'static str, name: Cell<'static>, value: Cell<'static>, rows: Option<u64>, note, trust| {
        let rows = rows.map(i128::from).into();
        vec![file.file.as_str().into(), file.kind.into(), topic.into(), name, value, rows, note, trust]
    };
    let plain = |topic, name: &str, value: String, rows| {
        record(topic, name.to_owned().into(), value.into(), rows, Cell::Missing, Cell::Missing)
    };
    let mut records = Vec::new();
    for found in &file.traits {
        let (name, value, why) = (found.key.to_owned(), found.value.clone(), found.why.clone());
        records.push(record("file", name.into(), value.into(), None, why.into(), trust(found.trust).0.into()));
    }
    let column = |column: &Mapped| {
        let note = column.form.clone().into();
        let value = format!("#{} {}: {}", column.position, column.heading, column.samples.join(" | "));
        record("column", column.field.into(), value.into(), None, note, Cell::Missing)
    };
    records.extend(file.columns.iter().map(column));
    records.extend(file.others.iter().map(|heading| plain("heading", heading, String::new(), None)));
    let word = |word: &Word| {
        let trust = if word.known { "certain" } else { "likely" };
        let means = word.means.clone().into();
        record("word", word.word.clone().into(), means, Some(word.rows), Cell::Missing, trust.into())
    };
    records.extend(file.words.iter().map(word));
    let owner = |owner: &OwnerSeen| {
        let (rep, near) = (owner.rep.clone().into(), owner.near.clone().into());
        record("owner", owner.name.clone().into(), rep, Some(owner.rows), near, Cell::Missing)
    };
    records.extend(file.owners.iter().map(owner));
    records
        .extend(file.dates.iter().map(|(field, first, last)| plain("dates", field, format!("{first}..{last}"), None)));
    records.extend(file.currencies.iter().map(|(code, rows)| plain("currency", code, String::new(), Some(*rows))));
    let rows = [
        ("read", file.ledger.read),
        ("used", file.ledger.used),
        ("ignored", file.ledger.rows_ignored()),
        ("rejected", file.ledger.rows_rejected()),
        ("repeated ids", file.repeated_ids),
    ];
    records.extend(rows.map(|(name, rows)| plain("rows", name, String::new(), Some(rows))));
    records
}
