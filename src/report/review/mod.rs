//! The review: where everyone stands, why, what to do about it, and what the rows read amount to.

mod alerts;
mod bridge;
mod catch_up;
mod charts;
mod conversion;
mod page;
mod parts;
mod pipeline;
mod records;
mod tables;
mod verdict;

use crate::calc::changes::Changes;
use crate::calc::group::Scope;
use crate::calc::review::Review;
use crate::calc::review::alerts::Alert;
use crate::calc::review::bridge::Bridges;
use crate::calc::review::catch_up::CatchUp;
use crate::calc::review::conversion::Conversion;
use crate::calc::review::pipeline::Pipeline;
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;
use crate::model::text::Lang;
use crate::report::cell::Cell;
use crate::report::changes::{self, Named};
use crate::report::inputs;
use crate::report::ledger;
use crate::report::model::{Note, Report, Sections};
use crate::report::records::Part;
use crate::report::words::Word;

pub use page::{Block, Page};

/// What of a review is shown.
#[derive(Clone, Debug)]
pub struct View {
    pub by: Scope,
    pub page: Page,
    /// Every metric of every group, not revenue alone.
    pub wide: bool,
    pub lang: Lang,
}

/// Everything that a review found.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    pub plan: &'a Plan,
    pub review: &'a Review,
    pub bridges: &'a Bridges,
    pub conversions: &'a [Conversion],
    /// Nothing where nothing remains, or no working day is left.
    pub catch_up: Option<&'a CatchUp>,
    pub pipeline: &'a Pipeline,
    pub alerts: &'a [Alert<'a>],
    /// What moved in the pipeline since an earlier export, where there is one.
    pub since: Option<Since<'a>>,
    pub ledger: &'a Ledger,
}

/// A review's comparison with an earlier export.
#[derive(Clone, Copy)]
pub struct Since<'a> {
    pub earlier: Named<'a>,
    pub changes: &'a Changes<'a>,
}

/// A review as a page, records and notes; `notes` are said before those about the rows read.
pub fn report<'a>(found: Found<'a>, view: &'a View, mut notes: Vec<Note>) -> Report<'a> {
    let Found { plan, review, ledger, .. } = found;
    notes.extend(ledger::notes(plan, review, ledger));
    notes.extend(found.since.iter().flat_map(|since| changes::of_earlier(&since.earlier, ledger, since.changes)));
    let mut looked_at = inputs::of_period(&review.period.name, review.period.span);
    looked_at.push((Word::AsOf.text(), review.as_of.into()));
    Report {
        command: "review",
        lang: view.lang,
        currency: &plan.currency,
        title: verdict::title(plan, review),
        head: vec![
            ("plan", Part::of(plan.name.as_str())),
            ("period", Part::of(review.period.name.as_str())),
            ("as_of", Part::of(review.as_of)),
        ],
        sections: Sections::new(move || page::sections(&found, view)),
        records: records::records(plan, review, view.by),
        parts: vec![
            ("start", Part::of(review.period.span.first())),
            ("end", Part::of(review.period.span.last())),
            ("workdays_gone", Part::of(review.days_gone as i128)),
            ("workdays_left", Part::of(review.days_left as i128)),
            ("currency", Part::of(plan.currency.code())),
            ("alerts", alerts::part(plan, found.alerts)),
            ("bridge", parts::bridge(plan, found.bridges)),
            ("conversion", parts::conversion(plan, found.conversions)),
            ("catch_up", parts::catch_up(plan, found.catch_up)),
            ("pipeline", pipeline::part(plan, found.pipeline)),
            (
                "changes",
                found
                    .since
                    .map_or(Part::Cell(Cell::Missing), |since| changes::part(plan, since.earlier.files, since.changes)),
            ),
            ("rows_read", ledger::part(ledger)),
        ],
        notes,
        inputs: [inputs::of_plan(plan, looked_at), inputs::of_exports(ledger)]
            .into_iter()
            .chain(found.since.map(|since| inputs::of_exports(since.earlier.ledger)))
            .collect(),
    }
}
