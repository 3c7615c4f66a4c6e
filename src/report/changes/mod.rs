//! What moved between two exports: a waterfall that foots, every group with its own, and the deals behind each figure.

mod figures;
mod groups;
mod lists;
mod notes;
mod records;
mod sections;

use crate::calc::changes::Changes;
use crate::calc::group::Scope;
use crate::model::day::Day;
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;
use crate::model::text::Lang;
use crate::model::timeline::Period;
use crate::report::inputs;
use crate::report::ledger;
use crate::report::model::{Note, Report, Sections};
use crate::report::records::Part;
use crate::text;

pub use lists::List;
pub use notes::{notes, of_earlier};
pub use records::part;
pub use sections::{brief, sections};

/// What of a comparison is shown.
#[derive(Clone, Debug)]
pub struct View {
    pub by: Scope,
    /// The figures whose deals are listed.
    pub lists: Vec<List>,
    pub lang: Lang,
}

/// Two exports compared, with what became of their rows.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    pub plan: &'a Plan,
    pub period: &'a Period,
    pub as_of: Day,
    pub changes: &'a Changes<'a>,
    pub before: Named<'a>,
    pub after: Named<'a>,
}

/// One export by its files.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    pub files: &'a str,
    pub ledger: &'a Ledger,
}

/// A comparison as a page, records and notes.
pub fn report<'a>(found: Found<'a>, view: &'a View, mut notes: Vec<Note>) -> Report<'a> {
    let Found { plan, period, changes, .. } = found;
    notes.extend(self::notes(&found));
    let (name, of, code) = (&plan.name, &period.name, plan.currency.code());
    Report {
        command: "changes",
        lang: view.lang,
        currency: &plan.currency,
        title: text!(
            en: "{name}: what moved in the pipeline of {of}, {code}";
            zh: "{name}：{of} 商机储备的变动，{code}"
        ),
        head: vec![
            ("plan", Part::of(plan.name.as_str())),
            ("period", Part::of(period.name.as_str())),
            ("as_of", Part::of(found.as_of)),
        ],
        sections: Sections::new(move || {
            let mut all = sections(plan, changes, &period.name, Some(view.by));
            all.extend(lists::sections(plan, changes, &view.lists));
            all
        }),
        records: records::records(&found, view),
        parts: vec![
            ("start", Part::of(period.span.first())),
            ("end", Part::of(period.span.last())),
            ("currency", Part::of(plan.currency.code())),
            ("old", Part::of(found.before.files)),
            ("new", Part::of(found.after.files)),
            ("besides", records::besides(changes)),
            ("matching", records::matching(changes)),
            (
                "rows_read",
                Part::object(vec![
                    ("old", ledger::part(found.before.ledger)),
                    ("new", ledger::part(found.after.ledger)),
                ]),
            ),
        ],
        notes,
        inputs: vec![
            inputs::of_plan(plan, inputs::of_period(&period.name, period.span)),
            inputs::of_exports(found.before.ledger),
            inputs::of_exports(found.after.ledger),
        ],
    }
}
