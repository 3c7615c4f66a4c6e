//! `splan decompose`: the quota tables.

use std::path::PathBuf;

use crate::calc::decompose::problem::Problem;
use crate::calc::decompose::{TargetChoice, decompose};
use crate::calc::group::Scope;
use crate::cli::outcome::{Failure, Verdict};
use crate::cli::plan_file;
use crate::cli::shell::Shell;
use crate::model::day::Day;
use crate::model::period;
use crate::model::plan::Plan;
use crate::model::timeline::{Grain, Period};
use crate::report::decompose::{View, report};
use crate::report::problems::diagnostics;

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
    /// Only this period, such as 2026-Q1, 2026-03..2026-05 or this-week [default: the whole plan]
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
    let plan = shell.load_plan(plan_file::only(args.plan.as_ref())?)?;
    let quotas = decompose(&plan, args.target).map_err(|problems| diagnostics(&plan, &problems))?;
    let view = View {
        by: args.by,
        per: args.per,
        period: period(args.period.as_deref(), &plan, shell.today())?,
        wide: shell.wide(),
        totals: args.totals,
        stretch: args.target == TargetChoice::Stretch,
        lang: shell.lang(),
    };
    let report = report(&plan, &quotas, &view).map_err(|_| diagnostics(&plan, &[Problem::TooLarge]))?;
    shell.show(&report)?;
    Ok(Verdict::Good)
}

/// The named part of the plan, or all of it; words such as `this-week` are relative to `data.as_of`, else to today.
pub fn period(named: Option<&str>, plan: &Plan, today: Day) -> Result<Period, Failure> {
    match named {
        Some(name) => Ok(period::parse(name, &plan.timeline, plan.data.as_of.or(Some(today)))?),
        None => Ok(Period { name: plan.timeline.span().to_string(), span: plan.timeline.span() }),
    }
}
