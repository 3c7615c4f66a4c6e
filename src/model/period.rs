//! Periods as users name them: `2026-Q1`, `2026-03..2026-05`, `last-month`, `to-date`.

use crate::model::day::{Day, Span};
use crate::model::sentence;
use crate::model::text::Text;
use crate::model::timeline::{Grain, Period, Timeline};
use crate::text;

/// The periods of words such as `this-week`, in the order of their size.
const UNITS: [(&str, Grain); 5] = [
    ("day", Grain::Day),
    ("week", Grain::Week),
    ("month", Grain::Month),
    ("quarter", Grain::Quarter),
    ("year", Grain::Year),
];

/// The part of the plan that `name` means, clipped to the plan.
///
/// # Errors
/// A sentence where `name` is no period, or lies outside the plan, or needs an as-of day that is not given.
pub fn parse(name: &str, timeline: &Timeline, as_of: Option<Day>) -> Result<Period, Text> {
    let name = name.trim();
    let meant = meant(name, timeline, as_of)?;
    let span = meant.overlap(timeline.span()).ok_or_else(|| outside(name, meant, timeline))?;
    let absolute = name.bytes().next().is_some_and(|first| first.is_ascii_digit() || first == b'.');
    Ok(Period { name: if absolute { name.to_owned() } else { name_of(span, timeline) }, span })
}

/// All the days that `name` means, be they in the plan or not.
///
/// # Errors
/// A sentence where `name` is no period, or needs an as-of day that is not given.
pub fn meant(name: &str, timeline: &Timeline, as_of: Option<Day>) -> Result<Span, Text> {
    let name = name.trim();
    let Some((from, to)) = name.split_once("..") else { return named(name, timeline, as_of) };
    let first = bound(from, timeline, as_of)?.map_or(timeline.span().first(), Span::first);
    let last = bound(to, timeline, as_of)?.map_or(timeline.span().last(), Span::last);
    Span::new(first, last)
        .ok_or_else(|| text!(en: "period `{name}` ends before it starts"; zh: "期间 `{name}` 的结束早于开始"))
}

/// What a relative word means, so that what is filed under it can be placed later: `2026-08`, else the days.
fn name_of(span: Span, timeline: &Timeline) -> String {
    let grains = [Grain::Quarter, Grain::Month, Grain::Week, Grain::Day, Grain::Year];
    let named =
        grains.iter().flat_map(|grain| timeline.periods(*grain, timeline.span())).find(|period| period.span == span);
    named.map_or_else(|| span.to_string(), |period| period.name)
}

fn outside(name: &str, meant: Span, timeline: &Timeline) -> Text {
    let plan = timeline.span();
    let from_start = plan_period(name, timeline).is_some();
    let first = timeline.periods(Grain::Quarter, plan).into_iter().next();
    match first.filter(|_| from_start) {
        Some(Period { name: first, span }) => text!(
            en: "period `{name}` lies outside the plan, which covers {plan}; its years and quarters are counted from its first month, so that `{first}` is {span}, and `{name}` would be {meant}";
            zh: "期间 `{name}` 不在计划 {plan} 之内；年和季度从计划的首月算起：`{first}` 为 {span}，`{name}` 则为 {meant}"
        ),
        None => text!(
            en: "period `{name}` lies outside the plan, which covers {plan}";
            zh: "期间 `{name}` 不在计划 {plan} 之内"
        ),
    }
}

fn bound(name: &str, timeline: &Timeline, as_of: Option<Day>) -> Result<Option<Span>, Text> {
    if name.trim().is_empty() { Ok(None) } else { named(name.trim(), timeline, as_of).map(Some) }
}

/// The whole span that one name means; it may reach beyond the plan.
fn named(name: &str, timeline: &Timeline, as_of: Option<Day>) -> Result<Span, Text> {
    if let Some(day) = Day::parse(name) {
        return Span::new(day, day).ok_or_else(|| unknown(name, timeline));
    }
    if let Some(span) = calendar_period(name) {
        return Ok(span);
    }
    if let Some(period) = plan_period(name, timeline) {
        return Ok(period);
    }
    relative(name, timeline, as_of)?.ok_or_else(|| unknown(name, timeline))
}

