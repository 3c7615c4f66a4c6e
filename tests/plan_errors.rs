//! The catalogue of broken plans: every file in `tests/plans/broken` has beside it the text that a user sees.
//!
//! `# --set KEY=VALUE` in the first lines of a plan is applied to it. `UPDATE_GOLDEN=1` writes the texts anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use splan::model::diagnostic::{Diagnostic, Severity};
use splan::model::text::Lang;
use splan::read::plan::{PlanFile, read};
use splan::report::diagnostic::render;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans/broken")
}

fn files(ending: &str) -> BTreeSet<PathBuf> {
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

/// Everything the reader says about a plan of the catalogue, in the order told.
fn problems(path: &Path) -> Vec<Diagnostic> {
    let text = fs::read_to_string(path).unwrap();
    let sets: Vec<String> = text.lines().map_while(|line| line.strip_prefix("# --set ")).map(str::to_owned).collect();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    match read(PlanFile { name, folder: folder(), text }, &sets, &|path| fs::read_to_string(path)) {
        Ok(reading) => reading.warnings,
        Err(problems) => problems,
    }
}

#[test]
fn every_broken_plan_says_what_is_wrong() {
    let mut wrong = Vec::new();
    let mut unused = files("txt");
    for plan in files("toml") {
        let golden = plan.with_extension("txt");
        unused.remove(&golden);
        let shown = render(&problems(&plan), Lang::En, false);
        if env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, &shown).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != shown {
            wrong.push(format!("{}:\n{shown}", golden.display()));
        }
    }
    assert!(wrong.is_empty(), "not as written (UPDATE_GOLDEN=1 writes them):\n{}", wrong.join("\n"));
    assert!(unused.is_empty(), "texts without a plan: {unused:?}");
}

#[test]
fn every_broken_plan_has_a_problem_and_tells_none_twice() {
    for plan in files("toml") {
        let problems = problems(&plan);
        assert!(!problems.is_empty(), "{} is fine", plan.display());
        for (i, problem) in problems.iter().enumerate() {
            assert!(!problems[..i].contains(problem), "{}: {problem:?}", plan.display());
        }
    }
}

#[test]
fn every_error_has_a_place_a_label_and_a_way_out() {
    for plan in files("toml") {
        for problem in problems(&plan) {
            let told = problem.place.is_some() && !problem.label.say(Lang::En).is_empty() && problem.help.is_some();
            assert!(told || problem.message.say(Lang::En).contains("TOML"), "{}: {problem:?}", plan.display());
        }
    }
}

#[test]
fn sentences_are_of_one_style_in_both_languages() {
    for plan in files("toml") {
        for problem in problems(&plan) {
            let also = problem.also.as_ref().map(|(_, label)| label);
            for text in
                [Some(&problem.message), Some(&problem.label), problem.help.as_ref(), also].into_iter().flatten()
            {
                let (en, zh) = (text.say(Lang::En), text.say(Lang::Zh));
                assert!(!en.starts_with(char::is_uppercase) || en.starts_with("TOML"), "{en}");
                assert!(!en.ends_with('.') && !zh.ends_with('。'), "{en} {zh}");
                assert!(!en.contains("  ") && en == en.trim(), "{en}");
                assert!(zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "not in Chinese: {zh}");
            }
        }
    }
}

#[test]
fn warnings_alone_break_no_plan() {
    let warned = files("toml").into_iter().filter(|plan| plan.to_string_lossy().contains("warning_"));
    for plan in warned {
        assert!(problems(&plan).iter().all(|problem| problem.severity == Severity::Warning), "{}", plan.display());
    }
}
