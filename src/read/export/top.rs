//! The top of a file, up to its heading row.

use crate::model::plan::Plan;
use crate::read::export::dialect::Dialect;
use crate::read::export::headings::Headings;
use crate::read::export::meaning::Meaning;
use crate::read::export::records::{Broken, Records};
use crate::read::export::{Input, Kind};

/// How a file is written, and its headings.
pub struct Top<'a> {
    pub dialect: Dialect,
    pub headings: Headings,
    /// Lines of the rows above the heading row.
    pub above: Vec<u64>,
    /// Lines up to the end of the heading row.
    pub head: u64,
    /// The rows of data.
    pub records: Records<'a>,
}

impl<'a> Top<'a> {
    /// # Errors
    /// [`Broken`] where there is no heading row.
    pub fn of(input: &Input<'a>, plan: &Plan) -> Result<Self, Broken> {
        let (hints, columns) = match input.kind {
            Kind::Deals => (&plan.deals.file, &plan.deals.columns),
            Kind::Activities => (&plan.activities.file, &plan.activities.columns),
        };
        let by_position = columns.values().any(|column| column.trim_start().starts_with('#'));
        let dialect = Dialect::detect(input, hints, by_position, &Meaning::new(input.kind, plan))?;
        let mut records = Records::open(input, &dialect)?;
        let (mut above, mut titles) = (Vec::new(), Headings::default());
        while let Some(row) = records.next()? {
            match dialect.header {
                None => {
                    let headings = Headings::by_position(&row);
                    let records = Records::open(input, &dialect)?;
                    return Ok(Top { dialect, headings, above, head: 0, records });
                }
                Some(header) if row.line == header => {
                    let headings = Headings::below(titles, &row);
                    let head = records.lines();
                    return Ok(Top { dialect, headings, above, head, records });
                }
                Some(header) if row.line > header => return Err(Broken::NoSuchLine(header)),
                Some(_) => {
                    titles.see_above(&row);
                    above.push(row.line);
                }
            }
        }
        Err(dialect.header.map_or(Broken::Empty, Broken::NoSuchLine))
    }
}
