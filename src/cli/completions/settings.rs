//! What `--set KEY=VALUE` can be, part by part: keys from the schema of plans, names from the plan.

use crate::cli::completions::names::Candidate;
use crate::model::plan::Plan;
use crate::model::rep::NO_TEAM;
use crate::model::schema::{Rule, Schema};
use crate::model::text::Lang;
use crate::read::plan::schema;

/// The keys that go on where `current` stops, or the values of its key where it has one.
pub fn settings(plan: Option<&Plan>, current: &str) -> Vec<Candidate> {
    let root = schema::plan();
    match split_outside_quotes(current, '=').as_slice() {
        [path] => keys(plan, &root, path),
        [path, _value] => values(plan, &root, path),
        _ => Vec::new(),
    }
}

fn keys(plan: Option<&Plan>, root: &Schema, path: &str) -> Vec<Candidate> {
    let parts = split_outside_quotes(path, '.');
    let Some((last, before)) = parts.split_last() else { return Vec::new() };
    let kept = path.strip_suffix(last).unwrap_or_default();
    let Some((schema, list)) = walk(root, before) else { return Vec::new() };
    let candidate = |name: &str, rest: &str, about: &str| Candidate {
        value: format!("{kept}{name}{rest}"),
        about: about.to_owned(),
    };
    if let Some(list) = list {
        return named(plan, list).into_iter().map(|name| candidate(&quoted(&name), ".", "")).collect();
    }
    let about = |schema: &Schema| schema.about.as_ref().map(|about| about.say(Lang::En).to_owned()).unwrap_or_default();
    let members = members(schema);
    members.map(|(name, inner)| candidate(name, if has_keys(inner) { "." } else { "=" }, &about(inner))).collect()
}

/// The words that a key can have, or names of the plan.
fn values(plan: Option<&Plan>, root: &Schema, path: &str) -> Vec<Candidate> {
    let parts = split_outside_quotes(path, '.');
    let Some((schema, None)) = walk(root, &parts) else { return Vec::new() };
    let words = alternatives(schema).into_iter().flat_map(|schema| &schema.rules).flat_map(|rule| match rule {
        Rule::Enum(words) => words.clone(),
        _ => Vec::new(),
    });
    let teams = plan.into_iter().flat_map(|plan| plan.teams.clone());
    let teams = teams.filter(|team| parts.last() == Some(&"team") && team != NO_TEAM);
    words.chain(teams).map(|word| Candidate { value: format!("{path}={word}"), about: String::new() }).collect()
}

/// The schema at the end of the parts, and the list of named tables where the next part is one of their names.
fn walk<'s, 'p>(root: &'s Schema, parts: &'p [&'p str]) -> Option<(&'s Schema, Option<&'p str>)> {
    let mut schema = root;
    let mut list = None;
    for part in parts {
        if list.take().is_some() {
            continue;
        }
        let (_, inner) = members(schema).find(|(name, _)| name == part)?;
        (schema, list) = match items(inner) {
            Some(item) => (item, Some(*part)),
            None => (inner, None),
        };
    }
    Some((schema, list))
}

/// The schema and what it may be instead.
fn alternatives(schema: &Schema) -> Vec<&Schema> {
    let inner = schema.rules.iter().flat_map(|rule| match rule {
        Rule::AnyOf(schemas) => schemas.as_slice(),
        _ => &[],
    });
    std::iter::once(schema).chain(inner).collect()
}

fn members(schema: &Schema) -> impl Iterator<Item = (&'static str, &Schema)> {
    let rules = alternatives(schema).into_iter().flat_map(|schema| &schema.rules);
    rules
        .filter_map(|rule| if let Rule::Members(members) = rule { Some(members) } else { None })
        .flatten()
        // Conditions repeat members.
        .filter(|member| member.schema.about.is_some() || !member.schema.rules.is_empty())
        .map(|member| (member.name, &member.schema))
}

/// The tables of a list that are found by name.
fn items(schema: &Schema) -> Option<&Schema> {
    let item = schema.rules.iter().find_map(|rule| if let Rule::Items(item) = rule { Some(&**item) } else { None })?;
    members(item).any(|(name, _)| name == "name").then_some(item)
}

fn has_keys(schema: &Schema) -> bool {
    items(schema).is_some() || members(schema).next().is_some()
}

fn named(plan: Option<&Plan>, list: &str) -> Vec<String> {
    let Some(plan) = plan else { return Vec::new() };
    match list {
        "reps" => plan.reps.iter().map(|rep| rep.name.clone()).collect(),
        "segments" => plan.segments.iter().map(|segment| segment.name.clone()).collect(),
        "steps" => plan.funnel.steps().iter().map(|step| step.name.clone()).collect(),
        _ => Vec::new(),
    }
}

/// A name as a part of a key.
fn quoted(name: &str) -> String {
    if name.contains(['.', '=', '"', ' ']) { format!("\"{}\"", name.replace('"', "\\\"")) } else { name.to_owned() }
}

/// The text between the marks that stand in no quotes.
fn split_outside_quotes(text: &str, mark: char) -> Vec<&str> {
    let (mut parts, mut start, mut inside) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        if c == '"' {
            inside = !inside;
        } else if c == mark && !inside {
            parts.extend(text.get(start..at));
            start = at + c.len_utf8();
        }
    }
    parts.extend(text.get(start..));
    parts
}
