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
}
