//! One file with its headings understood, ready to be read row by row.

use std::collections::BTreeMap;

use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::read::export::activity::{ActivitySense, Reading};
use crate::read::export::date_format::DateFormat;
use crate::read::export::dates::DateColumn;
use crate::read::export::deal::{Deal, DealSense};
use crate::read::export::dialect::{Dialect, Form};
use crate::read::export::duplicates::fingerprint;
use crate::read::export::fold::{Fold, Ignored};
use crate::read::export::headings::Headings;
use crate::read::export::layout::{ActivityLayout, DealLayout, meaning};
use crate::read::export::problems::{self, Fault};
use crate::read::export::records::{Broken, Records, Row};
use crate::read::export::rows::screen;
use crate::read::export::{Input, Kind, unreadable};

/// A file and where it keeps its fields.
pub struct Sheet<'a> {
    pub input: &'a Input<'a>,
    pub dialect: Dialect,
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
}

/// The date formats that the plan states.
pub struct Formats {
    pub deals: Option<DateFormat>,
    pub activities: Option<DateFormat>,
}

/// Rows at the front that the columns see before the file is read.
const LOOKED_AT: usize = 100;

/// Deals with a stage of no known meaning that look closed, before they are an error.
const FEW_UNCLEAR: u64 = 3;

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
        let (dialect, headings) = headings_of(input, plan).map_err(told)?;
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
        let mut sheet = Sheet { input, dialect, headings, layout };
        sheet.look_ahead();
        Ok(sheet)
    }

    /// Lets the columns see the first rows, so that most files are read in one go.
    fn look_ahead(&mut self) {
        let Ok(mut records) = Records::open(self.input, &self.dialect) else { return };
        let mut rows = 0;
        // Whatever is wrong with these rows is told when they are read.
        while let (Ok(Some(row)), true) = (records.next(), rows < LOOKED_AT) {
            if self.dialect.header.is_none_or(|header| row.line > header) {
                rows += 1;
                if rows == 1 {
                    self.headings.see(&row);
                }
                self.layout.see(&row);
            }
        }
    }

    /// Why the file cannot be read, in words.
    pub fn broken(&self, broken: &Broken) -> Diagnostic {
        unreadable::broken(&self.input.name, self.input.kind.table(), broken)
    }

    /// How many headings of the file are known as fields of its kind; none where it cannot be read.
    pub fn known_headings(input: &Input, plan: &Plan) -> usize {
        headings_of(input, plan).map_or(0, |(dialect, _)| dialect.known)
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
        let (input, name, table) = (self.input, &self.input.name, self.input.kind.table());
        let told = |broken: Broken| Stop::Problems(vec![unreadable::broken(name, table, &broken)]);
        let mut records = Records::open(input, &self.dialect).map_err(told)?;
        let keys = self.layout.keys();
        let mut without_rate = BTreeMap::new();
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
            if let Some(header) = self.dialect.header.filter(|header| row.line <= *header) {
                if row.line < header {
                    fold.count();
                    fold.ignore(Ignored::AboveHeadings, row.line);
                }
                continue;
            }
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
        let unclear: u64 = fold.unclear.values().sum();
        // A few such rows are somebody's slip and are noted; many are a word for won or lost that nobody has told us.
        if unclear > FEW_UNCLEAR.max(fold.rows_used() / 100) {
            wrong.push(problems::unclear_stages(&self.input.name, &fold.unclear));
        }
        if wrong.is_empty() { Ok(()) } else { Err(Stop::Problems(wrong)) }
    }

    /// Columns whose form the whole file leaves open.
    fn undecided(&self) -> Vec<Diagnostic> {
        let (file, table) = (&self.input.name, self.input.kind.table());
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
            if let Some(both) = column.mixed() {
                wrong.push(problems::mixed_amounts(file, table, heading(column.heading), both));
            } else if let Some(seen) = column.left_open() {
                wrong.push(problems::open_amount(file, table, heading(column.heading), seen));
            }
        }
        wrong
    }
}

/// How the file is written and its headings.
fn headings_of(input: &Input, plan: &Plan) -> Result<(Dialect, Headings), Broken> {
    let (hints, columns) = match input.kind {
        Kind::Deals => (&plan.deals.file, &plan.deals.columns),
        Kind::Activities => (&plan.activities.file, &plan.activities.columns),
    };
    let by_position = columns.values().any(|column| column.trim_start().starts_with('#'));
    let dialect = Dialect::detect(input, hints, by_position, &meaning(input.kind, plan))?;
    let mut records = Records::open(input, &dialect)?;
    while let Some(row) = records.next()? {
        match dialect.header {
            None => return Ok((dialect, Headings::by_position(&row))),
            Some(header) if row.line == header => return Ok((dialect, Headings::new(&row))),
            Some(header) if row.line > header => return Err(Broken::NoSuchLine(header)),
            Some(_) => {}
        }
    }
    Err(dialect.header.map_or(Broken::Empty, Broken::NoSuchLine))
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

    /// Lets every column that has to learn its form see a row.
    fn see(&mut self, row: &Row) {
        let see_date = |column: &mut DateColumn| {
            // A column that turns out to be of the other order remembers it.
            let _ = column.read(row.cell(column.heading), row.line);
        };
        match self {
            Layout::Deals(layout) => {
                layout.dates_mut().for_each(see_date);
                if let Some(column) = &mut layout.probability {
                    let _ = column.read(row.cell(column.heading));
                }
                for column in layout.amounts_mut() {
                    let _ = column.of(row);
                }
            }
            Layout::Activities(layout) => {
                see_date(&mut layout.date);
                if let Some(column) = &mut layout.count {
                    let _ = column.of(row);
                }
            }
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
