//! One export as it stands: every deal in it, small enough to hold two exports side by side.

use crate::model::actuals::Slot;
use crate::model::day::{Day, Span};
use crate::model::money::Money;

/// Where a deal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Open,
    Won,
    Lost,
    /// Invalid by its stage or status: no deal at all.
    Void,
    /// Revenue that the plan calls secured, which is in no pipeline.
    Secured,
}

/// One who has deals.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    Rep(usize),
    /// No rep of the plan, by the name written.
    Stranger(String),
}

impl Owner {
    pub fn slot(&self) -> Slot {
        match self {
            Owner::Rep(rep) => Some(*rep),
            Owner::Stranger(_) => None,
        }
    }
}

/// Whose deals are, and how much of them each has beside the others. The first leads: it has the deal, all share its
/// amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Holder(pub Vec<(Owner, u32)>);

/// One deal without its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Index in [`Snapshot::holders`].
    pub holder: u32,
    pub segment: Slot,
    pub state: State,
    /// When it closed, or is expected to.
    pub close: Option<Day>,
    pub created: Option<Day>,
    /// In the plan's currency.
    pub amount: Option<Money>,
}

impl Entry {
    /// Whether it is in the pipeline of a period: open, and expected to close in it.
    pub fn is_due_in(&self, period: Span) -> bool {
        self.state == State::Open && self.close.is_some_and(|day| period.contains(day))
    }
}

/// What tells a deal from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Called<'a> {
    /// Empty where the export has none.
    pub id: &'a str,
    pub name: &'a str,
    pub account: &'a str,
}

/// All deals of one export, each id once, in the order of their rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    pub holders: Vec<Holder>,
    entries: Vec<Entry>,
    /// Id, name and account of every entry one behind the other: hundreds of thousands of deals, three allocations.
    texts: String,
    /// Where each of those texts ends: three for an entry.
    ends: Vec<usize>,
}

impl Snapshot {
    /// Without deals yet.
    pub fn of(holders: Vec<Holder>) -> Self {
        Snapshot { holders, ..Snapshot::default() }
    }

    pub fn push(&mut self, entry: Entry, called: Called<'_>) {
        self.entries.push(entry);
        for text in [called.id, called.name, called.account] {
            self.texts.push_str(text);
            self.ends.push(self.texts.len());
        }
    }

    /// Adds the deals of a later part of the export.
    pub fn append(&mut self, other: Snapshot) {
        let (holders, texts) = (self.holders.len(), self.texts.len());
        self.holders.extend(other.holders);
        let shift = u32::try_from(holders).unwrap_or(u32::MAX);
        let renumbered =
            other.entries.into_iter().map(|entry| Entry { holder: entry.holder.saturating_add(shift), ..entry });
        self.entries.extend(renumbered);
        self.texts.push_str(&other.texts);
        self.ends.extend(other.ends.into_iter().map(|end| end + texts));
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Empty texts beyond the last entry.
    pub fn called(&self, at: usize) -> Called<'_> {
        let start = at.saturating_mul(3);
        let end = |nth: usize| self.ends.get(start.checked_add(nth)?).copied();
        let first = start.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let text = |from: Option<usize>, to: Option<usize>| match (from, to) {
            (Some(from), Some(to)) => self.texts.get(from..to).unwrap_or_default(),
            _ => "",
        };
        Called { id: text(first, end(0)), name: text(end(0), end(1)), account: text(end(1), end(2)) }
    }

    pub fn holder(&self, entry: &Entry) -> Option<&Holder> {
        self.holders.get(entry.holder as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(names: &[&str]) -> Snapshot {
        let mut part = Snapshot::default();
        part.holders.push(Holder(vec![(Owner::Stranger(names.join("+")), 1)]));
        for name in names {
            let entry =
                Entry { holder: 0, segment: None, state: State::Open, close: None, created: None, amount: None };
            part.push(entry, Called { id: "", name, account: "客户" });
        }
        part
    }

    #[test]
    fn parts_keep_their_texts_and_holders() {
        let mut all = part(&["Anvil", "Crane"]);
        all.append(part(&["Drill"]));
        let names: Vec<&str> = (0..4).map(|at| all.called(at).name).collect();
        assert_eq!(names, ["Anvil", "Crane", "Drill", ""]);
        assert_eq!(all.called(2), Called { id: "", name: "Drill", account: "客户" });
        let holder = |at: usize| all.holder(&all.entries()[at]).unwrap().clone();
        let stranger = |name: &str| Holder(vec![(Owner::Stranger(name.into()), 1)]);
        assert_eq!((holder(1), holder(2)), (stranger("Anvil+Crane"), stranger("Drill")));
    }
}
