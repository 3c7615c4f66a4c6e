//! The JSON of `review`.

use super::changes;
use super::pipeline::pipeline;
use super::values::{
    amount, count, currency, day, excerpt, group, number, quantity, record, records, result, truth, with_members, words,
};
use crate::model::schema::{Kind, Member, Rule, Schema};
use crate::text;

pub fn review() -> Schema {
    let unknown = || text!(en: "`null` where it is not known, which is not 0."; zh: "不知道时为 `null`，不是 0。");
    let mut columns = vec![("period", words())];
    columns.extend(group());
    columns.extend([
        ("metric", words().about(text!(en: "`revenue`, `deals`, a step of the funnel, or `secured`."; zh: "`revenue`、`deals`、漏斗环节或 `secured`。"))),
        ("plan", quantity().or_null()),
        ("plan_to_date", quantity().or_null()),
        ("actual", quantity().or_null().about(unknown())),
        ("gap", quantity().or_null()),
        ("attainment", number().or_null()),
        ("status", Schema::any_of(vec![Schema::words(["green", "amber", "red"]), Schema::of(Kind::Null)])),
        ("pace", quantity().or_null()),
        ("remaining", quantity().or_null()),
        ("needed_per_day", number().or_null()),
    ]);
    let whole = result(
        "review",
        vec![
            ("plan", words()),
            ("period", words()),
            ("as_of", day().about(text!(en: "The last day whose facts count."; zh: "截止日。"))),
            ("rows", records(columns)),
            ("start", day()),
            ("end", day()),
            ("workdays_gone", count()),
            ("workdays_left", count()),
            ("currency", currency()),
            ("alerts", alerts()),
            ("bridge", bridge()),
            ("conversion", conversion()),
            ("catch_up", catch_up()),
            ("pipeline", pipeline()),
            ("changes", changes::of_review()),
        ],
    );
    // An excerpt leaves out what is about the rows of everybody.
    let more = excerpt().into_iter().chain([Member::plain("rows_read", rows_read())]);
    with_members(whole, more.collect())
}

/// A number, an amount as text, or nothing.
fn value() -> Schema {
    Schema::default().rule(Rule::Types(vec![Kind::Number, Kind::Text, Kind::Null]))
}

fn alerts() -> Schema {
    let mut columns = vec![("level", Schema::words(["amber", "red"]))];
    columns.extend(group());
    columns.extend([
        ("metric", words()),
        ("value", value()),
        ("below", value()),
        ("above", value()),
        ("weeks", count().or_null()),
        ("action", words().or_null()),
        ("owner", words().or_null()),
    ]);
    records(columns)
}

fn bridge() -> Schema {
    let mut columns = group();
    columns.extend([
        ("factor", words()),
        ("step", words().or_null()),
        ("into", words().or_null()),
        ("plan", value()),
        ("plan_count", number().or_null()),
        ("plan_of", number().or_null()),
        ("actual", value()),
        ("actual_count", number().or_null()),
        ("actual_of", number().or_null()),
        ("part", amount().about(text!(en: "What the factor caused; the parts of a group sum to its gap."; zh: "该因素造成的差额；一组各项之和即其差距。"))),
        ("leak", truth()),
        ("evidence", words().or_null()),
    ]);
    records(columns)
}

fn conversion() -> Schema {
    records(vec![
        ("step", words()),
        ("into", words()),
        ("segment", words()),
        ("plan", number().or_null()),
        ("actual", number().or_null()),
        ("count", count().or_null()),
        ("of", count().or_null()),
        ("evidence", words().or_null()),
        ("best", words().or_null()),
        ("best_rate", number().or_null()),
        ("worst", words().or_null()),
        ("worst_rate", number().or_null()),
    ])
}

fn catch_up() -> Schema {
    let mut columns = group();
    columns.extend([
        ("metric", words()),
        ("open", count().or_null()),
        ("to_do", count().or_null()),
        ("this_week", count().or_null()),
        ("too_late", count().or_null()),
        ("per_day", number().or_null()),
        ("over_capacity", truth()),
        ("measured_to_do", count().or_null()),
        ("measured_this_week", count().or_null()),
        ("measured_too_late", count().or_null()),
        ("measured_per_day", number().or_null()),
    ]);
    record(vec![
        (
            "remaining",
            amount().about(text!(en: "What the company still needs; for a rep or team its share of that, which is not what remains of the quota."; zh: "公司尚需的收入；对销售或团队为其分摊额，不等于指标的剩余。")),
        ),
        ("week_from", day().or_null()),
        ("week_to", day().or_null()),
        ("rows", records(columns)),
    ])
    .or_null()
}

pub fn rows_read() -> Schema {
    let rejects = vec![
        ("file", words()),
        ("line", count().or_null()),
        ("column", words().or_null()),
        ("value", words().or_null()),
        ("reason", words()),
    ];
    let about = text!(en: "Read = used + ignored + rejected."; zh: "读入 = 采用 + 忽略 + 拒绝。");
    record(vec![
        ("read", count()),
        ("used", count()),
        ("ignored", count()),
        ("rejected", count()),
        ("rejects", records(rejects)),
    ])
    .about(about)
}
