//! `splan check`: everything wrong or risky in a plan.

use std::path::{Path, PathBuf};

use crate::calc::check::check;
use crate::calc::check::finding::Level;
use crate::calc::decompose::problem::Problem;
use crate::calc::decompose::{TargetChoice, decompose};
use crate::cli::outcome::{Failure, Verdict};
use crate::cli::plan_file;
use crate::cli::shell::Shell;
use crate::model::diagnostic::Diagnostic;
use crate::read::plan::Reading;
use crate::report;
use crate::report::problems::diagnostics;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The plan file [default: plan.toml here or in a parent folder]
    #[arg(value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// Exit with 1 for a warning too
    #[arg(long)]
    pub strict: bool,
}

const EXAMPLES: &str = "\
Errors are part of the result on stdout, in every format: a plan that is wrong is what check looks for.
Exit code 1: an error, or with --strict a warning; 2: the file cannot be read at all.

Examples:
  splan check
  splan check plans/east.toml --strict
  splan check --format csv -o findings.csv
  splan check --set target.stretch=15000000";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let named = plan_file::only(args.plan.as_ref())?;
    let worst = match shell.read_plan(named)? {
        Ok(reading) => judge(&reading, shell)?,
        Err(problems) => reject(named, &problems, shell)?,
    };
    let worst_allowed = if args.strict { Level::Info } else { Level::Warning };
    Ok(if worst > worst_allowed { Verdict::Bad } else { Verdict::Good })
}

fn judge(Reading { plan, warnings }: &Reading, shell: &mut Shell<'_>) -> Result<Level, Failure> {
    let quotas = decompose(plan, TargetChoice::Must);
    let mut problems = quotas.as_ref().err().map(|problems| diagnostics(plan, problems)).unwrap_or_default();
    let findings = check(plan, quotas.as_ref().ok()).unwrap_or_else(|_| {
        problems.extend(diagnostics(plan, &[Problem::TooLarge]));
        Vec::new()
    });
    let check = report::check::check(plan, &findings, &problems, warnings, shell.lang());
    shell.show(&check.report)?;
    Ok(check.worst)
}

/// A plan that is none: its problems are the result.
fn reject(named: Option<&Path>, problems: &[Diagnostic], shell: &mut Shell<'_>) -> Result<Level, Failure> {
    let file = named.unwrap_or(Path::new(plan_file::DEFAULT)).to_string_lossy();
    let check = report::check::invalid(&file, problems, shell.lang());
    shell.show(&check.report)?;
    Ok(check.worst)
}
