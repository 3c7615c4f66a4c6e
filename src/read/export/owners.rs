//! Owners: which rep of the plan a name, address or id means.

use crate::model::actuals::Slot;
use crate::model::plan::Plan;
use crate::read::export::cache::Cache;
use crate::read::export::hash::Map;
use crate::read::export::names::Names;

/// The plan's reps by every name they have; each distinct text of the exports is looked up once.
pub struct Owners<'a> {
    reps: Map<String, usize>,
    names: &'a Names,
    known: Cache<Owner>,
}

/// Whose a deal or an activity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Rep(usize),
    /// No rep of the plan, by the number of the name written in [`Names::strangers`].
    Stranger(u32),
}

/// The name under which rows without an owner are counted.
pub const NO_OWNER: &str = "(no owner)";

/// How many distinct texts are remembered.
const MOST_REMEMBERED: usize = 100_000;

impl<'a> Owners<'a> {
    pub fn new(plan: &Plan, names: &'a Names) -> Self {
        let mut reps = Map::default();
        // Names go in after aliases: a rep's own name wins over the alias of another.
        for (at, rep) in plan.reps.iter().enumerate().rev() {
            reps.extend(rep.aliases.iter().map(|alias| (folded(alias), at)));
        }
        for (at, rep) in plan.reps.iter().enumerate().rev() {
            reps.insert(folded(&rep.name), at);
        }
        Owners { reps, names, known: Cache::new(MOST_REMEMBERED) }
    }

    /// The owner that the cells of a row mean: the first that is a rep, else the first that is not empty.
    pub fn find<'c>(&mut self, cells: impl Iterator<Item = &'c str> + Clone) -> Owner {
        let mut first = None;
        for cell in cells.filter(|cell| !cell.is_empty()) {
            match self.look_up(cell) {
                Owner::Rep(rep) => return Owner::Rep(rep),
                stranger => first = first.or(Some(stranger)),
            }
        }
        first.unwrap_or_else(|| self.look_up(NO_OWNER))
    }

    fn look_up(&mut self, text: &str) -> Owner {
        self.known.get_or(text, |text| match self.reps.get(&folded(text)) {
            Some(rep) => Owner::Rep(*rep),
            None => Owner::Stranger(self.names.strangers.of(text)),
        })
    }
}

impl Owner {
    pub fn slot(self) -> Slot {
        match self {
            Owner::Rep(rep) => Some(rep),
            Owner::Stranger(_) => None,
        }
    }
}

/// Names are equal ignoring case and surrounding space.
fn folded(name: &str) -> String {
    name.trim().chars().flat_map(char::to_lowercase).collect()
}
