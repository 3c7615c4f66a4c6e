//! The schemas are true: to the reader of plans, and to what the commands write.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jsonschema::Validator;
use serde_json::{Value, json};
use splan::model::diagnostic::Diagnostic;
use splan::model::text::Lang;
use splan::read::plan::{PlanFile, Reading, read, schema};
use splan::read::templates::TEMPLATES;
use splan::report::schema::{Output, of, text};

fn of_plan() -> Value {
    serde_json::from_str(&text(&schema::plan(), "splan plan", Lang::En)).unwrap()
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::meta::validate(schema).unwrap_or_else(|error| panic!("{error}"));
    jsonschema::draft202012::new(schema).unwrap()
}

/// A plan as editors see it: dates are texts.
fn seen(plan: &toml::Value) -> Value {
    match plan {
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(items) => items.iter().map(seen).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), seen(value))).collect(),
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(truth) => json!(truth),
    }
}

fn parsed(text: &str) -> Option<Value> {
    toml::from_str(text).ok().as_ref().map(seen)
}

fn reading(text: &str) -> Result<Reading, Vec<Diagnostic>> {
    let file = PlanFile { name: "plan.toml".into(), folder: PathBuf::from("plans"), text: text.to_owned() };
    read(file, &[], &|_| Ok("years = [2026]\n".to_owned()))
}

fn faults(validator: &Validator, instance: &Value) -> Vec<String> {
    validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// A table of a plan: how to get to it, and its keys.
struct Table {
    path: Vec<String>,
    keys: BTreeSet<String>,
}

/// Every table with keys of its own; `[]` in a path is an item of a list.
fn tables(schema: &Value, path: &[String], found: &mut Vec<Table>) {
    let inside = |name: &str| [path, &[name.to_owned()]].concat();
    if let Some(properties) = schema["properties"].as_object() {
        found.push(Table { path: path.to_vec(), keys: properties.keys().cloned().collect() });
        properties.iter().for_each(|(key, inner)| tables(inner, &inside(key), found));
    }
    if schema["items"].is_object() {
        tables(&schema["items"], &inside("[]"), found);
    }
    schema["anyOf"].as_array().into_iter().flatten().for_each(|inner| {
        // Conditions about keys are no tables.
        if inner["type"].is_string() || inner["anyOf"].is_array() {
            tables(inner, path, found);
        }
    });
}

/// A plan with nothing but an unknown key in the table at `path`.
fn with_unknown_key(path: &[String]) -> toml::Value {
    let inner = |rest: &[String]| with_unknown_key(rest);
    match path.split_first() {
        None => toml::Value::Table([("qqqqqqqqqq".to_owned(), toml::Value::Integer(1))].into_iter().collect()),
        Some((item, rest)) if item == "[]" => toml::Value::Array(vec![inner(rest)]),
        Some((key, rest)) => toml::Value::Table([(key.clone(), inner(rest))].into_iter().collect()),
    }
}

/// The reader tells the keys of a table where one is unknown: they are those of the schema, in every table.
#[test]
fn the_schema_of_plans_has_the_keys_of_the_reader() {
    let mut found = Vec::new();
    tables(&of_plan(), &[], &mut found);
    assert!(found.len() >= 17, "{}", found.len());
    for table in found {
        let plan = toml::to_string(&with_unknown_key(&table.path)).unwrap();
        let problems = reading(&plan).unwrap_err();
        let told = |problem: &&Diagnostic| problem.message.say(Lang::En).ends_with("qqqqqqqqqq`");
        let problem = problems.iter().find(told).unwrap_or_else(|| panic!("{plan}: {problems:?}"));
        let help = problem.help.as_ref().unwrap().say(Lang::En);
        let keys: BTreeSet<String> = help.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(table.keys, keys, "{:?}: {help}", table.path);
    }
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == ending));
    files.sort();
    files
}

#[test]
fn every_plan_of_ours_is_one_by_the_schema() {
    let schema = validator(&of_plan());
    let readme = fs::read_to_string("README.md").unwrap();
    let smallest = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap().to_owned();
    let written = [files("plans", "toml"), files("tests/plans", "toml")].concat();
    let mut plans: Vec<String> = written.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    plans.extend(TEMPLATES.iter().flat_map(|template| [2025, 2026, 2031].map(|year| template.text(year))));
    plans.push(smallest);
    for plan in plans {
        let faults = faults(&schema, &parsed(&plan).unwrap());
        assert!(faults.is_empty(), "{faults:#?}\n{plan}");
    }
}

