//! A report as a workbook: one sheet for each section, then one with the inputs and notes.
//!
//! Numbers are numbers, totals are live formulas whose cached values are those of the report, text is written as text
//! and as nothing else. Without a clock: the same report gives the same bytes.

mod chart;
mod look;
mod page;
mod sheet_names;
mod sums;
mod table;
mod value;
mod width;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::model::sentence::harmless;
use crate::model::text::{Lang, Text};
use crate::report::inputs;
use crate::report::model::{Level, Note, Report, Section};
use crate::report::words;
use crate::report::xlsx::look::{Dress, Look};
use crate::report::xlsx::page::Page;
use crate::report::xlsx::sheet_names::SheetNames;
use crate::text;

/// # Errors
/// Those of `out`; [`io::ErrorKind::FileTooLarge`] where a table has more rows or columns than a sheet.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&bytes(report).map_err(told)?)
}

fn told(error: XlsxError) -> io::Error {
    match error {
        XlsxError::RowColumnLimitError => io::ErrorKind::FileTooLarge.into(),
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

fn bytes(report: &Report<'_>) -> Result<Vec<u8>, XlsxError> {
    let title = harmless(report.title.say(report.lang), 250);
    let mut look = Look::new(report.currency, report.lang);
    let mut names = SheetNames::default();
    let mut book = Workbook::new();
    // A fixed day stands for the day it was made, which would differ from run to run.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&title).set_creation_datetime(&made));
    for section in report.sections.make() {
        let name = names.unique(called(&section).say(report.lang));
        let mut page = Page::new(book.add_worksheet(), &mut look, name)?;
        self::section(&mut page, &section, &title)?;
        page.finish()?;
    }
    let name = names.unique(text!(en: "inputs"; zh: "输入").say(report.lang));
    let mut page = Page::new(book.add_worksheet(), &mut look, name)?;
    inputs_and_notes(&mut page, report, &title)?;
    page.finish()?;
    book.save_to_buffer()
}

/// What the sheet of a section is called.
fn called(section: &Section<'_>) -> Text {
    let fallback = || match section.table {
        Some(_) => text!(en: "table"; zh: "表"),
        None => text!(en: "summary"; zh: "摘要"),
    };
    section.name.clone().or_else(|| section.heading.clone()).unwrap_or_else(fallback)
}

/// The title, then heading, table and lines, then each chart beside its numbers.
fn section(page: &mut Page<'_, '_>, section: &Section<'_>, title: &str) -> Result<(), XlsxError> {
    page.line(title, Dress::Title)?;
    if let Some(heading) = &section.heading {
        page.prose(heading.say(page.lang()), Dress::Heading)?;
    }
    page.skip(1);
    if let Some(table) = &section.table {
        page.main_table(table)?;
        page.skip(1);
    }
    for line in &section.lines {
        let line = line.say(page.lang());
        match section.verbatim {
            true => page.line(line, Dress::Verbatim)?,
            false => page.prose(line, Dress::Line)?,
        }
    }
    let beside = chart::columns(&section.charts);
    for chart in &section.charts {
        page.skip(1);
        chart::put(page, chart, beside)?;
    }
    let columns = section.table.as_ref().map_or(0, |table| table.columns.len());
    page.print(columns)
}

/// Where the numbers come from, and what was said about them.
fn inputs_and_notes(page: &mut Page<'_, '_>, report: &Report<'_>, title: &str) -> Result<(), XlsxError> {
    page.line(title, Dress::Title)?;
    page.skip(1);
    let (command, version) = (report.command, env!("CARGO_PKG_VERSION"));
    let made = inputs::of_rows(vec![
        (text!(en: "made by"; zh: "生成命令"), format!("splan {command} {version}").into()),
        (text!(en: "language"; zh: "语言"), text!(en: "English"; zh: "中文").into()),
    ]);
    for table in std::iter::once(&made).chain(&report.inputs) {
        page.table(table)?;
        page.skip(1);
    }
    let notes: Vec<Note> = report.notes.iter().cloned().chain(page.limits()).collect();
    if !notes.is_empty() {
        page.line(words::notes().say(page.lang()), Dress::Heading)?;
    }
    for note in &notes {
        let text = match note.level {
            Level::Info => note.text.clone(),
            Level::Warning => {
                let (word, said) = (words::warning(), &note.text);
                text!(en: "⚠ {}: {}", word.say(Lang::En), said.say(Lang::En); zh: "⚠ {}：{}", word.say(Lang::Zh), said.say(Lang::Zh))
            }
        };
        page.prose(text.say(page.lang()), Dress::Line)?;
    }
    page.print(0)
}
