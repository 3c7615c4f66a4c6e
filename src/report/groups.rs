//! Which groups a table shows, in which order.

use crate::calc::group::{COMPANY, Group, Scope, members};
use crate::model::plan::Plan;
use crate::report::cell::Cell;
use crate::report::model::RowKind;
use crate::report::names;
use crate::report::words::Word;

/// Each team with its reps below it, or the groups of one scope alone; then the company.
pub fn rows(plan: &Plan, by: Scope) -> Vec<(RowKind, Group)> {
    let mut rows = Vec::new();
    if by == Scope::Rep && plan.teams.len() > 1 {
        for team in groups(plan, Scope::Team) {
            rows.push((RowKind::Group, team));
            let members = groups(plan, Scope::Rep).filter(|rep| rep.rep().map(|i| plan.reps[i].team) == team.member);
            rows.extend(members.map(|rep| (RowKind::Plain, rep)));
        }
    } else if by != Scope::Company {
        rows.extend(groups(plan, by).map(|group| (RowKind::Plain, group)));
    }
    rows.push((RowKind::Total, COMPANY));
    rows
}

/// The groups of one scope, in plan order.
pub fn groups(plan: &Plan, scope: Scope) -> impl Iterator<Item = Group> {
    members(plan).filter(move |group| group.scope == scope)
}

/// What a row is called.
pub fn label<'a>(plan: &'a Plan, kind: RowKind, group: Group) -> Cell<'a> {
    match kind {
        RowKind::Total => Word::Total.text().into(),
        _ => names::group(plan, group),
    }
}
