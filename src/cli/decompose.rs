//! `splan decompose`: the quota tables.

use std::path::PathBuf;

use crate::calc::decompose::problem::Problem;
use crate::calc::decompose::quotas::Quotas;
use crate::calc::decompose::{TargetChoice, decompose};
use crate::calc::group::Scope;
use crate::cli::outcome::{Failure, Verdict};
use crate::cli::plan_file;
use crate::cli::shell::Shell;
use crate::cli::split::{Files, SplitBy};
use crate::model::day::Day;
use crate::model::period;
use crate::model::plan::Plan;
use crate::model::timeline::{Grain, Period};
use crate::report::decompose::{View, report};
use crate::report::problems::diagnostics;

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
    /// Write one file for each team or rep, with its own figures only, into the folder of -o [default format: xlsx]
    #[arg(long, value_name = "GROUP")]
    pub split_by: Option<SplitBy>,
}

const EXAMPLES: &str = "\
Examples:
  splan decompose
  splan decompose plan.toml --by team --per month
  splan decompose --per week --period this-quarter -o quotas.csv
  splan decompose --set funnel.average_deal=120000 --target stretch
  splan decompose --per month --split-by rep -o quotas/";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let plan = shell.load_plan(plan_file::only(args.plan.as_ref())?)?;
    let quotas = decompose(&plan, args.target).map_err(|problems| diagnostics(&plan, &problems))?;
    let view = View {
        by: args.by,
        per: args.per,
        period: period(args.period.as_deref(), &plan, shell.today())?,
        wide: shell.has_room(),
        long: args.split_by == Some(SplitBy::Rep),
        totals: args.totals,
        stretch: args.target == TargetChoice::Stretch,
        lang: shell.lang(),
    };
    if let Some(split_by) = args.split_by {
        split(split_by, &plan, &quotas, view, shell)?;
        return Ok(Verdict::Good);
    }
    let report = report(&plan, &quotas, &view).map_err(|_| diagnostics(&plan, &[Problem::TooLarge]))?;
    shell.show(&report)?;
    Ok(Verdict::Good)
}

/// The quotas of each team or rep in a file of their own.
fn split(split_by: SplitBy, plan: &Plan, quotas: &Quotas, view: View, shell: &mut Shell<'_>) -> Result<(), Failure> {
    let view = View { by: split_by.by(view.by), ..view };
    let mut files = Files::new(shell)?;
    for excerpt in split_by.excerpts(plan) {
        let (own_plan, own) = (excerpt.plan(plan, quotas), excerpt.quotas(quotas));
        let report = report(&own_plan, &own, &view).map_err(|_| diagnostics(plan, &[Problem::TooLarge]))?;
        files.add(shell, report, excerpt.group.scope, excerpt.group.name(plan))?;
    }
    files.write(shell)
}

/// The named part of the plan, or all of it; words such as `this-week` are relative to `data.as_of`, else to today.
pub fn period(named: Option<&str>, plan: &Plan, today: Day) -> Result<Period, Failure> {
    match named {
        Some(name) => Ok(period::parse(name, &plan.timeline, plan.data.as_of.or(Some(today)))?),
        None => Ok(Period { name: plan.timeline.span().to_string(), span: plan.timeline.span() }),
    }
}
