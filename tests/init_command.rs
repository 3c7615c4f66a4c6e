//! `splan init`: starter plans that load, check and decompose without a word.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::CommandCargoExt;
use splan::read::templates::TEMPLATES;
use tempfile::TempDir;

/// Columns and rows of a terminal.
const SCREEN: (usize, usize) = (80, 24);

fn splan(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("splan").unwrap();
    command.current_dir(folder).args(args).env_remove("NO_COLOR").env_remove("COLUMNS").output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[track_caller]
fn exits(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}\n{}", text(&output.stdout), text(&output.stderr));
}

/// Rows of a terminal that a line takes; a Chinese character takes two columns.
fn rows_of(line: &str) -> usize {
    let columns: usize = line.chars().map(|c| if ('\u{2e80}'..='\u{ffef}').contains(&c) { 2 } else { 1 }).sum();
    columns.div_ceil(SCREEN.0).max(1)
}

#[test]
fn the_bundled_year_gives_the_bundled_file() {
    let folder = TempDir::new().unwrap();
    for template in TEMPLATES.iter().map(|template| template.name) {
        let file = format!("{template}.toml");
        exits(&splan(folder.path(), &["init", &file, "--template", template, "--year", "2026"]), 0);
        let bundled = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("plans").join(&file)).unwrap();
        assert_eq!(text(&fs::read(folder.path().join(&file)).unwrap()), text(&bundled), "{template}");
    }
}

#[test]
fn every_template_is_a_good_plan_in_every_year_that_is_known() {
    let folder = TempDir::new().unwrap();
    for template in &TEMPLATES {
        let known: Vec<i32> = (2020..2040).filter(|year| template.knows(*year)).collect();
        assert!(known.contains(&2026), "{}", template.name);
        for year in known {
            let args = ["init", "--force", "--template", template.name, "--year", &year.to_string()];
            exits(&splan(folder.path(), &args), 0);
            let check = splan(folder.path(), &["check", "--strict"]);
            exits(&check, 0);
            let rows: usize = text(&check.stdout).lines().map(rows_of).sum();
            assert!(rows <= SCREEN.1, "{} of {year} takes {rows} rows\n{}", template.name, text(&check.stdout));
            let decompose = splan(folder.path(), &["decompose"]);
            exits(&decompose, 0);
            assert_eq!(text(&decompose.stderr), "", "{} of {year}", template.name);
        }
    }
}

#[test]
fn an_existing_plan_is_kept_unless_forced() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.toml"), "mine").unwrap();
    let refused = splan(folder.path(), &["init"]);
    exits(&refused, 2);
    assert!(refused.stdout.is_empty() && text(&refused.stderr).contains("`plan.toml` exists already"));
    assert_eq!(fs::read(folder.path().join("plan.toml")).unwrap(), b"mine");
    exits(&splan(folder.path(), &["init", "--force"]), 0);
    assert!(
        fs::read(folder.path().join("plan.toml")).unwrap().starts_with(b"#:schema ./plan.schema.json\n# A start-up")
    );
}

#[test]
fn what_comes_next_is_said() {
    let folder = TempDir::new().unwrap();
    let output = splan(folder.path(), &["init", "east.toml", "--year", "2027"]);
    assert_eq!(
        text(&output.stderr),
        "note: wrote `east.toml` for 2027 from the template `startup`; others: `key-accounts`, `channel`, `software-zh`\n\
         note: put in your own names and numbers, then: `splan check east.toml`, `splan decompose east.toml`\n"
    );
    let chinese = splan(folder.path(), &["init", "--lang", "zh", "--year", "2026"]);
    assert!(text(&chinese.stderr).starts_with("说明：已用模板 `software-zh` 写好 2026 年的 `plan.toml`"));
    let args = ["init", "--force", "--template", "key-accounts", "--lang", "zh", "--year", "2026"];
    let english = splan(folder.path(), &args);
    let warning = "警告：模板 `key-accounts` 只有英文，写出的计划是英文的；中文模板有：`software-zh`\n";
    assert!(text(&english.stderr).starts_with(warning), "{}", text(&english.stderr));
}

#[test]
fn a_year_without_known_holidays_is_said_and_loads() {
    let folder = TempDir::new().unwrap();
    let output = splan(folder.path(), &["init", "--template", "software-zh", "--year", "2035"]);
    exits(&output, 0);
    let warning = "warning: the holidays of 2035 are not known: list them in `plan.toml` under `[calendar]`\n";
    assert!(text(&output.stderr).starts_with(warning), "{}", text(&output.stderr));
    let plan = fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    assert!(
        plan.contains("# splan 尚不知道 2035 年的放假安排：公布后请把日期写在这里。\nholidays = []\nworkdays = []\n\n")
    );
    let check = splan(folder.path(), &["check", "--strict"]);
    exits(&check, 0);
    assert!(text(&check.stdout).contains("计划内没有节假日"), "{}", text(&check.stdout));
}

#[test]
fn templates_are_listed_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let output = splan(folder.path(), &["init", "--list"]);
    exits(&output, 0);
    for template in &TEMPLATES {
        assert!(text(&output.stdout).contains(template.name), "{}", text(&output.stdout));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn files_and_templates_that_are_none() {
    let folder = TempDir::new().unwrap();
    for args in [
        &["init", "plan.txt"][..],
        &["init", "none/plan.toml"],
        &["init", "--template", "demo"],
        &["init", "--year", "soon"],
    ] {
        let output = splan(folder.path(), args);
        exits(&output, 2);
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{args:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_schema_that_the_first_line_names_is_written_on_request() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("plans")).unwrap();
    let output = splan(folder.path(), &["init", "plans/east.toml", "--schema"]);
    exits(&output, 0);
    assert!(text(&output.stderr).contains("wrote `plans/plan.schema.json`"), "{}", text(&output.stderr));
    let schema = splan(folder.path(), &["schema"]);
    assert_eq!(fs::read(folder.path().join("plans/plan.schema.json")).unwrap(), schema.stdout);
    fs::remove_file(folder.path().join("plans/plan.schema.json")).unwrap();
    exits(&splan(folder.path(), &["check", "plans/east.toml"]), 0);
}
