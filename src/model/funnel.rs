//! The funnel: steps that form a tree which ends in deals.

use crate::model::number::{Decimal, Fraction};

/// What a step becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feeds {
    Deals,
    /// Another step, by its index in [`Funnel::steps`]; always a smaller one than the step's own.
    Step(usize),
}

/// Where a step's facts are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepSource {
    /// The deals themselves by created date: the opportunities step.
    Deals,
    /// Rows of the activity exports by type and date.
    Activities,
}

/// How the plan states a conversion, so that it can be shown as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// The share of the step that becomes one of the step it feeds.
    Rate(Fraction),
    /// How many of the step one unit of the step it feeds takes.
    Need(Fraction),
}

impl Conversion {
    /// How many of the step one unit of the fed step takes: need, or 1 ÷ rate.
    pub fn need(&self) -> Fraction {
        match self {
            Conversion::Rate(rate) => rate.inverse().unwrap_or(Fraction::ONE),
            Conversion::Need(need) => *need,
        }
    }

    /// The share that converts: rate, or 1 ÷ need (above 1 where one unit serves several).
    pub fn rate(&self) -> Fraction {
        match self {
            Conversion::Rate(rate) => *rate,
            Conversion::Need(need) => need.inverse().unwrap_or(Fraction::ONE),
        }
    }
}

/// One layer of the funnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub name: String,
    pub feeds: Feeds,
    pub source: StepSource,
    /// Units per full-time rep and working day.
    pub capacity: Option<Decimal>,
    /// Activity types that count as this step; empty where not stated: its name and known synonyms.
    pub words: Vec<String>,
}

/// What the plan does with deals that close after its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beyond {
    /// The months after the plan ask what its months asked.
    #[default]
    Repeat,
    /// Nothing follows.
    Nothing,
}

/// Steps by distance from deals, then as written: a step stands after the one it feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Funnel {
    steps: Vec<Step>,
    pub beyond: Beyond,
}

impl Funnel {
    /// Nothing where a step feeds itself or a later one.
    pub fn new(steps: Vec<Step>, beyond: Beyond) -> Option<Self> {
        let ordered = steps.iter().enumerate().all(|(i, step)| match step.feeds {
            Feeds::Deals => true,
            Feeds::Step(fed) => fed < i,
        });
        ordered.then_some(Funnel { steps, beyond })
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step counted from the deals themselves.
    pub fn opportunities(&self) -> Option<usize> {
        self.steps.iter().position(|step| step.source == StepSource::Deals)
    }

    /// The steps from `step` to the one that feeds deals, `step` first.
    pub fn chain(&self, step: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(step), |at| match self.steps.get(*at)?.feeds {
            Feeds::Deals => None,
            Feeds::Step(fed) => Some(fed),
        })
    }
}
