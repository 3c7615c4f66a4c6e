//! The same deal more than once: found by the hash of its id, settled when its rows are read again.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::diagnostic::Diagnostic;
use crate::model::money::Money;
use crate::model::sentence::{Counted, harmless};
use crate::read::export::OnDuplicate;
use crate::read::export::deal::{Deal, Named};
use crate::read::export::hash::{self, Map};
use crate::read::export::headings::{Headings, plain};
use crate::read::export::ignored::Ignored;
use crate::read::export::names::Names;
use crate::read::export::owners::{Owner, Sharers};
use crate::read::export::records::{Broken, Records};
use crate::read::export::row::Row;
use crate::read::export::same_id;
use crate::read::export::sheet::Sheet;
use crate::read::export::splits::Share;
use crate::text;

/// Where a row stands: its file by number, its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    pub file: usize,
    pub line: u64,
}

/// The deals whose id has a repeated hash, each settled as its rows come.
pub struct Repeats {
    policy: OnDuplicate,
    /// The place of each id's group, so that the table itself stays small.
    by_id: Map<Box<str>, usize>,
    groups: Vec<Group>,
    /// The first few pairs of rows with one id and different fields, and how many there are.
    clashes: Vec<(String, At, At)>,
    clashing: u64,
    /// The fingerprints of rows without an id, and the first file of each.
    nameless: Map<u64, usize>,
}

/// All rows of one deal so far.
struct Group {
    first: At,
    /// The amount of the first row.
    amount: Option<Money>,
    named: Named,
    kept: At,
    /// The fingerprint of the row that is kept.
    print: u64,
    /// The fingerprints of its other rows.
    others: Vec<u64>,
    /// Whose shares its rows are, where each is the share of an owner.
    parts: Vec<Portion>,
}

/// One owner's share of a deal.
#[derive(Clone, Copy)]
struct Portion {
    owner: Owner,
    share: Share,
    /// The fingerprint of its row.
    print: u64,
}

impl Portion {
    fn of(named: &Named, print: u64) -> Option<Self> {
        named.deal.share.map(|share| Portion { owner: named.deal.owner, share, print })
    }
}

/// What becomes of a row of a repeated deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The first row of its deal.
    Used,
    /// Its amount is added to the deal's.
    Added,
    /// The same, though it is that of the first row: it may be that of the whole deal.
    AddedAgain,
    Ignored(Ignored),
}

/// Clashes told one by one.
const TOLD: usize = 5;

impl Repeats {
    pub fn new(policy: OnDuplicate) -> Self {
        Repeats {
            policy,
            by_id: Map::default(),
            groups: Vec::new(),
            clashes: Vec::new(),
            clashing: 0,
            nameless: Map::default(),
        }
    }

    /// Takes a row; rows come in the order of files and lines.
    pub fn take(&mut self, named: Named, at: At, print: u64) -> Settled {
        let known_id = self.by_id.get(&named.id).and_then(|group| self.groups.get_mut(*group));
        let Some(group) = known_id else {
            self.by_id.insert(named.id.clone(), self.groups.len());
            self.groups.push(Group {
                first: at,
                amount: named.deal.amount,
                parts: Portion::of(&named, print).into_iter().collect(),
                named,
                kept: at,
                print,
                others: Vec::new(),
            });
            return Settled::Used;
        };
        let known =
            group.print == print || group.others.contains(&print) || group.parts.iter().any(|part| part.print == print);
        if !known && self.policy != OnDuplicate::Last {
            group.others.push(print);
        }
        if let Some(part) = Portion::of(&named, print).filter(|part| !known && group.takes(part, &named.deal)) {
            group.parts.push(part);
            return Settled::Used;
        }
        match self.policy {
            OnDuplicate::Last if !known => {
                group.parts = Portion::of(&named, print).into_iter().collect();
                (group.named, group.kept, group.print) = (named, at, print);
                Settled::Ignored(Ignored::Combined)
            }
            _ if known => Settled::Ignored(Ignored::Duplicate),
            // A deal is not won and lost at once, and not shared in two ways, whatever its parts are worth.
            OnDuplicate::Sum if group.adds(&named.deal) => {
                let sum = &mut group.named.deal.amount;
                *sum = match (*sum, named.deal.amount) {
                    (Some(sum), Some(more)) => Some(sum + more),
                    (sum, more) => sum.or(more),
                };
                let is_again = named.deal.amount.is_some() && named.deal.amount == group.amount;
                if is_again { Settled::AddedAgain } else { Settled::Added }
            }
            OnDuplicate::First | OnDuplicate::Last => Settled::Ignored(Ignored::Combined),
            OnDuplicate::Error | OnDuplicate::Sum => {
                self.clashing += 1;
                if self.clashes.len() < TOLD {
                    self.clashes.push((named.id.to_string(), group.first, at));
                }
                Settled::Ignored(Ignored::Untold)
            }
        }
    }

