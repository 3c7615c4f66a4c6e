//! What may stand where the cursor is. The only file that knows the completion engine.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use clap::{Arg, Command, CommandFactory, ValueHint};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter, complete};

use crate::cli::Cli;
use crate::cli::completions::names::{Candidate, Names};
use crate::cli::plan_file;
use crate::cli::surroundings::Surroundings;

/// Candidates for the last of `words`, of which the first is the program.
pub fn candidates(words: Vec<OsString>, folder: Option<&Path>) -> Vec<Candidate> {
    let named = words.iter().rev().skip(1).rev().skip(2).map(Path::new).find(|word| plan_file::is_plan(word));
    let home = named.and_then(|named| named.strip_prefix("~").ok().zip(Surroundings::home()));
    let at_home = home.map(|(rest, home)| home.join(rest));
    let names = Arc::new(Names::of_plan(at_home.as_deref().or(named), folder));
    let mut command = Cli::command();
    // Before that the options of commands are not there.
    command.build();
    let mut command = with_names(command, &names);
    let last = words.len().saturating_sub(1);
    let found = complete(&mut command, words, last, folder).unwrap_or_default();
    let mut found: Vec<Candidate> = found.iter().filter_map(candidate).collect();
    let shared: Vec<&str> =
        command.get_arguments().filter_map(|arg| arg.get_long().filter(|_| arg.is_global_set())).collect();
    // What all commands have comes last.
    found.sort_by_key(|found| found.value.strip_prefix("--").is_some_and(|option| shared.contains(&option)));
    found
}

/// Values that are no text and such as would break a line are left out.
fn candidate(found: &CompletionCandidate) -> Option<Candidate> {
    let value = found.get_value().to_str().filter(|value| !value.chars().any(char::is_control))?;
    let about = found.get_help().map(ToString::to_string).unwrap_or_default();
    Some(Candidate { value: value.to_owned(), about: about.lines().next().unwrap_or_default().to_owned() })
}

fn with_names(command: Command, names: &Arc<Names>) -> Command {
    let command = command.mut_args(|arg| completed(arg, names));
    command.mut_subcommands(|command| command.mut_args(|arg| completed(arg, names)))
}

/// The argument with what can be its value.
fn completed(arg: Arg, names: &Arc<Names>) -> Arg {
    let from_plan = |of: fn(&Names, &str) -> Vec<Candidate>| {
        let names = Arc::clone(names);
        ArgValueCompleter::new(move |current: &std::ffi::OsStr| {
            let current = current.to_str().unwrap_or_default();
            of(&names, current)
                .into_iter()
                .filter(|found| found.value.starts_with(current))
                .map(told)
                .collect::<Vec<_>>()
        })
    };
    match arg.get_id().as_str() {
        "rep" => arg.add(from_plan(|names, _| names.reps())),
        "metric" => arg.add(from_plan(|names, _| names.metrics())),
        "period" => arg.add(from_plan(Names::periods)),
        "as_of" => arg.add(from_plan(|names, _| names.as_of())),
        "fail_on" => arg.add(from_plan(|_, _| Names::levels())),
        "set" => arg.add(from_plan(Names::settings)),
        "plan" => arg.add(ArgValueCompleter::new(PathCompleter::file().filter(plan_file::is_plan))),
        _ if arg.get_value_hint() == ValueHint::AnyPath => arg.value_hint(ValueHint::FilePath),
        _ => arg,
    }
}

fn told(candidate: Candidate) -> CompletionCandidate {
    let about = Some(candidate.about).filter(|about| !about.is_empty());
    CompletionCandidate::new(candidate.value).help(about.map(Into::into))
}
