//! Facts from exports, folded: what was won, created and done, by rep, segment and day.

use std::collections::BTreeMap;

use crate::model::day::Day;
use crate::model::days::{Days, Fact};
use crate::model::ledger::Ledger;
use crate::model::money::Money;
use crate::model::open::Open;

/// A rep, team or segment of the plan by index, or nothing: `(unassigned)`.
pub type Slot = Option<usize>;

/// Facts of some days, summed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub revenue: Money,
    pub deals: i64,
    /// By step, in the funnel's order; opportunities are deals created.
    pub steps: Vec<i64>,
}

impl Tally {
    pub fn add(&mut self, fact: Fact<'_>) {
        self.revenue = self.revenue + fact.revenue;
        self.deals += fact.deals;
        if self.steps.len() < fact.steps.len() {
            self.steps.resize(fact.steps.len(), 0);
        }
        for (sum, n) in self.steps.iter_mut().zip(fact.steps) {
            *sum += n;
        }
    }
}

/// Everything known on the as-of day. Merging is associative, so that files and threads can be read in any cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actuals {
    /// Facts by rep, segment and day.
    pub days: Days,
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
        self.days.merge(other.days);
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
        Actuals {
            days: self.days.of_reps(reps),
            open: self.open.of_reps(reps),
            secured: BTreeMap::new(),
            ledger: Ledger::default(),
            seen: self.seen.clone(),
            ..*self
        }
    }
}