/// `2026-03` and `2026-W07`: the same in every plan.
fn calendar_period(name: &str) -> Option<Span> {
    let (year, rest) = name.split_once('-')?;
    let year: i32 = number(year, 4)?;
    if let Some(week) = rest.strip_prefix(['W', 'w']) {
        let week: i32 = number(week, 2)?;
        let january_4 = Day::new(year, 1, 4)?;
        let monday = january_4.plus(-i32::try_from(january_4.weekday()).ok()? + 7 * (week - 1));
        return (monday.iso_week() == (year, u32::try_from(week).ok()?)).then(|| Span::new(monday, monday.plus(6)))?;
    }
    let first = Day::new(year, number(rest, 2)?.try_into().ok()?, 1)?;
    Span::new(first, first.last_of_month())
}

/// `2026` and `2026-Q1`: years and quarters of the plan, also such as it does not reach.
fn plan_period(name: &str, timeline: &Timeline) -> Option<Span> {
    let (year, quarter) = match name.split_once('-') {
        Some((year, rest)) => (year, Some(number(rest.strip_prefix(['Q', 'q'])?, 1)?)),
        None => (name, None),
    };
    let start = timeline.span().first();
    let years = number(year, 4)? - start.year();
    let (from, months) = match quarter {
        Some(q) if (1..=4).contains(&q) => (years * 12 + (q - 1) * 3, 3),
        Some(_) => return None,
        None => (years * 12, 12),
    };
    let month_start = |n: i32| {
        let index = start.year() * 12 + start.month() as i32 - 1 + n;
        Day::new(index.div_euclid(12), u32::try_from(index.rem_euclid(12)).ok()? + 1, 1)
    };
    Span::new(month_start(from)?, month_start(from + months)?.plus(-1))
}

/// `this-week`, `last-month`, `next-quarter`, `to-date`, `today`, `yesterday`.
fn relative(name: &str, timeline: &Timeline, as_of: Option<Day>) -> Result<Option<Span>, Text> {
    let lower = name.to_lowercase();
    let needs_day =
        || as_of.ok_or_else(|| text!(en: "period `{name}` needs an as-of day"; zh: "期间 `{name}` 需要截止日"));
    match lower.as_str() {
        "to-date" => return Ok(Span::new(timeline.span().first(), needs_day()?)),
        "today" => return needs_day().map(|day| Span::new(day, day)),
        "yesterday" => return needs_day().map(|day| Span::new(day.plus(-1), day.plus(-1))),
        _ => {}
    }
    let Some((which, unit)) = lower.split_once('-') else { return Ok(None) };
    let Some((_, grain)) = UNITS.iter().find(|(name, _)| *name == unit) else { return Ok(None) };
    let offset = match which {
        "this" => 0,
        "last" => -1,
        "next" => 1,
        _ => return Ok(None),
    };
    Ok(around(needs_day()?, *grain, offset, timeline))
}

/// The period of `grain` that holds `day`, or the one before or after it.
fn around(day: Day, grain: Grain, offset: i32, timeline: &Timeline) -> Option<Span> {
    let this = match grain {
        Grain::Day => Span::new(day, day)?,
        Grain::Week => {
            let monday = day.plus(-i32::try_from(day.weekday()).ok()?);
            Span::new(monday, monday.plus(6))?
        }
        Grain::Month => Span::new(Day::new(day.year(), day.month(), 1)?, day.last_of_month())?,
        Grain::Quarter | Grain::Year => {
            let start = timeline.span().first();
            let months = (day.year() - start.year()) * 12 + day.month() as i32 - start.month() as i32;
            let year = start.year() + months.div_euclid(12);
            let name = match grain {
                Grain::Quarter => format!("{year}-Q{}", months.rem_euclid(12) / 3 + 1),
                _ => year.to_string(),
            };
            plan_period(&name, timeline)?
        }
    };
    match offset {
        0 => Some(this),
        1 => around(this.last().next(), grain, 0, timeline),
        _ => around(this.first().plus(-1), grain, 0, timeline),
    }
}

