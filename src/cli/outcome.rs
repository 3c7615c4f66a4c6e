//! How a run ends. The only place that knows the exit codes.

use std::io::{self, Write};

use crate::cli::surroundings::Surroundings;
use crate::model::diagnostic::Diagnostic;
use crate::model::sentence::harmless;
use crate::model::text::{Lang, Text};
use crate::report::diagnostic;
use crate::report::format::Unfit;
use crate::text;

/// The work was done; this is its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Good,
    /// What `--fail-on` or `check` looks for was found.
    Bad,
}

/// The work could not be done.
#[derive(Debug)]
pub enum Failure {
    /// All the reasons.
    Problems(Vec<Diagnostic>),
    /// Whoever read the output has seen enough.
    ClosedPipe,
}

impl Failure {
    /// One reason, and the way out.
    pub fn with_help(message: Text, help: Text) -> Self {
        Failure::Problems(vec![Diagnostic::general(message).help(help)])
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(problems: Vec<Diagnostic>) -> Self {
        Failure::Problems(problems)
    }
}

impl From<Text> for Failure {
    fn from(message: Text) -> Self {
        Failure::Problems(vec![Diagnostic::general(message)])
    }
}

const FINE: u8 = 0;
const BAD_ANSWER: u8 = 1;
const NOT_DONE: u8 = 2;

/// The exit code of a run.
pub fn code(result: &Result<Verdict, Failure>) -> u8 {
    match result {
        Ok(Verdict::Good) | Err(Failure::ClosedPipe) => FINE,
        Ok(Verdict::Bad) => BAD_ANSWER,
        Err(Failure::Problems(_)) => NOT_DONE,
    }
}

/// Help and version are results; every other word of the argument parser is an error.
pub fn of_usage(error: &clap::Error, surroundings: &Surroundings, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let styled = error.render();
    let say = |to: &mut dyn Write, terminal: bool| {
        let color = terminal && !surroundings.no_color;
        if color { write!(to, "{}", styled.ansi()) } else { write!(to, "{styled}") }.and_then(|()| to.flush())
    };
    if error.use_stderr() {
        // There is nowhere left to say that stderr cannot be written.
        let _ = say(err, surroundings.err_is_terminal);
        return NOT_DONE;
    }
    match say(out, surroundings.out_is_terminal) {
        Ok(()) => FINE,
        Err(error) => {
            let failure = unwritten(&error);
            if let Failure::Problems(problems) = &failure {
                let _ = err.write_all(diagnostic::render(problems, Lang::En, false).as_bytes());
            }
            code(&Err(failure))
        }
    }
}

/// Why a result did not get to stdout.
pub fn unwritten(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::ClosedPipe;
    }
    let reason = reason(error);
    let (en, zh) = (reason.say(Lang::En), reason.say(Lang::Zh));
    with_way_out(text!(en: "the result cannot be written: {en}"; zh: "结果无法写出：{zh}"), error)
}

/// The failure, with the way out that its cause knows.
pub fn with_way_out(message: Text, cause: &io::Error) -> Failure {
    match unfit(cause) {
        Some(unfit) => Failure::with_help(message, unfit.help.clone()),
        None => Failure::from(message),
    }
}

fn unfit(error: &io::Error) -> Option<&Unfit> {
    error.get_ref()?.downcast_ref()
}

/// Why the system refused, in the words of a sentence.
pub fn reason(error: &io::Error) -> Text {
    if let Some(unfit) = unfit(error) {
        return unfit.reason.clone();
    }
    match error.kind() {
        io::ErrorKind::NotFound => text!(en: "it does not exist"; zh: "文件不存在"),
        io::ErrorKind::PermissionDenied => text!(en: "permission denied"; zh: "没有权限"),
        io::ErrorKind::IsADirectory => text!(en: "it is a folder"; zh: "这是一个文件夹"),
        io::ErrorKind::NotADirectory => text!(en: "part of its path is not a folder"; zh: "路径中有一段不是文件夹"),
        io::ErrorKind::InvalidData => text!(en: "it is not UTF-8 text"; zh: "不是 UTF-8 文本"),
        io::ErrorKind::FileTooLarge => text!(en: "it is too large"; zh: "文件太大"),
        io::ErrorKind::StorageFull => text!(en: "no space is left"; zh: "磁盘空间不足"),
        _ => Text::same(harmless(&error.to_string(), 200)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_format_cannot_hold_is_told_with_what_can() {
        let [reason, help] = ["too many rows", "write CSV"].map(Text::same);
        let Failure::Problems(problems) = unwritten(&Unfit { reason, help }.into()) else { panic!("it is a problem") };
        assert_eq!(problems[0].message.say(Lang::En), "the result cannot be written: too many rows");
        assert_eq!(problems[0].help.as_ref().unwrap().say(Lang::En), "write CSV");
    }
}
