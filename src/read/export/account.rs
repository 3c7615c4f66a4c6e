//! The account of the rows of one file, or of a part of it.

use std::collections::BTreeMap;

use crate::model::ledger::{FileRows, Ledger, PLACES, Reject, Remark, RowPlace};
use crate::model::text::Text;
use crate::read::export::ignored::Ignored;

/// Rows read are rows used, ignored and rejected.
pub struct Account<'a> {
    file: &'a str,
    read: u64,
    pub used: u64,
    ignored: BTreeMap<Ignored, u64>,
    rejects: Vec<Reject>,
    /// How many rows, and the lines of the first of them.
    remarks: BTreeMap<Remark, (u64, Vec<u64>)>,
    /// The lines of the last row of data and of the last footer; 0 for none.
    last_row: u64,
    last_footer: u64,
}

/// Rejected rows that are held of one file, and those from which on most of its rows have to be good.
const MOST_REJECTS: usize = 1_000_000;
const MANY_REJECTS: u64 = 100_000;
/// Rejected rows of which a file may consist.
const FEW_REJECTS: u64 = 1;
/// Lines of other text, such as its name and company, that a report ends with.
const MOST_CLOSING_LINES: usize = 8;

impl<'a> Account<'a> {
    pub fn new(file: &'a str) -> Self {
        let (ignored, remarks) = (BTreeMap::new(), BTreeMap::new());
        Account { file, read: 0, used: 0, ignored, rejects: Vec::new(), remarks, last_row: 0, last_footer: 0 }
    }

    /// The place of a line, where it is not kept.
    pub fn place(&self, line: u64) -> (&'a str, u64) {
        (self.file, line)
    }

    /// Counts a row that was read; it has to be used, ignored or rejected as well.
    pub fn count(&mut self) {
        self.read += 1;
    }

    /// Notes where a row of data is: one that says more than the lines that a report ends with.
    #[inline]
    pub fn saw_data(&mut self, line: u64) {
        // Plain rows are seen before those between them.
        self.last_row = self.last_row.max(line);
    }

    /// Counts rows of data that were read and used, the last of them in a line.
    pub fn use_plain(&mut self, rows: u64, last: u64) {
        self.read += rows;
        self.used += rows;
        self.saw_data(last);
    }

    /// Counts a row that was used.
    pub fn used(&mut self) {
        self.used += 1;
    }

    #[cold]
    pub fn ignore(&mut self, why: Ignored, line: u64) {
        *self.ignored.entry(why).or_default() += 1;
        if why == Ignored::Footer {
            self.last_footer = line;
        }
        if let Some(remark) = why.remark() {
            self.remark(remark, line);
        }
    }

    /// Whether so many rows are rejected that no more are held.
    pub fn is_full(&self) -> bool {
        self.rejects.len() > MOST_REJECTS
    }

    /// The first rejected row of a whole file of which so many are rejected, or all, that it is not what it was taken for:
    /// nobody mends as many.
    pub fn hopeless(&self) -> Option<&Reject> {
        let (rejected, ignored) = (self.rejects.len() as u64, self.ignored.values().sum::<u64>());
        let most = rejected > MANY_REJECTS && 2 * rejected > self.read;
        let all = rejected > FEW_REJECTS && rejected + ignored == self.read;
        self.rejects.first().filter(|_| self.is_full() || most || all)
    }

    #[cold]
    pub fn reject(&mut self, line: u64, column: &str, value: String, reason: Text, row: String) {
        let place = RowPlace { file: self.file.to_owned(), line };
        self.rejects.push(Reject { place, column: column.to_owned(), value, reason, row });
    }

    #[cold]
    pub fn remark(&mut self, remark: Remark, line: u64) {
        let (rows, lines) = self.remarks.entry(remark).or_default();
        *rows += 1;
        if lines.len() < PLACES || lines.last().is_some_and(|last| line < *last) {
            lines.push(line);
            lines.sort_unstable();
            lines.truncate(PLACES);
        }
    }

    /// Takes the lines behind the last row as what a report ends with, where one of them is known to be that: its name and
    /// company are not. Without such a line they may be what is left of a row.
    fn close(&mut self) {
        let lines: Vec<u64> =
            self.rejects.iter().map(|reject| reject.place.line).filter(|line| *line > self.last_row).collect();
        if lines.len() <= MOST_CLOSING_LINES && self.last_footer > self.last_row {
            self.rejects.retain(|reject| reject.place.line <= self.last_row);
            lines.into_iter().for_each(|line| self.ignore(Ignored::Footer, line));
        }
    }

    /// Adds the account of a later part of the file, in front of which there are `lines` lines.
    pub fn merge(&mut self, later: Account, lines: u64) {
        self.read += later.read;
        self.used += later.used;
        for (ours, later) in [(&mut self.last_row, later.last_row), (&mut self.last_footer, later.last_footer)] {
            *ours = if later > 0 { later + lines } else { *ours };
        }
        for (why, rows) in later.ignored {
            *self.ignored.entry(why).or_default() += rows;
        }
        self.rejects.extend(later.rejects.into_iter().map(|mut reject| {
            reject.place.line += lines;
            reject
        }));
        for (remark, (rows, places)) in later.remarks {
            let (sum, kept) = self.remarks.entry(remark).or_default();
            *sum += rows;
            kept.extend(places.into_iter().map(|line| line + lines));
            kept.sort_unstable();
            kept.truncate(PLACES);
        }
    }

    /// The account with the owners who are no reps, and the rows of each.
    pub fn into_ledger(mut self) -> Ledger {
        self.close();
        let place = |line| RowPlace { file: self.file.to_owned(), line };
        let remarks = self.remarks.into_iter();
        Ledger {
            read: self.read,
            used: self.used,
            ignored: self.ignored.into_iter().map(|(why, rows)| (why.reason(), rows)).collect(),
            rejects: self.rejects.into_iter().collect(),
            remarks: remarks
                .map(|(remark, (rows, lines))| (remark, (rows, lines.into_iter().map(place).collect())))
                .collect(),
            files: BTreeMap::from([(self.file.to_owned(), FileRows { read: self.read, used: self.used })]),
            ..Ledger::default()
        }
    }
}
