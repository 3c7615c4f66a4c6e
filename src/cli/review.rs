//! `splan review`: quotas against what the exports say.

use std::path::{Path, PathBuf};

use crate::calc::decompose::quotas::Quotas;
use crate::calc::decompose::{TargetChoice, decompose};
use crate::calc::group::{Group, Scope};
use crate::calc::review::alerts::{Alert, alerts};
use crate::calc::review::{Review, Why, review};
use crate::cli::choices::{AsOf, FailOn};
use crate::cli::outcome::{Failure, Verdict};
use crate::cli::shell::Shell;
use crate::cli::split::{Files, SplitBy};
use crate::cli::{inputs, plan_file};
use crate::model::actuals::Actuals;
use crate::model::day::Day;
use crate::model::diagnostic::Diagnostic;
use crate::model::ledger::Ledger;
use crate::model::period;
use crate::model::plan::Plan;
use crate::model::sentence::{harmless, names};
use crate::model::text::Lang;
use crate::model::timeline::Period;
use crate::read::export::{self, OnDuplicate, Rules};
use crate::report::csv;
use crate::report::model::Note;
use crate::report::plain::Plain;
use crate::report::problems::diagnostics;
use crate::report::review::{Block, Found, Page, View, notes, rejects, report};
use crate::text;

