//! The quota tables.

mod charts;
pub mod load;
mod records;
mod sections;

use crate::calc::decompose::quotas::Quotas;
use crate::calc::group::Scope;
use crate::model::number::TooLarge;
use crate::model::plan::Plan;
use crate::model::text::Lang;
use crate::model::timeline::{Grain, Period};
use crate::report::groups::groups;
use crate::report::inputs;
use crate::report::model::{Report, Sections};
use crate::report::records::Part;
use crate::text;

pub use records::amount;

/// What of the quotas is shown.
#[derive(Clone, Debug)]
pub struct View {
    pub by: Scope,
    pub per: Grain,
    /// The part of the plan that is shown.
    pub period: Period,
    /// Every metric by period, not revenue alone.
    pub wide: bool,
    /// Periods down the page with every metric, also where they would fit across it with revenue alone.
    pub long: bool,
    /// Rows of totals among the records.
    pub totals: bool,
    pub stretch: bool,
    pub lang: Lang,
}

/// The quotas of a plan as tables, records and findings about load.
///
/// # Errors
/// [`TooLarge`] where a load leaves the range of exact numbers.
pub fn report<'a>(plan: &'a Plan, quotas: &'a Quotas, view: &'a View) -> Result<Report<'a>, TooLarge> {
    let loads = load::Findings::new(plan, quotas, view.period.span)?;
    let mut parts = records::amounts(plan, quotas);
    parts.push(("load", loads.part(plan)));
    parts.push(("commits", records::commits(plan, quotas)));
    let notes = loads.notes(plan);
    let name = &plan.name;
    let code = plan.currency.code();
    let (kind, kind_zh) = if view.stretch { ("stretch quotas", "挑战指标") } else { ("quotas", "指标") };
    Ok(Report {
        command: "decompose",
        lang: view.lang,
        currency: &plan.currency,
        title: text!(en: "{name}: {kind}, {}, {code}", view.period.span; zh: "{name}：{kind_zh}，{}，{code}", view.period.span),
        head: vec![("plan", Part::of(plan.name.as_str())), ("period", Part::of(view.period.name.as_str()))],
        sections: Sections::new(move || {
            let mut sections = sections::sections(plan, quotas, view);
            sections.extend(charts::section(plan, quotas, view, &loads.loads));
            sections
        }),
        records: records::records(plan, quotas, view),
        parts,
        notes,
        inputs: vec![inputs::of_plan(plan, inputs::of_period(&view.period.name, view.period.span))],
    })
}
