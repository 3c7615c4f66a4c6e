//! Cells that are merged over several rows, as many hand-made sheets have: an owner beside all of its deals.

use std::cmp::Reverse;

use calamine::Dimensions;

/// What merged cells say of the rows below their first one.
#[derive(Default)]
pub struct Merged {
    /// Those whose first row is still to come, the nearest last.
    later: Vec<Dimensions>,
    open: Vec<Open>,
}

struct Open {
    column: usize,
    /// From 1.
    last: u64,
    text: String,
}

impl Merged {
    pub fn new(mut all: Vec<Dimensions>) -> Self {
        all.retain(|merged| merged.start.0 < merged.end.0);
        all.sort_unstable_by_key(|merged| Reverse(merged.start));
        Merged { later: all, open: Vec::new() }
    }

    /// Takes note of the cells that start with a row; rows come in their order.
    pub fn start(&mut self, line: u64, text: impl Fn(usize) -> Option<String>) {
        self.open.retain(|open| open.last >= line);
        while let Some(next) = self.later.pop_if(|next| u64::from(next.start.0) < line) {
            let column = usize::try_from(next.start.1).unwrap_or(usize::MAX);
            // Where the first row was left out, nothing is in it.
            let text = text(column).filter(|text| !text.is_empty() && u64::from(next.start.0) + 1 == line);
            self.open.extend(text.map(|text| Open { column, last: u64::from(next.end.0) + 1, text }));
        }
    }

    /// The columns, and what they say, of the cells that span a row.
    pub fn within(&self, line: u64) -> impl Iterator<Item = (usize, &str)> {
        self.open.iter().filter(move |open| open.last >= line).map(|open| (open.column, open.text.as_str()))
    }
}
