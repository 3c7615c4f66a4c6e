//! Every group with its own waterfall in one row: amounts, then deals.

use crate::calc::changes::{Changes, Figure, Movement};
use crate::calc::group::{Group, Scope};
use crate::model::plan::Plan;
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::changes::sections::{amount, count};
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::{groups, names};
use crate::text;

/// Figures that share a column, and its heading.
type Joined = (&'static [Figure], Text);

/// Amounts of every group, then deals. Each row adds up to its closing pipeline, and each column to its total.
pub fn sections<'a>(plan: &'a Plan, changes: &Changes<'_>, by: Scope) -> Vec<Section<'a>> {
    let scope = names::scope(by);
    let (en, zh) = (scope.say(Lang::En), scope.say(Lang::Zh));
    let amounts = text!(en: "changes by {en}: amounts"; zh: "变动（按{zh}）：金额");
    let deals = text!(en: "changes by {en}: deals"; zh: "变动（按{zh}）：个数");
    let cell_of_amount =
        |movement: &Movement, of: &[Figure]| amount(of[0], of.iter().map(|figure| movement.of(*figure).amount).sum());
    let cell_of_count =
        |movement: &Movement, of: &[Figure]| count(of[0], of.iter().map(|figure| movement.of(*figure).count).sum());
    let section = |heading: Text, table: Table<'a>| Section {
        heading: Some(heading),
        table: Some(table),
        idle: Some(idle),
        ..Section::default()
    };
    let joined = text!(
        en: "new with reopened; repriced = increased and decreased; moved = pulled in and pushed out";
        zh: "新增含重新打开；调额 = 调增与调减；移期 = 移入与移出本期"
    );
    vec![
        Section { lines: vec![joined], ..section(amounts, table(plan, changes, by, &cell_of_amount)) },
        section(deals, table(plan, changes, by, &cell_of_count)),
    ]
}

/// What the rows of reps are that are left out.
fn idle(reps: usize) -> Text {
    text!(en: "nothing moved for {reps} reps more"; zh: "另有 {reps} 名销售没有变动")
}

fn joined() -> [Joined; 9] {
    [
        (&[Figure::Start], text!(en: "start"; zh: "期初")),
        (&[Figure::New, Figure::Reopened], text!(en: "new"; zh: "新增")),
        (&[Figure::Increased, Figure::Decreased], text!(en: "repriced"; zh: "调额")),
        (&[Figure::PulledIn, Figure::PushedOut], text!(en: "moved"; zh: "移期")),
        (&[Figure::TransferredIn, Figure::TransferredOut], text!(en: "handed over"; zh: "转手")),
        (&[Figure::Won], text!(en: "won"; zh: "赢单")),
        (&[Figure::Lost], text!(en: "lost"; zh: "输单")),
        (&[Figure::Gone], text!(en: "gone"; zh: "消失")),
        (&[Figure::Closing], text!(en: "closing"; zh: "期末")),
    ]
}

fn table<'a>(
    plan: &'a Plan,
    changes: &Changes<'_>,
    by: Scope,
    cell: &impl Fn(&Movement, &[Figure]) -> Cell<'a>,
) -> Table<'a> {
    let nothing = Movement::default();
    let of_group = |group: Group| changes.lines.iter().find(|line| line.group == group).map(|line| &line.movement);
    let zero = |figure: &[Figure]| cell(&nothing, figure);
    let groups_shown = groups::rows(plan, by);
    // A column in which nobody has anything would only take room.
    let mut columns: Vec<Joined> = joined().into();
    columns.retain(|(of, _)| {
        let level = !of[0].is_change();
        let mut all = changes.lines.iter().filter(|line| line.group.scope == by || line.group.scope == Scope::Company);
        level || all.any(|line| cell(&line.movement, of) != zero(of))
    });
    let row = |kind: RowKind, label: Cell<'a>, movement: &Movement| {
        let cells = columns.iter().map(|(of, _)| cell(movement, of));
        Row::new(kind, [label].into_iter().chain(cells).collect())
    };
    let stranger = Group { scope: by, member: None };
    let mut rows = Vec::new();
    for (kind, group) in groups_shown {
        if kind == RowKind::Total {
            let kind = if by == Scope::Rep && plan.teams.len() > 1 { RowKind::Group } else { RowKind::Plain };
            rows.extend(of_group(stranger).map(|movement| row(kind, names::group(plan, stranger), movement)));
        }
        let movement = of_group(group).unwrap_or(&nothing);
        let moved = Figure::ALL.into_iter().any(|figure| figure.is_change() && movement.of(figure).deals > 0);
        rows.push(row(kind, groups::label(plan, kind, group), movement).idle(group.rep().is_some() && !moved));
    }
    let mut headings = vec![Column::left(names::scope(by))];
    // None of them makes room, because every row adds up from left to right: where they do not fit, they go on below.
    headings.extend(columns.iter().map(|(_, heading)| Column::right(heading.clone())));
    Table { columns: headings, rows }
}
