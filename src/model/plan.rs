//! The plan: everything a plan file says, checked and resolved.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::model::alert::Rule;
use crate::model::calendar::Calendar;
use crate::model::day::Day;
use crate::model::diagnostic::Place;
use crate::model::funnel::Funnel;
use crate::model::money::{Currency, Money};
use crate::model::number::{Decimal, Fraction};
use crate::model::rep::Rep;
use crate::model::segment::{Match, Segment, same_name};
use crate::model::text::Lang;
use crate::model::timeline::Timeline;

/// A valid plan. Only the plan reader builds one.
#[derive(Clone, Debug)]
pub struct Plan {
    pub name: String,
    pub currency: Currency,
    pub lang: Lang,
    pub timeline: Timeline,
    pub calendar: Calendar,
    pub target: Target,
    pub funnel: Funnel,
    pub seasonality: Seasonality,
    /// At least one; a plan without segments has the one named `all`.
    pub segments: Vec<Segment>,
    /// Names in the order of their first rep; reps without a team are in one called `(no team)`.
    pub teams: Vec<String>,
    pub reps: Vec<Rep>,
    /// Units of the plan's currency for one unit of each, by code.
    pub currencies: BTreeMap<String, Decimal>,
    pub alerts: Alerts,
    pub data: Data,
    pub deals: DealHints,
    pub activities: ActivityHints,
    pub origins: Origins,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub must: Money,
    pub stretch: Option<Money>,
    /// The cushion between what the company needs and what the reps carry: 0.1 for ten percent.
    pub over_assign: Fraction,
    /// The unit of monthly quotas.
    pub round_to: Option<Money>,
    /// Revenue already certain, taken off before decomposing.
    pub secured: Money,
    pub secured_match: Option<Match>,
}

/// What weighs the months of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seasonality {
    WorkingDays,
    /// One weight per plan month, repeated already where 12 repeat.
    Months(Vec<Decimal>),
    /// One weight per plan quarter, repeated already where 4 repeat.
    Quarters(Vec<Decimal>),
    Capacity,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alerts {
    pub green: Decimal,
    pub amber: Decimal,
    pub silent_days: u32,
    /// Those of the plan, then the default ones about what it has no rule for.
    pub rules: Vec<Rule>,
}

/// Default inputs; paths already joined to the plan's folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    pub deals: Vec<PathBuf>,
    pub activities: Vec<PathBuf>,
    pub as_of: Option<Day>,
}

/// What the plan says about the deal exports where detection would not do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DealHints {
    /// Field → heading, or `#3` for the third column.
    pub columns: BTreeMap<String, String>,
    pub won: Vec<String>,
    pub lost: Vec<String>,
    /// In the notation of `strftime`, or one of `excel`, `excel-1904`, `unix`, `unix-ms`.
    pub date_format: Option<String>,
    pub file: FileHints,
}

/// What the plan says about the activity exports where detection would not do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityHints {
    /// Field → heading, or `#3` for the third column.
    pub columns: BTreeMap<String, String>,
    pub date_format: Option<String>,
    pub file: FileHints,
}

/// How the files of one kind are written down, where the plan says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileHints {
    /// A name that the reader knows, such as `gb18030`.
    pub encoding: Option<String>,
    /// One of `,`, `;`, tab and `|`.
    pub delimiter: Option<u8>,
    /// The line of the heading row from 1; 0 where there is none.
    pub header: Option<u32>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    pub number: Option<NumberStyle>,
}

/// Which sign stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberStyle {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

/// Where each key of the plan was written, by its dotted path: `target.revenue`, `reps.张伟.weight`, `segments.KA.share`.
#[derive(Clone, Debug, Default)]
pub struct Origins(BTreeMap<String, Place>);

impl Origins {
    pub fn record(&mut self, path: String, place: Place) {
        self.0.insert(path, place);
    }

    /// The place of a key; of the nearest table around it where the key itself is not written.
    pub fn find(&self, path: &str) -> Option<&Place> {
        let mut path = path;
        loop {
            if let Some(place) = self.0.get(path) {
                return Some(place);
            }
            path = path.rsplit_once('.')?.0;
        }
    }

    /// The key that is written at exactly this place.
    pub fn key_at(&self, place: &Place) -> Option<&str> {
        self.0.iter().find(|(_, at)| *at == place).map(|(path, _)| path.as_str())
    }

    /// The place of a key of `table` that is a name, ignoring case: a step in `segments.KA.rates`.
    pub fn named(&self, table: &str, name: &str) -> Option<&Place> {
        let table = format!("{table}.");
        let keys = self.0.range(table.clone()..).map_while(|(path, place)| Some((path.strip_prefix(&table)?, place)));
        keys.into_iter().find(|(key, _)| same_name(key, name)).map(|(_, place)| place)
    }

    /// The place of exactly this key.
    pub fn exact(&self, path: &str) -> Option<&Place> {
        self.0.get(path)
    }
}