    /// The file of the first row before this one of a file that it is like; rows come in the order of files and lines.
    pub fn first_file(&mut self, print: u64, file: usize) -> Option<usize> {
        match self.nameless.entry(print) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(place) => {
                place.insert(file);
                None
            }
        }
    }

    /// How many ids there are in all rows.
    pub fn ids(&self) -> u64 {
        self.groups.len() as u64
    }

    /// One deal for each id, in the order of the rows that are kept.
    ///
    /// # Errors
    /// The first few clashes, each with the column that differs, where the policy is to refuse them.
    pub fn settle(self, sheets: &[Sheet], names: &Names) -> Result<Vec<(At, Named)>, Vec<Diagnostic>> {
        if self.clashing > 0 {
            return Err(self.tell(sheets));
        }
        let mut deals: Vec<_> = self.groups.into_iter().map(|group| (group.kept, group.whole(names))).collect();
        deals.sort_unstable_by_key(|(at, _)| *at);
        Ok(deals)
    }

    fn tell(&self, sheets: &[Sheet]) -> Vec<Diagnostic> {
        let wanted = self.clashes.iter().flat_map(|(_, first, second)| [*first, *second]).collect();
        let rows = match rows_at(sheets, &wanted) {
            Ok(rows) => rows,
            Err(problems) => return problems,
        };
        let mut told: Vec<Diagnostic> = self.clashes.iter().map(|clash| told_apart(clash, sheets, &rows)).collect();
        let more = self.clashing.saturating_sub(told.len() as u64);
        if more > 0 {
            let rows = Counted(more, "more row", "more rows");
            told.push(Diagnostic::general(text!(
                en: "{rows} with the id of another deal and different fields";
                zh: "另有 {more} 行编号重复而内容不同"
            )));
        }
        if let Some(last) = told.pop() {
            let of_sum = text!(
                en: "`sum` adds amounts of rows that agree on whether the deal is won and have no shares; mend the rows, or take `--on-duplicate first` or `last`";
                zh: "`sum` 只累加成败一致且没有分成的行的金额；请更正这些行，或用 `--on-duplicate first` 或 `last`"
            );
            let which = text!(
                en: "say which counts: `--on-duplicate first` or `last` where each row has the amount of the whole deal, `sum` where it has a part of its own";
                zh: "请指明以哪行为准：各行均为整单金额时用 `--on-duplicate first` 或 `last`，各行为其中一部分时用 `sum`"
            );
            told.push(last.help(if self.policy == OnDuplicate::Sum { of_sum } else { which }));
        }
        told
    }
}

impl Group {
    /// Whether the row is one more owner's share of the deal: with the same facts, and no more than is left of it.
    fn takes(&self, part: &Portion, other: &Deal) -> bool {
        let ours = &self.named.deal;
        let same = (ours.amount, ours.outcome, ours.closed) == (other.amount, other.outcome, other.closed);
        let all = self.parts.iter().fold(part.share, |sum, part| sum.plus(part.share));
        let alone = self.parts.iter().all(|known| known.owner != part.owner);
        !self.parts.is_empty() && same && alone && !all.is_beyond_whole()
    }

