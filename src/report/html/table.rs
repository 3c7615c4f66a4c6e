//! A table that scrolls inside its own box, with headings that stay in sight.

use maud::{Markup, html};

use crate::model::status::Status;
use crate::report::cell::Cell;
use crate::report::model::{Align, Row, RowKind, Table};
use crate::report::show::Show;

/// Columns that still fit across a page of paper that stands upright, and that lies down.
pub const UPRIGHT: usize = 9;
const LYING: usize = 14;

/// `label` names the table for those who cannot see it.
pub fn table(table: &Table<'_>, show: &Show<'_>, label: &str) -> Markup {
    let class = if table.columns.len() > LYING { "box wider" } else { "box" };
    let headings: Vec<String> = table
        .columns
        .iter()
        .map(|column| show.cell(&Cell::from(column.heading.say(show.lang()))).into_owned())
        .collect();
    let mut in_group = false;
    html! {
        div class=(class) role="region" tabindex="0" aria-label=(label) {
            table {
                thead {
                    tr {
                        @for (column, heading) in table.columns.iter().zip(&headings) {
                            th scope="col" class=[align(column.align)] { (heading) }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        ({
                            in_group = row.kind == RowKind::Group || in_group && row.kind == RowKind::Plain;
                            self::row(table, row, in_group, show)
                        })
                        "\n"
                    }
                }
            }
        }
    }
}

fn row(table: &Table<'_>, row: &Row<'_>, in_group: bool, show: &Show<'_>) -> Markup {
    let class = match row.kind {
        RowKind::Plain if in_group => Some("inner"),
        RowKind::Plain => None,
        RowKind::Group => Some("group"),
        RowKind::Subtotal => Some("subtotal"),
        RowKind::Total => Some("total"),
    };
    html! {
        tr class=[class] {
            @for (i, column) in table.columns.iter().enumerate() {
                @let cell = row.cells.get(i).unwrap_or(&Cell::Missing);
                @if i == 0 {
                    th scope="row" class=[align(column.align)] { (self::cell(cell, row.kind, show)) }
                } @else {
                    td class=[align(column.align)] { (self::cell(cell, row.kind, show)) }
                }
            }
        }
    }
}

fn cell(cell: &Cell<'_>, kind: RowKind, show: &Show<'_>) -> Markup {
    match cell {
        Cell::Missing if kind == RowKind::Group => Markup::default(),
        Cell::Missing => html! { span.missing { (show.cell(cell)) } },
        Cell::Status(status) => html! { span class=(status_class(*status)) { (show.cell(cell)) } },
        Cell::MoneyGap(amount) if amount.minor() < 0 => html! { span.behind { (show.cell(cell)) } },
        Cell::CountGap(n) if *n < 0 => html! { span.behind { (show.cell(cell)) } },
        _ => html! { (show.cell(cell)) },
    }
}

fn align(align: Align) -> Option<&'static str> {
    (align == Align::Right).then_some("n")
}

/// The class that colours what a shape and a word say already.
pub fn status_class(status: Status) -> &'static str {
    match status {
        Status::Green => "status green",
        Status::Amber => "status amber",
        Status::Red => "status red",
    }
}
