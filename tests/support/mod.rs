//! What several test files share: loading plans from text, facts made by hand, runs of the program.
#![allow(dead_code)]

pub mod calculator;
pub mod facts;
pub mod hostile;
pub mod runs;
pub mod snapshots;

use std::path::{Path, PathBuf};

use splan::calc::decompose::quotas::Quotas;
use splan::calc::decompose::{TargetChoice, decompose};
use splan::model::plan::Plan;
use splan::model::text::Lang;
use splan::read::plan::{PlanFile, read};
use splan::report::diagnostic::render;

/// Reads a plan; a plan that does not load fails the test with everything that is wrong with it.
pub fn plan(text: &str) -> Plan {
    let file = PlanFile { name: "plan.toml".into(), folder: PathBuf::from("."), text: text.into() };
    let no_files = |path: &Path| Err(std::io::Error::other(format!("no file {}", path.display())));
    match read(file, &[], &no_files) {
        Ok(reading) => reading.plan,
        Err(diagnostics) => panic!("{}\n{text}", render(&diagnostics, Lang::En, false)),
    }
}

/// Decomposes the must-hit target.
pub fn quotas(plan: &Plan) -> Quotas {
    decompose(plan, TargetChoice::Must).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// China's working days of 2026, as `[calendar]`.
pub const CHINA_2026: &str = "[calendar]\nuse = \"cn\"\n";
