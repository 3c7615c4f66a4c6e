//! A problem in a file the user wrote: where, what, and what would be right.

use std::ops::Range;
use std::sync::Arc;

use crate::model::text::Text;

/// A text that problems point into: the plan, a calendar file, a `--set` argument.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    pub name: String,
    pub text: String,
}

/// A range of bytes in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub source: Arc<Source>,
    pub span: Range<usize>,
}

impl Place {
    /// Line and column of the start, both from 1, the column in characters.
    pub fn line_column(&self) -> (usize, usize) {
        let before = self.source.text.get(..self.span.start).unwrap_or(&self.source.text);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// `plans/demo.toml:12`, or the bare name where the source is one line of its own.
    pub fn file_line(&self) -> String {
        if self.source.text.contains('\n') {
            format!("{}:{}", self.source.name, self.line_column().0)
        } else {
            self.source.name.clone()
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// One problem, with its place, what is wrong there (`label`) and what would be right (`help`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    pub message: Text,
    pub place: Option<Place>,
    pub label: Text,
    /// A second place that belongs to the problem, such as the first of two equal names.
    pub also: Option<(Place, Text)>,
    pub help: Option<Text>,
}

impl Diagnostic {
    pub fn error(message: Text, place: Place, label: Text) -> Self {
        Diagnostic { severity: Severity::Error, message, place: Some(place), label, also: None, help: None }
    }

    /// A problem that has no place in a text: a file that cannot be read.
    pub fn general(message: Text) -> Self {
        Diagnostic { severity: Severity::Error, message, place: None, label: Text::same(""), also: None, help: None }
    }

    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    pub fn also(mut self, place: Place, label: Text) -> Self {
        self.also = Some((place, label));
        self
    }

    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}
