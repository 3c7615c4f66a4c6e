//! Which cells are headings that are known: by them a heading row is found.

use crate::model::plan::Plan;
use crate::read::export::Kind;
use crate::read::export::fields::{self, Field};
use crate::read::export::hash::Map;
use crate::read::export::headings::{parted, plain};

/// Which fields the headings of a kind of files name.
pub struct Meaning<'p> {
    fields: Map<&'p str, &'static str>,
    prefixes: &'static [&'static str],
    hinted: Vec<String>,
}

/// In bytes; whatever is longer names no field.
const LONGEST_HEADING: usize = 120;

impl<'p> Meaning<'p> {
    pub fn new(kind: Kind, plan: &'p Plan) -> Self {
        let (known, prefixes, hints): (&[&Field], &[&str], _) = match kind {
            Kind::Deals => (&fields::OF_DEALS, &fields::DEAL_PREFIXES, &plan.deals.columns),
            Kind::Activities => (&fields::OF_ACTIVITIES, &fields::ACTIVITY_PREFIXES, &plan.activities.columns),
        };
        let mut fields = Map::default();
        if kind == Kind::Activities {
            fields.extend(fields::KINDS.iter().map(|(name, _)| (*name, "kind")));
        }
        // The first field that has a name goes in last.
        for field in known.iter().rev() {
            fields.extend(field.best.iter().chain(field.also).map(|name| (*name, field.name())));
        }
        Meaning { fields, prefixes, hinted: hints.values().map(|name| plain(name)).collect() }
    }

    /// The field that a cell names, where it is a heading; nothing where it is none that is known.
    pub fn of(&self, cell: &str) -> Option<&'static str> {
        let digit_first = cell.starts_with(|c: char| c.is_ascii_digit());
        if cell.len() > LONGEST_HEADING || cell.is_empty() || (digit_first && self.hinted.is_empty()) {
            return None;
        }
        let whole = plain(cell);
        let (heading, _) = parted(&whole);
        let known = self.fields.get(heading).or_else(|| self.fields.get(without_prefix(heading, self.prefixes)));
        known.copied().or_else(|| self.hinted.iter().any(|name| name == heading).then_some("a column of the plan"))
    }
}

/// The heading without words that say only what the row is.
pub fn without_prefix<'h>(heading: &'h str, prefixes: &[&str]) -> &'h str {
    let strip = |text: &'h str| prefixes.iter().find_map(|prefix| text.strip_prefix(prefix).map(str::trim_start));
    let mut rest = heading;
    while let Some(shorter) = strip(rest).filter(|shorter| !shorter.is_empty()) {
        rest = shorter;
    }
    rest
}
