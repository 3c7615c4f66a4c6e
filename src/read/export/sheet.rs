//! One file with its headings understood, ready to be read row by row.

use std::collections::BTreeMap;

use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::read::export::activity::{ActivitySense, Reading};
use crate::read::export::date_format::DateFormat;
use crate::read::export::deal::{Deal, DealSense};
use crate::read::export::duplicates::fingerprint;
use crate::read::export::fold::{Fold, Ignored};
use crate::read::export::headings::Headings;
use crate::read::export::layout::{ActivityLayout, DealLayout};
use crate::read::export::names::Names;
use crate::read::export::problems::{self, Fault};
use crate::read::export::records::{Broken, Records};
use crate::read::export::row::Row;
use crate::read::export::rows::screen;
use crate::read::export::{Input, Kind};

/// A file and where it keeps its fields.
pub struct Sheet<'a> {
    pub input: &'a Input<'a>,
    pub headings: Headings,
    pub layout: Layout,
}

pub enum Layout {
    Deals(Box<DealLayout>),
    Activities(Box<ActivityLayout>),
}

/// A deal with the row it was read from.
pub struct Found<'r> {
    pub deal: Deal,
    /// Empty where the row or the file has none.
    pub id: &'r str,
    row: &'r Row<'r>,
    headings: &'r Headings,
}

impl Found<'_> {
    pub fn line(&self) -> u64 {
        self.row.line
    }

    pub fn fingerprint(&self) -> u64 {
        fingerprint(self.row, self.headings)
    }
}

/// What the plan knows of deals and of activities.
pub struct Senses<'a> {
    pub deals: DealSense<'a>,
    pub activities: ActivitySense<'a>,
    pub names: &'a Names,
}

/// The date formats that the plan states.
pub struct Formats {
    pub deals: Option<DateFormat>,
    pub activities: Option<DateFormat>,
}

/// Why a file was not read to its end.
pub enum Stop {
    /// It has to be read again from the start, with what the layout knows now.
    Again,
    Problems(Vec<Diagnostic>),
}

impl Formats {
    /// # Errors
    /// The format that cannot be understood.
    pub fn new(plan: &Plan) -> Result<Self, Vec<Diagnostic>> {
        let read = |table: &str, format: &Option<String>| match format {
            Some(format) => {
                let told = |part: String| vec![problems::bad_format(table, format, &part)];
                DateFormat::new(format).map(Some).map_err(told)
            }
            None => Ok(None),
        };
        let deals = read("deals", &plan.deals.date_format)?;
        Ok(Formats { deals, activities: read("activities", &plan.activities.date_format)? })
    }
}

impl<'a> Senses<'a> {
    pub fn new(plan: &'a Plan, names: &'a Names) -> Self {
        Senses { deals: DealSense::new(plan, names), activities: ActivitySense::new(plan, names), names }
    }
}

impl<'a> Sheet<'a> {
    /// Reads the heading row.
    ///
    /// # Errors
    /// Every problem with the file and its headings.
    pub fn open(
        input: &'a Input<'a>,
        plan: &Plan,
        formats: &Formats,
        senses: &Senses,
    ) -> Result<Self, Vec<Diagnostic>> {
        let told = |broken: Broken| vec![problems::broken(&input.name, &broken)];
        let mut records = open(input).map_err(told)?;
        let headings = records.next().map_err(told)?.map(|row| Headings::new(&row));
        let headings = headings.ok_or_else(|| vec![problems::empty(&input.name)])?;
        let name = &input.name;
        let layout = match input.kind {
            Kind::Deals => DealLayout::new(name, &headings, plan, formats.deals.as_ref(), &senses.deals.matching)
                .map(Layout::deals),
            Kind::Activities => {
                let matching = &senses.activities.matching;
                ActivityLayout::new(name, &headings, plan, formats.activities.as_ref(), matching)
                    .map(Layout::activities)
            }
        }?;
        Ok(Sheet { input, headings, layout })
    }

    /// Whether the file says when its deals were created.
    pub fn knows_created(&self) -> bool {
        matches!(&self.layout, Layout::Deals(layout) if layout.created.is_some())
    }

