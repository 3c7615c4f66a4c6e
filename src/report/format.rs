//! The formats of reports, each a renderer behind one function.

use std::error::Error;
use std::fmt;
use std::io::{self, Write};

use crate::model::text::{Lang, Text};
use crate::report::model::Report;
use crate::report::plain::Plain;
use crate::report::unit::Unit;
use crate::report::{csv, html, json, markdown, text, xlsx};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Tables for the terminal.
    Table,
    Csv,
    Json,
    /// Tables for chat and pull requests.
    Markdown,
    /// A page of its own, with charts.
    Html,
    /// A workbook of one sheet per section, with live totals and charts.
    Xlsx,
}

impl Format {
    pub const ALL: [Format; 6] =
        [Format::Table, Format::Csv, Format::Json, Format::Markdown, Format::Html, Format::Xlsx];

    /// The name in options.
    pub fn name(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
        }
    }

    /// The endings of its files, without the dot, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Table => &["txt"],
            Format::Csv => &["csv"],
            Format::Json => &["json"],
            Format::Markdown => &["md", "markdown"],
            Format::Html => &["html", "htm"],
            Format::Xlsx => &["xlsx"],
        }
    }

    /// Whether its bytes are text that a terminal can show.
    pub fn is_text(self) -> bool {
        self != Format::Xlsx
    }

    /// Whether each table has a sheet of its own, so that none is in the way of another.
    pub fn has_sheets(self) -> bool {
        self == Format::Xlsx
    }

    /// Whether it is looked at in a window that scrolls to either side.
    pub fn scrolls(self) -> bool {
        matches!(self, Format::Html | Format::Xlsx)
    }

    pub fn by_ending(ending: &str) -> Option<Format> {
        let has = |format: &Format| format.endings().iter().any(|known| known.eq_ignore_ascii_case(ending));
        Self::ALL.into_iter().find(has)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenderOptions {
    pub format: Format,
    /// Terminal columns that tables must fit; nothing leaves them as wide as they are.
    pub width: Option<usize>,
    pub color: bool,
    /// Whether CSV starts with a byte order mark.
    pub bom: bool,
    /// In which unit people see amounts, where not in full.
    pub unit: Option<Unit>,
}

/// Why a format cannot hold a report, and what can: the inner error of an [`io::ErrorKind::FileTooLarge`].
#[derive(Clone, Debug)]
pub struct Unfit {
    pub reason: Text,
    pub help: Text,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason.say(Lang::En))
    }
}

impl Error for Unfit {}

impl From<Unfit> for io::Error {
    fn from(unfit: Unfit) -> Self {
        io::Error::new(io::ErrorKind::FileTooLarge, unfit)
    }
}

/// Writes `report` to `out`.
///
/// # Errors
/// Those of `out`; [`Unfit`] where a table has more rows or columns than a sheet of a workbook.
pub fn render(report: &Report<'_>, options: &RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    match options.format {
        Format::Table => text::write(report, options, out),
        Format::Csv => csv::write(&report.records, Plain::new(report.currency, report.lang), options.bom, out),
        Format::Json => json::write(report, out),
        Format::Markdown => markdown::write(report, options.unit, out),
        Format::Html => html::write(report, options.unit, out),
        Format::Xlsx => xlsx::write(report, out),
    }
}
