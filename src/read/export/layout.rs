//! Headings to columns: where a file keeps each field.

use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::read::export::amounts::AmountColumn;
use crate::read::export::currencies::Exchange;
use crate::read::export::date_format::DateFormat;
use crate::read::export::dates::DateColumn;
use crate::read::export::fields;
use crate::read::export::finder::Finder;
use crate::read::export::flags::Flags;
use crate::read::export::headings::{self, Headings};
use crate::read::export::percent::PercentColumn;
use crate::read::export::problems;
use crate::read::export::segments::Matching;
use crate::read::export::steps::Steps;

/// Where a deal export keeps its fields; the dates and amounts with what is known of their form.
#[derive(Clone, Debug)]
pub struct DealLayout {
    /// The owner's name, then other columns that may name a rep.
    pub owner: Vec<usize>,
    pub id: Option<usize>,
    pub name: Option<usize>,
    pub account: Option<usize>,
    pub stage: Option<usize>,
    pub status: Option<usize>,
    pub flags: Flags,
    /// Whether the status says only that a deal is not archived, as Odoo's does, which archives those that are lost.
    pub is_archive: bool,
    /// Whether the file has nothing that says what became of a deal but the date of its signature.
    pub all_won: bool,
    pub amount: AmountColumn,
    /// The amount of closed deals, where it has a column of its own.
    pub actual_amount: Option<AmountColumn>,
    pub currency: Option<usize>,
    pub created: Option<DateColumn>,
    /// When the deal was won, lost, closed; in the order in which they are asked for a closed deal.
    pub won: Option<DateColumn>,
    pub lost: Option<DateColumn>,
    pub actually_closed: Option<DateColumn>,
    pub closed: Option<DateColumn>,
    pub expected: Option<DateColumn>,
    pub probability: Option<PercentColumn>,
    /// Each owner's share of the deal.
    pub split: Option<PercentColumn>,
    pub last_activity: Option<DateColumn>,
    /// The columns of the plan's matches, in the order of [`Matching::columns`].
    pub matched: Vec<usize>,
}

/// Where an activity export keeps its fields.
#[derive(Clone, Debug)]
pub struct ActivityLayout {
    pub owner: Vec<usize>,
    pub date: DateColumn,
    pub kind: ActivityKind,
    pub count: Option<AmountColumn>,
    pub done: Option<usize>,
    pub status: Vec<usize>,
    /// The columns of the segments' matches; nothing where the file lacks one.
    pub matched: Option<Vec<usize>>,
}

/// What says the type of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityKind {
    Column(usize),
    /// All rows of the file are of this type.
    File(&'static str),
    /// Steps with a column each, which says how often it was done: the sheet of a day or a week.
    Steps(Vec<(usize, AmountColumn)>),
}

