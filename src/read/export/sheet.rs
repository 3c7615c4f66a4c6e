//! One file with its headings understood, ready to be read row by row.

use std::collections::BTreeMap;

use crate::model::day::Day;
use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::read::export::activity::ActivitySense;
use crate::read::export::date_format::DateFormat;
use crate::read::export::dates::DateColumn;
use crate::read::export::deal::DealSense;
use crate::read::export::dialect::{Dialect, Form};
use crate::read::export::headings::Headings;
use crate::read::export::ignored::Ignored;
use crate::read::export::layout::{ActivityLayout, DealLayout};
use crate::read::export::meaning::Meaning;
use crate::read::export::names::Names;
use crate::read::export::pass::{Gathered, Reading};
use crate::read::export::problems;
use crate::read::export::records::{Broken, Records};
use crate::read::export::row::Row;
use crate::read::export::rows::{Rows, Unread};
use crate::read::export::scan::{Plain, ReadAt};
use crate::read::export::{Input, Kind, splits, unreadable};

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
            gathered.fold.count();
            gathered.fold.ignore(Ignored::AboveHeadings, *line);
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
                    without_rate.entry(code).or_insert(row.line);
                }
                Err(Unread::Again) => return Err(Stop::Again),
                // Columns and rows themselves know what they have seen, and are asked below.
                Err(Unread::Mixed | Unread::Hopeless) => break,
            }
        }
        let no_rate = |(code, line): (&String, &u64)| problems::no_rate(&self.input.name, *line, code);
        let mut wrong: Vec<Diagnostic> = without_rate.iter().map(no_rate).collect();
        wrong.extend(self.undecided());
        wrong.extend(gathered.fold.unclear().map(|stages| problems::unclear_stages(&self.input.name, &stages)));
        wrong.extend(gathered.fold.hopeless().map(|first| problems::hopeless(&self.input.name, first)));
        if wrong.is_empty() { Ok(()) } else { Err(Stop::Problems(wrong)) }
    }

    /// Columns whose form the whole file leaves open.
    pub fn undecided(&self) -> Vec<Diagnostic> {
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

/// How a file is written, and its headings.
struct Top<'a> {
    dialect: Dialect,
    headings: Headings,
    /// Lines of the rows above the heading row.
    above: Vec<u64>,
    /// Lines up to the end of the heading row.
    head: u64,
    /// The rows of data.
    records: Records<'a>,
}

impl<'a> Top<'a> {
    fn of(input: &Input<'a>, plan: &Plan) -> Result<Self, Broken> {
        let (hints, columns) = match input.kind {
            Kind::Deals => (&plan.deals.file, &plan.deals.columns),
            Kind::Activities => (&plan.activities.file, &plan.activities.columns),
        };
        let by_position = columns.values().any(|column| column.trim_start().starts_with('#'));
        let dialect = Dialect::detect(input, hints, by_position, &Meaning::new(input.kind, plan))?;
        let mut records = Records::open(input, &dialect)?;
        let (mut above, mut titles) = (Vec::new(), Headings::default());
        while let Some(row) = records.next()? {
            match dialect.header {
                None => {
                    let headings = Headings::by_position(&row);
                    let records = Records::open(input, &dialect)?;
                    return Ok(Top { dialect, headings, above, head: 0, records });
                }
                Some(header) if row.line == header => {
                    let headings = Headings::below(titles, &row);
                    let head = records.lines();
                    return Ok(Top { dialect, headings, above, head, records });
                }
                Some(header) if row.line > header => return Err(Broken::NoSuchLine(header)),
                Some(_) => {
                    titles.see_above(&row);
                    above.push(row.line);
                }
            }
        }
        Err(dialect.header.map_or(Broken::Empty, Broken::NoSuchLine))
    }
}

impl Layout {
    fn deals(layout: DealLayout) -> Self {
        Layout::Deals(Box::new(layout))
    }

    fn activities(layout: ActivityLayout) -> Self {
        Layout::Activities(Box::new(layout))
    }

    /// Adds what a later part of the file says about the form of its columns; in front of it there are `lines` lines.
    pub fn merge(&mut self, later: Layout, lines: u64) {
        match (self, later) {
            (Layout::Deals(ours), Layout::Deals(later)) => ours.merge(*later, lines),
            (Layout::Activities(ours), Layout::Activities(later)) => ours.merge(*later, lines),
            // All parts of a file are of its kind.
            (Layout::Deals(_), _) | (Layout::Activities(_), _) => {}
        }
    }

    /// Whether values were read in a form that turned out to be another.
    pub fn was_misread(&self, before: &Layout) -> bool {
        match (self, before) {
            (Layout::Deals(now), Layout::Deals(before)) => now.was_misread(before),
            (Layout::Activities(now), Layout::Activities(before)) => now.was_misread(before),
            (Layout::Deals(_), _) | (Layout::Activities(_), _) => false,
        }
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
                if let Some(column) = &mut layout.split {
                    for part in splits::parts(row.cell(column.heading)) {
                        let _ = column.part(part);
                    }
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
