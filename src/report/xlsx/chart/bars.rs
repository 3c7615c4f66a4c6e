//! Bars from zero, one below the other; what was planned is a frame around what is.

use rust_xlsxwriter::{Chart as Drawn, ChartAxisCrossing, ChartDataLabel, ChartLine, ChartPoint};

use crate::report::cell::Cell;
use crate::report::chart::Bars;
use crate::report::xlsx::chart::{Finished, Source, filled, framed, legend_below};
use crate::report::xlsx::look::{ACTUAL, INK, RULE, UP, fill};

/// The pixels of a bar with the room around it, and of everything else.
const BAR: u32 = 26;
const AROUND: u32 = 110;
/// Amounts and counts in labels.
const WHOLE: &str = "#,##0";

pub fn draw(bars: &Bars<'_>, source: &Source) -> Finished {
    let mut chart = Drawn::new_bar();
    let points: Vec<ChartPoint> =
        bars.bars.iter().map(|bar| ChartPoint::new().set_format(&mut filled(bar.status.map_or(UP, fill)))).collect();
    let is_share = bars.bars.iter().any(|bar| matches!(bar.value, Cell::Percent { .. }));
    let code = if is_share { "0%" } else { WHOLE };
    let mut series = source.series(1);
    series.set_points(&points).set_data_label(ChartDataLabel::new().show_value().set_num_format(code)).set_gap(45);
    chart.push_series(&series);
    if bars.mark.is_some() {
        chart.push_series(source.series(2).set_format(&mut framed(INK)).set_overlap(100));
    }
    done(chart, source, code)
}

/// Planned and actual of each stage, the first on top.
pub fn funnel(source: &Source) -> Finished {
    let mut chart = Drawn::new_bar();
    let mut actual = source.series(2);
    actual.set_format(&mut filled(ACTUAL)).set_data_label(ChartDataLabel::new().show_value()).set_gap(45);
    chart.push_series(&actual);
    chart.push_series(source.series(1).set_format(&mut framed(INK)).set_overlap(100));
    done(chart, source, WHOLE)
}

fn done(mut chart: Drawn, source: &Source, code: &str) -> Finished {
    chart.y_axis().set_reverse().set_major_gridlines(false);
    // With its upright axis turned over, the level one would stand on top.
    chart.y_axis().set_crossing(ChartAxisCrossing::Max);
    chart.x_axis().set_num_format(code).set_min(0).set_major_gridlines_line(ChartLine::new().set_color(RULE));
    legend_below(&mut chart);
    let height = AROUND + BAR * u32::try_from(source.len()).unwrap_or(40).min(40);
    Finished { chart, height: height.max(200) }
}
