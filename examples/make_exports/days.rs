//! Working days, from the program's own calendar files.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

use crate::story::Span;

#[derive(Default, Deserialize)]
pub struct Calendar {
    holidays: Vec<Span>,
    workdays: Vec<toml::value::Datetime>,
}

impl Calendar {
    pub fn is_working(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let holiday = self.holidays.iter().any(|h| (h.from..=h.to).contains(&day));
        let made_up = self.workdays.iter().any(|date| date.to_string() == day.to_string());
        made_up || !weekend && !holiday
    }

    pub fn working_days(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        from.iter_days().take_while(move |&day| day <= to).filter(|&day| self.is_working(day))
    }

    /// The first working day that is `days` or more calendar days after `start`.
    pub fn working_day_after(&self, start: NaiveDate, days: u32) -> NaiveDate {
        let earliest = start + Days::new(days.into());
        earliest.iter_days().find(|&day| self.is_working(day)).expect("holidays end")
    }
}
