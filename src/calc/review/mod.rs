//! Quotas against facts: plan to date, actual, gap, attainment, status, pace, remaining, needed per day.

pub mod alerts;
pub mod bridge;
pub mod catch_up;
pub mod conversion;
pub mod counts;
pub mod evidence;
pub mod measure;
pub mod pipeline;
pub mod series;
pub mod shapley;
pub mod split;
pub mod sums;

use crate::calc::decompose::quotas::Quotas;
use crate::calc::group::{Group, Scope};
use crate::calc::review::bridge::Bridges;
use crate::calc::review::catch_up::CatchUp;
use crate::calc::review::conversion::Conversion;
use crate::calc::review::measure::{Measure, Yardstick};
use crate::calc::review::pipeline::Pipeline;
use crate::calc::review::series::{Point, series};
use crate::calc::review::sums::{Sums, collect};
use crate::model::actuals::Actuals;
use crate::model::day::Day;
use crate::model::funnel::StepSource;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, Fraction, TooLarge, half_even_whole, whole};
use crate::model::plan::Plan;
use crate::model::status::Status;
use crate::model::timeline::Period;

/// A period measured on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub period: Period,
    pub as_of: Day,
    /// Company, target (only with a cushion), teams, reps, segments; each scope in plan order, then what is unassigned.
    pub lines: Vec<Line>,
    /// Only where the plan says which deals its secured revenue is.
    pub secured: Option<Secured>,
    /// How the company's revenue got there, against the plan of its [verdict](Review::verdict).
    pub series: Vec<Point>,
    /// Working days of the calendar in the period, up to the as-of day and after it.
    pub days_gone: usize,
    pub days_left: usize,
}

/// One group with one measure for each metric, in the order of [`Metric::all`].
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub group: Group,
    pub measures: Vec<Measure>,
}

impl Line {
    pub fn measure(&self, metric: Metric) -> Option<&Measure> {
        self.measures.get(metric.index())
    }

    pub fn revenue_status(&self) -> Option<Status> {
        self.measure(Metric::Revenue)?.status
    }
}

/// Revenue that was certain when the plan was made, over the whole plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secured {
    pub planned: Money,
    /// Won by the as-of day.
    pub booked: Money,
}

/// Why the gap is as it is, and what closes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    pub bridges: Bridges,
    pub conversions: Vec<Conversion>,
    /// Nothing where nothing remains, or no working day is left.
    pub catch_up: Option<CatchUp>,
    pub pipeline: Pipeline,
}

impl Why {
    /// # Errors
    /// [`TooLarge`] where plan and facts together leave the range of exact numbers.
    pub fn new(plan: &Plan, quotas: &Quotas, actuals: &Actuals, review: &Review) -> Result<Self, TooLarge> {
        let to_date = review.period.span.until(review.as_of);
        let counts = counts::by_rep_and_segment(plan, quotas, actuals, to_date)?;
        Ok(Why {
            bridges: bridge::bridges(plan, actuals, &counts)?,
            conversions: conversion::conversions(plan, actuals, &counts)?,
            catch_up: catch_up::catch_up(plan, quotas, actuals, &counts, review)?,
            pipeline: pipeline::pipeline(plan, quotas, actuals, review)?,
        })
    }
}

/// Measures every group of the plan over `period` on `as_of`, which lies inside the plan.
pub fn review(plan: &Plan, quotas: &Quotas, actuals: &Actuals, period: Period, as_of: Day) -> Review {
    let left = period.span.after(as_of);
    let calendar = quotas.schedules().calendar();
    let days_left = left.map_or(0, |span| calendar.within(span));
    let mut lines: Vec<Line> = Vec::new();
    for (group, sums) in &collect(plan, quotas, actuals, period.span, as_of) {
        let own = group.rep().map(|rep| left.map_or(0, |span| quotas.schedules().of(rep).within(span)));
        lines.push(line(plan, actuals, *group, sums, own.unwrap_or(days_left)));
        if group.scope == Scope::Company && plan.target.over_assign.is_positive() {
            let target = Group { scope: Scope::Target, ..*group };
            let mut against = line(plan, actuals, target, &without_cushion(sums, &plan.target.over_assign), days_left);
            // Where the company ends does not depend on what it is measured against.
            if let Some(company) = lines.last() {
                against.measures.iter_mut().zip(&company.measures).for_each(|(own, of)| own.pace = of.pace);
            }
            lines.push(against);
        }
    }
    let series = needed(series(plan, quotas, actuals, period.span, as_of), &plan.target.over_assign);
    let days_gone = calendar.within(period.span) - days_left;
    Review { period, as_of, lines, secured: secured(plan, actuals), series, days_gone, days_left }
}

