//! `[plan]`: name, time, currency and language.

use crate::model::day::{Day, Span};
use crate::model::diagnostic::Diagnostic;
use crate::model::money::Currency;
use crate::model::text::Lang;
use crate::model::timeline::Timeline;
use crate::read::plan::fault::Fault;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::Node;
use crate::read::plan::values;
use crate::text;

/// What is nothing here is in doubt, and reported.
#[derive(Default)]
pub struct Head {
    pub name: Option<String>,
    pub timeline: Option<Timeline>,
    pub currency: Option<Currency>,
    pub lang: Lang,
}

/// The longest plan, in years: enough for any sales plan, and a bound for all that is computed by day.
const MOST_YEARS: i32 = 10;

pub fn read(root: &mut Section) -> Head {
    let help = text!(en: "add `[plan]` with a name and a year"; zh: "请加上 `[plan]`，写明名称和年份");
    let Some(mut plan) = root.required_section("plan", help) else { return Head::default() };
    let name = plan.required("name", "name = \"Sales 2026\"", values::name).read();
    let lang = plan.field("language", language);
    let currency = match plan.field("currency", currency) {
        // Without a word about it, a plan in Chinese counts in yuan and any other in dollars.
        Field::Absent if lang.is_faulty() => None,
        Field::Absent if lang == Field::Read(Lang::Zh) => Currency::new("CNY"),
        Field::Absent => Currency::new("USD"),
        stated => stated.read(),
    };
    let timeline = span(&mut plan).map(Timeline::new);
    plan.finish();
    Head { name, timeline, currency, lang: lang.read().unwrap_or_default() }
}

fn language(node: &Node) -> Result<Lang, Fault> {
    values::choice(node, &[("en", Lang::En), ("zh", Lang::Zh)])
}

fn currency(node: &Node) -> Result<Currency, Fault> {
    let code = values::text(node)?;
    Currency::new(&code).ok_or_else(|| {
        let must = text!(en: "be a code of ISO 4217"; zh: "是 ISO 4217 的货币代码");
        Fault::new(node, must, text!(en: "write `\"CNY\"` or `\"USD\"`"; zh: "请写 `\"CNY\"` 或 `\"USD\"`"))
    })
}

/// The days of the plan: a calendar year, or 12 months from a day, or up to another day.
fn span(plan: &mut Section) -> Option<Span> {
    let year = plan.field("year", |node| values::whole(node, 1900..=2199, 2026));
    let starts = plan.field("starts", values::day);
    let ends = plan.field("ends", values::day);
    if year.is_faulty() || starts.is_faulty() || ends.is_faulty() {
        return None;
    }
    match (year.read(), starts.read(), ends.read()) {
        (Some(year), None, None) => {
            let year = i32::try_from(year).ok()?;
            Span::new(Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)
        }
        (None, Some(first), last) => {
            let last = last.or_else(|| a_year_from(first));
            let span = last.and_then(|last| Span::new(first, last)).filter(|span| span.len_days() <= MOST_YEARS * 366);
            if span.is_none() {
                wrong_end(plan, first, last);
            }
            span
        }
        (None, None, Some(_)) => {
            let help = text!(en: "add `starts = 2026-04-01`, the plan's first day"; zh: "请加上 `starts = 2026-04-01`，即计划的第一天");
            plan.want(&["starts"], help);
            None
        }
        (None, None, None) => {
            let help = text!(
                en: "add `year = 2026`, or `starts = 2026-04-01` for 12 months from that day";
                zh: "请加上 `year = 2026`；若从某日起 12 个月，写 `starts = 2026-04-01`"
            );
            plan.want(&["year", "starts"], help);
            None
        }
        (Some(_), starts, _) => {
            let other = if starts.is_some() { "starts" } else { "ends" };
            let problem = Diagnostic::error(
                text!(en: "`plan.year` and `plan.{other}` contradict each other"; zh: "`plan.year` 与 `plan.{other}` 相互矛盾"),
                plan.place_of(other),
                text!(en: "not beside a year"; zh: "不能与年份并用"),
            );
            let problem = problem.also(plan.place_of("year"), text!(en: "the year"; zh: "年份")).help(text!(
                en: "keep `year` for a calendar year, else `starts` and, if not 12 months, `ends`";
                zh: "日历年只写 `year`；否则写 `starts`，不足或超过 12 个月再写 `ends`"
            ));
            plan.report(problem);
            None
        }
    }
}

/// The last day of the 12 months from `first`.
fn a_year_from(first: Day) -> Option<Day> {
    let year = first.year() + 1;
    match Day::new(year, first.month(), first.day_of_month()) {
        Some(day) => Some(day.plus(-1)),
        None => Day::new(year, first.month(), 1).map(Day::last_of_month),
    }
}

fn wrong_end(plan: &mut Section, first: Day, last: Option<Day>) {
    let (message, label) = match last {
        Some(last) if last < first => (
            text!(en: "`plan.ends` lies before the start"; zh: "`plan.ends` 早于开始"),
            text!(en: "{last} lies before {first}"; zh: "{last} 早于 {first}"),
        ),
        _ => (
            text!(en: "a plan covers at most {MOST_YEARS} years"; zh: "计划最长 {MOST_YEARS} 年"),
            text!(en: "too far from {first}"; zh: "距 {first} 太远"),
        ),
    };
    let help = text!(en: "leave `ends` out for 12 months, or write the plan's last day"; zh: "12 个月可省略 `ends`，否则写计划的最后一天");
    plan.report(Diagnostic::error(message, plan.place_of("ends"), label).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_months_end_the_day_before_the_same_day() {
        for (first, last) in [("2026-04-01", "2027-03-31"), ("2026-04-15", "2027-04-14"), ("2024-02-29", "2025-02-28")]
        {
            let ends = a_year_from(Day::parse(first).unwrap()).unwrap();
            assert_eq!(ends.to_string(), last);
        }
    }
}
