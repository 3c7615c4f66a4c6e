//! The formats of reports, each a renderer behind one function.

use std::io::{self, Write};

use crate::report::model::Report;
use crate::report::{csv, json, text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Tables for the terminal.
    Table,
    Csv,
    Json,
}

impl Format {
    /// Whether the notes of a report are part of it; else they are said beside it.
    pub fn holds_notes(self) -> bool {
        match self {
            Format::Table | Format::Csv => false,
            Format::Json => true,
        }
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
}

/// Writes `report` to `out`.
///
/// # Errors
/// Those of `out` only: every report can be rendered in every format.
pub fn render(report: &Report<'_>, options: &RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    match options.format {
        Format::Table => text::write(report, options.width, options.color, out),
        Format::Csv => csv::write(report, options.bom, out),
        Format::Json => json::write(report, out),
    }
}
