//! Exports of any CRM to facts: bytes → records → columns → deals and activities → [`Actuals`].
//!
//! A file is read row by row and never held. What a row means is said once, in [`deal`] and [`activity`], whatever
//! the bytes were; the rest learns how a file is written ([`dialect`], [`encoding`], [`workbook`]), finds rows and
//! columns ([`records`], [`headings`], [`layout`]), reads values ([`dates`], [`amounts`], [`stages`], [`owners`]) and
//! adds up ([`fold`]). Deals with nothing out of the ordinary in any cell, as most have, are read in fewer steps
//! ([`plain`]); a test holds that to the same meaning.

mod abreast;
mod account;
mod activity;
mod amount_text;
mod amounts;
mod batch;
mod cache;
mod census;
mod closings;
mod columns;
mod created;
mod currencies;
mod date_format;
pub(crate) mod date_number;
mod date_text;
mod dates;
mod deal;
mod deals;
mod decode;
mod dialect;
mod duplicates;
pub(crate) mod encoding;
mod fault;
// A table is easiest to read as it is laid out by hand.
#[rustfmt::skip]
mod fields;
mod figures;
mod finder;
mod flags;
mod fold;
mod footer;
mod hash;
mod headings;
mod ids;
mod ignored;
pub mod inspect;
mod kept;
mod lanes;
mod layout;
mod meaning;
mod meant;
mod missing;
mod money_note;
mod names;
mod open;
mod open_tallies;
mod owners;
mod pages;
mod pairs;
mod pass;
mod percent;
mod plain;
mod plain_amount;
mod problems;
mod records;
mod row;
mod rows;
mod same_id;
mod scan;
mod segments;
mod sheet;
mod source;
mod splits;
mod stages;
mod steps;
mod tallies;
mod top;
mod unreadable;
mod workbook;

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use crate::model::actuals::Actuals;
use crate::model::day::{Day, Span};
use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::model::snapshot::{Called, Snapshot};
use crate::read::export::columns::Layout;
use crate::read::export::deal::Named;
use crate::read::export::fold::Fold;
use crate::read::export::hash::Set;
use crate::read::export::kept::Kept;
use crate::read::export::names::Names;
use crate::read::export::pass::Reading;
pub use crate::read::export::scan::{Cuts, ReadAt};
use crate::read::export::sheet::{Formats, Senses, Sheet};
pub use crate::read::export::workbook::THREAD as WORKBOOK_THREAD;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Deals,
    Activities,
}

impl Kind {
    /// The plan's table about files of this kind.
    pub fn table(self) -> &'static str {
        match self {
            Kind::Deals => "deals",
            Kind::Activities => "activities",
        }
    }
}

/// One input file.
pub struct Input<'a> {
    /// As the user named it.
    pub name: String,
    pub kind: Kind,
    /// The sheet of a workbook that the user named.
    pub sheet: Option<String>,
    /// Opens the file from its start. It is opened more than once: for the headings, the rows, and again where a guess
    /// proved wrong or a deal stands in several rows.
    pub open: Box<dyn Fn() -> io::Result<Box<dyn io::Read>> + 'a>,
    /// Opens a file whose bytes can be read at any place, so that it can be read in parts; nothing where they cannot.
    pub open_at: Option<OpenAt<'a>>,
}

/// Opens a file to be read at any place.
pub type OpenAt<'a> = Box<dyn Fn() -> io::Result<Box<dyn ReadAt>> + 'a>;

impl Input<'static> {
    /// A file that is in memory.
    pub fn of_bytes(name: &str, kind: Kind, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes: Arc<[u8]> = bytes.into();
        let again = Arc::clone(&bytes);
        let open = move || Ok(Box::new(io::Cursor::new(Arc::clone(&bytes))) as Box<dyn io::Read>);
        let open_at = move || Ok(Box::new(Arc::clone(&again)) as Box<dyn ReadAt>);
        Input { name: name.to_owned(), kind, sheet: None, open: Box::new(open), open_at: Some(Box::new(open_at)) }
    }
}

/// Files so short in all are read by one thread in a few thousandths of a second.
const SHORT: u64 = 2 * 1024 * 1024;

/// Whether all inputs are files that are read in no time.
pub fn is_short(inputs: &[Input]) -> bool {
    let size = |input: &Input| input.open_at.as_ref()?().ok()?.size().ok();
    inputs.iter().map(size).sum::<Option<u64>>().is_some_and(|size| size < SHORT)
}

/// What to do with rows that have the id of another deal and different fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnDuplicate {
    #[default]
    Error,
    First,
    Last,
    /// Each row is a part of the deal: amounts are added, everything else is the first row's.
    Sum,
}

/// What decides the meaning of rows.
pub struct Rules<'a> {
    pub plan: &'a Plan,
    /// The last day whose facts count.
    pub as_of: Day,
    /// The days that the review is about: it says which open deals are kept by name.
    pub period: Span,
    pub on_duplicate: OnDuplicate,
}

