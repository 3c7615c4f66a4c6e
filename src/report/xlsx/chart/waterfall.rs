//! From one level to another by stacked columns: what stands below a change is there, and cannot be seen.

use rust_xlsxwriter::{Chart as Drawn, ChartAxisLabelPosition, ChartDataLabel, ChartFormat, ChartType, XlsxError};

use crate::report::chart::Beam;
use crate::report::show::Show;
use crate::report::xlsx::chart::{CHANGES, Finished, HEIGHT, Source, faint_grid, filled, helper};
use crate::report::xlsx::look::PLAN;
use crate::report::xlsx::page::Page;
use crate::report::xlsx::table::column;
use crate::report::xlsx::value::number;
use crate::text;

/// The columns that are stacked, in this order from zero, on either side of it.
#[derive(Debug, Default, PartialEq)]
struct Stack {
    /// Cannot be seen: it carries the others.
    base: Option<f64>,
    level: Option<f64>,
    rise: Option<f64>,
    fall: Option<f64>,
    /// The smaller part of a rise that crosses zero: the larger one is on the other side, and has the label of both.
    rise_beyond: Option<f64>,
    fall_beyond: Option<f64>,
}

pub fn draw(
    page: &mut Page<'_, '_>,
    beams: &[Beam<'_>],
    source: &Source,
    behind: usize,
) -> Result<Finished, XlsxError> {
    let sizes: Vec<f64> = beams.iter().map(|beam| number(&beam.value, page.look.currency).unwrap_or(0.0)).collect();
    let changes: Vec<bool> = beams.iter().map(|beam| beam.is_change).collect();
    let stacks = stacks(&sizes, &changes);
    let names = [
        (text!(en: "(below)"; zh: "（底）"), None),
        (text!(en: "level"; zh: "水平"), Some(PLAN)),
        (text!(en: "▲ rise"; zh: "▲ 增加"), Some(CHANGES[0])),
        (text!(en: "▼ fall"; zh: "▼ 减少"), Some(CHANGES[1])),
        (text!(en: "▲ rise across zero"; zh: "▲ 增加（跨零部分）"), Some(CHANGES[0])),
        (text!(en: "▼ fall across zero"; zh: "▼ 减少（跨零部分）"), Some(CHANGES[1])),
    ];
    let mut chart = Drawn::new(ChartType::ColumnStacked);
    let mut columns = behind;
    for (i, (name, color)) in names.iter().enumerate() {
        let values: Vec<Option<f64>> = stacks.iter().map(|stack| stack.at(i)).collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        helper(page, source, columns, name.say(page.lang()), &values)?;
        let mut series = source.series(column(columns)?);
        series.set_gap(40);
        match color {
            Some(color) => series.set_format(&mut filled(*color)),
            None => series.set_format(ChartFormat::new().set_no_fill().set_no_border()),
        };
        if let Some(code) = label(i) {
            series.set_data_label(ChartDataLabel::new().show_value().set_num_format(code));
            series.set_custom_data_labels(&whole_figures(page, beams, &stacks, i));
        }
        chart.push_series(&series);
        columns += 1;
    }
    faint_grid(&mut chart);
    chart.y_axis().set_num_format("#,##0");
    // Beside what lies below zero, labels at zero would stand in the bars.
    chart.x_axis().set_label_position(ChartAxisLabelPosition::Low);
    if let Some(low) = low(&sizes, &changes) {
        chart.y_axis().set_min(low);
    }
    chart.legend().set_hidden();
    Ok(Finished { chart, height: HEIGHT })
}

impl Stack {
    fn at(&self, i: usize) -> Option<f64> {
        let all = [self.base, self.level, self.rise, self.fall, self.rise_beyond, self.fall_beyond];
        all.get(i).copied().flatten()
    }

    fn crosses(&self) -> bool {
        self.rise_beyond.or(self.fall_beyond).is_some()
    }
}

/// A shape before the size of a change, which tells its direction without colour: also below zero, where its column is
/// a negative number.
fn label(i: usize) -> Option<&'static str> {
    match i {
        1 => Some("#,##0"),
        2 => Some("\"▲ \"#,##0;\"▲ \"#,##0"),
        3 => Some("\"▼ \"#,##0;\"▼ \"#,##0"),
        _ => None,
    }
}

