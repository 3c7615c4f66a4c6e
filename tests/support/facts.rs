//! Facts made by hand, as an export would have told them.

use splan::calc::review::{Review, Why, review};
use splan::model::actuals::{Actuals, Slot};
use splan::model::day::{Day, Span};
use splan::model::days::{Days, Fact};
use splan::model::money::Money;
use splan::model::open::{Due, OpenKey, OpenTally};
use splan::model::plan::Plan;
use splan::model::timeline::{Grain, Period};

/// Facts of a plan whose every step has a source.
pub struct Facts(pub Actuals, Span);

impl Facts {
    pub fn of(plan: &Plan) -> Self {
        let seen = vec![1; plan.funnel.steps().len()];
        let actuals = Actuals { seen, created_known: true, activities_by_segment: true, ..Actuals::default() };
        Facts(actuals, plan.timeline.span())
    }

    /// `revenue` in main units of a currency with two decimals; `steps` in the funnel's order.
    pub fn on(mut self, day: &str, rep: Slot, segment: Slot, revenue: i64, deals: i64, steps: &[i64]) -> Self {
        let revenue = Money::from_sum(i128::from(revenue) * 100);
        let mut days = Days::default();
        days.push((rep, segment, Day::parse(day).unwrap()), Fact { revenue, deals, steps });
        self.0.days.merge(days);
        self
    }

    pub fn open(mut self, rep: usize, segment: usize, due: &str, deals: i64) -> Self {
        let due = Due::of(Day::parse(due), self.1.first(), self.1);
        let key = OpenKey { rep: Some(rep), segment: Some(segment), stage: "Open".into(), due };
        self.0.open.tallies.insert(key, OpenTally { deals, ..OpenTally::default() });
        self
    }

    /// The whole plan, reviewed on `as_of`.
    pub fn reviewed(&self, plan: &Plan, as_of: &str) -> (Review, Why) {
        let quotas = super::quotas(plan);
        let span = plan.timeline.span();
        let period = Period { name: plan.timeline.periods(Grain::Year, span)[0].name.clone(), span };
        let review = review(plan, &quotas, &self.0, period, Day::parse(as_of).unwrap());
        let why = Why::new(plan, &quotas, &self.0, &review).unwrap();
        (review, why)
    }
}
