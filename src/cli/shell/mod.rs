//! What commands work with: the shared options, the plan, and the two streams.

mod said;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::options::{ColorChoice, Shared};
use crate::cli::outcome::{Failure, unwritten};
use crate::cli::output;
use crate::cli::plan_file;
use crate::cli::progress::Progress;
use crate::cli::result_format;
use crate::cli::surroundings::Surroundings;
use crate::model::day::Day;
use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::model::sentence::harmless;
use crate::model::text::Lang;
use crate::read::export::Input;
use crate::read::plan::Reading;
use crate::report::format::{Format, RenderOptions, render};
use crate::report::model::Report;
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
        self.keep(&loaded.path);
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

    /// From now on no result may replace this file.
    pub fn keep(&mut self, path: &Path) {
        self.kept.extend(fs::canonicalize(path).ok().filter(|path| path.is_file()));
    }

    /// Writes a file that is not one of those to keep, and keeps it.
    ///
    /// # Errors
    /// Where it would replace one of them, or cannot be written.
    pub fn write(&mut self, path: &Path, render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        self.guard(path)?;
        output::to_file(path, render)?;
        self.keep(path);
        Ok(())
    }

    /// # Errors
    /// Where writing this file would replace one of those to keep.
    pub fn guard(&self, path: &Path) -> Result<(), Failure> {
        if fs::canonicalize(path).is_ok_and(|path| self.kept.contains(&path)) {
            let name = harmless(&path.to_string_lossy(), 200);
            return Err(Failure::with_help(
                text!(en: "`{name}` is read or written by this very run, and would be replaced"; zh: "`{name}` 正由本次运行读取或写入，不能覆盖"),
                text!(en: "name another file"; zh: "请换一个文件名"),
            ));
        }
        Ok(())
    }

    /// The format of the result: as asked, else by the ending of the output file, else a table.
    pub fn format(&self) -> Result<Format, Failure> {
        if self.into_folder {
            return Ok(self.shared.format.unwrap_or(Format::Xlsx));
        }
        result_format::of(self.shared.format, self.file(), self.surroundings.out_is_terminal)
    }

    /// Renders `report` to stdout or the output file, then says its notes.
    pub fn show(&mut self, report: &Report<'_>) -> Result<(), Failure> {
        let options = self.options(self.surroundings.out_is_terminal && self.file().is_none())?;
        match self.file() {
            Some(path) => {
                self.write(path, |file| render(report, &options, file))?;
                self.say_written(path);
            }
            None => {
                // Only whole results go to stdout.
                let mut bytes = Vec::new();
                render(report, &options, &mut bytes).map_err(|error| unwritten(&error))?;
                self.print(&bytes)?;
            }
        }
        report.notes.iter().for_each(|note| self.say(note));
        Ok(())
    }

    /// The bytes of a report that goes to a file.
    pub fn rendered(&self, report: &Report<'_>) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        render(report, &self.options(false)?, &mut bytes).map_err(|error| unwritten(&error))?;
        Ok(bytes)
    }

    fn options(&self, terminal: bool) -> Result<RenderOptions, Failure> {
        Ok(RenderOptions {
            format: self.format()?,
            width: (!self.shared.wide && (terminal || !self.keeps_lines)).then_some(self.surroundings.width),
            color: self.color(terminal),
            bom: self.shared.bom,
            unit: self.unit,
        })
    }

    /// Writes a result that has one format only to stdout or the output file.
    ///
    /// # Errors
    /// Where another format is asked for, or it cannot be written.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.shared.format.is_some() {
            return Err(Failure::with_help(
                text!(en: "this result has one format only"; zh: "该结果只有一种格式"),
                text!(en: "leave `--format` out"; zh: "请去掉 `--format`"),
            ));
        }
        match self.file() {
            Some(path) => {
                self.write(path, |file| file.write_all(bytes))?;
                self.say_written(path);
                Ok(())
            }
            None => self.print(bytes),
        }
    }

    /// Writes bytes as they are to stdout.
    pub fn print(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).and_then(|()| self.out.flush()).map_err(|error| unwritten(&error))
    }

    /// The output file; `-` is stdout.
    fn file(&self) -> Option<&'s Path> {
        self.shared.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    fn color(&self, terminal: bool) -> bool {
        match self.shared.color {
            ColorChoice::Auto => terminal && !self.surroundings.no_color,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::SystemTime;

    use clap::Parser;

    use super::*;
    use crate::model::money::Currency;
    use crate::report::cell::Cell;
    use crate::report::model::Note;
    use crate::report::records::Records;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        shared: Shared,
    }

    /// A stream that refuses what is written to it.
    struct Refuses(io::ErrorKind);

    impl Write for Refuses {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Shows a report of one cell and a note, and gives what went to stderr.
    fn show(args: &[&str], out: &mut dyn Write) -> (Result<(), Failure>, String) {
        let line = Line::parse_from([&["splan"], args].concat());
        let surroundings = Surroundings {
            folder: None,
            now: SystemTime::UNIX_EPOCH,
            started: std::time::Instant::now(),
            out_is_terminal: false,
            err_is_terminal: false,
            width: 80,
            no_color: false,
        };
        let currency = Currency::new("CNY").unwrap();
        let mut err = Vec::new();
        let mut shell = Shell::new(&line.shared, &surroundings, out, &mut err);
        let report = Report {
            command: "sample",
            lang: shell.lang(),
            currency: &currency,
            title: text!(en: "sample"; zh: "样例"),
            head: Vec::new(),
            sections: Vec::new().into(),
            records: Records::of(&["deals"], vec![vec![Cell::Count(7)]]),
            parts: Vec::new(),
            notes: vec![Note::warning(text!(en: "late"; zh: "迟"))],
            inputs: Vec::new(),
        };
        let result = shell.show(&report);
        (result, String::from_utf8(err).unwrap())
    }

    #[test]
    fn results_go_out_and_notes_beside_them() {
        for (args, result, notes) in [
            (&["--format", "csv"][..], "deals\n7\n", "warning: late\n"),
            (&["--lang", "zh"], "样例\n", "警告：迟\n"),
            (&["-q", "--format", "csv", "--bom"], "\u{feff}deals\n7\n", ""),
        ] {
            let mut out = Vec::new();
            let (shown, err) = show(args, &mut out);
            assert!(shown.is_ok());
            assert_eq!((String::from_utf8(out).unwrap().as_str(), err.as_str()), (result, notes), "{args:?}");
        }
    }

    #[test]
    fn a_file_takes_the_format_of_its_ending() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quotas.CSV");
        let mut out = Vec::new();
        let (shown, err) = show(&["-o", path.to_str().unwrap()], &mut out);
        assert!(shown.is_ok() && out.is_empty());
        assert!(err.starts_with("note: wrote `"), "{err}");
        assert_eq!(std::fs::read_to_string(path).unwrap(), "deals\n7\n");
    }

    #[test]
    fn a_closed_pipe_is_no_problem_and_a_full_disk_is_one() {
        let (closed, _) = show(&[], &mut Refuses(io::ErrorKind::BrokenPipe));
        assert!(matches!(closed, Err(Failure::ClosedPipe)));
        let (full, _) = show(&[], &mut Refuses(io::ErrorKind::StorageFull));
        assert!(matches!(full, Err(Failure::Problems(_))));
    }
}
