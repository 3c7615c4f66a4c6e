//! A check for programs: one record per finding, also for what is fine.

use crate::calc::check::finding::Area;
use crate::report::cell::Cell;
use crate::report::check::rows::Row;
use crate::report::records::Records;

const COLUMNS: [&str; 6] = ["level", "area", "key", "place", "finding", "change"];

pub fn records<'a>(rows: &[Row]) -> Records<'a> {
    let record = |row: &Row| {
        vec![
            Cell::from(row.level.name()),
            Area::name(row.area).into(),
            row.key.clone().into(),
            row.place.clone().into(),
            row.finding.clone().into(),
            row.change.clone().into(),
        ]
    };
    Records::of(&COLUMNS, rows.iter().map(record).collect())
}
