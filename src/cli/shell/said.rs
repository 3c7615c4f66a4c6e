//! What a run says on stderr: notes, warnings, and why it failed.

use std::path::Path;

use crate::cli::outcome::{Failure, Verdict};
use crate::cli::shell::Shell;
use crate::model::diagnostic::Diagnostic;
use crate::model::sentence::harmless;
use crate::model::text::{Lang, Text};
use crate::report::diagnostic;
use crate::report::model::{Level, Note};
use crate::report::words;
use crate::text;

impl Shell<'_> {
    /// Says which file was written.
    pub fn say_written(&mut self, path: &Path) {
        let name = harmless(&path.to_string_lossy(), 200);
        self.say(&Note::info(text!(en: "wrote `{name}`"; zh: "已写入 `{name}`")));
    }

    /// One line on stderr, unless notes are silenced.
    pub fn say(&mut self, note: &Note) {
        if self.shared.quiet {
            return;
        }
        let lang = self.lang;
        let (level, style) = match note.level {
            Level::Info => (words::note(), "\u{1b}[1m"),
            Level::Warning => (words::warning(), "\u{1b}[1;33m"),
        };
        let (style, reset) =
            if self.color(self.surroundings.err_is_terminal) { (style, "\u{1b}[0m") } else { ("", "") };
        let colon = match lang {
            Lang::En => ": ",
            Lang::Zh => "：",
        };
        let sentence = harmless(note.text.say(lang), 2_000);
        // There is nowhere left to say that stderr cannot be written.
        let _ = writeln!(self.err, "{style}{}{reset}{colon}{sentence}", level.say(lang));
    }

    /// A note about what is done, for those who ask, with the time that has passed.
    pub fn detail(&mut self, text: impl FnOnce() -> Text) {
        if self.shared.verbose {
            let (text, milliseconds) = (text(), self.surroundings.elapsed().as_millis());
            let (en, zh) = (text.say(Lang::En), text.say(Lang::Zh));
            self.say(&Note::info(text!(en: "{en} ({milliseconds} ms)"; zh: "{zh}（{milliseconds} 毫秒）")));
        }
    }

    /// The last word of a run, for those who ask.
    pub fn detail_of_end(&mut self) {
        self.detail(|| text!(en: "done"; zh: "完成"));
    }

    /// Warnings about the plan on stderr, unless notes are silenced.
    pub fn warn(&mut self, warnings: &[Diagnostic]) {
        if !self.shared.quiet && !warnings.is_empty() {
            self.write_problems(warnings);
        }
    }

    /// Says why a run failed.
    pub fn tell(&mut self, result: &Result<Verdict, Failure>) {
        if let Err(Failure::Problems(problems)) = result {
            self.write_problems(problems);
        }
    }

    fn write_problems(&mut self, problems: &[Diagnostic]) {
        let color = self.color(self.surroundings.err_is_terminal);
        let _ = self.err.write_all(diagnostic::render(problems, self.lang, color).as_bytes());
    }
}
