//! The heading row: what each column is called, as written and as compared.

use crate::model::segment::{half_width, is_han};
use crate::read::export::hash;
use crate::read::export::money_note::MoneyNote;
use crate::read::export::row::Row;

/// The headings of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings {
    all: Vec<Heading>,
    /// Cells of the heading row, empty ones at the end included.
    cells: usize,
    /// What a row above them says of all amounts.
    above: Option<MoneyNote>,
    /// Cells of the first row of data, where it leaves out empty ones below empty headings.
    usual: usize,
}

/// One column's heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub written: String,
    /// In small letters, without a trailing `*` and a last part in brackets; `_` and `-` are spaces.
    pub plain: String,
    /// The hash of that.
    pub hash: u64,
    /// What the last brackets hold: a unit, a currency.
    pub note: String,
}

impl Headings {
    pub fn new(row: &Row) -> Self {
        let all = row.cells().take(row.filled()).map(Heading::new).collect();
        Headings { all, cells: row.len(), usual: row.len(), above: None }
    }

    /// Those of a row below others, which were [seen](Headings::see_above).
    pub fn below(titles: Headings, row: &Row) -> Self {
        Headings { above: titles.above, ..Self::new(row) }
    }

    /// `#1`, `#2`, …: for a file without headings, as wide as its first row.
    pub fn by_position(row: &Row) -> Self {
        let all = (1..=row.len()).map(|at| Heading::new(&format!("#{at}"))).collect();
        Headings { all, cells: row.len(), usual: row.len(), above: None }
    }

    /// Takes what a row above them says of the unit of all amounts: `单位：万元`, `销售台账（单位：万元）`, `in thousands`.
    pub fn see_above(&mut self, row: &Row) {
        let says = |cell: &str| {
            let whole = plain(cell);
            let (_, note) = parted(&whole);
            // A single letter says nothing here.
            let is_said = |text: &&str| text.contains([' ', ':', '：']) || !text.is_ascii();
            let of_units =
                |text: &&str| ["单位", "金额单位", "货币单位", "unit", "in "].iter().any(|word| text.starts_with(word));
            [whole.as_str(), note].into_iter().filter(is_said).find_map(|text| {
                let says = MoneyNote::of(text);
                (says.certain && (says.unit != 1 || of_units(&text))).then_some(says)
            })
        };
        self.above = self.above.take().or_else(|| row.cells().find_map(says));
    }

    /// What the heading of a column, else a row above it, says of its amounts.
    pub fn money_note(&self, column: usize) -> MoneyNote {
        let own = self.all.get(column).map(Heading::money_note).unwrap_or_default();
        let silent = own.unit == 1 && own.currency.is_none() && own.unknown.is_none();
        self.above.clone().filter(|_| silent).unwrap_or(own)
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
        Heading { written: cell.to_owned(), hash: hash::of(&name), plain: name.to_owned(), note: note.to_owned() }
    }

    /// What one of amounts says of them. It may be nothing but a unit; but a letter alone may mean anything.
    fn money_note(&self) -> MoneyNote {
        let is_letter = |word: &str| word.len() == 1 && word.is_ascii();
        match self.note.as_str() {
            "" if self.plain.split(' ').any(is_letter) => MoneyNote::default(),
            "" => Some(MoneyNote::of(&self.plain)).filter(|note| note.certain).unwrap_or_default(),
            note => MoneyNote::of(note),
        }
    }
}

/// A plain heading without its last part in brackets, or a last part that can only be about its amounts, and what that
/// says.
pub fn parted(whole: &str) -> (&str, &str) {
    match whole.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, note)) if !name.trim().is_empty() => (name.trim(), note.trim()),
        _ => amount_and_unit(whole).unwrap_or((whole, "")),
    }
}

