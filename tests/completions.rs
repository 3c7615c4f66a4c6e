//! Completions in the shells themselves, as far as they are installed, and the manual page.
#![cfg(unix)]

use std::process::{Command, Stdio};

use tempfile::TempDir;

const PLAN: &str = r#"
[plan]
name = "Completed"
year = 2026
[target]
revenue = 1_000_000
[funnel]
average_deal = 10_000
[[funnel.steps]]
name = "opportunities"
rate = 0.2
[[funnel.steps]]
name = "first calls"
feeds = "opportunities"
need = 12
[[segments]]
name = "Key accounts"
[[reps]]
name = "Ann Lee"
team = "East"
[[reps]]
name = "Ann O'Neil"
[[reps]]
name = "张伟"
team = "上海"
[[reps]]
name = "张三 $x"
"#;

/// A folder with two plans, and the program under its name on the path.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
        std::fs::create_dir_all(folder.path().join("plans")).unwrap();
        std::fs::write(folder.path().join("plans/my plan.toml"), PLAN.replace("Ann Lee", "Zoe Other")).unwrap();
        std::fs::create_dir(folder.path().join("bin")).unwrap();
        std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin!("splan"), folder.path().join("bin/splan")).unwrap();
        Place(folder)
    }

    /// What a program prints here; nothing where it is not installed.
    fn run(&self, program: &str, args: &[&str]) -> Option<String> {
        let path = format!("{}:{}", self.0.path().join("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(program);
        command.args(args).current_dir(self.0.path()).env("PATH", path).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        let output = command.output().ok()?;
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{program} {args:?}");
        Some(String::from_utf8(output.stdout).unwrap())
    }

    /// The replies of bash to a line with the cursor at its end: `words` is the line as bash cuts it.
    fn bash(&self, line: &str, words: &[&str]) -> Option<Vec<String>> {
        let script = r#"
            source <(splan completions bash)
            compopt() { true; }
            COMP_LINE=$1; COMP_POINT=${#1}; shift
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
            _splan
            if ((${#COMPREPLY[@]})); then printf '%s\n' "${COMPREPLY[@]}"; fi
        "#;
        let args = [&["--norc", "-c", script, "bash", line], words].concat();
        Some(self.run("bash", &args)?.lines().map(str::to_owned).collect())
    }

    /// The candidates of fish for a line, each with what is said about it.
    fn fish(&self, line: &str) -> Option<Vec<String>> {
        let script = "splan completions fish | source; complete -C $argv[1]";
        Some(self.run("fish", &["--no-config", "-c", script, line])?.lines().map(str::to_owned).collect())
    }
}

#[test]
fn bash_completes_commands_and_the_names_of_the_plan() {
    let place = Place::new();
    for (line, words, replies) in [
        ("splan expl", &["splan", "expl"][..], &["explain"][..]),
        ("splan explain --rep A", &["splan", "explain", "--rep", "A"], &["Ann\\ Lee", "Ann\\ O\\'Neil"]),
        ("splan explain --rep \"Ann L", &["splan", "explain", "--rep", "\"Ann L"], &["Ann Lee"]),
        ("splan explain --rep 'Ann O", &["splan", "explain", "--rep", "'Ann O"], &["Ann O'\\''Neil"]),
        ("splan explain --rep=张三", &["splan", "explain", "--rep", "=", "张三"], &["张三\\ \\$x"]),
        (
            "splan explain --rep=",
            &["splan", "explain", "--rep", "="],
            &["Ann\\ Lee", "Ann\\ O\\'Neil", "张伟", "张三\\ \\$x"],
        ),
        (
            "splan explain plans/my\\ plan.toml --rep Z",
            &["splan", "explain", "plans/my\\ plan.toml", "--rep", "Z"],
            &["Zoe\\ Other"],
        ),
        ("splan explain --metric f", &["splan", "explain", "--metric", "f"], &["first\\ calls"]),
        (
            "splan decompose --period 2026-Q",
            &["splan", "decompose", "--period", "2026-Q"],
            &["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"],
        ),
        ("splan decompose --period ..2026-12", &["splan", "decompose", "--period", "..2026-12"], &["..2026-12"]),
        ("splan decompose --period 2026-W53", &["splan", "decompose", "--period", "2026-W53"], &["2026-W53"]),
        ("splan review --fail-on red:r", &["splan", "review", "--fail-on", "red", ":", "r"], &["rep"]),
        ("splan decompose plans/", &["splan", "decompose", "plans/"], &["plans/my\\ plan.toml"]),
        ("splan decompose --by t", &["splan", "decompose", "--by", "t"], &["team"]),
        ("splan check --set ta", &["splan", "check", "--set", "ta"], &["target."]),
        (
            "splan check --set segments.",
            &["splan", "check", "--set", "segments."],
            &["segments.\\\"Key\\ accounts\\\"."],
        ),
        ("splan check --set reps.张伟.w", &["splan", "check", "--set", "reps.张伟.w"], &["reps.张伟.weight="]),
        ("splan check --set reps.张伟.team=", &["splan", "check", "--set", "reps.张伟.team", "="], &["East", "上海"]),
        ("splan check --set funnel.beyond=n", &["splan", "check", "--set", "funnel.beyond", "=", "n"], &["none"]),
        ("splan comple", &["splan", "comple"], &["completions"]),
    ] {
        if let Some(found) = place.bash(line, words) {
            assert_eq!(found, replies, "{line}");
        }
    }
}

#[test]
fn fish_completes_with_a_word_about_each() {
    let place = Place::new();
    for (line, candidates) in [
        ("splan expl", &["explain\tShow how one quota came about, step by step"][..]),
        ("splan explain --rep Ann\\ L", &["Ann Lee\tEast"]),
        ("splan explain --rep 张", &["张伟\t上海", "张三 $x\t(no team)"]),
        ("splan decompose --period 2026-Q4", &["2026-Q4\t2026-10-01..2026-12-31"]),
    ] {
        if let Some(found) = place.fish(line) {
            assert_eq!(found, candidates, "{line}");
        }
    }
}

#[test]
fn a_plan_that_is_wrong_or_missing_completes_what_holds_for_any() {
    let place = Place::new();
    std::fs::write(place.0.path().join("plan.toml"), "[plan]\n").unwrap();
    let asked = |words: &[&str]| place.run("splan", &[&["complete", "--for", "zsh", "--"], words].concat()).unwrap();
    assert_eq!(asked(&["splan", "explain", "--rep", ""]), "");
    assert_eq!(asked(&["splan", "explain", "--metric", "d"]), "deals\n");
    assert_eq!(asked(&["splan", "explain", "none.toml", "--metric", "r"]), "revenue\n");
    assert_eq!(asked(&[]), "");
}

#[test]
fn options_of_the_command_come_before_those_that_all_have() {
    let place = Place::new();
    let words = ["complete", "--for", "zsh", "--", "splan", "explain", "--"];
    let options = place.run("splan", &words).unwrap();
    let at = |option: &str| options.lines().position(|line| line.starts_with(option)).unwrap();
    assert!(at("--rep") < at("--metric") && at("--metric") < at("--help") && at("--help") < at("--lang"), "{options}");
}

#[test]
fn powershell_gets_its_own_quotes() {
    let place = Place::new();
    let ask = |args: &[&str]| place.run("splan", &[&["complete", "--for", "powershell"], args].concat()).unwrap();
    assert_eq!(ask(&["--", "splan", "explain", "--rep", "Ann O"]), "'Ann O''Neil'\t(no team)\n");
    assert!(ask(&["--new-word", "--", "splan", "explain", "--rep"]).starts_with("'Ann Lee'\tEast\n"));
}

#[test]
fn scripts_are_what_their_shells_can_read() {
    let place = Place::new();
    for (shell, check) in [("bash", &["-n"][..]), ("zsh", &["-f", "-n"]), ("fish", &["--no-config", "--no-execute"])] {
        let script = place.run("splan", &["completions", shell]).unwrap();
        let path = place.0.path().join(shell);
        std::fs::write(&path, script).unwrap();
        place.run(shell, &[check, &[path.to_str().unwrap()]].concat());
    }
    let output = place.0.path().join("_splan");
    let told = Command::new(assert_cmd::cargo::cargo_bin!("splan"))
        .args(["completions", "zsh", "-o", output.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(told.stdout.is_empty() && String::from_utf8(told.stderr).unwrap().starts_with("note: wrote `"));
    assert!(std::fs::read_to_string(output).unwrap().starts_with("#compdef splan\n"));
}

#[test]
fn the_manual_page_is_one_that_groff_takes_without_a_word() {
    let place = Place::new();
    let page = place.run("splan", &["man"]).unwrap();
    let path = place.0.path().join("splan.1");
    std::fs::write(&path, &page).unwrap();
    // Nothing on stderr is part of running a program here.
    let shown = place.run("groff", &["-man", "-Kutf8", "-Tutf8", "-ww", "-P-cbou", path.to_str().unwrap()]);
    if let Some(shown) = shown {
        for line in [
            "splan explain plan.toml --rep \"Ann Lee\" --metric calls --period 2026-03",
            "splan review",
            "EXIT",
            "-q, --quiet",
        ] {
            assert!(shown.to_lowercase().contains(&line.to_lowercase()), "{line}\n{shown}");
        }
    }
}
