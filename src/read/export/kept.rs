//! Deals kept one by one, for comparing two exports.

use crate::model::snapshot::{Called, Entry, Holder, Owner, Snapshot, State};
use crate::read::export::deal::Deal;
use crate::read::export::hash::{Map, Set};
use crate::read::export::names::Names;
use crate::read::export::owners::{self, Whose};
use crate::read::export::stages::Outcome;

/// The deals of a file, or of a part of it, in the order of their rows.
pub struct Kept<'a> {
    names: &'a Names,
    deals: Snapshot,
    /// Rows of void deals, which count only where their id is nothing else.
    void: Snapshot,
    /// The place of each owner in the holders of both.
    holders: Map<owners::Owner, u32>,
}

impl<'a> Kept<'a> {
    pub fn new(names: &'a Names) -> Self {
        Kept { names, deals: Snapshot::default(), void: Snapshot::default(), holders: Map::default() }
    }

    pub fn deal(&mut self, deal: &Deal, called: Called<'_>) {
        let state = match deal.outcome {
            _ if deal.place.is_secured() => State::Secured,
            Outcome::Open => State::Open,
            Outcome::Won => State::Won,
            Outcome::Lost => State::Lost,
            Outcome::Void => State::Void,
        };
        let entry = Entry {
            holder: self.holder(deal.owner),
            segment: deal.place.segment(),
            state,
            close: deal.closed,
            created: deal.created,
            amount: deal.credit(),
        };
        self.deals.push(entry, called);
    }

    pub fn void(&mut self, owner: owners::Owner, called: Called<'_>) {
        let holder = self.holder(owner);
        let entry = Entry { holder, segment: None, state: State::Void, close: None, created: None, amount: None };
        self.void.push(entry, called);
    }

    /// The deals of two parts, the earlier one first; nothing where deals are not kept.
    pub fn both(earlier: Option<Self>, later: Option<Self>) -> Option<Self> {
        match (earlier, later) {
            (Some(mut earlier), Some(later)) => {
                earlier.deals.append(later.deals);
                earlier.void.append(later.void);
                Some(earlier)
            }
            (earlier, later) => earlier.or(later),
        }
    }

    pub fn finish(self) -> Snapshot {
        let mut all = self.deals;
        let mut ids: Set<String> = Set::default();
        if !self.void.entries().is_empty() {
            ids.extend((0..all.entries().len()).map(|at| all.called(at).id.to_owned()));
        }
        let mut void = Snapshot::of(self.void.holders.clone());
        for (at, entry) in self.void.entries().iter().enumerate() {
            let called = self.void.called(at);
            if called.id.is_empty() || ids.insert(called.id.to_owned()) {
                void.push(*entry, called);
            }
        }
        all.append(void);
        all
    }

    fn holder(&mut self, owner: owners::Owner) -> u32 {
        if let Some(at) = self.holders.get(&owner) {
            return *at;
        }
        let at = u32::try_from(self.deals.holders.len()).unwrap_or(u32::MAX);
        let holder = match owner.whose {
            Whose::Shared(sharers) => {
                Holder(self.names.sharers(sharers).0.iter().map(|(owner, units)| (self.one(*owner), *units)).collect())
            }
            Whose::Rep | Whose::Stranger(_) => Holder(vec![(self.one(owner), 1)]),
        };
        self.deals.holders.push(holder.clone());
        self.void.holders.push(holder);
        self.holders.insert(owner, at);
        at
    }

    fn one(&self, owner: owners::Owner) -> Owner {
        let name = || match owner.whose {
            Whose::Stranger(name) => self.names.strangers.text(name).to_string(),
            // Nobody is several in turn.
            Whose::Rep | Whose::Shared(_) => String::new(),
        };
        owner.slot().map_or_else(|| Owner::Stranger(name()), Owner::Rep)
    }
}
