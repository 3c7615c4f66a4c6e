//! `splan changes`: what moved in the pipeline between two exports.

use std::path::{Path, PathBuf};

use crate::calc::changes::{Unbalanced, changes};
use crate::calc::group::Scope;
use crate::cli::choices::{AsOf, Dated};
use crate::cli::outcome::{Failure, Verdict};
use crate::cli::shell::Shell;
use crate::cli::{days, inputs, plan_file, reading, rejects};
use crate::model::day::{Day, Span};
use crate::model::ledger::Ledger;
use crate::model::period;
use crate::model::plan::Plan;
use crate::model::sentence::{harmless, quoted};
use crate::model::snapshot::Snapshot;
use crate::model::timeline::Period;
use crate::read::export::{self, Input, Kind, OnDuplicate, Rules};
use crate::report::changes::{Found, List, Named, View, report};
use crate::text;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The plan file; a name that does not end in .toml is the earlier export
    #[arg(value_name = "PLAN")]
    pub first: Option<PathBuf>,
    /// The earlier deal export
    #[arg(value_name = "OLD")]
    pub old: Option<PathBuf>,
    /// The later deal export [default: the plan's [data]]
    #[arg(value_name = "NEW")]
    pub new: Option<PathBuf>,
    /// What a shell made of a pattern without quotes: told as too many exports.
    #[arg(hide = true)]
    pub more: Vec<PathBuf>,
    /// The period that close dates fall into, inside the plan, such as 2026-Q1 or next-quarter [default: the quarter
    /// that holds the as-of day]
    #[arg(long, value_name = "PERIOD", conflicts_with_all = ["from", "to"])]
    pub period: Option<String>,
    /// The first day of that period, which may lie outside the plan [default: the plan's first day]
    #[arg(long, value_name = "DATE")]
    pub from: Option<Dated>,
    /// Its last day [default: the plan's last day]
    #[arg(long, value_name = "DATE")]
    pub to: Option<Dated>,
    /// The day that says which quarter is meant [default: data.as_of of the plan, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<AsOf>,
    /// The groups of the tables
    #[arg(long, value_name = "GROUP", default_value = "rep")]
    pub by: Scope,
    /// List the deals behind a figure; repeatable
    #[arg(long, value_name = "FIGURE", value_delimiter = ',')]
    pub list: Vec<List>,
    /// Stop with exit code 2 where any row was rejected
    #[arg(long)]
    pub strict: bool,
    /// Write rejected rows of both exports to FILE as CSV, each with its reason
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// Where rows of one deal differ: stop, use the first or last, or sum the amounts of line items
    #[arg(long, value_name = "HOW", default_value = "error")]
    pub on_duplicate: OnDuplicate,
}

const EXAMPLES: &str = "\
A deal is in the pipeline of a period where it is open and its close date lies in it.

Examples:
  splan changes plan.toml deals-08-07.csv deals-08-14.csv
  splan changes deals-08-07.csv --by team
  splan changes old.csv new.csv --period next-quarter --list pushed-out,gone
  splan changes old.csv new.csv --from 2026-10-01 --to 2026-12-31 --format csv";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let (named, exports) = plan_file::split(args.first.as_ref(), args.old.iter().chain(&args.new).chain(&args.more));
    let plan = shell.load_plan(named)?;
    let (period, as_of, notes) = period_of(args, &plan, shell.today())?;
    let (mut old, mut new) = both(&exports, &plan)?;
    let (old_files, new_files) = (files(&old), files(&new));
    // Exports are compared as they stand, so that no fact is too late for them.
    let rules = Rules { plan: &plan, as_of: Day::LAST, period: period.span, on_duplicate: args.on_duplicate };
    let (before, old_ledger) = read(&mut old, &rules, shell)?;
    let (after, new_ledger) = read(&mut new, &rules, shell)?;
    let mut both = old_ledger.clone();
    both.merge(new_ledger.clone());
    rejects::settle(&both, args.rejects.as_deref(), args.strict, &plan, shell)?;
    let changes = changes(&plan, &before, &after, period.span).map_err(|error| unbalanced(error, &plan))?;
    let found = Found {
        plan: &plan,
        period: &period,
        as_of,
        changes: &changes,
        before: Named { files: &old_files, ledger: &old_ledger },
        after: Named { files: &new_files, ledger: &new_ledger },
    };
    let view = View { by: args.by, lists: args.list.clone(), lang: shell.lang() };
    shell.show(&report(found, &view, notes))?;
    Ok(Verdict::Good)
}

