//! What is planned and counted: revenue, deals, and the steps that lead to them.

use crate::model::funnel::Funnel;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    Revenue,
    Deals,
    /// A step by its index in [`Funnel::steps`].
    Step(usize),
}

impl Metric {
    /// All metrics of a funnel: revenue, deals, then the steps in its order.
    pub fn all(funnel: &Funnel) -> impl Iterator<Item = Metric> + Clone {
        [Metric::Revenue, Metric::Deals].into_iter().chain((0..funnel.steps().len()).map(Metric::Step))
    }

    /// Place in the order of [`Metric::all`].
    pub fn index(self) -> usize {
        match self {
            Metric::Revenue => 0,
            Metric::Deals => 1,
            Metric::Step(step) => step + 2,
        }
    }

    /// The fixed name in code, files and machine formats.
    pub fn name(self, funnel: &Funnel) -> &str {
        match self {
            Metric::Revenue => "revenue",
            Metric::Deals => "deals",
            Metric::Step(step) => funnel.steps().get(step).map_or("", |step| step.name.as_str()),
        }
    }
}
