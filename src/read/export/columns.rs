//! The columns of a file, of deals or of activities.

use crate::read::export::dates::DateColumn;
use crate::read::export::layout::{ActivityLayout, DealLayout};
use crate::read::export::row::Row;
use crate::read::export::splits;

/// Where a file keeps its fields.
#[derive(Clone)]
pub enum Layout {
    Deals(Box<DealLayout>),
    Activities(Box<ActivityLayout>),
}

/// Columns by which a row of data is told from others.
pub struct Keys {
    /// Every row of data has these filled.
    pub filled: Vec<usize>,
    pub dates: Vec<usize>,
    /// What deals are called; nothing of activities, which have no names.
    pub names: Option<Vec<usize>>,
}

impl Layout {
    pub fn deals(layout: DealLayout) -> Self {
        Layout::Deals(Box::new(layout))
    }

    pub fn activities(layout: ActivityLayout) -> Self {
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
    pub fn see(&mut self, row: &Row) {
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
                for column in layout.counts_mut() {
                    let _ = column.of(row);
                }
            }
        }
    }

    pub fn keys(&self) -> Keys {
        match self {
            Layout::Deals(layout) => Keys {
                filled: layout.owner.first().copied().into_iter().chain(layout.stage.or(layout.status)).collect(),
                dates: layout.dates().map(|date| date.heading).collect(),
                names: Some([layout.id, layout.name, layout.account].into_iter().flatten().collect()),
            },
            Layout::Activities(layout) => Keys {
                filled: layout.owner.first().copied().into_iter().chain([layout.date.heading]).collect(),
                dates: vec![layout.date.heading],
                names: None,
            },
        }
    }
}
