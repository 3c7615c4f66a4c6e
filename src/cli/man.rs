//! `splan man`: the manual page. The only file that knows how one is written.

use std::io;

use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;

use crate::cli::Cli;
use crate::cli::options::SHARED;
use crate::cli::outcome::{Failure, Verdict, unwritten};
use crate::cli::shell::Shell;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {}

const EXAMPLES: &str = "\
Examples:
  splan man | man -l -
  splan man -o ~/.local/share/man/man1/splan.1";

pub fn run(_: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let page = page().map_err(|error| unwritten(&error))?;
    shell.put(page.as_bytes())?;
    Ok(Verdict::Good)
}

/// One page for the whole tool: what is shared first, then a part for each command.
fn page() -> io::Result<String> {
    let mut cli = Cli::command().disable_help_subcommand(true).subcommand_value_name("COMMAND");
    // Before that the options of commands are not there.
    cli.build();
    cli = cli.mut_args(short).mut_subcommands(|command| command.mut_args(short));
    let man = Man::new(cli.clone()).title("splan").date("").manual("User Commands");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    page.extend(verbatim(rendered(|page| man.render_extra_section(page))?).into_bytes());
    page.extend(b".SH COMMANDS\n");
    for command in cli.get_subcommands().filter(|command| !command.is_hide_set()) {
        page.extend(part(command)?.into_bytes());
    }
    man.render_options_section(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// The argument with its possible values in the sentence about it, which takes less room than a list of them.
fn short(arg: Arg) -> Arg {
    let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if values.is_empty() || !arg.get_action().takes_values() {
        return arg;
    }
    let about = arg.get_help().map(ToString::to_string).unwrap_or_default();
    arg.hide_possible_values(true).help(format!("{about} (one of {})", values.join(", ")))
}

/// A command under a heading of its own, without the options that all have.
fn part(command: &Command) -> io::Result<String> {
    let own = command.clone().mut_args(|arg| {
        let shared = arg.get_help_heading() == Some(SHARED) || arg.get_id() == "help";
        arg.hide(shared)
    });
    let name = command.get_name();
    let man = Man::new(own.version(None::<&str>));
    let mut part = format!(".SS \"splan {name}\"\n");
    for section in [
        rendered(|page| man.render_description_section(page))?,
        rendered(|page| man.render_synopsis_section(page))?,
        rendered(|page| man.render_options_section(page))?,
    ] {
        part.push_str(".PP\n");
        part.push_str(without_heading(&section));
    }
    let extra = rendered(|page| man.render_extra_section(page))?;
    part.push_str(&verbatim(extra));
    Ok(part)
}

fn rendered(render: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<String> {
    let mut page = Vec::new();
    render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// What follows the heading of a section.
fn without_heading(section: &str) -> &str {
    section.split_once(".SH ").and_then(|(_, rest)| rest.split_once('\n')).map_or("", |(_, text)| text)
}

/// The text of a section, whose indented lines are examples and lists, which are not to be filled.
fn verbatim(section: String) -> String {
    let mut text = String::new();
    let mut filled = true;
    for line in without_heading(&section).lines() {
        let fills = !line.starts_with(' ');
        text.push_str(match (filled, fills) {
            (true, true) => ".PP\n",
            (true, false) => ".nf\n",
            (false, true) => ".fi\n.PP\n",
            (false, false) => "",
        });
        filled = fills;
        text.push_str(line);
        text.push('\n');
    }
    if !filled {
        text.push_str(".fi\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_part() {
        let page = page().unwrap();
        for command in Cli::command().get_subcommands() {
            let heading = format!(".SS \"splan {}\"\n", command.get_name());
            assert_eq!(page.contains(&heading), !command.is_hide_set(), "{heading}");
        }
        assert_eq!(page.matches("Language of labels").count(), 1, "shared options stand once");
    }
}
