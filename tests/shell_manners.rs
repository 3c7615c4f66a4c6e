//! How the program behaves at a shell: where results go, what is left where it is stopped, colour, width, hostile text.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, SystemTime};

use splan::cli::{Surroundings, run};
use tempfile::TempDir;

fn demo(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("plans").join(name).to_string_lossy().into_owned()
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("splan"));
    command.current_dir(folder).args(args).env_remove("NO_COLOR").env_remove("COLUMNS").stdin(Stdio::null());
    command
}

fn splan(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Every day of every rep: far more than a pipe holds.
fn long(plan: &str) -> [&str; 6] {
    ["decompose", plan, "--per", "day", "--format", "csv"]
}

#[test]
fn who_reads_one_line_gets_one_and_no_complaint() {
    let folder = TempDir::new().unwrap();
    let plan = demo("demo.toml");
    let mut child = command(folder.path(), &long(&plan)).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("period,start,end"));
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[test]
fn a_full_device_is_told_wherever_it_is_met() {
    let folder = TempDir::new().unwrap();
    let plan = demo("demo.toml");
    let full = || File::options().write(true).open("/dev/full").unwrap();
    for args in [
        &["decompose", &plan][..],
        &["review", &plan, "--format", "json"],
        &["schema"],
        &["completions", "zsh"],
        &["man"],
    ] {
        let output = command(folder.path(), args).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).contains("no space is left"), "{args:?}");
    }
    let output = splan(folder.path(), &["decompose", &plan, "--format", "csv", "-o", "/dev/full"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    assert_eq!(text(&output.stderr), "error: `/dev/full` cannot be written: no space is left\n");
}

#[test]
fn a_dash_is_standard_output_and_files_are_named() {
    let folder = TempDir::new().unwrap();
    let plan = demo("demo.toml");
    let plain = splan(folder.path(), &["decompose", &plan]);
    let dash = splan(folder.path(), &["decompose", &plan, "-o", "-"]);
    assert_eq!((&plain.stdout, text(&dash.stderr)), (&dash.stdout, ""));
    let file = splan(folder.path(), &["decompose", &plan, "-o", "quotas.md"]);
    assert_eq!(
        (file.status.code(), text(&file.stdout), text(&file.stderr)),
        (Some(0), "", "note: wrote `quotas.md`\n")
    );
    let quiet = splan(folder.path(), &["decompose", &plan, "-o", "quotas.md", "-q"]);
    assert_eq!((text(&quiet.stdout), text(&quiet.stderr)), ("", ""));
}

#[test]
fn links_and_modes_outlive_a_new_result() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("shared")).unwrap();
    fs::write(at("shared/quotas.csv"), "old").unwrap();
    fs::set_permissions(at("shared/quotas.csv"), fs::Permissions::from_mode(0o604)).unwrap();
    symlink("shared/quotas.csv", at("quotas.csv")).unwrap();
    let output = splan(folder.path(), &["decompose", &demo("demo.toml"), "-o", "quotas.csv"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(fs::symlink_metadata(at("quotas.csv")).unwrap().is_symlink());
    assert!(fs::read_to_string(at("shared/quotas.csv")).unwrap().starts_with("period,"));
    assert_eq!(fs::metadata(at("shared/quotas.csv")).unwrap().permissions().mode() & 0o777, 0o604);
    assert_eq!(fs::read_dir(at("shared")).unwrap().count(), 1, "nothing else is left there");
}

#[test]
fn what_may_not_be_written_is_told() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("shut")).unwrap();
    fs::write(at("fixed.csv"), "old").unwrap();
    fs::set_permissions(at("fixed.csv"), fs::Permissions::from_mode(0o444)).unwrap();
    let refused = |file: &str| {
        let output = splan(folder.path(), &["decompose", &demo("demo.toml"), "-o", file]);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""), "{file}");
        text(&output.stderr).to_owned()
    };
    assert_eq!(refused("fixed.csv"), "error: `fixed.csv` cannot be written: permission denied\n");
    assert_eq!(fs::read_to_string(at("fixed.csv")).unwrap(), "old");
    assert_eq!(
        refused("none/quotas.csv"),
        "error: `none/quotas.csv` cannot be written: its folder does not exist\n  = help: make it first: `mkdir -p none`\n"
    );
    fs::set_permissions(at("shut"), fs::Permissions::from_mode(0o555)).unwrap();
    // Some users may write everywhere.
    if fs::write(at("shut/try"), "").is_err() {
        assert_eq!(refused("shut/quotas.csv"), "error: `shut/quotas.csv` cannot be written: permission denied\n");
    }
}

