//! Whether the first of two exports looks like the later one.

use crate::calc::changes::Changes;
use crate::model::day::Day;
use crate::model::snapshot::{Entry, Snapshot, State};

/// Fewer signs than this may be chance: a deal that is reopened, or created and removed.
const FEWEST: u64 = 2;
/// Time runs backwards only where it does so this many times as often as forwards.
const TIMES: u64 = 4;

/// What happens from one export to another as time goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aged {
    /// Deals that are open in the one and won or lost in the other.
    pub closed: u64,
    /// Deals of the other alone, created later than every deal of the one.
    pub newer: u64,
}

impl Aged {
    fn signs(self) -> u64 {
        self.closed + self.newer
    }
}

impl Changes<'_> {
    /// What happened from the second export to the first, where that is so much more than the other way round that
    /// they are likely to have been swapped.
    pub fn swapped(&self) -> Option<Aged> {
        let (mut forwards, mut backwards) = (Aged::default(), Aged::default());
        let latest = [self.before, self.after].map(latest_created);
        for (pair, _) in &self.paths {
            let [old, new] = self.sides(*pair);
            forwards.closed += u64::from(is_open(old) && is_closed(new));
            backwards.closed += u64::from(is_open(new) && is_closed(old));
            forwards.newer += u64::from(old.is_none() && is_created_after(new, latest[0]));
            backwards.newer += u64::from(new.is_none() && is_created_after(old, latest[1]));
        }
        let signs = backwards.signs();
        (signs >= FEWEST && signs >= forwards.signs().saturating_mul(TIMES)).then_some(backwards)
    }
}

fn is_open(entry: Option<&Entry>) -> bool {
    entry.is_some_and(|entry| entry.state == State::Open)
}

fn is_closed(entry: Option<&Entry>) -> bool {
    entry.is_some_and(|entry| matches!(entry.state, State::Won | State::Lost))
}

/// Nothing is later than all of an export that has no such day.
fn is_created_after(entry: Option<&Entry>, latest: Option<Day>) -> bool {
    entry.and_then(|entry| entry.created).zip(latest).is_some_and(|(created, latest)| created > latest)
}

fn latest_created(export: &Snapshot) -> Option<Day> {
    export.entries().iter().filter_map(|entry| entry.created).max()
}
