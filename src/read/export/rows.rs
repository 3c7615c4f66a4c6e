//! A row to facts, whichever way it was found: screened, understood, counted.

use crate::model::ledger::Remark;
use crate::model::sentence::Counted;
use crate::model::snapshot::Called;
use crate::read::export::activity::Reading as Understood;
use crate::read::export::batch::{Batch, Picked};
use crate::read::export::columns::{Keys, Layout};
use crate::read::export::currencies;
use crate::read::export::deal::{Deal, Label, Named};
use crate::read::export::duplicates::fingerprint;
use crate::read::export::fault::{Fault, Flaw};
use crate::read::export::footer::{
    is_figure, is_group_total, is_group_with_count, is_notice, is_signer, is_sum, is_total, may_be_footer,
};
use crate::read::export::headings::{self, Headings};
use crate::read::export::ignored::Ignored;
use crate::read::export::layout::DealLayout;
use crate::read::export::missing::{is_missing, may_be_missing};
use crate::read::export::money_note::MoneyNote;
use crate::read::export::pass::{Gathered, Reading};
use crate::read::export::plain::PlainDeals;
use crate::read::export::row::Row;
use crate::read::export::same_id;
use crate::read::export::sheet::Senses;
use crate::read::export::stages::Outcome;
use crate::text;

/// What gives the rows of one file their meaning.
pub struct Rows<'r, 'a> {
    headings: &'r Headings,
    layout: &'r mut Layout,
    keys: Keys,
    plain: Option<PlainDeals>,
    senses: &'r mut Senses<'a>,
    reading: &'r Reading<'r>,
}

/// Why a row, and with it the file, cannot be used as it was read.
pub enum Unread {
    /// Its currency has no rate in the plan.
    NoRate(String),
    Again,
    Mixed,
    /// Too many rows before it are rejected.
    Hopeless,
}

/// A deal with the row it was read from.
pub struct Found<'r> {
    pub deal: &'r Deal,
    row: &'r Row<'r>,
    headings: &'r Headings,
    layout: &'r DealLayout,
}

impl Found<'_> {
    pub fn line(&self) -> u64 {
        self.row.line
    }

    /// The bytes of the id; empty where the row or the file has none.
    #[inline]
    pub fn id(&self) -> &[u8] {
        let id = self.layout.id.map_or(&[][..], |column| self.row.bytes(column));
        if may_be_missing(id) && is_missing(str::from_utf8(id).unwrap_or_default()) { &[] } else { same_id::short(id) }
    }

    pub fn named(&self) -> Named {
        Named { id: self.called().id.into(), deal: *self.deal, label: self.label() }
    }

    pub fn fingerprint(&self) -> u64 {
        fingerprint(self.row, self.headings)
    }

    pub fn label(&self) -> Label {
        Label::of(|column| self.row.cell(column), self.layout)
    }

    pub fn called(&self) -> Called<'_> {
        called(self.row, self.layout)
    }
}

impl<'r, 'a> Rows<'r, 'a> {
    pub fn new(
        headings: &'r Headings,
        layout: &'r mut Layout,
        senses: &'r mut Senses<'a>,
        reading: &'r Reading<'r>,
    ) -> Self {
        let keys = layout.keys();
        let plain = match layout {
            Layout::Deals(layout) if reading.twice.is_empty() && !reading.keep => {
                PlainDeals::new(layout, headings, &senses.deals, reading.rules.as_of)
            }
            _ => None,
        };
        Rows { headings, layout, keys, plain, senses, reading }
    }

    /// Counts those of some rows, the first of them at a line, that are as plain as most are, and says which these are.
    #[inline]
    pub fn take_plain(&mut self, rows: Batch, line: u64, gathered: &mut Gathered) -> Picked {
        let (Layout::Deals(layout), Some(plain)) = (&mut *self.layout, &mut self.plain) else { return Picked::NONE };
        let picked = plain.read(rows, self.headings, layout, &mut self.senses.deals);
        let label = |at| Label::of(|column| rows.row(at).cell(column), layout);
        gathered.take_plain(&plain.deals, line, self.senses.deals.horizon, label);
        picked
    }

