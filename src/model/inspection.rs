//! How an export is read: everything that was detected, why, and what its rows hold.

use crate::model::day::Day;
use crate::model::diagnostic::Diagnostic;
use crate::model::ledger::Ledger;
use crate::model::text::Text;

/// One file, or one sheet of a workbook.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// As the user named it.
    pub file: String,
    /// `deals` or `activities`: also the plan's table about such files.
    pub kind: &'static str,
    pub traits: Vec<Trait>,
    pub columns: Vec<Mapped>,
    /// Headings that are no field of such files.
    pub others: Vec<String>,
    /// Stages of deals, types of activities; the most frequent first.
    pub words: Vec<Word>,
    /// The most frequent first.
    pub owners: Vec<OwnerSeen>,
    /// The first and the last day in each column of dates that has any, by field.
    pub dates: Vec<(&'static str, Day, Day)>,
    /// As written, with their rows.
    pub currencies: Vec<(String, u64)>,
    /// Ids that several rows have.
    pub repeated_ids: u64,
    /// Of the rows as far as the file could be read.
    pub ledger: Ledger,
    /// What stops `review` from using the file.
    pub problems: Vec<Diagnostic>,
    /// Lines of TOML that state what was detected.
    pub table: Vec<String>,
}

/// Something detected about the file itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trait {
    /// The key by which the plan can state it.
    pub key: &'static str,
    pub value: String,
    pub why: Text,
    pub trust: Trust,
}

/// How far a detection can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// The plan says so.
    Stated,
    /// The file says so, or nothing else is possible.
    Certain,
    /// Other readings are possible and unlikely.
    Likely,
}

/// A field and the column that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    pub field: &'static str,
    pub heading: String,
    /// From 1.
    pub position: usize,
    /// Up to three different values, as written.
    pub samples: Vec<String>,
    /// How its values are read, where that had to be decided.
    pub form: Option<Text>,
}

/// A stage, a status or a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub word: String,
    pub rows: u64,
    /// `open`, `won`, `lost`, `void`, or the step that a type counts as.
    pub means: Option<String>,
    /// Whether a known word says so; other stages are open for want of one.
    pub known: bool,
    /// Of stage and status, as written, the one that says so alone as well.
    pub decides: Option<String>,
}

/// Someone who owns deals or activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerSeen {
    pub name: String,
    pub rows: u64,
    /// The rep of the plan.
    pub rep: Option<String>,
    /// A rep that may be meant where none matches.
    pub near: Option<String>,
}
