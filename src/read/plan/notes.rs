//! What reading a plan leaves behind beside the plan: problems, and the place of every key.

use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::plan::Origins;

#[derive(Default)]
pub struct Notes {
    problems: Vec<Diagnostic>,
    pub origins: Origins,
}

impl Notes {
    pub fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Takes over the problems of another text, whose keys are none of the plan's.
    pub fn take_problems_of(&mut self, other: Notes) {
        self.problems.extend(other.problems);
    }

    /// How many errors so far.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// Problems in the order of the text: those of the source named `first`, then those of each other source.
    pub fn into_problems(mut self, first: &str) -> Vec<Diagnostic> {
        let key = |place: &Place| (place.source.name != first, place.source.name.clone(), place.span.start);
        self.problems.sort_by_cached_key(|problem| problem.place.as_ref().map(key));
        self.problems
    }
}