impl DealLayout {
    /// # Errors
    /// Every problem of the headings at once.
    pub fn new(
        file: &str,
        headings: &Headings,
        plan: &Plan,
        format: Option<&DateFormat>,
        doubtful_comma: bool,
        matching: &Matching,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut finder = Finder {
            file,
            table: "deals",
            headings,
            hints: &plan.deals.columns,
            prefixes: &fields::DEAL_PREFIXES,
            problems: vec![],
        };
        finder.check_hints();
        let owner = finder.owner(&fields::OWNER);
        let (stage, status) = (finder.find(&fields::STAGE), finder.find(&fields::STATUS));
        let flags = Flags::of(&mut finder);
        let id = finder.find(&fields::ID);
        let (name, account) = (finder.find(&fields::NAME), finder.find(&fields::ACCOUNT));
        let percent = |column: Option<usize>| column.map(|column| PercentColumn::new(column, headings.get(column)));
        let (probability, split) = (percent(finder.find(&fields::PROBABILITY)), percent(finder.find(&fields::SPLIT)));
        let (amount, actual_amount) = finder.amounts();
        let currency = amount.or(actual_amount).and_then(|amount| finder.currency(amount));
        let date = |column: Option<usize>| column.map(|column| DateColumn::new(column, format.cloned()));
        let created = date(finder.find(&fields::CREATED));
        let closed = date(finder.find(&fields::CLOSED));
        let last_activity = date(finder.find(&fields::LAST_ACTIVITY));
        let mut dated = |field| if finder.is_hinted("closed") { None } else { date(finder.find(field)) };
        let (won, lost) = (dated(&fields::WON_ON), dated(&fields::LOST_ON));
        let (actually_closed, expected) = (dated(&fields::ACTUALLY_CLOSED), dated(&fields::EXPECTED));
        let matched = finder.matched(matching);

        let is_untold = stage.or(status).is_none() && probability.is_none() && !flags.tell_won();
        let all_won = is_untold
            && [&won, &actually_closed, &closed].into_iter().flatten().any(|column| {
                let heading = headings::plain(headings.get(column.heading));
                fields::OF_SIGNING.iter().any(|part| heading.contains(part))
            });
        let a_close = [&won, &actually_closed, &closed, &expected].iter().any(|column| column.is_some());
        finder.need(&[
            (!owner.is_empty(), &fields::OWNER),
            (amount.or(actual_amount).is_some(), &fields::AMOUNT),
            (a_close, &fields::CLOSED),
            (!is_untold || all_won, &fields::STAGE),
        ]);
        // Whoever names the column takes its numbers as they stand.
        let is_named = finder.is_hinted(fields::AMOUNT.key);
        for column in amount.into_iter().chain(actual_amount).filter(|_| !is_named) {
            if let Some(unknown) = headings.money_note(column).unknown {
                finder.problems.push(problems::unknown_unit(file, headings.get(column), &unknown));
            }
        }
        let as_amount = |column: usize| {
            let mut amount = amount_column(headings, column).styled(plan.deals.file.number, doubtful_comma);
            // A sign that several share is what it stands for in this plan.
            amount.currency = amount.currency.map(|written| Exchange::new(plan).code_of(&written));
            amount
        };
        match amount.or(actual_amount) {
            Some(amount) if finder.problems.is_empty() => Ok(DealLayout {
                owner,
                id,
                name,
                account,
                stage,
                status,
                flags,
                is_archive: status.is_some_and(|column| headings::plain(headings.get(column)) == "active"),
                all_won,
                amount: as_amount(amount),
                actual_amount: actual_amount.filter(|actual| *actual != amount).map(as_amount),
                currency,
                created,
                won,
                lost,
                actually_closed,
                closed,
                expected,
                probability,
                split,
                last_activity,
                matched,
            }),
            _ => Err(finder.problems),
        }
    }

    /// What a cell of the status means; whether a deal that is not archived is won or open, its stage says.
    pub fn meant_status<'c>(&self, cell: &'c [u8]) -> &'c [u8] {
        match self.is_archive {
            true if cell.eq_ignore_ascii_case(b"false") => b"lost",
            true => b"",
            false => cell,
        }
    }

    /// All columns of dates.
    pub fn dates(&self) -> impl Iterator<Item = &DateColumn> {
        let closes = [&self.won, &self.lost, &self.actually_closed, &self.closed, &self.expected];
        [&self.created, &self.last_activity].into_iter().chain(closes).flatten()
    }

    pub fn dates_mut(&mut self) -> impl Iterator<Item = &mut DateColumn> {
        let closes = [&mut self.won, &mut self.lost, &mut self.actually_closed, &mut self.closed, &mut self.expected];
        [&mut self.created, &mut self.last_activity].into_iter().chain(closes).flatten()
    }

    /// All columns of dates by the names of their fields.
    pub fn named_dates(&mut self) -> impl Iterator<Item = (&'static str, &mut DateColumn)> {
        ["created", "won on", "lost on", "closed on", "closed", "expected"]
            .into_iter()
            .zip([
                &mut self.created,
                &mut self.won,
                &mut self.lost,
                &mut self.actually_closed,
                &mut self.closed,
                &mut self.expected,
            ])
            .filter_map(|(field, column)| Some((field, column.as_mut()?)))
    }

    pub fn amounts_mut(&mut self) -> impl Iterator<Item = &mut AmountColumn> {
        std::iter::once(&mut self.amount).chain(&mut self.actual_amount)
    }

    /// Adds what a later part of the file says about the form of its columns; in front of it there are `lines` lines.
    pub fn merge(&mut self, mut later: Self, lines: u64) {
        let dates = self.dates_mut().zip(later.dates_mut());
        dates.for_each(|(ours, later)| ours.merge(later.clone(), lines));
        let amounts = self.amounts_mut().zip(later.amounts_mut());
        amounts.for_each(|(ours, later)| ours.merge(later.clone(), lines));
        for (ours, later) in [(&mut self.probability, later.probability), (&mut self.split, later.split)] {
            if let Some((ours, later)) = ours.as_mut().zip(later) {
                ours.merge(&later);
            }
        }
    }

    /// Whether values were read in a form that turned out to be another.
    pub fn was_misread(&self, before: &Self) -> bool {
        let percents = [(&self.probability, &before.probability), (&self.split, &before.split)];
        let mut percents = percents.into_iter().filter_map(|(now, before)| now.as_ref().zip(before.as_ref()));
        self.amounts().zip(before.amounts()).any(|(now, before)| now.was_misread(before))
            || percents.any(|(now, before)| now.was_misread(before))
    }

    pub fn amounts(&self) -> impl Iterator<Item = &AmountColumn> {
        std::iter::once(&self.amount).chain(&self.actual_amount)
    }
}

