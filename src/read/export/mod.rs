//! Exports of any CRM to facts: bytes → records → columns → deals and activities → [`Actuals`].
//!
//! A file is read row by row and never held. What a row means is said once, in [`deal`] and [`activity`], whatever
//! the bytes were; the rest learns how a file is written ([`dialect`], [`encoding`], [`workbook`]), finds rows and
//! columns ([`records`], [`headings`], [`layout`]), reads values ([`dates`], [`amounts`], [`stages`], [`owners`]) and
//! adds up ([`fold`]).

mod activity;
mod amount_text;
mod amounts;
mod currencies;
mod date_format;
pub(crate) mod date_number;
mod date_text;
mod dates;
mod deal;
mod decode;
mod dialect;
mod duplicates;
pub(crate) mod encoding;
// A table is easiest to read as it is laid out by hand.
#[rustfmt::skip]
mod fields;
mod figures;
mod fold;
mod hash;
mod headings;
pub mod inspect;
mod layout;
mod open;
mod owners;
mod pass;
mod probability;
mod problems;
mod records;
mod rows;
mod segments;
mod sheet;
mod source;
mod stages;
mod steps;
mod unreadable;
mod workbook;

use std::collections::BTreeSet;
use std::io;

use crate::model::actuals::Actuals;
use crate::model::day::{Day, Span};
use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::read::export::activity::ActivitySense;
use crate::read::export::deal::DealSense;
use crate::read::export::duplicates::repeated;
use crate::read::export::hash::Set;
use crate::read::export::sheet::{Formats, Layout, Senses, Sheet};

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
    named_once(inputs)?;
    let mut senses =
        Senses { deals: DealSense::new(rules.plan, rules.period.last()), activities: ActivitySense::new(rules.plan) };
    let formats = Formats::new(rules.plan)?;
    let mut sheets = every(inputs.iter().map(|input| Sheet::open(input, rules.plan, &formats, &senses)))?;
    senses.activities.by_segment = activities_by_segment(&sheets, rules.plan);
    let mut actuals = Actuals {
        seen: vec![0; rules.plan.funnel.steps().len()],
        created_known: sheets.iter().any(Sheet::knows_created),
        activities_by_segment: senses.activities.by_segment,
        ..Actuals::default()
    };

    let mut pass = pass::pass(&mut sheets, &mut senses, rules, &Set::default())?;
    let twice = repeated(std::mem::take(&mut pass.ids));
    if !twice.is_empty() {
        pass = pass::pass(&mut sheets, &mut senses, rules, &twice)?;
        for (at, deal) in pass.repeats.settle(&sheets)? {
            if let Some(fold) = pass.folds.get_mut(at.file) {
                fold.deal(&deal, at.line);
            }
        }
    }
    for fold in pass.folds {
        actuals.merge(fold.finish());
    }
    Ok(actuals)
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
