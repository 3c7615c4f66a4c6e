//! The heading row: what each column is called, as written and as compared.

use crate::read::export::row::Row;

/// The headings of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headings {
    all: Vec<Heading>,
    /// Cells of the heading row, empty ones at the end included.
    cells: usize,
    /// Cells of the first row of data, where it leaves out empty ones below empty headings.
    usual: usize,
}

/// One column's heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub written: String,
    /// In small letters, without a trailing `*` and a last part in brackets; `_` and `-` are spaces.
    pub plain: String,
    /// What the last brackets hold: a unit, a currency.
    pub note: String,
}

impl Headings {
    pub fn new(row: &Row) -> Self {
        let all = row.cells().take(row.filled()).map(Heading::new).collect();
        Headings { all, cells: row.len(), usual: row.len() }
    }

    /// `#1`, `#2`, …: for a file without headings, as wide as its first row.
    pub fn by_position(row: &Row) -> Self {
        let all = (1..=row.len()).map(|at| Heading::new(&format!("#{at}"))).collect();
        Headings { all, cells: row.len(), usual: row.len() }
    }

    /// How many cells the heading row has.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// How many headings there are, empty ones at the end not counted.
    pub fn width(&self) -> usize {
        self.all.len()
    }

    /// Lets the first row of data say how long rows are.
    pub fn see(&mut self, row: &Row) {
        if (self.width()..self.cells).contains(&row.len()) {
            self.usual = row.len();
        }
    }

    /// Whether the row has as many cells as rows have.
    pub fn fits(&self, row: &Row) -> bool {
        if row.is_ragged() { row.filled() <= self.cells } else { row.len() == self.cells || row.len() == self.usual }
    }

    pub fn get(&self, column: usize) -> &str {
        self.all.get(column).map_or("", |heading| heading.written.as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &Heading)> {
        self.all.iter().enumerate().filter(|(_, heading)| !heading.plain.is_empty())
    }

    /// The headings as written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(_, heading)| heading.written.as_str())
    }

    /// The column that the user means by `name`: as written, else compared like any heading, else `#3` by position.
    ///
    /// # Errors
    /// The first two columns, where several are called so.
    pub fn named(&self, name: &str) -> Result<Option<usize>, (usize, usize)> {
        let (exact, wanted) = (name.trim(), plain(name));
        let written = |heading: &Heading| heading.written == exact;
        let compared = |heading: &Heading| plain(&heading.written) == wanted;
        let columns = |is: &dyn Fn(&Heading) -> bool| {
            let mut columns = self.iter().filter(|(_, heading)| is(heading)).map(|(at, _)| at);
            (columns.next(), columns.next())
        };
        let (mut first, mut second) = columns(&written);
        if first.is_none() {
            (first, second) = columns(&compared);
        }
        let position = || exact.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < self.cells);
        match (first, second) {
            (Some(one), Some(other)) => Err((one, other)),
            _ => Ok(first.or_else(position)),
        }
    }

    /// Whether the row is the heading row once more.
    pub fn repeated_by(&self, row: &Row) -> bool {
        row.filled() == self.width() && row.cells().zip(&self.all).all(|(cell, heading)| cell == heading.written)
    }
}

impl Heading {
    pub fn new(cell: &str) -> Self {
        let whole = plain(cell);
        let (name, note) = parted(&whole);
        Heading { written: cell.to_owned(), plain: name.to_owned(), note: note.to_owned() }
    }
}

/// A plain heading without its last part in brackets, and what that holds.
pub fn parted(whole: &str) -> (&str, &str) {
    match whole.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, note)) if !name.trim().is_empty() => (name.trim(), note.trim()),
        _ => (whole, ""),
    }
}

/// A heading as it is compared with others: small letters, single spaces for `_` and `-`, plain brackets.
pub fn plain(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len());
    for c in heading.trim().trim_end_matches(['*', ' ', '：', ':']).chars() {
        match c {
            '\u{feff}' | '"' => {}
            '（' => out.push('('),
            '）' => out.push(')'),
            '_' | '-' => push_space(&mut out),
            c if c.is_whitespace() => push_space(&mut out),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_by_meaning() {
        for (written, compared, note) in [
            ("Close_Date", "close date", ""),
            (" Deal - Won  time * ", "deal won time", ""),
            ("商机金额（万元）", "商机金额", "万元"),
            ("Amount (converted)", "amount", "converted"),
            ("(Do Not Modify) Opportunity", "(do not modify) opportunity", ""),
            ("_id", "id", ""),
        ] {
            let heading = Heading::new(written);
            assert_eq!((heading.plain.as_str(), heading.note.as_str()), (compared, note), "{written}");
        }
    }
}