impl ActivityLayout {
    /// # Errors
    /// Every problem of the headings at once.
    pub fn new(
        file: &str,
        headings: &Headings,
        plan: &Plan,
        format: Option<&DateFormat>,
        doubtful_comma: bool,
        matching: &Matching,
    ) -> Result<Self, Vec<Diagnostic>> {
        let hints = &plan.activities.columns;
        let prefixes = &fields::ACTIVITY_PREFIXES;
        let mut finder = Finder { file, table: "activities", headings, hints, prefixes, problems: vec![] };
        finder.check_hints();
        let owner = finder.owner(&fields::ACTIVITY_OWNER);
        let date = finder.find(&fields::ACTIVITY_DATE);
        let kind = finder.find(&fields::ACTIVITY_TYPE).map(ActivityKind::Column).or_else(|| {
            let known = |heading: &str| fields::KINDS.iter().find(|(name, _)| *name == heading);
            headings.iter().find_map(|(_, heading)| known(&heading.plain)).map(|(_, kind)| ActivityKind::File(kind))
        });
        let count = finder.find(&fields::COUNT);
        let count_in = |column| AmountColumn::new(column, 1, None).styled(plan.activities.file.number, doubtful_comma);
        let of_steps = |finder: &mut Finder| {
            let (mut steps, others) = (Steps::new(&plan.funnel), || owner.iter().chain(&date));
            let mut found: Vec<(usize, AmountColumn)> = Vec::new();
            for (at, heading) in headings.iter().filter(|(at, _)| others().all(|other| other != at)) {
                let Some(step) = steps.of_heading(&heading.written, &plan.funnel) else { continue };
                match found.iter().find(|(known, _)| *known == step) {
                    Some((_, first)) => finder.say_which(&fields::COUNT, (first.heading, at)),
                    None => found.push((step, count_in(at))),
                }
            }
            (!found.is_empty()).then_some(ActivityKind::Steps(found))
        };
        let kind = if count.is_some() { kind } else { kind.or_else(|| of_steps(&mut finder)) };
        let (done, status) = (finder.find(&fields::DONE), finder.statuses());
        let matched = matching.columns().map(|wanted| finder.named(wanted.column)).collect();
        finder.need(&[
            (!owner.is_empty(), &fields::ACTIVITY_OWNER),
            (date.is_some(), &fields::ACTIVITY_DATE),
            (kind.is_some(), &fields::ACTIVITY_TYPE),
        ]);
        match (date, kind) {
            (Some(date), Some(kind)) if finder.problems.is_empty() => Ok(ActivityLayout {
                owner,
                date: DateColumn::new(date, format.cloned()),
                kind,
                count: count.map(count_in),
                done,
                status,
                matched,
            }),
            _ => Err(finder.problems),
        }
    }
}

impl ActivityLayout {
    /// Adds what a later part of the file says about the form of its columns; in front of it there are `lines` lines.
    pub fn merge(&mut self, later: Self, lines: u64) {
        self.counts_mut().zip(later.counts()).for_each(|(ours, later)| ours.merge(later.clone(), lines));
        self.date.merge(later.date, lines);
    }

    /// The columns of counts.
    pub fn counts(&self) -> impl Iterator<Item = &AmountColumn> {
        let of_steps = if let ActivityKind::Steps(columns) = &self.kind { columns.as_slice() } else { &[] };
        self.count.iter().chain(of_steps.iter().map(|(_, column)| column))
    }

    pub fn counts_mut(&mut self) -> impl Iterator<Item = &mut AmountColumn> {
        let of_steps = if let ActivityKind::Steps(columns) = &mut self.kind { columns.as_mut_slice() } else { &mut [] };
        self.count.iter_mut().chain(of_steps.iter_mut().map(|(_, column)| column))
    }

    /// Whether values were read in a form that turned out to be another.
    pub fn was_misread(&self, before: &Self) -> bool {
        self.counts().zip(before.counts()).any(|(now, before)| now.was_misread(before))
    }
}

/// With the unit and the currency that its heading names.
fn amount_column(headings: &Headings, column: usize) -> AmountColumn {
    let note = headings.money_note(column);
    AmountColumn::new(column, note.unit, note.currency)
}