/// Broken plans that no schema can refuse: what is wrong is told by two values together, by another file or by `--set`, or
/// is a warning only.
const BEYOND_A_SCHEMA: &[&str] = &[
    "alerts_order",
    "amount_decimals",
    "calendar_file_broken",
    "calendar_file_missing",
    "no_average_deal",
    "no_average_deal_in_a_segment",
    "no_working_day",
    "opportunities_feed_another",
    "plan_ends_first",
    "plan_too_long",
    "ramp_unknown",
    "ramp_without_table",
    "rep_segments_too_fine",
    "rep_segments_without_any",
    "rep_twice",
    "season_all_zero",
    "season_length",
    "season_length_long",
    "season_no_working_day",
    "secured_over_target",
    "segment_nobody_serves",
    "segment_shares_above",
    "segment_shares_below",
    "segment_shares_too_fine",
    "segment_twice",
    "segment_two_without_match",
    "segment_two_without_share",
    "set_malformed",
    "set_unknown_key",
    "set_unknown_name",
    "set_wrong_value",
    "step_feeds_itself",
    "step_feeds_unknown",
    "step_twice",
    "step_two_from_deals",
    "steps_in_a_circle",
    "warning_calendar_own_years",
    "warning_calendar_year",
    "warning_matched_twice",
    "warning_over_assign_in_percent",
    "warning_stretch_below_target",
];

#[test]
fn broken_plans_break_the_schema_too() {
    let schema = validator(&of_plan());
    let mut taken = BTreeSet::new();
    for path in files("tests/plans/broken", "toml") {
        let text = fs::read_to_string(&path).unwrap();
        if parsed(&text).is_some_and(|plan| schema.is_valid(&plan)) {
            taken.insert(path.file_stem().unwrap().to_string_lossy().into_owned());
        }
    }
    let expected: BTreeSet<String> = BEYOND_A_SCHEMA.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(taken, expected);
}

/// Whatever the reader takes, the schema takes: tried with values of all kinds in every place of the complete plan.
#[test]
fn the_schema_refuses_nothing_that_the_reader_takes() {
    const VALUES: [&str; 36] = [
        "0",
        "1",
        "7",
        "2026",
        "0.5",
        "-1",
        "\"x\"",
        "\"\"",
        "\"50%\"",
        "\"1/3\"",
        "\" 1,000万元 \"",
        "\"￥10M\"",
        "\"1.5bn\"",
        "\"2026-02-01\"",
        "2026-02-01",
        "2026-02-01T00:00:00",
        "true",
        "[]",
        "[\"x\"]",
        "[0.5]",
        "[1, 2, 3, 4]",
        "{}",
        "{ x = 1 }",
        "{ KA = 1 }",
        "{ opportunities = 0.5 }",
        "\"EN\"",
        "\" zh\"",
        "\"周日\"",
        "[\"Sunday\", \"六\"]",
        "\"KA\"",
        "[\"KA\"]",
        "\"RED\"",
        "\"Tab\"",
        "\"opportunities\"",
        "\"calls\"",
        "\"(unassigned)\"",
    ];
    let schema = validator(&of_plan());
    let plan = include_str!("plans/complete.toml");
    let lines: Vec<&str> = plan.lines().collect();
    let mut taken = 0;
    for (at, line) in lines.iter().enumerate() {
        let Some((key, _)) = line.split_once('=').filter(|_| !line.starts_with(['#', '['])) else { continue };
        for value in VALUES {
            let changed = format!("{key} = {value}");
            let text = [&lines[..at], &[changed.as_str()], &lines[at + 1..]].concat().join("\n");
            if reading(&text).is_ok() {
                taken += 1;
                let faults = faults(&schema, &parsed(&text).unwrap());
                assert!(faults.is_empty(), "{changed}: {faults:?}");
            }
        }
        let without = [&lines[..at], &lines[at + 1..]].concat().join("\n");
        if reading(&without).is_ok() {
            assert!(schema.is_valid(&parsed(&without).unwrap()), "without {line}");
        }
    }
    assert!(taken > 300, "{taken}");
}

#[test]
fn descriptions_are_in_both_languages() {
    let (en, zh) = ([Lang::En, Lang::Zh]).map(|lang| text(&schema::plan(), "splan plan", lang)).into();
    assert_ne!(en, zh);
    let undescribed = |schema: &Value| {
        let mut found = Vec::new();
        for (table, inner) in schema["properties"].as_object().unwrap() {
            found.extend(inner["description"].is_null().then(|| table.clone()));
        }
        found
    };
    assert_eq!(undescribed(&of_plan()), [""; 0]);
}

