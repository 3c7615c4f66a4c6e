//! `--set KEY=VALUE`: one key of the plan replaced or added before it is read.

use std::sync::Arc;

use crate::model::diagnostic::{Diagnostic, Source};
use crate::model::segment::same_name;
use crate::read::plan::names::did_you_mean;
use crate::read::plan::notes::Notes;
use crate::read::plan::tree::assignment::{Assignment, Key};
use crate::read::plan::tree::{Node, Table, Value};
use crate::text;

/// Applies the arguments in order; problems point into the arguments.
pub fn apply(plan: &mut Table, sets: &[String], notes: &mut Notes) {
    for argument in sets {
        let source = Arc::new(Source { name: "--set".to_owned(), text: argument.clone() });
        let assigned = Assignment::parse(&source).and_then(|assignment| assign(plan, &assignment, 0));
        if let Err(problem) = assigned {
            notes.report(*problem);
        }
    }
}

/// Keys that say the same thing in another way: setting the first takes the others out of its table.
const INSTEAD_OF: [(&str, &[&str]); 7] = [
    ("rate", &["need"]),
    ("need", &["rate"]),
    ("year", &["starts", "ends"]),
    ("starts", &["year"]),
    ("months", &["quarters", "by"]),
    ("quarters", &["months", "by"]),
    ("by", &["months", "quarters"]),
];

/// Lists whose tables are found by name.
const NAMED: [&[&str]; 3] = [&["reps"], &["segments"], &["funnel", "steps"]];

/// Puts the value at the key's part `depth` of `table`.
fn assign(table: &mut Table, assignment: &Assignment, depth: usize) -> Result<(), Box<Diagnostic>> {
    let Some(key) = assignment.keys.get(depth) else { return Ok(()) };
    if depth + 1 == assignment.keys.len() {
        for (_, others) in INSTEAD_OF.iter().filter(|(set, _)| *set == key.name) {
            others.iter().for_each(|other| table.remove(other));
        }
        table.put(key.entry(assignment.value.clone()));
        return Ok(());
    }
    let inside: Vec<&str> = assignment.keys.iter().take(depth + 1).map(|key| key.name.as_str()).collect();
    let named = NAMED.contains(&inside.as_slice());
    if table.get(&key.name).is_none() && !named {
        table.put(key.entry(Node { place: key.place.clone(), value: Value::Table(Table::default()) }));
    }
    match table.get_mut(&key.name).map(|entry| &mut entry.node.value) {
        Some(Value::Table(inner)) => assign(inner, assignment, depth + 1),
        Some(Value::List(items)) if named => assign_to_named(items, assignment, depth + 1),
        None => assign_to_named(&mut [], assignment, depth + 1),
        Some(_) => Err(no_keys_below(key, &inside.join("."))),
    }
}

/// Puts the value into the table of `items` whose name is the key's part `depth`.
fn assign_to_named(items: &mut [Node], assignment: &Assignment, depth: usize) -> Result<(), Box<Diagnostic>> {
    let Some(key) = assignment.keys.get(depth) else { return Ok(()) };
    let known: Vec<String> = items.iter().filter_map(|item| Some(name_of(item)?.to_owned())).collect();
    let found = items.iter_mut().find(|item| name_of(item).is_some_and(|name| same_name(name, &key.name)));
    match found.map(|item| &mut item.value) {
        Some(Value::Table(table)) if depth + 1 < assignment.keys.len() => assign(table, assignment, depth + 1),
        Some(_) => Err(no_key_named(key)),
        None => Err(nothing_named(key, &known)),
    }
}

fn name_of(item: &Node) -> Option<&str> {
    let Value::Table(table) = &item.value else { return None };
    match &table.get("name")?.node.value {
        Value::Text(name) => Some(name),
        _ => None,
    }
}

