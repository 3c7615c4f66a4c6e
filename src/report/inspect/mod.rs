//! How exports are read: for each file what was detected and why, its columns, its words, its owners, its rows.

mod records;
mod sections;

use crate::model::inspection::{Inspection, Trust};
use crate::model::money::Currency;
use crate::model::sentence::Counted;
use crate::model::text::{Lang, Text};
use crate::report::ledger::{account, rejections};
use crate::report::model::{Note, Report, Sections};
use crate::report::records::Part;
use crate::text;

/// What of an inspection is shown.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Every owner and every word, however many.
    pub wide: bool,
    pub lang: Lang,
}

/// Inspections of files as tables, records and notes. No amount is shown; `currency` stands for want of one.
pub fn report<'a>(files: &'a [Inspection], currency: &'a Currency, view: View) -> Report<'a> {
    let count = files.len() as u64;
    let counted = Counted(count, "file", "files");
    let tables = files.iter().map(|file| Part::of(file.table.join("\n"))).collect();
    Report {
        command: "inspect",
        lang: view.lang,
        currency,
        title: text!(en: "how {counted} would be read"; zh: "{count} 个文件的读取方式"),
        head: vec![("files", Part::List(files.iter().map(|file| Part::of(file.file.as_str())).collect()))],
        sections: Sections::new(move || files.iter().flat_map(|file| sections::of(file, view)).collect()),
        records: records::records(files),
        parts: vec![("tables", Part::List(tables))],
        notes: files.iter().flat_map(notes).collect(),
        inputs: Vec::new(),
    }
}

/// What stops a review, and the rows that it would not use.
fn notes(file: &Inspection) -> Vec<Note> {
    let problem = |problem: &crate::model::diagnostic::Diagnostic| {
        let help = |lang| problem.help.as_ref().map_or(String::new(), |help| format!(" — {}", help.say(lang)));
        let say = |lang| format!("{}{}", problem.message.say(lang), help(lang));
        Note::warning(Text::new(say(Lang::En), say(Lang::Zh)))
    };
    file.problems.iter().map(problem).chain(rejections(&file.ledger)).collect()
}

/// `certain`, for people and programs.
fn trust(trust: Trust) -> (&'static str, Text) {
    match trust {
        Trust::Stated => ("stated", text!(en: "stated"; zh: "已指定")),
        Trust::Certain => ("certain", text!(en: "certain"; zh: "确定")),
        Trust::Likely => ("likely", text!(en: "likely"; zh: "很可能")),
    }
}

/// The account of the rows, as a line of its own.
fn rows(file: &Inspection) -> Text {
    account(&file.ledger)
}
