//! What moved between two exports: the pipeline of a period at the start, every way into it and out of it, and the
//! pipeline at the end, which foots in amount and count for the company and every team, rep and segment.
//!
//! A deal is in the pipeline of a period where it is open and its close date lies in it. Exports are compared as they
//! stand: what each says was known when it was taken.

mod alike;
mod figure;
mod matching;
mod order;
mod path;
mod portions;

use crate::calc::changes::matching::matched;
use crate::calc::changes::portions::{Groups, Portion, portions};
use crate::calc::group::{COMPANY, Group, Scope};
use crate::model::day::Span;
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::model::snapshot::{Entry, Holder, Snapshot, State};

pub use figure::{Figure, Movement, Sum};
pub use matching::{Ambiguous, Matching, Pair};
pub use order::Aged;
pub use path::{Path, path};

/// Two exports compared.
#[derive(Clone, Debug)]
pub struct Changes<'a> {
    pub before: &'a Snapshot,
    pub after: &'a Snapshot,
    /// The days that a close date falls on for a deal to be in this pipeline.
    pub period: Span,
    /// The company, teams, reps and segments in plan order, then what is unassigned; the company always, the others
    /// where they have anything in this pipeline.
    pub lines: Vec<Line>,
    /// The path of every deal of either export.
    pub paths: Vec<(Pair, Path)>,
    /// Won in the period by the second export without having been in its pipeline in the first: beside the figures.
    pub besides: Sum,
    /// Deals in this pipeline without an amount, in the first and the second export.
    pub without_amount: [u64; 2],
    pub matching: Matching,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub group: Group,
    pub movement: Movement,
}

/// A group whose figures do not add up to its pipeline at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unbalanced(pub Group);

/// Compares two exports.
///
/// # Errors
/// [`Unbalanced`] where figures do not foot, which no input brings about as long as this room is sound.
pub fn changes<'a>(
    plan: &Plan,
    before: &'a Snapshot,
    after: &'a Snapshot,
    period: Span,
) -> Result<Changes<'a>, Unbalanced> {
    let (pairs, matching) = matched(before, after);
    let groups = Groups::new(plan);
    let mut movements = vec![Movement::default(); groups.len()];
    let mut besides = Sum::default();
    let mut without_amount = [0; 2];
    let mut paths = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let (old, new) = (entry(before, pair.before), entry(after, pair.after));
        let path = path(old, new, period);
        paths.push((pair, path));
        for (entry, missing) in [old, new].into_iter().zip(&mut without_amount) {
            *missing += u64::from(entry.is_some_and(|e| e.is_due_in(period) && e.amount.is_none()));
        }
        if path == Path::Besides {
            besides.add(1, amount(new));
        }
        if !matches!(path, Path::Besides | Path::Outside) {
            let sides = Sides { plan, groups: &groups, before, after, old, new };
            sides.post(path, &mut movements);
        }
    }
    // Counted once more from the second export alone, so that the figures are held against something.
    for entry in after.entries().iter().filter(|entry| entry.is_due_in(period)) {
        for part in portions(plan, &groups, after, entry, entry.amount.unwrap_or_default()) {
            movements[part.group].add(Figure::Closing, part.count, part.amount);
        }
    }
    let lines = (0..groups.len()).map(|at| Line { group: groups.group(at), movement: movements[at] });
    let mut lines: Vec<Line> =
        lines.filter(|line| line.group == COMPANY || line.movement != Movement::default()).collect();
    if let Some(line) = lines.iter().find(|line| !line.movement.foots()) {
        return Err(Unbalanced(line.group));
    }
    lines.sort_by_key(|line| line.group.order());
    Ok(Changes { before, after, period, lines, paths, besides, without_amount, matching })
}

