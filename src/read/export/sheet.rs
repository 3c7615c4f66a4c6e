//! One file with its headings understood, ready to be read row by row.

use std::collections::BTreeMap;

use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::read::export::activity::ActivitySense;
use crate::read::export::date_format::DateFormat;
use crate::read::export::deal::DealSense;
use crate::read::export::headings::Headings;
use crate::read::export::layout::{ActivityLayout, DealLayout};
use crate::read::export::names::Names;
use crate::read::export::pass::{Gathered, Reading};
use crate::read::export::problems;
use crate::read::export::records::{Broken, Records};
use crate::read::export::rows::{Rows, Unread};
use crate::read::export::scan::{Plain, ReadAt};
use crate::read::export::{Input, Kind};

/// A file and where it keeps its fields.
pub struct Sheet<'a> {
    pub input: &'a Input<'a>,
    pub headings: Headings,
    pub layout: Layout,
    /// What the fast way needs to know; nothing where the file is not plain.
    plain: Option<Plain>,
    /// The columns as the heading row alone describes them, for as long as the fast way reads the file.
    untouched: Option<Layout>,
}

#[derive(Clone)]
pub enum Layout {
    Deals(Box<DealLayout>),
    Activities(Box<ActivityLayout>),
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
        let plain = records.plain(headings.cells());
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
        let untouched = Some(layout.clone());
        Ok(Sheet { input, headings, layout, plain, untouched })
    }

    /// Whether the file says when its deals were created.
    pub fn knows_created(&self) -> bool {
        matches!(&self.layout, Layout::Deals(layout) if layout.created.is_some())
    }

    /// The bytes and the form of a file that can be read the fast way.
    pub fn plain(&self) -> Option<(Box<dyn ReadAt>, Plain)> {
        let plain = self.plain.filter(|_| self.untouched.is_some())?;
        let open = self.input.open_at.as_ref()?;
        Some((open().ok()?, plain))
    }

    /// Leaves the file to the slow way, which starts with columns of which nothing is known.
    pub fn slow_down(&mut self) {
        if let Some(layout) = self.untouched.take() {
            self.layout = layout;
        }
    }

    pub fn name(&self) -> &'a str {
        &self.input.name
    }

    /// Reads every row into `gathered`.
    ///
    /// # Errors
    /// [`Stop`] where the file has to be read again or cannot be used.
    pub fn read(&mut self, senses: &mut Senses, reading: &Reading, gathered: &mut Gathered) -> Result<(), Stop> {
        let told = |broken: Broken| Stop::Problems(vec![problems::broken(&self.input.name, &broken)]);
        let mut records = open(self.input).map_err(told)?;
        records.next().map_err(told)?;
        let mut without_rate = BTreeMap::new();
        let mut rows = Rows::new(&self.headings, &mut self.layout, senses, reading);
        while let Some(row) = records.next().map_err(told)? {
            match rows.take(&row, gathered) {
                Ok(()) => {}
                Err(Unread::NoRate(code)) => {
                    without_rate.entry(code).or_insert(row.line);
                }
                Err(Unread::Again) => return Err(Stop::Again),
                // The column itself knows what it has seen, and is asked below.
                Err(Unread::Mixed) => break,
            }
        }
        let no_rate = |(code, line): (&String, &u64)| problems::no_rate(&self.input.name, *line, code);
        let mut wrong: Vec<Diagnostic> = without_rate.iter().map(no_rate).collect();
        wrong.extend(self.undecided());
        if wrong.is_empty() { Ok(()) } else { Err(Stop::Problems(wrong)) }
    }

    /// Whether a column holds dates of both orders.
    pub fn is_mixed(&self) -> bool {
        match &self.layout {
            Layout::Deals(layout) => layout.dates().any(|column| column.mixed().is_some()),
            Layout::Activities(layout) => layout.date.mixed().is_some(),
        }
    }

    /// Columns whose form the whole file leaves open.
    pub fn undecided(&self) -> Vec<Diagnostic> {
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

    /// Adds what a later part of the file says about the form of its columns.
    pub fn merge(&mut self, later: Layout) {
        match (self, later) {
            (Layout::Deals(ours), Layout::Deals(later)) => ours.merge(*later),
            (Layout::Activities(ours), Layout::Activities(later)) => ours.merge(*later),
            // All parts of a file are of its kind.
            (Layout::Deals(_), _) | (Layout::Activities(_), _) => {}
        }
    }

    /// Columns that every row of data has filled.
    pub fn keys(&self) -> Vec<usize> {
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
