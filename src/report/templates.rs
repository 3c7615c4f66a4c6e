//! The plans to start from, as a list.

use crate::model::money::Currency;
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::model::{Column, Report, Row, Section, Table};
use crate::report::records::Records;
use crate::text;

/// One line for each template: its name, and what it is about.
pub fn report(templates: &[(&'static str, Text)], lang: Lang) -> Report<'static> {
    static UNKNOWN: Currency = Currency::UNKNOWN;
    let rows = || templates.iter().map(|(name, about)| vec![Cell::from(*name), about.clone().into()]);
    let table = Table {
        columns: vec![
            Column::left(text!(en: "template"; zh: "模板")),
            Column::left(text!(en: "what it describes"; zh: "内容")),
        ],
        rows: rows().map(Row::plain).collect(),
    };
    Report {
        command: "init",
        lang,
        currency: &UNKNOWN,
        title: text!(en: "templates for `splan init --template NAME`"; zh: "`splan init --template NAME` 的模板"),
        head: Vec::new(),
        sections: vec![Section { table: Some(table), ..Section::default() }].into(),
        records: Records::of(&["template", "about"], rows().collect()),
        parts: Vec::new(),
        notes: Vec::new(),
        inputs: Vec::new(),
    }
}
