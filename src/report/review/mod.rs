//! The review: where everyone stands, and what the rows read amount to.

mod ledger;
mod records;
mod tables;
mod verdict;

use crate::calc::group::Scope;
use crate::calc::review::Review;
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;
use crate::model::text::Lang;
use crate::report::model::{Note, Report, Sections};
use crate::report::records::Part;

pub use ledger::{account, rejections, rejects};

/// What of a review is shown.
#[derive(Clone, Debug)]
pub struct View {
    pub by: Scope,
    /// Every metric of every group, not revenue alone.
    pub wide: bool,
    pub lang: Lang,
}

/// A review as tables, records and notes; `notes` are said before those about the rows read.
pub fn report<'a>(
    plan: &'a Plan,
    review: &'a Review,
    ledger: &'a Ledger,
    view: &'a View,
    mut notes: Vec<Note>,
) -> Report<'a> {
    notes.extend(ledger::notes(plan, review, ledger));
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
        sections: Sections::new(move || tables::sections(plan, review, view)),
        records: records::records(plan, review, view.by),
        parts: vec![
            ("start", Part::of(review.period.span.first())),
            ("end", Part::of(review.period.span.last())),
            ("workdays_gone", Part::of(review.days_gone as i128)),
            ("workdays_left", Part::of(review.days_left as i128)),
            ("currency", Part::of(plan.currency.code())),
            ("rows_read", ledger::part(ledger)),
        ],
        notes,
    }
}
