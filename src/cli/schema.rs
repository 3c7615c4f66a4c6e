//! `splan schema`: what a plan may hold, and what the JSON of a command holds.

use clap::builder::PossibleValuesParser;

use crate::cli::outcome::{Failure, Verdict};
use crate::cli::shell::Shell;
use crate::read::plan;
use crate::report::schema::{self, Output};

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to describe
    #[arg(long, value_name = "WHAT", default_value = PLAN, value_parser = PossibleValuesParser::new(subjects()))]
    of: String,
}

const EXAMPLES: &str = "\
A plan whose first line is `#:schema ./plan.schema.json` is completed and checked by editors that know Taplo's
directive (Even Better TOML, Tombi), once that file stands beside it; splan itself does not need it.

Examples:
  splan schema -o plan.schema.json
  splan schema --lang zh -o plan.schema.json
  splan schema --of review";

const PLAN: &str = "plan";

fn subjects() -> impl Iterator<Item = &'static str> {
    [PLAN].into_iter().chain(Output::ALL.map(Output::name))
}

/// What the first line of a starter plan calls the schema of plans.
pub const FILE: &str = "plan.schema.json";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let output = Output::ALL.into_iter().find(|output| output.name() == args.of);
    let text = match output {
        Some(output) => schema::text(&schema::of(output), &format!("splan/{}/1", output.name()), shell.lang()),
        None => of_plan(shell),
    };
    shell.put(text.as_bytes())?;
    Ok(Verdict::Good)
}

/// The schema of the plan file, with descriptions in the language of the run.
pub fn of_plan(shell: &Shell<'_>) -> String {
    schema::text(&plan::schema::plan(), "splan plan", shell.lang())
}
