//! What the cells of a file hold, counted.

use std::collections::BTreeMap;

use crate::model::day::Day;
use crate::model::inspection::{OwnerSeen, Word};
use crate::model::ledger::NO_OWNER;
use crate::model::open::NO_STAGE;
use crate::model::plan::Plan;
use crate::model::sentence::{harmless, namesake};
use crate::read::export::columns::Layout;
use crate::read::export::inspect::Against;
use crate::read::export::inspect::columns::{dated, fields};
use crate::read::export::layout::ActivityKind;
use crate::read::export::names::Names;
use crate::read::export::owners::Owners;
use crate::read::export::records::Records;
use crate::read::export::row::Row;
use crate::read::export::rows::screen;
use crate::read::export::sheet::{Senses, Sheet};
use crate::read::export::stages::Outcome;

/// Cells of the columns that have a field.
#[derive(Default)]
pub struct Counts {
    samples: BTreeMap<usize, Vec<String>>,
    /// Stage and status, or the type.
    words: BTreeMap<(String, String), u64>,
    owners: BTreeMap<Vec<String>, u64>,
    currencies: BTreeMap<String, u64>,
    dates: BTreeMap<&'static str, (Day, Day)>,
}

const SAMPLES: usize = 3;
/// Different values counted of a column; one with more holds no stages and no owners.
const MOST: usize = 10_000;
/// Characters kept of a value.
const KEPT: usize = 80;

impl Counts {
    /// Of every row of data, as far as the file can be read.
    pub fn of(sheet: &mut Sheet, senses: &Senses) -> Self {
        let mut counts = Counts::default();
        let Ok(mut records) = Records::open(sheet.input, &sheet.dialect) else { return counts };
        let keys = sheet.layout.keys();
        let columns: Vec<usize> = fields(&sheet.layout).into_iter().map(|(_, column, _)| column).collect();
        let currencies = &senses.deals.exchange;
        while let Ok(Some(row)) = records.next() {
            let above = sheet.dialect.header.is_some_and(|header| row.line <= header);
            if above || !matches!(screen(&row, &sheet.headings, &keys), Ok(None)) {
                continue;
            }
            for column in &columns {
                counts.sample(*column, row.cell(*column));
            }
            counts.row(&row, &mut sheet.layout);
            if let Layout::Deals(layout) = &sheet.layout
                && let Some(cell) = layout.currency.map(|column| row.cell(column)).filter(|cell| !cell.is_empty())
            {
                count(&mut counts.currencies, currencies.code_of(cell));
            }
        }
        counts
    }

    fn sample(&mut self, column: usize, cell: &str) {
        let samples = self.samples.entry(column).or_default();
        if samples.len() < SAMPLES && !cell.is_empty() && !samples.iter().any(|known| known == cell) {
            samples.push(cell.to_owned());
        }
    }

    fn row(&mut self, row: &Row, layout: &mut Layout) {
        let cell = |column: Option<usize>| column.map_or(String::new(), |column| harmless(row.cell(column), KEPT));
        let (word, owner) = match layout {
            Layout::Deals(layout) => {
                for (field, column) in layout.named_dates() {
                    let day = column.read(row.cell(column.heading), row.line).ok().flatten();
                    day.into_iter().for_each(|day| see(&mut self.dates, field, day));
                }
                (Some((cell(layout.stage), cell(layout.status))), &layout.owner)
            }
            Layout::Activities(layout) => {
                let day = layout.date.read(row.cell(layout.date.heading), row.line).ok().flatten();
                day.into_iter().for_each(|day| see(&mut self.dates, "date", day));
                let kind = match &layout.kind {
                    ActivityKind::Column(column) => Some(cell(Some(*column))),
                    ActivityKind::File(kind) => Some((*kind).to_owned()),
                    ActivityKind::Steps(_) => None,
                };
                (kind.map(|kind| (kind, String::new())), &layout.owner)
            }
        };
        word.into_iter().for_each(|word| count(&mut self.words, word));
        count(&mut self.owners, owner.iter().map(|column| harmless(row.cell(*column), KEPT)).collect());
    }

