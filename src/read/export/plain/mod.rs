//! Deals as most of them are, every cell plain: read in as few steps as may be, some rows at once and column by column.
//!
//! Whatever is out of the ordinary is left to [`DealSense::read`], which says what a row means; what is read here means the
//! same there.

mod ids;

use crate::model::day::Day;
use crate::model::open::Probability;
use crate::read::export::abreast::{Amounts, Dates};
use crate::read::export::batch::{Batch, Cell, Picked};
use crate::read::export::dates::DateColumn;
use crate::read::export::deal::DealSense;
use crate::read::export::deals::Deals;
use crate::read::export::headings::Headings;
use crate::read::export::layout::DealLayout;
use crate::read::export::percent::PercentColumn;
use crate::read::export::row::{Row, is_bare};
use crate::read::export::stages::{Outcome, Standing};

/// Where plain rows keep their cells.
pub struct PlainDeals {
    as_of: Day,
    /// How many a row has.
    cells: usize,
    owner: usize,
    /// Whether no other column may name a rep.
    is_sole_owner: bool,
    stage: usize,
    status: usize,
    id: usize,
    currency: usize,
    created: usize,
    /// By outcome, the column that tells first when such a deal closed, or is expected to.
    closing: [u32; 4],
    last_activity: Option<usize>,
    /// Whether the plan has matches, or the file a status, flags or a currency.
    has_more: bool,
    /// Whether a stage of no known meaning leaves nothing open.
    trusts_stage: bool,
    /// Those of the rows that were read last.
    pub deals: Deals,
    dates: Dates,
    amounts: Amounts,
}

/// A column that no row has.
const NOWHERE: usize = u32::MAX as usize;

impl PlainDeals {
    /// Nothing where the file has columns that need care.
    pub fn new(layout: &mut DealLayout, headings: &Headings, sense: &DealSense, as_of: Day) -> Option<Self> {
        let is_own = layout.amount.currency.as_deref().is_none_or(|code| sense.exchange.is_own(code.as_bytes()));
        let needs_care = layout.all_won
            || layout.actual_amount.is_some()
            || layout.split.is_some()
            || layout.dates().any(DateColumn::is_stated)
            || !is_own;
        let mut closing = [u32::MAX; 4];
        for outcome in [Outcome::Open, Outcome::Won, Outcome::Lost] {
            closing[outcome as usize] =
                u32::try_from(layout.closing(outcome).into_iter().flatten().next()?.heading).ok()?;
        }
        (!needs_care).then_some(PlainDeals {
            as_of,
            cells: headings.cells(),
            owner: *layout.owner.first()?,
            is_sole_owner: layout.owner.len() == 1,
            stage: layout.stage?,
            status: layout.status.unwrap_or(NOWHERE),
            id: layout.id.unwrap_or(NOWHERE),
            currency: layout.currency.unwrap_or(NOWHERE),
            created: layout.created.as_ref()?.heading,
            closing,
            last_activity: layout.last_activity.as_ref().map(|column| column.heading),
            has_more: layout.status.or(layout.currency).is_some()
                || layout.flags.any()
                || sense.matching.rest().is_none(),
            trusts_stage: !layout.tells_closing(),
            deals: Deals::new(sense.matching.rest().unwrap_or_default()),
            dates: Dates::NONE,
            amounts: Amounts::NONE,
        })
    }

    /// Reads the rows that are plain, and says which these are.
    pub fn read(&mut self, rows: Batch, headings: &Headings, layout: &mut DealLayout, sense: &mut DealSense) -> Picked {
        if rows.is_quoted() {
            self.read_by::<true>(rows, headings, layout, sense)
        } else {
            self.read_by::<false>(rows, headings, layout, sense)
        }
    }

    #[inline(always)]
    fn read_by<const QUOTED: bool>(
        &mut self,
        rows: Batch,
        headings: &Headings,
        layout: &mut DealLayout,
        sense: &mut DealSense,
    ) -> Picked {
        if self.id == 0 {
            self.screen_ids::<QUOTED>(rows, headings);
        } else {
            self.screen::<QUOTED>(rows);
            self.ids::<QUOTED>(rows, headings);
        }
        if self.has_more {
            self.more::<QUOTED>(rows, layout, sense);
        }
        self.owners::<QUOTED>(rows, sense);
        self.standings::<QUOTED>(rows, layout, sense);
        self.created::<QUOTED>(rows, layout);
        self.closed::<QUOTED>(rows, layout);
        self.amounts::<QUOTED>(rows, layout, sense);
        self.open::<QUOTED>(rows, layout);
        self.deals.settle()
    }

