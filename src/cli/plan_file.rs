//! Finds and reads the plan file and the files it names.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cli::outcome::{Failure, reason};
use crate::model::diagnostic::Diagnostic;
use crate::model::sentence::harmless;
use crate::model::text::Lang;
use crate::read::plan::{PlanFile, Reading, read};
use crate::text;

/// The plan that is looked for where none is named.
pub const DEFAULT: &str = "plan.toml";
/// In bytes. No plan comes near it, and an export given by mistake is not held in memory.
const LARGEST: u64 = 64 << 20;

/// A plan file that was read: what it holds, and the language that it asks for, which it may do even if it is invalid.
pub struct Loaded {
    pub path: PathBuf,
    /// Other files that it takes in.
    pub others: Vec<PathBuf>,
    pub lang: Option<Lang>,
    pub reading: Result<Reading, Vec<Diagnostic>>,
}

/// Reads the plan `named`, else `plan.toml` in `folder` or the nearest folder above it.
///
/// # Errors
/// There is no such file, or it cannot be read.
pub fn load(named: Option<&Path>, folder: Option<&Path>, sets: &[String]) -> Result<Loaded, Failure> {
    let path = match named {
        Some(path) => path.to_owned(),
        None => nearest(folder).ok_or_else(no_plan)?,
    };
    let name = path.to_string_lossy().into_owned();
    let text = read_text(&path).map_err(|error| unreadable(&name, &error))?;
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let lang = language(&text);
    let others = RefCell::new(Vec::new());
    let open = |path: &Path| {
        others.borrow_mut().push(path.to_owned());
        read_text(path)
    };
    let reading = read(PlanFile { name, folder, text }, sets, &open);
    Ok(Loaded { path, others: others.into_inner(), lang, reading })
}

/// The language of the plan that [`load`] would read, where there is one that asks for any.
pub fn lang(named: Option<&Path>, folder: Option<&Path>) -> Option<Lang> {
    let path = named.map(Path::to_owned).or_else(|| nearest(folder))?;
    language(&read_text(&path).ok()?)
}

/// The language that a plan asks for, found without understanding the rest of it.
fn language(text: &str) -> Option<Lang> {
    let values =
        text.lines().filter_map(|line| line.trim_start().strip_prefix("language")?.trim_start().strip_prefix('='));
    let values = values.filter_map(|value| value.trim_start().get(1..3));
    values
        .filter_map(|value| match value {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        })
        .next()
}

/// Splits the arguments of a command into the plan and its inputs: only a first one that ends in `.toml` is a plan.
pub fn split<'a>(
    first: Option<&'a PathBuf>,
    rest: impl IntoIterator<Item = &'a PathBuf>,
) -> (Option<&'a Path>, Vec<PathBuf>) {
    let (named, input) = match first {
        Some(first) if is_plan(first) => (Some(first.as_path()), None),
        first => (None, first),
    };
    (named, input.into_iter().chain(rest).cloned().collect())
}

/// The plan of a command that takes no inputs.
///
/// # Errors
/// A sentence where what is named is no plan.
pub fn only(named: Option<&PathBuf>) -> Result<Option<&Path>, Failure> {
    match named {
        Some(path) if !is_plan(path) => {
            let name = harmless(&path.to_string_lossy(), 200);
            Err(Failure::from(
                text!(en: "`{name}` is no plan: its name does not end in .toml"; zh: "`{name}` 不是计划：文件名不以 .toml 结尾"),
            ))
        }
        path => Ok(path.map(PathBuf::as_path)),
    }
}

/// Whether a file is a plan by its name.
pub fn is_plan(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// `plan.toml`, `../plan.toml`, …: the nearest that exists, named as seen from here.
pub fn nearest(folder: Option<&Path>) -> Option<PathBuf> {
    let mut up = PathBuf::new();
    for folder in folder.into_iter().flat_map(Path::ancestors) {
        if folder.join(DEFAULT).is_file() {
            return Some(up.join(DEFAULT));
        }
        up.push("..");
    }
    None
}

fn no_plan() -> Failure {
    Failure::with_help(
        text!(en: "no plan: there is no `{DEFAULT}` here or in a folder above"; zh: "没有计划：当前文件夹及上级文件夹中都没有 `{DEFAULT}`"),
        text!(
            en: "name a file that ends in .toml as the first argument, or write one with `splan init`";
            zh: "把以 .toml 结尾的文件作为第一个参数，或用 `splan init` 新建一个"
        ),
    )
}

/// The text of a file without its byte order mark.
///
/// # Errors
/// `InvalidData` where it is not UTF-8, `FileTooLarge` above 64 MiB, `IsADirectory`, and those of the system.
fn read_text(path: &Path) -> io::Result<String> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    if file.take(LARGEST + 1).read_to_end(&mut bytes)? as u64 > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let text = String::from_utf8(bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    let reason = reason(error);
    let (name, en, zh) = (harmless(name, 200), reason.say(Lang::En), reason.say(Lang::Zh));
    let message = text!(en: "the plan `{name}` cannot be read: {en}"; zh: "无法读取计划 `{name}`：{zh}");
    match error.kind() {
        io::ErrorKind::NotFound => Failure::with_help(
            message,
            text!(en: "check the name, or write a first plan with `splan init`"; zh: "请检查文件名，或用 `splan init` 新建计划"),
        ),
        io::ErrorKind::InvalidData => {
            Failure::with_help(message, text!(en: "save it as UTF-8 in the editor"; zh: "请在编辑器中另存为 UTF-8"))
        }
        _ => message.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_first_argument_in_toml_is_the_plan() {
        let args = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let (all, bare, late) = (args(&["p.TOML", "a.csv"]), args(&["a.csv"]), args(&["a.csv", "p.toml"]));
        assert_eq!(split(all.first(), &all[1..]), (Some(Path::new("p.TOML")), all[1..].to_vec()));
        assert_eq!(split(bare.first(), &[]), (None, bare.clone()));
        assert_eq!(split(late.first(), &late[1..]), (None, late.clone()));
        assert_eq!(split(None, &[]), (None, Vec::new()));
    }
}
