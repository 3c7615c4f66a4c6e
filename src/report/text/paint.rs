//! Colour, where it is asked for. It only repeats what shapes and words say.

use std::borrow::Cow;

use crate::model::status::Status;
use crate::model::text::Lang;
use crate::report::cell::Cell;
use crate::report::model::{Row, RowKind};
use crate::report::words;

const RESET: &str = "\u{1b}[0m";
const BOLD: &str = "\u{1b}[1m";
const FAINT: &str = "\u{1b}[2m";

pub struct Paint {
    on: bool,
    lang: Lang,
}

impl Paint {
    pub fn new(on: bool, lang: Lang) -> Self {
        Paint { on, lang }
    }

    /// Titles and totals.
    pub fn strong<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.with(BOLD, text)
    }

    /// Rules.
    pub fn faint<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.with(FAINT, text)
    }

    /// The laid-out line of `row`: sums and groups bold, a status in its colour.
    pub fn row<'t>(&self, row: &Row<'_>, line: &'t str) -> Cow<'t, str> {
        if !self.on {
            return Cow::Borrowed(line);
        }
        let style = if row.kind == RowKind::Plain { "" } else { BOLD };
        let status = row.cells.iter().find_map(|cell| match cell {
            Cell::Status(status) => Some(*status),
            _ => None,
        });
        let shown = status.map(|status| (status, words::status(status)));
        let found = shown.as_ref().and_then(|(status, words)| {
            let words = words.say(self.lang);
            line.rfind(words).map(|at| (*status, at, at + words.len()))
        });
        match found {
            Some((status, start, end)) => {
                let (before, words, after) = (&line[..start], &line[start..end], &line[end..]);
                let color = color(status);
                Cow::Owned(format!("{style}{before}{RESET}{color}{words}{RESET}{style}{after}{RESET}"))
            }
            None => self.with(style, line),
        }
    }

    fn with<'t>(&self, style: &str, text: &'t str) -> Cow<'t, str> {
        if self.on && !style.is_empty() { Cow::Owned(format!("{style}{text}{RESET}")) } else { Cow::Borrowed(text) }
    }
}

fn color(status: Status) -> &'static str {
    match status {
        Status::Green => "\u{1b}[32m",
        Status::Amber => "\u{1b}[33m",
        Status::Red => "\u{1b}[31m",
    }
}
