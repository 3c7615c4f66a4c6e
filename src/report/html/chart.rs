//! A chart as a figure: its title, the drawing, and its numbers for those who would rather read.

use maud::{Markup, html};

use crate::model::money::Currency;
use crate::model::text::Lang;
use crate::report::chart::{Chart, Drawing};
use crate::report::html::prose::harmless_line;
use crate::report::html::{svg, table};
use crate::report::show::Show;
use crate::report::unit::Unit;
use crate::text;

/// `number` tells the charts of a page apart.
pub fn figure(chart: &Chart<'_>, number: usize, currency: &Currency, lang: Lang, unit: Option<Unit>) -> Markup {
    let title = harmless_line(chart.title.say(lang));
    let numbers = chart.numbers();
    let summary = text!(en: "the numbers"; zh: "查看数字");
    let class = match &chart.drawing {
        Drawing::Heat(_) => "heat",
        Drawing::Lines(_) => "lines",
        _ => "plain",
    };
    html! {
        figure class=(class) {
            figcaption { (title) }
            div.drawing { (svg::draw(chart, number, &Show::rounded(currency, lang).in_unit(unit, &numbers))) }
            details {
                summary { (summary.say(lang)) }
                (table::table(&numbers, &Show::for_table(&numbers, currency, lang).in_unit(unit, &numbers), &title))
            }
        }
    }
}
