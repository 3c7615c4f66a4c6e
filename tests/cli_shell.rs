//! Manners of the shell that hold for every command: exit codes, streams, help.

use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::CommandCargoExt;
use tempfile::TempDir;

fn splan(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("splan").unwrap();
    command.current_dir(folder).args(args).env_remove("NO_COLOR").env_remove("COLUMNS").output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Exit code 2, the reason on stderr, nothing on stdout.
fn fails(folder: &Path, args: &[&str], reason: &str) {
    let output = splan(folder, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert_eq!(text(&output.stdout), "", "{args:?}");
    assert!(text(&output.stderr).contains(reason), "{args:?}: {}", text(&output.stderr));
}

#[test]
fn help_and_version_are_results() {
    let folder = TempDir::new().unwrap();
    for args in [&["--help"][..], &["--version"], &["help", "review"], &["decompose", "-h"]] {
        let output = splan(folder.path(), args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn every_command_shows_examples() {
    let folder = TempDir::new().unwrap();
    for command in
        ["init", "check", "decompose", "explain", "inspect", "review", "changes", "schema", "completions", "man"]
    {
        let output = splan(folder.path(), &[command, "--help"]);
        assert!(text(&output.stdout).contains("Examples:\n  splan "), "{command}");
    }
}

#[test]
fn usage_names_the_plan_and_its_inputs_one_by_one() {
    let folder = TempDir::new().unwrap();
    for (command, inputs) in [
        ("inspect", "[OPTIONS] [PLAN] [FILE]..."),
        ("review", "[OPTIONS] [PLAN] [DEALS]..."),
        ("changes", "[OPTIONS] [PLAN] [OLD] [NEW]"),
    ] {
        let usage = format!("Usage: splan {command} {inputs}\n");
        assert!(text(&splan(folder.path(), &[command, "--help"]).stdout).contains(&usage), "{command}");
        fails(folder.path(), &[command, "--bogus"], &usage);
    }
    let page = splan(folder.path(), &["man"]).stdout;
    assert!(!text(&page).contains("PLAN]\\fR [") && !text(&page).contains("PLAN] ["), "{}", text(&page));
}

#[test]
fn arguments_are_faulted_in_the_language_of_the_plan() {
    let folder = TempDir::new().unwrap();
    let plan = "[plan]\nname = \"P\"\nyear = 2026\nlanguage = \"zh\"\n";
    std::fs::write(folder.path().join("plan.toml"), plan).unwrap();
    fails(folder.path(), &["review", "--section", "changes"], "需要一份较早的导出");
    fails(folder.path(), &["review", "plan.toml", "a.csv", "late.toml"], "写在了导出文件之中");
    fails(folder.path(), &["decompose", "-o", "a.none"], "错误");
    fails(folder.path(), &["review", "--section", "changes", "--lang", "en"], "needs an earlier export");
    std::fs::remove_file(folder.path().join("plan.toml")).unwrap();
    fails(folder.path(), &["review", "--section", "changes"], "needs an earlier export");
}

#[test]
fn usage_errors_exit_with_2() {
    let folder = TempDir::new().unwrap();
    fails(folder.path(), &[], "Usage:");
    fails(folder.path(), &["decompse"], "decompose");
    fails(folder.path(), &["decompose", "--by", "region"], "possible values: company, team, rep, segment");
    fails(folder.path(), &["review", "--as-of", "14.8.2026"], "write a day such as 2026-08-14");
    fails(folder.path(), &["review", "--fail-on", "green"], "write red or amber");
}

#[test]
fn a_plan_that_cannot_be_read_says_why() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("latin.toml"), b"name = \"caf\xe9\"").unwrap();
    std::fs::create_dir(folder.path().join("dir.toml")).unwrap();
    fails(folder.path(), &["decompose", "none.toml"], "the plan `none.toml` cannot be read: it does not exist");
    fails(folder.path(), &["decompose", "latin.toml"], "it is not UTF-8 text");
    fails(folder.path(), &["decompose", "dir.toml"], "it is a folder");
    fails(folder.path(), &["decompose", "deals.csv"], "its name does not end in .toml");
    fails(folder.path(), &["decompose"], "no plan: there is no `plan.toml` here or in a folder above");
    fails(folder.path(), &["decompose", "--lang", "zh"], "没有计划");
}

#[test]
fn an_output_without_a_format_is_told_before_any_work() {
    let folder = TempDir::new().unwrap();
    fails(
        folder.path(),
        &["decompose", "-o", "quotas.xls"],
        "known endings are `.txt`, `.csv`, `.json`, `.md`, `.markdown`, `.html`, `.htm`",
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_pipe_has_no_colour_unless_asked_for() {
    let folder = TempDir::new().unwrap();
    let bare = splan(folder.path(), &["decompose"]);
    assert!(!text(&bare.stderr).contains('\u{1b}'));
    let colored = splan(folder.path(), &["decompose", "--color", "always"]);
    assert!(text(&colored.stderr).contains("\u{1b}[1;31merror"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_pipe_is_quiet_and_a_full_disk_is_not() {
    use std::fs::File;
    use std::io::pipe;
    let run =
        |out: std::process::Stdio| Command::cargo_bin("splan").unwrap().arg("--help").stdout(out).output().unwrap();
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let closed = run(writer.into());
    assert_eq!((closed.status.code(), text(&closed.stderr)), (Some(0), ""));
    let full = run(File::options().write(true).open("/dev/full").unwrap().into());
    assert_eq!(full.status.code(), Some(2));
    assert_eq!(text(&full.stderr), "error: the result cannot be written: no space is left\n");
}
