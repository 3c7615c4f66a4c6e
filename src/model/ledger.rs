//! The account of every row read: used, ignored for a reason, or rejected with its place.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::sentence::harmless;
use crate::model::text::{Lang, Text};
use crate::text;

/// Where a row stands in the inputs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace {
    /// The file as the user named it.
    pub file: String,
    /// From 1; the line on which the row starts.
    pub line: u64,
}

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reject {
    pub place: RowPlace,
    /// The heading of the column that is at fault; empty where the whole row is.
    pub column: String,
    pub value: String,
    pub reason: Text,
    /// The raw row, as CSV.
    pub row: String,
}

impl Reject {
    /// The cell that is at fault and why, as in `` `Amount` = `abc`: not an amount``; the reason alone where the whole row is.
    pub fn why(&self) -> Text {
        let (column, value) = (harmless(&self.column, 40), harmless(&self.value, 40));
        let (en, zh) = (self.reason.say(Lang::En), self.reason.say(Lang::Zh));
        match (column.is_empty(), value.is_empty()) {
            (true, _) => self.reason.clone(),
            (false, true) => text!(en: "`{column}`: {en}"; zh: "`{column}`：{zh}"),
            (false, false) => text!(en: "`{column}` = `{value}`: {en}"; zh: "`{column}` = `{value}`：{zh}"),
        }
    }
}

/// Something to say about rows that were used all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// The same deal twice with the same fields; counted once.
    Duplicate,
    /// Rows of one deal summed by `--on-duplicate sum`, or dropped by `first` or `last`.
    Combined,
    /// Rows that were summed though they have the amount of the deal's first row, which may be that of the whole deal.
    SameAmount,
    /// Rows without an id that are alike in every cell to one before them, which may be another deal; each counts.
    Alike,
    /// Activities that are alike in every cell to one of another file, which may be the same; each counts.
    Overlap,
    /// Deals whose owners' shares do not make a whole; what is shared counts.
    SharesNotWhole,
    /// Created after closed; the close date stands for the created date.
    CreatedAfterClosed,
    OpenWithoutAmount,
    OpenWithoutDate,
    /// Open with a probability that cannot be read; taken as without one.
    OddProbability,
    WithoutCreatedDate,
    CreatedAfterAsOf,
    ClosedAfterAsOf,
    /// Status and stage contradict each other; the status decides.
    StatusAgainstStage,
    /// Stage of no known meaning on a deal that looks closed; taken for open.
    UnclearStage,
    /// Without stage and status; won or lost by a probability of 100 or 0 %.
    ByProbability,
    /// In a file without stages, whose date is that of a signature.
    TakenAsWon,
    /// Activities dated after the as-of day.
    ActivityAfterAsOf,
    /// Activity rows whose type is no step of the plan.
    ActivityOfNoStep,
    /// Tasks that are not done.
    ActivityNotDone,
    /// Deals converted from another currency.
    Converted,
    /// Deals with more decimals than the currency has.
    Rounded,
    /// Totals and footers of reports, and void deals: rows that are ignored.
    Footer,
    Void,
}

/// Rows read = used + ignored + rejected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    pub read: u64,
    pub used: u64,
    /// By reason.
    pub ignored: BTreeMap<Text, u64>,
    pub rejects: BTreeSet<Reject>,
    /// How many rows each remark is about, with the first few places.
    pub remarks: BTreeMap<Remark, (u64, BTreeSet<RowPlace>)>,
    /// Owners that are no rep of the plan: deals and activities of each.
    pub strangers: BTreeMap<String, u64>,
    /// Stages without a known meaning of which every deal should have closed by the as-of day, with the open deals of each.
    pub late: BTreeMap<String, u64>,
    /// Rows read and used of each file, as the user named it.
    pub files: BTreeMap<String, FileRows>,
}

/// The rows of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileRows {
    pub read: u64,
    pub used: u64,
}

/// The name under which rows without an owner are counted.
pub const NO_OWNER: &str = "(no owner)";

/// Places kept per remark.
pub const PLACES: usize = 3;

impl Ledger {
    pub fn ignore(&mut self, reason: Text, rows: u64) {
        *self.ignored.entry(reason).or_default() += rows;
    }

    pub fn remark(&mut self, remark: Remark, place: &RowPlace) {
        let (rows, places) = self.remarks.entry(remark).or_default();
        *rows += 1;
        places.insert(place.clone());
        if places.len() > PLACES {
            places.pop_last();
        }
    }

    pub fn rows_ignored(&self) -> u64 {
        self.ignored.values().sum()
    }

    pub fn rows_rejected(&self) -> u64 {
        self.rejects.len() as u64
    }

    /// Whether every row read is accounted for.
    pub fn reconciles(&self) -> bool {
        self.read == self.used + self.rows_ignored() + self.rows_rejected()
    }

    pub fn merge(&mut self, other: Ledger) {
        self.read += other.read;
        self.used += other.used;
        for (reason, rows) in other.ignored {
            self.ignore(reason, rows);
        }
        self.rejects.extend(other.rejects);
        for (remark, (rows, places)) in other.remarks {
            let (sum, kept) = self.remarks.entry(remark).or_default();
            *sum += rows;
            kept.extend(places);
            while kept.len() > PLACES {
                kept.pop_last();
            }
        }
        for (ours, others) in [(&mut self.strangers, other.strangers), (&mut self.late, other.late)] {
            for (name, rows) in others {
                *ours.entry(name).or_default() += rows;
            }
        }
        for (file, rows) in other.files {
            let sum = self.files.entry(file).or_default();
            sum.read += rows.read;
            sum.used += rows.used;
        }
    }
}