    /// The currency, flags, and where deals belong, for files that do not have the same for all.
    #[inline(never)]
    fn more<const QUOTED: bool>(&mut self, rows: Batch, layout: &DealLayout, sense: &mut DealSense) {
        let (currency, status) = (rows.column::<QUOTED>(self.currency), rows.column::<QUOTED>(self.status));
        let deals = &mut self.deals;
        for (((at, row), plain), place) in rows.starts().enumerate().zip(&mut deals.plain).zip(&mut deals.places) {
            let currency = currency.cell(row).text();
            let is_own = currency.is_empty() || sense.exchange.is_own(currency);
            if *plain && is_own && is_bare(status.cell(row).text()) {
                let row = Row::of_cells(rows.row(at));
                *place = sense.matching.place(&row, &layout.matched);
                *plain = !place.is_secured() && layout.flags.are_down(&row);
            } else {
                *plain = false;
            }
        }
    }

    #[inline(never)]
    fn owners<const QUOTED: bool>(&mut self, rows: Batch, sense: &mut DealSense) {
        let (column, deals) = (rows.column::<QUOTED>(self.owner), &mut self.deals);
        sense.owners.fill((&mut deals.owners, &mut deals.plain), rows.starts().map(|row| column.cell(row)));
        if !self.is_sole_owner {
            for (plain, owner) in deals.plain.iter_mut().zip(&deals.owners) {
                *plain &= !owner.is_stranger();
            }
        }
    }

    #[inline(never)]
    fn standings<const QUOTED: bool>(&mut self, rows: Batch, layout: &DealLayout, sense: &mut DealSense) {
        let (column, deals) = (rows.column::<QUOTED>(self.stage), &mut self.deals);
        sense.stages.fill((&mut deals.standings, &mut deals.plain), rows.starts().map(|row| column.cell(row)));
        if self.status != NOWHERE {
            let status = rows.column::<QUOTED>(self.status);
            for ((row, plain), standing) in rows.starts().zip(&deals.plain).zip(&mut deals.standings) {
                let status = layout.meant_status(status.cell(row).text());
                if *plain && !status.is_empty() {
                    *standing = sense.stages.with_status(*standing, false, status);
                }
            }
        }
        let outcomes = deals.is_open.iter_mut().zip(&mut deals.is_won);
        for ((plain, standing), (open, won)) in
            deals.plain.iter_mut().zip(&deals.standings).zip(outcomes).take(deals.count)
        {
            (*open, *won) = (standing.outcome == Outcome::Open, standing.outcome == Outcome::Won);
            // One condition, as nobody can guess which of them holds.
            let is_told = standing.known | self.trusts_stage;
            *plain &= is_told & !standing.contradiction & (standing.outcome != Outcome::Void);
        }
    }

    #[inline(never)]
    fn created<const QUOTED: bool>(&mut self, rows: Batch, layout: &DealLayout) {
        let (column, deals) = (rows.column::<QUOTED>(self.created), &mut self.deals);
        let known = self.dates.read(rows.starts().map(|row| column.cell(row)), &mut deals.created);
        for at in known.others(deals.count).rows() {
            if !deals.plain[at] {
                continue;
            }
            match other_day(column.cell(rows.start(at)).text(), || layout.created.as_ref()) {
                Some(day) => deals.created[at] = day,
                None => deals.plain[at] = false,
            }
        }
        deals.plain.iter_mut().zip(&deals.created).for_each(|(plain, created)| *plain &= *created <= self.as_of);
    }

