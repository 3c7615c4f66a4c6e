//! `--split-by`: a report for each team or rep, in a file of its own that holds nothing of the others.

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
use crate::report::model::{Note, Report};
use crate::text;

/// Files named where they have been written.
const TOLD: usize = 3;

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
    /// No folder is named.
    pub fn new(shell: &Shell<'_>) -> Result<Self, Failure> {
        match shell.output().filter(|path| *path != Path::new("-")) {
            Some(folder) => Ok(Files { folder: folder.to_owned(), names: FileNames::default(), rendered: Vec::new() }),
            None => Err(Failure::with_help(
                text!(en: "--split-by writes several files"; zh: "--split-by 会写出多个文件"),
                text!(en: "name a folder for them: `-o FOLDER`"; zh: "请用 `-o 文件夹` 指定存放位置"),
            )),
        }
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
        let folder = harmless(&self.folder.to_string_lossy(), 200);
        let (files, n) = (Counted(self.rendered.len() as u64, "file", "files"), self.rendered.len());
        let (list, zh_list) = names(self.rendered.iter().map(|(name, _)| name), TOLD);
        shell.say(&Note::info(
            text!(en: "wrote {files} into `{folder}`: {list}"; zh: "已在 `{folder}` 中写入 {n} 个文件：{zh_list}"),
        ));
        Ok(())
    }
}

/// Makes the folder where it does not exist; one that holds files already keeps them, but for those of the same name.
fn make_folder(folder: &Path) -> Result<(), Failure> {
    let made = if folder.is_dir() { Ok(()) } else { fs::create_dir(folder) };
    made.map_err(|error| {
        let (name, reason) = (
            harmless(&folder.to_string_lossy(), 200),
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
