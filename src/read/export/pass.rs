//! One reading of all files, row by row.

use crate::model::diagnostic::Diagnostic;
use crate::model::ledger::Remark;
use crate::read::export::duplicates::{At, Repeats, Settled};
use crate::read::export::fold::Fold;
use crate::read::export::hash::{self, Set};
use crate::read::export::ids::Ids;
use crate::read::export::sheet::{Found, Senses, Sheet, Stop};
use crate::read::export::{Rules, every, problems};

/// What one reading of all files gives.
pub struct Pass<'a> {
    /// One per file.
    pub folds: Vec<Fold<'a>>,
    /// The hash of every id that was not asked for again.
    pub ids: Ids,
    pub repeats: Repeats,
}

/// Reads every file once. Deals whose id hashes to one of `twice` are held back until all their rows are known.
///
/// # Errors
/// Every problem that makes the facts unusable.
pub fn pass<'a>(
    sheets: &mut [Sheet<'a>],
    senses: &mut Senses,
    rules: &Rules,
    twice: &Set<u64>,
) -> Result<Pass<'a>, Vec<Diagnostic>> {
    let (mut ids, mut repeats) = (Ids::default(), Repeats::new(rules.on_duplicate));
    let folds = every(sheets.iter_mut().enumerate().map(|(file, sheet)| {
        loop {
            let mut fold = Fold::new(&sheet.input.name, rules.plan, rules.as_of, senses.names);
            let mut new_ids = Ids::default();
            let take = |found: Found, fold: &mut Fold| {
                let (id, line, hash) = (found.id, found.line(), hash::of_id(found.id));
                if twice.contains(&hash) && !id.is_empty() {
                    let print = found.fingerprint();
                    return count(repeats.take(id, found.deal, At { file, line }, print), line, fold);
                }
                if !id.is_empty() {
                    new_ids.push(hash);
                }
                fold.used();
                fold.deal(&found.deal, line);
            };
            match sheet.read(senses, &mut fold, take) {
                Ok(()) => {
                    ids.merge(new_ids);
                    return Ok(fold);
                }
                // By the second pass every column has settled, unless somebody is writing to the file.
                Err(Stop::Again) if !twice.is_empty() => return Err(vec![problems::changed(&sheet.input.name)]),
                Err(Stop::Again) => {}
                Err(Stop::Problems(problems)) => return Err(problems),
            }
        }
    }))?;
    Ok(Pass { folds, ids, repeats })
}

fn count(settled: Settled, line: u64, fold: &mut Fold) {
    match settled {
        Settled::Used => fold.used(),
        Settled::Added => {
            fold.used();
            fold.remark(Remark::Combined, line);
        }
        Settled::Ignored(why) => fold.ignore(why, line),
    }
}
