//! One file with its headings understood, ready to be read row by row.

use std::collections::BTreeMap;

use crate::model::day::Day;
use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::read::export::activity::ActivitySense;
use crate::read::export::columns::Layout;
use crate::read::export::date_format::DateFormat;
use crate::read::export::deal::DealSense;
use crate::read::export::dialect::{Dialect, Form};
use crate::read::export::headings::Headings;
use crate::read::export::ignored::Ignored;
use crate::read::export::layout::{ActivityLayout, DealLayout};
use crate::read::export::names::Names;
use crate::read::export::pass::{Gathered, Reading};
use crate::read::export::problems;
use crate::read::export::records::{Broken, Records};
use crate::read::export::rows::{Rows, Unread};
use crate::read::export::scan::{Plain, ReadAt};
use crate::read::export::top::Top;
use crate::read::export::{Input, Kind, unreadable};

/// A file and where it keeps its fields.
pub struct Sheet<'a> {
    pub input: &'a Input<'a>,
    pub dialect: Dialect,
    pub headings: Headings,
    pub layout: Layout,
    /// Lines of the rows above the heading row.
    above: Vec<u64>,
    /// Lines up to the end of the heading row.
    head: u64,
    /// The columns as they are known before the file is read, for as long as the fast way reads it.
    untouched: Option<Layout>,
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

