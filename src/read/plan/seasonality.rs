//! `[seasonality]`: what weighs the months of the plan.

use crate::model::calendar::Calendar;
use crate::model::day::Span;
use crate::model::diagnostic::Diagnostic;
use crate::model::number::Decimal;
use crate::model::plan::Seasonality;
use crate::model::timeline::{Grain, Period, Timeline};
use crate::read::plan::section::{Field, Section};
use crate::read::plan::values;
use crate::text;

/// The time that weights are for: nothing where it is in doubt.
pub type Time<'p> = Option<(&'p Timeline, &'p Calendar)>;

pub fn read(root: &mut Section, time: Time) -> Option<Seasonality> {
    let mut section = match root.section("seasonality") {
        Field::Read(section) => section,
        Field::Absent => return Some(Seasonality::WorkingDays),
        Field::Faulty => return None,
    };
    let months = section.list("months", values::decimal);
    let quarters = section.list("quarters", values::decimal);
    let by = section.field("by", |node| values::choice(node, &[("capacity", ())]));
    let seasonality = match (months, quarters, by) {
        (months, Field::Absent, Field::Absent) if !months.is_absent() => {
            weights(&mut section, &MONTHS, months, time).map(Seasonality::Months)
        }
        (Field::Absent, quarters, Field::Absent) if !quarters.is_absent() => {
            weights(&mut section, &QUARTERS, quarters, time).map(Seasonality::Quarters)
        }
        (Field::Absent, Field::Absent, Field::Read(())) => Some(Seasonality::Capacity),
        (Field::Absent, Field::Absent, Field::Faulty) => None,
        (Field::Absent, Field::Absent, Field::Absent) => {
            let help = text!(
                en: "add `months = […]`, `quarters = […]` or `by = \"capacity\"`; without `[seasonality]` the working days weigh the months";
                zh: "请加上 `months = […]`、`quarters = […]` 或 `by = \"capacity\"`；没有 `[seasonality]` 则按工作日分配"
            );
            section.want(&["months", "quarters", "by"], help);
            None
        }
        _ => contradiction(&mut section),
    };
    section.finish();
    seasonality
}

/// Weights by month or by quarter.
struct Unit {
    key: &'static str,
    noun: (&'static str, &'static str),
    grain: Grain,
    /// So many repeat over a longer plan.
    per_year: usize,
}

const MONTHS: Unit = Unit { key: "months", noun: ("month", "月"), grain: Grain::Month, per_year: 12 };
const QUARTERS: Unit = Unit { key: "quarters", noun: ("quarter", "季度"), grain: Grain::Quarter, per_year: 4 };

/// One weight for each month or quarter of the plan.
fn weights(section: &mut Section, unit: &Unit, weights: Field<Vec<Decimal>>, time: Time) -> Option<Vec<Decimal>> {
    let weights = weights.read()?;
    let (timeline, calendar) = time?;
    let periods = timeline.periods(unit.grain, timeline.span());
    let fits = weights.len() == periods.len() || (weights.len() == unit.per_year && periods.len() > unit.per_year);
    if !fits {
        return wrong_length(section, unit, weights.len(), periods.len());
    }
    if weights.iter().all(Decimal::is_zero) {
        let problem = Diagnostic::error(
            text!(en: "`seasonality.{}` gives no {} any weight", unit.key, unit.noun.0; zh: "`seasonality.{}` 的权重全为零", unit.key),
            section.place_of(unit.key),
            text!(en: "all of these are 0"; zh: "全部是 0"),
        );
        let help = text!(en: "the target is spread in proportion to these: `[25, 25, 25, 25]`"; zh: "目标按权重的比例分配：`[25, 25, 25, 25]`");
        section.report(problem.help(help));
        return None;
    }
    for (i, period) in periods.iter().enumerate() {
        let at = i % weights.len();
        let weighs = weights.get(at).is_some_and(|weight| !weight.is_zero());
        if weighs && !has_working_day(calendar, period.span) {
            no_working_day(section, unit, at, period);
        }
    }
    Some(weights.iter().copied().cycle().take(periods.len()).collect())
}

fn has_working_day(calendar: &Calendar, span: Span) -> bool {
    calendar.working_days(span).next().is_some()
}

fn wrong_length<T>(section: &mut Section, unit: &Unit, found: usize, needed: usize) -> Option<T> {
    let (key, (noun, zh_noun)) = (unit.key, unit.noun);
    let problem = Diagnostic::error(
        text!(en: "`seasonality.{key}` needs {needed} weights"; zh: "`seasonality.{key}` 需要 {needed} 个权重"),
        section.place_of(key),
        text!(en: "found {found}"; zh: "这里有 {found} 个"),
    );
    let per_year = unit.per_year;
    let help = if needed > per_year {
        text!(
            en: "write one for each {noun} of the plan, or {per_year} that repeat";
            zh: "计划的每个{zh_noun}写一个，或写 {per_year} 个循环使用"
        )
    } else {
        text!(en: "write one for each {noun} of the plan"; zh: "计划的每个{zh_noun}写一个")
    };
    section.report(problem.help(help));
    None
}

fn no_working_day(section: &mut Section, unit: &Unit, at: usize, period: &Period) {
    let (name, (noun, zh_noun)) = (&period.name, unit.noun);
    let problem = Diagnostic::error(
        text!(en: "`{name}` has weight and no working day"; zh: "`{name}` 有权重却没有工作日"),
        section.place_of_item(unit.key, at),
        text!(en: "nobody works in this {noun}"; zh: "该{zh_noun}无人工作"),
    );
    let help = text!(en: "write 0 here, or open days with `calendar.workdays`"; zh: "此处写 0，或用 `calendar.workdays` 增加工作日");
    section.report(problem.help(help));
}

fn contradiction<T>(section: &mut Section) -> Option<T> {
    let written: Vec<&str> = ["months", "quarters", "by"].into_iter().filter(|key| section.has(key)).collect();
    let [first, second, ..] = written[..] else { return None };
    let problem = Diagnostic::error(
        text!(
            en: "`seasonality.{first}` and `seasonality.{second}` contradict each other";
            zh: "`seasonality.{first}` 与 `seasonality.{second}` 相互矛盾"
        ),
        section.place_of(second),
        text!(en: "a second seasonality"; zh: "第二种季节性"),
    );
    let problem = problem.also(section.place_of(first), text!(en: "the first"; zh: "第一种"));
    section.report(problem.help(text!(en: "keep one of the two"; zh: "两者只留其一")));
    None
}
