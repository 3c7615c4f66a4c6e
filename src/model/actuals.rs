//! Facts from exports, folded: what was won, created and done, by rep, segment and day.

use std::collections::BTreeMap;

use crate::model::day::{Day, Span};
use crate::model::ledger::Ledger;
use crate::model::money::Money;
use crate::model::open::Open;

/// A rep, team or segment of the plan by index, or nothing: `(unassigned)`.
pub type Slot = Option<usize>;

/// Facts of one rep, segment and day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub revenue: Money,
    pub deals: i64,
    /// By step, in the funnel's order; opportunities are deals created.
    pub steps: Vec<i64>,
}

impl Tally {
    pub fn add(&mut self, other: &Tally) {
        self.revenue = self.revenue + other.revenue;
        self.deals += other.deals;
        if self.steps.len() < other.steps.len() {
            self.steps.resize(other.steps.len(), 0);
        }
        for (sum, n) in self.steps.iter_mut().zip(&other.steps) {
            *sum += n;
        }
    }
}

/// Everything known on the as-of day. Merging is associative, so that files and threads can be read in any cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actuals {
    /// Facts by rep, segment and day.
    pub days: BTreeMap<(Slot, Slot, Day), Tally>,
    pub open: Open,
    /// Won amounts of deals that are the plan's secured revenue, by day.
    pub secured: BTreeMap<Day, Money>,
    /// Activity rows that the exports hold at all, by step: a step never seen has no source.
    pub seen: Vec<u64>,
    /// Whether any deal export has a column of created dates: without one, opportunities have no source.
    pub created_known: bool,
    /// Whether activities can be told apart by segment.
    pub activities_by_segment: bool,
    pub ledger: Ledger,
}

impl Actuals {
    pub fn merge(&mut self, other: Actuals) {
        if self.days.is_empty() {
            self.days = other.days;
        } else {
            for (key, tally) in other.days {
                self.days.entry(key).or_default().add(&tally);
            }
        }
        self.open.merge(other.open);
        for (day, amount) in other.secured {
            let sum = self.secured.entry(day).or_default();
            *sum = *sum + amount;
        }
        if self.seen.len() < other.seen.len() {
            self.seen.resize(other.seen.len(), 0);
        }
        for (sum, n) in self.seen.iter_mut().zip(&other.seen) {
            *sum += n;
        }
        self.created_known |= other.created_known;
        self.activities_by_segment |= other.activities_by_segment;
        self.ledger.merge(other.ledger);
    }

    /// The facts of some reps alone, who are numbered in this order; without the account of the rows, which is that of
    /// all of them, and without what is secured, which is nobody's.
    pub fn of_reps(&self, reps: &[usize]) -> Self {
        let own = |rep: Slot| reps.iter().position(|own| Some(*own) == rep);
        let days = self.days.iter().filter_map(|((rep, segment, day), tally)| {
            own(*rep).map(|rep| ((Some(rep), *segment, *day), tally.clone()))
        });
        Actuals {
            days: days.collect(),
            open: self.open.of_reps(reps),
            secured: BTreeMap::new(),
            ledger: Ledger::default(),
            seen: self.seen.clone(),
            ..*self
        }
    }

    /// Sums by rep and segment over `span`.
    pub fn within(&self, span: Span) -> BTreeMap<(Slot, Slot), Tally> {
        let mut sums: BTreeMap<(Slot, Slot), Tally> = BTreeMap::new();
        for ((rep, segment, day), tally) in &self.days {
            if span.contains(*day) {
                sums.entry((*rep, *segment)).or_default().add(tally);
            }
        }
        sums
    }
}
