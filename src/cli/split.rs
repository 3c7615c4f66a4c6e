//! `--split-by`: a report for each team or rep, in a file of its own that holds nothing of the others.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::calc::excerpt::Excerpt;
use crate::calc::group::{Scope, members};
use crate::cli::file_names::FileNames;
use crate::cli::outcome::{Failure, reason};
use crate::cli::shell::Shell;
use crate::model::plan::Plan;
use crate::model::sentence::{Counted, harmless, names};
use crate::model::text::Lang;
use crate::report::excerpt::excerpt;
use crate::report::format::Format;
use crate::report::model::{Note, Report};
use crate::text;

/// Files named where they have been written.
const TOLD: usize = 3;
/// Files named that are there and have not been written.
const LEFT_TOLD: usize = 20;

/// Whose files they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SplitBy {
    Team,
    Rep,
}

impl SplitBy {
    pub fn scope(self) -> Scope {
        match self {
            SplitBy::Team => Scope::Team,
            SplitBy::Rep => Scope::Rep,
        }
    }

    /// The groups of a table in such a file: a team may be shown as one, everything else by rep.
    pub fn by(self, asked: Scope) -> Scope {
        match (self, asked) {
            (SplitBy::Team, Scope::Team) => Scope::Team,
            _ => Scope::Rep,
        }
    }

    pub fn excerpts(self, plan: &Plan) -> impl Iterator<Item = Excerpt> {
        members(plan).filter(move |group| group.scope == self.scope()).map(|group| Excerpt::new(plan, group))
    }
}

/// The files of a run, rendered one after the other, and written once all of them are there.
pub struct Files {
    folder: PathBuf,
    names: FileNames,
    rendered: Vec<(String, Vec<u8>)>,
}

impl Files {
    /// # Errors
    /// Those of [`folder`].
    pub fn new(shell: &Shell<'_>) -> Result<Self, Failure> {
        let folder = folder(shell)?.to_owned();
        Ok(Files { folder, names: FileNames::default(), rendered: Vec::new() })
    }

    /// Renders the report of one group, whose name in the whole plan is `name`.
    pub fn add(&mut self, shell: &Shell<'_>, report: Report<'_>, scope: Scope, name: &str) -> Result<(), Failure> {
        let format = shell.format()?;
        let bytes = shell.rendered(&excerpt(report, scope, name))?;
        let ending = format.endings().first().copied().unwrap_or_default();
        self.rendered.push((self.names.unique(name, ending), bytes));
        Ok(())
    }

    /// Writes every file, each whole or not at all, and says which.
    pub fn write(self, shell: &mut Shell<'_>) -> Result<(), Failure> {
        make_folder(&self.folder)?;
        let path = |name: &str| self.folder.join(OsStr::new(name));
        self.rendered.iter().try_for_each(|(name, _)| shell.guard(&path(name)))?;
        for (name, bytes) in &self.rendered {
            shell.write(&path(name), |file| file.write_all(bytes))?;
        }
        let folder = shown(&self.folder);
        let (files, n) = (Counted(self.rendered.len() as u64, "file", "files"), self.rendered.len());
        let (list, zh_list) = names(self.rendered.iter().map(|(name, _)| name), TOLD);
        shell.say(&Note::info(
            text!(en: "wrote {files} into `{folder}`: {list}"; zh: "已在 `{folder}` 中写入 {n} 个文件：{zh_list}"),
        ));
        let others = self.others(shell.format()?);
        if !others.is_empty() {
            let (files, n) = (Counted(others.len() as u64, "other file", "other files"), others.len());
            let (list, list_zh) = names(&others, LEFT_TOLD);
            shell.say(&Note::warning(text!(
                en: "{files} in `{folder}` not written this time, perhaps of somebody who has left: {list}";
                zh: "`{folder}` 中另有 {n} 个文件本次没有写入，可能属于已离开的人：{list_zh}"
            )));
        }
        Ok(())
    }

    /// The files of this format that are in the folder and not of this run, in the order of their names. What the
    /// system calls a file tells whether it is one of these: some do not tell case apart.
    fn others(&self, format: Format) -> Vec<String> {
        let real = |path: &Path| fs::canonicalize(path).ok();
        let written: BTreeSet<PathBuf> =
            self.rendered.iter().filter_map(|(name, _)| real(&self.folder.join(name))).collect();
        let other = |path: PathBuf| {
            let name = path.file_name()?.to_string_lossy().into_owned();
            let of_format = Format::by_ending(&path.extension()?.to_string_lossy()) == Some(format);
            // Names with these in front are made by editors for files that are open.
            let is_file = path.is_file() && !name.starts_with(['.', '~']);
            (of_format && is_file && !written.contains(&real(&path)?)).then_some(name)
        };
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut others: Vec<String> = entries.filter_map(|entry| other(entry.path())).collect();
        others.sort();
        others
    }
}

/// The folder of the files, which `-o` names.
///
/// # Errors
/// It names none, or what looks like a single file and is no folder yet.
pub fn folder<'s>(shell: &Shell<'s>) -> Result<&'s Path, Failure> {
    let Some(folder) = shell.output().filter(|path| *path != Path::new("-")) else {
        return Err(Failure::with_help(
            text!(en: "--split-by writes several files"; zh: "--split-by 会写出多个文件"),
            text!(en: "name a folder for them: `-o FOLDER`"; zh: "请用 `-o 文件夹` 指定存放位置"),
        ));
    };
    let format = folder.extension().and_then(|ending| Format::by_ending(&ending.to_string_lossy()));
    match format.filter(|_| !folder.is_dir()) {
        Some(format) => {
            let (name, bare) = (shown(folder), shown(&folder.with_extension("")));
            let format = format.name();
            Err(Failure::with_help(
                text!(
                    en: "--split-by writes several files, and `{name}` is the name of one";
                    zh: "--split-by 会写出多个文件，而 `{name}` 是单个文件的名称"
                ),
                text!(
                    en: "name a folder for them: `-o {bare}/ --format {format}`";
                    zh: "请指定一个文件夹：`-o {bare}/ --format {format}`"
                ),
            ))
        }
        None => Ok(folder),
    }
}

fn shown(path: &Path) -> String {
    harmless(&path.to_string_lossy(), 200)
}

/// Makes the folder where it does not exist; one that holds files already keeps them, but for those of the same name.
fn make_folder(folder: &Path) -> Result<(), Failure> {
    let made = if folder.is_dir() { Ok(()) } else { fs::create_dir(folder) };
    made.map_err(|error| {
        let (name, reason) = (
            shown(folder),
            match error.kind() {
                std::io::ErrorKind::AlreadyExists => text!(en: "a file has this name"; zh: "已有同名文件"),
                std::io::ErrorKind::NotFound => {
                    text!(en: "the folder around it does not exist"; zh: "上级文件夹不存在")
                }
                _ => reason(&error),
            },
        );
        let (en, zh) = (reason.say(Lang::En), reason.say(Lang::Zh));
        Failure::with_help(
            text!(en: "the folder `{name}` cannot be made: {en}"; zh: "无法创建文件夹 `{name}`：{zh}"),
            text!(en: "name another folder with -o"; zh: "请用 -o 指定另一个文件夹"),
        )
    })
}