fn no_keys_below(key: &Key, path: &str) -> Box<Diagnostic> {
    let problem = Diagnostic::error(
        text!(en: "`{path}` has no keys below it"; zh: "`{path}` 之下没有键"),
        key.place.clone(),
        text!(en: "a plain value"; zh: "是单个值"),
    );
    Box::new(problem.help(text!(en: "set `{path}` as a whole"; zh: "请整体设置 `{path}`")))
}

fn no_key_named(key: &Key) -> Box<Diagnostic> {
    let name = &key.name;
    let problem = Diagnostic::error(
        text!(en: "`{name}` is a whole table"; zh: "`{name}` 是一整个表"),
        key.place.clone(),
        text!(en: "which key of it?"; zh: "它的哪个键？"),
    );
    Box::new(problem.help(
        text!(en: "name a key of it, as in `reps.Ann.weight=0.5`"; zh: "请写到它的键，如 `reps.张伟.weight=0.5`"),
    ))
}

fn nothing_named(key: &Key, known: &[String]) -> Box<Diagnostic> {
    let name = &key.name;
    let problem = Diagnostic::error(
        text!(en: "nothing in the plan is named `{name}`"; zh: "计划中没有名为 `{name}` 的项"),
        key.place.clone(),
        text!(en: "no such name"; zh: "没有这个名称"),
    );
    Box::new(problem.help(match known {
        [] => text!(en: "add it to the plan file first"; zh: "请先写入计划文件"),
        known => did_you_mean(name, known.iter().map(String::as_str)),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::plan::tree::syntax;

    fn written(plan: &str, sets: &[&str]) -> (Table, Vec<String>) {
        let source = Arc::new(Source { name: "plan.toml".to_owned(), text: plan.to_owned() });
        let mut table = syntax::document(&source).table;
        let mut notes = Notes::default();
        let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
        apply(&mut table, &sets, &mut notes);
        let problems = notes.into_problems("plan.toml");
        (table, problems.iter().map(|p| p.message.say(crate::model::text::Lang::En).to_owned()).collect())
    }

    fn at(table: &Table, path: &[&str]) -> Option<String> {
        let (last, rest) = path.split_last().unwrap();
        let table = rest.iter().try_fold(table, |table, key| match &table.get(key)?.node.value {
            Value::Table(inner) => Some(inner),
            Value::List(items) => match &items.first()?.value {
                Value::Table(inner) => Some(inner),
                _ => None,
            },
            _ => None,
        })?;
        Some(table.get(last)?.node.written())
    }

    const PLAN: &str = "[funnel]\nsteps = [{ name = \"calls\", rate = 0.1 }]\n[[reps]]\nname = \"J. Smith\"\n";

    #[test]
    fn keys_are_replaced_and_added() {
        let (plan, problems) = written(
            PLAN,
            &[
                "funnel.average_deal=1.2亿",
                "reps.\"j. smith\".weight = 0.5 ",
                "funnel.steps.calls.need=10",
                "alerts.green=1",
            ],
        );
        assert_eq!(problems, [""; 0]);
        assert_eq!(at(&plan, &["funnel", "average_deal"]).as_deref(), Some("1.2亿"));
        assert_eq!(at(&plan, &["reps", "weight"]).as_deref(), Some("0.5"));
        assert_eq!(at(&plan, &["funnel", "steps", "need"]).as_deref(), Some("10"));
        assert_eq!(at(&plan, &["funnel", "steps", "rate"]), None, "need replaces rate");
        assert_eq!(at(&plan, &["alerts", "green"]).as_deref(), Some("1"));
    }

    #[test]
    fn arguments_that_set_nothing_are_told() {
        let deep = format!("{}=1", ["a"; 100_000].join("."));
        for argument in [
            "",
            "=",
            "a",
            "a=",
            ".a=1",
            "a..b=1",
            "reps.Bob.weight=1",
            "segments.KA.share=1",
            "reps.J. Smith=1",
            "a=[1",
            "funnel.steps.calls.rate.x=1",
            "\"a=1",
            &deep,
        ] {
            assert_eq!(written(PLAN, &[argument]).1.len(), 1, "{argument}");
        }
    }
}
