//! Drawings by hand: shapes and labels whose colours come from the style of the page, light or dark.
//!
//! Floating point is for places on the page only; every number that is written comes from its cell.

mod bars;
mod funnel;
mod heat;
mod label;
mod lines;
mod scale;
mod waterfall;

use maud::{Markup, html};

use crate::report::chart::{Chart, Drawing};
use crate::report::html::prose::harmless_line;
use crate::report::show::Show;

/// The shapes of a drawing and the room they take.
pub struct Picture {
    pub width: f64,
    pub height: f64,
    pub body: Markup,
}

/// Most drawings are this wide, so that their letters stay readable on a phone.
pub const WIDTH: f64 = 450.0;

/// An `<svg>` with the title and description of its chart; `number` tells the charts of a page apart.
pub fn draw(chart: &Chart<'_>, number: usize, show: &Show<'_>) -> Markup {
    let picture = match &chart.drawing {
        Drawing::Lines(lines) => lines::draw(lines, show),
        Drawing::Bars(bars) => bars::draw(bars, show),
        Drawing::Waterfall(beams) => waterfall::draw(beams, show),
        Drawing::Funnel(stages) => funnel::draw(stages, show),
        Drawing::Heat(heat) => heat::draw(heat, show),
    };
    let (title, desc) = (format!("chart{number}-title"), format!("chart{number}-desc"));
    let (width, height) = (place(picture.width), place(picture.height));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height)
            role="img" aria-labelledby=(format!("{title} {desc}")) {
            title id=(title) { (harmless_line(chart.title.say(show.lang()))) }
            desc id=(desc) { (harmless_line(chart.description.say(show.lang()))) }
            (picture.body)
        }
    }
}

/// A place or length, to a tenth of a pixel.
pub fn place(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}
