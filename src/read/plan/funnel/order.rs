//! The order of the steps: a tree that ends in deals.

use crate::model::diagnostic::Diagnostic;
use crate::model::funnel::{Feeds, StepSource};
use crate::read::plan::funnel::steps::{Draft, Steps};
use crate::read::plan::names::fold;
use crate::read::plan::notes::Notes;
use crate::read::plan::section::Field;
use crate::text;

/// A step in the funnel's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its index in the order written.
    pub written: usize,
    /// By index in the funnel's order.
    pub feeds: Feeds,
}

/// The steps by distance from deals, then as written; nothing, and reported, where they form no tree.
pub fn order(steps: &Steps, notes: &mut Notes) -> Option<Vec<Placed>> {
    let problems_before = notes.errors();
    let fed: Vec<Option<Fed>> = steps.drafts.iter().map(|draft| fed(draft, steps, notes)).collect();
    let distances = distances(&steps.drafts, &fed, notes);
    if notes.errors() > problems_before {
        return None;
    }
    let mut order: Vec<usize> = (0..fed.len()).collect();
    order.sort_by_key(|step| distances.get(*step).copied());
    let mut position = vec![0; fed.len()];
    for (at, step) in order.iter().enumerate() {
        if let Some(position) = position.get_mut(*step) {
            *position = at;
        }
    }
    let placed = order.into_iter().map(|written| {
        let feeds = match fed.get(written).copied()?? {
            Fed::Deals => Feeds::Deals,
            Fed::Step(step) => Feeds::Step(*position.get(step)?),
        };
        Some(Placed { written, feeds })
    });
    placed.collect()
}

/// What a step feeds, by index in the order written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fed {
    Deals,
    Step(usize),
}

/// Nothing where it is in doubt, which is reported.
fn fed(draft: &Draft, steps: &Steps, notes: &mut Notes) -> Option<Fed> {
    let (name, place) = match &draft.feeds {
        // Only the opportunities step may leave it out.
        Field::Absent => return Some(Fed::Deals),
        Field::Faulty => return None,
        Field::Read(feeds) => feeds,
    };
    let own = &draft.name;
    if fold(name) == "deals" {
        return Some(Fed::Deals);
    }
    if draft.source == StepSource::Deals {
        let problem = Diagnostic::error(
            text!(en: "`{own}` must feed deals"; zh: "`{own}` 必须转化为成交"),
            place.clone(),
            text!(en: "not `{name}`"; zh: "不能是 `{name}`"),
        );
        let help = text!(en: "leave `feeds` out: opportunities become deals"; zh: "请去掉 `feeds`：商机转化为成交");
        notes.report(problem.help(help));
        return None;
    }
    match steps.names.find(name) {
        Some(step) => Some(Fed::Step(step)),
        None if !steps.all_named => None,
        None => {
            let problem = Diagnostic::error(
                text!(en: "`{own}` feeds `{name}`, which is no step"; zh: "`{own}` 转化为 `{name}`，但没有这个环节"),
                place.clone(),
                text!(en: "no such step"; zh: "没有这个环节"),
            );
            notes.report(problem.help(steps.names.instead_of(name)));
            None
        }
    }
}

/// How far each step is from deals. Steps that feed one another in a circle are reported once.
fn distances(drafts: &[Draft], fed: &[Option<Fed>], notes: &mut Notes) -> Vec<usize> {
    let mut known: Vec<Option<usize>> = vec![None; drafts.len()];
    for start in 0..drafts.len() {
        let mut path = Vec::new();
        let mut at = start;
        let base = loop {
            if let Some(distance) = known.get(at).copied().flatten() {
                break distance;
            }
            if let Some(from) = path.iter().position(|step| *step == at) {
                circle(drafts, &path[from..], notes);
                break 0;
            }
            path.push(at);
            match fed.get(at).copied().flatten() {
                Some(Fed::Step(next)) => at = next,
                Some(Fed::Deals) | None => break 0,
            }
        };
        for (distance, step) in (base + 1..).zip(path.into_iter().rev()) {
            if let Some(known) = known.get_mut(step) {
                *known = Some(distance);
            }
        }
    }
    known.into_iter().map(Option::unwrap_or_default).collect()
}

fn circle(drafts: &[Draft], steps: &[usize], notes: &mut Notes) {
    let members: Vec<&Draft> = steps.iter().filter_map(|step| drafts.get(*step)).collect();
    let Some(first) = members.first() else { return };
    let Field::Read((_, place)) = &first.feeds else { return };
    let name = &first.name;
    let problem = if members.len() == 1 {
        Diagnostic::error(
            text!(en: "`{name}` feeds itself"; zh: "`{name}` 转化为自身"),
            place.clone(),
            text!(en: "the step itself"; zh: "就是本环节"),
        )
    } else {
        let names: Vec<&str> = members.iter().map(|draft| draft.name.as_str()).chain([name.as_str()]).collect();
        let round = names.join(" → ");
        Diagnostic::error(
            text!(en: "steps feed one another in a circle: {round}"; zh: "漏斗环节循环转化：{round}"),
            place.clone(),
            text!(en: "never reaches deals"; zh: "永远到不了成交"),
        )
    };
    notes.report(problem.help(text!(
        en: "every step leads to deals: `feeds` names the step that comes after it";
        zh: "每个环节最终都转化为成交：`feeds` 写它之后的环节"
    )));
}
