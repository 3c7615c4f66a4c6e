//! The way to the company's revenue, worked out by hand.
//!
//! The plan: 1 January to 31 March 2026 without holidays has 22 + 20 + 22 = 64 working days; 70,400.00 with a cushion of a
//! tenth is 1,100.00 a working day for the reps, of which the company needs 1,000.00.

mod support;

use splan::calc::review::Review;
use splan::calc::review::series::Point;
use splan::model::metric::Metric;
use support::facts::Facts;

const PLAN: &str = r#"
[plan]
name = "Quarter"
starts = 2026-01-01
ends = 2026-03-31
currency = "EUR"
[target]
revenue = 64_000
over_assign = 0.1
[funnel]
average_deal = 1_000
[[funnel.steps]]
name = "opportunities"
rate = 0.5
[[reps]]
name = "Ann"
[[reps]]
name = "Bob"
"#;

fn reviewed(as_of: &str) -> Review {
    let plan = support::plan(PLAN);
    let facts = Facts::of(&plan)
        .on("2026-01-05", Some(0), Some(0), 3_000, 3, &[0])
        .on("2026-01-11", Some(1), Some(0), 500, 1, &[0])
        .on("2026-01-14", None, None, 1_000, 1, &[0]);
    facts.reviewed(&plan, as_of).0
}

fn at<'r>(review: &'r Review, day: &str) -> &'r Point {
    review.series.iter().find(|point| point.day.to_string() == day).unwrap()
}

#[test]
fn weeks_and_the_as_of_day_sum_up() {
    let review = reviewed("2026-01-14");
    // Thursday 1 January and Friday 2 January; five days; three days up to Wednesday 14 January.
    let known = [("2026-01-04", 2, 0), ("2026-01-11", 7, 3_500), ("2026-01-14", 10, 4_500)];
    for (day, days, won) in known {
        let point = at(&review, day);
        assert_eq!((point.plan, point.actual), (days * 100_000, Some(won * 100)), "{day}");
    }
    assert_eq!((at(&review, "2026-01-18").plan, at(&review, "2026-01-18").actual), (1_200_000, None));
    assert_eq!(review.series.len(), 15, "fourteen weeks, the last one short, and the as-of day");
}

/// Wherever the as-of day lies, the series ends where the verdict does.
#[test]
fn the_series_agrees_with_the_verdict() {
    for as_of in ["2026-01-01", "2026-01-11", "2026-02-17", "2026-03-31"] {
        let review = reviewed(as_of);
        let measure = review.verdict().unwrap().measure(Metric::Revenue).unwrap();
        let last = review.series.last().unwrap();
        assert_eq!((last.day.to_string().as_str(), Some(last.plan)), ("2026-03-31", measure.plan));
        let today = at(&review, as_of);
        assert_eq!((Some(today.plan), today.actual), (measure.to_date, measure.actual), "{as_of}");
    }
}
