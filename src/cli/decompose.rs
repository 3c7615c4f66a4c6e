//! `splan decompose`: the quota tables.

use std::path::PathBuf;

use crate::calc::decompose::TargetChoice;
use crate::calc::group::Scope;
use crate::cli::outcome::{Failure, Verdict};
use crate::cli::plan_file;
use crate::cli::shell::Shell;
use crate::model::timeline::Grain;
use crate::text;

/// Break the target down to quotas by group and period
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The plan file [default: plan.toml here or in a parent folder]
    #[arg(value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// The groups of the table
    #[arg(long, value_name = "GROUP", default_value = "rep")]
    pub by: Scope,
    /// The periods of the table
    #[arg(long, value_name = "GRAIN", default_value = "quarter")]
    pub per: Grain,
    /// Only this period, such as 2026-Q1, 2026-03 or 2026-03..2026-05 [default: the whole plan]
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    /// The target to break down
    #[arg(long, value_name = "TARGET", default_value = "must")]
    pub target: TargetChoice,
    /// Add totals to CSV and JSON rows
    #[arg(long)]
    pub totals: bool,
}

const EXAMPLES: &str = "\
Examples:
  splan decompose
  splan decompose plan.toml --by team --per month
  splan decompose --per week --period this-quarter -o quotas.csv
  splan decompose --set funnel.average_deal=120000 --target stretch";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let _plan = shell.load_plan(plan_file::only(args.plan.as_ref())?)?;
    Err(Failure::from(text!(en: "`decompose` has no tables yet"; zh: "`decompose` 尚无表格")))
}
