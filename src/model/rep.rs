//! Reps: who carries quota, from when, how much, in which segments.

use crate::model::day::{Day, Span};
use crate::model::money::Money;
use crate::model::number::{Decimal, Fraction};

/// The name shown for the team of reps without one.
pub const NO_TEAM: &str = "(no team)";

/// The name shown for facts that belong to no rep, team or segment of the plan.
pub const UNASSIGNED: &str = "(unassigned)";

/// The name of sums in tables for programs.
pub const TOTAL: &str = "total";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rep {
    pub name: String,
    pub aliases: Vec<String>,
    /// Index in [`crate::model::plan::Plan::teams`].
    pub team: usize,
    pub weight: Decimal,
    /// Share of a full working day.
    pub hours: Decimal,
    pub starts: Option<Day>,
    pub ends: Option<Day>,
    /// Share of full productivity by whole months completed; 1 past its end. Empty: no ramp.
    pub ramp: Vec<Decimal>,
    pub leave: Vec<Span>,
    /// The rep's mix by segment, in plan order; sums to exactly 1.
    pub mix: Vec<Fraction>,
    /// A quota fixed by hand.
    pub quota: Option<Money>,
    /// What the rep committed to.
    pub commit: Option<Money>,
}

impl Rep {
    /// Whether the rep is employed on `day`, leave or not.
    pub fn is_there(&self, day: Day) -> bool {
        self.starts.is_none_or(|starts| starts <= day) && self.ends.is_none_or(|ends| day <= ends)
    }

    pub fn on_leave(&self, day: Day) -> bool {
        self.leave.iter().any(|span| span.contains(day))
    }

    /// The ramp's share of full productivity on `day`.
    pub fn ramp_on(&self, day: Day) -> Decimal {
        let Some(starts) = self.starts else { return Decimal::ONE };
        self.ramp.get(months_completed(starts, day)).copied().unwrap_or(Decimal::ONE)
    }
}

/// Whole months from `start` to `day`. A month is complete on the same day number, or on the last day of a month that lacks it.
pub fn months_completed(start: Day, day: Day) -> usize {
    let months = (day.year() - start.year()) * 12 + day.month() as i32 - start.month() as i32;
    let reached = day.day_of_month() >= start.day_of_month() || day == day.last_of_month();
    usize::try_from(if reached { months } else { months - 1 }).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_complete_on_the_same_day_or_the_last() {
        let day = |text| Day::parse(text).unwrap();
        for (start, on, months) in [
            ("2026-03-15", "2026-04-14", 0),
            ("2026-03-15", "2026-04-15", 1),
            ("2026-01-31", "2026-02-27", 0),
            ("2026-01-31", "2026-02-28", 1),
            ("2026-01-31", "2026-03-30", 1),
            ("2026-01-31", "2026-03-31", 2),
            ("2025-12-01", "2026-12-01", 12),
        ] {
            assert_eq!(months_completed(day(start), day(on)), months, "{start} to {on}");
        }
    }
}
