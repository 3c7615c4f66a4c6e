//! JSON Schemas (draft 2020-12): of the JSON of each command, and any schema as text.
//!
//! Nothing is said by reference, and few keywords are newer than draft 7, because editors understand little more.

mod changes;
mod explain;
mod pages;
mod pipeline;
mod review;
mod values;

use serde_json::{Map, Value, json};

use crate::model::schema::{Kind, Member, Rule, Schema};
use crate::model::text::Lang;

/// The commands whose JSON has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    Decompose,
    Review,
    Changes,
    Check,
    Explain,
    Inspect,
}

impl Output {
    pub const ALL: [Output; 6] =
        [Output::Decompose, Output::Review, Output::Changes, Output::Check, Output::Explain, Output::Inspect];

    pub fn name(self) -> &'static str {
        match self {
            Output::Decompose => "decompose",
            Output::Review => "review",
            Output::Changes => "changes",
            Output::Check => "check",
            Output::Explain => "explain",
            Output::Inspect => "inspect",
        }
    }
}

/// The schema of the JSON of a command. Members may be added to it; none is renamed.
pub fn of(output: Output) -> Schema {
    match output {
        Output::Decompose => pages::decompose(),
        Output::Review => review::review(),
        Output::Changes => changes::changes(),
        Output::Check => pages::check(),
        Output::Explain => explain::explain(),
        Output::Inspect => pages::inspect(),
    }
}

/// A schema as indented text; `id` names it.
pub fn text(schema: &Schema, id: &str, lang: Lang) -> String {
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!(id));
    whole.extend(object(schema, lang));
    format!("{:#}\n", Value::Object(whole))
}

fn object(schema: &Schema, lang: Lang) -> Map<String, Value> {
    let mut object = Map::new();
    if let Some(about) = &schema.about {
        object.insert("description".to_owned(), json!(about.say(lang)));
    }
    // Alternatives of one kind, and needs of several members, are told together.
    for rule in &schema.rules {
        let (keyword, value) = keyword(rule, lang);
        match object.get_mut(keyword) {
            Some(Value::Object(earlier)) => earlier.extend(value.as_object().cloned().unwrap_or_default()),
            Some(_) => {
                let all = object.entry("allOf").or_insert_with(|| json!([]));
                if let Value::Array(all) = all {
                    all.push(json!({ keyword: value }));
                }
            }
            None => {
                object.insert(keyword.to_owned(), value);
            }
        }
    }
    object
}

fn keyword(rule: &Rule, lang: Lang) -> (&'static str, Value) {
    let inner = |schema: &Schema| Value::Object(object(schema, lang));
    let all = |schemas: &[Schema]| Value::Array(schemas.iter().map(inner).collect());
    match rule {
        Rule::Types(kinds) => ("type", types(kinds)),
        Rule::Enum(words) => ("enum", json!(words)),
        Rule::Pattern(pattern) => ("pattern", json!(pattern)),
        Rule::Date => ("format", json!("date")),
        Rule::Least(least) => ("minimum", json!(least)),
        Rule::Above(above) => ("exclusiveMinimum", json!(above)),
        Rule::Most(most) => ("maximum", json!(most)),
        Rule::Items(item) => ("items", inner(item)),
        Rule::LeastItems(least) => ("minItems", json!(least)),
        Rule::Members(members) => {
            let member = |member: &Member| (member.name.to_owned(), inner(&member.schema));
            ("properties", Value::Object(members.iter().map(member).collect()))
        }
        Rule::Others(others) => ("additionalProperties", others.as_deref().map_or(json!(false), inner)),
        Rule::Names(names) => ("propertyNames", inner(names)),
        Rule::LeastMembers(least) => ("minProperties", json!(least)),
        Rule::Required(names) => ("required", json!(names)),
        Rule::Needs(one, other) => ("dependentRequired", json!({ *one: [other] })),
        Rule::Not(schema) => ("not", inner(schema)),
        Rule::AnyOf(schemas) => ("anyOf", all(schemas)),
        Rule::OneOf(schemas) => ("oneOf", all(schemas)),
    }
}

fn types(kinds: &[Kind]) -> Value {
    let name = |kind: &Kind| match kind {
        Kind::Object => "object",
        Kind::Array => "array",
        Kind::Text => "string",
        Kind::Number => "number",
        Kind::Integer => "integer",
        Kind::Truth => "boolean",
        Kind::Null => "null",
    };
    match kinds {
        [kind] => json!(name(kind)),
        kinds => kinds.iter().map(name).collect(),
    }
}
