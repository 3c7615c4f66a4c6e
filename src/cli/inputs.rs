//! Which exports a command reads. The only file that expands patterns.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use glob::{Pattern, glob};

use crate::cli::outcome::{Failure, reason};
use crate::cli::spool::Spool;
use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Data;
use crate::model::sentence::{harmless, names, nearest_first};
use crate::model::text::{Lang, Text};
use crate::read::export::{Input, Kind, OpenAt, ReadAt};
use crate::text;

/// Files shown where a pattern matches none of them.
const SHOWN: usize = 5;

/// The exports to read, deals first. Deals named on the command line stand for all of `[data]`; activities named there
/// only for the plan's activities.
///
/// # Errors
/// Every name that is no file, and every pattern that matches none; also where there are no deals at all.
pub fn resolve(deals: &[PathBuf], activities: &[PathBuf], data: &Data) -> Result<Vec<Input<'static>>, Failure> {
    let planned_activities = if deals.is_empty() { &data.activities[..] } else { &[] };
    let deals = if deals.is_empty() { &data.deals[..] } else { deals };
    let activities = if activities.is_empty() { planned_activities } else { activities };
    if deals.is_empty() {
        return Err(Failure::with_help(
            text!(en: "no deals to review"; zh: "没有可供复盘的成交数据"),
            text!(en: "name an export after the plan, or list it in the plan under `[data]` as `deals`"; zh: "在计划之后写明导出文件，或在计划的 `[data]` 中列为 `deals`"),
        ));
    }
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    for (kind, patterns) in [(Kind::Deals, deals), (Kind::Activities, activities)] {
        match named(patterns, kind) {
            Ok(found) => inputs.extend(found),
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() { Ok(inputs) } else { Err(problems.into()) }
}

/// The files that the patterns mean, each once, in order; `-` is standard input.
///
/// # Errors
/// Every name that is no file, and every pattern that matches none.
pub fn named(patterns: &[PathBuf], kind: Kind) -> Result<Vec<Input<'static>>, Vec<Diagnostic>> {
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    let mut seen = std::collections::BTreeSet::new();
    for pattern in patterns {
        if pattern == Path::new(STDIN) {
            match Spool::stdin() {
                Ok(spool) => inputs.push(of_spool(spool, kind)),
                Err(error) => problems.push(unspooled(&error)),
            }
            continue;
        }
        let (files, sheet) = split_sheet(pattern);
        match expand(&files) {
            Ok(found) => {
                // A file is one file, however it is named.
                let own = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| path.clone());
                for path in found.into_iter().filter(|path| seen.insert((own(path), sheet.clone()))) {
                    // A pipe flows only once, and inputs are opened more than once.
                    match fs::metadata(&path).is_ok_and(|found| !found.is_file()).then(|| Spool::pipe(&path)) {
                        None => inputs.push(input(path, sheet.clone(), kind)),
                        Some(Ok(spool)) => {
                            inputs.push(Input { name: path.to_string_lossy().into(), ..of_spool(spool, kind) })
                        }
                        Some(Err(error)) => problems.push(unspooled(&error)),
                    }
                }
            }
            Err(problem) => problems.push(*problem),
        }
    }
    if problems.is_empty() { Ok(inputs) } else { Err(problems) }
}

/// The name of standard input among files.
const STDIN: &str = "-";

/// `deals.xlsx#March` is the sheet `March` of `deals.xlsx`, unless a file has that very name.
fn split_sheet(pattern: &Path) -> (PathBuf, Option<String>) {
    let written = pattern.to_string_lossy();
    match written.rsplit_once('#') {
        Some((file, sheet)) if !file.is_empty() && !sheet.is_empty() && fs::metadata(pattern).is_err() => {
            (PathBuf::from(file), Some(sheet.to_owned()))
        }
        _ => (pattern.to_owned(), None),
    }
}

fn input(path: PathBuf, sheet: Option<String>, kind: Kind) -> Input<'static> {
    let is_file = fs::metadata(&path).is_ok_and(|found| found.is_file());
    let again = path.clone();
    let open_at = move || File::open(&again).map(|file| Box::new(Positioned(file)) as Box<dyn ReadAt>);
    let mut name = short(&path).to_string_lossy().into_owned();
    if let Some(sheet) = &sheet {
        name.push('#');
        name.push_str(sheet);
    }
    Input {
        name,
        kind,
        sheet,
        open: Box::new(move || File::open(&path).map(|file| Box::new(file) as Box<dyn Read>)),
        open_at: is_file.then(|| Box::new(open_at) as OpenAt<'static>),
    }
}

