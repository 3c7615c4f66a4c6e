//! `splan review`: quotas against what the exports say.

use std::path::PathBuf;

use crate::calc::group::Scope;
use crate::cli::choices::{AsOf, FailOn, OnDuplicate};
use crate::cli::outcome::{Failure, Verdict};
use crate::cli::shell::Shell;
use crate::cli::{inputs, plan_file};
use crate::text;

/// Measure the plan against deal and activity exports
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The plan file, then deal exports; exports named here replace the plan's [data]
    #[arg(value_name = "PLAN] [DEALS")]
    pub files: Vec<PathBuf>,
    /// An activity export; repeatable
    #[arg(long, value_name = "FILE")]
    pub activities: Vec<PathBuf>,
    /// The last day whose facts count: a date, today or yesterday [default: data.as_of of the plan, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<AsOf>,
    /// The period to measure, such as 2026-Q1, this-month or to-date [default: the quarter that holds the as-of day]
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    /// The groups of the table
    #[arg(long, value_name = "GROUP", default_value = "rep")]
    pub by: Scope,
    /// Exit with 1 where the company, or a team, rep or segment, is this bad: red, amber, red:rep
    #[arg(long, value_name = "LEVEL[:GROUP]")]
    pub fail_on: Option<FailOn>,
    /// Stop with exit code 2 where any row was rejected
    #[arg(long)]
    pub strict: bool,
    /// Write rejected rows to FILE as CSV, each with its reason
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// Where rows of one deal differ: stop, use the first or last, or sum the amounts of line items
    #[arg(long, value_name = "HOW", default_value = "error")]
    pub on_duplicate: OnDuplicate,
}

const EXAMPLES: &str = "\
Examples:
  splan review plan.toml deals.csv --activities calls.csv
  splan review --as-of yesterday --by team
  splan review deals.csv --period this-month --format csv
  splan review --fail-on red:rep --rejects rejects.csv";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let (named, deals) = plan_file::split(&args.files);
    let plan = shell.load_plan(named)?;
    let _inputs = inputs::resolve(deals, &args.activities, &plan.data)?;
    Err(Failure::from(text!(en: "`review` has no tables yet"; zh: "`review` 尚无表格")))
}