/// Groups named where `--fail-on` is met.
const FAILING_TOLD: usize = 10;
/// Rejected rows named where `--strict` stops.
const REJECTS_TOLD: usize = 20;

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
    /// The parts of the page, in this order [default: verdict, alerts, table, bridge, catch-up, pipeline]
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub section: Vec<Block>,
    /// Five lines for a chat message
    #[arg(long, conflicts_with = "section")]
    pub brief: bool,
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
  splan review --fail-on red:rep --rejects rejects.csv
  splan review --split-by team -o teams/";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let (named, deals) = plan_file::split(&args.files);
    if let Some(late) = deals.iter().find(|file| plan_file::is_plan(file)) {
        let name = harmless(&late.to_string_lossy(), 200);
        return Err(Failure::with_help(
            text!(en: "`{name}` stands among the exports"; zh: "`{name}` 写在了导出文件之中"),
            text!(en: "name the plan first: `splan review {name} …`"; zh: "请先写计划：`splan review {name} …`"),
        ));
    }
    let plan = shell.load_plan(named)?;
    let (as_of, remarks) = as_of(args.as_of, &plan, shell.today())?;
    let period = period(args.period.as_deref(), &plan, as_of)?;
    let mut inputs = inputs::resolve(deals, &args.activities, &plan.data)?;
    inputs.iter().for_each(|input| shell.keep(Path::new(&input.name)));
    for input in &inputs {
        let (name, table) = (harmless(&input.name, 200), input.kind.table());
        shell.detail(|| text!(en: "reading `{name}` as {table}; `splan inspect` shows how"; zh: "正在读取 `{name}`（{table}）；读法见 `splan inspect`"));
    }
    let progress = shell.progress(&mut inputs);
    let quotas = decompose(&plan, TargetChoice::Must).map_err(|problems| diagnostics(&plan, &problems))?;
    let actuals =
        export::read(&inputs, &Rules { plan: &plan, as_of, period: period.span, on_duplicate: args.on_duplicate })?;
    drop(progress);
    let (read, used) = (actuals.ledger.read, actuals.ledger.used);
    shell.detail(|| text!(en: "read {read} rows, used {used}"; zh: "读取 {read} 行，采用 {used} 行"));
    if let Some(path) = &args.rejects {
        let records = rejects(&actuals.ledger);
        let plain = Plain::new(&plan.currency, shell.lang());
        shell.write(path, |file| csv::write(&records, plain, false, file))?;
        let (name, rows) = (harmless(&path.to_string_lossy(), 200), actuals.ledger.rejects.len());
        shell.say(&Note::info(text!(en: "wrote `{name}`, rows: {rows}"; zh: "已写入 `{name}`，{rows} 行")));
    }
    if args.strict && !actuals.ledger.rejects.is_empty() {
        return Err(rejected(&actuals.ledger));
    }
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
        ledger: &actuals.ledger,
    };
    match args.split_by {
        Some(split_by) => split(split_by, found, &quotas, &actuals, view, shell)?,
        None => shell.show(&report(found, &view, remarks))?,
    }
    let Some(fail_on) = args.fail_on else { return Ok(Verdict::Good) };
    let failing = failing(&plan, &review, &alerts, fail_on);
    if failing.is_empty() {
        return Ok(Verdict::Good);
    }
    let (groups, level) = (names(failing, FAILING_TOLD), fail_on.level.word());
    shell
        .say(&Note::warning(text!(en: "--fail-on {level} is met by {groups}"; zh: "--fail-on {level} 成立：{groups}")));
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
        let why =
            Why::new(&own_plan, &own_quotas, &own, &review).map_err(|problem| diagnostics(plan, &[problem.into()]))?;
        let catch_up = whole.catch_up.and_then(|catch_up| excerpt.catch_up(catch_up));
        let found = Found {
            plan: &own_plan,
            review: &review,
            bridges: &why.bridges,
            conversions: &why.conversions,
            catch_up: catch_up.as_ref(),
            pipeline: &why.pipeline,
            alerts: &excerpt.alerts(whole.alerts),
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

/// The last day whose facts count, inside the plan.
fn as_of(asked: Option<AsOf>, plan: &Plan, today: Day) -> Result<(Day, Vec<Note>), Failure> {
    let day = asked.map(|asked| asked.day(today)).or(plan.data.as_of).unwrap_or(today);
    let (first, last) = (plan.timeline.span().first(), plan.timeline.span().last());
    if day < first {
        return Err(Failure::with_help(
            text!(en: "nothing to review on {day}: the plan starts on {first}"; zh: "{day} 无可复盘：计划从 {first} 开始"),
            text!(en: "say a day inside the plan with --as-of, or wait until it has started"; zh: "用 --as-of 指定计划内的日期，或等计划开始"),
        ));
    }
    if day > last {
        let note = text!(en: "{day} lies after the plan; reviewed as of its last day, {last}"; zh: "{day} 在计划结束之后；以其最后一天 {last} 为截止日");
        return Ok((last, vec![Note::info(note)]));
    }
    Ok((day, Vec::new()))
}

/// The named period, or the quarter that holds the as-of day.
fn period(named: Option<&str>, plan: &Plan, as_of: Day) -> Result<Period, Failure> {
    let quarter = || plan.timeline.quarter_of(as_of);
    match named {
        Some(name) => Ok(period::parse(name, &plan.timeline, Some(as_of))?),
        None => Ok(quarter().unwrap_or(Period { name: plan.timeline.span().to_string(), span: plan.timeline.span() })),
    }
}

/// Why `--strict` stops: every rejected row that there is room for.
fn rejected(ledger: &Ledger) -> Failure {
    let all = ledger.rejects.len();
    let told = ledger.rejects.iter().take(REJECTS_TOLD).map(|reject| {
        let (file, line) = (harmless(&reject.place.file, 200), reject.place.line);
        let (column, value) = (harmless(&reject.column, 40), harmless(&reject.value, 40));
        let (en, zh) = (reject.reason.say(Lang::En), reject.reason.say(Lang::Zh));
        Diagnostic::general(text!(
            en: "{file}:{line}: `{column}` = `{value}`: {en}";
            zh: "{file}:{line}：`{column}` = `{value}`：{zh}"
        ))
    });
    let last = Diagnostic::general(text!(en: "{all} rows were rejected, and --strict allows none"; zh: "有 {all} 行被拒绝，而 --strict 不允许"))
        .help(text!(en: "mend them and read again; --rejects FILE writes all of them with line and reason"; zh: "请修正后重读；--rejects FILE 可写出全部行号与原因"));
    Failure::Problems(told.chain([last]).collect())
}
