//! Specific: who carries what, through which steps.

use crate::calc::check::finding::{Finding, Level};
use crate::model::plan::Plan;
use crate::model::rep::NO_TEAM;
use crate::model::segment::looks_same;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Specific {
    /// How many of each the plan names; the team and the segment that stand for none do not count.
    Shape { reps: usize, teams: usize, segments: usize, steps: usize },
    /// Some reps have a team, and these have none.
    WithoutTeam { reps: Vec<usize> },
    /// Names of two teams differ only in spaces, case or width: most likely they are one.
    TeamsAlike { first: usize, second: usize },
    /// The funnel ends at deals, so that nobody is told what to do for them.
    NoSteps,
}

pub fn findings(plan: &Plan) -> Vec<Finding> {
    let teams = plan.teams.iter().filter(|team| *team != NO_TEAM).count();
    let segments = plan.segments.iter().filter(|segment| is_named(plan, &segment.name)).count();
    let steps = plan.funnel.steps().len();
    let shape = Specific::Shape { reps: plan.reps.len(), teams, segments, steps };
    let mut findings = vec![Finding::new(Level::Ok, "reps", shape)];
    let without: Vec<usize> = (0..plan.reps.len()).filter(|rep| team_of(plan, *rep) == Some(NO_TEAM)).collect();
    if let (Some(first), true) = (without.first(), teams > 0) {
        let key = format!("reps.{}.team", plan.reps[*first].name);
        findings.push(Finding::new(Level::Warning, key, Specific::WithoutTeam { reps: without }));
    }
    findings.extend(teams_alike(plan));
    if steps == 0 {
        findings.push(Finding::new(Level::Info, "funnel.steps", Specific::NoSteps));
    }
    findings
}

/// Each team whose name looks like that of one before it, at its first rep.
fn teams_alike(plan: &Plan) -> impl Iterator<Item = Finding> {
    let earlier = |second: usize| plan.teams.iter().take(second).position(|name| looks_same(name, &plan.teams[second]));
    let pairs = (0..plan.teams.len()).filter_map(move |second| Some((earlier(second)?, second)));
    pairs.filter_map(|(first, second)| {
        let rep = plan.reps.iter().find(|rep| rep.team == second)?;
        Some(Finding::new(Level::Warning, format!("reps.{}.team", rep.name), Specific::TeamsAlike { first, second }))
    })
}

fn team_of(plan: &Plan, rep: usize) -> Option<&str> {
    plan.reps.get(rep).and_then(|rep| plan.teams.get(rep.team)).map(String::as_str)
}

/// Whether the plan writes a segment itself; a plan without segments has one that stands for all.
fn is_named(plan: &Plan, segment: &str) -> bool {
    plan.origins.exact(&format!("segments.{segment}")).is_some()
}
