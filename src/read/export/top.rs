//! The top of a file, up to its heading row.

use crate::model::plan::Plan;
use crate::read::export::dialect::Dialect;
use crate::read::export::headings::Headings;
use crate::read::export::meaning::Meaning;
use crate::read::export::records::{Broken, Records};
use crate::read::export::row::Row;
use crate::read::export::{Input, Kind, amount_text, date_text};

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

/// Cells that no title has, and no line that says how a report was made.
const MANY: usize = 8;

/// How many cells of a row are filled, where some hold values that rows of data have; nothing for words alone.
fn values(row: &Row) -> Option<usize> {
    let filled: Vec<&str> = row.cells().filter(|cell| !cell.is_empty()).collect();
    let is_value = |cell: &&&str| amount_text::is_number(cell) || date_text::parse(cell).is_some();
    (filled.len() >= 4 && filled.iter().filter(is_value).count() >= 2).then_some(filled.len())
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
        let (mut above, mut titles, mut suspect) = (Vec::new(), Headings::default(), None);
        while let Some(row) = records.next()? {
            match dialect.header {
                None => {
                    let headings = Headings::by_position(&row);
                    let records = Records::open(input, &dialect)?;
                    return Ok(Top { dialect, headings, above, head: 0, records });
                }
                Some(header) if row.line == header => {
                    let headings = Headings::below(titles, &row);
                    if let Some((line, filled)) = suspect
                        && (filled >= MANY || filled * 4 >= headings.width() * 3)
                    {
                        return Err(Broken::DataAbove(line, header));
                    }
                    let head = records.lines();
                    return Ok(Top { dialect, headings, above, head, records });
                }
                Some(header) if row.line > header => return Err(Broken::NoSuchLine(header)),
                Some(_) => {
                    suspect = suspect.or_else(|| values(&row).map(|filled| (row.line, filled)));
                    titles.see_above(&row);
                    above.push(row.line);
                }
            }
        }
        Err(dialect.header.map_or(Broken::Empty, Broken::NoSuchLine))
    }
}
