//! Catch-up for people: what the company has to do, and what that means for everyone this week.

use std::cmp::Ordering;

use crate::calc::group::{Group, Scope};
use crate::calc::review::catch_up::{CatchUp, Line, Task};
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::half_even;
use crate::model::plan::Plan;
use crate::model::sentence::{Counted, grouped};
use crate::model::text::{Lang, Text};
use crate::report::amounts::spoken;
use crate::report::cell::Cell;
use crate::report::groups;
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::names;
use crate::report::review::{Found, View};
use crate::report::words::Word;
use crate::text;

/// Reps above capacity named one by one; the rest is counted.
const NAMED: usize = 3;

/// The company step by step, then the coming week of every group of the view; where there is nothing to do, a page
/// that was not asked for it is silent.
pub fn sections<'a>(found: &Found<'a>, view: &View, asked: bool) -> Vec<Section<'a>> {
    let Some(catch_up) = found.catch_up else {
        let none =
            text!(en: "catch-up: nothing remains, or no working day is left"; zh: "追赶：已无剩余，或已无工作日");
        let named = Section { name: Some(Word::CatchUp.text()), ..Section::default() };
        return asked.then(|| Section { lines: vec![none], ..named }).into_iter().collect();
    };
    let Some(company) = catch_up.of(Scope::Company).next() else { return Vec::new() };
    let (left, days) = (spoken(&found.plan.currency, catch_up.remaining), found.review.days_left);
    let heading = text!(
        en: "catch-up: {left} to win in {days} working days";
        zh: "追赶：{days} 个工作日内还需赢得 {left}"
    );
    let table = company_table(found, catch_up, company);
    let mut lines: Vec<Text> = of_the_company(found, catch_up).into_iter().collect();
    lines.extend(late(found, catch_up));
    lines.extend(elsewhere(catch_up));
    if company.tasks.iter().any(|task| task.at_measured != task.at_plan) {
        lines.push(text!(
            en: "measured: all that is missing at the rates of the period to date";
            zh: "按实测：按本期至今的转化率计算的全部缺口"
        ));
    }
    let name = Some(Word::CatchUp.text());
    let mut sections = vec![Section { heading: Some(heading), name, table: Some(table), lines, ..Section::default() }];
    if view.by != Scope::Company {
        let week = week_name(catch_up);
        let heading = text!(en: "this week ({week})"; zh: "本周（{week}）");
        let table = group_table(found.plan, catch_up, view.by);
        let mut lines: Vec<Text> = shared_out(found, catch_up, view.by).into_iter().collect();
        lines.extend(overloads(found.plan, catch_up));
        if view.wide {
            lines.push(text!(
                en: "per day: each row's own, rounded by itself; only the exact figures add up";
                zh: "日均：各行分别四舍五入，仅精确值可相加"
            ));
        }
        let idle = (!asked).then_some(idle as fn(usize) -> Text);
        let name = Some(Word::ThisWeek.text());
        sections.push(Section { heading: Some(heading), name, table: Some(table), lines, idle, ..Section::default() });
    }
    sections
}

/// A part of what the company needs, which is not what remains of a quota.
fn to_win() -> Text {
    text!(en: "to win"; zh: "还需赢得")
}

/// On the page of a team or rep, whose verdict tells what remains of the quota: why the catch-up asks for another amount.
fn of_the_company(found: &Found<'_>, catch_up: &CatchUp) -> Option<Text> {
    let remaining = Money::from_sum(found.review.verdict()?.measure(Metric::Revenue)?.remaining?);
    let money = |amount| spoken(&found.plan.currency, amount);
    let (of_quota, needed) = (money(remaining), money(catch_up.remaining));
    match catch_up.remaining.cmp(&remaining) {
        Ordering::Equal => None,
        Ordering::Less => Some(text!(
            en: "{of_quota} to go of the quota; {needed} of it is still needed for the company's target, as others are ahead or the quotas carry more than the target";
            zh: "指标还差 {of_quota}；公司目标只还需要其中 {needed}，因为他人超前，或指标合计高于目标"
        )),
        Ordering::Greater => Some(text!(
            en: "{of_quota} to go of the quota; {needed} is needed for the company's target, shared out among those who can still win it";
            zh: "指标还差 {of_quota}；公司目标需要 {needed}，由仍能赢单的人分摊"
        )),
    }
}

