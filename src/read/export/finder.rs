//! Fields to headings: which column fits best, or what is wrong with the choice.

use std::collections::BTreeMap;

use crate::model::diagnostic::Diagnostic;
use crate::read::export::fields::{self, Field};
use crate::read::export::headings::{Headings, plain};
use crate::read::export::meaning::without_prefix;
use crate::read::export::problems;
use crate::read::export::segments::Matching;

/// Looks for fields among the headings and collects what is wrong.
pub struct Finder<'a> {
    pub file: &'a str,
    /// The plan's table with the hints.
    pub table: &'static str,
    pub headings: &'a Headings,
    pub hints: &'a BTreeMap<String, String>,
    pub prefixes: &'a [&'a str],
    pub problems: Vec<Diagnostic>,
}

/// Whether some headings are those of activities.
fn looks_like_activities(headings: &Headings) -> bool {
    let has = |names: &[&str]| {
        headings.iter().any(|(_, heading)| {
            names.contains(&heading.plain.as_str())
                || names.contains(&without_prefix(&heading.plain, &fields::ACTIVITY_PREFIXES))
        })
    };
    let has_kind = fields::KINDS.iter().any(|(name, _)| has(&[name]));
    has_kind || (has(fields::ACTIVITY_TYPE.best) && has(fields::ACTIVITY_DATE.best))
}

impl Finder<'_> {
    /// A heading that the plan names has to be there.
    pub fn check_hints(&mut self) {
        for (key, heading) in self.hints {
            if let Ok(None) = self.headings.named(heading) {
                self.problems.push(problems::no_such_heading(self.file, self.table, key, heading, self.headings));
            }
        }
    }

    /// The column that the plan names; a heading that several columns have names none of them.
    pub fn named(&mut self, heading: &str) -> Option<usize> {
        match self.headings.named(heading) {
            Ok(column) => column,
            Err(both) => {
                self.problems.push(problems::same_heading(self.file, self.headings, both));
                None
            }
        }
    }

    pub fn is_hinted(&self, key: &str) -> bool {
        self.hints.contains_key(key)
    }

    /// The column of a field: the plan's word, else the one heading that fits best.
    pub fn find(&mut self, field: &Field) -> Option<usize> {
        if let Some(heading) = self.hints.get(field.key) {
            return self.named(heading);
        }
        let mut fitting: Vec<usize> = self.among(field.best).collect();
        // A heading with a remark in brackets, such as `Amount (converted)`, fits less well than one without.
        let bare = |column: &usize| !self.headings.get(*column).trim_end().ends_with([')', '）']);
        if fitting.len() > 1 && fitting.iter().any(bare) {
            fitting.retain(bare);
        }
        match fitting.as_slice() {
            [] => field.also.iter().find_map(|name| self.among(&[name]).next()),
            [one] => Some(*one),
            [one, other, ..] => {
                self.say_which(field, (*one, *other));
                Some(*one)
            }
        }
    }

    /// Two columns fit a field alike.
    pub fn say_which(&mut self, field: &Field, both: (usize, usize)) {
        self.problems.push(problems::two_columns(self.file, self.table, field, self.headings, both));
    }

    fn among(&self, names: &[&str]) -> impl Iterator<Item = usize> {
        let fits = |heading: &str| names.contains(&heading) || names.contains(&without_prefix(heading, self.prefixes));
        self.headings.iter().filter(move |(_, heading)| fits(&heading.plain)).map(|(at, _)| at)
    }

    pub fn owner(&mut self, field: &Field) -> Vec<usize> {
        let name = self.find(field);
        let keys = self.among(&fields::OWNER_KEYS).filter(|key| Some(*key) != name);
        name.into_iter().chain(keys).collect()
    }

    /// The columns that say whether an activity took place: the plan's, else all that may.
    pub fn statuses(&mut self) -> Vec<usize> {
        let status = self.find(&fields::TASK_STATUS);
        let outcomes = self.headings.iter().filter(|(_, heading)| fields::OUTCOMES.contains(&heading.plain.as_str()));
        let outcomes =
            outcomes.map(|(at, _)| at).filter(|at| !self.is_hinted(fields::TASK_STATUS.key) && status != Some(*at));
        status.into_iter().chain(outcomes).collect()
    }

    /// The column of amounts, and that of closed deals where these have one of their own: an actual amount, or that of the
    /// contract beside an expected one.
    pub fn amounts(&mut self) -> (Option<usize>, Option<usize>) {
        if self.is_hinted(fields::AMOUNT.key) {
            return (self.find(&fields::AMOUNT), None);
        }
        if let Some(actual) = self.find(&fields::ACTUAL_AMOUNT) {
            return (self.find(&fields::AMOUNT), Some(actual));
        }
        let contracts: Vec<usize> = self.among(&fields::OF_CONTRACTS).collect();
        if let (Some(expected), [contract]) = (self.find(&fields::EXPECTED_AMOUNT), &*contracts)
            && self.among(fields::AMOUNT.best).all(|column| column == *contract || column == expected)
        {
            return (Some(expected), Some(*contract));
        }
        (self.find(&fields::AMOUNT), None)
    }

    /// `Amount Currency` beside `Amount`; else a currency of the whole deal, unless the amount is in the company's own.
    pub fn currency(&mut self, amount: usize) -> Option<usize> {
        if self.is_hinted(fields::CURRENCY.key) {
            return self.find(&fields::CURRENCY);
        }
        let heading = plain(self.headings.get(amount));
        let beside = format!("{heading} currency");
        let column = self.headings.iter().find(|(_, h)| plain(&h.written) == beside).map(|(at, _)| at);
        let in_own = heading.ends_with("(converted)") || heading.ends_with("company currency");
        if column.is_some() || in_own { column } else { self.find(&fields::CURRENCY) }
    }

    pub fn matched(&mut self, matching: &Matching) -> Vec<usize> {
        let mut columns = Vec::new();
        for wanted in matching.columns() {
            match self.headings.named(wanted.column) {
                Err(_) => columns.extend(self.named(wanted.column)),
                Ok(Some(column)) => columns.push(column),
                Ok(None) => self.problems.push(problems::no_match_column(self.file, wanted, self.headings)),
            }
        }
        columns
    }

    /// One problem that names all needed fields without a column.
    pub fn need(&mut self, fields: &[(bool, &Field)]) {
        let missing: Vec<&Field> = fields.iter().filter(|(found, _)| !found).map(|(_, field)| *field).collect();
        // A field that the plan maps to a heading that is not there has its problem already.
        if missing.iter().any(|field| !self.is_hinted(field.key)) {
            let problem = problems::missing_columns(self.file, self.table, &missing, self.headings);
            let is_other = self.table == "deals" && self.hints.is_empty() && looks_like_activities(self.headings);
            self.problems.push(if is_other { problem.help(problems::give_as_activities()) } else { problem });
        }
    }
}
