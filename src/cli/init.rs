//! `splan init`: a starter plan.

use std::path::PathBuf;

use crate::cli::outcome::{Failure, Verdict};
use crate::cli::shell::Shell;
use crate::text;

/// Write a commented starter plan
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file to write
    #[arg(value_name = "FILE", default_value = "plan.toml")]
    pub file: PathBuf,
    /// The template to start from; --list names them
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,
    /// The plan's year [default: the running one, from October the coming one]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1901..=2199))]
    pub year: Option<i32>,
    /// Replace an existing file
    #[arg(long)]
    pub force: bool,
    /// List the templates and write nothing
    #[arg(long)]
    pub list: bool,
}

const EXAMPLES: &str = "\
Examples:
  splan init
  splan init plans/east.toml --year 2027
  splan init --list";

pub fn run(_args: &Args, _shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    Err(Failure::from(text!(en: "`init` has no templates yet"; zh: "`init` 尚无模板")))
}
