//! Reads exports to say how they are read.

mod columns;
mod counts;
mod facts;
mod table;

use std::{mem, slice};

use crate::model::day::Day;
use crate::model::diagnostic::Diagnostic;
use crate::model::inspection::Inspection;
use crate::model::plan::Plan;
use crate::read::export::currencies::Exchange;
use crate::read::export::duplicates::Repeats;
use crate::read::export::hash::Set;
use crate::read::export::inspect::counts::Counts;
use crate::read::export::names::Names;
use crate::read::export::pass::{Gathered, Reading};
use crate::read::export::sheet::{Formats, Senses, Sheet, Stop};
use crate::read::export::{Cuts, Input, Kind, OnDuplicate, Rules};

/// Whose reps and rates an inspection goes by.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    pub plan: &'a Plan,
    /// Nothing of it is the user's: amounts of every currency are fine, and nobody is no rep.
    pub neutral: bool,
}

/// How a file is read. Where both are possible, it is taken for deals.
///
/// # Errors
/// Every problem where the file cannot be read at all, or its columns cannot be told.
pub fn inspect(input: &Input, against: Against) -> Result<Inspection, Vec<Diagnostic>> {
    let as_deals = of_kind(input, Kind::Deals);
    let as_activities = of_kind(input, Kind::Activities);
    let formats = Formats::new(against.plan)?;
    let names = Names::default();
    let mut senses = senses(against, &names);
    let sheet = match Sheet::open(&as_deals, against.plan, &formats, &senses) {
        Ok(sheet) => sheet,
        Err(problems) => {
            // The problems of a file of deals are told, unless it is one of activities.
            let other = Sheet::open(&as_activities, against.plan, &formats, &senses);
            other
                .map_err(|others| if looks_like_activities(&as_activities, against.plan) { others } else { problems })?
        }
    };
    Ok(look(sheet, against, &mut senses))
}

fn senses<'a>(against: Against<'a>, names: &'a Names) -> Senses<'a> {
    let mut senses = Senses::new(against.plan, against.plan.timeline.span().last(), names);
    if against.neutral {
        senses.deals.exchange = Exchange::lenient(against.plan);
    }
    senses
}

fn of_kind<'a>(input: &'a Input, kind: Kind) -> Input<'a> {
    Input {
        name: input.name.clone(),
        kind,
        sheet: input.sheet.clone(),
        open: Box::new(|| (input.open)()),
        open_at: None,
    }
}

/// Whether the headings fit activities better than deals.
fn looks_like_activities(input: &Input, plan: &Plan) -> bool {
    let known = |kind| Sheet::known_headings(&of_kind(input, kind), plan);
    known(Kind::Activities) > known(Kind::Deals)
}

/// Reads the whole file.
fn look<'a>(mut sheet: Sheet<'a>, against: Against, senses: &mut Senses<'a>) -> Inspection {
    let counts = Counts::of(&mut sheet, senses);
    let (period, as_of) = (against.plan.timeline.span(), Day::LAST);
    let rules = Rules { plan: against.plan, period, as_of, on_duplicate: OnDuplicate::Error };
    let (mut gathered, mut problems) = read(&mut sheet, senses, &rules, &Set::default());
    let twice = mem::take(&mut gathered.ids).repeated(&Cuts::default());
    let mut repeated_ids = 0;
    if problems.is_empty() && !twice.is_empty() {
        (gathered, problems) = read(&mut sheet, senses, &rules, &twice);
        let mut repeats = Repeats::new(rules.on_duplicate);
        gathered.settle(0, &mut repeats);
        repeated_ids = repeats.ids();
        match repeats.settle(slice::from_ref(&sheet), senses.names) {
            Ok(deals) => {
                deals.iter().for_each(|(at, named)| gathered.fold.deal(&named.deal, at.line, || named.label.clone()))
            }
            Err(clashes) => problems.extend(clashes),
        }
    }
    let columns = columns::mapped(&sheet, &counts);
    let mut inspection = Inspection {
        file: sheet.input.name.clone(),
        kind: sheet.input.kind.table(),
        traits: facts::traits(&sheet, against.plan),
        others: columns::others(&sheet, &columns),
        words: counts.words(&sheet, senses, against.plan),
        owners: counts.owners(against, senses.names),
        dates: counts.dates(),
        currencies: counts.currencies(),
        repeated_ids,
        ledger: gathered.fold.finish().ledger,
        columns,
        problems,
        table: Vec::new(),
    };
    inspection.table = table::lines(&sheet, &inspection, against.plan);
    inspection
}

/// Reads all rows, those whose id has one of the hashes `twice` being held back, as far as that goes.
fn read<'a>(
    sheet: &mut Sheet<'a>,
    senses: &mut Senses<'a>,
    rules: &Rules,
    twice: &Set<u64>,
) -> (Gathered<'a>, Vec<Diagnostic>) {
    let reading = Reading { rules, cuts: &Cuts::default(), twice, keep: false, may_overlap: false };
    loop {
        let mut gathered = Gathered::new(sheet.name(), &reading, senses.names);
        match sheet.read(senses, &reading, &mut gathered) {
            Ok(()) => return (gathered, Vec::new()),
            Err(Stop::Again) => {}
            Err(Stop::Problems(problems)) => return (gathered, problems),
        }
    }
}
