//! Segments: which slice of the plan a row belongs to, by the plan's matches.

use crate::model::actuals::Slot;
use crate::model::plan::Plan;
use crate::model::segment::Match;
use crate::read::export::cache::Cache;
use crate::read::export::lanes::Slot32;
use crate::read::export::row::Row;

/// The plan's matches over the columns they need; each distinct combination of cells is decided once.
pub struct Matching<'a> {
    rules: Vec<(Belongs, &'a Match)>,
    /// Headings and who needs them, each once.
    columns: Vec<Wanted<'a>>,
    /// The segment without a match takes the rest.
    rest: Slot,
    known: Cache<Place>,
    key: String,
}

/// A column that the plan matches rows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    pub column: &'a str,
    /// The segment; nothing for `secured_match`.
    pub segment: Option<&'a str>,
}

/// Where a deal belongs, in few bytes, as every row has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub segment: Slot32,
    secured: bool,
}

impl Place {
    fn new(segment: Slot, secured: bool) -> Self {
        Place { segment: segment.into(), secured }
    }

    pub fn segment(self) -> Slot {
        self.segment.slot()
    }

    /// Whether the deal is the plan's secured revenue.
    pub fn is_secured(self) -> bool {
        self.secured
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Belongs {
    Segment(usize),
    Secured,
}

/// How many distinct combinations are remembered.
const MOST_REMEMBERED: usize = 10_000;

impl<'a> Matching<'a> {
    /// Segments and the secured revenue: for deals.
    pub fn of_deals(plan: &'a Plan) -> Self {
        let mut matching = Self::of_activities(plan);
        matching.rules.extend(plan.target.secured_match.iter().map(|rule| (Belongs::Secured, rule)));
        matching.collect_columns(plan);
        matching
    }

    /// Segments alone: for activities.
    pub fn of_activities(plan: &'a Plan) -> Self {
        let segments = || plan.segments.iter().enumerate();
        let rules = segments().filter_map(|(at, s)| Some((Belongs::Segment(at), s.matches.as_ref()?))).collect();
        let rest = segments().find(|(_, segment)| segment.matches.is_none()).map(|(at, _)| at);
        let mut matching =
            Matching { rules, columns: Vec::new(), rest, known: Cache::new(MOST_REMEMBERED), key: String::new() };
        matching.collect_columns(plan);
        matching
    }

    fn collect_columns(&mut self, plan: &'a Plan) {
        for (belongs, rule) in &self.rules {
            for (column, _) in &rule.columns {
                if !self.columns.iter().any(|known| known.column == column) {
                    let segment = match belongs {
                        Belongs::Segment(at) => plan.segments.get(*at).map(|segment| segment.name.as_str()),
                        Belongs::Secured => None,
                    };
                    self.columns.push(Wanted { column, segment });
                }
            }
        }
    }

    pub fn columns(&self) -> impl Iterator<Item = Wanted<'a>> + '_ {
        self.columns.iter().copied()
    }

    /// Where every row belongs, if the plan has no matches.
    pub fn rest(&self) -> Option<Place> {
        self.rules.is_empty().then(|| Place::new(self.rest, false))
    }

    /// Where the row belongs; `at` says where the file keeps each of [`Matching::columns`].
    #[inline(always)]
    pub fn place(&mut self, row: &Row, at: &[usize]) -> Place {
        if self.rules.is_empty() { Place::new(self.rest, false) } else { self.by_rules(row, at) }
    }

    #[inline(never)]
    fn by_rules(&mut self, row: &Row, at: &[usize]) -> Place {
        let rules = Rules { rules: &self.rules, columns: &self.columns, rest: self.rest };
        // The cell itself is the key of what a single column decides.
        if let [column] = at {
            return self.known.get_or(row.bytes(*column), |_| rules.decide(row, at));
        }
        self.key.clear();
        for column in at {
            self.key.push_str(row.cell(*column));
            self.key.push('\u{1f}');
        }
        self.known.get_or(self.key.as_bytes(), |_| rules.decide(row, at))
    }
}

/// What decides where a row belongs.
struct Rules<'r, 'a> {
    rules: &'r [(Belongs, &'a Match)],
    columns: &'r [Wanted<'a>],
    rest: Slot,
}

impl Rules<'_, '_> {
    fn decide(&self, row: &Row, at: &[usize]) -> Place {
        let cell = |name: &str| {
            let column = self.columns.iter().position(|wanted| wanted.column == name).and_then(|i| at.get(i));
            column.map_or("", |column| row.cell(*column))
        };
        let holds = |rule: &Match| rule.holds(|i| rule.columns.get(i).map_or("", |(name, _)| cell(name)));
        let segment = self.rules.iter().find_map(|(belongs, rule)| match belongs {
            Belongs::Segment(at) if holds(rule) => Some(*at),
            _ => None,
        });
        let secured = self.rules.iter().any(|(belongs, rule)| *belongs == Belongs::Secured && holds(rule));
        Place::new(segment.or(self.rest), secured)
    }
}
