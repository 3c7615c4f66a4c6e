//! The plan file: TOML with the place of every key, checked and resolved, every problem at once.
//!
//! ```text
//! text ─ syntax ─▶ tree of nodes ─ set ─▶ the same with --set ─ sections ─▶ Plan, or every Diagnostic
//! ```
//!
//! A section asks for each key once; what nobody asked for is unknown. A value that cannot be read is reported
//! once and is [`section::Field::Faulty`] from then on, so that nothing that follows from it is reported as well.

mod alerts;
mod calendar;
pub mod data;
mod days;
mod fault;
mod funnel;
mod head;
mod names;
mod notes;
mod reps;
pub mod schema;
mod seasonality;
mod section;
mod segments;
mod target;
mod tree;
mod values;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::diagnostic::{Diagnostic, Place, Source};
use crate::model::plan::{Origins, Plan};
use crate::read::plan::calendar::Files;
use crate::read::plan::notes::Notes;
use crate::read::plan::reps::{Around, ramps};
use crate::read::plan::section::Section;
use crate::read::plan::tree::{set, syntax};
use crate::read::plan::values::amounts::Amounts;

/// The tables of a plan file, in the order of the documentation.
const TABLES: [&str; 13] = [
    "plan",
    "target",
    "funnel",
    "calendar",
    "seasonality",
    "ramp",
    "segments",
    "reps",
    "currencies",
    "alerts",
    "data",
    "deals",
    "activities",
];

/// The text of a plan.
pub struct PlanFile {
    /// As the user named the file, for messages.
    pub name: String,
    /// Where relative paths start.
    pub folder: PathBuf,
    pub text: String,
}

/// A valid plan, with what is worth knowing about it all the same.
#[derive(Debug)]
pub struct Reading {
    pub plan: Plan,
    pub warnings: Vec<Diagnostic>,
}

/// Reads a plan with the `KEY=VALUE` arguments of `--set` applied in order.
///
/// `open` reads a calendar file by path; the reader itself does no I/O.
///
/// # Errors
/// Every problem of the plan, in the order of its text, warnings among them.
pub fn read(
    file: PlanFile,
    sets: &[String],
    open: &dyn Fn(&Path) -> io::Result<String>,
) -> Result<Reading, Vec<Diagnostic>> {
    let source = Arc::new(Source { name: file.name, text: file.text });
    let mut document = syntax::document(&source);
    if !document.whole {
        return Err(document.problems);
    }
    let mut notes = Notes::default();
    document.problems.into_iter().for_each(|problem| notes.report(problem));
    set::apply(&mut document.table, sets, &mut notes);
    let root = Section::new(&document.table, Place { source: source.clone(), span: 0..0 }, String::new(), &mut notes);
    let plan = resolve(root, &Files { folder: &file.folder, open });
    let errors = notes.errors();
    let origins = std::mem::take(&mut notes.origins);
    let problems = notes.into_problems(&source.name);
    match plan {
        Some(plan) if errors == 0 => Ok(Reading { plan: Plan { origins, ..plan }, warnings: problems }),
        _ => Err(problems),
    }
}

/// The plan of a tree, table by table; nothing, and all reported, where it is not valid.
fn resolve(mut root: Section, files: &Files) -> Option<Plan> {
    root.know(&TABLES);
    let head = head::read(&mut root);
    let amounts = Amounts(head.currency.as_ref());
    let target = target::read(&mut root, amounts);
    let span = head.timeline.as_ref().map(|timeline| timeline.span());
    let calendar = calendar::read(&mut root, files, span);
    let funnel = funnel::read(&mut root, amounts);
    let seasonality = seasonality::read(&mut root, head.timeline.as_ref().zip(calendar.as_ref()));
    let ramps = ramps::read(&mut root);
    let segments = segments::read(&mut root, &funnel, amounts);
    let staff = reps::read(&mut root, &Around { plan: span, ramps: &ramps, segments: &segments, amounts });
    let currencies = alerts::currencies(&mut root, head.currency.as_ref());
    let known = alerts::Known {
        funnel: funnel.funnel.as_ref(),
        staff: staff.as_ref().map(|staff| (staff.teams.as_slice(), staff.reps.as_slice())),
        amounts,
    };
    let alerts = alerts::read(&mut root, &known);
    let data = data::read(&mut root, files.folder);
    let deals = data::deal_hints(&mut root);
    let activities = data::activity_hints(&mut root);
    root.finish();
    let staff = staff?;
    Some(Plan {
        name: head.name?,
        currency: head.currency?,
        lang: head.lang,
        timeline: head.timeline?,
        calendar: calendar?,
        target: target?,
        funnel: funnel.funnel?,
        seasonality: seasonality?,
        segments: segments.segments?,
        teams: staff.teams,
        reps: staff.reps,
        currencies,
        alerts: alerts?,
        data,
        deals,
        activities,
        origins: Origins::default(),
    })
}