/// Open deals that the table does not count.
fn elsewhere(catch_up: &CatchUp) -> Option<Text> {
    let n = catch_up.open_elsewhere;
    let deals = Counted(n.unsigned_abs(), "open deal", "open deals");
    let (is, takes) = if n == 1 { ("is", "takes") } else { ("are", "take") };
    (n > 0).then(|| {
        text!(
            en: "{deals} due in the period {is} of no rep or segment of the plan, and {takes} nothing off what is to do";
            zh: "本期内到期的 {n} 个进行中商机不属于计划中的销售或细分，未从待办中扣除"
        )
    })
}

/// What the amounts of the groups are, where they are not what remains of their quotas.
fn shared_out(found: &Found<'_>, catch_up: &CatchUp, by: Scope) -> Option<Text> {
    let remaining = |group| {
        let line = found.review.lines.iter().find(|line| line.group == group)?;
        line.measure(Metric::Revenue)?.remaining.map(Money::from_sum)
    };
    let differs = |line: &Line| remaining(line.group) != Some(line.remaining);
    (catch_up.of(by).count() > 1 && catch_up.of(by).any(differs)).then(|| {
        text!(
            en: "to win: what the company still needs, shared by what each rep has to go of the quota (`remaining`), so that what others won beyond theirs counts for all";
            zh: "还需赢得：公司尚需的收入，按各销售指标的剩余分摊；他人超额部分由大家共享"
        )
    })
}

/// What the rows of reps are that are left out.
fn idle(reps: usize) -> Text {
    text!(en: "{reps} reps more have nothing of it to do this week"; zh: "另有 {reps} 名销售本周无此任务")
}

/// `this week: 4 deals, 6 opportunities, 60 calls`.
pub fn this_week(found: &Found<'_>) -> Option<Text> {
    let catch_up = found.catch_up?;
    let company = catch_up.of(Scope::Company).next()?;
    let list = |lang: Lang, comma: &str| {
        let tasks = company.tasks.iter().filter(|task| task.at_plan.this_week > 0);
        let said = tasks.map(|task| {
            let count = grouped(&task.at_plan.this_week.to_string());
            format!("{count} {}", names::metric(found.plan, task.metric).say(lang))
        });
        said.collect::<Vec<_>>().join(comma)
    };
    let (week, en, zh) = (week_name(catch_up), list(Lang::En, ", "), list(Lang::Zh, "，"));
    (!en.is_empty()).then(|| text!(en: "this week ({week}): {en}"; zh: "本周（{week}）需完成：{zh}"))
}

fn week_name(catch_up: &CatchUp) -> String {
    let (year, week) = catch_up.week.first().iso_week();
    format!("{year}-W{week:02}")
}

fn company_table<'a>(found: &Found<'a>, catch_up: &CatchUp, company: &Line) -> Table<'a> {
    let mut columns = vec![Column::left(Word::Step.text())];
    let words = [Word::Open, Word::ToDo, Word::TooLate, Word::LatestDay, Word::ThisWeek, Word::PerDay, Word::Measured];
    columns.extend(words.map(|word| Column::right(word.text())));
    let none_is_empty = |n: i128| if n == 0 { Cell::from("") } else { Cell::Count(n) };
    let row = |(task, latest): (&Task, &Vec<_>)| {
        let both = task.at_plan;
        Row::plain(vec![
            names::metric(found.plan, task.metric).into(),
            task.open.map_or(Cell::from(""), Cell::Count),
            both.in_time.into(),
            none_is_empty(both.too_late),
            latest.iter().max().copied().into(),
            both.this_week.into(),
            Cell::decimal(both.per_day, 1),
            (task.at_measured.in_time + task.at_measured.too_late).into(),
        ])
    };
    Table { columns, rows: company.tasks.iter().zip(&catch_up.latest).map(row).collect() }
}

