//! The chain for programs: one record per formula, in the order in which a reader computes them.

use crate::calc::explain::Explanation;
use crate::calc::explain::days::Cut;
use crate::calc::explain::slice::{Pool, Slice};
use crate::calc::explain::upstream::{Inflow, Upstream};
use crate::model::metric::Metric;
use crate::model::number::Decimal;
use crate::model::plan::Plan;
use crate::report::explain::figures::{Figures, sum};
use crate::report::explain::upstream::source_name;
use crate::report::explain::{formulas, month, origins, rep_name, segment_name, step_name};
use crate::report::records::Records;

/// `step` is the fixed name of a rule; `what` is the key of the plan, the rep, the step or the month that it takes its
/// number from. `result` is what `formula` comes to; where the plan states a number there is no formula.
const COLUMNS: [&str; 7] = ["step", "what", "segment", "month", "formula", "result", "origin"];

/// One formula.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    pub step: &'static str,
    pub what: String,
    pub segment: String,
    pub month: String,
    pub formula: Option<String>,
    pub result: String,
    pub origin: Option<String>,
}

pub fn records<'a>(plan: &'a Plan, chain: &'a Explanation) -> Records<'a> {
    let columns = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    Records::new(columns, move |sink| {
        links(plan, chain, &Figures::programs(plan)).into_iter().try_for_each(|link| {
            sink(&[
                link.step.into(),
                link.what.into(),
                link.segment.into(),
                link.month.into(),
                link.formula.into(),
                link.result.into(),
                link.origin.into(),
            ])
        })
    })
}

/// The whole chain.
pub fn links(plan: &Plan, chain: &Explanation, f: &Figures) -> Vec<Link> {
    let mut links = target(plan, chain, f);
    links.extend(months(plan, chain, f));
    for slice in &chain.slices {
        let first = links.len();
        links.extend(pool(plan, chain, slice, f));
        links.extend(revenue(plan, chain, slice, f));
        if let Some(upstream) = &slice.upstream {
            links.extend(needs(plan, slice, upstream, f));
            links.extend(units(plan, slice, upstream, f));
        }
        links.extend(wholes(plan, chain, slice, f));
        let cuts = chain.cuts.iter().filter(|cut| cut.segment == slice.segment);
        links.extend(cuts.flat_map(|cut| days(plan, cut, f)));
        links[first..].iter_mut().for_each(|link| link.segment = segment_name(plan, slice.segment).to_owned());
    }
    let metric = chain.question.metric;
    links.push(Link {
        step: "quota",
        what: metric.name(&plan.funnel).to_owned(),
        formula: Some(formulas::figure(f, metric, &chain.slices, &chain.cuts)),
        result: formulas::quota(f, metric, chain.quota),
        ..Link::default()
    });
    links
}

/// A number that the plan states.
fn stated(step: &'static str, what: impl Into<String>, result: String, origin: Option<String>) -> Link {
    Link { step, what: what.into(), result, origin, ..Link::default() }
}

fn target(plan: &Plan, chain: &Explanation, f: &Figures) -> Vec<Link> {
    let (steps, over) = (&chain.assigned, &plan.target.over_assign);
    let key = origins::target_key(chain.question.target);
    let needed = Link {
        formula: Some(formulas::needed(f, steps)),
        ..stated("needed", "target.secured", f.money(steps.needed), origins::key(plan, "target.secured"))
    };
    let assigned = Link {
        formula: Some(formulas::assigned(f, steps, over)),
        ..stated("assigned", "target.over_assign", f.money(steps.assigned), origins::key(plan, "target.over_assign"))
    };
    vec![stated("target", key, f.money(steps.target), origins::key(plan, key)), needed, assigned]
}

