//! Which files a run reads and writes: nothing that it reads is replaced, and a pipe is read as any file is.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

const PLAN: &str = "[plan]\nname = \"p\"\nyear = 2026\ncurrency = \"EUR\"\n[target]\nrevenue = 1_000\n\
    [funnel]\naverage_deal = 10\n[[reps]]\nname = \"Ada\"\n";
const DEALS: &str = "Id,Owner,Amount,Stage,Created Date,Close Date\n1,Ada,100,Closed Won,2026-01-01,2026-01-05\n";

/// Runs in a folder with `plan.toml` and `deals.csv`, the deals also on standard input; gives the folder's two files.
fn run(args: &[&str]) -> (Output, String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    fs::write(folder.path().join("deals.csv"), DEALS).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_splan"))
        .current_dir(&folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that reads no standard input may have ended by now.
    let _ = child.stdin.take().unwrap().write_all(DEALS.as_bytes());
    let output = child.wait_with_output().unwrap();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    (output, read("plan.toml"), read("deals.csv"))
}

#[test]
fn what_is_read_is_not_replaced() {
    for args in [
        &["decompose", "-o", "plan.toml", "--format", "csv"][..],
        &["review", "plan.toml", "deals.csv", "--as-of", "2026-01-30", "-o", "deals.csv"],
        &["review", "plan.toml", "deals.csv", "--as-of", "2026-01-30", "--rejects", "./deals.csv"],
        &["review", "plan.toml", "deals.csv", "--as-of", "2026-01-30", "--rejects", "r.csv", "-o", "./r.csv"],
        &["review", "plan.toml", "deals.csv", "--as-of", "2026-01-30", "--rejects", "-"],
        &["inspect", "deals.csv", "-o", "deals.csv"],
        &["inspect", "plan.toml", "deals.csv", "-o", "./deals.csv", "--format", "csv"],
    ] {
        let (output, plan, deals) = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert_eq!((plan.as_str(), deals.as_str()), (PLAN, DEALS), "{args:?}");
    }
}

#[test]
fn standard_input_is_read_as_a_file_is() {
    let review = |deals: &str| {
        let args = ["review", "plan.toml", deals, "--as-of", "2026-01-30", "--format", "csv", "--by", "company"];
        let (output, ..) = run(&args);
        String::from_utf8(output.stdout).unwrap()
    };
    let of_file = review("deals.csv");
    assert!(of_file.contains(",revenue,"), "{of_file}");
    assert_eq!(review("-"), of_file);
    if cfg!(target_os = "linux") {
        assert_eq!(review("/dev/stdin"), of_file);
    }
}

/// The file of a calendar is a part of the plan.
#[test]
fn a_calendar_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let calendar = "years = [2026]\nholidays = [2026-01-01]\n";
    fs::write(folder.path().join("days.toml"), calendar).unwrap();
    fs::write(folder.path().join("plan.toml"), format!("{PLAN}[calendar]\nfile = \"days.toml\"\n")).unwrap();
    let run = |to: &str| {
        let args = ["decompose", "plan.toml", "--format", "csv", "-o", to];
        Command::new(env!("CARGO_BIN_EXE_splan")).current_dir(&folder).args(args).output().unwrap()
    };
    let output = run("other.csv");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(run("days.toml").status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("days.toml")).unwrap(), calendar);
}

/// A pattern meets whatever is in its folder, and means what is not hidden.
#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_disturbs_no_pattern() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    for name in [&b"a.csv"[..], b".hidden.csv", b".git/b.csv"] {
        fs::write(folder.path().join(OsStr::from_bytes(name)), DEALS).unwrap();
    }
    fs::write(folder.path().join(OsStr::from_bytes(b"\xff.txt")), "").unwrap();
    for (pattern, read) in
        [("*.csv", "1 row read"), ("**/*.csv", "1 row read"), (".*.csv", "1 row read"), (".git/*", "1 row read")]
    {
        let args = ["review", "plan.toml", pattern, "--as-of", "2026-01-30"];
        let output = Command::new(env!("CARGO_BIN_EXE_splan")).current_dir(&folder).args(args).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains(read), "{pattern}: {said}");
    }
}
