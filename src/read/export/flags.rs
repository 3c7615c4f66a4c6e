//! Columns of yes and no that say what became of a deal, such as `IsWon`.

use crate::read::export::fields;
use crate::read::export::finder::Finder;
use crate::read::export::row::Row;
use crate::read::export::stages::{self, Outcome, Standing};

/// The columns that a file has of these.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    pub won: Option<usize>,
    pub lost: Option<usize>,
    /// Won or lost.
    pub closed: Option<usize>,
    /// No deal at all: deleted, or void by a word.
    pub void: Option<usize>,
}

impl Flags {
    pub fn of(finder: &mut Finder) -> Self {
        Flags {
            won: finder.find(&fields::WON_FLAG),
            lost: finder.find(&fields::LOST_FLAG),
            closed: finder.find(&fields::CLOSED_FLAG),
            void: finder.find(&fields::VOID_FLAG),
        }
    }

    pub fn all(&self) -> [(&'static str, Option<usize>); 4] {
        [
            ("status (won)", self.won),
            ("status (lost)", self.lost),
            ("status (closed)", self.closed),
            ("status (void)", self.void),
        ]
    }

    pub fn any(&self) -> bool {
        self.all().iter().any(|(_, column)| column.is_some())
    }

    /// Whether some tell what was won, so that no other column has to.
    pub fn tell_won(&self) -> bool {
        self.won.is_some()
    }

    /// Whether no flag of the row is set.
    pub fn are_down(&self, row: &Row) -> bool {
        self.all().into_iter().filter_map(|(_, column)| column).all(|column| !is_set(row, Some(column)))
    }

    /// Lets the flags of a row decide what no word of its stage or status tells; that it is void they know best.
    pub fn decide(&self, row: &Row, standing: &mut Standing) {
        let told = if is_set(row, self.void) {
            Some(Outcome::Void)
        } else if standing.known {
            None
        } else if is_set(row, self.won) {
            Some(Outcome::Won)
        } else if is_set(row, self.lost) || (self.won.is_some() && is_set(row, self.closed)) {
            Some(Outcome::Lost)
        } else {
            None
        };
        if let Some(outcome) = told {
            (standing.outcome, standing.known) = (outcome, true);
        }
    }
}

fn is_set(row: &Row, column: Option<usize>) -> bool {
    const YES: [&str; 10] = ["true", "yes", "y", "1", "t", "x", "是", "真", "√", "✓"];
    let text = column.map_or("", |column| row.cell(column));
    !text.is_empty()
        && (YES.iter().any(|yes| text.eq_ignore_ascii_case(yes)) || stages::known(text) == Some(Outcome::Void))
}
