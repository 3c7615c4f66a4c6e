//! The pipeline for programs.

use crate::calc::group::Group;
use crate::calc::review::pipeline::{Coverage, Deciding, Line, Oddity, Pipeline, Standing};
use crate::model::number::{Decimal, half_even};
use crate::model::open::Probability;
use crate::model::plan::Plan;
use crate::report::cell::Cell;
use crate::report::records::{Part, Records};
use crate::report::review::pipeline::deals::owner;

/// `groups`: one record per group; `stages`: one per group and stage; `deals`: those that decide.
pub fn part<'a>(plan: &'a Plan, pipeline: &'a Pipeline) -> Part<'a> {
    Part::object(vec![
        ("groups", Part::Records(groups(plan, pipeline))),
        ("stages", Part::Records(stages(plan, pipeline))),
        ("deals", Part::Records(deals(plan, pipeline))),
    ])
}

/// The columns of a standing, in the order of [`standing`].
const STANDING: [&str; 9] = [
    "open",
    "amount",
    "weighted",
    "without_amount",
    "without_probability",
    "undated",
    "overdue",
    "silent",
    "median_age",
];

fn standing<'a>(standing: &Standing) -> [Cell<'a>; 9] {
    [
        standing.open.deals.into(),
        standing.amount().into(),
        standing.weighted().into(),
        standing.open.without_amount.into(),
        standing.open.without_probability.into(),
        standing.undated.into(),
        standing.overdue.into(),
        standing.silent().into(),
        standing.median_age.map(|age| Cell::decimal(age, 1)).into(),
    ]
}

fn groups<'a>(plan: &'a Plan, pipeline: &'a Pipeline) -> Records<'a> {
    let mut columns = vec!["scope", "team", "name"];
    columns.extend(STANDING);
    columns.extend([
        "due",
        "due_amount",
        "due_weighted",
        "remaining",
        "coverage",
        "needed",
        "won",
        "forecast",
        "pace",
        "plan",
    ]);
    let row = move |line: &Line| {
        let forecast = line.forecast;
        let mut cells = head(plan, line.group);
        cells.extend(standing(&line.standing));
        cells.extend([
            line.standing.due.deals.into(),
            line.standing.due_amount().into(),
            line.standing.due_weighted().into(),
            line.remaining.into(),
            line.coverage.map_or(Cell::Missing, coverage),
            line.needed.map(times).into(),
        ]);
        cells.extend([
            forecast.map(|forecast| forecast.won).into(),
            forecast.and_then(|forecast| forecast.end).into(),
            forecast.and_then(|forecast| forecast.pace).into(),
            forecast.and_then(|forecast| forecast.plan).into(),
        ]);
        cells
    };
    Records::made(&columns, move || pipeline.lines.iter().map(row))
}

fn stages<'a>(plan: &'a Plan, pipeline: &'a Pipeline) -> Records<'a> {
    let mut columns = vec!["scope", "team", "name", "stage"];
    columns.extend(STANDING);
    let of_group = move |line: &'a Line| {
        pipeline.standings.stages().iter().filter_map(move |stage| {
            let found = pipeline.standings.of(line.group, Some(stage))?;
            let mut cells = head(plan, line.group);
            cells.push(stage.as_str().into());
            cells.extend(standing(found));
            Some(cells)
        })
    };
    Records::made(&columns, move || pipeline.lines.iter().flat_map(of_group))
}

fn deals<'a>(plan: &'a Plan, pipeline: &'a Pipeline) -> Records<'a> {
    let columns = [
        "name",
        "account",
        "owner",
        "stage",
        "amount",
        "probability",
        "close_date",
        "created",
        "last_activity",
        "age",
        "odd",
    ];
    let row = move |deciding: &'a Deciding| {
        let deal = &deciding.deal;
        let odd: Vec<&str> = deciding.oddities.iter().copied().map(word).collect();
        vec![
            deal.name.as_str().into(),
            deal.account.as_str().into(),
            owner(plan, deal),
            deal.stage.as_str().into(),
            deal.amount.into(),
            deal.probability.map(share).into(),
            deal.due.into(),
            deal.created.into(),
            deal.last_activity.into(),
            deciding.age.map(i64::from).into(),
            odd.join(" ").into(),
        ]
    };
    Records::made(&columns, move || pipeline.deciding.iter().map(row))
}

fn head<'a>(plan: &'a Plan, group: Group) -> Vec<Cell<'a>> {
    vec![group.scope.name().into(), group.team(plan).map_or(Cell::from(""), Cell::from), group.name(plan).into()]
}

/// `met`, or how many times with two decimals.
fn coverage<'a>(coverage: Coverage) -> Cell<'a> {
    match coverage {
        Coverage::Met => "met".into(),
        Coverage::Times(value) => times(value),
    }
}

fn times<'a>(value: Decimal) -> Cell<'a> {
    Cell::decimal(half_even(value, 2), 2)
}

fn share<'a>(probability: Probability) -> Cell<'a> {
    Cell::decimal(Decimal::new(probability.ten_thousandths().into(), 4), 4)
}

/// The fixed word of what is odd, the same in every language.
fn word(oddity: Oddity) -> &'static str {
    match oddity {
        Oddity::Overdue(_) => "overdue",
        Oddity::NoDate => "no_date",
        Oddity::NoAmount => "no_amount",
        Oddity::Silent(_) => "silent",
        Oddity::Old(_) => "old",
        Oddity::NoRep => "no_rep",
    }
}