    /// Gives one row its meaning and counts it: used, ignored or rejected.
    ///
    /// # Errors
    /// [`Unread`] where it says something about the whole file.
    #[inline]
    pub fn take(&mut self, row: &Row, gathered: &mut Gathered) -> Result<(), Unread> {
        gathered.fold.account.count();
        match self.understand(row, gathered) {
            Ok(()) => Ok(()),
            Err(Fault::Reject(flaw)) => {
                if !row.is_lone() {
                    gathered.fold.account.saw_data(row.line);
                }
                let heading = flaw.column.map_or("", |column| self.headings.get(column));
                gathered.fold.account.reject(row.line, heading, flaw.value, flaw.reason, row.as_csv());
                if gathered.fold.account.is_full() { Err(Unread::Hopeless) } else { Ok(()) }
            }
            Err(Fault::NoRate(code)) => Err(Unread::NoRate(code.into())),
            Err(Fault::Again) => Err(Unread::Again),
            Err(Fault::Mixed) => Err(Unread::Mixed),
        }
    }

    fn understand(&mut self, row: &Row, gathered: &mut Gathered) -> Result<(), Fault> {
        if let Some(why) = screen(row, self.headings, &self.keys)? {
            gathered.fold.account.ignore(why, row.line);
            return Ok(());
        }
        gathered.fold.account.saw_data(row.line);
        match self.layout {
            Layout::Deals(layout) => match &self.senses.deals.read(row, layout) {
                Ok(Some(deal)) => {
                    let (headings, layout) = (self.headings, &*layout);
                    if layout.all_won && deal.outcome == Outcome::Won {
                        gathered.fold.account.remark(Remark::TakenAsWon, row.line);
                    }
                    gathered.take(&Found { deal, row, headings, layout }, self.reading);
                }
                Ok(None) => {
                    gathered.fold.account.ignore(Ignored::Void, row.line);
                    let owners = &mut self.senses.deals.owners;
                    let cells = layout.owner.iter().map(|column| row.bytes(*column));
                    gathered.void(called(row, layout), || owners.find(cells));
                }
                Err(fault) => return Err(fault.clone()),
            },
            Layout::Activities(layout) => match self.senses.activities.read(row, layout)? {
                Understood::Activity(activity) => {
                    let print = || fingerprint(row, self.headings);
                    gathered.take_activity(&activity, row.line, print, self.reading);
                }
                Understood::Ignored(why, step) => {
                    gathered.fold.account.ignore(why, row.line);
                    step.into_iter().for_each(|step| gathered.fold.saw(step));
                }
            },
        }
        Ok(())
    }
}

/// What the row calls its deal.
fn called<'r>(row: &'r Row, layout: &DealLayout) -> Called<'r> {
    let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
    let id = Some(cell(layout.id)).filter(|id| !is_missing(id)).map_or("", same_id::of_text);
    Called { id, name: cell(layout.name), account: cell(layout.account) }
}

