//! The layers of a funnel as bars around one axis: the actual filled, the plan an outline, rates in between.

use maud::{Markup, html};

use crate::report::cell::Cell;
use crate::report::chart::Stage;
use crate::report::html::svg::label::{Anchor, fitted, label, widest, width_of};
use crate::report::html::svg::scale::{Scale, size};
use crate::report::html::svg::{Picture, WIDTH, place};
use crate::report::show::Show;
use crate::report::words::Word;
use crate::text;

const BAR: f64 = 26.0;
/// Between two bars, where the rate stands.
const GAP: f64 = 24.0;
const LEGEND: f64 = 28.0;
/// Labels take no more than this.
const LABEL: f64 = 130.0;
/// A bar is never thinner than this: what happened at all can be seen.
const THINNEST: f64 = 2.0;

pub fn draw(stages: &[Stage<'_>], show: &Show<'_>) -> Picture {
    let values: Vec<String> =
        stages.iter().map(|stage| format!("{} / {}", show.cell(&stage.actual), show.cell(&stage.planned))).collect();
    let left = widest(stages.iter().map(|stage| stage.label.say(show.lang())), LABEL) + 10.0;
    let right = WIDTH - widest(values.iter().map(String::as_str), LABEL) - 10.0;
    let sizes = stages.iter().flat_map(|stage| [size(&stage.actual), size(&stage.planned)]).flatten();
    let half = Scale::from_zero(sizes, 0.0, (right - left) / 2.0);
    let middle = (left + right) / 2.0;
    let height = LEGEND + stages.len() as f64 * (BAR + GAP) - GAP + 4.0;
    let bar = |class: &str, cell: &Cell<'_>, y: f64| {
        let reach = size(cell).map(|size| half.at(size).max(THINNEST / 2.0));
        html! {
            @if let Some(reach) = reach {
                rect class=(class) x=(place(middle - reach)) y=(place(y)) width=(place(reach * 2.0)) height=(place(BAR)) {}
            }
        }
    };
    let body = html! {
        (legend(show))
        @for (i, stage) in stages.iter().enumerate() {
            @let y = LEGEND + i as f64 * (BAR + GAP);
            (label(left - 8.0, y + 18.0, Anchor::End, "", &fitted(stage.label.say(show.lang()), left - 10.0)))
            (bar("done", &stage.actual, y))
            (bar("outline", &stage.planned, y))
            (label(WIDTH, y + 18.0, Anchor::End, "number", values.get(i).map_or("", String::as_str)))
            @if i + 1 < stages.len() { (rate(stage, middle, y + BAR + 16.0, show)) }
        }
    };
    Picture { width: WIDTH, height, body }
}

/// `↓ 18.6% (plan 16.4%)`.
fn rate(stage: &Stage<'_>, x: f64, y: f64, show: &Show<'_>) -> Markup {
    let (actual, planned) = (show.cell(&stage.actual_rate), show.cell(&stage.planned_rate));
    let text = text!(en: "↓ {actual} (plan {planned})"; zh: "↓ {actual}（计划 {planned}）");
    let known = size(&stage.actual_rate).is_some() || size(&stage.planned_rate).is_some();
    html! { @if known { (label(x, y, Anchor::Middle, "faint", text.say(show.lang()))) } }
}

fn legend(show: &Show<'_>) -> Markup {
    let (actual, planned) = (Word::Actual.text(), Word::PlanToDate.text());
    let (actual, planned) = (actual.say(show.lang()), planned.say(show.lang()));
    let second = 22.0 + width_of(actual) + 18.0;
    html! {
        rect.done x="0" y="4" width="14" height="12" {}
        (label(20.0, 14.0, Anchor::Start, "", actual))
        (label(second - 10.0, 14.0, Anchor::Middle, "faint", "/"))
        rect.outline x=(place(second)) y="4" width="14" height="12" {}
        (label(second + 20.0, 14.0, Anchor::Start, "", planned))
    }
}
