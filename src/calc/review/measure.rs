//! One metric of one group: where it stands.

use crate::model::number::{Decimal, div, half_even, half_even_whole, mul, whole};
use crate::model::plan::Alerts;
use crate::model::status::Status;

/// Minor units for revenue, whole units for counts; nothing where unknown or undefined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    pub plan: Option<i128>,
    pub to_date: Option<i128>,
    pub actual: Option<i128>,
    /// Actual − plan to date: negative is behind.
    pub gap: Option<i128>,
    /// Actual ÷ plan to date, unrounded.
    pub attainment: Option<Decimal>,
    pub status: Option<Status>,
    /// Where the period ends if the rest goes as the part so far did.
    pub pace: Option<i128>,
    /// Plan − actual, not below 0.
    pub remaining: Option<i128>,
    /// Main units of the currency, or counts, for each working day left; two decimals, half-even.
    pub needed_per_day: Option<Decimal>,
}

/// What a group was to bring in the whole period, and up to the as-of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Yardstick {
    pub plan: i128,
    pub to_date: i128,
}

impl Measure {
    /// `per_main`: minor units of one main unit, 1 for counts.
    pub fn new(
        yardstick: Option<Yardstick>,
        actual: Option<i128>,
        alerts: &Alerts,
        days_left: usize,
        per_main: Decimal,
    ) -> Self {
        let (plan, to_date) = (yardstick.map(|y| y.plan), yardstick.map(|y| y.to_date));
        let mut measure = Measure { plan, to_date, actual, ..Measure::default() };
        let (Some(Yardstick { plan, to_date }), Some(actual)) = (yardstick, actual) else { return measure };
        let remaining = (plan - actual).max(0);
        measure.gap = Some(actual - to_date);
        measure.attainment = div(whole(actual), whole(to_date)).ok();
        measure.status = status(actual, to_date, alerts);
        measure.pace = pace(actual, plan, to_date);
        measure.remaining = Some(remaining);
        measure.needed_per_day = div(whole(remaining), per_main)
            .and_then(|remaining| div(remaining, Decimal::from(days_left)))
            .map(|per_day| half_even(per_day, 2))
            .ok();
        measure
    }
}

/// Nothing where nothing is planned yet.
fn status(actual: i128, to_date: i128, alerts: &Alerts) -> Option<Status> {
    let reaches = |bound: Decimal| mul(bound, whole(to_date)).is_ok_and(|bound| whole(actual) >= bound);
    (to_date > 0).then(|| {
        if reaches(alerts.green) {
            Status::Green
        } else if reaches(alerts.amber) {
            Status::Amber
        } else {
            Status::Red
        }
    })
}

/// `actual × plan ÷ plan to date`, half-even; nothing before a tenth of the plan has elapsed.
fn pace(actual: i128, plan: i128, to_date: i128) -> Option<i128> {
    if to_date <= 0 || to_date.saturating_mul(10) < plan {
        return None;
    }
    let exact = mul(whole(actual), whole(plan)).and_then(|product| div(product, whole(to_date)));
    let pace = exact.or_else(|_| mul(whole(actual), div(whole(plan), whole(to_date))?));
    pace.ok().and_then(half_even_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(plan: i128, to_date: i128, actual: Option<i128>, days_left: usize) -> Measure {
        let alerts = Alerts { green: Decimal::ONE, amber: Decimal::new(9, 1), silent_days: 30, rules: Vec::new() };
        Measure::new(Some(Yardstick { plan, to_date }), actual, &alerts, days_left, Decimal::ONE_HUNDRED)
    }

    /// 1,000.00 planned, 400.00 by now, 380.00 won, 12 days left: by hand 95 %, pace 950, 620 to go, 51.67 a day.
    #[test]
    fn a_measure_by_hand() {
        let m = measure(100_000, 40_000, Some(38_000), 12);
        assert_eq!((m.gap, m.attainment, m.status), (Some(-2_000), Some(Decimal::new(95, 2)), Some(Status::Amber)));
        assert_eq!((m.pace, m.remaining), (Some(95_000), Some(62_000)));
        assert_eq!(m.needed_per_day, Some(Decimal::new(5167, 2)));
    }

    #[test]
    fn nothing_planned_gives_nothing() {
        let m = measure(100, 0, Some(50), 3);
        assert_eq!((m.attainment, m.status, m.pace), (None, None, None));
        assert_eq!(m.gap, Some(50));
    }

    #[test]
    fn an_unknown_actual_leaves_everything_unknown() {
        let m = measure(100, 50, None, 3);
        assert_eq!(m, Measure { plan: Some(100), to_date: Some(50), ..Measure::default() });
    }

    #[test]
    fn bounds_are_exact_and_pace_waits_for_a_tenth() {
        assert_eq!(measure(1000, 100, Some(90), 3).status, Some(Status::Amber));
        assert_eq!(measure(1000, 100, Some(89), 3).status, Some(Status::Red));
        assert_eq!(measure(1000, 100, Some(100), 3).status, Some(Status::Green));
        assert_eq!(measure(1000, 99, Some(100), 3).pace, None);
        assert_eq!(measure(1000, 100, Some(100), 3).pace, Some(1000));
        assert_eq!(measure(1000, 1000, Some(2000), 0).needed_per_day, None);
    }
}
