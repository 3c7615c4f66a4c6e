//! Owners: which rep of the plan a name, address or id means.

use std::cell::OnceCell;

use crate::model::actuals::Slot;
use crate::model::ledger::NO_OWNER;
use crate::model::money::Money;
use crate::model::person::folded;
use crate::model::plan::Plan;
use crate::model::rep::Rep;
use crate::read::export::batch::Cell;
use crate::read::export::cache::Cache;
use crate::read::export::hash::Map;
use crate::read::export::lanes::Slot32;
use crate::read::export::meant::meant;
use crate::read::export::missing::is_missing;
use crate::read::export::names::Names;

/// The plan's reps by every name they have; each distinct text of the exports is looked up once.
pub struct Owners<'a> {
    plan: &'a Plan,
    /// Filled when the first text is looked up: most reviews have no activities.
    reps: OnceCell<Reps>,
    names: &'a Names,
    known: Cache<Owner>,
}

/// Whose a deal or an activity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Owner {
    /// The rep; the first of several.
    pub lead: Slot32,
    pub whose: Whose,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    Rep,
    /// Several who share the deal, at least one of them a rep, by their number in [`Names::sharers`].
    Shared(u32),
    /// No rep of the plan, by the number of the name written in [`Names::strangers`].
    Stranger(u32),
}

/// Those who share a deal, and how much of it each has beside the others. The first leads: it has the deal, all have
/// its amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sharers(pub Vec<(Owner, u32)>);

/// How many distinct texts are remembered.
const MOST_REMEMBERED: usize = 100_000;

impl<'a> Owners<'a> {
    pub fn new(plan: &'a Plan, names: &'a Names) -> Self {
        Owners { plan, reps: OnceCell::new(), names, known: Cache::new(MOST_REMEMBERED) }
    }

    /// The owner that the cells of a row mean: the first that is a rep, else the first that is not empty.
    #[inline]
    pub fn find<'c>(&mut self, cells: impl Iterator<Item = &'c [u8]>) -> Owner {
        let mut first = None;
        for cell in cells.filter(|cell| !cell.is_empty()) {
            let owner = self.look_up(cell);
            if !owner.is_stranger() {
                return owner;
            }
            first = first.or(Some(owner));
        }
        first.unwrap_or_else(|| self.look_up(NO_OWNER.as_bytes()))
    }

    /// The owner that the text of one cell means.
    #[inline(always)]
    pub fn look_up(&mut self, text: &[u8]) -> Owner {
        let (plan, reps, names) = (self.plan, &self.reps, self.names);
        self.known.get_or(text, |text| meaning(reps.get_or_init(|| Reps::of(plan)), names, text))
    }

    /// The owners that plain cells mean, see [`Cache::fill`].
    #[inline(always)]
    pub fn fill<'c>(&mut self, owners: (&mut [Owner], &mut [bool]), cells: impl Iterator<Item = Cell<'c>> + Clone) {
        let (plan, reps, names) = (self.plan, &self.reps, self.names);
        let decide = |text: &str| meaning(reps.get_or_init(|| Reps::of(plan)), names, text);
        self.known.fill(owners, cells, decide);
    }
}

/// The reps of a plan as cells name them.
struct Reps {
    by_name: Map<String, usize>,
    /// The team of each, folded.
    teams: Vec<String>,
}

impl Reps {
    fn of(plan: &Plan) -> Self {
        let mut by_name = Map::default();
        // Names go in after aliases: a rep's own name wins over the alias of another.
        for (at, rep) in plan.reps.iter().enumerate().rev() {
            by_name.extend(rep.aliases.iter().map(|alias| (folded(alias), at)));
        }
        for (at, rep) in plan.reps.iter().enumerate().rev() {
            by_name.insert(folded(&rep.name), at);
        }
        let team = |rep: &Rep| folded(plan.teams.get(rep.team).map_or("", String::as_str));
        Reps { by_name, teams: plan.reps.iter().map(team).collect() }
    }
}

fn meaning(reps: &Reps, names: &Names, text: &str) -> Owner {
    let text = if is_missing(text) && !reps.by_name.contains_key(&folded(text)) { NO_OWNER } else { text };
    let owner = single(reps, names, text);
    if owner.slot().is_some() { owner } else { shared(reps, names, text).unwrap_or(owner) }
}

fn single(reps: &Reps, names: &Names, text: &str) -> Owner {
    let known = |name: &str| reps.by_name.get(&folded(&meant(name))).copied();
    let known = |name: &str| known(name).or_else(|| known(&turned(name)?));
    let of_team = || {
        let (name, remark) = remarked(text)?;
        known(name).filter(|rep| reps.teams.get(*rep).is_some_and(|team| *team == remark && !team.is_empty()))
    };
    let rep = known(text).or_else(|| known(without_remark(text)?)).or_else(of_team);
    rep.map_or_else(|| Owner::stranger(names.strangers.of(text)), Owner::rep)
}

/// `Lee, Ann` with the first name in front, as plans have it.
fn turned(text: &str) -> Option<String> {
    let (last, first) = text.trim().trim_matches('"').split_once([',', '，'])?;
    Some(format!("{first} {last}"))
}

/// The name in front of an address, or of a word for somebody who has left: `Ann Lee <ann@example.com>`, `王芳（离职）`.
fn without_remark(text: &str) -> Option<&str> {
    const LEFT: [&str; 12] = [
        "inactive",
        "deactivated",
        "deactivated user",
        "removed user",
        "disabled",
        "former",
        "left",
        "离职",
        "已离职",
        "停用",
        "已停用",
        "禁用",
    ];
    let (name, remark) = remarked(text)?;
    (remark.contains('@') || LEFT.contains(&remark.as_str())).then_some(name)
}

