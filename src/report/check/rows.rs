//! Findings and the problems of the plan's text, in words and in one order.

use crate::calc::check::finding::{Area, Finding, Level, What};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::plan::Plan;
use crate::model::text::{Lang, Text};
use crate::report::check::{achievable, measurable, relevant, specific, spread, time_bound};

/// One finding in words.
#[derive(Clone, Debug)]
pub struct Row {
    pub level: Level,
    pub area: Area,
    /// The dotted path of a key; nothing for a problem that belongs to none.
    pub key: Option<String>,
    /// `plan.toml:12`.
    pub place: Option<String>,
    pub finding: Text,
    pub change: Option<Text>,
}

/// What is found, and what to change; nothing where nothing need change.
pub type Said = (Text, Option<Text>);

/// Area by area: problems first, then findings and the reader's warnings as they come.
pub fn all(plan: &Plan, findings: &[Finding], problems: &[Diagnostic], warnings: &[Diagnostic]) -> Vec<Row> {
    let key_of = |problem: &Diagnostic| problem.place.as_ref().and_then(|place| plan.origins.key_at(place));
    let of_text = |problem: &Diagnostic| {
        let key = key_of(problem).map(str::to_owned);
        Row { area: area_of(problem, key.as_deref()), key, ..of_problem(problem) }
    };
    let mut rows: Vec<Row> = problems.iter().map(of_text).collect();
    rows.extend(findings.iter().map(|finding| of_finding(plan, finding)));
    rows.extend(warnings.iter().map(of_text));
    rows.sort_by_key(|row| row.area);
    rows
}

/// The problems of a plan that is none.
pub fn invalid(problems: &[Diagnostic]) -> Vec<Row> {
    problems.iter().map(of_problem).collect()
}

fn of_finding(plan: &Plan, finding: &Finding) -> Row {
    let (said, change) = match &finding.what {
        What::Specific(found) => specific::say(plan, found),
        What::Measurable(found) => measurable::say(plan, found),
        What::Achievable(found) => achievable::say(plan, found),
        What::Relevant(found) => relevant::say(plan, found),
        What::TimeBound(found) => time_bound::say(plan, found),
        What::Spread(found) => spread::say(plan, found),
    };
    Row {
        level: finding.level,
        area: finding.area(),
        key: Some(finding.key.clone()),
        place: plan.origins.find(&finding.key).map(|place| place.file_line()),
        finding: said,
        change,
    }
}

fn of_problem(problem: &Diagnostic) -> Row {
    let joined = |lang: Lang| match problem.label.say(lang) {
        "" => problem.message.say(lang).to_owned(),
        label => format!("{}: {label}", problem.message.say(lang)),
    };
    Row {
        level: match problem.severity {
            Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
        },
        area: Area::Format,
        key: None,
        place: problem.place.as_ref().map(|place| place.file_line()),
        finding: Text::new(joined(Lang::En), joined(Lang::Zh)),
        change: problem.help.clone(),
    }
}

/// A warning about the calendar is about time, any other about what the plan says of its target.
fn area_of(problem: &Diagnostic, key: Option<&str>) -> Area {
    match (problem.severity, key) {
        (Severity::Error, _) => Area::Format,
        (Severity::Warning, Some(key)) if key.starts_with("calendar") => Area::TimeBound,
        (Severity::Warning, _) => Area::Specific,
    }
}
