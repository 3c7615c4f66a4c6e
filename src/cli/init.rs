//! `splan init`: a starter plan.

use std::fs;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;

use crate::cli::outcome::{Failure, Verdict};
use crate::cli::shell::Shell;
use crate::cli::{output, plan_file, schema};
use crate::model::day::Day;
use crate::model::sentence::{harmless, names};
use crate::model::text::Lang;
use crate::read::templates::{TEMPLATES, Template};
use crate::report::model::Note;
use crate::report::templates;
use crate::text;

/// Write a commented starter plan
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file to write
    #[arg(value_name = "FILE", default_value = "plan.toml")]
    pub file: PathBuf,
    /// The template to start from [default: startup, with --lang zh software-zh]
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(known()))]
    pub template: Option<String>,
    /// The plan's year [default: the running one; from October the coming one, if its holidays are known]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1901..=2199))]
    pub year: Option<i32>,
    /// Replace an existing file
    #[arg(long)]
    pub force: bool,
    /// Write plan.schema.json beside it, which its first line names, so that editors complete and check the plan
    #[arg(long)]
    pub schema: bool,
    /// List the templates and write nothing
    #[arg(long)]
    pub list: bool,
}

const EXAMPLES: &str = "\
Examples:
  splan init
  splan init plans/east.toml --template key-accounts --year 2027
  splan init --schema
  splan init --list";

/// From this month on, people plan the coming year.
const PLANNING_STARTS: u32 = 10;

pub fn run(args: &Args, shell: &mut Shell<'_>) -> Result<Verdict, Failure> {
    if args.list {
        let list: Vec<_> = TEMPLATES.iter().map(|template| (template.name, template.about())).collect();
        shell.show(&templates::report(&list, shell.lang()))?;
        return Ok(Verdict::Good);
    }
    let template = chosen(args.template.as_deref(), shell.lang());
    let year = args.year.unwrap_or_else(|| planned_year(template, shell.today()));
    plan_file::only(Some(&args.file))?;
    if !args.force && fs::symlink_metadata(&args.file).is_ok() {
        return Err(exists(&args.file));
    }
    output::to_file(&args.file, |file| file.write_all(template.text(year).as_bytes()))?;
    if args.schema {
        let text = schema::of_plan(shell);
        let path = args.file.with_file_name(schema::FILE);
        shell.write(&path, |file| file.write_all(text.as_bytes()))?;
        shell.say_written(&path);
    }
    say_what_is_next(&args.file, template, year, shell);
    Ok(Verdict::Good)
}

fn known() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|template| template.name)
}

/// The template named, which the argument parser has found among the known ones.
fn chosen(named: Option<&str>, lang: Lang) -> &'static Template {
    let default = match lang {
        Lang::En => "startup",
        Lang::Zh => "software-zh",
    };
    let [first, ..] = &TEMPLATES;
    Template::named(named.unwrap_or(default)).unwrap_or(first)
}

fn planned_year(template: &Template, today: Day) -> i32 {
    let (running, coming) = (today.year(), today.year().saturating_add(1));
    if today.month() >= PLANNING_STARTS && template.knows(coming) { coming } else { running }
}

fn exists(file: &Path) -> Failure {
    let name = harmless(&file.to_string_lossy(), 200);
    Failure::with_help(
        text!(en: "`{name}` exists already"; zh: "`{name}` 已存在"),
        text!(en: "name another file, or replace this one with `--force`"; zh: "换一个文件名，或用 `--force` 替换"),
    )
}

fn say_what_is_next(file: &Path, template: &Template, year: i32, shell: &mut Shell<'_>) {
    let (file, name) = (harmless(&file.to_string_lossy(), 200), template.name);
    let (others, zh_others) = names(known().filter(|other| *other != name), TEMPLATES.len());
    if !template.knows(year) {
        shell.say(&Note::warning(text!(
            en: "the holidays of {year} are not known: list them in `{file}` under `[calendar]`";
            zh: "尚不知道 {year} 年的节假日：请写入 `{file}` 的 `[calendar]`"
        )));
    }
    shell.say(&Note::info(text!(
        en: "wrote `{file}` for {year} from the template `{name}`; others: {others}";
        zh: "已用模板 `{name}` 写好 {year} 年的 `{file}`；其他模板：{zh_others}"
    )));
    shell.say(&Note::info(text!(
        en: "put in your own names and numbers, then: `splan check {file}`, `splan decompose {file}`";
        zh: "换成自己的名字和数字，然后运行：`splan check {file}`、`splan decompose {file}`"
    )));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_coming_year_is_planned_from_october_where_its_days_are_known() {
        let year = |name: &str, today: &str| planned_year(Template::named(name).unwrap(), Day::parse(today).unwrap());
        assert_eq!(year("startup", "2026-09-30"), 2026);
        assert_eq!(year("startup", "2026-10-01"), 2027);
        assert_eq!(year("software-zh", "2026-10-01"), 2026, "the notice for 2027 is not out");
        assert_eq!(year("startup", "2027-12-31"), 2027);
    }
}
