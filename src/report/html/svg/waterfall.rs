//! From one level to another, one change after the other, read from top to bottom.

use maud::{Markup, html};

use crate::report::chart::Beam;
use crate::report::html::svg::label::{Anchor, fitted, label, widest};
use crate::report::html::svg::scale::{Scale, size};
use crate::report::html::svg::{Picture, WIDTH, place};
use crate::report::show::Show;
use crate::text;

const ROW: f64 = 28.0;
const BAR: f64 = 18.0;
/// Labels take no more than this.
const LABEL: f64 = 170.0;

/// A beam as drawn: where it starts and ends, in the units of its cell.
struct Reach {
    from: f64,
    to: f64,
}

pub fn draw(beams: &[Beam<'_>], show: &Show<'_>) -> Picture {
    let names: Vec<String> = beams.iter().map(|beam| show.cell(&beam.label).into_owned()).collect();
    let values: Vec<String> = beams.iter().map(|beam| value(beam, show)).collect();
    let left = widest(names.iter().map(String::as_str), LABEL) + 10.0;
    let right = WIDTH - widest(values.iter().map(String::as_str), LABEL) - 10.0;
    let reaches = reaches(beams);
    let (low, high) = bounds(beams, &reaches);
    let scale = Scale { low, high, from: left, to: right };
    let cut = low > 0.0;
    let height = ROW * beams.len() as f64 + if cut { 24.0 } else { 6.0 };
    let body = html! {
        @let zero = scale.at(low.max(0.0));
        line.grid x1=(place(zero)) x2=(place(zero)) y1="2" y2=(place(ROW * beams.len() as f64 + 2.0)) {}
        @for (i, (beam, reach)) in beams.iter().zip(&reaches).enumerate() {
            @let y = ROW * i as f64;
            @let (from, to) = (scale.at(reach.from.min(reach.to)), scale.at(reach.from.max(reach.to)));
            (label(left - 8.0, y + 19.0, Anchor::End, "", &fitted(names.get(i).map_or("", String::as_str), left - 10.0)))
            rect class=(class(beam)) x=(place(from)) y=(place(y + (ROW - BAR) / 2.0))
                width=(place((to - from).max(1.0))) height=(place(BAR)) {}
            @if i + 1 < beams.len() {
                @let at = place(scale.at(reach.to));
                line.link x1=(at) x2=(at) y1=(place(y + (ROW + BAR) / 2.0)) y2=(place(y + ROW + (ROW - BAR) / 2.0)) {}
            }
            (label(WIDTH, y + 19.0, Anchor::End, "number", values.get(i).map_or("", String::as_str)))
        }
        @if cut { (cut_note(height, left, show)) }
    };
    Picture { width: WIDTH, height, body }
}

/// Where each beam starts and ends: levels start at zero, changes where the one before them ended.
fn reaches(beams: &[Beam<'_>]) -> Vec<Reach> {
    let mut at = 0.0;
    let mut reach = |beam: &Beam<'_>| {
        let size = size(&beam.value).unwrap_or(0.0);
        let reach = if beam.is_change { Reach { from: at, to: at + size } } else { Reach { from: 0.0, to: size } };
        at = reach.to;
        reach
    };
    beams.iter().map(&mut reach).collect()
}

/// From zero, unless the changes are so small beside the levels that nobody would see them.
fn bounds(beams: &[Beam<'_>], reaches: &[Reach]) -> (f64, f64) {
    let high = reaches.iter().map(|reach| reach.to.max(reach.from)).fold(0.0, f64::max);
    let low = reaches.iter().map(|reach| reach.to).fold(f64::INFINITY, f64::min).min(high);
    let range = high - low;
    let changes = beams.iter().any(|beam| beam.is_change);
    if changes && low > 0.0 && range > 0.0 && range < high * 0.5 {
        (low - range * 0.4, high)
    } else {
        (low.min(0.0), high)
    }
}

fn cut_note(height: f64, left: f64, show: &Show<'_>) -> Markup {
    let note = text!(en: "the scale does not start at zero"; zh: "横轴不从零开始");
    label(left, height - 6.0, Anchor::Start, "faint", note.say(show.lang()))
}

/// A change has an arrow beside its sign.
fn value(beam: &Beam<'_>, show: &Show<'_>) -> String {
    let number = show.cell(&beam.value);
    match (beam.is_change, size(&beam.value)) {
        (true, Some(size)) if size > 0.0 => format!("{number} ▲"),
        (true, Some(size)) if size < 0.0 => format!("{number} ▼"),
        _ => number.into_owned(),
    }
}

fn class(beam: &Beam<'_>) -> &'static str {
    match (beam.is_change, size(&beam.value)) {
        (true, Some(size)) if size < 0.0 => "bar down",
        (true, _) => "bar up",
        (false, _) => "bar level",
    }
}