    /// Reads every row into `fold`; deals go to `take`, which says what becomes of them.
    ///
    /// # Errors
    /// [`Stop`] where the file has to be read again or cannot be used.
    pub fn read(
        &mut self,
        senses: &mut Senses,
        fold: &mut Fold,
        mut take: impl FnMut(Found, &mut Fold),
    ) -> Result<(), Stop> {
        let told = |broken: Broken| Stop::Problems(vec![problems::broken(&self.input.name, &broken)]);
        let mut records = open(self.input).map_err(told)?;
        records.next().map_err(told)?;
        let keys = self.layout.keys();
        let mut without_rate = BTreeMap::new();
        while let Some(row) = records.next().map_err(told)? {
            fold.count();
            match row_of(&row, &self.headings, &mut self.layout, &keys, senses, fold, &mut take) {
                Ok(()) => {}
                Err(Fault::Reject(flaw)) => {
                    let heading = flaw.column.map_or("", |column| self.headings.get(column));
                    fold.reject(row.line, heading, flaw.value, flaw.reason, row.as_csv());
                }
                Err(Fault::NoRate(code)) => {
                    without_rate.entry(code).or_insert(row.line);
                }
                Err(Fault::Again) => return Err(Stop::Again),
                // The column itself knows what it has seen, and is asked below.
                Err(Fault::Mixed) => break,
            }
        }
        let no_rate = |(code, line): (&String, &u64)| problems::no_rate(&self.input.name, *line, code);
        let mut wrong: Vec<Diagnostic> = without_rate.iter().map(no_rate).collect();
        wrong.extend(self.undecided());
        if wrong.is_empty() { Ok(()) } else { Err(Stop::Problems(wrong)) }
    }

    /// Columns whose form the whole file leaves open.
    fn undecided(&self) -> Vec<Diagnostic> {
        let (file, table) = (&self.input.name, self.layout.table());
        let heading = |column| self.headings.get(column);
        let mut wrong = Vec::new();
        let (dates, amounts): (Vec<_>, Vec<_>) = match &self.layout {
            Layout::Deals(layout) => (layout.dates().collect(), layout.amounts().collect()),
            Layout::Activities(layout) => (vec![&layout.date], layout.count.iter().collect()),
        };
        for column in dates {
            if let Some(both) = column.mixed() {
                wrong.push(problems::mixed_dates(file, table, heading(column.heading), both));
            } else if let Some(seen) = column.left_open() {
                wrong.push(problems::open_date(file, table, heading(column.heading), seen));
            }
        }
        for column in amounts {
            if let Some(seen) = column.left_open() {
                wrong.push(problems::open_amount(file, heading(column.heading), seen));
            }
        }
        wrong
    }
}

fn open<'a>(input: &'a Input<'a>) -> Result<Records<'a>, Broken> {
    (input.open)().map_err(Broken::Io).and_then(Records::new)
}

/// Gives one row its meaning and counts it.
fn row_of(
    row: &Row,
    headings: &Headings,
    layout: &mut Layout,
    keys: &[usize],
    senses: &mut Senses,
    fold: &mut Fold,
    take: &mut impl FnMut(Found, &mut Fold),
) -> Result<(), Fault> {
    if let Some(why) = screen(row, headings, keys)? {
        fold.ignore(why, row.line);
        return Ok(());
    }
    match layout {
        Layout::Deals(layout) => match senses.deals.read(row, layout)? {
            Some(deal) => {
                let id = layout.id.map_or("", |column| row.cell(column));
                take(Found { deal, id, row, headings }, fold);
            }
            None => fold.ignore(Ignored::Void, row.line),
        },
        Layout::Activities(layout) => note(senses.activities.read(row, layout)?, row, fold),
    }
    Ok(())
}

fn note(reading: Reading, row: &Row, fold: &mut Fold) {
    match reading {
        Reading::Activity(activity) => {
            fold.used();
            fold.saw(activity.step);
            fold.activity(&activity, row.line);
        }
        Reading::Ignored(why, step) => {
            fold.ignore(why, row.line);
            if let Some(step) = step {
                fold.saw(step);
            }
        }
    }
}

impl Layout {
    fn deals(layout: DealLayout) -> Self {
        Layout::Deals(Box::new(layout))
    }

    fn activities(layout: ActivityLayout) -> Self {
        Layout::Activities(Box::new(layout))
    }

    /// The plan's table about files of this kind.
    fn table(&self) -> &'static str {
        match self {
            Layout::Deals(_) => "deals",
            Layout::Activities(_) => "activities",
        }
    }

    /// Columns that every row of data has filled.
    fn keys(&self) -> Vec<usize> {
        match self {
            Layout::Deals(layout) => {
                layout.owner.first().copied().into_iter().chain(layout.stage.or(layout.status)).collect()
            }
            Layout::Activities(layout) => {
                layout.owner.first().copied().into_iter().chain([layout.date.heading]).collect()
            }
        }
    }
}
