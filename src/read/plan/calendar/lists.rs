//! The lists of one calendar: weekend, holidays, workdays, and the years that they cover.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::calendar::Calendar;
use crate::model::day::{Day, Span, WEEKDAYS};
use crate::model::diagnostic::{Place, Source};
use crate::model::segment::same_name;
use crate::read::plan::days;
use crate::read::plan::fault::Fault;
use crate::read::plan::names::did_you_mean;
use crate::read::plan::notes::Notes;
use crate::read::plan::section::Section;
use crate::read::plan::tree::{Node, syntax};
use crate::read::plan::values;
use crate::text;

/// The lists of one calendar: a table of the plan, or a whole file.
#[derive(Default)]
pub struct Lists {
    weekend: Option<[bool; 7]>,
    holidays: Vec<Span>,
    workdays: Vec<Span>,
    years: Option<BTreeSet<i32>>,
}

impl Lists {
    /// The lists of a table; nothing where it does not say.
    pub fn read(section: &mut Section) -> Self {
        let weekend = section.list("weekend", weekday).read();
        let years = section.list("years", |node| values::whole(node, 1900..=2200, 2026)).read();
        Lists {
            weekend: weekend.map(|off| std::array::from_fn(|day| off.contains(&day))),
            holidays: days::spans(section, "holidays").read().unwrap_or_default(),
            workdays: days::spans(section, "workdays").read().unwrap_or_default(),
            years: years.map(|years| years.into_iter().filter_map(|year| i32::try_from(year).ok()).collect()),
        }
    }

    /// The lists of a calendar file, which says which years it covers; its problems point into the file itself.
    pub fn parse(source: Source, notes: &mut Notes) -> Self {
        let source = Arc::new(source);
        let document = syntax::document(&source);
        for problem in document.problems {
            notes.report(problem);
        }
        if !document.whole {
            return Lists::default();
        }
        let mut own = Notes::default();
        let mut section = Section::new(&document.table, Place { source, span: 0..0 }, String::new(), &mut own);
        let lists = Lists::read(&mut section);
        if !section.has("years") {
            section.want(&["years"], text!(en: "add `years = [2026]`, those whose holidays are all listed"; zh: "请加上 `years = [2026]`，即已列全节假日的年份"));
        }
        section.finish();
        notes.take_problems_of(own);
        lists
    }

    /// Adds the lists of another calendar; the weekend of the first that states one holds.
    pub fn join(&mut self, other: Lists) {
        self.weekend = self.weekend.or(other.weekend);
        self.holidays.extend(other.holidays);
        self.workdays.extend(other.workdays);
        if let Some(years) = other.years {
            self.years.get_or_insert_default().extend(years);
        }
    }

    pub fn calendar(self) -> Calendar {
        let days = |spans: Vec<Span>| -> BTreeSet<Day> { spans.into_iter().flat_map(Span::days).collect() };
        let weekend = self.weekend.unwrap_or([false, false, false, false, false, true, true]);
        Calendar::new(weekend, days(self.holidays), days(self.workdays), self.years)
    }
}

pub const LONG: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// After 周 or 星期, or alone.
pub const CHINESE: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// 0 for Monday to 6 for Sunday.
fn weekday(node: &Node) -> Result<usize, Fault> {
    let word = values::text(node)?;
    let chinese = word.trim_start_matches('周').trim_start_matches("星期").replace('天', "日");
    (0..7)
        .find(|day| [WEEKDAYS[*day], LONG[*day]].iter().any(|name| same_name(name, &word)) || CHINESE[*day] == chinese)
        .ok_or_else(|| {
            let must = text!(en: "list days of the week"; zh: "列出星期几");
            let help = did_you_mean(&word, WEEKDAYS.into_iter());
            Fault::new(node, must, help).label(text!(en: "not a day of the week"; zh: "不是星期几"))
        })
}
