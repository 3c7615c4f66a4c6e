//! `splan check`: everything wrong or risky in a plan.

use std::path::PathBuf;

use crate::cli::outcome::{Failure, Verdict};
use crate::cli::plan_file;
use crate::cli::shell::Shell;
use crate::text;

/// Say everything that is wrong or risky in a plan
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
Examples:
  splan check
  splan check plans/east.toml --strict
  splan check --set target.stretch=15000000";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let _reading = shell.read_plan(plan_file::only(args.plan.as_ref())?)?;
    Err(Failure::from(text!(en: "`check` has no findings yet"; zh: "`check` 尚无检查项")))
}
