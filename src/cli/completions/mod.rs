//! `splan completions` writes the script for a shell; the hidden `splan complete` is what that script asks.

mod candidates;
mod names;
mod quoting;
mod settings;

use std::ffi::OsString;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::cli::outcome::{Failure, Verdict};
use crate::cli::shell::Shell;
use quoting::Quote;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Program,
}

const EXAMPLES: &str = "\
The script asks splan for candidates, so that reps, segments, steps and periods of the plan at hand complete as well.

Examples:
  splan completions bash > ~/.local/share/bash-completion/completions/splan
  splan completions zsh > ~/.zfunc/_splan
  splan completions fish > ~/.config/fish/completions/splan.fish
  splan completions powershell | Out-String | Invoke-Expression
  splan completions elvish | slurp";

/// What a script asks
#[derive(clap::Args)]
pub struct Question {
    /// The shell that asks
    #[arg(long = "for", value_name = "SHELL")]
    shell: Program,
    /// The end of the last word that the shell replaces, where that is not the whole word
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    piece: Option<String>,
    /// Complete a word that is not begun
    #[arg(long)]
    new_word: bool,
    /// The line up to the cursor, its first word the program
    #[arg(last = true, value_name = "WORD")]
    words: Vec<OsString>,
}

/// A shell that completions can be written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Program {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

impl ValueEnum for Program {
    fn value_variants<'a>() -> &'a [Self] {
        &[Program::Bash, Program::Zsh, Program::Fish, Program::Powershell, Program::Elvish]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Program::Bash => "bash",
            Program::Zsh => "zsh",
            Program::Fish => "fish",
            Program::Powershell => "powershell",
            Program::Elvish => "elvish",
        }))
    }
}

impl Program {
    fn script(self) -> &'static str {
        match self {
            Program::Bash => include_str!("bash.sh"),
            Program::Zsh => include_str!("zsh.sh"),
            Program::Fish => include_str!("fish.fish"),
            Program::Powershell => include_str!("powershell.ps1"),
            Program::Elvish => include_str!("elvish.elv"),
        }
    }
}

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    shell.put(args.shell.script().as_bytes())?;
    Ok(Verdict::Good)
}

/// Candidates for the last word, one a line, as the asking shell takes them; none where anything is in doubt.
pub fn answer(question: &Question, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let raw = matches!(question.shell, Program::Bash);
    let words: Vec<OsString> =
        question.words.iter().map(|word| if raw { unquoted(word) } else { word.clone() }).collect();
    let last = if question.new_word { None } else { question.words.last() };
    // Fish and bash give the word at the cursor as it is written.
    let begun = last.map(|word| Quote::read(&word.to_string_lossy())).unwrap_or_default();
    let (mut words, current) = match (question.new_word, words.split_last()) {
        (false, Some((_, before))) => (before.to_vec(), begun.text.clone()),
        _ => (words, String::new()),
    };
    words.push(current.clone().into());
    let piece = question.piece.as_deref().map(Quote::read);
    let mut lines = String::new();
    for candidate in candidates::candidates(words, shell.folder()) {
        let line = match question.shell {
            Program::Bash => {
                let piece = piece.as_ref().unwrap_or(&begun);
                let kept = current.strip_suffix(piece.text.as_str()).unwrap_or_default();
                candidate.value.strip_prefix(kept).map(|rest| piece.style.write(rest))
            }
            Program::Powershell => Some(candidate.with_about(&quoting::powershell(&candidate.value))),
            Program::Zsh | Program::Fish | Program::Elvish => Some(candidate.with_about(&candidate.value)),
        };
        // A line per candidate: one that has lines itself cannot be told.
        for line in line.into_iter().filter(|line| !line.contains('\n')) {
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    shell.print(lines.as_bytes())?;
    Ok(Verdict::Good)
}

fn unquoted(word: &OsString) -> OsString {
    match word.to_str() {
        Some(word) => Quote::read(word).text.into(),
        None => word.clone(),
    }
}