/// Reads all exports into facts.
///
/// # Errors
/// Every problem that makes the facts unusable, each naming file, line, column, value and the way out. Single rows that
/// cannot be read are no such problem: they are in [`Actuals::ledger`] as rejects.
pub fn read(inputs: &[Input], rules: &Rules) -> Result<Actuals, Vec<Diagnostic>> {
    read_in_parts(inputs, rules, &Cuts::default())
}

/// The same, with every deal kept one by one, so that two exports can be compared.
///
/// # Errors
/// As [`read`].
pub fn snapshot(inputs: &[Input], rules: &Rules) -> Result<(Snapshot, Actuals), Vec<Diagnostic>> {
    snapshot_in_parts(inputs, rules, &Cuts::default())
}

/// The same, with a say in how files are cut up for several threads. No result depends on it.
///
/// # Errors
/// As [`read`].
pub fn snapshot_in_parts(inputs: &[Input], rules: &Rules, cuts: &Cuts) -> Result<(Snapshot, Actuals), Vec<Diagnostic>> {
    gather(inputs, rules, cuts, true)
}

/// As [`read`], with a say in how files are cut up for several threads. No result depends on it.
///
/// # Errors
/// As [`read`].
pub fn read_in_parts(inputs: &[Input], rules: &Rules, cuts: &Cuts) -> Result<Actuals, Vec<Diagnostic>> {
    gather(inputs, rules, cuts, false).map(|(_, actuals)| actuals)
}

/// The deals are empty unless they are to be kept.
fn gather(inputs: &[Input], rules: &Rules, cuts: &Cuts, keep: bool) -> Result<(Snapshot, Actuals), Vec<Diagnostic>> {
    named_once(inputs)?;
    let names = Names::default();
    let mut senses = Senses::new(rules.plan, rules.period.last(), &names);
    let formats = Formats::new(rules.plan)?;
    let mut sheets = every(inputs.iter().map(|input| Sheet::open(input, rules.plan, &formats, &senses)))?;
    senses.activities.by_segment = activities_by_segment(&sheets, rules.plan);
    let none = Actuals {
        seen: vec![0; rules.plan.funnel.steps().len()],
        created_known: sheets.iter().any(Sheet::knows_created),
        activities_by_segment: senses.activities.by_segment,
        ..Actuals::default()
    };
    let whole = |folds: Vec<Fold>, kept: Option<Kept>| {
        let mut actuals = none.clone();
        folds.into_iter().for_each(|fold| actuals.merge(fold.finish()));
        (kept.map(Kept::finish).unwrap_or_default(), actuals)
    };

    let activities = sheets.iter().filter(|sheet| matches!(sheet.layout, Layout::Activities(_)));
    let may_overlap = activities.count() > 1;
    let no_ids = Set::default();
    let reading = Reading { rules, cuts, twice: &no_ids, keep, may_overlap };
    let pass = pass::pass(&mut sheets, &mut senses, &reading)?;
    // Before ids are compared, so that the threads that have read leave their processors to those that compare.
    let facts = whole(pass.folds, pass.kept);
    let twice = pass.ids.repeated(cuts);
    if twice.is_empty() {
        return Ok(facts);
    }
    drop(facts);
    let mut pass = pass::pass(&mut sheets, &mut senses, &Reading { twice: &twice, ..reading })?;
    for (at, named) in pass.repeats.settle(&sheets, &names)? {
        if let Some(fold) = pass.folds.get_mut(at.file) {
            fold.deal(&named.deal, at.line, || named.label.clone());
        }
        if let Some(kept) = &mut pass.kept {
            let Named { id, deal, label } = &named;
            kept.deal(deal, Called { id, name: &label.name, account: &label.account });
        }
    }
    Ok(whole(pass.folds, pass.kept))
}

/// All results, or all problems.
fn every<T>(results: impl Iterator<Item = Result<T, Vec<Diagnostic>>>) -> Result<Vec<T>, Vec<Diagnostic>> {
    let (mut good, mut problems) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() { Ok(good) } else { Err(problems) }
}

fn named_once(inputs: &[Input]) -> Result<(), Vec<Diagnostic>> {
    let mut names = BTreeSet::new();
    let twice = inputs.iter().filter(|input| !names.insert(input.name.as_str()));
    let problems: Vec<_> = twice.map(|input| problems::named_twice(&input.name)).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Whether every activity export has the columns that the segments match on; trivially so with one segment.
fn activities_by_segment(sheets: &[Sheet], plan: &Plan) -> bool {
    let mut layouts = sheets.iter().filter_map(|sheet| match &sheet.layout {
        Layout::Activities(layout) => Some(layout),
        Layout::Deals(_) => None,
    });
    let some = layouts.clone().next().is_some();
    some && (plan.segments.len() == 1 || layouts.all(|layout| layout.matched.is_some()))
}
