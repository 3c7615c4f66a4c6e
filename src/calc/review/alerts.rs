//! Alerts: the rules of the plan that the facts break.

use crate::calc::decompose::load::{Load, loads};
use crate::calc::decompose::quotas::Quotas;
use crate::calc::group::{COMPANY, Group, Scope, members};
use crate::calc::review::pipeline::{Coverage, Pipeline};
use crate::calc::review::{Line, Review, review};
use crate::model::actuals::Actuals;
use crate::model::alert::{Bound, Rule, Watched, Whom};
use crate::model::metric::Metric;
use crate::model::number::{Decimal, TooLarge, whole};
use crate::model::plan::Plan;
use crate::model::status::Status;
use crate::model::timeline::Grain;

/// A rule that one group breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert<'a> {
    pub rule: &'a Rule,
    pub group: Group,
    /// The value that breaks it, of the last week where the rule has weeks; amounts in minor units.
    pub value: Decimal,
    /// What it should have been at least, or at most.
    pub bound: Decimal,
}

impl Alert<'_> {
    pub fn is_below(&self) -> bool {
        matches!(self.rule.bound, Bound::Below(_) | Bound::BelowNeeded)
    }

    pub fn is_at_least(&self, level: Status) -> bool {
        self.rule.level >= level
    }
}

/// Every rule that is broken: red ones first, then in the order of the rules and of the plan. What is unknown breaks none.
///
/// # Errors
/// [`TooLarge`] where the load leaves the range of exact numbers.
pub fn alerts<'a>(
    plan: &'a Plan,
    quotas: &Quotas,
    actuals: &Actuals,
    review: &Review,
    pipeline: &Pipeline,
) -> Result<Vec<Alert<'a>>, TooLarge> {
    let most = plan.alerts.rules.iter().filter_map(|rule| rule.weeks).max().unwrap_or(0);
    let facts = Facts {
        plan,
        review,
        pipeline,
        weeks: weeks(plan, quotas, actuals, review, most),
        loads: loads(plan, quotas)?,
    };
    let broken = plan.alerts.rules.iter().flat_map(|rule| {
        let facts = &facts;
        groups(plan, rule.whom).into_iter().filter_map(move |group| facts.breaks(rule, group))
    });
    let mut alerts: Vec<Alert<'a>> = broken.collect();
    alerts.sort_by_key(|alert| std::cmp::Reverse(alert.rule.level));
    Ok(alerts)
}

fn groups(plan: &Plan, whom: Whom) -> Vec<Group> {
    let (scope, member) = match whom {
        Whom::Company => return vec![COMPANY],
        Whom::Team(member) => (Scope::Team, member),
        Whom::Rep(member) => (Scope::Rep, member),
    };
    members(plan).filter(|group| group.scope == scope && (member.is_none() || group.member == member)).collect()
}

/// The last `most` weeks of the plan of which no working day is left, the latest first, each reviewed on its own.
fn weeks(plan: &Plan, quotas: &Quotas, actuals: &Actuals, on: &Review, most: usize) -> Vec<Review> {
    let calendar = quotas.schedules().calendar();
    let weeks = plan.timeline.periods(Grain::Week, plan.timeline.span()).into_iter().rev();
    let full = weeks.filter(|week| {
        let is_over = week.span.after(on.as_of).is_none_or(|rest| calendar.within(rest) == 0);
        week.span.first() <= on.as_of && is_over && calendar.within(week.span) > 0
    });
    full.take(most).map(|week| review(plan, quotas, actuals, week.clone(), week.span.last().min(on.as_of))).collect()
}

/// What rules are held against.
struct Facts<'r> {
    plan: &'r Plan,
    review: &'r Review,
    pipeline: &'r Pipeline,
    weeks: Vec<Review>,
    loads: Vec<Load>,
}

impl Facts<'_> {
    fn breaks<'a>(&self, rule: &'a Rule, group: Group) -> Option<Alert<'a>> {
        let bound = match rule.bound {
            Bound::Below(bound) | Bound::Above(bound) => bound,
            Bound::BelowNeeded => self.pipeline.lines.iter().find(|line| line.group == group)?.needed?,
        };
        let is_broken = |value: &Decimal| match rule.bound {
            Bound::Below(_) | Bound::BelowNeeded => *value < bound,
            Bound::Above(_) => *value > bound,
        };
        let value = match rule.weeks {
            None => self.value(self.review, rule.watched, group).filter(is_broken)?,
            Some(weeks) => {
                let last = self.weeks.get(..weeks)?;
                let values = last.iter().map(|week| self.value(week, rule.watched, group).filter(is_broken));
                *values.collect::<Option<Vec<_>>>()?.first()?
            }
        };
        Some(Alert { rule, group, value, bound })
    }

    /// Nothing where it is unknown, or there is nothing to divide by.
    fn value(&self, review: &Review, watched: Watched, group: Group) -> Option<Decimal> {
        let line = measured(review, group)?;
        let actual = |metric| line.measure(metric).and_then(|measure| measure.actual).map(whole);
        let pipeline = self.pipeline.lines.iter().find(|line| line.group == group);
        let standing = pipeline.map(|line| &line.standing);
        let count = |n: i64| Decimal::from(n);
        match watched {
            Watched::Attainment => line.measure(Metric::Revenue)?.attainment,
            Watched::Coverage => match pipeline?.coverage? {
                Coverage::Met => None,
                Coverage::Times(times) => Some(times),
            },
            Watched::WinRate => {
                let opportunities = Metric::Step(self.plan.funnel.opportunities()?);
                actual(Metric::Deals)?.checked_div(actual(opportunities)?)
            }
            Watched::AverageDeal => actual(Metric::Revenue)?.checked_div(actual(Metric::Deals)?),
            Watched::Load => self.load(group),
            Watched::OverdueAmount => Some(standing?.overdue_amount.decimal()),
            Watched::OverdueDeals => Some(count(standing?.overdue)),
            Watched::OverdueShare => count(standing?.overdue).checked_div(count(standing?.open.deals)),
            Watched::SilentDeals => standing?.silent().map(count),
            Watched::SilentShare => count(standing?.open.silent).checked_div(count(standing?.open.watched)),
            Watched::Actual(metric) => actual(metric),
        }
    }

    /// The highest load of any rep of the group in the months of the period.
    fn load(&self, group: Group) -> Option<Decimal> {
        let belongs = |rep: usize| match group.scope {
            Scope::Rep => group.member == Some(rep),
            Scope::Team => self.plan.reps.get(rep).map(|rep| rep.team) == group.member,
            Scope::Company | Scope::Target | Scope::Segment => true,
        };
        let span = self.review.period.span;
        let in_period =
            |month: usize| self.plan.timeline.months().get(month).is_some_and(|m| m.overlap(span).is_some());
        let loads = self.loads.iter().filter(|load| belongs(load.rep) && in_period(load.month));
        loads.filter_map(Load::share).max()
    }
}

/// The line of a group; the company's against the target.
fn measured(review: &Review, group: Group) -> Option<&Line> {
    match group.scope {
        Scope::Company => review.verdict(),
        _ => review.of(group.scope).find(|line| line.group == group),
    }
}