/// A name, and what stands in brackets behind it, folded.
fn remarked(text: &str) -> Option<(&str, String)> {
    let (name, remark) = text.split_once(['(', '（', '<', '['])?;
    Some((name, folded(remark.trim_end_matches([')', '）', '>', ']']))))
}

/// The names in an owner's cell, between signs that no name has.
pub fn each_name(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；', '、', '|']).map(str::trim).filter(|name| !name.is_empty())
}

/// `Ann; Bob`: names with a sign between them that no name has, of whom the plan knows one at least; with one that names
/// have, as in `Ann, Bob`, where it knows all of them.
fn shared(reps: &Reps, names: &Names, text: &str) -> Option<Owner> {
    let all = |parts: &mut dyn Iterator<Item = &str>| {
        let mut sharers: Vec<Owner> = Vec::new();
        for name in parts {
            let owner = single(reps, names, name);
            if !sharers.contains(&owner) {
                sharers.push(owner);
            }
        }
        sharers
    };
    let is_rep = |owner: &Owner| owner.slot().is_some();
    let mut sharers = all(&mut each_name(text));
    if !sharers.iter().any(is_rep) {
        let known = |name: &str| reps.by_name.contains_key(&folded(name));
        let parts = || text.split([',', '，', '/', '&', '+']);
        sharers = if parts().all(known) { all(&mut parts()) } else { Vec::new() };
    }
    match sharers.as_slice() {
        [] => None,
        [only] => Some(*only),
        several => Some(Owner::shared(Sharers(several.iter().map(|owner| (*owner, 1)).collect()), names)),
    }
}

impl Owner {
    pub fn rep(rep: usize) -> Self {
        Owner { lead: Some(rep).into(), whose: Whose::Rep }
    }

    /// By the number of the name.
    pub const fn stranger(name: u32) -> Self {
        Owner { lead: Slot32::NONE, whose: Whose::Stranger(name) }
    }

    pub fn shared(sharers: Sharers, names: &Names) -> Self {
        let lead = sharers.0.first().map_or(Slot32::NONE, |(first, _)| first.lead);
        Owner { lead, whose: Whose::Shared(names.share(sharers)) }
    }

    #[inline]
    pub fn is_stranger(self) -> bool {
        matches!(self.whose, Whose::Stranger(_))
    }

    /// The rep; the first of several.
    pub fn slot(self) -> Slot {
        self.lead.slot()
    }
}

impl Sharers {
    /// The amount in their shares; what cannot be shared exactly is the first one's, so that the sum is exact.
    pub fn shares(&self, amount: Money) -> impl Iterator<Item = (Slot, Money)> {
        let amounts = amount.shared(self.0.iter().map(|(_, units)| *units));
        self.0.iter().zip(amounts).map(|((owner, _), amount)| (owner.slot(), amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_what_is_seen_of_them() {
        for written in ["Ann Lee", " ann  LEE ", "Ann\u{a0}Lee", "Ann\u{3000}Lee\u{200b}", "\u{feff}Ann Lee"] {
            assert_eq!(folded(written), "ann lee", "{written:?}");
        }
        assert_ne!(folded("AnnLee"), "ann lee");
        assert_eq!(folded("Jose\u{301} Di\u{301}az"), folded("José Díaz"));
        assert_eq!(folded("Ａｎｎ　Ｌｅｅ"), "ann lee");
        assert_eq!(folded("张　伟"), "张伟");
        assert_ne!(folded("张伟 Wei"), "张伟wei");
        assert_eq!(folded("O’Brien"), "o'brien");
    }

    #[test]
    fn a_name_is_known_in_any_order_and_beside_a_remark() {
        let names = Names::default();
        let by_name = [("ann lee", 0), ("王芳", 1)].map(|(name, rep)| (name.into(), rep)).into_iter().collect();
        let reps = Reps { by_name, teams: vec![folded("East"), folded("销售一部")] };
        for text in [
            "Ann Lee",
            "Lee, Ann",
            "LEE，ANN",
            "Ann Lee (inactive)",
            "Ann Lee <ann@example.com>",
            "Ann Lee [Left]",
            "Lee, Ann (inactive)",
            "\"Lee, Ann\" <ann@example.com>",
            "=\"Ann Lee\"",
            "'Ann Lee",
        ] {
            assert_eq!(single(&reps, &names, text), Owner::rep(0), "{text}");
        }
        for text in ["王芳（离职）", "王芳(销售一部)"] {
            assert_eq!(single(&reps, &names, text), Owner::rep(1), "{text}");
        }
        for both in ["Ann Lee, 王芳", "王芳/Ann Lee", "Ann Lee & 王芳", "Ann Lee；王芳"] {
            assert!(matches!(meaning(&reps, &names, both).whose, Whose::Shared(_)), "{both}");
        }
        for other in ["Ann Lee, Bob", "王芳/华东", "Ann Lee (销售一部)"] {
            assert_eq!(meaning(&reps, &names, other).slot(), None, "{other}");
        }
        for text in ["Ann, Lee", "Ann Lee (North)", "Ann Lee (", "(inactive)", "Lee", "<ann@example.com>", ","] {
            assert_eq!(single(&reps, &names, text).slot(), None, "{text}");
        }
    }
}