/// A file that is read at any place.
struct Positioned(File);

impl ReadAt for Positioned {
    fn size(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    #[cfg(unix)]
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(&self.0, buffer, offset)
    }

    #[cfg(windows)]
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(&self.0, buffer, offset)
    }
}

fn of_spool(spool: Spool, kind: Kind) -> Input<'static> {
    let open = move || spool.open().map(|file| Box::new(file) as Box<dyn Read>);
    Input { name: STDIN.to_owned(), kind, sheet: None, open: Box::new(open), open_at: None }
}

fn unspooled(error: &io::Error) -> Diagnostic {
    let reason = reason(error);
    let (en, zh) = (reason.say(Lang::En), reason.say(Lang::Zh));
    Diagnostic::general(text!(en: "standard input cannot be read: {en}"; zh: "无法读取标准输入：{zh}"))
}

/// `plans/../exports/deals.csv` as people would write it, where that means the same file.
fn short(path: &Path) -> PathBuf {
    let mut short = PathBuf::new();
    for part in path.components() {
        match (part, short.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                short.pop();
            }
            (part, _) => short.push(part),
        }
    }
    let same = matches!((fs::canonicalize(path), fs::canonicalize(&short)), (Ok(a), Ok(b)) if a == b);
    if same { short } else { path.to_owned() }
}

/// The files that `pattern` means, sorted; a name that exists means itself, whatever characters it has.
fn expand(pattern: &Path) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
    let written = pattern.to_string_lossy();
    match fs::metadata(pattern) {
        Ok(found) if !found.is_dir() => return Ok(vec![pattern.to_owned()]),
        Ok(_) => {
            let message =
                text!(en: "`{}` is a folder", harmless(&written, 200); zh: "`{}` 是文件夹", harmless(&written, 200));
            let help = text!(en: "name its files, such as `{}/*.csv`", harmless(&written, 200); zh: "请写明其中的文件，例如 `{}/*.csv`", harmless(&written, 200));
            return Err(Diagnostic::general(message).help(help).into());
        }
        Err(_) => {}
    }
    let found = glob(&rooted(&written)).map_err(|error| {
        let (name, why) = (harmless(&written, 200), error.msg);
        Diagnostic::general(text!(en: "`{name}` is not a pattern: {why}"; zh: "`{name}` 不是有效的通配符：{why}"))
    })?;
    let is_asked_for = |path: &PathBuf| path.components().all(|part| !is_hidden(part) || names_hidden(pattern, part));
    let mut files: Vec<PathBuf> =
        found.filter_map(Result::ok).filter(|path| !path.is_dir() && is_asked_for(path)).collect();
    files.sort();
    if files.is_empty() { Err(nothing(pattern, &written).into()) } else { Ok(files) }
}

/// What a `*` leaves out, as in a shell.
fn is_hidden(part: Component<'_>) -> bool {
    matches!(part, Component::Normal(name) if name.as_encoded_bytes().starts_with(b"."))
}

/// Whether a pattern has this hidden name, or asks for hidden ones.
fn names_hidden(pattern: &Path, hidden: Component<'_>) -> bool {
    let asks = |part: Component<'_>| is_hidden(part) && part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    pattern.components().any(|part| part == hidden || asks(part))
}

/// The pattern with the folders that exist taken literally, so that brackets in them are no pattern.
fn rooted(written: &str) -> String {
    let literal = written.match_indices(std::path::is_separator).map(|(at, _)| at + 1);
    let existing = literal.take_while(|end| Path::new(&written[..*end]).is_dir()).last().unwrap_or(0);
    format!("{}{}", Pattern::escape(&written[..existing]), &written[existing..])
}

/// Names what was looked for, and what is there instead.
fn nothing(pattern: &Path, written: &str) -> Diagnostic {
    let name = harmless(written, 200);
    let message = if written.contains(['*', '?', '[']) {
        text!(en: "no file matches `{name}`"; zh: "没有文件与 `{name}` 匹配")
    } else {
        text!(en: "`{name}` does not exist"; zh: "文件 `{name}` 不存在")
    };
    let folder = pattern.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = pattern.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let help = there(folder, &wanted);
    Diagnostic::general(message).help(help)
}

/// Endings of files that may be exports.
const EXPORTS: [&str; 7] = ["csv", "tsv", "txt", "xlsx", "xls", "ods", "gz"];

