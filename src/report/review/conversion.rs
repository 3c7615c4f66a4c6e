//! What converts, for people.

use crate::calc::group::COMPANY;
use crate::calc::review::conversion::Conversion;
use crate::calc::review::evidence::{Evidence, Ratio};
use crate::model::metric::Metric;
use crate::model::plan::Plan;
use crate::model::text::Text;
use crate::report::cell::Cell;
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::names;
use crate::report::review::Found;
use crate::report::review::bridge::rate;
use crate::report::words::Word;
use crate::text;

/// One row for each step, its segments below it.
pub fn section<'a>(found: &Found<'a>) -> Section<'a> {
    let columns = vec![
        Column::left(Word::Conversion.text()),
        Column::right(Word::Plan.text()),
        Column::right(Word::Actual.text()),
        Column::left(Text::same("")),
        Column::left(text!(en: "best, worst team"; zh: "最高、最低团队")),
    ];
    let rows = found.conversions.iter().map(|conversion| row(found.plan, conversion)).collect();
    let heading = text!(en: "conversion: what leads to deals"; zh: "转化：什么带来成交");
    let few = found.conversions.iter().any(|conversion| conversion.evidence == Some(Evidence::TooFew));
    let lines = few.then(|| text!(en: "~ too few to tell from the plan"; zh: "~ 样本太少，无法判断与计划的差异"));
    Section {
        heading: Some(heading),
        name: Some(Word::Conversion.text()),
        table: Some(Table { columns, rows }),
        lines: lines.into_iter().collect(),
        ..Section::default()
    }
}

fn row<'a>(plan: &'a Plan, conversion: &Conversion) -> Row<'a> {
    let (label, kind) = match conversion.group {
        COMPANY => (rate(plan, Metric::Step(conversion.step), conversion.into).into(), RowKind::Group),
        segment => (names::group(plan, segment), RowKind::Plain),
    };
    let percent = |ratio: &Ratio| ratio.rate().map(|rate| Cell::percent(rate, 1)).into();
    let few = if conversion.evidence == Some(Evidence::TooFew) { " ~" } else { "" };
    let team = |(team, ratio): &(usize, Ratio)| Some(format!("{} {}", plan.teams.get(*team)?, fraction(ratio)));
    let ends = conversion.best.as_ref().and_then(team).zip(conversion.worst.as_ref().and_then(team));
    let cells = vec![
        label,
        percent(&conversion.planned),
        percent(&conversion.actual),
        format!("{}{few}", fraction(&conversion.actual)).into(),
        ends.map_or(Cell::from(""), |(best, worst)| Cell::from(format!("{best}, {worst}"))),
    ];
    Row::new(kind, cells)
}

/// `58/136`.
fn fraction(ratio: &Ratio) -> String {
    format!("{}/{}", ratio.became.normalize(), ratio.of.normalize())
}
