//! When work can still be done that becomes a deal in the period.

use crate::calc::decompose::schedule::Schedule;
use crate::model::day::{Day, Span};
use crate::model::number::{Decimal, TooLarge, div, mul, sub};

/// A rep's working days that are left for a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    days: usize,
    /// How many of them lie in the coming week.
    in_week: usize,
}

impl Window {
    /// The days of the period moved back by the lead, as far as they lie after the as-of day: that day counts as
    /// elapsed, so that what is due on it is too late already.
    pub fn new(schedule: &Schedule, period: Span, lead: i32, as_of: Day, week: Span) -> Self {
        let moved = Span::new(period.first().plus(-lead), period.last().plus(-lead));
        let left = moved.and_then(|span| span.after(as_of));
        let days = |span: Option<Span>| span.map_or(0, |span| schedule.within(span));
        Window { days: days(left), in_week: days(left.and_then(|span| span.overlap(week))) }
    }

    /// What of `need` falls into the coming week, what later, and what is too late; then how much each day takes.
    pub fn parts(self, need: Decimal) -> Result<([Decimal; 3], Decimal), TooLarge> {
        if self.days == 0 {
            return Ok(([Decimal::ZERO, Decimal::ZERO, need], Decimal::ZERO));
        }
        let days = Decimal::from(self.days);
        let this_week = div(mul(need, Decimal::from(self.in_week))?, days)?;
        // Where all days lie in the week, the digits lost by the division must not leave less than nothing.
        let later = sub(need, this_week)?.max(Decimal::ZERO);
        Ok(([this_week, later, Decimal::ZERO], div(need, days)?))
    }
}

/// The days after `as_of` in the ISO week of `next`, the next working day.
pub fn week_of(next: Day, as_of: Day) -> Option<Span> {
    let monday = next.plus(-i32::try_from(next.weekday()).ok()?);
    Span::new(monday, monday.plus(6))?.after(as_of)
}