/// The exports of a folder, those with names near `wanted` first.
fn there(folder: &Path, wanted: &str) -> Text {
    let name = harmless(&folder.to_string_lossy(), 200);
    match files_in(folder) {
        Err(_) => text!(en: "there is no folder `{name}`"; zh: "文件夹 `{name}` 不存在"),
        Ok(files) if files.is_empty() => {
            text!(en: "the folder `{name}` has no exports: none of its files is .csv, .xlsx or the like"; zh: "文件夹 `{name}` 中没有导出文件（.csv、.xlsx 等）")
        }
        Ok(mut files) => {
            nearest_first(wanted, &mut files);
            let (files, zh_files) = names(&files, SHOWN);
            text!(en: "the folder `{name}` has {files}"; zh: "文件夹 `{name}` 中有 {zh_files}")
        }
    }
}

fn files_in(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.filter_map(Result::ok).filter(|entry| !entry.path().is_dir());
    let mut files: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let may_be = |name: &String| {
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        EXPORTS.iter().any(|export| ending.eq_ignore_ascii_case(export))
    };
    files.retain(|name| !name.starts_with('.') && may_be(name));
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::Builder::new().prefix("[a]").tempdir().unwrap();
        files.iter().for_each(|name| fs::write(folder.path().join(name), "").unwrap());
        folder
    }

    fn resolved(deals: &[PathBuf], activities: &[PathBuf], data: &Data) -> Vec<(Kind, String)> {
        let inputs = resolve(deals, activities, data).unwrap();
        let name = |input: &Input<'_>| Path::new(&input.name).file_name().unwrap().to_string_lossy().into_owned();
        inputs.iter().map(|input| (input.kind, name(input))).collect()
    }

    #[test]
    fn patterns_expand_in_order_and_named_deals_replace_the_plan() {
        let folder = folder(&["deals-2.csv", "deals-1.csv", ".deals-3.csv", "calls.csv", "new[1].csv"]);
        let at = |name: &str| folder.path().join(name);
        let data =
            Data { deals: vec![at("*s-*.csv"), at("deals-1.csv")], activities: vec![at("calls.csv")], as_of: None };
        let planned = [(Kind::Deals, "deals-1.csv".to_owned()), (Kind::Deals, "deals-2.csv".to_owned())];
        let calls = (Kind::Activities, "calls.csv".to_owned());
        assert_eq!(resolved(&[], &[], &data), [planned[0].clone(), planned[1].clone(), calls.clone()]);
        assert_eq!(resolved(&[at("new[1].csv")], &[], &data), [(Kind::Deals, "new[1].csv".to_owned())]);
        assert_eq!(resolved(&[at("deals-2.csv")], &[at("calls.csv")], &data), [planned[1].clone(), calls]);
    }

    #[test]
    fn a_pattern_without_files_says_what_is_there() {
        let folder = folder(&["c.bash", "calls.CSV", "deals.xlsx", "notes.md"]);
        let data = Data { deals: vec![folder.path().join("*.csv")], ..Data::default() };
        let Err(Failure::Problems(problems)) = resolve(&[], &[], &data) else { panic!("no files") };
        let help = problems[0].help.as_ref().unwrap().say(Lang::En);
        assert!(
            help.ends_with("has `calls.CSV`, `deals.xlsx`") || help.ends_with("has `deals.xlsx`, `calls.CSV`"),
            "{help}"
        );
        let near = Data { deals: vec![folder.path().join("deal.xlsx")], ..Data::default() };
        let Err(Failure::Problems(problems)) = resolve(&[], &[], &near) else { panic!("no such file") };
        let help = problems[0].help.as_ref().unwrap().say(Lang::En);
        assert!(help.ends_with("has `deals.xlsx`, `calls.CSV`"), "the nearest first: {help}");
    }

    #[test]
    fn a_sheet_may_be_named_behind_its_file() {
        let folder = folder(&["a.xlsx", "b#c.csv"]);
        let resolve = |name: &str| named(&[folder.path().join(name)], Kind::Deals).unwrap().remove(0);
        let march = resolve("*.xlsx#March");
        assert!(march.name.ends_with("a.xlsx#March") && march.sheet.as_deref() == Some("March"), "{}", march.name);
        assert_eq!(resolve("b#c.csv").sheet, None);
    }

    #[test]
    fn no_deals_at_all_is_told() {
        assert!(resolve(&[], &[], &Data::default()).is_err());
    }
}
