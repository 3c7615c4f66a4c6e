//! The check: everything wrong or risky in a plan, area by area, with what to change.

mod achievable;
mod figures;
mod measurable;
mod records;
mod relevant;
mod rows;
mod sections;
mod specific;
mod spread;
mod time_bound;

use crate::calc::check::finding::{Finding, Level};
use crate::model::diagnostic::Diagnostic;
use crate::model::money::Currency;
use crate::model::plan::Plan;
use crate::model::sentence::harmless;
use crate::model::text::{Lang, Text};
use crate::report::check::rows::Row;
use crate::report::inputs;
use crate::report::model::Report;
use crate::report::records::Part;
use crate::text;

/// A check for people, programs and the exit code.
pub struct Check<'a> {
    pub report: Report<'a>,
    /// The gravest level found.
    pub worst: Level,
}

/// What was found in a valid plan: `problems` keep it from being broken down, `warnings` are those of its reader.
pub fn check<'a>(
    plan: &'a Plan,
    findings: &[Finding],
    problems: &[Diagnostic],
    warnings: &[Diagnostic],
    lang: Lang,
) -> Check<'a> {
    let rows = rows::all(plan, findings, problems, warnings);
    let (name, span, code) = (&plan.name, plan.timeline.span(), plan.currency.code());
    let title = text!(en: "{name}: check, {span}, {code}"; zh: "{name}：检查，{span}，{code}");
    let mut told = told(title, plan.name.as_str(), &plan.currency, &rows, problems, lang);
    told.report.inputs = vec![inputs::of_plan(plan, Vec::new())];
    told
}

/// What is wrong with a plan that could be read as text and as nothing more; `file` is its name as the user wrote it.
pub fn invalid<'a>(file: &'a str, problems: &[Diagnostic], lang: Lang) -> Check<'a> {
    static UNKNOWN: Currency = Currency::UNKNOWN;
    let rows = rows::invalid(problems);
    let name = harmless(file, 200);
    told(text!(en: "{name}: check"; zh: "{name}：检查"), file, &UNKNOWN, &rows, problems, lang)
}

fn told<'a>(
    title: Text,
    name: &'a str,
    currency: &'a Currency,
    rows: &[Row],
    problems: &[Diagnostic],
    lang: Lang,
) -> Check<'a> {
    let count = |level| rows.iter().filter(|row| row.level == level).count();
    let counts = [Level::Error, Level::Warning, Level::Info].map(count);
    let counted = |i: usize| Part::of(counts[i] as i128);
    let report = Report {
        command: "check",
        lang,
        currency,
        title,
        head: vec![("plan", Part::of(name))],
        sections: sections::sections(rows, problems, counts, lang).into(),
        records: records::records(rows),
        parts: vec![("errors", counted(0)), ("warnings", counted(1)), ("infos", counted(2))],
        notes: Vec::new(),
        inputs: Vec::new(),
    };
    Check { report, worst: rows.iter().map(|row| row.level).max().unwrap_or(Level::Ok) }
}
