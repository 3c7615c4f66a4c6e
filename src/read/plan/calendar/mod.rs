//! `[calendar]`: the plan's own lists, built-in calendars and calendar files, joined.

pub mod lists;

use std::io;
use std::path::Path;

use crate::model::calendar::Calendar;
use crate::model::day::Span;
use crate::model::diagnostic::{Diagnostic, Place, Source};
use crate::model::segment::same_name;
use crate::model::sentence;
use crate::read::plan::calendar::lists::Lists;
use crate::read::plan::fault::Fault;
use crate::read::plan::names::did_you_mean;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::Node;
use crate::read::plan::values;
use crate::text;

/// Calendars that are part of the program, by the name that `use` takes.
pub const BUILT_IN: [(&str, &str); 2] =
    [("cn", include_str!("../../calendars/cn.toml")), ("us", include_str!("../../calendars/us.toml"))];

/// Where calendar files lie and how they are opened.
pub struct Files<'f> {
    pub folder: &'f Path,
    pub open: &'f dyn Fn(&Path) -> io::Result<String>,
}

/// The calendar of the plan. A year of `time` that no calendar covers is a warning.
pub fn read(root: &mut Section, files: &Files, time: Option<Span>) -> Option<Calendar> {
    let mut section = match root.section("calendar") {
        Field::Read(section) => section,
        Field::Absent => return Some(Calendar::weekdays()),
        Field::Faulty => return None,
    };
    let errors_before = section.notes().errors();
    let mut lists = Lists::read(&mut section);
    let built_in = section.list("use", named).read().unwrap_or_default();
    let shared = section.list("file", path).read().unwrap_or_default();
    for (name, text) in &built_in {
        let source = Source { name: (*name).to_owned(), text: (*text).to_owned() };
        lists.join(Lists::parse(source, section.notes()));
    }
    for (name, place) in &shared {
        match (files.open)(&files.folder.join(name)) {
            Ok(text) => lists.join(Lists::parse(Source { name: name.clone(), text }, section.notes())),
            Err(error) => cannot_open(&mut section, name, place, &error),
        }
    }
    let calendar = lists.calendar();
    if let (Some(time), true) = (time, section.notes().errors() == errors_before) {
        let names = built_in.iter().map(|(name, _)| *name).chain(shared.iter().map(|(name, _)| name.as_str()));
        let names: Vec<&str> = names.collect();
        for year in calendar.years_missing(time) {
            year_missing(&mut section, year, &names);
        }
        if calendar.working_days(time).next().is_none() {
            no_working_day(&mut section);
        }
    }
    section.finish();
    Some(calendar)
}

fn named(node: &Node) -> Result<(&'static str, &'static str), Fault> {
    let word = values::text(node)?;
    BUILT_IN.into_iter().find(|(name, _)| same_name(name, &word)).ok_or_else(|| {
        let must = text!(en: "name a built-in calendar"; zh: "是内置日历的名称");
        let help = did_you_mean(&word, BUILT_IN.into_iter().map(|(name, _)| name));
        Fault::new(node, must, help).label(text!(en: "not a built-in calendar"; zh: "没有这个内置日历"))
    })
}

fn path(node: &Node) -> Result<(String, Place), Fault> {
    Ok((values::text(node)?, node.place.clone()))
}

fn cannot_open(section: &mut Section, name: &str, place: &Place, error: &io::Error) {
    let label = match error.kind() {
        io::ErrorKind::NotFound => text!(en: "no such file"; zh: "没有这个文件"),
        io::ErrorKind::InvalidData => text!(en: "not UTF-8 text"; zh: "不是 UTF-8 文本"),
        _ => text!(en: "{error}"; zh: "{error}"),
    };
    let problem = Diagnostic::error(
        text!(en: "cannot read calendar `{name}`"; zh: "无法读取日历 `{name}`"),
        place.clone(),
        label,
    );
    let help = text!(en: "the path is relative to the plan's folder"; zh: "路径相对于计划文件所在的文件夹");
    section.report(problem.help(help));
}

fn no_working_day(section: &mut Section) {
    let key = ["weekend", "holidays"].into_iter().find(|key| section.has(key)).unwrap_or("use");
    let problem = Diagnostic::error(
        text!(en: "no day of the plan is a working day"; zh: "计划期内没有工作日"),
        section.place_of(key),
        text!(en: "leaves nobody at work"; zh: "无人工作"),
    );
    section.report(
        problem.help(text!(en: "write `weekend = [\"Sat\", \"Sun\"]`"; zh: "请写 `weekend = [\"Sat\", \"Sun\"]`")),
    );
}

fn year_missing(section: &mut Section, year: i32, names: &[&str]) {
    let key = ["use", "file"].into_iter().find(|key| section.has(key)).unwrap_or("years");
    let label = match names {
        [] => text!(en: "{year} is not among these"; zh: "其中没有 {year} 年"),
        names => {
            let (names, zh_names) = sentence::names(names, 4);
            text!(en: "{names} lacks the holidays of {year}"; zh: "{zh_names} 没有 {year} 年的节假日")
        }
    };
    let problem = Diagnostic::error(
        text!(en: "no calendar covers {year}"; zh: "没有日历涵盖 {year} 年"),
        section.place_of(key),
        label,
    );
    let help = text!(
        en: "list the holidays of {year} in `[calendar]` and add `years = [{year}]` there";
        zh: "在 `[calendar]` 中列出 {year} 年的节假日，并加上 `years = [{year}]`"
    );
    section.report(problem.help(help).warning());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::day::Day;
    use crate::read::plan::notes::Notes;

    #[test]
    fn built_in_calendars_read_without_a_word() {
        for (name, text) in BUILT_IN {
            let mut notes = Notes::default();
            let source = Source { name: name.to_owned(), text: text.to_owned() };
            Lists::parse(source, &mut notes);
            assert_eq!(notes.into_problems(name), []);
        }
    }

    #[test]
    fn mainland_china_works_248_days_in_2025_and_2026() {
        let (name, text) = BUILT_IN[0];
        let source = Source { name: name.to_owned(), text: text.to_owned() };
        let calendar = Lists::parse(source, &mut Notes::default()).calendar();
        for (year, days) in [
            (2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
            (2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
        ] {
            for (month, days) in (1..).zip(days) {
                let first = Day::new(year, month, 1).unwrap();
                let month = Span::new(first, first.last_of_month()).unwrap();
                assert_eq!(calendar.working_days(month).count(), days, "{first}");
            }
        }
    }
}
