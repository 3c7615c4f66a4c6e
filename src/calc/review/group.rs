//! Groups of a review, with their plan and their facts summed.

use std::collections::BTreeMap;

use crate::calc::decompose::quotas::Quotas;
use crate::model::actuals::{Actuals, Tally};
use crate::model::day::{Day, Span};
use crate::model::metric::Metric;
use crate::model::plan::Plan;
use crate::model::rep::UNASSIGNED;

/// What a line of a review is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    Company,
    /// The company against the target, without the cushion that the reps carry.
    Target,
    Team,
    Rep,
    Segment,
}

impl Scope {
    /// The fixed name in machine formats and options.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Company => "company",
            Scope::Target => "target",
            Scope::Team => "team",
            Scope::Rep => "rep",
            Scope::Segment => "segment",
        }
    }
}

/// One group; `member` is its index in the plan, or nothing for what belongs to none of the scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    pub scope: Scope,
    pub member: Option<usize>,
}

impl Group {
    pub fn rep(self) -> Option<usize> {
        self.member.filter(|_| self.scope == Scope::Rep)
    }

    /// Whether it holds the facts that belong to no member of its scope.
    pub fn is_unassigned(self) -> bool {
        self.member.is_none() && !matches!(self.scope, Scope::Company | Scope::Target)
    }

    pub fn name(self, plan: &Plan) -> &str {
        let name = match (self.scope, self.member) {
            (Scope::Company | Scope::Target, _) => Some(plan.name.as_str()),
            (Scope::Team, Some(team)) => plan.teams.get(team).map(String::as_str),
            (Scope::Rep, Some(rep)) => plan.reps.get(rep).map(|rep| rep.name.as_str()),
            (Scope::Segment, Some(segment)) => plan.segments.get(segment).map(|segment| segment.name.as_str()),
            (_, None) => None,
        };
        name.unwrap_or(UNASSIGNED)
    }

    /// The team of a rep's line; nothing for other scopes.
    pub fn team(self, plan: &Plan) -> Option<&str> {
        let rep = plan.reps.get(self.rep()?)?;
        plan.teams.get(rep.team).map(String::as_str)
    }

    /// Members in plan order, then what is unassigned.
    fn order(self) -> (Scope, bool, Option<usize>) {
        (self.scope, self.member.is_none(), self.member)
    }
}

/// Plan, plan to date and actual by metric: minor units for revenue, counts for the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    pub plan: Vec<i128>,
    pub to_date: Vec<i128>,
    pub actual: Vec<i128>,
}

impl Sums {
    fn new(metrics: usize) -> Self {
        Sums { plan: vec![0; metrics], to_date: vec![0; metrics], actual: vec![0; metrics] }
    }

    fn add_tally(&mut self, tally: &Tally) {
        let counts = tally.steps.iter().copied().map(i128::from);
        let values = [tally.revenue.minor(), i128::from(tally.deals)].into_iter().chain(counts);
        for (sum, value) in self.actual.iter_mut().zip(values) {
            *sum += value;
        }
    }
}

/// Every group of the plan in order, and the unassigned ones that have facts.
pub fn collect(plan: &Plan, quotas: &Quotas, actuals: &Actuals, span: Span, as_of: Day) -> Vec<(Group, Sums)> {
    let metrics = Metric::all(&plan.funnel).count();
    let mut groups: BTreeMap<_, _> = members(plan).map(|group| (group.order(), (group, Sums::new(metrics)))).collect();
    let to_date = span.until(as_of);
    for (rep, segment) in quotas.grid().rows() {
        for metric in Metric::all(&plan.funnel) {
            let full = quotas.within(metric, rep, segment, span);
            if full == 0 {
                continue;
            }
            let due = to_date.map_or(0, |span| quotas.within(metric, rep, segment, span));
            for group in groups_of(plan, Some(rep), Some(segment)) {
                if let Some((_, sums)) = groups.get_mut(&group.order()) {
                    sums.plan[metric.index()] += full;
                    sums.to_date[metric.index()] += due;
                }
            }
        }
    }
    for ((rep, segment), tally) in to_date.map(|span| actuals.within(span)).unwrap_or_default() {
        for group in groups_of(plan, rep, segment) {
            groups.entry(group.order()).or_insert_with(|| (group, Sums::new(metrics))).1.add_tally(&tally);
        }
    }
    groups.into_values().collect()
}

fn members(plan: &Plan) -> impl Iterator<Item = Group> {
    let all = |scope, count: usize| (0..count).map(move |i| Group { scope, member: Some(i) });
    let company = std::iter::once(Group { scope: Scope::Company, member: None });
    company
        .chain(all(Scope::Team, plan.teams.len()))
        .chain(all(Scope::Rep, plan.reps.len()))
        .chain(all(Scope::Segment, plan.segments.len()))
}

/// The groups that a fact or quota of a rep and segment belongs to, one of each scope.
fn groups_of(plan: &Plan, rep: Option<usize>, segment: Option<usize>) -> [Group; 4] {
    let team = rep.and_then(|rep| plan.reps.get(rep)).map(|rep| rep.team);
    [
        Group { scope: Scope::Company, member: None },
        Group { scope: Scope::Team, member: team },
        Group { scope: Scope::Rep, member: rep },
        Group { scope: Scope::Segment, member: segment },
    ]
}