/// For each segment the step nearest to deals that is missing, and cannot become a deal in the period any more.
fn late(found: &Found<'_>, catch_up: &CatchUp) -> Vec<Text> {
    let of_segment = |line: &Line| {
        let segment = line.group.member?;
        let mut tasks = line.tasks.iter().zip(&catch_up.latest);
        let (task, latest) = tasks.find(|(task, _)| task.at_plan.too_late > 0)?;
        let (count, day) = (task.at_plan.too_late, latest.get(segment)?);
        let metric = names::metric(found.plan, task.metric);
        let (en, zh) = (metric.say(Lang::En), metric.say(Lang::Zh));
        let name = &found.plan.segments.get(segment)?.name;
        let (of, of_zh) = match found.plan.segments.len() {
            1 => (String::new(), String::new()),
            _ => (format!(" for `{name}`"), format!("（`{name}`）")),
        };
        Some(text!(
            en: "too late{of}: {count} more {en} were due by {day}";
            zh: "来不及{of_zh}：还缺 {count} 个{zh}，应在 {day} 前完成"
        ))
    };
    catch_up.of(Scope::Segment).filter_map(of_segment).collect()
}

/// What each group has to win, and what it has to do of every metric in the coming week.
fn group_table<'a>(plan: &'a Plan, catch_up: &CatchUp, by: Scope) -> Table<'a> {
    // A column of nothing but zeros would only say again that it is too late.
    let tasks = catch_up.lines.first().map(|company| company.tasks.as_slice()).unwrap_or_default();
    let shown: Vec<usize> = (0..tasks.len()).filter(|i| tasks[*i].at_plan.in_time > 0).collect();
    let mut columns = vec![Column::left(names::scope(by)), Column::right(to_win())];
    columns.extend(shown.iter().map(|i| Column::right(names::metric(plan, tasks[*i].metric))));
    let further = |spare: u8, heading: fn(&str, &str) -> Text| {
        let column = move |i: &usize| {
            let metric = names::metric(plan, tasks[*i].metric);
            Column::right(heading(metric.say(Lang::En), metric.say(Lang::Zh))).spare(spare)
        };
        shown.iter().map(column).collect::<Vec<_>>()
    };
    columns.extend(further(1, |en, zh| text!(en: "all {en}"; zh: "全部{zh}")));
    columns.extend(further(2, |en, zh| text!(en: "{en} per day"; zh: "日均{zh}")));
    let row = |(kind, group): (RowKind, Group)| {
        let line = catch_up.lines.iter().find(|line| line.group == group)?;
        let mut cells = vec![groups::label(plan, kind, group), line.remaining.into()];
        cells.extend(shown.iter().map(|i| Cell::Count(line.tasks[*i].at_plan.this_week)));
        cells.extend(shown.iter().map(|i| Cell::Count(line.tasks[*i].at_plan.in_time)));
        cells.extend(shown.iter().map(|i| Cell::decimal(line.tasks[*i].at_plan.per_day, 1)));
        let idle = group.rep().is_some() && shown.iter().all(|i| line.tasks[*i].at_plan.this_week == 0);
        Some(Row::new(kind, cells).idle(idle))
    };
    Table { columns, rows: groups::rows(plan, by).into_iter().filter_map(row).collect() }
}

/// Reps whose day does not hold what they would have to do.
fn overloads(plan: &Plan, catch_up: &CatchUp) -> Vec<Text> {
    let over = catch_up.of(Scope::Rep).flat_map(|line| {
        let over = line.tasks.iter().filter(|task| task.is_over_capacity);
        over.map(move |task| (line.group.name(plan), task))
    });
    let all: Vec<_> = over.collect();
    let mut lines: Vec<Text> = all
        .iter()
        .take(NAMED)
        .map(|(rep, task)| {
            let (metric, per_day) = (names::metric(plan, task.metric), half_even(task.at_plan.per_day, 1));
            text!(
                en: "above capacity: `{rep}`, {per_day} {} a day", metric.say(Lang::En);
                zh: "超出产能：`{rep}` 日均 {per_day} {}", metric.say(Lang::Zh)
            )
        })
        .collect();
    let more = all.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(text!(en: "{more} more above capacity"; zh: "另有 {more} 项超出产能"));
    }
    lines
}