fn months(plan: &Plan, chain: &Explanation, f: &Figures) -> Vec<Link> {
    let key = origins::seasonality_key(plan);
    let mut links = Vec::new();
    for weight in &chain.weights {
        links.push(Link {
            month: month(plan, weight.month),
            formula: formulas::weight(f, weight),
            ..stated("weight", key, f.factor(weight.weight), origins::key(plan, key))
        });
    }
    links.push(Link {
        formula: Some(sum(chain.all_weights.iter().map(|weight| f.factor(*weight)))),
        ..stated("weights", key, f.factor(chain.weight_sum), None)
    });
    let rep = chain.question.rep;
    let weight = plan.reps.get(rep).map_or(Decimal::ONE, |rep| rep.weight);
    for presence in &chain.presence {
        let month = month(plan, presence.month);
        let worked = Link {
            month: month.clone(),
            formula: Some(formulas::worked(f, presence)),
            ..stated("worked", rep_name(plan, rep), f.factor(presence.worked), origins::rep(plan, rep, "ramp"))
        };
        let capacity = Link {
            month,
            formula: Some(formulas::capacity(f, weight, presence)),
            ..stated("capacity", rep_name(plan, rep), f.factor(presence.capacity), origins::rep(plan, rep, "weight"))
        };
        links.extend([worked, capacity]);
    }
    links
}

fn pool(plan: &Plan, chain: &Explanation, slice: &Slice, f: &Figures) -> Vec<Link> {
    let rep = chain.question.rep;
    let mix = stated("mix", rep_name(plan, rep), slice.mix.to_string(), origins::rep(plan, rep, "segments"));
    let mut links = vec![mix];
    let fixed = |rep: usize, part: Decimal| {
        let of_rep = plan.reps.get(rep)?;
        let formula = formulas::fixed(f, of_rep.quota?, of_rep.mix.get(slice.segment)?);
        let link = stated("fixed", rep_name(plan, rep), f.amount(part), origins::rep(plan, rep, "quota"));
        Some(Link { formula: Some(formula), ..link })
    };
    match &slice.pool {
        Pool::Fixed { part, over } => {
            links.extend(fixed(rep, *part));
            links.push(stated("weighted_capacity", rep_name(plan, rep), f.factor(*over), None));
        }
        Pool::Shared { share, fixed: others, left, .. } => {
            if let Some(segment) = plan.segments.get(slice.segment) {
                let formula = formulas::share(f, &chain.assigned, &segment.share);
                let link = stated("share", "", f.amount(*share), origins::share(plan, slice.segment));
                links.push(Link { formula: Some(formula), ..link });
            }
            links.extend(others.iter().filter_map(|(rep, part)| fixed(*rep, *part)));
            let formula = formulas::left(f, *share, others);
            links.push(Link { formula: Some(formula), ..stated("left", "", f.amount(*left), None) });
        }
    }
    links
}

fn revenue(plan: &Plan, chain: &Explanation, slice: &Slice, f: &Figures) -> Vec<Link> {
    let mut links = Vec::new();
    for row in &slice.revenue {
        let mut link = |step, formula, result, origin| {
            let month = month(plan, row.month);
            links.push(Link { month, formula: Some(formula), ..stated(step, "", result, origin) });
        };
        if let Pool::Shared { .. } = slice.pool {
            link("own", formulas::own(f, row.capacity, &slice.mix), f.factor(row.own), None);
            let parts = row.parts.iter().map(|part| f.factor(*part));
            link("all", sum(parts), f.factor(row.all), None);
        }
        link("revenue", formulas::revenue(f, slice, row, chain.weight_sum), f.amount(row.revenue), None);
        if let (true, Some(segment)) = (chain.question.metric != Metric::Revenue, plan.segments.get(slice.segment)) {
            let formula = formulas::deals(f, row.revenue, segment.average_deal);
            link("deals", formula, f.factor(row.deals), origins::average_deal(plan, slice.segment));
        }
    }
    links
}

