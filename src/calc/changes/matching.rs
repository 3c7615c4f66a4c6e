//! Which deal of one export is which of the other: by id, and where an id is missing by name, account and owner.

use std::collections::HashMap;

use crate::calc::changes::alike::{self, Alike};
use crate::calc::changes::{Holder, Snapshot};

/// A deal by its index in each export; in one of them at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub before: Option<usize>,
    pub after: Option<usize>,
}

/// How deals were found again. The two numbers of an array are those of the first and the second export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    pub by_id: u64,
    /// Without an id on one side at least, by name, account and owner.
    pub by_name: u64,
    pub without_id: [u64; 2],
    /// Without id, name and account: they cannot be found again.
    pub nameless: [u64; 2],
    /// Deals that share name, account and owner and cannot be told apart: none of them is matched.
    pub ambiguous: Vec<Ambiguous>,
}

/// Deals of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ambiguous {
    /// One of them, by its index in the first export.
    pub like: usize,
    pub deals: [u64; 2],
}

/// Every deal of both exports in exactly one pair: those of the first export in its order, then what only the second has.
pub fn matched(before: &Snapshot, after: &Snapshot) -> (Vec<Pair>, Matching) {
    let mut tally = Matching { without_id: [before, after].map(without_id), ..Matching::default() };
    let mut found: Vec<Option<usize>> = vec![None; before.entries().len()];
    let mut taken = vec![false; after.entries().len()];
    let ids: HashMap<&str, usize> = indices(before).map(|at| (before.called(at).id, at)).collect();
    for at in indices(after).filter(|at| has_id(after, *at)) {
        if let Some(old) = ids.get(after.called(at).id) {
            (found[*old], taken[at]) = (Some(at), true);
            tally.by_id += 1;
        }
    }
    drop(ids);
    if tally.without_id != [0, 0] {
        by_name(before, after, &mut found, &mut taken, &mut tally);
    }
    let olds = found.iter().enumerate().map(|(old, new)| Pair { before: Some(old), after: *new });
    let news = taken.iter().enumerate().filter(|(_, taken)| !**taken);
    (olds.chain(news.map(|(new, _)| Pair { before: None, after: Some(new) })).collect(), tally)
}

fn indices(snapshot: &Snapshot) -> std::ops::Range<usize> {
    0..snapshot.entries().len()
}

fn without_id(snapshot: &Snapshot) -> u64 {
    indices(snapshot).filter(|at| !has_id(snapshot, *at)).count() as u64
}

/// What tells a deal without an id from others.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    name: &'a str,
    account: &'a str,
    holder: &'a Holder,
}

fn by_name(before: &Snapshot, after: &Snapshot, found: &mut [Option<usize>], taken: &mut [bool], tally: &mut Matching) {
    let mut numbers: HashMap<Key<'_>, usize> = HashMap::new();
    let mut groups: Vec<Alike> = Vec::new();
    let olds = indices(before).filter(|at| found[*at].is_none()).map(|at| (0, before, at));
    let news = indices(after).filter(|at| !taken[*at]).map(|at| (1, after, at));
    for (side, snapshot, at) in olds.chain(news) {
        let Some(key) = key(snapshot, at) else {
            tally.nameless[side] += u64::from(!has_id(snapshot, at));
            continue;
        };
        let next = groups.len();
        let number = *numbers.entry(key).or_insert(next);
        if number == next {
            groups.push(Alike::default());
        }
        groups[number][side].push(at);
    }
    for mut alike in groups {
        for (old, new) in alike::paired(before, after, &mut alike) {
            (found[old], taken[new]) = (Some(new), true);
            tally.by_name += 1;
        }
        // Two deals with different ids are different deals, whatever their names.
        let apart = alike.iter().zip([before, after]).all(|(deals, of)| deals.iter().all(|at| has_id(of, *at)));
        if let ([like, ..], [_, ..], false) = (&alike[0][..], &alike[1][..], apart) {
            let deals = [alike[0].len() as u64, alike[1].len() as u64];
            tally.ambiguous.push(Ambiguous { like: *like, deals });
        }
    }
}

fn has_id(snapshot: &Snapshot, at: usize) -> bool {
    !snapshot.called(at).id.is_empty()
}

/// Nothing for a deal that has neither a name nor an account.
fn key(snapshot: &Snapshot, at: usize) -> Option<Key<'_>> {
    let called = snapshot.called(at);
    let holder = snapshot.holder(snapshot.entries().get(at)?)?;
    let key = Key { name: called.name, account: called.account, holder };
    (!key.name.is_empty() || !key.account.is_empty()).then_some(key)
}
