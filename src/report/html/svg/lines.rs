//! Running totals over time: the plan as a thin line, the actual as a thick one, the outlook dashed, the as-of day marked.

use maud::{Markup, html};

use crate::model::day::Day;
use crate::model::timeline::{month_name, months_of};
use crate::report::cell::Cell;
use crate::report::chart::{Lines, Role, Series};
use crate::report::html::svg::label::{Anchor, label, width_of};
use crate::report::html::svg::scale::{Scale, size, ticks};
use crate::report::html::svg::{Picture, WIDTH, place};
use crate::report::show::Show;
use crate::report::words::Word;

const HEIGHT: f64 = 170.0;
/// The height of a line of the legend.
const LEGEND: f64 = 20.0;
/// Most labels below the drawing.
const LABELS: usize = 7;

pub fn draw(lines: &Lines<'_>, show: &Show<'_>) -> Picture {
    let values = lines.series.iter().flat_map(|series| &series.values);
    let high = values.clone().filter_map(size).fold(0.0, f64::max);
    let like = values.clone().find(|cell| size(cell).is_some()).cloned().unwrap_or(Cell::Missing);
    let ticks = ticks(high, &like);
    let written: Vec<String> = ticks.iter().map(|tick| show.cell(tick).into_owned()).collect();
    let left = written.iter().map(|text| width_of(text)).fold(0.0, f64::max) + 10.0;
    let (legend, legend_height) = legend(&lines.series, show);
    let top = legend_height + 36.0;
    let bottom = top + HEIGHT;
    let y = Scale { low: 0.0, high: ticks.last().and_then(size).unwrap_or(1.0), from: bottom, to: top };
    let x = Scale { low: 0.0, high: f64::from(lines.span.len_days()), from: left, to: WIDTH - 12.0 };
    let end_of = |day: Day| x.at(f64::from(day.days_since(lines.span.first()).saturating_add(1)));
    let body = html! {
        (legend)
        @for (tick, text) in ticks.iter().zip(&written) {
            @let at = y.at(size(tick).unwrap_or(0.0));
            line.grid x1=(place(left)) x2=(place(x.to)) y1=(place(at)) y2=(place(at)) {}
            (label(left - 6.0, at + 4.0, Anchor::End, "faint", text))
        }
        @for (start, text) in days_below(lines) {
            @let at = x.at(f64::from(start.days_since(lines.span.first())));
            line.grid x1=(place(at)) x2=(place(at)) y1=(place(bottom)) y2=(place(bottom + 4.0)) {}
            (label(at, bottom + 18.0, Anchor::Start, "faint", &text))
        }
        @if let Some(day) = lines.as_of {
            @let at = end_of(day);
            line.asof x1=(place(at)) x2=(place(at)) y1=(place(top - 8.0)) y2=(place(bottom)) {}
            @let text = format!("{} {day}", Word::AsOf.text().say(show.lang()));
            @let half = width_of(&text) / 2.0;
            (label(at.clamp(left + half, x.to - half), top - 12.0, Anchor::Middle, "faint", &text))
        }
        @for series in &lines.series { (line(lines, series, &y, &end_of, x.from)) }
    };
    Picture { width: WIDTH, height: bottom + 26.0, body }
}

/// A line through the days that are known, from zero where the first of them is; the actual ends in a point.
fn line(lines: &Lines<'_>, series: &Series<'_>, y: &Scale, end_of: &impl Fn(Day) -> f64, start: f64) -> Markup {
    let known = lines.days.iter().zip(&series.values);
    let mut points: Vec<(f64, f64)> = known.filter_map(|(day, cell)| Some((end_of(*day), y.at(size(cell)?)))).collect();
    if series.role != Role::Outlook && !points.is_empty() {
        points.insert(0, (start, y.from));
    }
    let path = points.iter().map(|(x, y)| format!("{},{}", place(*x), place(*y))).collect::<Vec<_>>().join(" ");
    html! {
        polyline class=(class(series.role)) points=(path) {}
        @if let (Role::Actual, Some((x, y))) = (series.role, points.last()) {
            circle.point cx=(place(*x)) cy=(place(*y)) r="4" {}
        }
    }
}

fn class(role: Role) -> &'static str {
    match role {
        Role::Plan => "line plan",
        Role::Actual => "line actual",
        Role::Outlook => "line outlook",
    }
}

/// Each line with its name and its last value, in as many rows as they need; and how high that is.
fn legend(series: &[Series<'_>], show: &Show<'_>) -> (Markup, f64) {
    let (mut x, mut y) = (0.0, 14.0);
    let mut entries = Vec::new();
    for series in series {
        let last = series.values.iter().rev().find(|cell| size(cell).is_some());
        let last = last.map(|cell| show.cell(cell).into_owned()).unwrap_or_default();
        let text = format!("{} {last}", series.name.say(show.lang()));
        let width = 34.0 + width_of(&text) + 16.0;
        if x > 0.0 && x + width > WIDTH {
            (x, y) = (0.0, y + LEGEND);
        }
        entries.push((x, y, class(series.role), text));
        x += width;
    }
    let markup = html! {
        @for (x, y, class, text) in &entries {
            line class=(class) x1=(place(*x)) x2=(place(x + 26.0)) y1=(place(y - 4.0)) y2=(place(y - 4.0)) {}
            (label(x + 34.0, *y, Anchor::Start, "", text))
        }
    };
    (markup, y)
}

/// Where months begin; within a single month, where its parts do.
fn days_below(lines: &Lines<'_>) -> Vec<(Day, String)> {
    let mut starts: Vec<(Day, String)> =
        months_of(lines.span).map(|month| (month.first(), month_name(month.first()))).collect();
    if starts.len() == 1 {
        let parts = lines.days.iter().filter(|day| Some(**day) != lines.as_of).map(|day| day.next());
        let inside = std::iter::once(lines.span.first()).chain(parts).filter(|day| lines.span.contains(*day));
        starts = inside.map(|day| (day, format!("{:02}-{:02}", day.month(), day.day_of_month()))).collect();
    }
    let every = starts.len().div_ceil(LABELS).max(1);
    starts.into_iter().step_by(every).collect()
}
