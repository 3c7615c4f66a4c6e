//! Arguments to the layers above: one file per command, and the only place that opens files, prints, and asks the clock.

pub mod changes;
pub mod check;
pub mod completions;
pub mod decompose;
pub mod explain;
pub mod init;
pub mod inspect;
pub mod man;
pub mod review;
pub mod schema;

mod choices;
mod days;
mod file_names;
mod inputs;
mod options;
mod outcome;
mod output;
mod plan_file;
mod progress;
mod reading;
mod rejects;
mod result_format;
mod shell;
mod split;
mod spool;
mod surroundings;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::model::sentence::harmless;
use options::Shared;
use outcome::{Failure, Verdict};
use shell::Shell;
pub use surroundings::{Surroundings, keep_quiet_about};

/// Turn a revenue target into quotas that foot, and review them against any CRM export
#[derive(Parser)]
#[command(name = "splan", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    shared: Shared,
}

/// Options of commands that nobody asks for are not described: it would take a few hundredths of a short run.
#[derive(Subcommand)]
#[command(defer = true)]
enum Command {
    /// Write a commented starter plan
    Init(init::Args),
    /// Say everything that is wrong or risky in a plan, and what to change
    Check(check::Args),
    /// Break the target down to quotas by group and period
    Decompose(decompose::Args),
    /// Show how one quota came about, step by step
    Explain(explain::Args),
    /// Show how exports are read: encoding, columns, stages, owners, and what to paste into a plan
    Inspect(inspect::Args),
    /// Measure the plan against deal and activity exports
    Review(review::Args),
    /// Show what moved in the pipeline between two exports
    Changes(changes::Args),
    /// Write the JSON Schema of the plan file, for editors, or of a command's JSON
    Schema(schema::Args),
    /// Write the script that completes commands, options and the names of a plan in a shell
    Completions(completions::Args),
    /// Write the manual page of all commands, for man
    Man(man::Args),
    #[command(hide = true)]
    Complete(completions::Question),
}

impl Command {
    /// Whether the result is a report, which the ending of its file gives a format.
    fn has_formats(&self) -> bool {
        !matches!(self, Command::Schema(_) | Command::Completions(_) | Command::Man(_) | Command::Complete(_))
    }

    /// The argument that may name the plan, of the commands that read one.
    fn plan(&self) -> Option<Option<&PathBuf>> {
        match self {
            Command::Check(args) => Some(args.plan.as_ref()),
            Command::Decompose(args) => Some(args.plan.as_ref()),
            Command::Explain(args) => Some(args.plan.as_ref()),
            Command::Inspect(args) => Some(args.first.as_ref()),
            Command::Review(args) => Some(args.first.as_ref()),
            Command::Changes(args) => Some(args.first.as_ref()),
            _ => None,
        }
    }

    /// Whether the result is several files in a folder.
    fn is_split(&self) -> bool {
        match self {
            Command::Decompose(args) => args.split_by.is_some(),
            Command::Review(args) => args.split_by.is_some(),
            _ => false,
        }
    }
}

const EXIT_CODES: &str = "\
A PLAN is a first argument that ends in .toml; without one it is plan.toml here or in a parent folder.

Exit codes:
  0  fine
  1  the answer is bad: --fail-on is met, or check found an error
  2  it could not be done; nothing is on stdout then";

/// Runs one command line, program name first, and gives the exit code. Results go to `out`, all else to `err`.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    surroundings: &Surroundings,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => {
            let surroundings = Surroundings { no_color: never_colored(&args, surroundings), ..surroundings.clone() };
            return outcome::of_usage(&repeatable(error, &args), &surroundings, out, err);
        }
    };
    let mut shell = Shell::new(&cli.shared, surroundings, out, err);
    let result = execute(&cli.command, &mut shell);
    if let (Err(_), Some(first)) = (&result, cli.command.plan()) {
        shell.speak_as_plan(plan_file::split(first, []).0);
    }
    shell.tell(&result);
    shell.detail_of_end();
    outcome::code(&result)
}

/// Whether the arguments ask for no colour, where they are too wrong to be parsed.
fn never_colored(args: &[OsString], surroundings: &Surroundings) -> bool {
    let asked =
        args.windows(2).any(|pair| pair == ["--color", "never"]) || args.iter().any(|arg| arg == "--color=never");
    asked || surroundings.no_color
}

/// The same error about arguments that can be shown: the parser repeats what it was given as it is.
fn repeatable(error: clap::Error, args: &[OsString]) -> clap::Error {
    let shown: Vec<String> = args.iter().map(|arg| harmless(&arg.to_string_lossy(), 2_000)).collect();
    Cli::try_parse_from(shown).err().unwrap_or(error)
}

fn execute(command: &Command, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    shell.writes_folder(command.is_split());
    if command.has_formats() {
        shell.format()?;
    }
    if command.is_split() {
        split::folder(shell)?;
    }
    match command {
        Command::Init(args) => init::run(args, shell),
        Command::Check(args) => check::run(args, shell),
        Command::Decompose(args) => decompose::run(args, shell),
        Command::Explain(args) => explain::run(args, shell),
        Command::Inspect(args) => inspect::run(args, shell),
        Command::Review(args) => review::run(args, shell),
        Command::Changes(args) => changes::run(args, shell),
        Command::Schema(args) => schema::run(args, shell),
        Command::Completions(args) => completions::run(args, shell),
        Command::Man(args) => man::run(args, shell),
        Command::Complete(question) => completions::answer(question, shell),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        super::Cli::command().debug_assert();
    }
}
