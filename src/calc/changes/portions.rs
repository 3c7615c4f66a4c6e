//! Which groups have a deal, and how much of it.

use crate::calc::changes::{Entry, Snapshot};
use crate::calc::group::{Group, Scope, groups_of, members};
use crate::model::money::Money;
use crate::model::plan::Plan;

/// The groups of a plan by number: its members, then what belongs to none of each scope.
pub struct Groups {
    all: Vec<Group>,
    teams: usize,
    reps: usize,
}

impl Groups {
    pub fn new(plan: &Plan) -> Self {
        let strangers = [Scope::Team, Scope::Rep, Scope::Segment].map(|scope| Group { scope, member: None });
        let all = members(plan).chain(strangers).collect();
        Groups { all, teams: plan.teams.len(), reps: plan.reps.len() }
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn group(&self, at: usize) -> Group {
        self.all[at]
    }

    fn number(&self, group: Group) -> usize {
        let strangers = self.all.len() - 3;
        match (group.scope, group.member) {
            (Scope::Company | Scope::Target, _) => 0,
            (Scope::Team, Some(team)) => 1 + team,
            (Scope::Rep, Some(rep)) => 1 + self.teams + rep,
            (Scope::Segment, Some(segment)) => 1 + self.teams + self.reps + segment,
            (Scope::Team, None) => strangers,
            (Scope::Rep, None) => strangers + 1,
            (Scope::Segment, None) => strangers + 2,
        }
    }
}

/// What one group has of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portion {
    /// Its number in [`Groups`].
    pub group: usize,
    /// 1 for those whose deal it is, 0 for those who share in its amount.
    pub count: i64,
    pub amount: Money,
}

/// Every group that has a part of `amount`, each once and always in the same order for the same holder and segment.
pub fn portions(plan: &Plan, groups: &Groups, snapshot: &Snapshot, entry: &Entry, amount: Money) -> Vec<Portion> {
    let owners = snapshot.holder(entry).map_or(&[][..], |holder| holder.0.as_slice());
    let mut parts: Vec<Portion> = Vec::with_capacity(4);
    // A deal without an owner belongs to nobody of the plan.
    let nobody = owners.is_empty().then_some((None, 1));
    let slots = owners.iter().map(|(owner, size)| (owner.slot(), *size)).chain(nobody);
    let amounts = amount.shared(slots.clone().map(|(_, size)| size));
    for (i, ((slot, _), amount)) in slots.zip(amounts).enumerate() {
        let count = i64::from(i == 0);
        for group in groups_of(plan, slot, entry.segment) {
            let group = groups.number(group);
            match parts.iter_mut().find(|part| part.group == group) {
                Some(part) => (part.count, part.amount) = (part.count + count, part.amount + amount),
                None => parts.push(Portion { group, count, amount }),
            }
        }
    }
    parts
}
