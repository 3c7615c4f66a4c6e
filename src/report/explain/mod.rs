//! How one quota came about: a chain of sentences and tables for people, one record per formula for programs.

mod capacity;
mod figures;
mod formulas;
mod links;
mod origins;
pub mod question;
mod result;
mod revenue;
mod target;
mod upstream;
mod weights;

use crate::calc::decompose::TargetChoice;
use crate::calc::explain::Explanation;
use crate::model::plan::Plan;
use crate::model::text::{Lang, Text};
use crate::model::timeline::month_name;
use crate::report::decompose::amount;
use crate::report::explain::figures::Figures;
use crate::report::inputs;
use crate::report::model::{Report, Section, Sections};
use crate::report::names;
use crate::report::records::Part;
use crate::text;

/// A chain as sections, records and the figure itself.
pub fn report<'a>(plan: &'a Plan, chain: &'a Explanation, lang: Lang) -> Report<'a> {
    let question = &chain.question;
    let metric = names::metric(plan, question.metric);
    let (en, zh) = (metric.say(Lang::En), metric.say(Lang::Zh));
    let (rep, period, code) = (rep_name(plan, question.rep), &question.period.name, plan.currency.code());
    let target = match question.target {
        TargetChoice::Must => "must",
        TargetChoice::Stretch => "stretch",
    };
    Report {
        command: "explain",
        lang,
        currency: &plan.currency,
        title: text!(
            en: "{}: {en} of {rep}, {period}, {code}", plan.name;
            zh: "{}：{rep} 的{zh}，{period}，{code}", plan.name
        ),
        head: vec![
            ("plan", Part::of(plan.name.as_str())),
            ("period", Part::of(period.as_str())),
            ("start", Part::of(question.period.span.first())),
            ("end", Part::of(question.period.span.last())),
            ("rep", Part::of(rep)),
            ("metric", Part::of(question.metric.name(&plan.funnel))),
            ("target", Part::of(target)),
        ],
        sections: Sections::new(move || sections(plan, chain)),
        records: links::records(plan, chain),
        parts: vec![("quota", Part::Cell(amount(question.metric, chain.quota))), ("currency", Part::of(code))],
        notes: Vec::new(),
        inputs: vec![inputs::of_plan(plan, inputs::of_period(period, question.period.span))],
    }
}

/// The chain in reading order, its headings numbered.
fn sections<'a>(plan: &'a Plan, chain: &'a Explanation) -> Vec<Section<'a>> {
    let f = Figures::people(plan);
    let mut sections = vec![target::assigned(plan, chain, &f)];
    sections.extend(target::segments(plan, chain, &f));
    sections.push(weights::section(plan, chain, &f));
    sections.push(capacity::section(plan, chain, &f));
    for slice in &chain.slices {
        sections.push(revenue::section(plan, chain, slice, &f));
        if let Some(upstream) = &slice.upstream {
            sections.extend(upstream::sections(plan, chain, slice, upstream, &f));
        }
    }
    sections.extend(result::sections(plan, chain, &f));
    let mut number = 0;
    for heading in sections.iter_mut().filter_map(|section| section.heading.as_mut()) {
        number += 1;
        let (en, zh) = (heading.say(Lang::En), heading.say(Lang::Zh));
        *heading = text!(en: "{number}. {en}"; zh: "{number}. {zh}");
    }
    sections
}

fn rep_name(plan: &Plan, rep: usize) -> &str {
    plan.reps.get(rep).map_or("", |rep| rep.name.as_str())
}

fn segment_name(plan: &Plan, segment: usize) -> &str {
    plan.segments.get(segment).map_or("", |segment| segment.name.as_str())
}

fn step_name(plan: &Plan, step: usize) -> &str {
    plan.funnel.steps().get(step).map_or("", |step| step.name.as_str())
}

fn month(plan: &Plan, month: usize) -> String {
    plan.timeline.months().get(month).map(|month| month_name(month.first())).unwrap_or_default()
}

/// A heading about one segment; the segment is not named where the plan has only one.
fn in_segment(plan: &Plan, segment: usize, heading: Text) -> Text {
    if plan.segments.len() == 1 {
        return heading;
    }
    let (name, en, zh) = (segment_name(plan, segment), heading.say(Lang::En), heading.say(Lang::Zh));
    text!(en: "`{name}`: {en}"; zh: "`{name}`：{zh}")
}
