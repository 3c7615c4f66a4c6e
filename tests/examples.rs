//! What a user would copy: the bundled exports, and the scripts around the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where `cargo test` puts the examples that it builds.
fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

#[test]
fn the_generator_writes_the_bundled_exports_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(example("make_exports")).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for name in ["deals", "last-week", "activities"]
        .into_iter()
        .flat_map(|kind| ["en", "zh"].map(|lang| format!("{kind}-{lang}.csv")))
    {
        let (made, bundled) = (folder.path().join(&name), Path::new("examples/exports").join(&name));
        assert!(fs::read(made).unwrap() == fs::read(bundled).unwrap(), "{name} differs");
    }
}

/// Runs a script of `examples/` and gives its exit code and what it said.
#[cfg(unix)]
fn script(name: &str, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(Path::new("examples").join(name));
    let output = command.args(args).env("SPLAN", env!("CARGO_BIN_EXE_splan")).output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), said)
}

#[cfg(unix)]
#[test]
fn the_weekly_review_files_three_reports() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().to_str().unwrap();
    let (code, said) = script("weekly-review.sh", &["plans/demo.toml", "", reports]);
    assert_eq!(code, 0, "{said}");
    let entries = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["csv", "json", "txt"].map(|ending| format!("review-2026-08-14.{ending}")));
}

#[cfg(unix)]
#[test]
fn the_gate_closes_where_a_team_is_red() {
    let (code, said) = script("ci-gate.sh", &[]);
    assert!(code == 1 && said.contains("at least one team is red"), "{code}: {said}");
    let (code, said) = script("ci-gate.sh", &["no-such.toml"]);
    assert!(code == 2 && said.contains("could not be checked"), "{code}: {said}");
}
