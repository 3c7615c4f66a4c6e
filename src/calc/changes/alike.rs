//! Deals of the same name, account and owner: which of them are certainly the same.

use std::collections::BTreeMap;

use crate::calc::changes::{Entry, Snapshot};

/// Deals that share name, account and owner and are not matched yet, by their index in each export.
pub type Alike = [Vec<usize>; 2];

/// Takes the pairs that are certain out of `alike`: those that are equal in everything, of which it does not matter
/// which is which; the only two created on one day; and the only two that are left.
pub fn paired(before: &Snapshot, after: &Snapshot, alike: &mut Alike) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    // Ids are missing on one side at least: two ids would have told.
    let may_be = |old: &usize, new: &usize| before.called(*old).id.is_empty() || after.called(*new).id.is_empty();
    if alike.iter().any(|deals| deals.len() > 1) {
        let told_by = |entry: &Entry| (entry.state, entry.created, entry.close, entry.amount, entry.segment);
        each(before, after, alike, told_by, |[olds, news]| {
            let without_id = |at: &usize| before.called(*at).id.is_empty();
            // A deal with an id has fewer to be the same as, and chooses first.
            olds.sort_by_key(without_id);
            news.sort_by_key(|at| !after.called(*at).id.is_empty());
            let both = olds.len().min(news.len());
            pairs.extend((0..both).map(|at| (olds[at], news[at])).filter(|(old, new)| may_be(old, new)));
        });
        leave(&pairs, alike);
        each(
            before,
            after,
            alike,
            |entry| entry.created,
            |[olds, news]| {
                if let ([old], [new]) = (&olds[..], &news[..])
                    && may_be(old, new)
                    && before.entries().get(*old).is_some_and(|entry| entry.created.is_some())
                {
                    pairs.push((*old, *new));
                }
            },
        );
        leave(&pairs, alike);
    }
    if let ([old], [new]) = (&alike[0][..], &alike[1][..])
        && may_be(old, new)
    {
        pairs.push((*old, *new));
        *alike = Alike::default();
    }
    pairs
}

/// Shows every set of deals that have the same key.
fn each<K: Ord>(
    before: &Snapshot,
    after: &Snapshot,
    alike: &Alike,
    key: impl Fn(&Entry) -> K,
    mut show: impl FnMut(&mut Alike),
) {
    let mut sets: BTreeMap<K, Alike> = BTreeMap::new();
    for (side, (snapshot, deals)) in [before, after].into_iter().zip(alike).enumerate() {
        for at in deals {
            if let Some(entry) = snapshot.entries().get(*at) {
                sets.entry(key(entry)).or_default()[side].push(*at);
            }
        }
    }
    sets.values_mut().for_each(&mut show);
}

/// Leaves those that are in no pair.
fn leave(pairs: &[(usize, usize)], alike: &mut Alike) {
    let [olds, news]: [std::collections::BTreeSet<usize>; 2] =
        [pairs.iter().map(|(old, _)| *old).collect(), pairs.iter().map(|(_, new)| *new).collect()];
    alike[0].retain(|at| !olds.contains(at));
    alike[1].retain(|at| !news.contains(at));
}