/// The labels of one series that its own numbers do not give: those of changes that it shows a part of.
fn whole_figures(page: &Page<'_, '_>, beams: &[Beam<'_>], stacks: &[Stack], i: usize) -> Vec<ChartDataLabel> {
    let part = |stack: &Stack| stack.crosses() && stack.at(i).is_some();
    if !stacks.iter().any(part) {
        return Vec::new();
    }
    let show = Show::rounded(page.look.currency, page.lang());
    let label = |(beam, stack): (&Beam<'_>, &Stack)| match part(stack) {
        true => {
            let shape = if stack.rise.is_some() { "▲" } else { "▼" };
            let figure = show.cell(&beam.value);
            let size = figure.trim_start_matches(['+', '-']);
            ChartDataLabel::new().set_value(&format!("{shape} {size}")).to_custom()
        }
        false => ChartDataLabel::default(),
    };
    beams.iter().zip(stacks).map(label).collect()
}

/// Where each beam stands: levels from zero, changes from where the one before ended.
fn stacks(sizes: &[f64], changes: &[bool]) -> Vec<Stack> {
    let mut at = 0.0;
    let stack = |(size, is_change): (&f64, &bool)| {
        if !is_change {
            at = *size;
            return Stack { level: Some(*size), ..Stack::default() };
        }
        let (from, to) = (at, at + size);
        at = to;
        let (near, far) = if from.abs() < to.abs() { (from, to) } else { (to, from) };
        // A change that crosses zero stands on it, on either side; any other one on what lies between it and zero.
        let (base, visible, beyond) =
            if from * to < 0.0 { (None, far, Some(near)) } else { (Some(near), far - near, None) };
        let base = base.filter(|base| *base != 0.0);
        match *size < 0.0 {
            true => Stack { base, fall: Some(visible), fall_beyond: beyond, ..Stack::default() },
            false => Stack { base, rise: Some(visible), rise_beyond: beyond, ..Stack::default() },
        }
    };
    sizes.iter().zip(changes).map(stack).collect()
}

/// Where the axis starts if the changes are so small beside the levels that nobody would see them.
fn low(sizes: &[f64], changes: &[bool]) -> Option<f64> {
    let mut at = 0.0;
    let ends: Vec<f64> = sizes
        .iter()
        .zip(changes)
        .map(|(size, is_change)| {
            at = if *is_change { at + size } else { *size };
            at
        })
        .collect();
    let (least, most) = (ends.iter().copied().fold(f64::INFINITY, f64::min), ends.iter().copied().fold(0.0, f64::max));
    let range = most - least;
    let small = least > 0.0 && range > 0.0 && range < most * 0.5;
    small.then(|| {
        let power = 10_f64.powf(range.log10().floor());
        ((least - range * 0.4) / power).floor().max(0.0) * power
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_stand_on_what_carries_them_on_either_side_of_zero() {
        let stacks = stacks(
            &[100.0, -30.0, 20.0, -120.0, -40.0, -70.0, 50.0, 100.0],
            &[false, true, true, true, true, false, true, true],
        );
        let level = |size| Stack { level: Some(size), ..Stack::default() };
        assert_eq!(stacks[0], level(100.0));
        assert_eq!(stacks[1], Stack { base: Some(70.0), fall: Some(30.0), ..Stack::default() });
        assert_eq!(stacks[2], Stack { base: Some(70.0), rise: Some(20.0), ..Stack::default() });
        assert_eq!(stacks[3], Stack { fall: Some(90.0), fall_beyond: Some(-30.0), ..Stack::default() });
        assert_eq!(stacks[4], Stack { base: Some(-30.0), fall: Some(-40.0), ..Stack::default() });
        assert_eq!(stacks[5], level(-70.0));
        assert_eq!(stacks[6], Stack { base: Some(-20.0), rise: Some(-50.0), ..Stack::default() });
        assert_eq!(stacks[7], Stack { rise: Some(80.0), rise_beyond: Some(-20.0), ..Stack::default() });
    }

    #[test]
    fn small_changes_cut_the_axis() {
        assert_eq!(low(&[1000.0, -50.0, 30.0, 980.0], &[false, true, true, false]), Some(930.0));
        assert_eq!(low(&[1000.0, -700.0, 300.0], &[false, true, false]), None);
    }
}
