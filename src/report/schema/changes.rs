//! The JSON of `changes`, and the member `changes` of a review.

use super::review::rows_read;
use super::values::{amount, count, currency, day, record, records, result, words};
use crate::calc::changes::Figure;
use crate::model::schema::{Kind, Member, Rule, Schema};
use crate::report::changes::List;
use crate::text;

pub fn changes() -> Schema {
    let mut columns = vec![("period", words())];
    columns.extend(of_path(["company", "team", "rep", "segment", "deal"].as_slice()));
    let row = record(columns).rule(Rule::Members(of_deals()));
    result(
        "changes",
        vec![
            ("plan", words()),
            ("period", words()),
            ("as_of", day().about(text!(en: "The day that says which quarter is meant."; zh: "决定所指季度的日期。"))),
            ("rows", Schema::list(row)),
            ("start", day()),
            ("end", day()),
            ("currency", currency()),
            ("old", words()),
            ("new", words()),
            ("besides", besides()),
            ("matching", matching()),
            ("rows_read", record(vec![("old", rows_read()), ("new", rows_read())])),
        ],
    )
}

/// What a review says of them.
pub fn of_review() -> Schema {
    let rows = records(of_path(["company", "team", "rep", "segment"].as_slice()));
    record(vec![("old", words()), ("rows", rows), ("besides", besides()), ("matching", matching())]).or_null()
}

fn of_path(scopes: &[&'static str]) -> Vec<(&'static str, Schema)> {
    let mut paths: Vec<&str> = Figure::ALL.map(Figure::name).to_vec();
    paths.extend(List::ALL.map(List::name).iter().filter(|name| !Figure::ALL.map(Figure::name).contains(name)));
    let signed = text!(
        en: "Signed: the rows of a group up to `closing` sum to it.";
        zh: "带符号：一组中 `closing` 之前各行之和即为它。"
    );
    vec![
        ("scope", Schema::words(scopes.to_vec())),
        ("team", words()),
        ("name", words()),
        ("path", Schema::words(paths)),
        ("deals", count().about(text!(en: "How many deals are behind it."; zh: "涉及的商机数。"))),
        ("count", count().about(signed.clone())),
        ("amount", amount().or_null().about(signed)),
    ]
}

/// Of a deal that `--list` asked for.
fn of_deals() -> Vec<Member> {
    let states = || Schema::words(["open", "won", "lost", "void", "secured"]);
    let state = || Schema::any_of(vec![states(), Schema::of(Kind::Null)]);
    let columns = [
        ("id", words().or_null()),
        ("account", words().or_null()),
        ("owner_before", words().or_null()),
        ("owner", words().or_null()),
        ("amount_before", amount().or_null()),
        ("amount_after", amount().or_null()),
        ("close_before", day().or_null()),
        ("close_after", day().or_null()),
        ("state_before", state()),
        ("state_after", state()),
    ];
    columns.into_iter().map(|(name, schema)| Member::plain(name, schema)).collect()
}

fn besides() -> Schema {
    record(vec![("deals", count()), ("amount", amount())]).about(text!(
        en: "Won in the period without having been in its pipeline at the start.";
        zh: "本期赢单而期初不在其储备中的商机。"
    ))
}

fn matching() -> Schema {
    record(vec![
        ("by_id", count()),
        ("by_name", count()),
        ("without_id_old", count()),
        ("without_id_new", count()),
        ("ambiguous_old", count()),
        ("ambiguous_new", count()),
    ])
    .about(text!(en: "How deals of one export were found in the other."; zh: "两份导出中的商机如何对应。"))
}