impl Changes<'_> {
    /// The lines of one scope, in order.
    pub fn of(&self, scope: Scope) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.group.scope == scope)
    }

    pub fn company(&self) -> Option<&Movement> {
        self.of(Scope::Company).next().map(|line| &line.movement)
    }

    /// How many deals took a path.
    pub fn on(&self, path: Path) -> usize {
        self.paths.iter().filter(|(_, taken)| *taken == path).count()
    }

    /// Both states of a deal.
    pub fn sides(&self, pair: Pair) -> [Option<&Entry>; 2] {
        [entry(self.before, pair.before), entry(self.after, pair.after)]
    }

    /// The deals behind a figure, each with what it adds to it, the largest first.
    pub fn behind(&self, figure: Figure) -> Vec<(Pair, Money)> {
        let mut deals: Vec<(Pair, Money)> = self
            .paths
            .iter()
            .filter_map(|(pair, path)| {
                let [old, new] = self.sides(*pair);
                let share = match figure {
                    Figure::TransferredIn | Figure::TransferredOut => {
                        let moved = path.stays() && self.holders(*pair).is_some_and(|[old, new]| old != new);
                        moved.then(|| amount(old))
                    }
                    _ => path.adds(figure, amount(old), amount(new)),
                };
                Some((*pair, share?))
            })
            .collect();
        deals.sort_by_key(|(_, share)| std::cmp::Reverse(share.minor().unsigned_abs()));
        deals
    }

    /// Deals won in the period that were not in its pipeline at the start, the largest first.
    pub fn won_besides(&self) -> Vec<(Pair, Money)> {
        let besides = self.paths.iter().filter(|(_, path)| *path == Path::Besides);
        let mut deals: Vec<_> = besides.map(|(pair, _)| (*pair, amount(self.sides(*pair)[1]))).collect();
        deals.sort_by_key(|(_, share)| std::cmp::Reverse(share.minor().unsigned_abs()));
        deals
    }

    /// Whose a deal was and is; nothing where it is in one export only.
    fn holders(&self, pair: Pair) -> Option<[&Holder; 2]> {
        let [old, new] = self.sides(pair);
        Some([self.before.holder(old?)?, self.after.holder(new?)?])
    }
}

fn entry(snapshot: &Snapshot, at: Option<usize>) -> Option<&Entry> {
    snapshot.entries().get(at?)
}

fn amount(entry: Option<&Entry>) -> Money {
    entry.and_then(|entry| entry.amount).unwrap_or_default()
}

/// A deal in both exports, with what is needed to share it among groups.
struct Sides<'s> {
    plan: &'s Plan,
    groups: &'s Groups,
    before: &'s Snapshot,
    after: &'s Snapshot,
    old: Option<&'s Entry>,
    new: Option<&'s Entry>,
}

impl Sides<'_> {
    /// Adds the deal to the figures of every group that has or had it.
    ///
    /// What leaves belongs to those who had it, what comes to those who have it. A deal that stays and changes hands is
    /// handed over at its old amount, and changes in the hands of those who have it now.
    fn post(&self, path: Path, movements: &mut [Movement]) {
        let (was, is) = (amount(self.old), amount(self.new));
        let had = self.share(self.before, self.old, was);
        for part in had.iter().filter(|_| path.starts_in()) {
            movements[part.group].add(Figure::Start, part.count, part.amount);
        }
        if let Some(figure) = path.leaves_by() {
            had.iter().for_each(|part| movements[part.group].add(figure, -part.count, -part.amount));
            return;
        }
        let has = self.share(self.after, self.new, is);
        if let Some(figure) = path.enters_at_new_amount() {
            has.iter().for_each(|part| movements[part.group].add(figure, part.count, part.amount));
            return;
        }
        let has_old = self.share(self.after, self.new, was);
        if path == Path::PulledIn {
            has_old.iter().for_each(|part| movements[part.group].add(Figure::PulledIn, part.count, part.amount));
        } else {
            hand_over(&had, &has_old, movements);
        }
        let figure = if is > was { Figure::Increased } else { Figure::Decreased };
        for (part, old) in has.iter().zip(&has_old).filter(|_| is != was) {
            movements[part.group].add(figure, 0, part.amount - old.amount);
        }
    }

    fn share(&self, snapshot: &Snapshot, entry: Option<&Entry>, amount: Money) -> Vec<Portion> {
        entry.map_or_else(Vec::new, |entry| portions(self.plan, self.groups, snapshot, entry, amount))
    }
}

/// Moves a deal from those who had it to those who have it.
fn hand_over(had: &[Portion], has: &[Portion], movements: &mut [Movement]) {
    for old in had {
        match has.iter().find(|new| new.group == old.group) {
            None => movements[old.group].add(Figure::TransferredOut, -old.count, -old.amount),
            Some(new) => {
                let (count, amount) = (new.count - old.count, new.amount - old.amount);
                let gained = if count == 0 { amount > Money::ZERO } else { count > 0 };
                let figure = if gained { Figure::TransferredIn } else { Figure::TransferredOut };
                if count != 0 || !amount.is_zero() {
                    movements[old.group].add(figure, count, amount);
                }
            }
        }
    }
    for new in has.iter().filter(|new| had.iter().all(|old| old.group != new.group)) {
        movements[new.group].add(Figure::TransferredIn, new.count, new.amount);
    }
}
