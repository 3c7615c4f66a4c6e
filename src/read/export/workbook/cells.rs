//! Cells as the text that an export in CSV would hold, exact.

use calamine::{Data, DataRef, ExcelDateTime, XlsxFormulaMetadata};

/// The text of a cell and whether it is a number, whose dot then is no question; nothing for an empty one. A formula that
/// nobody has computed is its own text: taken for empty, what it stands for would be lost.
pub fn text(cell: &DataRef, formula: Option<&XlsxFormulaMetadata>) -> Option<(String, bool)> {
    match cell {
        DataRef::Empty => formula.map(|formula| (format!("={}", formula_text(formula)), false)),
        DataRef::String(text) => Some((text.clone(), false)),
        DataRef::SharedString(text) => Some(((*text).to_owned(), false)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some((text.clone(), false)),
        // The shortest decimal that means the same double, never with an exponent.
        DataRef::Float(number) => Some((number.to_string(), true)),
        DataRef::Int(number) => Some((number.to_string(), true)),
        DataRef::Bool(yes) => Some((if *yes { "TRUE" } else { "FALSE" }.to_owned(), false)),
        DataRef::DateTime(moment) => Some(date(moment)),
        DataRef::Error(error) => Some((error.to_string(), false)),
    }
    .filter(|(text, _)| !text.is_empty())
}

/// What is written once for many cells stands in the first of them.
fn formula_text(formula: &XlsxFormulaMetadata) -> &str {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => formula,
        _ => "…",
    }
}

/// The same for the sheets that are read whole.
pub fn owned(cell: &Data) -> Option<(String, bool)> {
    match cell {
        Data::Empty => None,
        Data::String(text) => text_of(text),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text_of(text),
        Data::Float(number) => Some((number.to_string(), true)),
        Data::Int(number) => Some((number.to_string(), true)),
        Data::Bool(yes) => Some((if *yes { "TRUE" } else { "FALSE" }.to_owned(), false)),
        Data::DateTime(moment) => Some(date(moment)),
        Data::Error(error) => Some((error.to_string(), false)),
    }
}

fn text_of(text: &str) -> Option<(String, bool)> {
    (!text.is_empty()).then(|| (text.to_owned(), false))
}

/// A day, with its time where it has one; a duration as the number that it is.
fn date(moment: &ExcelDateTime) -> (String, bool) {
    if moment.is_duration() {
        return (moment.as_f64().to_string(), true);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = match (hour, minute, second) {
        (0, 0, 0) => String::new(),
        _ => format!(" {hour:02}:{minute:02}:{second:02}"),
    };
    (format!("{year:04}-{month:02}-{day:02}{time}"), false)
}
