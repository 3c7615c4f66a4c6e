//! Bars from zero, one below the other, each with its value and a mark where it should end.

use maud::html;

use crate::report::chart::{Bar, Bars};
use crate::report::html::svg::label::{Anchor, fitted, label, widest, width_of};
use crate::report::html::svg::scale::{Scale, size};
use crate::report::html::svg::{Picture, WIDTH, place};
use crate::report::html::table::status_class;
use crate::report::show::Show;
use crate::report::words;

const ROW: f64 = 25.0;
const BAR: f64 = 15.0;
/// Labels take no more than this.
const LABEL: f64 = 140.0;
/// A bar more than this many times as long as its mark is cut, so that one of them does not make the others vanish.
const LONGEST: f64 = 2.0;

pub fn draw(bars: &Bars<'_>, show: &Show<'_>) -> Picture {
    let names: Vec<String> = bars.bars.iter().map(|bar| show.cell(&bar.label).into_owned()).collect();
    let values: Vec<String> = bars.bars.iter().map(|bar| value(bar, show)).collect();
    let left = widest(names.iter().map(String::as_str), LABEL) + 10.0;
    let right = WIDTH - widest(values.iter().map(String::as_str), LABEL) - 12.0;
    let scale = scale(bars, left, right);
    let top = if bars.mark.is_some() { 24.0 } else { 4.0 };
    let height = top + ROW * bars.bars.len() as f64 + 4.0;
    let body = html! {
        @if let (Some(name), Some(mark)) = (&bars.mark, bars.bars.iter().find_map(|bar| size(&bar.mark))) {
            @let at = scale.at(mark);
            @let half = width_of(name.say(show.lang())) / 2.0;
            (label(at.min(WIDTH - half), 14.0, Anchor::Middle, "faint", name.say(show.lang())))
        }
        line.grid x1=(place(left)) x2=(place(left)) y1=(place(top)) y2=(place(height - 4.0)) {}
        @for (i, bar) in bars.bars.iter().enumerate() {
            @let y = top + ROW * i as f64;
            @let length = size(&bar.value).map_or(0.0, |size| scale.at(size) - left);
            (label(left - 8.0, y + 16.0, Anchor::End, "", &fitted(names.get(i).map_or("", String::as_str), left - 10.0)))
            rect class=(bar.status.map_or("bar", status_class)) x=(place(left)) y=(place(y + (ROW - BAR) / 2.0))
                width=(place(length)) height=(place(BAR)) {}
            @if let Some(mark) = size(&bar.mark) {
                @let at = scale.at(mark);
                line.mark x1=(place(at)) x2=(place(at)) y1=(place(y + 1.0)) y2=(place(y + ROW - 1.0)) {}
            }
            (label(WIDTH, y + 16.0, Anchor::End, "number", values.get(i).map_or("", String::as_str)))
        }
    };
    Picture { width: WIDTH, height, body }
}

/// The shape of its status, then the number.
fn value(bar: &Bar<'_>, show: &Show<'_>) -> String {
    let number = show.cell(&bar.value);
    match bar.status {
        Some(status) => {
            let shown = words::status(status);
            let shape = shown.say(show.lang()).split(' ').next().unwrap_or_default().to_owned();
            format!("{number} {shape}")
        }
        None => number.into_owned(),
    }
}

fn scale(bars: &Bars<'_>, left: f64, right: f64) -> Scale {
    let marks = bars.bars.iter().filter_map(|bar| size(&bar.mark)).fold(0.0, f64::max);
    let values = bars.bars.iter().filter_map(|bar| size(&bar.value)).fold(0.0, f64::max);
    let high = if marks > 0.0 { values.min(marks * LONGEST).max(marks) } else { values };
    Scale { low: 0.0, high, from: left, to: right }
}
