//! `splan explain`: how one quota came about.

use std::path::PathBuf;

use crate::calc::decompose::problem::Problem;
use crate::calc::decompose::{TargetChoice, decompose};
use crate::calc::explain::{Question, explain};
use crate::cli::decompose::period;
use crate::cli::outcome::{Failure, Verdict};
use crate::cli::plan_file;
use crate::cli::shell::Shell;
use crate::report::explain::{question, report};
use crate::report::problems::diagnostics;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The plan file [default: plan.toml here or in a parent folder]
    #[arg(value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// The rep, by name or alias
    #[arg(long, value_name = "NAME")]
    pub rep: String,
    /// revenue, deals or a step of the funnel
    #[arg(long, value_name = "STEP", default_value = "revenue")]
    pub metric: String,
    /// The period, such as 2026-Q1 or 2026-03 [default: the whole plan]
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    /// The target to break down
    #[arg(long, value_name = "TARGET", default_value = "must")]
    pub target: TargetChoice,
}

const EXAMPLES: &str = "\
Examples:
  splan explain --rep 张伟
  splan explain plan.toml --rep \"Ann Lee\" --metric calls --period 2026-03";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let plan = shell.load_plan(plan_file::only(args.plan.as_ref())?)?;
    let question = Question {
        rep: question::rep(&plan, &args.rep)?,
        metric: question::metric(&plan, &args.metric)?,
        period: period(args.period.as_deref(), &plan, shell.today())?,
        target: args.target,
    };
    let quotas = decompose(&plan, args.target).map_err(|problems| diagnostics(&plan, &problems))?;
    let chain = explain(&plan, &quotas, question).map_err(|_| diagnostics(&plan, &[Problem::TooLarge]))?;
    // Every formula is there to be worked out again, to the last digit.
    shell.in_full();
    shell.show(&report(&plan, &chain, shell.lang()))?;
    Ok(Verdict::Good)
}
