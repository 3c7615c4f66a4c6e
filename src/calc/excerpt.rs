//! What of a plan, its quotas and its facts concerns one team or rep, and nothing of anybody else.
//!
//! The excerpt is a plan of its own whose company is that group: what is computed from it can hold no other figure.

use crate::calc::decompose::quotas::Quotas;
use crate::calc::group::{COMPANY, Group, Scope};
use crate::calc::review::alerts::Alert;
use crate::calc::review::catch_up::{CatchUp, Line};
use crate::model::actuals::Actuals;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::Fraction;
use crate::model::plan::Plan;
use crate::model::rep::Rep;

/// The members of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub group: Group,
    /// Its reps by their index in the whole plan, in plan order.
    reps: Vec<usize>,
}

impl Excerpt {
    /// For a team or a rep of the plan; the company's and a segment's has no reps of its own.
    pub fn new(plan: &Plan, group: Group) -> Self {
        let belongs = |(i, rep): &(usize, &Rep)| match group.scope {
            Scope::Team => group.member == Some(rep.team),
            Scope::Rep => group.member == Some(*i),
            Scope::Company | Scope::Target | Scope::Segment => false,
        };
        Excerpt { group, reps: plan.reps.iter().enumerate().filter(belongs).map(|(i, _)| i).collect() }
    }

    pub fn quotas(&self, quotas: &Quotas) -> Quotas {
        quotas.of_reps(&self.reps)
    }

    /// The plan as if these were its only reps; its target is what they carry, and all of it is must-hit.
    pub fn plan(&self, plan: &Plan, quotas: &Quotas) -> Plan {
        let mut own = plan.clone();
        own.reps = self.reps.iter().filter_map(|rep| plan.reps.get(*rep).cloned()).collect();
        own.reps.iter_mut().for_each(|rep| rep.team = 0);
        let team = self.reps.first().and_then(|rep| plan.teams.get(plan.reps.get(*rep)?.team));
        own.teams = team.into_iter().cloned().collect();
        let spans = [plan.timeline.span()];
        let carried = quotas.of_group(plan, self.group, &spans);
        own.target.must =
            Money::from_sum(carried.get(Metric::Revenue.index()).and_then(|sums| sums.first()).copied().unwrap_or(0));
        own.target.stretch = None;
        own.target.over_assign = Fraction::ZERO;
        own.target.secured = Money::ZERO;
        own.target.secured_match = None;
        own.alerts.rules = Vec::new();
        own
    }

    pub fn actuals(&self, actuals: &Actuals) -> Actuals {
        actuals.of_reps(&self.reps)
    }

    /// Its lines of the whole catch-up, so that both say the same; the group itself stands for the company.
    pub fn catch_up(&self, whole: &CatchUp) -> Option<CatchUp> {
        let line = |line: &Line| Some(Line { group: self.own(line.group)?, ..line.clone() });
        let company = whole.lines.iter().find(|line| line.group == self.group)?;
        let company = Line { group: COMPANY, ..company.clone() };
        let remaining = company.remaining;
        let lines = std::iter::once(company).chain(whole.lines.iter().filter_map(line)).collect();
        Some(CatchUp { remaining, week: whole.week, lines, latest: whole.latest.clone(), open_elsewhere: 0 })
    }

    /// The alerts about the group and its members.
    pub fn alerts<'a>(&self, whole: &[Alert<'a>]) -> Vec<Alert<'a>> {
        let own = |alert: &Alert<'a>| Some(Alert { group: self.own(alert.group)?, ..alert.clone() });
        whole.iter().filter_map(own).collect()
    }

    /// The group in the plan of the excerpt; nothing for one that is no part of it.
    fn own(&self, group: Group) -> Option<Group> {
        let place = |rep: usize| self.reps.iter().position(|own| *own == rep);
        match group.scope {
            Scope::Rep => group.member.and_then(place).map(|at| Group { member: Some(at), ..group }),
            Scope::Team => (group == self.group).then_some(Group { member: Some(0), ..group }),
            Scope::Company | Scope::Target | Scope::Segment => None,
        }
    }
}
