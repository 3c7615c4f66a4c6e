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
    if args.year.is_none() {
        year_chosen(template, shell.today()).iter().for_each(|note| shell.say(note));
    }
    if let Some(note) = other_language(template, shell.lang()) {
        shell.say(&note);
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

/// Why the plan is for the year it is for, while people plan the coming one.
fn year_chosen(template: &Template, today: Day) -> Option<Note> {
    let (running, coming) = (today.year(), today.year().saturating_add(1));
    let name = template.name;
    if today.month() < PLANNING_STARTS {
        return None;
    }
    Some(Note::info(if planned_year(template, today) == coming {
        text!(
            en: "from October the coming year is planned; `--year {running}` writes the running one";
            zh: "10 月起默认写下一年的计划；加 `--year {running}` 则写今年"
        )
    } else {
        text!(
            en: "the running year, as the official holidays of {coming} are not known to `{name}`; `--year {coming}` leaves them for you to fill in";
            zh: "模板 `{name}` 尚不知道 {coming} 年的放假安排，故写今年；加 `--year {coming}` 则写下一年，节假日自行补充"
        )
    }))
}

/// Says that a template is not in the language asked for, and which are.
fn other_language(template: &Template, asked: Lang) -> Option<Note> {
    if template.lang() == asked || asked == Lang::En {
        return None;
    }
    let name = template.name;
    let (list, zh_list) =
        names(TEMPLATES.iter().filter(|other| other.lang() == asked).map(|other| other.name), TEMPLATES.len());
    Some(Note::warning(text!(
        en: "the template `{name}` is in English; in Chinese there are: {list}";
        zh: "模板 `{name}` 只有英文，写出的计划是英文的；中文模板有：{zh_list}"
    )))
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
        let why = |name: &str, today: &str| {
            let note = year_chosen(Template::named(name).unwrap(), Day::parse(today).unwrap());
            note.map(|note| note.text.say(Lang::En).to_owned()).unwrap_or_default()
        };
        assert_eq!(why("startup", "2026-09-30"), "");
        assert!(why("startup", "2026-10-01").contains("`--year 2026` writes the running one"));
        assert!(why("software-zh", "2026-11-22").contains("holidays of 2027 are not known to `software-zh`"));
    }
}
