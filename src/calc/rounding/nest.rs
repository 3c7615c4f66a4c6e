//! A family of nested sets over cells.

use crate::model::number::Fixed;

/// Sets as a tree: the first one, the root, holds everything, and each other one lies in an earlier one.
#[derive(Clone, Debug, Default)]
pub struct Nest {
    parents: Vec<usize>,
    /// The innermost set of each cell.
    sets: Vec<usize>,
}

impl Nest {
    /// A family with the root alone.
    pub fn new() -> Self {
        Nest { parents: vec![0], sets: Vec::new() }
    }

    /// Adds a set inside `parent`.
    pub fn add(&mut self, parent: usize) -> usize {
        self.parents.push(parent.min(self.parents.len() - 1));
        self.parents.len() - 1
    }

    /// Adds the next cell, into `set`.
    pub fn place(&mut self, set: usize) {
        self.sets.push(set.min(self.parents.len() - 1));
    }

    /// The set around each set, the root's own being itself.
    pub fn parents(&self) -> impl Iterator<Item = usize> {
        self.parents.iter().copied()
    }

    /// The innermost set of a cell.
    pub fn set_of(&self, cell: usize) -> usize {
        self.sets.get(cell).copied().unwrap_or(0)
    }

    /// The total of each set.
    pub fn totals(&self, cells: &[Fixed]) -> Vec<Fixed> {
        let mut totals = vec![Fixed::ZERO; self.parents.len()];
        for (cell, set) in cells.iter().zip(&self.sets) {
            totals[*set] = totals[*set].plus(*cell);
        }
        for set in (1..totals.len()).rev() {
            let parent = self.parents[set];
            totals[parent] = totals[parent].plus(totals[set]);
        }
        totals
    }

    /// The most that the root can hold when no cell and no set is above its ceiling: parts that count as whole may add
    /// up to a hair above a whole number, and then nobody can take the unit that it would be rounded up to.
    pub fn most(&self, cells: &[Fixed], totals: &[Fixed]) -> i128 {
        let mut most = vec![0_i128; self.parents.len()];
        for (cell, set) in cells.iter().zip(&self.sets) {
            most[*set] = most[*set].saturating_add(cell.ceil());
        }
        for (set, total) in totals.iter().enumerate().rev() {
            most[set] = most[set].min(total.ceil());
            if set > 0 {
                let parent = self.parents[set];
                most[parent] = most[parent].saturating_add(most[set]);
            }
        }
        most.first().copied().unwrap_or(0)
    }
}
