//! The house rules that a reader can rely on: layers point one way, every outside crate has one door, files stay small.

use std::fs;
use std::path::{Path, PathBuf};

/// A layer of `src/` and the layers it may use.
const LAYERS: [(&str, &[&str]); 5] = [
    ("model", &["model"]),
    ("calc", &["calc", "model"]),
    ("read", &["read", "model"]),
    ("report", &["report", "calc", "model"]),
    ("cli", &["cli", "report", "calc", "read", "model"]),
];

/// An outside crate and the files or folders that may name it.
const DOORS: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["src/report/diagnostic.rs"]),
    ("anyhow", &["src/cli/output.rs"]),
    ("calamine", &["src/read/export/workbook"]),
    ("cfb", &["src/read/export/workbook/biff.rs"]),
    ("chrono", &["src/model/day.rs"]),
    ("clap", &["src/cli"]),
    ("clap_complete", &["src/cli/completions/candidates.rs"]),
    ("clap_mangen", &["src/cli/man.rs"]),
    ("comfy_table", &["src/report/text/lines.rs"]),
    // One for reading, one for writing.
    ("csv", &["src/read/export", "src/report/csv.rs"]),
    ("encoding_rs", &["src/read/export/encoding.rs", "src/read/export/decode.rs"]),
    ("flate2", &["src/read/export/source.rs"]),
    ("glob", &["src/cli/inputs.rs"]),
    ("maud", &["src/report/html"]),
    ("memchr", &["src/read/export/scan"]),
    ("num_rational", &["src/model/number.rs"]),
    ("num_traits", &["src/model/number.rs"]),
    ("rust_decimal", &["src/model/number.rs"]),
    ("rust_xlsxwriter", &["src/report/xlsx"]),
    // One for results, one for schemas.
    ("serde_json", &["src/report/json.rs", "src/report/schema/mod.rs"]),
    ("simdutf8", &["src/read/export/scan/wide.rs", "src/read/export/encoding.rs"]),
    ("strsim", &["src/model/sentence.rs"]),
    ("terminal_size", &["src/cli/surroundings.rs"]),
    ("textwrap", &["src/report/text/mod.rs"]),
    ("toml", &["src/read/plan"]),
    ("unicode_normalization", &["src/model/person.rs"]),
    ("unicode_width", &["src/report/text/grid.rs", "src/report/xlsx/width.rs"]),
    ("zip", &["src/read/export/workbook/guard.rs"]),
];

const MOST_LINES: usize = 400;

/// Every source file: its path from the crate's root with `/`, and its text.
fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.sort();
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The code of a file: lines that are no comment, with their numbers, up to its tests.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    lines.take_while(|(_, line)| *line != "#[cfg(test)]").filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Whether `line` names `prefix` as the start of a path, and not as the end of a longer word or path.
fn names(line: &str, prefix: &str) -> bool {
    line.match_indices(prefix).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

#[test]
fn layers_point_one_way() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| file.starts_with(&format!("src/{layer}/"))) else {
            continue;
        };
        for (number, line) in code(&text) {
            for (layer, _) in LAYERS.iter().filter(|(layer, _)| !allowed.contains(layer)) {
                if names(line, &format!("crate::{layer}")) {
                    faults.push(format!("{file}:{number} uses {layer}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_outside_crate_has_one_door() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        for (name, doors) in DOORS {
            let is_door = doors.iter().any(|door| file == *door || file.starts_with(&format!("{door}/")));
            if is_door || has_own(&text, name) {
                continue;
            }
            for (number, line) in code(&text).filter(|(_, line)| opens(line, name)) {
                faults.push(format!("{file}:{number} names {name}: {}", line.trim()));
            }
        }
        // Tests of any file may make temporary folders; code in two files only.
        if !["src/cli/output.rs", "src/cli/spool.rs"].contains(&file.as_str())
            && code(&text).any(|(_, line)| opens(line, "tempfile"))
        {
            faults.push(format!("{file} names tempfile"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Whether `line` reaches into the crate: `use name;` or `name::…`.
fn opens(line: &str, name: &str) -> bool {
    names(line, &format!("{name}::")) || line.trim() == format!("use {name};")
}

/// Whether the file imports a module of ours that has the crate's name, such as `report::csv`.
fn has_own(text: &str, name: &str) -> bool {
    let word = |line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
    code(text).any(|(_, line)| line.starts_with("use crate::") && word(line))
}

#[test]
fn files_stay_small() {
    let large: Vec<_> = sources()
        .into_iter()
        .map(|(file, text)| (file, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .collect();
    assert!(large.is_empty(), "above {MOST_LINES} lines: {large:?}");
}

#[test]
fn dependencies_and_doors_agree() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let table = manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next()).unwrap();
    for line in table.lines().filter(|line| line.contains('=')) {
        let name = line.split('=').next().unwrap().trim().replace('-', "_");
        let known = ["serde", "tempfile"].contains(&name.as_str()) || DOORS.iter().any(|(door, _)| *door == name);
        assert!(known, "`{name}` has no door in this test");
    }
}