/// `amount in k$`, `amount kusd`, `金额：万元`, `金额/万元`, `合同金额万元`.
fn amount_and_unit(whole: &str) -> Option<(&str, &str)> {
    const BETWEEN: [char; 6] = [' ', ':', '：', '/', ',', '，'];
    const SIGNS: [char; 7] = ['$', '€', '£', '元', '万', '亿', '币'];
    const AMOUNTS: [&str; 7] = ["amount", "value", "revenue", "total", "price", "额", "收入"];
    // Every cell of the first rows may be a heading: what is no unit has to be seen at once.
    let at = whole.find(" in ").or_else(|| whole.ends_with(SIGNS).then(|| whole.find(BETWEEN))?);
    let after_amount = || {
        let mut ends = whole.match_indices(BETWEEN).map(|(at, _)| at);
        ends.find(|at| whole.get(..*at).is_some_and(|name| AMOUNTS.iter().any(|amount| name.ends_with(amount))))
    };
    if let Some((name, note)) = at.or_else(after_amount).and_then(|at| whole.split_at_checked(at)) {
        // A single letter may mean anything.
        let note = note.trim_start_matches(BETWEEN);
        let is_letter = note.len() == 1 && note.chars().all(char::is_alphabetic);
        return (!is_letter && MoneyNote::of(note).certain).then_some((name, note));
    }
    let units = ["百万元", "千万元", "万元", "亿元", "千元"];
    let of_amount = |name: &&str| name.ends_with('额');
    let behind = || {
        let named = units.iter().find_map(|unit| whole.strip_suffix(unit)).filter(|name| !name.is_empty());
        named.or_else(|| ["万", "亿"].iter().find_map(|unit| whole.strip_suffix(unit)).filter(of_amount))
    };
    let front = || units.iter().find_map(|unit| whole.strip_prefix(unit)).filter(of_amount);
    // Most headings of Chinese have none of these characters.
    if !whole.contains(['万', '亿', '千']) {
        return None;
    }
    match behind() {
        Some(name) => whole.split_at_checked(name.len()),
        None => front().map(|name| (name, &whole[..whole.len() - name.len()])),
    }
}

/// A heading as it is compared with others: small letters, single spaces for `_` and `-`, plain brackets.
pub fn plain(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len());
    // Reports show by an arrow how they are sorted.
    let named = heading.trim().trim_end_matches(['*', ' ', '：', ':', '↑', '↓', '▲', '▼', '⬆', '⬇', '\u{fe0f}']);
    let named = named.trim_start_matches(['*', ' ']);
    // Whether the space at the end is one as written.
    let mut is_spaced = false;
    for c in named.chars().map(|c| half_width(c).unwrap_or(c)) {
        // Chinese has no spaces: one inside a word, or a line break, is but how it was fitted into its cell.
        if is_spaced && is_han(c) && out.trim_end().ends_with(is_han) {
            out.truncate(out.trim_end().len());
        }
        is_spaced = c.is_whitespace();
        match c {
            '\u{feff}' | '"' => {}
            '（' | '[' | '【' => out.push('('),
            '）' | ']' | '】' => out.push(')'),
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
            ("金额【万元】", "金额", "万元"),
            ("Amount in k$", "amount", "in k$"),
            ("Amount in company currency", "amount in company currency", ""),
            ("金额：万元", "金额", "万元"),
            ("金额_万元", "金额", "万元"),
            ("合同金额万元", "合同金额", "万元"),
            ("合同万元", "合同", "万元"),
            ("金额万", "金额", "万"),
            ("万元金额", "金额", "万元"),
            ("百万客户", "百万客户", ""),
            ("金额/万元", "金额", "万元"),
            ("金额：万", "金额", "万"),
            ("Amount €", "amount", "€"),
            ("Amount k", "amount k", ""),
            ("Amount, kUSD", "amount", "kusd"),
            ("Amount USD'000", "amount", "usd'000"),
            ("Amount (EUR) k", "amount", "(eur) k"),
            ("Close Date  ↑", "close date", ""),
            ("Ａｍｏｕｎｔ", "amount", ""),
            ("* 负 责\n人", "负责人", ""),
            ("预计成交\n日期", "预计成交日期", ""),
            ("金 额 （万 元）", "金额", "万元"),
            ("Close\nDate", "close date", ""),
            ("Check in date", "check in date", ""),
            ("Team M", "team m", ""),
            ("Owner/Team", "owner/team", ""),
            ("Amount currency", "amount currency", ""),
        ] {
            let heading = Heading::new(written);
            assert_eq!((heading.plain.as_str(), heading.note.as_str()), (compared, note), "{written}");
        }
        for (written, unit) in
            [("万元", 10_000), ("USD thousands", 1_000), ("Amount k", 1), ("k€", 1_000), ("Deals", 1)]
        {
            assert_eq!(Heading::new(written).money_note().unit, unit, "{written}");
        }
    }
}