/// The schema beside the plans, which their first lines name.
#[test]
fn the_schema_beside_the_plans_is_the_one_that_is_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/plan.schema.json");
    let written = text(&schema::plan(), "splan plan", Lang::En);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &written).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), written, "UPDATE_GOLDEN=1 writes it");
    for plan in files("plans", "toml") {
        let text = fs::read_to_string(&plan).unwrap();
        assert_eq!(text.lines().next(), Some("#:schema ./plan.schema.json"), "{}", plan.display());
    }
}

/// The schema with nothing allowed that it does not name.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut members: serde_json::Map<String, Value> =
                members.iter().map(|(name, inner)| (name.clone(), closed(inner))).collect();
            if members.get("properties").is_some_and(Value::is_object) && members.contains_key("type") {
                members.entry("additionalProperties").or_insert(json!(false));
            }
            Value::Object(members)
        }
        Value::Array(items) => items.iter().map(closed).collect(),
        other => other.clone(),
    }
}

fn json_of(args: &str) -> Value {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("splan"));
    command.args(["--format", "json", "-q"]).args(args.split(' ').map(|arg| arg.replace('~', " ")));
    let output = command.output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{args}: {error}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn what_the_commands_write_fits_their_schemas() {
    let mut all: Vec<String> = Vec::new();
    for (output, runs) in [
        (
            Output::Decompose,
            &[
                "decompose plans/demo.toml",
                "decompose plans/demo-zh.toml --by segment --per month --totals",
                "decompose plans/startup.toml --by company --per day",
                "decompose tests/plans/complete.toml --set calendar.file=[] --by team --target stretch --totals",
                "decompose plans/key-accounts.toml --by rep --per week --period 2026-Q2",
            ][..],
        ),
        (
            Output::Review,
            &[
                "review plans/demo.toml",
                "review plans/demo-zh.toml --by segment --as-of 2026-08-14",
                "review plans/demo.toml --by team --period 2026 --as-of 2026-12-31 --section conversion,bridge",
                "review plans/demo.toml --by company --as-of 2026-01-01 --brief",
                "review plans/demo.toml --since examples/exports/last-week-en.csv",
                "review plans/startup.toml tests/exports/hand-en.csv --as-of 2026-02-01",
                "review plans/demo.toml --set target.over_assign=0 --set target.secured=0 --period 2026-03",
            ],
        ),
        (
            Output::Changes,
            &[
                "changes plans/demo.toml examples/exports/last-week-en.csv",
                "changes plans/demo-zh.toml examples/exports/last-week-zh.csv --by segment --list start,gone,won-besides,new",
                "changes plans/demo.toml examples/exports/deals-en.csv --by company --list transferred,closing",
            ],
        ),
        (
            Output::Check,
            &[
                "check plans/demo.toml",
                "check plans/startup.toml",
                "check tests/plans/broken/several.toml",
                "check plans/channel.toml --lang zh",
            ],
        ),
        (
            Output::Explain,
            &[
                "explain plans/demo.toml --rep Ava~Thornberry",
                "explain plans/demo.toml --rep Lena~Hartwick --metric calls --period 2026-05",
                "explain plans/demo-zh.toml --rep 陈雨桐 --metric deals --target stretch",
            ],
        ),
        (
            Output::Inspect,
            &[
                "inspect examples/exports/deals-en.csv examples/exports/activities-zh.csv",
                "inspect plans/demo.toml",
                "inspect tests/exports/pipedrive.csv tests/exports/hand-zh.csv tests/exports/zoho-calls.csv",
            ],
        ),
    ] {
        let schema = serde_json::from_str(&text(&of(output), output.name(), Lang::En)).unwrap();
        validator(&schema);
        let strict = validator(&closed(&schema));
        all.extend(
            runs.iter().flat_map(|run| faults(&strict, &json_of(run)).into_iter().map(move |f| format!("{run}: {f}"))),
        );
    }
    assert!(all.is_empty(), "{all:#?}");
}

/// A schema that fits anything would pass the tests above.
#[test]
fn schemas_refuse_what_is_no_result() {
    let schema: Value = serde_json::from_str(&text(&of(Output::Review), "review", Lang::En)).unwrap();
    let schema = validator(&schema);
    let mut result = json_of("review plans/demo.toml");
    assert!(schema.is_valid(&result));
    result["rows"][0]["plan"] = json!(1.5);
    assert!(!schema.is_valid(&result));
    assert!(!schema.is_valid(&json_of("decompose plans/demo.toml")));
}