/// Stopped at any moment, the file is what it was or what it was to be.
#[test]
fn a_killed_run_leaves_a_whole_file() {
    let folder = TempDir::new().unwrap();
    let plan = demo("demo.toml");
    let args = [&long(&plan)[..], &["-o", "quotas.csv"]].concat();
    let path = folder.path().join("quotas.csv");
    splan(folder.path(), &args);
    let whole = fs::read(&path).unwrap();
    let mut old = 0;
    for wait in 0..60 {
        fs::write(&path, "old").unwrap();
        let mut child = command(folder.path(), &args).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = fs::read(&path).unwrap();
        old += usize::from(found == b"old");
        assert!(found == b"old" || found == whole, "{} bytes after {wait} ms", found.len());
    }
    assert!(old > 0, "no run was stopped in time");
}

/// A run in a terminal of some width, as the library sees it.
fn in_terminal(args: &[&str], width: usize, no_color: bool) -> (u8, String, String) {
    let surroundings = Surroundings {
        folder: Some(PathBuf::from(env!("CARGO_MANIFEST_DIR"))),
        now: SystemTime::UNIX_EPOCH,
        started: std::time::Instant::now(),
        out_is_terminal: true,
        err_is_terminal: true,
        width,
        no_color,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["splan"].iter().chain(args).map(|arg| (*arg).into());
    let code = run(args, &surroundings, &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn colour_is_for_terminals_unless_said_otherwise() {
    let plan = demo("demo.toml");
    for (args, no_color, colored) in [
        (&["review", &plan][..], false, true),
        (&["review", &plan], true, false),
        (&["review", &plan, "--color", "never"], false, false),
        (&["review", &plan, "--color", "always"], true, true),
        (&["review", &plan, "-o", "-"], false, true),
    ] {
        let (code, out, err) = in_terminal(args, 80, no_color);
        assert_eq!(
            (code, out.contains('\u{1b}'), err.contains('\u{1b}')),
            (0, colored, colored),
            "{args:?} {no_color}"
        );
    }
    let (_, out, _) = in_terminal(&["review", &plan, "--format", "csv"], 80, false);
    assert!(!out.contains('\u{1b}'));
}

#[test]
fn tables_fit_the_terminal() {
    for width in [60, 80, 120] {
        let (_, out, _) = in_terminal(&["review", &demo("demo.toml"), "--color", "never"], width, false);
        let longest = out.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(longest <= width, "{longest} columns of {width}");
        let (_, wide, _) = in_terminal(&["review", &demo("demo.toml"), "--color", "never", "--wide"], width, false);
        assert!(wide.lines().map(|line| line.chars().count()).max().unwrap() > 120);
    }
}

/// In a real terminal, where the program `script` can make one.
#[test]
fn columns_and_no_color_count_in_a_real_terminal() {
    let binary = assert_cmd::cargo::cargo_bin!("splan").to_string_lossy().into_owned();
    let shown = |columns: &str, no_color: &str| {
        let line = format!("'{binary}' decompose '{}'", demo("demo.toml"));
        let mut script = Command::new("script");
        script
            .args(["-qec", &line, "/dev/null"])
            .env("COLUMNS", columns)
            .env("NO_COLOR", no_color)
            .env("TERM", "xterm");
        let output = script.stdin(Stdio::null()).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(narrow) = shown("60", "") else { return };
    let wide = shown("200", "1").unwrap();
    assert!(narrow.contains("more columns with --wide") && narrow.contains('\u{1b}'), "{narrow}");
    assert!(!wide.contains("more columns with --wide") && !wide.contains('\u{1b}'), "{wide}");
}

#[test]
fn verbose_tells_what_is_read_and_how_long_it_takes() {
    let folder = TempDir::new().unwrap();
    let plan = demo("demo.toml");
    let plain = splan(folder.path(), &["review", &plan]);
    let verbose = splan(folder.path(), &["review", &plan, "-v"]);
    assert_eq!(plain.stdout, verbose.stdout);
    let err = text(&verbose.stderr);
    for part in [
        "note: read the plan `",
        "demo.toml`: 10 reps, 3 steps (",
        "deals-en.csv` as deals; ",
        "activities-en.csv` as activities; ",
        "note: read 5,006 rows, used 4,422 (",
        "note: done (",
    ] {
        assert!(err.contains(part), "{part}: {err}");
    }
    assert!(!text(&plain.stderr).contains("ms)"));
    let chinese = splan(folder.path(), &["check", &demo("demo-zh.toml"), "-v"]);
    assert!(
        text(&chinese.stderr).contains("注：完成（") || text(&chinese.stderr).contains("完成（"),
        "{}",
        text(&chinese.stderr)
    );
}

/// Ends a line, clears a screen, turns text around.
const HOSTILE: &str = "a\u{1b}[2J\u{202e}b\u{9b}31m\u{7}\u{2066}c\u{61c}\nd";

fn is_harmless(shown: &str) -> bool {
    let bad = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    !shown.contains(bad)
}

#[test]
fn arguments_and_names_do_no_harm() {
    let folder = TempDir::new().unwrap();
    let plan = demo("demo.toml");
    let file = HOSTILE.replace('\n', " ");
    let (toml, csv) = (format!("{file}.toml"), format!("{file}.csv"));
    fs::write(
        folder.path().join(&toml),
        format!("[plan]\nname = \"{}\"\nyear = 1\nx\u{202e} = \u{9b}1\n", "\u{202e}x"),
    )
    .unwrap();
    fs::write(folder.path().join("good.toml"), fs::read_to_string(&plan).unwrap()).unwrap();
    fs::write(folder.path().join(&csv), format!("Id,{file}\n1,{file}\n")).unwrap();
    let set = format!("reps.\"{file}\".weight=1");
    let value = format!("plan.name={HOSTILE}");
    for args in [
        &[HOSTILE][..],
        &["decompose", "--by", HOSTILE],
        &["decompose", HOSTILE],
        &[&format!("--{HOSTILE}")],
        &["review", "--as-of", HOSTILE],
        &["init", "--template", HOSTILE],
        &["schema", "--of", HOSTILE],
        &["decompose", &toml],
        &["check", &toml],
        &["decompose", &plan, "--period", HOSTILE],
        &["explain", &plan, "--rep", HOSTILE],
        &["explain", &plan, "--rep", "Ava Thornberry", "--metric", HOSTILE],
        &["decompose", &plan, "--set", HOSTILE],
        &["decompose", &plan, "--set", &set],
        &["decompose", &plan, "--set", &value],
        &["review", &plan, &csv],
        &["inspect", &csv],
        &["review", &plan, "-o", HOSTILE],
        &["init", &toml],
        &["init", &format!("x{toml}")],
        &["decompose", &plan, "-o", &csv],
    ] {
        for more in [&[][..], &["--lang", "zh"]] {
            let args = [args, more].concat();
            let output = splan(folder.path(), &args);
            for stream in [&output.stdout, &output.stderr] {
                assert!(is_harmless(text(stream)), "{args:?}: {:?}", text(stream));
            }
        }
    }
    for plain in [&["decompose", "--by", "x", "--color", "never"][..], &["--color=never", "x"]] {
        assert!(!in_terminal(plain, 80, false).2.contains('\u{1b}'), "{plain:?}");
    }
    let colored = in_terminal(&["decompose", "--by", HOSTILE], 80, false).2;
    assert!(
        colored.contains('\u{1b}') && !colored.contains("\u{1b}[2J") && !colored.contains('\u{202e}'),
        "{colored:?}"
    );
}

#[test]
fn what_has_one_format_takes_no_other() {
    let folder = TempDir::new().unwrap();
    for command in [&["schema"][..], &["man"], &["completions", "fish"]] {
        let output = splan(folder.path(), &[command, &["--format", "csv"]].concat());
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""), "{command:?}");
        assert!(text(&output.stderr).contains("leave `--format` out"), "{command:?}");
        let output = splan(folder.path(), &[command, &["-o", "any.name"]].concat());
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), "note: wrote `any.name`\n"), "{command:?}");
    }
}
