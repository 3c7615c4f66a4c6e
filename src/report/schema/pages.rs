//! The JSON of `decompose`, `check` and `inspect`.

use super::values::{
    amount, count, currency, day, excerpt, number, record, records, result, truth, with_members, words,
};
use crate::model::schema::{Member, Rule, Schema};
use crate::text;

pub fn decompose() -> Schema {
    let columns = vec![
        ("period", words().about(text!(en: "`opening` is the pipeline that must exist on the first day."; zh: "`opening` 是第一天应有的储备。"))),
        ("start", day().or_null()),
        ("end", day().or_null()),
        ("workdays", count().or_null()),
        ("revenue", amount().or_null()),
        ("deals", count().or_null()),
    ];
    let groups = ["team", "rep", "segment"].map(|name| Member::plain(name, words())).into();
    let step = count().or_null().about(text!(en: "A step of the funnel."; zh: "漏斗环节。"));
    let row = with_members(record(columns), groups).rule(Rule::Others(Some(Box::new(step))));
    let load = vec![
        ("rep", words()),
        ("step", words()),
        ("month", words()),
        ("need", number()),
        ("capacity", number()),
        ("load", number().or_null()),
        ("over", truth()),
    ];
    let commits =
        vec![("team", words()), ("rep", words()), ("quota", amount()), ("commit", amount()), ("gap", amount())];
    let whole = result(
        "decompose",
        vec![
            ("plan", words()),
            ("period", words()),
            ("rows", Schema::list(row)),
            ("currency", currency()),
            (
                "target",
                amount()
                    .about(text!(en: "What the company needs, less what is secured."; zh: "目标减去已确定的部分。")),
            ),
            ("secured", amount()),
            ("assigned", amount().about(text!(en: "What the reps carry together."; zh: "各人指标之和。"))),
            (
                "load",
                records(load).about(
                    text!(en: "Need against capacity by rep, step and month."; zh: "按人、环节和月的需求与产能。"),
                ),
            ),
            ("commits", records(commits)),
        ],
    );
    with_members(whole, excerpt())
}

pub fn check() -> Schema {
    let columns = vec![
        ("level", Schema::words(["ok", "info", "warning", "error"])),
        ("area", words()),
        ("key", words().or_null()),
        ("place", words().or_null().about(text!(en: "File, line and column."; zh: "文件、行、列。"))),
        ("finding", words()),
        ("change", words().or_null().about(text!(en: "What to change."; zh: "怎样修改。"))),
    ];
    let own = vec![
        ("plan", words()),
        ("rows", records(columns)),
        ("errors", count()),
        ("warnings", count()),
        ("infos", count()),
    ];
    result("check", own)
}

pub fn inspect() -> Schema {
    let topics = ["file", "column", "heading", "word", "owner", "dates", "currency", "rows"];
    let columns = vec![
        ("file", words()),
        ("kind", words()),
        ("topic", Schema::words(topics)),
        ("name", words()),
        ("value", words().or_null()),
        ("rows", count().or_null()),
        ("note", words().or_null()),
        ("trust", words().or_null()),
    ];
    let tables = Schema::list(words()).about(text!(en: "What to paste into a plan."; zh: "可粘贴到计划中的内容。"));
    result("inspect", vec![("files", Schema::list(words())), ("rows", records(columns)), ("tables", tables)])
}
