//! `splan review`: quotas against what the exports say.

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread;

use crate::calc::changes::changes;
use crate::calc::decompose::quotas::Quotas;
use crate::calc::decompose::{TargetChoice, decompose};
use crate::calc::group::{Group, Scope};
use crate::calc::review::alerts::{Alert, alerts};
use crate::calc::review::{Review, Why, review};
use crate::cli::changes::{Earlier, unbalanced};
use crate::cli::choices::{AsOf, FailOn};
use crate::cli::outcome::{Failure, Verdict};
use crate::cli::shell::Shell;
use crate::cli::split::{Files, SplitBy};
use crate::cli::{days, inputs, plan_file, reading, rejects};
use crate::model::actuals::Actuals;
use crate::model::plan::Plan;
use crate::model::sentence::{harmless, names};
use crate::model::snapshot::Snapshot;
use crate::read::export::{self, OnDuplicate, Rules};
use crate::report::ledger::notes;
use crate::report::model::Note;
use crate::report::problems::diagnostics;
use crate::report::review::{Block, Found, Page, Since, View, report};
use crate::text;

/// Groups named where `--fail-on` is met.
const FAILING_TOLD: usize = 10;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The plan file; a name that does not end in .toml is the first of the exports
    #[arg(value_name = "PLAN")]
    pub first: Option<PathBuf>,
    /// Deal exports, which replace the plan's [data]
    #[arg(value_name = "DEALS")]
    pub deals: Vec<PathBuf>,
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
    /// The parts of the page, in this order [default: verdict, alerts, table, bridge, catch-up, pipeline,
    /// changes]
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub section: Vec<Block>,
    /// A few lines for a chat message, each sentence on one line where stdout is no terminal
    #[arg(long, conflicts_with = "section")]
    pub brief: bool,
    /// The deal export of an earlier day, or a pattern: show what has moved in the pipeline since
    #[arg(long, value_name = "OLD")]
    pub since: Option<PathBuf>,
    /// Exit with 1 where the company or an alert, or a team, rep or segment, is this bad: red, amber, red:rep
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
    /// Write one file for each team or rep, with its own figures only, into the folder of -o [default format: xlsx]
    #[arg(long, value_name = "GROUP", conflicts_with = "brief")]
    pub split_by: Option<SplitBy>,
}

const EXAMPLES: &str = "\
Examples:
  splan review plan.toml deals.csv --activities calls.csv
  splan review --as-of yesterday --by team
  splan review deals.csv --period this-month --format csv
  splan review --section bridge,conversion --wide
  splan review --since deals-last-week.csv --section verdict,changes
  splan review --fail-on red:rep --rejects rejects.csv
  splan review --split-by team -o teams/";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let (named, deals) = plan_file::split(args.first.as_ref(), &args.deals);
    if let Some(late) = deals.iter().find(|file| plan_file::is_plan(file)) {
        let name = harmless(&late.to_string_lossy(), 200);
        return Err(Failure::with_help(
            text!(en: "`{name}` stands among the exports"; zh: "`{name}` 写在了导出文件之中"),
            text!(en: "name the plan first: `splan review {name} …`"; zh: "请先写计划：`splan review {name} …`"),
        ));
    }
    if args.section.contains(&Block::Changes) && args.since.is_none() {
        return Err(Failure::with_help(
            text!(en: "`--section changes` needs an earlier export"; zh: "`--section changes` 需要一份较早的导出"),
            text!(en: "name it with --since, such as `--since deals-last-week.csv`"; zh: "用 --since 指明，例如 `--since deals-last-week.csv`"),
        ));
    }
    if let (Some(old), Some(split_by)) = (&args.since, args.split_by) {
        let (by, old) = (split_by.scope().name(), harmless(&old.to_string_lossy(), 200));
        return Err(Failure::with_help(
            text!(en: "--since compares what everybody has, and --split-by writes files that hold nothing of others"; zh: "--since 比较全体的商机储备，而 --split-by 写出的文件不含他人数据"),
            text!(en: "leave --since out; `splan changes PLAN {old} --by {by}` shows what moved for each {by}"; zh: "请去掉 --since；用 `splan changes 计划文件 {old} --by {by}` 查看各自的变动"),
        ));
    }
    let plan = shell.load_plan(named)?;
    let (as_of, remarks) = days::as_of(args.as_of, &plan, shell.today())?;
    let period = days::period(args.period.as_deref(), &plan, as_of)?;
    let mut inputs = inputs::resolve(&deals, &args.activities, &plan.data)?;
    let rules = Rules { plan: &plan, as_of, period: period.span, on_duplicate: args.on_duplicate };
    let earlier = args.since.as_deref().map(|old| Earlier::read(old, &rules, shell)).transpose()?;
    let progress = reading::starts(&mut inputs, shell);
    let quotas = || decompose(&plan, TargetChoice::Must);
    let facts = || match earlier {
        Some(_) => export::snapshot(&inputs, &rules),
        None => export::read(&inputs, &rules).map(|actuals| (Snapshot::default(), actuals)),
    };
    // Neither needs the other; but a thread may take longer to start than either.
    let (quotas, facts) = if export::is_short(&inputs) {
        (quotas(), facts())
    } else {
        thread::scope(|scope| {
            let quotas = scope.spawn(quotas);
            let facts = facts();
            (quotas.join().unwrap_or_else(|panic| resume_unwind(panic)), facts)
        })
    };
    let quotas = quotas.map_err(|problems| diagnostics(&plan, &problems))?;
    let (after, actuals) = facts?;
    drop(progress);
    reading::ended(&actuals.ledger, shell);
    let changes = earlier.as_ref().map(|earlier| changes(&plan, &earlier.deals, &after, period.span)).transpose();
    let changes = changes.map_err(|error| unbalanced(error, &plan))?;
    rejects::settle(&actuals.ledger, args.rejects.as_deref(), args.strict, &plan, shell)?;
    let review = review(&plan, &quotas, &actuals, period, as_of);
    let why = Why::new(&plan, &quotas, &actuals, &review).map_err(|problem| diagnostics(&plan, &[problem.into()]))?;
    let alerts = alerts(&plan, &quotas, &actuals, &review, &why.pipeline)
        .map_err(|problem| diagnostics(&plan, &[problem.into()]))?;
    let view = View { by: args.by, page: page(args), wide: shell.wide(), lang: shell.lang() };
    let found = Found {
        plan: &plan,
        review: &review,
        bridges: &why.bridges,
        conversions: &why.conversions,
        catch_up: why.catch_up.as_ref(),
        pipeline: &why.pipeline,
        alerts: &alerts,
        since: earlier
            .as_ref()
            .zip(changes.as_ref())
            .map(|(earlier, changes)| Since { earlier: earlier.named(), changes }),
        ledger: &actuals.ledger,
    };
    if args.brief {
        shell.keeps_lines();
    }
    match args.split_by {
        Some(split_by) => split(split_by, found, &quotas, &actuals, view, shell)?,
        None => shell.show(&report(found, &view, remarks))?,
    }
    let Some(fail_on) = args.fail_on else { return Ok(Verdict::Good) };
    let failing = failing(&plan, &review, &alerts, fail_on);
    if failing.is_empty() {
        return Ok(Verdict::Good);
    }
    let ((groups, zh_groups), level) = (names(failing, FAILING_TOLD), fail_on.level.word());
    shell.say(&Note::warning(
        text!(en: "--fail-on {level} is met by {groups}"; zh: "--fail-on {level} 成立：{zh_groups}"),
    ));
    Ok(Verdict::Bad)
}

