//! The day and the period that a command is about.

use crate::cli::choices::AsOf;
use crate::cli::outcome::Failure;
use crate::model::day::Day;
use crate::model::period;
use crate::model::plan::Plan;
use crate::model::timeline::Period;
use crate::report::model::Note;
use crate::text;

/// The last day whose facts count, inside the plan.
///
/// # Errors
/// Where it lies before the plan.
pub fn as_of(asked: Option<AsOf>, plan: &Plan, today: Day) -> Result<(Day, Vec<Note>), Failure> {
    let day = any_as_of(asked, plan, today);
    let (first, last) = (plan.timeline.span().first(), plan.timeline.span().last());
    if day < first {
        return Err(Failure::with_help(
            text!(en: "nothing to review on {day}: the plan starts on {first}"; zh: "{day} 无可复盘：计划从 {first} 开始"),
            text!(en: "say a day inside the plan with --as-of, or wait until it has started"; zh: "用 --as-of 指定计划内的日期，或等计划开始"),
        ));
    }
    if day > last {
        let note = text!(en: "{day} lies after the plan; reviewed as of its last day, {last}"; zh: "{day} 在计划结束之后；以其最后一天 {last} 为截止日");
        return Ok((last, vec![Note::info(note)]));
    }
    Ok((day, Vec::new()))
}

/// The as-of day, wherever it lies.
pub fn any_as_of(asked: Option<AsOf>, plan: &Plan, today: Day) -> Day {
    asked.map(|asked| asked.day(today)).or(plan.data.as_of).unwrap_or(today)
}

/// The named period, or the quarter that holds the as-of day.
///
/// # Errors
/// Where the name means no period of the plan.
pub fn period(named: Option<&str>, plan: &Plan, as_of: Day) -> Result<Period, Failure> {
    let quarter = || plan.timeline.quarter_of(as_of);
    match named {
        Some(name) => Ok(period::parse(name, &plan.timeline, Some(as_of))?),
        None => Ok(quarter().unwrap_or(Period { name: plan.timeline.span().to_string(), span: plan.timeline.span() })),
    }
}
