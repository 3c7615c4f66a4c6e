//! What programs read: streamed records, and the further members of a JSON report.

use std::io;

use crate::report::cell::Cell;

/// Takes one record, whose cells stand in the order of [`Records::columns`].
pub type Sink<'s> = dyn FnMut(&[Cell<'_>]) -> io::Result<()> + 's;

type Feed<'a> = Box<dyn Fn(&mut Sink<'_>) -> io::Result<()> + 'a>;

/// A table of named columns whose rows are made while they are written: a year of days for hundreds of reps is
/// never held in memory.
pub struct Records<'a> {
    columns: Vec<String>,
    feed: Feed<'a>,
}

impl<'a> Records<'a> {
    /// `feed` hands every record, in order, to the sink it is given, and passes on the sink's errors.
    /// It may be run more than once and gives the same records each time.
    pub fn new(columns: Vec<String>, feed: impl Fn(&mut Sink<'_>) -> io::Result<()> + 'a) -> Self {
        Records { columns, feed: Box::new(feed) }
    }

    /// A short table that is there already.
    pub fn of(columns: &[&str], rows: Vec<Vec<Cell<'a>>>) -> Self {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        Records::new(columns, move |sink| rows.iter().try_for_each(|row| sink(row)))
    }

    /// A table whose rows are made one by one, whenever somebody asks for them.
    pub fn made<R>(columns: &[&str], rows: impl Fn() -> R + 'a) -> Self
    where
        R: Iterator<Item = Vec<Cell<'a>>>,
    {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        Records::new(columns, move |sink| rows().try_for_each(|row| sink(&row)))
    }

    /// The names of the columns, which are the same in every language.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Hands every record to `sink`, in order.
    ///
    /// # Errors
    /// The first error of the sink.
    pub fn each(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        (self.feed)(sink)
    }
}

/// A member of a JSON report.
pub enum Part<'a> {
    Cell(Cell<'a>),
    /// An array of objects, one per record.
    Records(Records<'a>),
    Object(Vec<(String, Part<'a>)>),
    List(Vec<Part<'a>>),
}

impl<'a> Part<'a> {
    /// A single value.
    pub fn of(value: impl Into<Cell<'a>>) -> Self {
        Part::Cell(value.into())
    }

    /// Whether it is an object of plain values only, which fits on a line.
    pub fn is_flat(&self) -> bool {
        matches!(self, Part::Object(members) if members.iter().all(|(_, part)| matches!(part, Part::Cell(_))))
    }

    pub fn object(members: Vec<(&str, Part<'a>)>) -> Self {
        Part::Object(members.into_iter().map(|(name, part)| (name.to_owned(), part)).collect())
    }
}
