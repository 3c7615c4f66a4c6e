//! What commands work with: the shared options, the plan, and the two streams.

mod results;
mod said;

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::options::{ColorChoice, Shared};
use crate::cli::outcome::Failure;
use crate::cli::plan_file;
use crate::cli::progress::Progress;
use crate::cli::surroundings::Surroundings;
use crate::model::day::Day;
use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::model::sentence::harmless;
use crate::model::text::Lang;
use crate::read::export::Input;
use crate::read::plan::Reading;
use crate::report::format::Format;
use crate::report::unit::Unit;
use crate::text;

pub struct Shell<'s> {
    shared: &'s Shared,
    surroundings: &'s Surroundings,
    lang: Lang,
    out: &'s mut dyn Write,
    err: &'s mut dyn Write,
    /// Files that a result must not replace: what was read, and what was written already.
    kept: Vec<PathBuf>,
    /// Whether the output is a folder of files, whose name tells no format.
    into_folder: bool,
    /// In which unit people see amounts, where not in full.
    unit: Option<Unit>,
    /// Whether sentences are broken for a terminal only.
    keeps_lines: bool,
}

impl<'s> Shell<'s> {
    pub fn new(
        shared: &'s Shared,
        surroundings: &'s Surroundings,
        out: &'s mut dyn Write,
        err: &'s mut dyn Write,
    ) -> Self {
        Shell {
            shared,
            surroundings,
            lang: shared.lang.unwrap_or_default(),
            out,
            err,
            kept: Vec::new(),
            into_folder: false,
            unit: shared.unit,
            keeps_lines: false,
        }
    }

    /// Says that the output is a folder of files: workbooks, where no format is asked for.
    pub fn writes_folder(&mut self, into_folder: bool) {
        self.into_folder = into_folder;
    }

    /// Says that amounts are shown in full, in whatever unit they are asked for.
    pub fn in_full(&mut self) {
        self.unit = None;
    }

    /// Says that the result is a message, to be pasted elsewhere: its sentences are broken on a terminal only.
    pub fn keeps_lines(&mut self) {
        self.keeps_lines = true;
    }

    /// The file or folder of `-o`.
    pub fn output(&self) -> Option<&'s Path> {
        self.shared.output.as_deref()
    }

    /// That of `--lang`, else the plan's once it is loaded, else English.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn today(&self) -> Day {
        Day::of(self.surroundings.now)
    }

    /// Where the program was started; nothing where that folder is gone.
    pub fn folder(&self) -> Option<&'s Path> {
        self.surroundings.folder.as_deref()
    }

    /// Whether everything is shown: where it is asked for, and where each table has a sheet of its own.
    pub fn wide(&self) -> bool {
        self.shared.wide || self.format().is_ok_and(Format::has_sheets)
    }

    /// Whether every table is shown of a result that is nothing but tables: also on a page that scrolls.
    pub fn has_room(&self) -> bool {
        self.wide() || self.format().is_ok_and(Format::scrolls)
    }

    /// A bar for inputs that are about to be read, where somebody would see it.
    pub fn progress(&self, inputs: &mut Vec<Input<'static>>) -> Option<Progress> {
        let seen = self.surroundings.err_is_terminal && !self.shared.quiet;
        seen.then(|| Progress::of(inputs, self.lang))
    }

    /// Takes the language of the plan for a run that failed, perhaps before it came to read it; `--lang` wins.
    pub fn speak_as_plan(&mut self, named: Option<&Path>) {
        if self.shared.lang.is_none() {
            self.lang = plan_file::lang(named, self.folder()).unwrap_or(self.lang);
        }
    }

    /// A valid plan; what is odd about it is said at once.
    ///
    /// # Errors
    /// Everything that is wrong with it, or why it cannot be read.
    pub fn load_plan(&mut self, named: Option<&Path>) -> Result<Plan, Failure> {
        let reading = self.read_plan(named)??;
        self.warn(&reading.warnings);
        Ok(reading.plan)
    }

    /// What reading the plan gives, for the command that judges it.
    ///
    /// # Errors
    /// Outside: the file cannot be read. Inside: everything that is wrong with the plan.
    pub fn read_plan(&mut self, named: Option<&Path>) -> Result<Result<Reading, Vec<Diagnostic>>, Failure> {
        let loaded = plan_file::load(named, self.surroundings.folder.as_deref(), &self.shared.set)?;
        loaded.others.iter().chain([&loaded.path]).for_each(|path| self.keep(path));
        let path = harmless(&loaded.path.to_string_lossy(), 200);
        if self.shared.lang.is_none() {
            let read = loaded.reading.as_ref().ok().map(|reading| reading.plan.lang);
            self.lang = read.or(loaded.lang).unwrap_or_default();
        }
        self.detail(|| match &loaded.reading {
            Ok(Reading { plan, .. }) => {
                let (reps, steps) = (plan.reps.len(), plan.funnel.steps().len());
                text!(en: "read the plan `{path}`: {reps} reps, {steps} steps"; zh: "已读计划 `{path}`：{reps} 名销售，{steps} 个环节")
            }
            Err(problems) => {
                let problems = problems.len();
                text!(en: "read the plan `{path}`: {problems} problems"; zh: "已读计划 `{path}`：{problems} 个问题")
            }
        });
        Ok(loaded.reading)
    }

    fn color(&self, terminal: bool) -> bool {
        match self.shared.color {
            ColorChoice::Auto => terminal && !self.surroundings.no_color,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        }
    }
}
