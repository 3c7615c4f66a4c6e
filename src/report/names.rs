//! Names of groups and metrics, as people read them and as programs do.

use crate::calc::group::{Group, Scope};
use crate::model::ledger::NO_OWNER;
use crate::model::metric::Metric;
use crate::model::open::{CLOSED_LATER, NO_STAGE};
use crate::model::plan::Plan;
use crate::model::rep::NO_TEAM;
use crate::model::text::Text;
use crate::report::cell::Cell;
use crate::report::words::Word;

/// A group for people: its name in the plan, or what stands for one.
pub fn group<'a>(plan: &'a Plan, group: Group) -> Cell<'a> {
    match (group.scope, group.name(plan)) {
        (Scope::Company, _) => Word::Company.text().into(),
        (Scope::Target, _) => Word::Target.text().into(),
        _ if group.is_unassigned() => Text::new("(unassigned)", "（未分配）").into(),
        (Scope::Team, NO_TEAM) => Text::new("(no team)", "（无团队）").into(),
        (_, name) => name.into(),
    }
}

/// A metric for people.
pub fn metric(plan: &Plan, metric: Metric) -> Text {
    match metric {
        Metric::Revenue => Word::Revenue.text(),
        Metric::Deals => Word::Deals.text(),
        Metric::Step(_) => Text::same(metric.name(&plan.funnel)),
    }
}

/// A scope for people.
pub fn scope(scope: Scope) -> Text {
    match scope {
        Scope::Company => Word::Company.text(),
        Scope::Target => Word::Target.text(),
        Scope::Team => Word::Team.text(),
        Scope::Rep => Word::Rep.text(),
        Scope::Segment => Word::Segment.text(),
    }
}

/// The fixed names of all metrics, revenue first.
pub fn metric_columns(plan: &Plan) -> impl Iterator<Item = String> {
    Metric::all(&plan.funnel).map(|metric| metric.name(&plan.funnel).to_owned())
}

/// A stage for people: as written, or what stands for one.
pub fn stage<'a>(stage: &str) -> Cell<'a> {
    match stage {
        CLOSED_LATER => Text::new(CLOSED_LATER, "（之后关闭）").into(),
        NO_STAGE => Text::new(NO_STAGE, "（无阶段）").into(),
        name => name.to_owned().into(),
    }
}

/// An owner for people: as written, or what stands for nobody.
pub fn owner<'a>(owner: &str) -> Cell<'a> {
    match owner {
        NO_OWNER => Text::new(NO_OWNER, "（无负责人）").into(),
        name => name.to_owned().into(),
    }
}
