//! Charts of Excel's own, each beside the numbers it shows.

mod bars;
mod lines;
mod waterfall;

use rust_xlsxwriter::{
    Chart as Drawn, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSeries, ChartSolidFill, Color,
    ConditionalFormat2ColorScale, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatType, Format,
    XlsxError,
};

use crate::model::sentence::harmless;
use crate::report::cell::Cell;
use crate::report::chart::{Chart, Drawing, Heat};
use crate::report::xlsx::look::{DOWN, Dress, RULE, SOFT, UP};
use crate::report::xlsx::page::{Page, ROW};
use crate::report::xlsx::table::{Place, column};
use crate::report::xlsx::value::{Kind, Value};

/// The pixels of most charts.
const WIDTH: u32 = 620;
const HEIGHT: u32 = 320;
/// Columns that a chart covers at most.
const COVERED: usize = 11;
/// Behind all charts stand the numbers they are drawn from that say nothing new.
const BEHIND: usize = 20;

/// The most that Excel takes.
const LONGEST_ALT: usize = 250;

/// The columns that the numbers of charts take: all of them are drawn to the right of these.
pub fn columns(charts: &[Chart<'_>]) -> usize {
    let drawn = charts.iter().filter(|chart| !matches!(chart.drawing, Drawing::Heat(_)));
    drawn.map(|chart| chart.numbers().columns.len()).max().unwrap_or(0)
}

/// Title and description, the numbers, and the chart in the column `beside`.
pub fn put(page: &mut Page<'_, '_>, chart: &Chart<'_>, beside: usize) -> Result<(), XlsxError> {
    let title = page.row;
    page.prose(chart.title.say(page.lang()), Dress::Heading)?;
    let description = &chart.description;
    page.prose(description.say(page.lang()), Dress::Faint)?;
    let numbers = chart.numbers();
    let place = page.table(&numbers)?;
    let source = Source { sheet: page.name.clone(), title, place };
    let drawn = match &chart.drawing {
        Drawing::Heat(heat) => return shade(page, heat, &source),
        Drawing::Lines(lines) => lines::draw(page, lines, &source, BEHIND)?,
        Drawing::Bars(bars) => bars::draw(bars, &source),
        Drawing::Funnel(_) => bars::funnel(&source),
        Drawing::Waterfall(beams) => waterfall::draw(page, beams, &source, BEHIND)?,
    };
    let Finished { mut chart, height } = drawn;
    // The numbers stand beside it: what is left to say is what it shows.
    chart.set_alt_text(harmless(description.say(page.lang()), LONGEST_ALT));
    chart.set_width(WIDTH).set_height(height);
    chart.title().set_name(source.title()).set_font(ChartFont::new().set_size(12).set_color(SOFT));
    chart.chart_area().set_format(ChartFormat::new().set_border(ChartLine::new().set_color(RULE)));
    page.put_chart(source.place.heading, column(beside)?, &chart)?;
    page.printed = page.printed.max(beside + COVERED);
    page.row = page.row.max(source.place.heading + height.div_ceil(ROW) + 1);
    Ok(())
}

/// A chart and how high it is.
struct Finished {
    chart: Drawn,
    height: u32,
}

/// Where the numbers of a chart stand.
struct Source {
    sheet: String,
    title: u32,
    place: Place,
}

impl Source {
    fn title(&self) -> (&str, u32, u16) {
        (self.sheet.as_str(), self.title, 0)
    }

    /// A series of one column of numbers, by the labels of the first one.
    fn series(&self, column: u16) -> ChartSeries {
        let (first, last) = (self.place.rows.start, self.last());
        let mut series = ChartSeries::new();
        series.set_name((self.sheet.as_str(), self.place.heading, column));
        series.set_categories((self.sheet.as_str(), first, 0, last, 0));
        series.set_values((self.sheet.as_str(), first, column, last, column));
        series
    }

    fn last(&self) -> u32 {
        self.place.rows.end.saturating_sub(1).max(self.place.rows.start)
    }

    fn len(&self) -> usize {
        self.place.rows.len()
    }
}

/// Shades numbers by size; what is above the limit is bold and marked as well.
fn shade(page: &mut Page<'_, '_>, heat: &Heat<'_>, source: &Source) -> Result<(), XlsxError> {
    let (first, last) = (source.place.rows.start, source.last());
    let last_column = column(heat.columns.len())?;
    if heat.rows.is_empty() || last_column == 0 {
        return Ok(());
    }
    let limit = heat.limit.as_ref().map(|limit| (limit, number_of(limit)));
    if let Some((limit, bound)) = limit {
        let code = Kind::of(limit).code(page.look.currency).unwrap_or_default();
        let marked = Format::new().set_bold().set_font_color(DOWN).set_num_format(format!("{code} \"!\""));
        let rule =
            ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::GreaterThan(bound)).set_format(marked);
        page.sheet.add_conditional_format(first, 1, last, last_column, &rule)?;
    }
    let scale =
        ConditionalFormat2ColorScale::new().set_minimum_color(Color::White).set_maximum_color(Color::RGB(0x8DB9E2));
    let scale = scale.set_minimum(ConditionalFormatType::Number, 0);
    let scale = match limit {
        Some((_, bound)) => scale.set_maximum(ConditionalFormatType::Number, bound),
        None => scale,
    };
    page.sheet.add_conditional_format(first, 1, last, last_column, &scale)?;
    Ok(())
}

fn number_of(cell: &Cell<'_>) -> f64 {
    match cell {
        Cell::Percent { share, .. } => share.to_string().parse().unwrap_or(0.0),
        Cell::Count(n) => *n as f64,
        _ => 0.0,
    }
}

fn filled(color: Color) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(color));
    format
}

/// A frame without a filling: what was planned.
fn framed(color: Color) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_no_fill().set_border(ChartLine::new().set_color(color).set_width(1.5));
    format
}

fn legend_below(chart: &mut Drawn) {
    chart.legend().set_position(ChartLegendPosition::Bottom);
}

fn faint_grid(chart: &mut Drawn) {
    chart.y_axis().set_major_gridlines_line(ChartLine::new().set_color(RULE));
    chart.x_axis().set_major_gridlines(false);
}

/// A column that only the chart needs: its heading and values.
fn helper(
    page: &mut Page<'_, '_>,
    source: &Source,
    at: usize,
    name: &str,
    values: &[Option<f64>],
) -> Result<(), XlsxError> {
    let place = column(at)?;
    page.make_room(at, name, 0);
    let heading = (Dress::Faint, Kind::Text, Some(crate::report::model::Align::Right));
    page.put(source.place.heading, place, Value::Text(name.to_owned()), heading)?;
    for (row, value) in source.place.rows.clone().zip(values) {
        if let Some(value) = value {
            page.make_room(at, &format!("{value:.2}"), 20);
            page.put(row, place, Value::Number(*value), (Dress::Faint, Kind::Money, None))?;
        }
    }
    Ok(())
}

const CHANGES: [Color; 2] = [UP, DOWN];
