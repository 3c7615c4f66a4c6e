//! Which days are worked.

use std::collections::BTreeSet;

use crate::model::day::{Day, Span};

/// Weekends, holidays and make-up workdays. Workdays win over both others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    weekend: [bool; 7],
    holidays: BTreeSet<Day>,
    workdays: BTreeSet<Day>,
    /// The years that the calendar's lists cover; nothing where they do not say.
    years: Option<BTreeSet<i32>>,
}

impl Calendar {
    /// `weekend` by day of the week, Monday first.
    pub fn new(
        weekend: [bool; 7],
        holidays: BTreeSet<Day>,
        workdays: BTreeSet<Day>,
        years: Option<BTreeSet<i32>>,
    ) -> Self {
        Calendar { weekend, holidays, workdays, years }
    }

    /// Monday to Friday, no holidays.
    pub fn weekdays() -> Self {
        Calendar::new([false, false, false, false, false, true, true], BTreeSet::new(), BTreeSet::new(), None)
    }

    /// The same weekends without holidays and make-up days: all that is known of the time after a plan.
    pub fn weekends_only(&self) -> Self {
        Calendar::new(self.weekend, BTreeSet::new(), BTreeSet::new(), None)
    }

    pub fn is_working(&self, day: Day) -> bool {
        let off = self.weekend.get(day.weekday()).copied().unwrap_or(false) || self.holidays.contains(&day);
        !off || self.workdays.contains(&day)
    }

    pub fn working_days(&self, span: Span) -> impl DoubleEndedIterator<Item = Day> + Clone {
        span.days().filter(|day| self.is_working(*day))
    }

    /// The days of `span` that are holidays; one that falls on a weekend counts too.
    pub fn holidays(&self, span: Span) -> impl Iterator<Item = Day> {
        self.holidays.range(span.first()..=span.last()).copied()
    }

    /// The years of `span` that the calendar's lists do not cover.
    pub fn years_missing(&self, span: Span) -> Vec<i32> {
        let Some(years) = &self.years else { return Vec::new() };
        (span.first().year()..=span.last().year()).filter(|year| !years.contains(year)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn make_up_days_win() {
        let saturday = day("2026-02-14");
        let holidays = BTreeSet::from([saturday, day("2026-02-16")]);
        let calendar =
            Calendar::new([false, false, false, false, false, true, true], holidays, BTreeSet::from([saturday]), None);
        assert!(calendar.is_working(saturday));
        assert!(!calendar.is_working(day("2026-02-16")));
        assert!(!calendar.is_working(day("2026-02-15")));
        assert!(calendar.weekends_only().is_working(day("2026-02-16")));
    }

    #[test]
    fn a_calendar_knows_the_years_it_lacks() {
        let calendar = Calendar::new([false; 7], BTreeSet::new(), BTreeSet::new(), Some(BTreeSet::from([2026])));
        let span = Span::new(day("2026-04-01"), day("2027-03-31")).unwrap();
        assert_eq!(calendar.years_missing(span), [2027]);
        assert!(Calendar::weekdays().years_missing(span).is_empty());
    }
}
