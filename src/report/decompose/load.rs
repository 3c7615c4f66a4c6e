//! Load as findings: who is asked for more than the time allows, and which months ask too much.

use crate::calc::decompose::load::{Load, Strain, loads, strains};
use crate::calc::decompose::quotas::Quotas;
use crate::model::day::Span;
use crate::model::number::{Decimal, TooLarge, half_even};
use crate::model::plan::Plan;
use crate::model::timeline::month_name;
use crate::report::cell::Cell;
use crate::report::model::Note;
use crate::report::records::{Part, Records};
use crate::text;

/// Loads and strained months of the part of the plan that is shown.
pub struct Findings {
    pub loads: Vec<Load>,
    strains: Vec<Strain>,
}

/// Single loads named in a table's notes; the rest is counted.
const NAMED: usize = 3;

impl Findings {
    pub fn new(plan: &Plan, quotas: &Quotas, span: Span) -> Result<Self, TooLarge> {
        let shown = |month: usize| plan.timeline.months().get(month).is_some_and(|m| m.overlap(span).is_some());
        let loads = loads(plan, quotas)?.into_iter().filter(|load| shown(load.month)).collect();
        let strains = strains(plan, quotas)?.into_iter().filter(|strain| shown(strain.month)).collect();
        Ok(Findings { loads, strains })
    }

    /// Every load, with a flag on those above what the time allows.
    pub fn part<'a>(&self, plan: &'a Plan) -> Part<'a> {
        let row = |load: &Load| {
            vec![
                plan.reps[load.rep].name.as_str().into(),
                plan.funnel.steps()[load.step].name.as_str().into(),
                month(plan, load.month).into(),
                Cell::decimal(load.need, 2),
                Cell::decimal(load.capacity, 2),
                load.share().map_or(Cell::Missing, |share| Cell::percent(share, 0)),
                load.is_over().into(),
            ]
        };
        let columns = ["rep", "step", "month", "need", "capacity", "load", "over"];
        Part::Records(Records::of(&columns, self.loads.iter().map(row).collect()))
    }

    /// The worst overloads by name, how many more there are, and each strained month with its remedy.
    pub fn notes(&self, plan: &Plan) -> Vec<Note> {
        let mut over: Vec<&Load> = self.loads.iter().filter(|load| load.is_over()).collect();
        over.sort_by_key(|load| std::cmp::Reverse(load.share().unwrap_or(Decimal::MAX)));
        let more = over.len().saturating_sub(NAMED);
        let mut notes: Vec<Note> = over.iter().take(NAMED).map(|load| Note::warning(overload(plan, load))).collect();
        if more > 0 {
            notes.push(Note::warning(text!(
                en: "{more} more loads are over 100% (`splan check` lists them)";
                zh: "另有 {more} 项负荷超过 100%（用 `splan check` 查看）"
            )));
        }
        notes.extend(self.strains.iter().map(|strain| Note::warning(strained(plan, strain))));
        notes
    }
}

/// `张伟` has to do 590 `calls` in 2026-03, 118% of the 500 that fit.
pub fn overload(plan: &Plan, load: &Load) -> crate::model::text::Text {
    let (rep, step) = (&plan.reps[load.rep].name, &plan.funnel.steps()[load.step].name);
    let (need, fits) = (half_even(load.need, 1).normalize(), half_even(load.capacity, 1).normalize());
    let month = month(plan, load.month);
    match load.share().map(|share| half_even(share * Decimal::ONE_HUNDRED, 0).normalize()) {
        Some(percent) => text!(
            en: "load {percent}%: `{rep}` has to do {need} `{step}` in {month}, {fits} fit into the working days";
            zh: "负荷 {percent}%：`{rep}` 在 {month} 需完成 {need} 个`{step}`，工作日内只能完成 {fits} 个"
        ),
        None => text!(
            en: "`{rep}` has to do {need} `{step}` in {month}, and has no working time for them";
            zh: "`{rep}` 在 {month} 需完成 {need} 个`{step}`，但没有工作时间"
        ),
    }
}

/// A month that asks far more or less of a day of capacity than the plan does on average.
pub fn strained(plan: &Plan, strain: &Strain) -> crate::model::text::Text {
    let month = month(plan, strain.month);
    let percent = strain.revenue_per_day.checked_div(strain.mean).unwrap_or_default() * Decimal::ONE_HUNDRED;
    let percent = half_even(percent, 0).normalize();
    text!(
        en: "{month} asks {percent}% of the average revenue per day of capacity; change its weight in `[seasonality]`, or set `seasonality.by = \"capacity\"`";
        zh: "{month} 每单位产能的收入是平均值的 {percent}%；请调整 `[seasonality]` 中该月的权重，或设 `seasonality.by = \"capacity\"`"
    )
}

fn month(plan: &Plan, month: usize) -> String {
    plan.timeline.months().get(month).map(|month| month_name(month.first())).unwrap_or_default()
}
