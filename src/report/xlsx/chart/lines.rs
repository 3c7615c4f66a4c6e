//! Running totals over days: the plan thin, the actual thick, the pace dashed, the as-of day a mark with a line down.

use rust_xlsxwriter::{
    Chart as Drawn, ChartDataLabel, ChartDataLabelPosition, ChartEmptyCells, ChartErrorBars, ChartErrorBarsDirection,
    ChartErrorBarsType, ChartFormat, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartSeries,
    ChartSolidFill, XlsxError,
};

use crate::model::day::Day;
use crate::report::cell::Cell;
use crate::report::chart::{Lines, Role};
use crate::report::words::Word;
use crate::report::xlsx::chart::{Finished, HEIGHT, Source, faint_grid, helper, legend_below};
use crate::report::xlsx::look::{ACTUAL, PLAN, SOFT};
use crate::report::xlsx::page::Page;
use crate::report::xlsx::table::column;
use crate::report::xlsx::value::number;

pub fn draw(page: &mut Page<'_, '_>, lines: &Lines<'_>, source: &Source, behind: usize) -> Result<Finished, XlsxError> {
    let mut chart = Drawn::new_line();
    for (i, of) in lines.series.iter().enumerate() {
        let mut series = source.series(column(i + 1)?);
        series.set_format(&mut drawn(of.role)).set_marker(ChartMarker::new().set_none());
        chart.push_series(&series);
    }
    if let Some((name, values)) = as_of(page, lines) {
        helper(page, source, behind, &name, &values)?;
        // A series that is pushed loses its marker.
        *chart.add_series() = mark(source.series(column(behind)?), &name);
    }
    chart.x_axis().set_date_axis(true).set_num_format("mm-dd").set_major_unit(step(lines));
    chart.y_axis().set_num_format("#,##0").set_min(0);
    chart.show_empty_cells_as(ChartEmptyCells::Connected);
    faint_grid(&mut chart);
    legend_below(&mut chart);
    Ok(Finished { chart, height: HEIGHT })
}

fn drawn(role: Role) -> ChartFormat {
    let mut line = ChartLine::new();
    match role {
        Role::Plan => line.set_color(PLAN).set_width(1.75),
        Role::Actual => line.set_color(ACTUAL).set_width(3.0),
        Role::Outlook => line.set_color(ACTUAL).set_width(2.0).set_dash_type(ChartLineDashType::Dash),
    };
    let mut format = ChartFormat::new();
    format.set_line(&line);
    format
}

/// The actual again, on the as-of day alone: what the mark stands on.
fn as_of(page: &Page<'_, '_>, lines: &Lines<'_>) -> Option<(String, Vec<Option<f64>>)> {
    let day = lines.as_of?;
    let actual = lines.series.iter().find(|series| series.role == Role::Actual)?;
    let here = |(of, cell): (&Day, &Cell<'_>)| number(cell, page.look.currency).filter(|_| *of == day);
    let values: Vec<Option<f64>> = lines.days.iter().zip(&actual.values).map(here).collect();
    let name = format!("{} {day}", Word::AsOf.text().say(page.lang()));
    values.iter().any(Option::is_some).then_some((name, values))
}

/// The mark itself, whose label is the name of the day: a label of Excel shows a number, in a format that is all text.
fn mark(mut series: ChartSeries, name: &str) -> ChartSeries {
    let label = format!("\"{name}\"");
    let mut down = ChartErrorBars::new();
    let mut dotted = ChartLine::new();
    dotted.set_color(SOFT).set_width(1.25).set_dash_type(ChartLineDashType::RoundDot);
    down.set_type(ChartErrorBarsType::Percentage(100.0)).set_direction(ChartErrorBarsDirection::Minus);
    down.set_end_cap(false).set_format(ChartFormat::new().set_line(&dotted));
    let mut fill = ChartFormat::new();
    fill.set_solid_fill(ChartSolidFill::new().set_color(ACTUAL));
    series
        .set_format(ChartFormat::new().set_no_line())
        .set_marker(ChartMarker::new().set_type(ChartMarkerType::Circle).set_size(8).set_format(&mut fill))
        .set_data_label(
            ChartDataLabel::new().show_value().set_num_format(label).set_position(ChartDataLabelPosition::Left),
        )
        .set_y_error_bars(&down);
    series
}

/// Days between two labels: weeks in a quarter, months in a year.
fn step(lines: &Lines<'_>) -> u32 {
    match lines.span.len_days() {
        ..=31 => 7,
        32..=100 => 14,
        _ => 31,
    }
}
