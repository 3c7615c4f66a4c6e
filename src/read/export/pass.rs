//! One reading of all files, row by row.

use crate::model::day::Day;
use crate::model::diagnostic::Diagnostic;
use crate::model::ledger::Remark;
use crate::model::snapshot::Called;
use crate::read::export::activity::Activity;
use crate::read::export::batch::MOST;
use crate::read::export::deal::{Label, Named};
use crate::read::export::deals::Deals;
use crate::read::export::duplicates::{At, Repeats, Settled};
use crate::read::export::fold::Fold;
use crate::read::export::hash::{self, Set};
use crate::read::export::ids::Ids;
use crate::read::export::kept::Kept;
use crate::read::export::names::Names;
use crate::read::export::owners::Owner;
use crate::read::export::rows::Found;
use crate::read::export::scan::{self, Cuts, Halt};
use crate::read::export::sheet::{Senses, Sheet, Stop};
use crate::read::export::{Kind, Rules, every, problems};

/// How all files are read in one pass.
pub struct Reading<'r> {
    pub rules: &'r Rules<'r>,
    pub cuts: &'r Cuts,
    /// Deals whose id has one of these hashes are held back until all their rows are known; rows without an id of which all
    /// cells have one may be like another.
    pub twice: &'r Set<u64>,
    /// Whether deals are kept one by one.
    pub keep: bool,
    /// Whether there are several exports of activities, of which two may hold the same ones.
    pub may_overlap: bool,
}

/// What one reading of all files gives.
pub struct Pass<'a> {
    /// One per file.
    pub folds: Vec<Fold<'a>>,
    /// The hash of every id that was not asked for again, and of each row without one.
    pub ids: Ids,
    pub repeats: Repeats,
    /// The deals of all files, where they are kept.
    pub kept: Option<Kept<'a>>,
}

/// What the rows of a file, or of a part of it, give.
pub struct Gathered<'a> {
    pub fold: Fold<'a>,
    pub ids: Ids,
    held: Vec<Held>,
    alike: Vec<Alike>,
    /// The hashes of activities that are asked for in other files, each once.
    activities: Set<u64>,
    kept: Option<Kept<'a>>,
}

/// A row of a deal that has several.
struct Held {
    named: Named,
    line: u64,
    print: u64,
}

/// A row without an id that another one may be like in every cell.
#[derive(Clone, Copy)]
struct Alike {
    line: u64,
    print: u64,
    kind: Kind,
}

/// Reads every file once.
///
/// # Errors
/// Every problem that makes the facts unusable.
pub fn pass<'a>(
    sheets: &mut [Sheet<'a>],
    senses: &mut Senses<'a>,
    reading: &Reading,
) -> Result<Pass<'a>, Vec<Diagnostic>> {
    let (mut ids, mut repeats) = (Ids::default(), Repeats::new(reading.rules.on_duplicate));
    let mut kept: Option<Kept> = None;
    let folds = every(sheets.iter_mut().enumerate().map(|(file, sheet)| {
        let mut gathered = one_file(sheet, senses, reading)?;
        gathered.settle(file, &mut repeats);
        ids.merge(gathered.ids);
        kept = Kept::both(kept.take(), gathered.kept);
        Ok(gathered.fold)
    }))?;
    Ok(Pass { folds, ids, repeats, kept })
}

/// Reads one file, the fast way where it is plain, as often as its columns turn out to be of another form.
fn one_file<'a>(
    sheet: &mut Sheet<'a>,
    senses: &mut Senses<'a>,
    reading: &Reading,
) -> Result<Gathered<'a>, Vec<Diagnostic>> {
    loop {
        let stop = match sheet.plain() {
            Some((file, plain)) => match scan::scan(sheet, (&*file, &plain), senses, reading) {
                Ok(gathered) => return Ok(gathered),
                Err(Halt::Again) => Stop::Again,
                Err(Halt::Slow) => {
                    sheet.slow_down();
                    continue;
                }
            },
            None => {
                let mut gathered = Gathered::new(sheet.name(), reading, senses.names);
                match sheet.read(senses, reading, &mut gathered) {
                    Ok(()) => return Ok(gathered),
                    Err(stop) => stop,
                }
            }
        };
        match stop {
            // By the second pass every column has settled, unless somebody is writing to the file.
            Stop::Again if !reading.twice.is_empty() => return Err(vec![problems::changed(sheet.name())]),
            Stop::Again => {}
            Stop::Problems(problems) => return Err(problems),
        }
    }
}