    /// Whether the amount of the row can be added to the deal's.
    fn adds(&self, other: &Deal) -> bool {
        let ours = &self.named.deal;
        ours.outcome == other.outcome && ours.share.is_none() && other.share.is_none()
    }

    /// The deal with all who share it.
    fn whole(self, names: &Names) -> Named {
        let ([_, .., _], Some(mut share)) = (self.parts.as_slice(), self.named.deal.share) else {
            return self.named;
        };
        self.parts.iter().skip(1).for_each(|more| share = share.plus(more.share));
        let sharers = Sharers(self.parts.iter().map(|part| (part.owner, part.share.units())).collect());
        let owner = Owner::shared(sharers, names);
        Named { deal: Deal { owner, share: Some(share), ..self.named.deal }, ..self.named }
    }
}

/// A row's cells by heading.
type Cells = BTreeMap<String, (String, String)>;

fn told_apart((id, first, second): &(String, At, At), sheets: &[Sheet], rows: &BTreeMap<At, Cells>) -> Diagnostic {
    let place = |at: &At| format!("{}:{}", sheets.get(at.file).map_or("", |sheet| sheet.input.name.as_str()), at.line);
    let (one, other) = (place(first), place(second));
    let id = harmless(id, 40);
    let empty = Cells::new();
    let (a, b) = (rows.get(first).unwrap_or(&empty), rows.get(second).unwrap_or(&empty));
    let value = |cells: &Cells, key: &String| cells.get(key).map_or(String::new(), |(_, value)| harmless(value, 40));
    let differs = a.iter().chain(b).find(|(key, _)| a.get(*key).map(|c| &c.1) != b.get(*key).map(|c| &c.1));
    let (column, was, is) = match differs {
        Some((key, (heading, _))) => (harmless(heading, 40), value(a, key), value(b, key)),
        None => (String::new(), String::new(), String::new()),
    };
    Diagnostic::general(text!(
        en: "{other}: deal `{id}` is also at {one} with different fields: `{column}` is `{is}` here and `{was}` there";
        zh: "{other}：商机 `{id}` 在 {one} 也有且内容不同：`{column}` 此处为 `{is}`，彼处为 `{was}`"
    ))
}

/// The raw rows at the given places.
fn rows_at(sheets: &[Sheet], wanted: &BTreeSet<At>) -> Result<BTreeMap<At, Cells>, Vec<Diagnostic>> {
    let mut found = BTreeMap::new();
    let files: BTreeSet<usize> = wanted.iter().map(|at| at.file).collect();
    for (file, sheet) in files.into_iter().filter_map(|file| Some((file, sheets.get(file)?))) {
        let told = |broken: Broken| vec![sheet.broken(&broken)];
        let headings = &sheet.headings;
        let mut records = Records::open(sheet.input, &sheet.dialect).map_err(told)?;
        while let Some(row) = records.next().map_err(told)? {
            let at = At { file, line: row.line };
            if wanted.contains(&at) {
                let cell = |(column, _)| {
                    let heading = headings.get(column);
                    (plain(heading), (heading.to_owned(), row.cell(column).to_owned()))
                };
                found.insert(at, headings.iter().map(cell).collect());
            }
        }
    }
    Ok(found)
}

/// A number that two rows share if and, but for chance, only if their cells are equal heading by heading, in any order of columns,
/// ids of Salesforce in either form.
pub fn fingerprint(row: &Row, headings: &Headings) -> u64 {
    let cells = headings.iter().map(|(column, heading)| (heading, row.bytes(column)));
    let filled = cells.filter(|(_, cell)| !cell.is_empty());
    filled.fold(0, |sum: u64, (heading, cell)| sum.wrapping_add(hash::of_cell(heading.hash, same_id::short(cell))))
}