    pub fn samples(&self, column: usize) -> impl Iterator<Item = &str> {
        self.samples.get(&column).into_iter().flatten().map(String::as_str)
    }

    /// Stages with their meaning, or types with their step.
    pub fn words(&self, sheet: &Sheet, senses: &mut Senses, plan: &Plan) -> Vec<Word> {
        let deals = match &sheet.layout {
            Layout::Deals(layout) => Some(layout),
            Layout::Activities(_) => None,
        };
        let words = self.words.iter().map(|((first, second), rows)| {
            let word = match (first.is_empty(), second.is_empty()) {
                (false, false) => format!("{first} / {second}"),
                (true, _) => second.clone(),
                (_, true) => first.clone(),
            };
            if let Some(layout) = deals {
                if layout.all_won {
                    let (word, means) = (NO_STAGE.to_owned(), Some("won".to_owned()));
                    return Word { word, rows: *rows, means, known: true, decides: None };
                }
                let stages = &mut senses.deals.stages;
                let status = layout.meant_status(second.as_bytes());
                let standing = stages.standing(first.as_bytes(), status);
                let mut says_so = |text: &[u8]| {
                    let alone = stages.standing(text, b"");
                    alone.known && alone.outcome == standing.outcome
                };
                let decides = [(second, status), (first, first.as_bytes())].into_iter().find(|(_, text)| says_so(text));
                let means = match standing.outcome {
                    Outcome::Open => "open",
                    Outcome::Won => "won",
                    Outcome::Lost => "lost",
                    Outcome::Void => "void",
                };
                return Word {
                    word,
                    rows: *rows,
                    means: Some(means.to_owned()),
                    known: standing.known,
                    decides: decides.map(|(written, _)| written.clone()),
                };
            }
            let step = senses.activities.step_of(first).and_then(|step| plan.funnel.steps().get(step));
            let means = step.map(|step| step.name.clone());
            Word { word, rows: *rows, known: means.is_some(), means, decides: None }
        });
        let mut words: Vec<Word> = words.collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.rows));
        words
    }

    /// Everyone, with the rep that each is, or who may be meant.
    pub fn owners(&self, against: Against, names: &Names) -> Vec<OwnerSeen> {
        let mut known = Owners::new(against.plan, names);
        let rep = |at: usize| against.plan.reps.get(at).map(|rep| rep.name.clone());
        let mut seen: BTreeMap<(String, Option<String>), u64> = BTreeMap::new();
        for (cells, rows) in &self.owners {
            let name = cells.iter().find(|cell| !cell.is_empty()).map_or(NO_OWNER, String::as_str);
            let matched = known.find(cells.iter().map(String::as_bytes)).slot().and_then(rep);
            *seen.entry((name.to_owned(), matched.filter(|_| !against.neutral))).or_default() += rows;
        }
        let reps: Vec<&str> = against.plan.reps.iter().map(|rep| rep.name.as_str()).collect();
        let near = |name: &str| namesake(name, reps.iter().copied()).map(str::to_owned);
        let owner = |((name, rep), rows): ((String, Option<String>), u64)| OwnerSeen {
            near: if rep.is_none() && !against.neutral { near(&name) } else { None },
            name,
            rows,
            rep,
        };
        let mut owners: Vec<OwnerSeen> = seen.into_iter().map(owner).collect();
        owners.sort_by_key(|owner| std::cmp::Reverse(owner.rows));
        owners
    }

    pub fn dates(&self) -> Vec<(&'static str, Day, Day)> {
        self.dates.iter().map(|(field, (first, last))| (dated(field), *first, *last)).collect()
    }

    pub fn currencies(&self) -> Vec<(String, u64)> {
        self.currencies.iter().map(|(code, rows)| (code.clone(), *rows)).collect()
    }
}

fn see(dates: &mut BTreeMap<&'static str, (Day, Day)>, field: &'static str, day: Day) {
    let range = dates.entry(field).or_insert((day, day));
    *range = (range.0.min(day), range.1.max(day));
}

fn count<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K) {
    if counts.len() < MOST || counts.contains_key(&key) {
        *counts.entry(key).or_default() += 1;
    }
}
