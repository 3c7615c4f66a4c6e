//! A table of numbers shaded by size; what is above the limit has a frame and a mark.

use maud::{Markup, html};

use crate::report::chart::Heat;
use crate::report::html::svg::label::{Anchor, fitted, label, widest, width_of};
use crate::report::html::svg::scale::{Scale, size};
use crate::report::html::svg::{Picture, place};
use crate::report::show::Show;

const ROW: f64 = 24.0;
const HEAD: f64 = 22.0;
/// Labels take no more than this.
const LABEL: f64 = 170.0;
/// How strong the largest is shaded: text stays readable on it in both schemes.
const STRONGEST: f64 = 0.55;

pub fn draw(heat: &Heat<'_>, show: &Show<'_>) -> Picture {
    let limit = heat.limit.as_ref().and_then(size);
    let above = |value: f64| limit.is_some_and(|limit| value > limit);
    let names: Vec<String> = heat.rows.iter().map(|(label, _)| show.cell(label).into_owned()).collect();
    let left = widest(names.iter().map(String::as_str), LABEL) + 10.0;
    let sizes = heat.rows.iter().flat_map(|(_, cells)| cells).filter_map(size);
    // Where there is a limit, the full shade stands for it.
    let shade = match limit {
        Some(limit) => Scale { low: 0.0, high: limit, from: 0.0, to: STRONGEST },
        None => Scale::from_zero(sizes, 0.0, STRONGEST),
    };
    let written: Vec<Vec<(Option<f64>, String)>> = heat
        .rows
        .iter()
        .map(|(_, cells)| cells.iter().map(|cell| (size(cell), show.cell(cell).into_owned())).collect())
        .collect();
    let headings = heat.columns.iter().map(|column| column.say(show.lang()));
    let texts = written.iter().flatten().map(|(_, text)| text.as_str());
    let column = headings.chain(texts).map(width_of).fold(0.0, f64::max) + 20.0;
    let body = html! {
        @for (i, heading) in heat.columns.iter().enumerate() {
            (label(left + column * (i as f64 + 0.5), 15.0, Anchor::Middle, "faint", heading.say(show.lang())))
        }
        @for (row, cells) in written.iter().enumerate() {
            @let y = HEAD + ROW * row as f64;
            (label(left - 8.0, y + 16.0, Anchor::End, "", &fitted(names.get(row).map_or("", String::as_str), left - 10.0)))
            @for (i, (value, text)) in cells.iter().enumerate() {
                @let x = left + column * i as f64;
                (cell(x, y, column, value.map(|value| shade.at(value)), value.is_some_and(above), text))
            }
        }
    };
    let (columns, rows) = (heat.columns.len() as f64, heat.rows.len() as f64);
    Picture { width: left + column * columns, height: HEAD + ROW * rows + 2.0, body }
}

fn cell(x: f64, y: f64, width: f64, shade: Option<f64>, above: bool, text: &str) -> Markup {
    let class = if above { "heat above" } else { "heat" };
    let text = if above { format!("{text} !") } else { text.to_owned() };
    html! {
        @if let Some(shade) = shade {
            rect class=(class) x=(place(x + 1.0)) y=(place(y + 1.0)) width=(place(width - 2.0)) height=(place(ROW - 2.0))
                fill-opacity=(format!("{shade:.2}")) {}
        }
        (label(x + width / 2.0, y + 16.0, Anchor::Middle, "number", &text))
    }
}