/// Rows at the front that the columns see before the file is read.
const LOOKED_AT: usize = 100;

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
    /// For a review of a period that ends on `horizon`.
    pub fn new(plan: &'a Plan, horizon: Day, names: &'a Names) -> Self {
        let (deals, activities) = (DealSense::new(plan, horizon, names), ActivitySense::new(plan, names));
        Senses { deals, activities, names }
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
        let told = |broken: Broken| vec![unreadable::broken(&input.name, input.kind.table(), &broken)];
        let Top { dialect, headings, above, head, records } = Top::of(input, plan).map_err(told)?;
        let name = &input.name;
        // Semicolons between cells are mostly there because commas are inside them.
        let doubtful = matches!(dialect.form, Form::Text { delimiter: b';', .. });
        let layout = match input.kind {
            Kind::Deals => {
                let matching = &senses.deals.matching;
                DealLayout::new(name, &headings, plan, formats.deals.as_ref(), doubtful, matching).map(Layout::deals)
            }
            Kind::Activities => {
                let matching = &senses.activities.matching;
                ActivityLayout::new(name, &headings, plan, formats.activities.as_ref(), doubtful, matching)
                    .map(Layout::activities)
            }
        }?;
        let mut sheet = Sheet { input, dialect, headings, layout, above, head, untouched: None };
        sheet.look_ahead(records);
        sheet.untouched = Some(sheet.layout.clone());
        Ok(sheet)
    }

    /// Lets the columns see the first rows, those behind the heading row, so that most files are read in one go.
    fn look_ahead(&mut self, mut records: Records) {
        let mut rows = 0;
        // Whatever is wrong with these rows is told when they are read.
        while let (Ok(Some(row)), true) = (records.next(), rows < LOOKED_AT) {
            rows += 1;
            if rows == 1 {
                self.headings.see(&row);
            }
            self.layout.see(&row);
        }
    }

    /// Why the file cannot be read, in words.
    pub fn broken(&self, broken: &Broken) -> Diagnostic {
        unreadable::broken(&self.input.name, self.input.kind.table(), broken)
    }

    /// How many headings of the file are known as fields of its kind; none where it cannot be read.
    pub fn known_headings(input: &Input, plan: &Plan) -> usize {
        Top::of(input, plan).map_or(0, |top| top.dialect.known)
    }

    /// Whether the file says when its deals were created.
    pub fn knows_created(&self) -> bool {
        matches!(&self.layout, Layout::Deals(layout) if layout.created.is_some())
    }

    /// The bytes and the form of a file that can be read the fast way.
    pub fn plain(&self) -> Option<(Box<dyn ReadAt + 'a>, Plain)> {
        let Form::Text { encoding, delimiter, .. } = &self.dialect.form else { return None };
        let open = self.input.open_at.as_ref().filter(|_| self.untouched.is_some())?;
        let file = open().ok()?;
        let plain = Plain::new(&*file, *encoding, *delimiter, self.head, self.headings.cells())?;
        Some((file, plain))
    }

    /// Leaves the file to the slow way, which starts with columns of which little is known.
    pub fn slow_down(&mut self) {
        if let Some(layout) = self.untouched.take() {
            self.layout = layout;
        }
    }

    pub fn name(&self) -> &'a str {
        &self.input.name
    }

    /// Counts the rows above the heading row.
    pub fn count_above(&self, gathered: &mut Gathered) {
        for line in &self.above {
            gathered.fold.account.count();
            gathered.fold.account.ignore(Ignored::AboveHeadings, *line);
        }
    }

    /// Reads every row into `gathered`.
    ///
    /// # Errors
    /// [`Stop`] where the file has to be read again or cannot be used.
    pub fn read(&mut self, senses: &mut Senses, reading: &Reading, gathered: &mut Gathered) -> Result<(), Stop> {
        let (input, name, table) = (self.input, &self.input.name, self.input.kind.table());
        let told = |broken: Broken| Stop::Problems(vec![unreadable::broken(name, table, &broken)]);
        let mut records = Records::open(input, &self.dialect).map_err(told)?;
        let mut without_rate = BTreeMap::new();
        self.count_above(gathered);
        let mut rows = Rows::new(&self.headings, &mut self.layout, senses, reading);
        loop {
            let row = match records.next() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                // The bytes so far were ASCII, and so are the headings: they mean the same in the right encoding.
                Err(broken @ Broken::Encoding(..)) => {
                    self.dialect.correct(input, broken).map_err(told)?;
                    return Err(Stop::Again);
                }
                Err(broken) => return Err(told(broken)),
            };
            if self.dialect.header.is_some_and(|header| row.line <= header) {
                continue;
            }
            match rows.take(&row, gathered) {
                Ok(()) => {}
                Err(Unread::NoRate(code)) => {
                    gathered.fold.account.ignore(Ignored::Untold, row.line);
                    without_rate.entry(code).or_insert(row.line);
                }
                Err(Unread::Again) => return Err(Stop::Again),
                // Columns and rows themselves know what they have seen, and are asked below.
                Err(Unread::Mixed) => {
                    gathered.fold.account.ignore(Ignored::Untold, row.line);
                    break;
                }
                Err(Unread::Hopeless) => break,
            }
        }
        let no_rate = |(code, line): (&String, &u64)| problems::no_rate(&self.input.name, *line, code);
        let mut wrong: Vec<Diagnostic> = without_rate.iter().map(no_rate).collect();
        wrong.extend(self.undecided());
        wrong.extend(gathered.fold.unclear().map(|stages| problems::unclear_stages(&self.input.name, &stages)));
        wrong.extend(gathered.fold.account.hopeless().map(|first| problems::hopeless(&self.input.name, first)));
        if wrong.is_empty() { Ok(()) } else { Err(Stop::Problems(wrong)) }
    }

    /// Columns whose form the whole file leaves open.
    pub fn undecided(&self) -> Vec<Diagnostic> {
        let (file, table) = (&self.input.name, self.input.kind.table());
        let heading = |column| self.headings.get(column);
        let mut wrong = Vec::new();
        let (dates, amounts): (Vec<_>, Vec<_>) = match &self.layout {
            Layout::Deals(layout) => (layout.dates().collect(), layout.amounts().collect()),
            Layout::Activities(layout) => (vec![&layout.date], layout.counts().collect()),
        };
        for column in dates {
            if let Some(seen) = column.any_year() {
                wrong.push(problems::open_year(file, table, heading(column.heading), seen));
            } else if let Some(both) = column.mixed() {
                wrong.push(problems::mixed_dates(file, table, heading(column.heading), both));
            } else if let Some(seen) = column.left_open() {
                wrong.push(problems::open_date(file, table, heading(column.heading), seen));
            }
        }
        for column in amounts {
            if let Some(both) = column.mixed() {
                wrong.push(problems::mixed_amounts(file, table, heading(column.heading), both));
            } else if let Some(seen) = column.left_open() {
                wrong.push(problems::open_amount(file, table, heading(column.heading), seen));
            }
        }
        wrong
    }
}