impl<'a> Gathered<'a> {
    pub fn new(file: &'a str, reading: &Reading, names: &'a Names) -> Self {
        let kept = reading.keep.then(|| Kept::new(names));
        Gathered {
            fold: Fold::new(file, reading.rules, names),
            ids: Ids::default(),
            held: Vec::new(),
            alike: Vec::new(),
            activities: Set::default(),
            kept,
        }
    }

    /// Takes the deal of one row.
    #[inline]
    pub fn take(&mut self, found: &Found, reading: &Reading) {
        let id = found.id();
        if !id.is_empty() {
            let hash = hash::of_id(id);
            if reading.twice.contains(&hash) {
                return self.hold(found);
            }
            self.ids.push(&[hash]);
        } else {
            let (line, print) = (found.line(), found.fingerprint());
            let hash = hash::of_print(print);
            if reading.twice.contains(&hash) {
                // One text may be two amounts or days, in two files.
                let print = hash::of(&(print, found.deal.amount, found.deal.created, found.deal.closed));
                self.alike.push(Alike { line, print, kind: Kind::Deals });
            }
            self.ids.push(&[hash]);
        }
        self.fold.account.used();
        self.fold.deal(found.deal, found.line(), || found.label());
        if let Some(kept) = &mut self.kept {
            kept.deal(found.deal, found.called());
        }
    }

    /// Takes the deals of plain rows; asked for only where no deals are held back or kept.
    #[inline(always)]
    pub fn take_plain(&mut self, deals: &Deals, line: u64, horizon: Day, label: impl Fn(usize) -> Label) {
        self.ids.push(deals.plain_ids(&mut [0; MOST]));
        self.fold.plain_deals(deals, line, horizon, label);
    }

    /// Takes an activity, of the row with a fingerprint. One person does the same thing twice in a day, but not in two exports.
    pub fn take_activity(&mut self, activity: &Activity, line: u64, print: impl FnOnce() -> u64, reading: &Reading) {
        self.fold.account.used();
        activity.steps().iter().for_each(|(step, _)| self.fold.saw(*step));
        self.fold.activity(activity, line);
        if reading.may_overlap {
            let print = print();
            let hash = hash::of_print(print);
            if reading.twice.contains(&hash) {
                let print = hash::of(&(print, activity.day));
                self.alike.push(Alike { line, print, kind: Kind::Activities });
            }
            if self.activities.insert(hash) {
                self.ids.push(&[hash]);
            }
        }
    }

    #[cold]
    fn hold(&mut self, found: &Found) {
        let (named, line, print) = (found.named(), found.line(), found.fingerprint());
        self.held.push(Held { named, line, print });
    }

    /// Remembers a void deal, where deals are kept; its row is ignored.
    pub fn void(&mut self, called: Called<'_>, owner: impl FnOnce() -> Owner) {
        if let Some(kept) = &mut self.kept {
            kept.void(owner(), called);
        }
    }

    /// Adds what the rows of a later part of the file gave, in front of which there are `lines` lines.
    pub fn merge(&mut self, later: Gathered<'a>, lines: u64) {
        self.kept = Kept::both(self.kept.take(), later.kept);
        self.fold.merge(later.fold, lines);
        self.ids.merge(later.ids);
        self.held.extend(later.held.into_iter().map(|held| Held { line: held.line + lines, ..held }));
        self.alike.extend(later.alike.into_iter().map(|alike| Alike { line: alike.line + lines, ..alike }));
    }

    /// Counts the rows that were held back, and notes those that are like another; files come in their order.
    pub fn settle(&mut self, file: usize, repeats: &mut Repeats) {
        for Held { named, line, print } in self.held.drain(..) {
            let settled = repeats.take(named, At { file, line }, print);
            match settled {
                Settled::Used => self.fold.account.used(),
                Settled::Added | Settled::AddedAgain => {
                    self.fold.account.used();
                    self.fold.account.remark(Remark::Combined, line);
                    if settled == Settled::AddedAgain {
                        self.fold.account.remark(Remark::SameAmount, line);
                    }
                }
                Settled::Ignored(why) => self.fold.account.ignore(why, line),
            }
        }
        for Alike { line, print, kind } in self.alike.drain(..) {
            let first = repeats.first_file(print, file);
            match kind {
                Kind::Deals if first.is_some() => self.fold.account.remark(Remark::Alike, line),
                Kind::Activities if first.is_some_and(|first| first != file) => {
                    self.fold.account.remark(Remark::Overlap, line);
                }
                Kind::Deals | Kind::Activities => {}
            }
        }
    }
}
