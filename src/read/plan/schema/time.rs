//! Calendar, seasonality, and what is watched.

use super::values::{amount, any_case, choice, date, decimal, one_or_list, positive, text};
use crate::model::alert::Watched;
use crate::model::day::WEEKDAYS;
use crate::model::schema::{Member, Rule, Schema};
use crate::read::plan::calendar::BUILT_IN;
use crate::read::plan::calendar::lists::{CHINESE, LONG};
use crate::text;

pub fn calendar() -> Schema {
    let built_in = BUILT_IN.map(|(name, _)| name);
    let members = vec![
        Member::new(
            "weekend",
            one_or_list(weekday()),
            text!(en: "Days of the week off; without it Saturday and Sunday."; zh: "每周的休息日；不写则为周六、周日。"),
        ),
        Member::new(
            "holidays",
            spans(),
            text!(en: "Days off, each or from a day to a day."; zh: "节假日，单日或一段。"),
        ),
        Member::new(
            "workdays",
            spans(),
            text!(en: "Days that are worked though they fall on a weekend or holiday."; zh: "调休上班的日子，优先于周末和节假日。"),
        ),
        Member::new(
            "years",
            one_or_list(Schema::whole(1900, 2200)),
            text!(en: "Years whose holidays are all listed."; zh: "节假日已列全的年份。"),
        ),
        Member::new(
            "use",
            one_or_list(choice(&built_in)),
            text!(en: "A built-in calendar, joined with the lists."; zh: "内置日历，与列表合并。"),
        ),
        Member::new(
            "file",
            one_or_list(text()),
            text!(en: "A file with the same keys and `years`, relative to the plan."; zh: "含同样的键和 `years` 的文件，路径相对于计划。"),
        ),
    ];
    Schema::table(members)
}

fn weekday() -> Schema {
    let chinese: Vec<String> = CHINESE
        .iter()
        .chain(&["天"])
        .flat_map(|day| ["", "周", "星期"].map(|before| format!("{before}{day}")))
        .collect();
    let words: Vec<&str> = WEEKDAYS.into_iter().chain(LONG).chain(chinese.iter().map(String::as_str)).collect();
    Schema::any_of(vec![Schema::words(WEEKDAYS), Schema::text(&any_case(&words))])
}

/// Days, and `{ from = …, to = …, name = … }`.
pub fn spans() -> Schema {
    let members = vec![
        Member::new("from", date(), text!(en: "The first day."; zh: "第一天。")),
        Member::new("to", date(), text!(en: "The last day, which is part of it."; zh: "最后一天，包含在内。")),
        Member::new("name", text(), text!(en: "What it is, for readers."; zh: "名目，供阅读。")),
    ];
    let span = Schema::table(members).required(&["from", "to"]);
    one_or_list(Schema::any_of(vec![date(), span]))
}

pub fn seasonality() -> Schema {
    let members = vec![
        Member::new(
            "months",
            one_or_list(decimal()),
            text!(en: "A weight for each month of the plan, or 12 that repeat."; zh: "计划每个月的权重，或 12 个循环。"),
        ),
        Member::new(
            "quarters",
            one_or_list(decimal()),
            text!(en: "A weight for each quarter of the plan, or 4 that repeat."; zh: "计划每个季度的权重，或 4 个循环。"),
        ),
        Member::new(
            "by",
            choice(&["capacity"]),
            text!(en: "Months weigh as much as the team can do in them."; zh: "按团队当月的产能。"),
        ),
    ];
    let one = ["months", "quarters", "by"].map(|key| Schema::having(&[key]));
    Schema::table(members).rule(Rule::OneOf(one.into()))
}

pub fn alerts() -> Schema {
    let members = vec![
        Member::new(
            "green",
            positive(10),
            text!(en: "The attainment from which status is green; 1.0 where left out."; zh: "绿灯的达成率界限；不写为 1.0。"),
        ),
        Member::new(
            "amber",
            positive(10),
            text!(en: "The attainment from which status is amber; 0.9 where left out."; zh: "黄灯的达成率界限；不写为 0.9。"),
        ),
        Member::new(
            "silent_days",
            Schema::whole(1, 3660),
            text!(en: "Days without activity from which an open deal is silent; 30 where left out."; zh: "商机多少天没有活动即为沉默；不写为 30。"),
        ),
        Member::new(
            "rules",
            Schema::list(rule()),
            text!(en: "What is watched, for whom, and what to do."; zh: "盯什么、盯谁、怎么办。"),
        ),
    ];
    Schema::table(members)
}

fn rule() -> Schema {
    let known = Watched::NAMED.map(|(name, _)| name);
    let metric = Schema::any_of(vec![Schema::words(known), text()]);
    let bound = || Schema::any_of(vec![decimal(), amount()]);
    let members = vec![
        Member::new(
            "metric",
            metric,
            text!(en: "What is watched: one of these, or a step of the funnel."; zh: "盯什么：其中之一，或漏斗环节。"),
        ),
        Member::new(
            "scope",
            choice(&["company", "team", "rep"]),
            text!(en: "For whom; the company where left out."; zh: "盯谁；不写则为公司。"),
        ),
        Member::new("name", text(), text!(en: "Only this team or rep."; zh: "仅限该团队或销售。")),
        Member::new("below", bound(), text!(en: "It is told where the value lies below this."; zh: "低于此值则提醒。")),
        Member::new("above", bound(), text!(en: "It is told where the value lies above this."; zh: "高于此值则提醒。")),
        Member::new(
            "weeks",
            Schema::whole(1, 520),
            text!(en: "Only where it did so for as many weeks in a row."; zh: "连续这么多周才提醒。"),
        ),
        Member::new(
            "level",
            choice(&["amber", "red"]),
            text!(en: "How bad that is; amber where left out."; zh: "严重程度；不写为 amber。"),
        ),
        Member::new("action", text(), text!(en: "What to do."; zh: "怎么办。")),
        Member::new("owner", text(), text!(en: "Who does it."; zh: "谁来办。")),
    ];
    let bounds = Rule::OneOf(vec![Schema::having(&["below"]), Schema::having(&["above"])]);
    Schema::table(members).required(&["metric"]).rule(bounds).rule(Rule::Needs("name", "scope"))
}
