//! What a row of a deal export means.

use crate::model::day::Day;
use crate::model::money::Money;
use crate::model::open::Probability;
use crate::model::plan::Plan;
use crate::model::sentence::harmless;
use crate::model::text::Text;
use crate::read::export::amounts::AmountColumn;
use crate::read::export::closings::{close_date, date, first_date};
use crate::read::export::currencies::{self, Exchange, NoExchange, Taken, YUAN};
use crate::read::export::fault::{Fault, Flaw};
use crate::read::export::layout::DealLayout;
use crate::read::export::missing::is_missing;
use crate::read::export::names::Names;
use crate::read::export::owners::{Owner, Owners};
use crate::read::export::row::Row;
use crate::read::export::segments::{Matching, Place};
use crate::read::export::splits::{Share, Splits};
use crate::read::export::stages::{Outcome, Stages, Standing};
use crate::text;

/// The facts of one deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal {
    pub owner: Owner,
    pub place: Place,
    pub outcome: Outcome,
    /// The number of its name in [`Names::stages`].
    pub stage: u32,
    pub created: Option<Day>,
    /// Actual if closed, expected if open.
    pub closed: Option<Day>,
    /// Of the whole deal, in the plan's currency.
    pub amount: Option<Money>,
    /// The part of the amount that counts, where its row is but a part of the deal.
    pub share: Option<Share>,
    /// How the amount became one of that currency.
    pub taken: Taken,
    /// Whether stage and status contradict each other.
    pub contradiction: bool,
    /// Whether a word of its stage or status is known, whatever it means.
    pub known: bool,
    pub judged: Judged,
    /// Of an open deal.
    pub probability: Option<Probability>,
    /// Whether an open deal has one that cannot be read.
    pub odd_probability: bool,
    /// The last sign of life of an open deal, where the export tells: its creation stands for no activity at all.
    pub last_activity: Option<Day>,
    /// Whether it is open and may close in the period, so that it may be one of those that are kept by name.
    pub may_decide: bool,
}

/// How it was told what became of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// By a word, or by when it closed and its probability; or nothing speaks against its being open.
    Plainly,
    /// It looks closed, and is taken for open because its stage is no word that is known.
    Unclear,
    /// By a probability of 100 or 0 %, as it has neither stage nor status.
    ByProbability,
}

impl Deal {
    /// The part of the amount that counts.
    pub fn credit(&self) -> Option<Money> {
        self.amount.map(|amount| self.share.map_or(amount, |share| share.of(amount)))
    }
}

/// What people call a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its name, else its id.
    pub name: Box<str>,
    pub account: Box<str>,
}

/// A deal that is remembered beyond its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: Box<str>,
    pub deal: Deal,
    pub label: Label,
}

impl Label {
    /// That of a row, which gives its cells by their columns.
    pub fn of<'r>(cell: impl Fn(usize) -> &'r str, layout: &DealLayout) -> Self {
        let cell = |column: Option<usize>| column.map_or("", &cell);
        let name = Some(cell(layout.name)).filter(|name| !name.is_empty()).unwrap_or(cell(layout.id));
        Label { name: name.into(), account: cell(layout.account).into() }
    }
}

/// What the plan knows that gives a row its meaning.
pub struct DealSense<'a> {
    pub owners: Owners<'a>,
    splits: Splits<'a>,
    pub stages: Stages<'a>,
    pub matching: Matching<'a>,
    pub exchange: Exchange<'a>,
    /// The last day of the period: open deals due later are not kept by name.
    pub horizon: Day,
}

impl<'a> DealSense<'a> {
    pub fn new(plan: &'a Plan, horizon: Day, names: &'a Names) -> Self {
        DealSense {
            owners: Owners::new(plan, names),
            splits: Splits::new(names),
            stages: Stages::new(&plan.deals, names),
            matching: Matching::of_deals(plan),
            exchange: Exchange::new(plan),
            horizon,
        }
    }

