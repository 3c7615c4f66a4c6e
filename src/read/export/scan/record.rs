//! One record by the rules of CSV, byte by byte: for the rows that marks alone cannot cut.

use csv::StringRecord;

/// Where the reading of a record stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// After a quote inside a quoted cell: it closes the cell, or is the first of a pair.
    AfterQuote,
}

/// Reads the record at the start of `text` into `record`, and gives its length in bytes with its newline; nothing
/// where it is not whole. A quote opens only at the start of a cell; text behind a closing one belongs to the cell.
pub fn record(text: &str, delimiter: u8, record: &mut StringRecord) -> Option<usize> {
    record.clear();
    let (mut state, mut cell, mut kept) = (State::CellStart, String::new(), 0);
    for (at, byte) in text.bytes().enumerate() {
        let ends = byte == b'\n' || byte == delimiter;
        // Text is taken over in runs; a quote that is not part of a cell's text ends a run.
        state = match (state, byte) {
            (State::CellStart, b'"') => {
                kept = at + 1;
                State::Quoted
            }
            (State::Quoted, b'"') => {
                cell.push_str(text.get(kept..at)?);
                kept = at + 1;
                State::AfterQuote
            }
            (State::AfterQuote, b'"') => {
                kept = at;
                State::Quoted
            }
            (State::Quoted, _) => State::Quoted,
            _ if ends => {
                cell.push_str(text.get(kept..at)?);
                record.push_field(&cell);
                cell.clear();
                kept = at + 1;
                if byte == b'\n' {
                    return Some(at + 1);
                }
                State::CellStart
            }
            _ => State::Plain,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_follow_the_rules() {
        let mut cells = StringRecord::new();
        for (text, expected) in [
            ("a,b\nc", &["a", "b"][..]),
            ("\"a\"\"b\",\"\",\n", &["a\"b", "", ""]),
            ("\"a\"b\"c,5\" pipe,\"x\ny\"\r\n", &["ab\"c", "5\" pipe", "x\ny\r"]),
            ("\n", &[""]),
        ] {
            assert!(record(text, b',', &mut cells).is_some());
            assert_eq!(cells, StringRecord::from(expected), "{text}");
        }
        assert_eq!(record("a,\"b\nc", b',', &mut cells), None);
    }
}
