//! Runs of the program in a folder of their own.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// What a run gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs `splan` in a new folder that holds these files.
pub fn with_files(files: &[(&str, &str)], args: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    within(folder.path(), args)
}

/// Runs `splan` in `folder`, as in a pipe.
pub fn within(folder: &Path, args: &[&str]) -> Run {
    let mut command = Command::cargo_bin("splan").unwrap();
    let output = command.current_dir(folder).args(args).env_remove("COLUMNS").output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    /// The run, which did what it was asked to.
    #[track_caller]
    pub fn good(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }

    /// The page with every sentence on one line.
    pub fn unwrapped(&self) -> String {
        self.out.replace("\n  ", " ")
    }
}

/// The record of a list whose members have these values.
pub fn find<'a>(list: &'a Value, wanted: &[(&str, &str)]) -> &'a Value {
    let records = list.as_array().unwrap();
    let fits = |record: &&Value| wanted.iter().all(|(key, value)| record[*key] == *value);
    records.iter().find(fits).unwrap_or_else(|| panic!("no {wanted:?} in {list:#}"))
}

/// Members of a record; numbers and texts as they are written.
pub fn shown(record: &Value, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| record[*key].to_string().replace('"', "")).collect()
}