    /// The deal of one row; nothing for a void one, which is no deal.
    ///
    /// # Errors
    /// [`Fault`] where a value cannot be read, or a won deal lacks its amount or close date.
    pub fn read(&mut self, row: &Row, layout: &mut DealLayout) -> Result<Option<Deal>, Fault> {
        let cell = |column: Option<usize>| column.map_or(&[][..], |column| row.bytes(column));
        let (stage, status) = (cell(layout.stage), layout.meant_status(cell(layout.status)));
        let mut standing = self.stages.standing(stage, status);
        layout.flags.decide(row, &mut standing);
        let wordless = stage.is_empty() && status.is_empty();
        let judged = if !standing.known && (wordless || layout.tells_closing()) {
            judge(row, layout, wordless, &mut standing)?
        } else {
            Judged::Plainly
        };
        if standing.outcome == Outcome::Void {
            return Ok(None);
        }
        let created = date(row, layout.created.as_mut())?;
        let closed = close_date(row, layout, standing.outcome)?;
        // When it was expected says nothing about when it was lost.
        let closed = closed.filter(|_| standing.outcome != Outcome::Lost || layout.tells_loss());
        let currency = layout.currency.map_or("", |column| row.cell(column));
        let currency = if is_missing(currency) { "" } else { currency };
        let actual = match &mut layout.actual_amount {
            Some(column) if standing.outcome != Outcome::Open => self.amount(row, column, currency)?,
            _ => None,
        };
        let amount = match actual {
            Some(amount) => Some(amount),
            None => self.amount(row, &mut layout.amount, currency)?,
        };
        if (amount.is_none() || closed.is_none()) && standing.outcome == Outcome::Won {
            if amount.is_none() {
                let reason = text!(en: "a won deal without an amount"; zh: "赢单没有金额");
                return Err(Flaw::at(row, layout.amount.heading, reason).into());
            }
            if closed.is_none() {
                let reason = text!(en: "a won deal without a close date"; zh: "赢单没有成交日期");
                return Err(Flaw::at(row, layout.closing_column(), reason).into());
            }
        }
        let is_open = standing.outcome == Outcome::Open;
        let owner = self.owners.find(layout.owner.iter().map(|column| row.bytes(*column)));
        let (owner, share) = match &mut layout.split {
            Some(column) => self.splits.read(row, column, owner)?,
            None => (owner, None),
        };
        let probability = if is_open { probability(row, layout)? } else { learn_scale(row, layout)? };
        let has_probability =
            || layout.probability.as_ref().is_some_and(|column| !is_missing(row.cell(column.heading)));
        Ok(Some(Deal {
            probability,
            odd_probability: is_open && probability.is_none() && has_probability(),
            last_activity: if is_open { last_activity(row, layout, created)? } else { None },
            may_decide: is_open && closed.is_none_or(|due| due <= self.horizon),
            owner,
            share,
            place: self.matching.place(row, &layout.matched),
            outcome: standing.outcome,
            stage: standing.stage,
            created,
            closed,
            amount: amount.map(|(money, _)| money),
            taken: amount.map_or(Taken::AsWritten, |(_, taken)| taken),
            contradiction: standing.contradiction,
            known: standing.known,
            judged,
        }))
    }

    /// The amount in the plan's currency, and how it became that.
    #[inline(always)]
    fn amount(&self, row: &Row, column: &mut AmountColumn, currency: &str) -> Result<Option<(Money, Taken)>, Fault> {
        let beside = Some(currency).filter(|text| !text.is_empty());
        if !row.is_carried(column.heading)
            && let Some(plain) = column.plain(row.raw(column.heading), row.is_number(column.heading))
            && let Some(money) = self.exchange.own(plain, beside.or(column.currency.as_deref()))
        {
            return Ok(Some((money, Taken::AsWritten)));
        }
        self.any_amount(row, column, currency)
    }

