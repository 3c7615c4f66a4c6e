//! `splan inspect`: how exports are read.

use std::path::PathBuf;

use crate::cli::outcome::{Failure, Verdict};
use crate::cli::shell::Shell;
use crate::cli::{inputs, plan_file, reading};
use crate::model::plan::Plan;
use crate::model::sentence::harmless;
use crate::read::export::Kind;
use crate::read::export::inspect::{Against, inspect};
use crate::read::plan::{PlanFile, read};
use crate::report::inspect::{View, report};
use crate::report::model::Note;
use crate::text;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The plan to match owners, types and stages with [default: plan.toml here or in a parent folder, if any]
    #[arg(value_name = "PLAN")]
    pub first: Option<PathBuf>,
    /// Exports; - is standard input, deals.xlsx#March a sheet [default: the plan's [data]]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  splan inspect deals.csv
  splan inspect plan.toml exports/*.csv deals.xlsx#March
  splan inspect deals.csv --format json";

/// Stands in for a plan where none is named; nothing of it shows.
const NEUTRAL: &str = "[plan]\nname = \"-\"\nyear = 2026\ncurrency = \"USD\"\n[target]\nrevenue = 1\n\
    [funnel]\naverage_deal = 1\n[[funnel.steps]]\nname = \"opportunities\"\nrate = 1\n[[reps]]\nname = \"-\"\n";

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    let (named, files) = plan_file::split(args.first.as_ref(), &args.files);
    let found = plan_file::nearest(shell.folder()).filter(|_| named.is_none());
    let plan = match named.or(found.as_deref()) {
        Some(path) => shell.load_plan(Some(path))?,
        None => neutral()?,
    };
    if let Some(path) = &found {
        let path = harmless(&path.to_string_lossy(), 200);
        shell.say(&Note::info(text!(en: "read with the plan `{path}`"; zh: "按计划 `{path}` 读取")));
    }
    let planned = || [&plan.data.deals[..], &plan.data.activities[..]].concat();
    let files = if files.is_empty() { planned() } else { files };
    if files.is_empty() {
        return Err(Failure::with_help(
            text!(en: "no export to inspect"; zh: "没有可供检查的导出"),
            text!(en: "name one, or list it in the plan under `[data]`"; zh: "请写明导出文件，或在计划的 `[data]` 中列出"),
        ));
    }
    let against = Against { plan: &plan, neutral: named.is_none() && found.is_none() };
    let (mut inspected, mut problems) = (Vec::new(), Vec::new());
    let mut inputs = inputs::named(&files, Kind::Deals)?;
    let progress = reading::starts(&mut inputs, shell);
    for input in &inputs {
        match inspect(input, against) {
            Ok(inspection) => inspected.push(inspection),
            Err(more) => problems.extend(more),
        }
    }
    drop(progress);
    // One file that cannot be read is no reason to say nothing of the others.
    if !inspected.is_empty() {
        let view = View { wide: shell.wide(), lang: shell.lang() };
        shell.show(&report(&inspected, &plan.currency, view))?;
    }
    if problems.is_empty() { Ok(Verdict::Good) } else { Err(problems.into()) }
}

fn neutral() -> Result<Plan, Failure> {
    let file = PlanFile { name: String::new(), folder: PathBuf::new(), text: NEUTRAL.to_owned() };
    Ok(read(file, &[], &|_| Err(std::io::ErrorKind::NotFound.into()))?.plan)
}
