//! A comparison for programs: one record per group and figure, and one per listed deal.

use crate::calc::changes::{Changes, Figure, Line, Pair};
use crate::calc::group::{Group, Scope};
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::model::snapshot::{Entry, State};
use crate::report::cell::Cell;
use crate::report::changes::lists::{Deal, List};
use crate::report::changes::{Found, View};
use crate::report::records::{Part, Records};

const COLUMNS: [&str; 7] = ["scope", "team", "name", "path", "deals", "count", "amount"];

/// The further columns of listed deals.
const OF_DEALS: [&str; 10] = [
    "id",
    "account",
    "owner_before",
    "owner",
    "amount_before",
    "amount_after",
    "close_before",
    "close_after",
    "state_before",
    "state_after",
];

/// The company and the groups of the view; `count` and `amount` are signed, so that a group's rows up to the last sum
/// to it. With lists, their deals follow under the scope `deal`.
pub fn records<'a>(found: &Found<'a>, view: &'a View) -> Records<'a> {
    let (plan, changes, period) = (found.plan, found.changes, found.period.name.as_str());
    let mut columns: Vec<String> = ["period"].iter().chain(&COLUMNS).map(|column| (*column).to_owned()).collect();
    let more = if view.lists.is_empty() { 0 } else { OF_DEALS.len() };
    columns.extend(OF_DEALS.iter().take(more).map(|column| (*column).to_owned()));
    Records::new(columns, move |sink| {
        let mut write = |cells: Vec<Cell<'_>>| {
            let mut row = vec![Cell::from(period)];
            row.extend(cells);
            row.resize(1 + COLUMNS.len() + more, Cell::Missing);
            sink(&row)
        };
        let shown = [Scope::Company].into_iter().chain((view.by != Scope::Company).then_some(view.by));
        for line in shown.flat_map(|scope| changes.of(scope)) {
            for cells in of_line(plan, line) {
                write(cells)?;
            }
        }
        for list in &view.lists {
            for (pair, share) in list.deals(changes) {
                write(of_deal(plan, changes, *list, pair, share))?;
            }
        }
        Ok(())
    })
}

/// The groups of every scope as a part of another report.
pub fn part<'a>(plan: &'a Plan, files: &'a str, changes: &'a Changes<'a>) -> Part<'a> {
    let rows = changes.lines.iter().flat_map(|line| of_line(plan, line)).collect();
    Part::object(vec![
        ("old", Part::of(files)),
        ("rows", Part::Records(Records::of(&COLUMNS, rows))),
        ("besides", besides(changes)),
        ("matching", matching(changes)),
    ])
}

fn of_line<'a>(plan: &'a Plan, line: &'a Line) -> impl Iterator<Item = Vec<Cell<'a>>> {
    let head = |group: Group| -> [Cell<'a>; 3] {
        [group.scope.name().into(), group.team(plan).map_or(Cell::from(""), Cell::from), group.name(plan).into()]
    };
    Figure::ALL.into_iter().map(move |figure| {
        let sum = line.movement.of(figure);
        let deals = i64::try_from(sum.deals).unwrap_or(i64::MAX);
        head(line.group)
            .into_iter()
            .chain([figure.name().into(), deals.into(), sum.count.into(), sum.amount.into()])
            .collect()
    })
}

fn of_deal<'c>(plan: &'c Plan, changes: &'c Changes<'_>, list: List, pair: Pair, share: Money) -> Vec<Cell<'c>> {
    let deal = Deal::new(plan, changes, pair);
    let team = deal.team(plan);
    let moves = !matches!(list, List::Figure(Figure::Increased | Figure::Decreased) | List::Transferred);
    let leaves = matches!(list, List::Figure(Figure::PushedOut | Figure::Won | Figure::Lost | Figure::Gone));
    let count: i64 = if !moves {
        0
    } else if leaves {
        -1
    } else {
        1
    };
    let [old, new] = deal.entries;
    let amount = |entry: Option<&Entry>| entry.and_then(|entry| entry.amount).into();
    let close = |entry: Option<&Entry>| entry.and_then(|entry| entry.close).into();
    let state = |entry: Option<&Entry>| entry.map(|entry| Cell::from(state_name(entry.state))).into();
    vec![
        "deal".into(),
        team.into(),
        deal.called.name.into(),
        list.name().into(),
        1_i64.into(),
        count.into(),
        deal.share(share).into(),
        deal.called.id.into(),
        deal.called.account.into(),
        deal.owners[0].clone().map(Cell::Text).into(),
        deal.owners[1].clone().map(Cell::Text).into(),
        amount(old),
        amount(new),
        close(old),
        close(new),
        state(old),
        state(new),
    ]
}

fn state_name(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Won => "won",
        State::Lost => "lost",
        State::Void => "void",
        State::Secured => "secured",
    }
}

/// What was won without having been in the pipeline at the start.
pub fn besides<'a>(changes: &Changes<'_>) -> Part<'a> {
    Part::object(vec![("deals", Part::of(changes.besides.count)), ("amount", Part::of(changes.besides.amount))])
}

/// How deals were found again.
pub fn matching<'a>(changes: &Changes<'_>) -> Part<'a> {
    let tally = &changes.matching;
    let [old, new] = [0, 1].map(|side: usize| tally.ambiguous.iter().map(|alike| alike.deals[side]).sum::<u64>());
    let n = |n: u64| Part::of(i128::from(n));
    Part::object(vec![
        ("by_id", n(tally.by_id)),
        ("by_name", n(tally.by_name)),
        ("without_id_old", n(tally.without_id[0])),
        ("without_id_new", n(tally.without_id[1])),
        ("ambiguous_old", n(old)),
        ("ambiguous_new", n(new)),
    ])
}
