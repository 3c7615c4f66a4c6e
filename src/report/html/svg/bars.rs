//! Bars from zero, one below the other, each with its value and a mark where it should end.

use maud::{Markup, html};

use crate::report::chart::{Bar, Bars};
use crate::report::html::svg::label::{Anchor, fitted, label, widest, width_of};
use crate::report::html::svg::scale::{Scale, size};
use crate::report::html::svg::{Picture, WIDTH, place};
use crate::report::html::table::status_class;
use crate::report::show::Show;
use crate::report::words;
use crate::text;

const ROW: f64 = 25.0;
const BAR: f64 = 15.0;
/// Labels take no more than this.
const LABEL: f64 = 140.0;
/// A bar more than this many times as long as its mark is cut, so that one of them does not make the others vanish.
const LONGEST: f64 = 3.0;
/// The arrow at the end of a cut bar.
const ARROW: f64 = 9.0;

pub fn draw(bars: &Bars<'_>, show: &Show<'_>) -> Picture {
    let names: Vec<String> = bars.bars.iter().map(|bar| show.cell(&bar.label).into_owned()).collect();
    let values: Vec<String> = bars.bars.iter().map(|bar| value(bar, show)).collect();
    let left = widest(names.iter().map(String::as_str), LABEL) + 10.0;
    let right = WIDTH - widest(values.iter().map(String::as_str), LABEL) - 12.0;
    let scale = scale(bars, left, right);
    let top = if bars.mark.is_some() { 24.0 } else { 4.0 };
    let rows = top + ROW * bars.bars.len() as f64 + 4.0;
    let is_cut = |bar: &Bar<'_>| size(&bar.value).is_some_and(|size| size > scale.high);
    let height = if bars.bars.iter().any(is_cut) { rows + 20.0 } else { rows };
    let body = html! {
        @if let (Some(name), Some(mark)) = (&bars.mark, bars.bars.iter().find_map(|bar| size(&bar.mark))) {
            @let at = scale.at(mark);
            @let half = width_of(name.say(show.lang())) / 2.0;
            (label(at.min(WIDTH - half), 14.0, Anchor::Middle, "faint", name.say(show.lang())))
        }
        line.grid x1=(place(left)) x2=(place(left)) y1=(place(top)) y2=(place(rows - 4.0)) {}
        @for (i, bar) in bars.bars.iter().enumerate() {
            @let y = top + ROW * i as f64;
            @let length = size(&bar.value).map_or(0.0, |size| scale.at(size) - left);
            (label(left - 8.0, y + 16.0, Anchor::End, "", &fitted(names.get(i).map_or("", String::as_str), left - 10.0)))
            @let class = bar.status.map_or("bar", status_class);
            @let above = y + (ROW - BAR) / 2.0;
            @if is_cut(bar) {
                rect class=(class) x=(place(left)) y=(place(above)) width=(place(length - ARROW)) height=(place(BAR)) {}
                (arrow(class, scale.to, above))
            } @else {
                rect class=(class) x=(place(left)) y=(place(above)) width=(place(length)) height=(place(BAR)) {}
            }
            @if let Some(mark) = size(&bar.mark) {
                @let at = scale.at(mark);
                line.mark x1=(place(at)) x2=(place(at)) y1=(place(y + 1.0)) y2=(place(y + ROW - 1.0)) {}
            }
            (label(WIDTH, y + 16.0, Anchor::End, "number", values.get(i).map_or("", String::as_str)))
        }
        @if height > rows {
            @let note = text!(en: "a bar that ends in an arrow is longer than drawn"; zh: "带箭头的条形实际更长");
            (label(left, height - 5.0, Anchor::Start, "faint", note.say(show.lang())))
        }
    };
    Picture { width: WIDTH, height, body }
}

/// The end of a bar that goes on: a gap, then a head.
fn arrow(class: &str, end: f64, above: f64) -> Markup {
    let (neck, middle, below) = (end - ARROW, above + BAR / 2.0, above + BAR);
    let corners = |corners: &[(f64, f64)]| {
        corners.iter().map(|(x, y)| format!("{},{}", place(*x), place(*y))).collect::<Vec<_>>().join(" ")
    };
    let gap = [(neck - 8.0, above), (neck - 4.0, above), (neck - 8.0, below), (neck - 12.0, below)];
    html! {
        polygon.gap points=(corners(&gap)) {}
        polygon class=(class) points=(corners(&[(neck, above - 2.0), (end, middle), (neck, below + 2.0)])) {}
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::Currency;
    use crate::model::number::Decimal;
    use crate::model::text::{Lang, Text};
    use crate::report::cell::Cell;

    fn drawn(shares: &[i64]) -> String {
        let percent = |thousandths: i64| Cell::percent(Decimal::new(thousandths, 3), 1);
        let bar = |share: &i64| Bar { label: "Ann".into(), value: percent(*share), mark: percent(1_000), status: None };
        let bars = shares.iter().map(bar).collect();
        let bars = Bars { value: Text::same("attainment"), mark: Some(Text::same("100%")), bars };
        draw(&bars, &Show::rounded(&Currency::new("CNY").unwrap(), Lang::En)).body.into_string()
    }

    #[test]
    fn a_bar_that_is_cut_ends_in_an_arrow() {
        let whole = drawn(&[2_044, 2_815]);
        let mut widths: Vec<&str> =
            whole.split(" width=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        widths.dedup();
        assert_eq!(widths.len(), 2, "204.4% and 281.5% do not look alike: {whole}");
        assert!(!whole.contains("<polygon") && !whole.contains("longer than drawn"), "{whole}");
        let cut = drawn(&[2_044, 3_001, 900]);
        assert_eq!(cut.matches("<polygon class=\"gap\"").count(), 1, "{cut}");
        assert!(cut.contains("longer than drawn") && cut.contains("300.1%"), "{cut}");
    }
}
