//! Owners: which rep of the plan a name, address or id means.

use std::sync::Arc;

use crate::model::actuals::Slot;
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::read::export::hash::Map;

/// The plan's reps by every name they have; each distinct text of the exports is looked up once.
pub struct Owners {
    reps: Map<String, usize>,
    known: Map<Box<str>, Owner>,
}

/// Whose a deal or an activity is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    Rep(usize),
    /// Several who share the deal, at least one of them a rep. The first leads: it has the deal, all have its amount.
    Shared(Arc<[Owner]>),
    /// No rep of the plan, by the name written.
    Stranger(Arc<str>),
}

/// The name under which rows without an owner are counted.
pub const NO_OWNER: &str = "(no owner)";

/// How many distinct texts are remembered.
const MOST_REMEMBERED: usize = 100_000;

impl Owners {
    pub fn new(plan: &Plan) -> Self {
        let mut reps = Map::default();
        // Names go in after aliases: a rep's own name wins over the alias of another.
        for (at, rep) in plan.reps.iter().enumerate().rev() {
            reps.extend(rep.aliases.iter().map(|alias| (folded(alias), at)));
        }
        for (at, rep) in plan.reps.iter().enumerate().rev() {
            reps.insert(folded(&rep.name), at);
        }
        Owners { reps, known: Map::default() }
    }

    /// The owner that the cells of a row mean: the first that is a rep, else the first that is not empty.
    pub fn find<'c>(&mut self, cells: impl Iterator<Item = &'c str> + Clone) -> Owner {
        let mut first = None;
        for cell in cells.filter(|cell| !cell.is_empty()) {
            match self.look_up(cell) {
                found @ (Owner::Rep(_) | Owner::Shared(_)) => return found,
                stranger => first = first.or(Some(stranger)),
            }
        }
        first.unwrap_or_else(|| self.look_up(NO_OWNER))
    }

    fn look_up(&mut self, text: &str) -> Owner {
        if let Some(owner) = self.known.get(text) {
            return owner.clone();
        }
        let owner = match self.reps.get(&folded(text)) {
            Some(rep) => Owner::Rep(*rep),
            None => self.shared(text).unwrap_or_else(|| Owner::Stranger(text.into())),
        };
        if self.known.len() < MOST_REMEMBERED {
            self.known.insert(text.into(), owner.clone());
        }
        owner
    }
}

impl Owners {
    /// `Ann; Bob`: names with a sign between them that no name has, of whom the plan knows one at least.
    fn shared(&self, text: &str) -> Option<Owner> {
        let names = text.split([';', '；', '、', '|']).map(str::trim).filter(|name| !name.is_empty());
        let mut sharers: Vec<Owner> = Vec::new();
        for name in names {
            let owner = match self.reps.get(&folded(name)) {
                Some(rep) => Owner::Rep(*rep),
                None => Owner::Stranger(name.into()),
            };
            if !sharers.contains(&owner) {
                sharers.push(owner);
            }
        }
        let known = sharers.iter().any(|owner| owner.slot().is_some());
        (sharers.len() > 1 && known).then(|| Owner::Shared(sharers.into()))
    }
}

impl Owner {
    /// The rep; the first of several.
    pub fn slot(&self) -> Slot {
        match self {
            Owner::Rep(rep) => Some(*rep),
            Owner::Shared(owners) => owners.first().and_then(Owner::slot),
            Owner::Stranger(_) => None,
        }
    }
}

/// The amount in equal shares of its owners; what cannot be shared equally is the first one's, so that the sum is exact.
pub fn shares(owner: &Owner, amount: Money) -> impl Iterator<Item = (Slot, Money)> {
    let (first, others) = match owner {
        Owner::Shared(owners) => (owner.slot(), owners.get(1..).unwrap_or_default()),
        Owner::Rep(_) | Owner::Stranger(_) => (owner.slot(), &[][..]),
    };
    let parts = others.len() as i128 + 1;
    let each = amount.minor() / parts;
    let rest = amount.minor() - each * (parts - 1);
    let others = others.iter().map(move |owner| (owner.slot(), Money::from_sum(each)));
    std::iter::once((first, Money::from_sum(rest))).chain(others)
}

/// Names are equal ignoring case and surrounding space.
fn folded(name: &str) -> String {
    name.trim().chars().flat_map(char::to_lowercase).collect()
}
