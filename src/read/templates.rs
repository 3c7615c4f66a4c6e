//! Starter plans that are part of the program, each written for the year that is asked for.

use crate::model::text::{Lang, Text};

/// A commented plan from `plans/`.
#[derive(Debug)]
pub struct Template {
    /// As `--template` takes it.
    pub name: &'static str,
    /// What kind of sales it describes, in English and Chinese.
    about: (&'static str, &'static str),
    text: &'static str,
    /// The calendar file that its `[calendar]` was written from.
    calendar: &'static str,
    /// Stands in `[calendar]` for a year whose days the calendar lacks, with the year for `YEAR`.
    unknown: &'static str,
}

const CN: &str = include_str!("calendars/cn.toml");
const US: &str = include_str!("calendars/us.toml");
const UNKNOWN: &str = "# The official list of YEAR was not known to splan: put its days here.";
const UNKNOWN_ZH: &str = "# splan 尚不知道 YEAR 年的放假安排：公布后请把日期写在这里。";

/// The year that the bundled files are written for.
const BUNDLED_YEAR: &str = "2026";

/// The default first.
pub static TEMPLATES: [Template; 4] = [
    Template {
        name: "startup",
        about: (
            "three people who sell: a founder, a rep, a hire in spring",
            "初创公司：创始人、一名销售、春天再招一名",
        ),
        text: include_str!("../../plans/startup.toml"),
        calendar: US,
        unknown: UNKNOWN,
    },
    Template {
        name: "key-accounts",
        about: ("key accounts and small business, each with its own people", "大客户与小客户：各有自己的人和数字"),
        text: include_str!("../../plans/key-accounts.toml"),
        calendar: US,
        unknown: UNKNOWN,
    },
    Template {
        name: "channel",
        about: (
            "partners sell, channel managers help, a deal takes 90 days",
            "渠道销售：伙伴成交，渠道经理推动，成交需 90 天",
        ),
        text: include_str!("../../plans/channel.toml"),
        calendar: US,
        unknown: UNKNOWN,
    },
    Template {
        name: "software-zh",
        about: ("software in China, in Chinese: two kinds of customers", "软件直销（中文）：两类客户、两个团队"),
        text: include_str!("../../plans/software-zh.toml"),
        calendar: CN,
        unknown: UNKNOWN_ZH,
    },
];

impl Template {
    pub fn named(name: &str) -> Option<&'static Template> {
        TEMPLATES.iter().find(|template| template.name == name)
    }

    /// The language that it is written in, and that its plan asks for.
    pub fn lang(&self) -> Lang {
        if self.text.contains("\"zh\"") { Lang::Zh } else { Lang::En }
    }

    pub fn about(&self) -> Text {
        Text::new(self.about.0, self.about.1)
    }

    /// Whether the built-in calendar knows the days of `year`.
    pub fn knows(&self, year: i32) -> bool {
        let years = self.calendar.lines().find(|line| line.starts_with("years"));
        years.is_some_and(|line| line.split(['[', ',', ']']).any(|word| word.trim() == year.to_string()))
    }

    /// The plan for `year`: every mention of the bundled year, and the days of `[calendar]`, become those of `year`.
    pub fn text(&self, year: i32) -> String {
        let whole = |text: &str| text.replace(BUNDLED_YEAR, &year.to_string());
        let Some(start) = self.text.find("[calendar]\n") else { return whole(self.text) };
        let end = self.text[start..].find("\n\n").map_or(self.text.len(), |blank| start + blank);
        format!("{}{}{}", whole(&self.text[..start]), self.calendar_of(year), whole(&self.text[end..]))
    }

    /// The `[calendar]` table without a last newline. Its lines are those of the calendar file, names and all.
    fn calendar_of(&self, year: i32) -> String {
        let head = "[calendar]\nweekend  = [\"Sat\", \"Sun\"]";
        if !self.knows(year) {
            let unknown = self.unknown.replace("YEAR", &year.to_string());
            return format!("{head}\n{unknown}\nholidays = []\nworkdays = []");
        }
        let (holiday, workday) = (format!("    {{ from = {year}-"), format!("{year}-"));
        let holidays: Vec<&str> = self.calendar.lines().filter(|line| line.starts_with(&holiday)).collect();
        let workdays = self.calendar.split_once("workdays = [").map_or("", |(_, rest)| rest);
        let workdays = workdays.split([',', '\n', ']']).map(str::trim).filter(|word| word.starts_with(&workday));
        let workdays = workdays.collect::<Vec<_>>().join(", ");
        format!("{head}\nholidays = [\n{}\n]\nworkdays = [{workdays}]", holidays.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_year_is_the_bundled_file() {
        for template in &TEMPLATES {
            assert_eq!(template.text(2026), template.text, "{}", template.name);
        }
    }

    #[test]
    fn another_year_has_its_own_days() {
        let text = Template::named("software-zh").unwrap().text(2025);
        assert!(text.contains("name     = \"软件直销 2025\"\nyear     = 2025\n"), "{text}");
        assert!(text.contains("    { from = 2025-01-28, to = 2025-02-04, name = \"春节\" },\n"), "{text}");
        assert!(
            text.contains("\nworkdays = [2025-01-26, 2025-02-08, 2025-04-27, 2025-09-28, 2025-10-11]\n\n"),
            "{text}"
        );
        assert!(!text.contains("2026"), "{text}");
        assert_eq!(text.matches("{ from = 2025-").count(), 7, "six holidays and one leave");
    }

    #[test]
    fn the_name_tells_the_language() {
        for template in &TEMPLATES {
            assert_eq!(template.lang() == Lang::Zh, template.name.ends_with("-zh"), "{}", template.name);
        }
    }

    #[test]
    fn an_unknown_year_says_so() {
        let template = Template::named("startup").unwrap();
        assert!(template.knows(2027) && !template.knows(2028) && !template.knows(202));
        let text = template.text(2028);
        let calendar = "[calendar]\nweekend  = [\"Sat\", \"Sun\"]\n# The official list of 2028 was not known to splan: \
                        put its days here.\nholidays = []\nworkdays = []\n\n";
        assert!(text.contains(calendar), "{text}");
    }
}
