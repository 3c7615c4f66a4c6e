//! When a rep is there: `starts` and `ends`.

use crate::model::day::{Day, Span};
use crate::model::diagnostic::Diagnostic;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::values;
use crate::text;

pub struct Employment {
    pub starts: Field<Day>,
    pub ends: Field<Day>,
}

/// Reports an end before the start, and a rep who is there on no day of the plan.
pub fn read(rep: &mut Section, plan: Option<Span>) -> Employment {
    let starts = rep.field("starts", values::day);
    let ends = rep.field("ends", values::day);
    match (starts.clone().read(), ends.clone().read()) {
        (Some(first), Some(last)) if last < first => ends_first(rep, first, last),
        (first, last) => {
            if let Some(plan) = plan {
                let late = first.is_some_and(|first| first > plan.last());
                let early = last.is_some_and(|last| last < plan.first());
                if late || early {
                    never_there(rep, plan, if late { "starts" } else { "ends" });
                }
            }
        }
    }
    Employment { starts, ends }
}

fn ends_first(rep: &mut Section, first: Day, last: Day) {
    let problem = Diagnostic::error(
        text!(en: "`{}` lies before the start", rep.path_of("ends"); zh: "`{}` 早于入职", rep.path_of("ends")),
        rep.place_of("ends"),
        text!(en: "{last} lies before {first}"; zh: "{last} 早于 {first}"),
    );
    let problem = problem.also(rep.place_of("starts"), text!(en: "the start"; zh: "入职"));
    rep.report(problem.help(
        text!(en: "`ends` is the last day of the rep, not before `starts`"; zh: "`ends` 是最后在职日，不得早于 `starts`"),
    ));
}

fn never_there(rep: &mut Section, plan: Span, key: &str) {
    let problem = Diagnostic::error(
        text!(en: "`{}` leaves no day of the plan", rep.path_of(key); zh: "`{}` 使该销售不在计划期内", rep.path_of(key)),
        rep.place_of(key),
        text!(en: "the plan covers {plan}"; zh: "计划期为 {plan}"),
    );
    let help = text!(en: "correct the date, or take this rep out of the plan"; zh: "请更正日期，或从计划中删去该销售");
    rep.report(problem.help(help));
}

/// A ramp counts months from the first day.
pub fn ramp_without_start(rep: &mut Section) {
    let problem = Diagnostic::error(
        text!(en: "`{}` needs `starts`", rep.path_of("ramp"); zh: "`{}` 需要 `starts`", rep.path_of("ramp")),
        rep.place_of("ramp"),
        text!(en: "counted from which day?"; zh: "从哪天算起？"),
    );
    let help =
        text!(en: "add `starts = 2026-03-01`, the rep's first day"; zh: "请加上 `starts = 2026-03-01`，即入职日");
    rep.report(problem.help(help));
}
