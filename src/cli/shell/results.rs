//! Where results go: stdout or the output file, in which format, and which files they must not replace.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::cli::outcome::{Failure, unwritten};
use crate::cli::output;
use crate::cli::result_format;
use crate::cli::shell::Shell;
use crate::model::sentence::harmless;
use crate::report::format::{Format, RenderOptions, render};
use crate::report::model::Report;
use crate::text;

impl<'s> Shell<'s> {
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
    pub fn file(&self) -> Option<&'s Path> {
        self.shared.output.as_deref().filter(|path| *path != Path::new("-"))
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::SystemTime;

    use clap::Parser;

    use super::*;
    use crate::cli::options::Shared;
    use crate::cli::surroundings::Surroundings;
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