    #[inline(never)]
    fn any_amount(
        &self,
        row: &Row,
        column: &mut AmountColumn,
        currency: &str,
    ) -> Result<Option<(Money, Taken)>, Fault> {
        let beside = Some(currency).filter(|text| !text.is_empty());
        let read = column.of(row).map_err(|bad| Fault::of_amount(bad, row, column));
        let Some(amount) = read? else { return Ok(None) };
        let in_heading = column.currency.as_deref();
        let in_cell = amount.currency.as_deref();
        if let (Some(beside), Some(inside)) = (beside, in_cell)
            && currencies::known(inside).is_some()
            && !currencies::agree(beside, inside)
        {
            let beside = harmless(beside, 20);
            let reason = text!(en: "the currency beside it is `{beside}`"; zh: "旁边的币种为 `{beside}`");
            return Err(Flaw::at(row, column.heading, reason).into());
        }
        // What several currencies are called says the least.
        let written = beside.or(in_cell.filter(|text| *text != YUAN)).or(in_heading).or(in_cell);
        match self.exchange.convert(amount.value, written) {
            Ok(taken) => Ok(Some(taken)),
            // A word before a number is not always a currency: `est 5000`.
            Err(NoExchange::Unknown(word)) if currency.is_empty() && currencies::known(&word).is_none() => {
                let reason = text!(en: "`{word}` is no currency"; zh: "`{word}` 不是货币");
                Err(Flaw::at(row, column.heading, reason).into())
            }
            Err(NoExchange::Unknown(code)) => Err(Fault::NoRate(code.into())),
            Err(NoExchange::TooLarge) => Err(Flaw::at(row, column.heading, too_large()).into()),
        }
    }
}

/// Decides a deal of which no word says what became of it: where it has an actual close date, or no stage at all, a
/// probability of 100 or 0 % tells; in a list of what was signed, the date does. Otherwise it stays open.
#[inline(never)]
fn judge(row: &Row, layout: &mut DealLayout, wordless: bool, standing: &mut Standing) -> Result<Judged, Fault> {
    if layout.all_won {
        if first_date(row, layout.closing(Outcome::Won))?.is_some() {
            standing.outcome = Outcome::Won;
        }
        return Ok(Judged::Plainly);
    }
    let actual = [&mut layout.won, &mut layout.lost, &mut layout.actually_closed].map(Option::as_mut);
    let looks_closed = first_date(row, actual)?.is_some();
    if !looks_closed && !wordless {
        return Ok(Judged::Plainly);
    }
    match probability(row, layout)?.map(Probability::ten_thousandths) {
        Some(Probability::CERTAIN) => standing.outcome = Outcome::Won,
        Some(0) => standing.outcome = Outcome::Lost,
        _ => return Ok(if looks_closed { Judged::Unclear } else { Judged::Plainly }),
    }
    Ok(if wordless { Judged::ByProbability } else { Judged::Plainly })
}

/// Unreadable ones count as missing: the deal itself is certain.
fn probability(row: &Row, layout: &mut DealLayout) -> Result<Option<Probability>, Fault> {
    let Some(column) = &mut layout.probability else { return Ok(None) };
    match column.plain(row.raw(column.heading)) {
        Some(percent) => Ok(Probability::new(percent * 100)),
        None => column.read(row.cell(column.heading)).map_err(|_| Fault::Again),
    }
}

/// Takes note of a probability that is not asked for.
#[inline(always)]
fn learn_scale(row: &Row, layout: &mut DealLayout) -> Result<Option<Probability>, Fault> {
    match &layout.probability {
        Some(column) if !column.learns_nothing(row.raw(column.heading)) => probability(row, layout).map(|_| None),
        _ => Ok(None),
    }
}

/// The day of the last activity, else of the creation; nothing where the file does not tell activities.
fn last_activity(row: &Row, layout: &mut DealLayout, created: Option<Day>) -> Result<Option<Day>, Fault> {
    if layout.last_activity.is_none() {
        return Ok(None);
    }
    match date(row, layout.last_activity.as_mut()) {
        Ok(day) => Ok(day.or(created)),
        Err(Fault::Reject(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn too_large() -> Text {
    text!(en: "the amount is too large"; zh: "金额过大")
}
