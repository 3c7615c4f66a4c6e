//! The names of a plan that can stand on a command line.

use std::path::Path;

use crate::cli::completions::settings::settings;
use crate::cli::plan_file;
use crate::model::plan::Plan;
use crate::model::sentence::harmless;
use crate::model::timeline::Grain;

/// A value and a few words about it, which may be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub value: String,
    pub about: String,
}

impl Candidate {
    fn new(value: impl Into<String>, about: impl Into<String>) -> Self {
        Candidate { value: value.into(), about: about.into() }
    }

    /// `value`, and behind a tab what it is.
    pub fn with_about(&self, value: &str) -> String {
        if self.about.is_empty() { value.to_owned() } else { format!("{value}\t{}", harmless(&self.about, 80)) }
    }
}

/// Those of a valid plan; without one only words that hold for any.
pub struct Names(Option<Plan>);

impl Names {
    /// Of the plan named on the line, else of the one that a command would find.
    pub fn of_plan(named: Option<&Path>, folder: Option<&Path>) -> Self {
        let loaded = plan_file::load(named, folder, &[]).ok();
        Names(loaded.and_then(|loaded| loaded.reading.ok()).map(|reading| reading.plan))
    }

    pub fn reps(&self) -> Vec<Candidate> {
        let Some(plan) = &self.0 else { return Vec::new() };
        let team = |team: usize| plan.teams.get(team).map(String::as_str).unwrap_or_default();
        plan.reps.iter().map(|rep| Candidate::new(&rep.name, team(rep.team))).collect()
    }

    pub fn metrics(&self) -> Vec<Candidate> {
        let steps = self.0.iter().flat_map(|plan| plan.funnel.steps()).map(|step| step.name.as_str());
        ["revenue", "deals"].into_iter().chain(steps).map(|name| Candidate::new(name, "")).collect()
    }

    /// Periods of the plan from its years to its months, weeks and days where one is begun, and words such as `this-week`.
    pub fn periods(&self, current: &str) -> Vec<Candidate> {
        let (kept, begun) = current.rfind("..").map_or(("", current), |at| current.split_at(at + 2));
        let mut grains = vec![Grain::Year, Grain::Quarter, Grain::Month];
        if begun.contains(['W', 'w']) {
            grains = vec![Grain::Week];
        } else if begun.matches('-').count() == 2 {
            grains = vec![Grain::Day];
        }
        let timeline = self.0.iter().map(|plan| &plan.timeline);
        let named = timeline.flat_map(|timeline| {
            let periods = grains.iter().flat_map(|grain| timeline.periods(*grain, timeline.span()));
            periods.map(|period| Candidate::new(format!("{kept}{}", period.name), period.span.to_string()))
        });
        let words = RELATIVE.iter().map(|word| Candidate::new(format!("{kept}{word}"), ""));
        named.chain(words).collect()
    }

    pub fn as_of(&self) -> Vec<Candidate> {
        let planned = self.0.as_ref().and_then(|plan| plan.data.as_of);
        let planned = planned.map(|day| Candidate::new(day.to_string(), "data.as_of of the plan"));
        planned.into_iter().chain(["today", "yesterday"].map(|word| Candidate::new(word, ""))).collect()
    }

    pub fn settings(&self, current: &str) -> Vec<Candidate> {
        settings(self.0.as_ref(), current)
    }

    pub fn levels() -> Vec<Candidate> {
        let scopes = ["", ":team", ":rep", ":segment"];
        let words = ["red", "amber"].into_iter().flat_map(|level| scopes.map(|scope| format!("{level}{scope}")));
        words.map(|word| Candidate::new(word, "")).collect()
    }
}

/// Words for periods relative to the as-of day.
const RELATIVE: [&str; 15] = [
    "to-date",
    "this-day",
    "this-week",
    "this-month",
    "this-quarter",
    "this-year",
    "last-week",
    "last-month",
    "last-quarter",
    "last-year",
    "next-week",
    "next-month",
    "next-quarter",
    "today",
    "yesterday",
];
