//! Where the plan says it: `plan.toml:12` for every input of a chain, nothing for what it does not write.

use crate::calc::decompose::TargetChoice;
use crate::model::diagnostic::Place;
use crate::model::funnel::Conversion;
use crate::model::plan::{Plan, Seasonality};
use crate::model::text::{Lang, Text};
use crate::text;

/// A key of the plan, such as `target.revenue`.
pub fn key(plan: &Plan, key: &str) -> Option<String> {
    plan.origins.exact(key).map(Place::file_line)
}

/// The key of the target that is broken down.
pub fn target_key(choice: TargetChoice) -> &'static str {
    match choice {
        TargetChoice::Must => "target.revenue",
        TargetChoice::Stretch => "target.stretch",
    }
}

/// A key of a rep, such as `quota`.
pub fn rep(plan: &Plan, rep: usize, name: &str) -> Option<String> {
    key(plan, &format!("reps.{}.{name}", plan.reps.get(rep)?.name))
}

/// The share of a segment; the segment itself where it takes what the others leave.
pub fn share(plan: &Plan, segment: usize) -> Option<String> {
    let name = &plan.segments.get(segment)?.name;
    key(plan, &format!("segments.{name}.share")).or_else(|| key(plan, &format!("segments.{name}")))
}

/// The segment's average deal, else that of the funnel.
pub fn average_deal(plan: &Plan, segment: usize) -> Option<String> {
    let name = &plan.segments.get(segment)?.name;
    key(plan, &format!("segments.{name}.average_deal")).or_else(|| key(plan, "funnel.average_deal"))
}

/// The rate or need of a step: the segment's own, else that of the funnel.
pub fn conversion(plan: &Plan, segment: usize, step: usize, conversion: &Conversion) -> Option<String> {
    match conversion {
        Conversion::Rate(_) => of_step(plan, segment, step, ("rates", "rate")),
        Conversion::Need(_) => of_step(plan, segment, step, ("needs", "need")),
    }
}

/// The lead of a step: the segment's own, else that of the funnel.
pub fn lead(plan: &Plan, segment: usize, step: usize) -> Option<String> {
    of_step(plan, segment, step, ("leads", "lead"))
}

fn of_step(plan: &Plan, segment: usize, step: usize, (own, common): (&str, &str)) -> Option<String> {
    let (segment, step) = (&plan.segments.get(segment)?.name, &plan.funnel.steps().get(step)?.name);
    let of_segment = plan.origins.named(&format!("segments.{segment}.{own}"), step).map(Place::file_line);
    of_segment.or_else(|| key(plan, &format!("funnel.steps.{step}.{common}")))
}

/// The key that gives the months their weights.
pub fn seasonality_key(plan: &Plan) -> &'static str {
    match plan.seasonality {
        Seasonality::WorkingDays => "calendar",
        Seasonality::Months(_) => "seasonality.months",
        Seasonality::Quarters(_) => "seasonality.quarters",
        Seasonality::Capacity => "seasonality.by",
    }
}

/// A sentence with its place in the plan behind it.
pub fn cited(sentence: Text, place: Option<String>) -> Text {
    let Some(place) = place else { return sentence };
    let (en, zh) = (sentence.say(Lang::En), sentence.say(Lang::Zh));
    text!(en: "{en} ({place})"; zh: "{zh}（{place}）")
}