/// The inputs of both exports; the plan's own deals stand for a later one that is not named.
fn both(exports: &[PathBuf], plan: &Plan) -> Result<(Vec<Input<'static>>, Vec<Input<'static>>), Failure> {
    let (old, new) = match exports {
        [old, new] => (std::slice::from_ref(old), std::slice::from_ref(new)),
        [old] if !plan.data.deals.is_empty() => (std::slice::from_ref(old), &plan.data.deals[..]),
        _ => {
            let n = exports.len();
            return Err(Failure::with_help(
                text!(en: "`splan changes` compares two exports, and {n} are named"; zh: "`splan changes` 比较两份导出，而命令行给出了 {n} 份"),
                text!(
                    en: "name the earlier export and then the later one, each in quotes if it is a pattern: `splan changes old.csv new.csv`";
                    zh: "先写较早的导出，再写较晚的，通配符请加引号：`splan changes old.csv new.csv`"
                ),
            ));
        }
    };
    Ok((inputs::named(old, Kind::Deals)?, inputs::named(new, Kind::Deals)?))
}

/// The earlier export that a review is compared with.
pub struct Earlier {
    files: String,
    pub deals: Snapshot,
    ledger: Ledger,
}

impl Earlier {
    /// Reads it as it stands: no fact in it is too late for the day on which it was taken.
    ///
    /// # Errors
    /// Where it is no file, or cannot be used.
    pub fn read(old: &Path, rules: &Rules<'_>, shell: &mut Shell<'_>) -> Result<Self, Failure> {
        let mut inputs = inputs::named(std::slice::from_ref(&old.to_owned()), Kind::Deals)?;
        let files = files(&inputs);
        let (deals, ledger) = read(&mut inputs, &Rules { as_of: Day::LAST, ..*rules }, shell)?;
        Ok(Earlier { files, deals, ledger })
    }

    pub fn named(&self) -> Named<'_> {
        Named { files: &self.files, ledger: &self.ledger }
    }
}

/// The deals of one export, and what became of its rows.
fn read(
    inputs: &mut Vec<Input<'static>>,
    rules: &Rules<'_>,
    shell: &mut Shell<'_>,
) -> Result<(Snapshot, Ledger), Failure> {
    let progress = reading::starts(inputs, shell);
    let (deals, actuals) = export::snapshot(inputs, rules)?;
    drop(progress);
    reading::ended(&actuals.ledger, shell);
    Ok((deals, actuals.ledger))
}

/// What the files of one export are called in sentences.
fn files(inputs: &[Input<'_>]) -> String {
    let list = inputs.iter().map(|input| harmless(&input.name, 120));
    list.collect::<Vec<_>>().join(", ")
}

/// A figure that does not foot is an error of this program, and never shown.
pub fn unbalanced(Unbalanced(group): Unbalanced, plan: &Plan) -> Failure {
    let group = quoted(group.name(plan));
    Failure::with_help(
        text!(en: "the changes of {group} do not add up"; zh: "{group} 的变动无法平衡"),
        text!(en: "this is an error of splan: please report it with the version and, if you can, both exports"; zh: "这是 splan 的错误：请附版本号报告，如可能请附上两份导出"),
    )
}

/// The part of the plan that a name means; where it means other days, how to ask for those.
fn named(name: &str, plan: &Plan, as_of: Day) -> Result<Period, Failure> {
    period::parse(name, &plan.timeline, Some(as_of)).map_err(|message| {
        match period::meant(name, &plan.timeline, Some(as_of)) {
            Ok(span) => {
                let (first, last) = (span.first(), span.last());
                Failure::with_help(
                    message,
                    text!(
                        en: "for days outside the plan, name the first and the last: `--from {first} --to {last}`";
                        zh: "计划之外的期间请写明起止日期：`--from {first} --to {last}`"
                    ),
                )
            }
            Err(_) => message.into(),
        }
    })
}

/// The days of `--from` and `--to`, as they are; else the named period, else the quarter of the as-of day.
fn period_of(args: &Args, plan: &Plan, today: Day) -> Result<(Period, Day, Vec<crate::report::model::Note>), Failure> {
    if args.from.is_none() && args.to.is_none() {
        let (as_of, notes) = days::as_of(args.as_of, plan, today)?;
        let named = args.period.as_deref().map(|name| named(name, plan, as_of)).transpose()?;
        return Ok((named.map_or_else(|| days::period(None, plan, as_of), Ok)?, as_of, notes));
    }
    let whole = plan.timeline.span();
    let (first, last) = (args.from.map_or(whole.first(), |day| day.0), args.to.map_or(whole.last(), |day| day.0));
    let span = Span::new(first, last).ok_or_else(|| {
        Failure::from(text!(en: "the period from {first} to {last} ends before it starts"; zh: "期间 {first} 至 {last} 的结束早于开始"))
    })?;
    Ok((Period { name: span.to_string(), span }, days::any_as_of(args.as_of, plan, today), Vec::new()))
}
