//! Two exports made by hand, deal by deal.

use splan::model::day::Day;
use splan::model::money::Money;
use splan::model::snapshot::{Called, Entry, Holder, Owner, Snapshot, State};

/// A deal in one export: the owner is a rep by its index.
#[derive(Clone, Copy, Debug)]
pub struct Deal<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub owners: &'a [Option<usize>],
    pub segment: Option<usize>,
    pub state: State,
    pub close: &'a str,
    pub created: &'a str,
    /// In minor units.
    pub amount: Option<i128>,
}

/// An open deal of the first rep.
pub fn open<'a>(id: &'a str, close: &'a str, amount: i128) -> Deal<'a> {
    let (owners, created) = (&[Some(0)][..], "");
    Deal { id, name: id, owners, segment: Some(0), state: State::Open, close, created, amount: Some(amount) }
}

impl<'a> Deal<'a> {
    pub fn state(self, state: State) -> Self {
        Deal { state, ..self }
    }

    pub fn of(self, owners: &'a [Option<usize>]) -> Self {
        Deal { owners, ..self }
    }
}

pub fn snapshot(deals: &[Deal<'_>]) -> Snapshot {
    let mut snapshot = Snapshot::default();
    for deal in deals {
        let owner = |rep: &Option<usize>| rep.map_or_else(|| Owner::Stranger("Cid".into()), Owner::Rep);
        let holder = Holder(deal.owners.iter().map(owner).map(|owner| (owner, 1)).collect());
        let at = snapshot.holders.iter().position(|known| *known == holder).unwrap_or_else(|| {
            snapshot.holders.push(holder);
            snapshot.holders.len() - 1
        });
        let entry = Entry {
            holder: u32::try_from(at).unwrap(),
            segment: deal.segment,
            state: deal.state,
            close: Day::parse(deal.close),
            created: Day::parse(deal.created),
            amount: deal.amount.map(Money::from_sum),
        };
        snapshot.push(entry, Called { id: deal.id, name: deal.name, account: "" });
    }
    snapshot
}
