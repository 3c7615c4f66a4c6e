//! Which rep and which metric a user means.

use crate::model::diagnostic::Diagnostic;
use crate::model::metric::Metric;
use crate::model::plan::Plan;
use crate::model::segment::same_name;
use crate::model::sentence::{names as list_of, quoted, suggestion};
use crate::model::text::{Lang, Text};
use crate::report::names;
use crate::text;

/// Names in a message before the rest is only counted.
const NAMED: usize = 12;

/// The index of the rep called `name`, by name or alias, ignoring case.
///
/// # Errors
/// A problem that lists the reps and the one that may be meant.
pub fn rep(plan: &Plan, name: &str) -> Result<usize, Vec<Diagnostic>> {
    let by_name = plan.reps.iter().position(|rep| same_name(&rep.name, name));
    let by_alias = || plan.reps.iter().position(|rep| rep.aliases.iter().any(|alias| same_name(alias, name)));
    by_name.or_else(by_alias).ok_or_else(|| {
        let known = plan.reps.iter().flat_map(|rep| std::iter::once(&rep.name).chain(&rep.aliases));
        let known = known.map(String::as_str);
        let part = name.trim().to_lowercase();
        let meant = known.clone().find(|known| !part.is_empty() && known.to_lowercase().starts_with(&part));
        let meant = meant.or_else(|| suggestion(name, known));
        let asked = quoted(name);
        let (list, zh_list) = list_of(plan.reps.iter().map(|rep| &rep.name), NAMED);
        let message = text!(en: "the plan has no rep {asked}"; zh: "计划中没有销售 {asked}");
        vec![
            Diagnostic::general(message)
                .help(instead(meant, &text!(en: "the reps are {list}"; zh: "销售有 {zh_list}"))),
        ]
    })
}

/// The metric called `name`: `revenue`, `deals` or a step, ignoring case; also by the word that reports show.
///
/// # Errors
/// A problem that lists the metrics and the one that may be meant.
pub fn metric(plan: &Plan, name: &str) -> Result<Metric, Vec<Diagnostic>> {
    let fixed = |metric: &Metric| same_name(metric.name(&plan.funnel), name);
    let shown = |metric: &Metric| same_name(names::metric(plan, *metric).say(Lang::Zh), name);
    Metric::all(&plan.funnel).find(fixed).or_else(|| Metric::all(&plan.funnel).find(shown)).ok_or_else(|| {
        let known: Vec<&str> = Metric::all(&plan.funnel).map(|metric| metric.name(&plan.funnel)).collect();
        let meant = suggestion(name, known.iter().copied());
        let (asked, (list, zh_list)) = (quoted(name), list_of(&known, NAMED));
        let message = text!(en: "the plan has no metric {asked}"; zh: "计划中没有指标项 {asked}");
        vec![
            Diagnostic::general(message)
                .help(instead(meant, &text!(en: "the metrics are {list}"; zh: "可选 {zh_list}"))),
        ]
    })
}

/// What to write instead: the name that may be meant, then all there are.
fn instead(meant: Option<&str>, list: &Text) -> Text {
    let (en, zh) = (list.say(Lang::En), list.say(Lang::Zh));
    match meant {
        Some(meant) => {
            let meant = quoted(meant);
            text!(en: "did you mean {meant}? {en}"; zh: "是否指 {meant}？{zh}")
        }
        None => list.clone(),
    }
}
