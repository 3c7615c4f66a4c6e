//! Bridge, conversions and catch-up for programs.

use crate::calc::group::COMPANY;
use crate::calc::review::bridge::{Bridge, Bridges, Factor};
use crate::calc::review::catch_up::{CatchUp, Task, Todo};
use crate::calc::review::conversion::Conversion;
use crate::calc::review::evidence::{Evidence, Ratio};
use crate::model::metric::Metric;
use crate::model::number::{Decimal, half_even};
use crate::model::plan::Plan;
use crate::report::cell::Cell;
use crate::report::records::{Part, Records};
use crate::report::review::bridge::average_deal;

/// Places of rates and of real-valued counts.
const PLACES: u32 = 4;

/// One record per group and factor; the parts of a group sum to its gap. Counts stand beside rates.
pub fn bridge<'a>(plan: &'a Plan, bridges: &'a Bridges) -> Part<'a> {
    let columns = [
        "scope",
        "team",
        "name",
        "factor",
        "step",
        "into",
        "plan",
        "plan_count",
        "plan_of",
        "actual",
        "actual_count",
        "actual_of",
        "part",
        "leak",
        "evidence",
    ];
    let of_group = move |bridge: &'a Bridge| {
        bridge.parts.iter().map(move |(factor, part)| {
            let top = bridge.top.and_then(|top| bridges.chain.get(top)).copied();
            let (name, step, into) = match factor {
                Factor::Volume => ("volume", top, None),
                Factor::Mix => ("mix", top, None),
                Factor::Rate(at) => ("rate", bridges.chain.get(*at).copied(), bridges.chain.get(at + 1).copied()),
                Factor::AverageDeal => ("average_deal", None, None),
                Factor::Deals => ("deals", None, None),
            };
            let leak = bridge.leak.filter(|leak| *factor == Factor::Rate(leak.at));
            let mut cells = group(plan, bridge);
            cells.push(name.into());
            cells.extend([step, into].map(|metric| metric_name(plan, metric)));
            for side in [&bridge.sides.planned, &bridge.sides.actual] {
                let ratio = rate(side, step, into);
                cells.push(match (factor, step) {
                    (Factor::Volume, Some(step)) => value(side.get(step.index()).copied()),
                    (Factor::Rate(_), _) => value(ratio.and_then(|ratio| ratio.rate())),
                    (Factor::AverageDeal, _) => average_deal(side).into(),
                    _ => Cell::Missing,
                });
                cells.extend([ratio.map(|ratio| ratio.became), ratio.map(|ratio| ratio.of)].map(value));
            }
            cells.extend([(*part).into(), leak.is_some().into()]);
            cells.push(leak.and_then(|leak| leak.evidence).map(|evidence| Cell::from(word(evidence))).into());
            cells
        })
    };
    Part::Records(Records::made(&columns, move || bridges.lines.iter().flat_map(of_group)))
}

fn rate(side: &[Decimal], step: Option<Metric>, into: Option<Metric>) -> Option<Ratio> {
    Some(Ratio { became: *side.get(into?.index())?, of: *side.get(step?.index())? })
}

fn group<'a>(plan: &'a Plan, bridge: &Bridge) -> Vec<Cell<'a>> {
    let team = bridge.group.team(plan).map_or(Cell::from(""), Cell::from);
    vec![bridge.group.scope.name().into(), team, bridge.group.name(plan).into()]
}

fn metric_name<'a>(plan: &'a Plan, metric: Option<Metric>) -> Cell<'a> {
    metric.map(|metric| metric.name(&plan.funnel)).into()
}

fn value<'a>(value: Option<Decimal>) -> Cell<'a> {
    value.map(|value| Cell::decimal(half_even(value, PLACES), PLACES)).into()
}

fn word(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Clear => "clear",
        Evidence::TooFew => "too few to tell",
        Evidence::NoInterval => "no interval",
    }
}

/// One record per step and segment, and for what belongs to none; an empty segment stands for all.
pub fn conversion<'a>(plan: &'a Plan, conversions: &'a [Conversion]) -> Part<'a> {
    let columns = [
        "step",
        "into",
        "segment",
        "plan",
        "actual",
        "count",
        "of",
        "evidence",
        "best",
        "best_rate",
        "worst",
        "worst_rate",
    ];
    let row = move |conversion: &'a Conversion| {
        let segment = Some(conversion.group).filter(|group| *group != COMPANY);
        let mut cells = vec![
            metric_name(plan, Some(Metric::Step(conversion.step))),
            metric_name(plan, Some(conversion.into)),
            segment.map_or(Cell::from(""), |segment| Cell::from(segment.name(plan))),
            value(conversion.planned.rate()),
            value(conversion.actual.rate()),
            Cell::decimal(conversion.actual.became, 0),
            Cell::decimal(conversion.actual.of, 0),
            conversion.evidence.map(|evidence| Cell::from(word(evidence))).into(),
        ];
        for end in [&conversion.best, &conversion.worst] {
            let team = end.as_ref().and_then(|(team, _)| plan.teams.get(*team));
            cells.push(team.map(|team| Cell::from(team.as_str())).into());
            cells.push(value(end.as_ref().and_then(|(_, ratio)| ratio.rate())));
        }
        cells
    };
    Part::Records(Records::made(&columns, move || conversions.iter().map(row)))
}

/// One record per group and metric; nothing where nothing remains or no working day is left.
pub fn catch_up<'a>(plan: &'a Plan, catch_up: Option<&'a CatchUp>) -> Part<'a> {
    let Some(catch_up) = catch_up else { return Part::Cell(Cell::Missing) };
    let columns = [
        "scope",
        "team",
        "name",
        "metric",
        "open",
        "to_do",
        "this_week",
        "too_late",
        "per_day",
        "over_capacity",
        "measured_to_do",
        "measured_this_week",
        "measured_too_late",
        "measured_per_day",
    ];
    let counts = |todo: &Todo| [todo.in_time, todo.this_week, todo.too_late].map(Cell::Count);
    let row = move |task: &Task| {
        let mut cells: Vec<Cell<'a>> = vec![task.metric.name(&plan.funnel).into(), task.open.into()];
        cells.extend(counts(&task.at_plan));
        cells.extend([Cell::decimal(task.at_plan.per_day, 2), task.is_over_capacity.into()]);
        cells.extend(counts(&task.at_measured));
        cells.push(Cell::decimal(task.at_measured.per_day, 2));
        cells
    };
    let of_group = move |line: &'a crate::calc::review::catch_up::Line| {
        line.tasks.iter().map(move |task| {
            let team = line.group.team(plan).map_or(Cell::from(""), Cell::from);
            let head = [line.group.scope.name().into(), team, line.group.name(plan).into()];
            head.into_iter().chain(row(task)).collect()
        })
    };
    let (week, rows) = (catch_up.week, Records::made(&columns, move || catch_up.lines.iter().flat_map(of_group)));
    Part::object(vec![
        ("remaining", Part::of(catch_up.remaining)),
        ("week_from", Part::of(week.first())),
        ("week_to", Part::of(week.last())),
        ("rows", Part::Records(rows)),
    ])
}