    #[inline(never)]
    fn closed<const QUOTED: bool>(&mut self, rows: Batch, layout: &mut DealLayout) {
        let (cells, deals) = (rows.column::<QUOTED>(0), &mut self.deals);
        let closing = self.closing;
        let column = |standing: &Standing| closing[standing.outcome as usize] as usize;
        let closed = rows.starts().zip(&deals.standings).map(|(row, standing)| cells.cell(row + column(standing)));
        let known = self.dates.read(closed, &mut deals.closed);
        for at in known.others(deals.count).rows() {
            if !deals.plain[at] {
                continue;
            }
            let standing = deals.standings[at];
            let cell = cells.cell(rows.start(at) + column(&standing));
            match other_day(cell.text(), || {
                layout.closing(standing.outcome).into_iter().flatten().next().map(|column| &*column)
            }) {
                Some(day) => deals.closed[at] = day,
                None => deals.plain[at] = false,
            }
        }
        let days = deals.is_open.iter().zip(&deals.created).zip(&deals.closed);
        for (plain, ((is_open, created), closed)) in deals.plain.iter_mut().zip(days) {
            *plain &= *is_open | ((created <= closed) & (*closed <= self.as_of));
        }
    }

    #[inline(never)]
    fn amounts<const QUOTED: bool>(&mut self, rows: Batch, layout: &mut DealLayout, sense: &DealSense) {
        let (column, deals) = (rows.column::<QUOTED>(layout.amount.heading), &mut self.deals);
        let mut known = Picked::NONE;
        if layout.amount.takes_hundredths()
            && let Some(hundredth) = sense.exchange.own((1, 2), None)
        {
            known = self.amounts.read(rows.starts().map(|row| column.cell(row)), &mut deals.amounts);
            let unit = hundredth.minor() as i64;
            if unit != 1 {
                deals.amounts.iter_mut().for_each(|minor| *minor = minor.wrapping_mul(unit));
            }
        }
        for at in known.others(deals.count).rows() {
            if !deals.plain[at] {
                continue;
            }
            let text = column.cell(rows.start(at)).text();
            let amount = layout.amount.plain(text, false).and_then(|number| sense.exchange.own(number, None));
            deals.plain[at] = amount.is_some();
            deals.amounts[at] = amount.map_or(0, |amount| amount.minor() as i64);
        }
    }

    /// What is asked of open deals alone.
    #[inline(never)]
    fn open<const QUOTED: bool>(&mut self, rows: Batch, layout: &DealLayout) {
        let deals = &mut self.deals;
        let probability_at = layout.probability.as_ref().map_or(NOWHERE, |column| column.heading);
        let (probabilities, activities) =
            (rows.column::<QUOTED>(probability_at), rows.column::<QUOTED>(self.last_activity.unwrap_or(NOWHERE)));
        if let Some(column) = layout.probability.as_ref().filter(|column| !column.is_settled()) {
            for (row, plain) in rows.starts().zip(&mut deals.plain) {
                *plain &= column.learns_nothing(probabilities.cell(row).text());
            }
        }
        for at in Picked::of(&deals.is_open, deals.count).rows() {
            if !deals.plain[at] {
                continue;
            }
            let row = rows.start(at);
            if let Some(column) = &layout.probability {
                let read = probability(probabilities.cell(row), column);
                deals.plain[at] &= read.is_some();
                deals.probabilities[at] = read.flatten();
            }
            if self.last_activity.is_some() {
                let cell = activities.cell(row);
                // Its creation stands for no activity at all.
                let none = Some(deals.created[at]).filter(|_| cell.text().is_empty());
                let read =
                    none.or_else(|| cell.day().or_else(|| other_day(cell.text(), || layout.last_activity.as_ref())));
                deals.plain[at] &= read.is_some();
                deals.last_activities[at] = read;
            }
        }
    }
}

/// The day of a plain cell of a column.
#[inline(never)]
fn other_day<'c>(text: &[u8], column: impl FnOnce() -> Option<&'c DateColumn>) -> Option<Day> {
    Day::of_iso(text).or_else(|| column()?.slashed(text))
}

/// Nothing where it has to be read with care; an empty one is none.
#[inline(always)]
fn probability(cell: Cell, column: &PercentColumn) -> Option<Option<Probability>> {
    match cell.few_digits() {
        Some(number) => Some(Probability::new(column.whole(number)? * 100)),
        None => cell.text().is_empty().then_some(None),
    }
}