impl Review {
    /// The lines of one scope, in order.
    pub fn of(&self, scope: Scope) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.group.scope == scope)
    }

    /// The company against what it needs: against the target where the reps carry a cushion on top of it.
    pub fn verdict(&self) -> Option<&Line> {
        self.of(Scope::Target).next().or_else(|| self.of(Scope::Company).next())
    }

    /// Groups of a scope whose revenue is at `level` or worse; for the company, its verdict.
    pub fn failing(&self, scope: Scope, level: Status) -> Vec<&Line> {
        let fails = |line: &&Line| line.revenue_status().is_some_and(|status| status >= level);
        match scope {
            Scope::Company | Scope::Target => self.verdict().into_iter().filter(fails).collect(),
            Scope::Team | Scope::Rep | Scope::Segment => self.of(scope).filter(fails).collect(),
        }
    }
}

fn line(plan: &Plan, actuals: &Actuals, group: Group, sums: &Sums, days_left: usize) -> Line {
    let measure = |metric: Metric| {
        let i = metric.index();
        let yardstick = (!group.is_unassigned()).then(|| Yardstick { plan: sums.plan[i], to_date: sums.to_date[i] });
        let actual = is_known(plan, actuals, group, metric).then(|| sums.actual[i]);
        let per_main = match metric {
            Metric::Revenue => whole(plan.currency.minor_per_main()),
            Metric::Deals | Metric::Step(_) => Decimal::ONE,
        };
        Measure::new(yardstick, actual, &plan.alerts, days_left, per_main)
    };
    Line { group, measures: Metric::all(&plan.funnel).map(measure).collect() }
}

/// Whether the exports can tell a metric at all; what they cannot tell is missing, not 0.
fn is_known(plan: &Plan, actuals: &Actuals, group: Group, metric: Metric) -> bool {
    let Metric::Step(step) = metric else { return true };
    match plan.funnel.steps().get(step).map(|step| step.source) {
        Some(StepSource::Deals) => actuals.created_known,
        Some(StepSource::Activities) => {
            let seen = actuals.seen.get(step).is_some_and(|rows| *rows > 0);
            let apart = plan.segments.len() == 1 || actuals.activities_by_segment;
            seen && (apart || group.scope != Scope::Segment || group.is_unassigned())
        }
        None => false,
    }
}

/// What the company needs of what its reps carry: `plan ÷ (1 + over_assign)`, half-even.
fn without_cushion(sums: &Sums, over_assign: &Fraction) -> Sums {
    let reduce = |n: &i128| reduced(*n, over_assign);
    Sums {
        plan: sums.plan.iter().map(reduce).collect(),
        to_date: sums.to_date.iter().map(reduce).collect(),
        actual: sums.actual.clone(),
    }
}

/// The way there against what the company needs: without the cushion, where there is one.
fn needed(mut series: Vec<Point>, over_assign: &Fraction) -> Vec<Point> {
    if over_assign.is_positive() {
        series.iter_mut().for_each(|point| point.plan = reduced(point.plan, over_assign));
    }
    series
}

fn reduced(n: i128, over_assign: &Fraction) -> i128 {
    let factor = over_assign.plus(&Fraction::ONE).and_then(|f| f.inverse()).unwrap_or(Fraction::ONE);
    factor.of(whole(n)).ok().and_then(half_even_whole).unwrap_or(n)
}

fn secured(plan: &Plan, actuals: &Actuals) -> Option<Secured> {
    plan.target.secured_match.as_ref()?;
    let within = actuals.secured.iter().filter(|(day, _)| plan.timeline.span().contains(**day));
    Some(Secured { planned: plan.target.secured, booked: within.map(|(_, amount)| *amount).sum() })
}