fn number(text: &str, digits: usize) -> Option<i32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn unknown(name: &str, timeline: &Timeline) -> Text {
    let quarters = timeline.periods(Grain::Quarter, timeline.span());
    let example = quarters.first().map_or("2026-Q1", |quarter| quarter.name.as_str());
    let month = crate::model::timeline::month_name(timeline.span().first());
    let words = [
        "this-week",
        "last-week",
        "this-month",
        "last-month",
        "next-month",
        "this-quarter",
        "last-quarter",
        "next-quarter",
        "to-date",
    ];
    let meant = sentence::suggestion(name, words.into_iter().chain(quarters.iter().map(|q| q.name.as_str())));
    let hint =
        meant.map(|m| text!(en: "; did you mean `{m}`?"; zh: "；是否指 `{m}`？")).unwrap_or_else(|| Text::same(""));
    let (hint_en, hint_zh) = (hint.say(crate::model::text::Lang::En), hint.say(crate::model::text::Lang::Zh));
    text!(
        en: "`{name}` is not a period{hint_en} (write `{example}`, `{month}`, `{month}..`, `this-week`, `last-month` or `to-date`)";
        zh: "`{name}` 不是期间{hint_zh}（可写 `{example}`、`{month}`、`{month}..`、`this-week`、`last-month` 或 `to-date`）"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn resolved(name: &str) -> Option<String> {
        let plan = Timeline::new(Span::new(day("2026-04-01"), day("2027-03-31")).unwrap());
        parse(name, &plan, Some(day("2026-08-14"))).ok().map(|period| period.span.to_string())
    }

    #[test]
    fn names_mean_parts_of_the_plan() {
        for (name, span) in [
            ("2026", "2026-04-01..2027-03-31"),
            ("2026-Q4", "2027-01-01..2027-03-31"),
            ("2026-q1", "2026-04-01..2026-06-30"),
            ("2026-05", "2026-05-01..2026-05-31"),
            ("2026-W33", "2026-08-10..2026-08-16"),
            ("2026-W14", "2026-04-01..2026-04-05"),
            ("2026-08-14", "2026-08-14..2026-08-14"),
            ("2026-05..2026-06", "2026-05-01..2026-06-30"),
            ("..2026-Q1", "2026-04-01..2026-06-30"),
            ("2027-01..", "2027-01-01..2027-03-31"),
            ("this-week", "2026-08-10..2026-08-16"),
            ("last-month", "2026-07-01..2026-07-31"),
            ("next-quarter", "2026-10-01..2026-12-31"),
            ("this-year", "2026-04-01..2027-03-31"),
            ("to-date", "2026-04-01..2026-08-14"),
            ("yesterday", "2026-08-13..2026-08-13"),
        ] {
            assert_eq!(resolved(name).as_deref(), Some(span), "{name}");
        }
    }

    #[test]
    fn relative_words_are_filed_under_what_they_mean() {
        let plan = Timeline::new(Span::new(day("2026-04-01"), day("2027-03-31")).unwrap());
        let name = |word: &str| parse(word, &plan, Some(day("2026-08-14"))).unwrap().name;
        for (word, means) in [
            ("this-week", "2026-W33"),
            ("last-month", "2026-07"),
            ("this-quarter", "2026-Q2"),
            ("yesterday", "2026-08-13"),
            ("to-date", "2026-04-01..2026-08-14"),
            ("2026-W33", "2026-W33"),
            ("..2026-Q2", "..2026-Q2"),
        ] {
            assert_eq!(name(word), means);
        }
    }

    #[test]
    fn other_names_are_errors() {
        for name in [
            "2025",
            "2026-Q5",
            "2026-03",
            "2026-13",
            "2026-W54",
            "last-year",
            "2026-06..2026-05",
            "soon",
            "",
            "-",
            "2026-",
        ] {
            assert_eq!(resolved(name), None, "{name}");
        }
    }
}
