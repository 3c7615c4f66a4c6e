//! How many cells an `.ods` sheet stands for, counted before the workbook crate makes room for them: a cell and a row may be
//! repeated by a number alone.

/// Follows the bytes of the part that holds the sheets.
#[derive(Default)]
pub struct Cells {
    /// The tag that is open, without its first sign, and the quote that is open within it.
    tag: Option<Vec<u8>>,
    quote: Option<u8>,
    /// How often the row occurs, the cells it has so far, and empty ones, which count only where another cell follows.
    repeats: u64,
    cells: u64,
    empty: u64,
    total: u64,
}

/// Cells of all sheets together: one sheet as large as old workbooks have it, filled to its last corner.
const MOST_CELLS: u64 = 65_536 * 256;
/// In bytes; a long formula is an attribute of its cell.
const LONGEST_TAG: usize = 256 * 1024;

impl Cells {
    /// Takes a byte, and says whether all is well so far.
    pub fn take(&mut self, byte: u8) -> bool {
        match (&mut self.tag, self.quote, byte) {
            (None, _, b'<') => self.tag = Some(Vec::new()),
            (None, ..) => {}
            (Some(tag), Some(quote), byte) => {
                self.quote = Some(quote).filter(|quote| *quote != byte);
                tag.push(byte);
            }
            (Some(_), None, b'>') => {
                let tag = self.tag.take().unwrap_or_default();
                self.see(&tag);
            }
            (Some(tag), None, byte) => {
                self.quote = Some(byte).filter(|byte| matches!(byte, b'"' | b'\''));
                tag.push(byte);
            }
        }
        self.total <= MOST_CELLS && self.tag.as_ref().is_none_or(|tag| tag.len() <= LONGEST_TAG)
    }

    fn see(&mut self, tag: &[u8]) {
        let is = |name: &[u8]| {
            let rest = tag.strip_prefix(name);
            rest.is_some_and(|rest| rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-'))
        };
        if is(b"table:table-row") {
            (self.repeats, self.cells, self.empty) = (number(tag, b"table:number-rows-repeated"), 0, 0);
        } else if is(b"table:table-cell") || is(b"table:covered-table-cell") {
            let before = self.cells;
            self.cells = self.cells.saturating_add(self.empty);
            let repeats = number(tag, b"table:number-columns-repeated");
            if tag.ends_with(b"/") {
                self.empty = repeats;
            } else {
                self.empty = 0;
                self.cells = self.cells.saturating_add(repeats);
            }
            self.total = self.total.saturating_add((self.cells - before).saturating_mul(self.repeats));
        }
    }
}

/// The number that an attribute has, 1 without one. One that is no number is for the workbook crate to refuse.
fn number(tag: &[u8], name: &[u8]) -> u64 {
    let at = tag.windows(name.len()).position(|window| window == name);
    let value = at.and_then(|at| tag.get(at + name.len()..)).unwrap_or_default();
    let digits = value.iter().skip_while(|byte| matches!(byte, b' ' | b'=' | b'"' | b'\'')).copied();
    let digits = digits.take_while(u8::is_ascii_digit).map(|byte| u64::from(byte - b'0'));
    digits
        .fold(None, |number: Option<u64>, digit| Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit)))
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(text: &str) -> Option<u64> {
        let mut cells = Cells::default();
        text.bytes().all(|byte| cells.take(byte)).then_some(cells.total)
    }

    #[test]
    fn repeated_cells_and_rows_count_as_often_as_they_occur() {
        let row = |cells: &str| format!("<table:table-row table:number-rows-repeated=\"3\">{cells}</table:table-row>");
        assert_eq!(total(&row("<table:table-cell><text:p>a</text:p></table:table-cell>")), Some(3));
        let empty = "<table:table-cell table:number-columns-repeated=\"16000\"/>";
        assert_eq!(total(&row(empty)), Some(0), "nothing follows");
        let filled = "<table:table-cell a='>' table:number-columns-repeated='10'>";
        assert_eq!(total(&row(&format!("{empty}{filled}"))), Some(48_030));
        assert_eq!(total(&row(&format!("{filled}{empty}<table:covered-table-cell/>"))), Some(48_030));
        assert_eq!(total(&row("<table:table-cell-properties><table:table-column/>")), Some(0));
        let much = format!("<table:table-row>{}", filled.replace("10", "99999999999999999999999"));
        assert_eq!(total(&much), None);
        assert_eq!(total(&format!("<x{}", " ".repeat(LONGEST_TAG + 1))), None);
    }
}