/// The review of each team or rep in a file of its own: their figures in the whole review, and nobody else's.
fn split(
    split_by: SplitBy,
    whole: Found<'_>,
    quotas: &Quotas,
    actuals: &Actuals,
    view: View,
    shell: &mut Shell<'_>,
) -> Result<(), Failure> {
    let plan = whole.plan;
    let view = View { by: split_by.by(view.by), ..view };
    let mut files = Files::new(shell)?;
    for excerpt in split_by.excerpts(plan) {
        let (own_plan, own_quotas) = (excerpt.plan(plan, quotas), excerpt.quotas(quotas));
        let own = excerpt.actuals(actuals);
        let (period, as_of) = (whole.review.period.clone(), whole.review.as_of);
        let review = review(&own_plan, &own_quotas, &own, period, as_of);
        let mut why =
            Why::new(&own_plan, &own_quotas, &own, &review).map_err(|problem| diagnostics(plan, &[problem.into()]))?;
        why.pipeline.know_as(whole.pipeline);
        let catch_up = whole.catch_up.and_then(|catch_up| excerpt.catch_up(catch_up));
        let found = Found {
            plan: &own_plan,
            review: &review,
            bridges: &why.bridges,
            conversions: &why.conversions,
            catch_up: catch_up.as_ref(),
            pipeline: &why.pipeline,
            alerts: &excerpt.alerts(whole.alerts),
            since: None,
            ledger: &own.ledger,
        };
        files.add(shell, report(found, &view, Vec::new()), excerpt.group.scope, excerpt.group.name(plan))?;
    }
    files.write(shell)?;
    notes(plan, whole.review, whole.ledger).iter().for_each(|note| shell.say(note));
    Ok(())
}

/// The groups that are as bad as `--fail-on` says: the company and those with an alert, or those of its scope.
fn failing<'a>(plan: &'a Plan, review: &Review, alerts: &[Alert<'_>], fail_on: FailOn) -> Vec<&'a str> {
    let lines = review.failing(fail_on.scope.unwrap_or(Scope::Company), fail_on.level);
    let mut groups: Vec<Group> = lines.into_iter().map(|line| line.group).collect();
    if fail_on.scope.is_none() {
        let broken = alerts.iter().filter(|alert| alert.is_at_least(fail_on.level));
        groups.extend(broken.map(|alert| alert.group));
    }
    let mut names: Vec<&str> = Vec::new();
    for name in groups.into_iter().map(|group| group.name(plan)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn page(args: &Args) -> Page {
    match (args.brief, args.section.is_empty()) {
        (true, _) => Page::Brief,
        (false, true) => Page::Meeting,
        (false, false) => Page::Blocks(args.section.clone()),
    }
}
