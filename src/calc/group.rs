//! Groups of a plan: the company, its teams, reps and segments.

use crate::model::plan::Plan;
use crate::model::rep::UNASSIGNED;

/// What a row of a table is about.
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

/// Everything.
pub const COMPANY: Group = Group { scope: Scope::Company, member: None };

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
    pub fn order(self) -> (Scope, bool, Option<usize>) {
        (self.scope, self.member.is_none(), self.member)
    }
}

/// The company, then every team, rep and segment in plan order.
pub fn members(plan: &Plan) -> impl Iterator<Item = Group> {
    let all = |scope, count: usize| (0..count).map(move |i| Group { scope, member: Some(i) });
    std::iter::once(COMPANY)
        .chain(all(Scope::Team, plan.teams.len()))
        .chain(all(Scope::Rep, plan.reps.len()))
        .chain(all(Scope::Segment, plan.segments.len()))
}

/// The groups that a fact or quota of a rep and segment belongs to, one of each scope.
pub fn groups_of(plan: &Plan, rep: Option<usize>, segment: Option<usize>) -> [Group; 4] {
    let team = rep.and_then(|rep| plan.reps.get(rep)).map(|rep| rep.team);
    [
        COMPANY,
        Group { scope: Scope::Team, member: team },
        Group { scope: Scope::Rep, member: rep },
        Group { scope: Scope::Segment, member: segment },
    ]
}