/// Needs and leads from deals up to the step.
fn needs(plan: &Plan, slice: &Slice, upstream: &Upstream, f: &Figures) -> Vec<Link> {
    let mut links = Vec::new();
    for link in &upstream.links {
        let name = step_name(plan, link.step);
        let need = f.fraction_or_near(&link.conversion.need());
        let origin = origins::conversion(plan, slice.segment, link.step, &link.conversion);
        links.push(Link { formula: formulas::need(f, &link.conversion), ..stated("need", name, need, origin) });
        let lead = f.count(i128::from(link.lead));
        links.push(stated("lead", name, lead, origins::lead(plan, slice.segment, link.step)));
    }
    let step = upstream.links.last().map_or("", |link| step_name(plan, link.step));
    let (need, lead) = (f.fraction_or_near(&upstream.need), f.count(i128::from(upstream.lead)));
    let formula = formulas::need_per_deal(f, &upstream.links);
    links.push(Link { formula: Some(formula), ..stated("need_per_deal", step, need, None) });
    let formula = formulas::lead_to_deal(f, &upstream.links);
    links.push(Link { formula: Some(formula), ..stated("lead_to_deal", step, lead, None) });
    links
}

/// What lands where; units of the opening pipeline stand under the month `opening`.
fn units(plan: &Plan, slice: &Slice, upstream: &Upstream, f: &Figures) -> Vec<Link> {
    let mut links = Vec::new();
    let opening = "opening".to_owned();
    for inflow in upstream.all_inflows() {
        let lands = inflow.lands.map_or(opening.clone(), |index| month(plan, index));
        let link = |step, formula, result| Link {
            month: lands.clone(),
            formula: Some(formula),
            ..stated(step, source_name(plan, &inflow.source), result, None)
        };
        let after = formulas::source_deals(f, &inflow.source, upstream.beyond.as_ref());
        links.extend(after.map(|formula| link("deals_after", formula, f.factor(inflow.deals))));
        links.push(link("units", formulas::units(f, inflow, upstream), f.value(inflow.units)));
    }
    for rounded in &slice.months {
        let inside = upstream.inflows.iter().filter(|inflow| inflow.lands == Some(rounded.month));
        links.push(landed(f, month(plan, rounded.month), inside, rounded.real));
    }
    if let Some(found) = &upstream.opening {
        links.push(landed(f, opening.clone(), found.inflows.iter(), found.real));
        let whole = stated("opening", "", f.count(found.whole), None);
        links.push(Link { month: opening, ..whole });
    }
    links
}

fn landed<'i>(f: &Figures, month: String, inflows: impl Iterator<Item = &'i Inflow>, real: Decimal) -> Link {
    Link { month, formula: Some(formulas::landed(f, inflows)), ..stated("real", "", f.value(real), None) }
}

fn wholes(plan: &Plan, chain: &Explanation, slice: &Slice, f: &Figures) -> Vec<Link> {
    let metric = chain.question.metric;
    let row = |rounded| {
        let formula = formulas::rounded(f, plan, metric, rounded);
        let origin = (metric == Metric::Revenue).then(|| origins::key(plan, "target.round_to")).flatten();
        let link = stated("whole", "", formulas::quota(f, metric, rounded.whole), origin);
        Link { month: month(plan, rounded.month), formula, ..link }
    };
    slice.months.iter().map(row).collect()
}

/// What of a month's quota falls into the period, in counts or minor units.
fn days(plan: &Plan, cut: &Cut, f: &Figures) -> Vec<Link> {
    let link = |step, formula, value| Link {
        month: month(plan, cut.month),
        formula: Some(formula),
        ..stated(step, "", f.count(value), None)
    };
    let difference = format!("{} − {}", f.count(cut.due_through), f.count(cut.due_before));
    vec![
        link("due_through", formulas::due(f, cut, cut.through), cut.due_through),
        link("due_before", formulas::due(f, cut, cut.before), cut.due_before),
        link("due", difference, cut.due()),
    ]
}
