//! Deals as most of them are, every cell plain: read in as few steps as may be.
//!
//! Whatever is out of the ordinary is left to [`DealSense::read`], which says what a row means; what is read here means the
//! same there.

use crate::model::day::Day;
use crate::model::open::Probability;
use crate::read::export::dates::DateColumn;
use crate::read::export::deal::{Deal, DealSense};
use crate::read::export::footer::is_no_footer;
use crate::read::export::headings::Headings;
use crate::read::export::layout::DealLayout;
use crate::read::export::owners::Owner;
use crate::read::export::row::{Row, Slices};
use crate::read::export::segments::Place;
use crate::read::export::stages::Outcome;

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
    closing: [usize; 4],
    last_activity: Option<usize>,
    /// Where all deals belong, if the plan has no matches.
    place: Place,
    /// Whether it has, or the file a status or a currency.
    pub has_more: bool,
    /// Whether a stage of no known meaning leaves nothing open.
    trusts_stage: bool,
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
        let mut closing = [NOWHERE; 4];
        for outcome in [Outcome::Open, Outcome::Won, Outcome::Lost] {
            closing[outcome as usize] = layout.closing(outcome).into_iter().flatten().next()?.heading;
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
            place: sense.matching.rest().unwrap_or_default(),
            has_more: layout.status.or(layout.currency).is_some() || sense.matching.rest().is_none(),
            trusts_stage: !layout.tells_closing(),
        })
    }

    /// The deal of a row and its id, which may be empty; nothing where the row has to be read with care. `MORE` is what
    /// [`PlainDeals::has_more`] says: code that knows it has nothing to ask for the others.
    #[inline(always)]
    pub fn read<'r, const MORE: bool>(
        &self,
        row: Slices<'r>,
        layout: &mut DealLayout,
        sense: &mut DealSense,
    ) -> Option<(Deal, &'r [u8])> {
        if row.len() != self.cells || !is_no_footer(row.raw(0)) {
            return None;
        }
        let (owner, stage, id) = (row.filled(self.owner)?, row.filled(self.stage)?, row.bare(self.id)?);
        let (status, place) = if MORE { self.more(row, layout, sense)? } else { (&[][..], self.place) };
        let standing = sense.stages.standing(stage, status);
        let outcome = standing.outcome;
        let created = day(row.raw(self.created), || layout.created.as_ref())?;
        // A void deal has no such column. No row of headings has dates.
        let closed = row.raw(self.closing[outcome as usize]);
        let closed = day(closed, || layout.closing(outcome).into_iter().flatten().next().map(|column| &*column))?;
        let is_open = outcome == Outcome::Open;
        let in_order = is_open || (created <= closed && closed <= self.as_of);
        let is_told = standing.known || self.trusts_stage;
        let owner = sense.owners.look_up(owner);
        if !in_order || created > self.as_of || !is_told || standing.contradiction {
            return None;
        }
        if matches!(owner, Owner::Stranger(_)) && !self.is_sole_owner {
            return None;
        }
        let amount = layout.amount.plain(row.raw(layout.amount.heading), false)?;
        let deal = Deal {
            owner,
            place,
            outcome,
            stage: standing.stage,
            created: Some(created),
            closed: Some(closed),
            amount: Some(sense.exchange.own(amount, None)?),
            share: None,
            converted: false,
            contradiction: false,
            known: standing.known,
            unclear: false,
            probability: if is_open { probability(row, layout)? } else { None },
            last_activity: if is_open { self.last_activity(row, created, layout)? } else { None },
            may_decide: is_open && closed <= sense.horizon,
        };
        Some((deal, id))
    }

    /// The status, and where the deal belongs, for files that do not have the same for all deals.
    fn more<'r>(&self, row: Slices<'r>, layout: &DealLayout, sense: &mut DealSense) -> Option<(&'r [u8], Place)> {
        let currency = row.raw(self.currency);
        let is_own = currency.is_empty() || sense.exchange.is_own(currency);
        let place = sense.matching.place(&Row::of_cells(row), &layout.matched);
        if is_own && !place.is_secured() { Some((row.bare(self.status)?, place)) } else { None }
    }

    /// As [`probability`].
    #[inline(always)]
    fn last_activity(&self, row: Slices, created: Day, layout: &DealLayout) -> Option<Option<Day>> {
        let Some(column) = self.last_activity else { return Some(None) };
        let text = row.raw(column);
        if text.is_empty() { Some(Some(created)) } else { day(text, || layout.last_activity.as_ref()).map(Some) }
    }
}

/// The day of a plain text in a column.
#[inline(always)]
fn day<'c>(text: &[u8], column: impl FnOnce() -> Option<&'c DateColumn>) -> Option<Day> {
    Day::of_iso(text).or_else(|| column()?.slashed(text))
}

/// Nothing where it has to be read with care; an empty one is none.
#[inline(always)]
fn probability(row: Slices, layout: &DealLayout) -> Option<Option<Probability>> {
    let Some(column) = &layout.probability else { return Some(None) };
    let text = row.raw(column.heading);
    if text.is_empty() { Some(None) } else { Some(Probability::new(column.plain(text)? * 100)) }
}
