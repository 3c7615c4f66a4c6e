//! Values of results as schemas, and the members that all results have.

use crate::model::schema::{Kind, Member, Rule, Schema};
use crate::text;

/// An amount as text, so that no reader rounds it.
pub fn amount() -> Schema {
    Schema::text(r"^-?[0-9]+(\.[0-9]+)?$")
}

pub fn count() -> Schema {
    Schema::of(Kind::Integer)
}

pub fn number() -> Schema {
    Schema::of(Kind::Number)
}

pub fn words() -> Schema {
    Schema::of(Kind::Text)
}

pub fn truth() -> Schema {
    Schema::of(Kind::Truth)
}

pub fn day() -> Schema {
    Schema::text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$").rule(Rule::Date)
}

/// A whole number, or an amount as text: what a metric is counted in.
pub fn quantity() -> Schema {
    Schema::default()
        .rule(Rule::Types(vec![Kind::Integer, Kind::Text]))
        .rule(Rule::Pattern(r"^-?[0-9]+(\.[0-9]+)?$".to_owned()))
}

/// The columns of a list of records, each with its schema.
pub fn records(columns: Vec<(&'static str, Schema)>) -> Schema {
    Schema::list(record(columns))
}

/// An object in which all of these are.
pub fn record(columns: Vec<(&'static str, Schema)>) -> Schema {
    let names: Vec<&'static str> = columns.iter().map(|(name, _)| *name).collect();
    let members = columns.into_iter().map(|(name, schema)| Member::plain(name, schema)).collect();
    Schema::of(Kind::Object).rule(Rule::Members(members)).required(&names)
}

/// The whole JSON of a command: what all have, and its own.
pub fn result(command: &str, own: Vec<(&'static str, Schema)>) -> Schema {
    let name = Schema::words([format!("splan/{command}/1")])
        .about(text!(en: "What this is, and the version of its members."; zh: "这是什么，以及成员的版本。"));
    let level = Schema::words(["info", "warning"]);
    let notes = records(vec![("level", level), ("text", words())])
        .about(text!(en: "What is worth knowing about the result."; zh: "关于结果的说明。"));
    let mut columns = vec![("schema", name)];
    columns.extend(own);
    columns.push(("notes", notes));
    record(columns)
}

/// The name of a currency.
pub fn currency() -> Schema {
    Schema::text("^[A-Z]{3}$").about(text!(en: "The currency of every amount."; zh: "所有金额的货币。"))
}

/// A group: where it stands, and its names.
pub fn group() -> Vec<(&'static str, Schema)> {
    let scopes = Schema::words(["company", "target", "team", "rep", "segment"]);
    vec![("scope", scopes), ("team", words()), ("name", words())]
}

/// The object with further members that it may have.
pub fn with_members(mut table: Schema, more: Vec<Member>) -> Schema {
    for rule in &mut table.rules {
        if let Rule::Members(members) = rule {
            members.extend(more.iter().cloned());
        }
    }
    table
}

/// Whose excerpt of a result it is, where it was split.
pub fn excerpt() -> Vec<Member> {
    let about = || text!(en: "Whose file this is, with `--split-by`."; zh: "用 `--split-by` 时，该文件属于谁。");
    ["rep", "team"].map(|name| Member::plain(name, words().about(about()))).into()
}
