//! How many cells an `.ods` sheet stands for, counted before the workbook crate makes room for them: a cell and a row may be
//! repeated by a number alone.

/// Follows the bytes of the part that holds the sheets.
#[derive(Default)]
pub struct Cells {
    /// The tag that is open, without its first sign, and the quote that is open within it.
    tag: Option<Vec<u8>>,
    quote: Option<u8>,
    /// How often the row occurs, the cells it has up to the last that is filled, and empty ones behind that.
    repeats: u64,
    filled: u64,
    empty: u64,
    /// Rows of the table from the first to the last that is filled, empty ones behind that, and the longest of them.
    rows: u64,
    empty_rows: u64,
    columns: u64,
    /// Cells of the tables before.
    before: u64,
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
            // What stands in these is no markup, and need not be kept.
            (Some(tag), None, byte) if tag.starts_with(b"!--") || tag.starts_with(b"![CDATA[") => {
                let end: &[u8] = if tag.starts_with(b"!--") { b"--" } else { b"]]" };
                if byte == b'>' && tag.ends_with(end) {
                    self.tag = None;
                } else {
                    let kept = tag.len().min(10);
                    tag.drain(8.min(kept)..tag.len().saturating_sub(1).max(8.min(kept)));
                    tag.push(byte);
                }
            }
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
        self.total() <= MOST_CELLS && self.tag.as_ref().is_none_or(|tag| tag.len() <= LONGEST_TAG)
    }

    fn total(&self) -> u64 {
        let row = self.filled.saturating_mul(self.repeats.max(1));
        self.before.saturating_add(self.rows.saturating_mul(self.columns)).saturating_add(row)
    }

    fn see(&mut self, tag: &[u8]) {
        let name = tag.split(|byte| byte.is_ascii_whitespace() || *byte == b'/').find(|name| !name.is_empty());
        match (tag.first() == Some(&b'/'), name.unwrap_or_default()) {
            (false, b"table:table-row") => {
                (self.repeats, self.filled, self.empty) = (number(tag, b"table:number-rows-repeated"), 0, 0);
                if tag.ends_with(b"/") {
                    self.end_row();
                }
            }
            (true, b"table:table-row") => self.end_row(),
            (false, b"table:table-cell" | b"table:covered-table-cell") => {
                let repeats = number(tag, b"table:number-columns-repeated");
                if tag.ends_with(b"/") && !tag.windows(6).any(|part| part == b"formul" || part == b"value=") {
                    self.empty = self.empty.saturating_add(repeats);
                } else {
                    self.filled = self.filled.saturating_add(self.empty).saturating_add(repeats);
                    self.empty = 0;
                }
            }
            (_, b"table:table") => {
                self.before = self.total();
                (self.rows, self.empty_rows, self.columns, self.filled) = (0, 0, 0, 0);
            }
            _ => {}
        }
    }

    /// Empty rows count where a filled one follows, and not in front of the first.
    fn end_row(&mut self) {
        if self.filled > 0 {
            let between = if self.rows > 0 { self.empty_rows } else { 0 };
            self.rows = self.rows.saturating_add(between).saturating_add(self.repeats);
            self.columns = self.columns.max(self.filled);
            self.empty_rows = 0;
        } else {
            self.empty_rows = self.empty_rows.saturating_add(self.repeats);
        }
        (self.filled, self.empty) = (0, 0);
    }
}

/// The number that an attribute has, 1 without one. One that is written oddly may be any.
fn number(tag: &[u8], name: &[u8]) -> u64 {
    let mut rest = tag;
    while let Some(at) = rest.iter().position(|byte| *byte == b'=') {
        let (before, behind) = rest.split_at(at);
        let written = before.trim_ascii_end();
        let start = written.iter().rposition(|byte| byte.is_ascii_whitespace()).map_or(0, |space| space + 1);
        let [quote, value @ ..] = behind.get(1..).unwrap_or_default().trim_ascii_start() else { return 1 };
        let end = value.iter().position(|byte| byte == quote).unwrap_or(value.len());
        if written.get(start..) == Some(name) {
            let digits =
                value.get(..end).map(|value| std::str::from_utf8(value).ok().and_then(|text| text.parse().ok()));
            return digits.flatten().unwrap_or(u64::MAX);
        }
        rest = value.get(end + 1..).unwrap_or_default();
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(text: &str) -> Option<u64> {
        let mut cells = Cells::default();
        text.bytes().all(|byte| cells.take(byte)).then_some(cells.total())
    }

    fn row(repeats: u64, cells: &str) -> String {
        format!("<table:table-row table:number-rows-repeated=\"{repeats}\">{cells}</table:table-row>")
    }

    const EMPTY: &str = "<table:table-cell table:number-columns-repeated=\"16000\"/>";
    const FILLED: &str = "<table:table-cell a='>' table:number-columns-repeated='10'>x</table:table-cell>";

    #[test]
    fn repeated_cells_and_rows_count_as_often_as_they_occur() {
        assert_eq!(total(&row(3, "<table:table-cell><text:p>a</text:p></table:table-cell>")), Some(3));
        assert_eq!(total(&row(1_000_000, EMPTY)), Some(0), "nothing follows");
        assert_eq!(total(&row(3, &format!("{FILLED}{EMPTY}"))), Some(30), "nothing follows");
        assert_eq!(total(&row(3, &format!("{EMPTY}{FILLED}"))), Some(48_030));
        assert_eq!(total(&row(3, "<table:table-cell-properties><table:table-column/>")), Some(0));
        let tables = format!("<table:table>{}</table:table>", row(2, FILLED)).repeat(3);
        assert_eq!(total(&tables), Some(60));
    }

    #[test]
    fn empty_rows_between_filled_ones_take_room() {
        let filled = row(1, FILLED);
        assert_eq!(total(&format!("{}{filled}", row(1_000_000, EMPTY))), Some(10));
        assert_eq!(total(&format!("{filled}{}{filled}", row(1_000, EMPTY))), Some(10_020));
        assert_eq!(total(&format!("{filled}{}{filled}", row(10_000_000, EMPTY))), None);
    }

    #[test]
    fn numbers_cannot_hide() {
        let with = |attributes: &str| total(&row(1, &format!("<table:table-cell {attributes}>x</table:table-cell>")));
        for attributes in [
            "x='table:number-columns-repeated=\"1\"' table:number-columns-repeated='99999999'",
            "x:table:number-columns-repeated='1' table:number-columns-repeated = '99999999'",
            "table:number-columns-repeated='&#49;'",
            "table:number-columns-repeated='99999999999999999999999'",
        ] {
            assert_eq!(with(attributes), None, "{attributes}");
        }
        assert_eq!(with("table:number-columns-repeated='+7'"), Some(7));
        assert_eq!(total(&format!("<!-- it's > --><![CDATA[ ' > ]]>{}", row(2, FILLED))), Some(20));
        assert_eq!(total(&format!("<x{}", " ".repeat(LONGEST_TAG + 1))), None);
    }
}