/// Why a record is no row of data; nothing where it is one.
///
/// # Errors
/// A record with more or fewer cells than the heading row.
#[inline]
pub fn screen(row: &Row, headings: &Headings, keys: &Keys) -> Result<Option<Ignored>, Flaw> {
    let first = row.bytes(0);
    let (at, label) = match first {
        b"" => match row.cells().enumerate().find(|(_, cell)| !cell.is_empty()) {
            Some((at, cell)) => (at, cell.as_bytes()),
            None => return Ok(Some(Ignored::Blank)),
        },
        first => (0, first),
    };
    if may_be_footer(label) {
        // A number there is a sum.
        let (label, lacks) = (row.cell(at), |key: &usize| !row.cell(*key).contains(char::is_alphabetic));
        let is_bare = keys.filled.iter().all(|key| *key == at || lacks(key));
        let is_undated = || keys.dates.iter().all(|date| row.cell(*date).is_empty());
        let is_sum = (is_sum(label) && keys.filled.iter().any(|key| *key == at || lacks(key)))
            || (is_group_total(label) && keys.filled.iter().any(lacks));
        let is_nobodys = keys.filled.first().is_some_and(|owner| row.is_empty(*owner));
        let is_notice = is_notice(label) && (is_bare || (is_nobodys && is_undated()));
        if (is_sum && (is_bare || is_undated())) || is_notice || is_signer(label) {
            return Ok(Some(Ignored::Footer));
        }
    }
    if keys.filled.iter().any(|key| row.is_empty(*key))
        && let Some(why) = lacking(row, headings, keys, at)?
    {
        return Ok(Some(why));
    }
    if first == headings.get(0).as_bytes() && headings.repeated_by(row) {
        return Ok(Some(Ignored::RepeatedHeading));
    }
    let (cells, wanted) = (row.len(), headings.cells());
    if let Some(column) = row.joined_at(wanted) {
        let lines = row.cell(column).lines().count();
        let reason = text!(
            en: "the {lines} lines of this cell look like rows, which a stray quote would join; mend the quote, or take the line ends out of the cell";
            zh: "该单元格内的 {lines} 行像是被多余引号连在一起的多行；请更正引号，或去掉单元格内的换行"
        );
        return Err(Flaw::at(row, column, reason));
    }
    // One delimiter too few or too many moves every cell behind it, even where the row then ends with an empty one.
    if !headings.fits(row) {
        let counted = Counted(cells as u64, "cell", "cells");
        let reason = text!(
            en: "{counted} where the heading row has {wanted}";
            zh: "有 {cells} 个单元格，表头有 {wanted} 个"
        );
        return Err(Flaw { column: None, value: String::new(), reason });
    }
    Ok(None)
}

/// What is wrong with a row that lacks one of the keys, or why it is none.
#[inline(never)]
fn lacking(row: &Row, headings: &Headings, keys: &Keys, at: usize) -> Result<Option<Ignored>, Flaw> {
    let lacks = |columns: &[usize]| columns.iter().all(|column| row.cell(*column).is_empty());
    let lacks_keys = lacks(&keys.filled);
    if lacks_keys && is_total(row) {
        return Ok(Some(Ignored::Footer));
    }
    // What has another number of cells is told by that.
    if headings.fits(row) && headings.cells() > 2 {
        if row.is_lone() {
            let is_unit = MoneyNote::of(&headings::plain(row.cell(at))).certain;
            let reason = if is_unit {
                text!(en: "a unit counts only in the heading, as in `Amount (k EUR)`"; zh: "单位须写在表头中，如 `金额（万元）`")
            } else {
                text!(en: "nothing else is filled in this row"; zh: "该行没有其他内容")
            };
            return Err(Flaw::at(row, at, reason));
        }
        if lacks_keys && lacks(&keys.dates) {
            let reason = text!(
                en: "a row without owner, stage and dates is a summary, or has to be filled in";
                zh: "该行没有负责人、阶段和日期，是汇总行或有待补全"
            );
            return Err(Flaw::at(row, at, reason));
        }
        let has_no_words = |(column, cell): (usize, &str)| {
            let is_key = keys.filled.contains(&column);
            is_key || is_figure(cell) || is_missing(cell) || currencies::known(cell).is_some()
        };
        if let (Some(names), [_, _], [_, ..]) = (&keys.names, &*keys.filled, &*keys.dates)
            && names.iter().chain(&keys.dates).all(|column| is_missing(row.cell(*column)))
            && row.cells().enumerate().filter(|(_, cell)| !cell.is_empty()).all(has_no_words)
        {
            if keys.filled.iter().map(|key| row.cell(*key)).any(|label| is_group_with_count(label) || is_sum(label)) {
                return Ok(Some(Ignored::Footer));
            }
            let reason = text!(
                en: "a row without a name and dates, and of owner and stage only one, is a subtotal, or has to be filled in";
                zh: "该行没有名称和日期，负责人与阶段也只有其一，是小计行或有待补全"
            );
            return Err(Flaw::at(row, at, reason));
        }
    }
    Ok(None)
}
