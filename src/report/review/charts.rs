//! A review as pictures: the way there, attainment, the funnel.

use crate::calc::group::Scope;
use crate::calc::review::{Line, Review};
use crate::model::funnel::Feeds;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, div, whole};
use crate::model::plan::Plan;
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::chart::{Bar, Bars, Chart, Drawing, Lines, Role, Series, Stage};
use crate::report::decompose::amount;
use crate::report::names;
use crate::report::words::Word;
use crate::text;

/// More bars than this are no picture: teams stand for their reps.
const MOST_BARS: usize = 40;

/// The pictures of the verdict, in reading order, as far as there is anything to see in them.
pub fn charts<'a>(plan: &'a Plan, review: &'a Review, by: Scope) -> Vec<Chart<'a>> {
    [progress(review), funnel(plan, review), attainment(plan, review, by)].into_iter().flatten().collect()
}

/// Plan and actual of the company's revenue by week or month, and where the pace leads.
fn progress<'a>(review: &Review) -> Option<Chart<'a>> {
    let measure = review.verdict()?.measure(Metric::Revenue)?;
    let days: Vec<_> = review.series.iter().map(|point| point.day).collect();
    let as_of = Some(review.as_of).filter(|day| review.period.span.contains(*day));
    let money = |minor: i128| Cell::Money(Money::from_sum(minor));
    let planned = review.series.iter().map(|point| money(point.plan)).collect();
    let actual = review.series.iter().map(|point| point.actual.map_or(Cell::Missing, money)).collect();
    let mut series = vec![
        Series { name: Word::Plan.text(), role: Role::Plan, values: planned },
        Series { name: Word::Actual.text(), role: Role::Actual, values: actual },
    ];
    if let (Some(pace), Some(day)) = (measure.pace.filter(|_| review.days_left > 0), as_of) {
        let last = days.last().copied();
        let outlook = review.series.iter().map(|point| match point.actual {
            Some(actual) if point.day == day => money(actual),
            _ if Some(point.day) == last => money(pace),
            _ => Cell::Missing,
        });
        series.push(Series { name: Word::Pace.text(), role: Role::Outlook, values: outlook.collect() });
    }
    let name = &review.period.name;
    Some(Chart {
        title: text!(en: "revenue, {name}: plan and actual"; zh: "收入，{name}：计划与实际"),
        description: text!(
            en: "running totals over the period: the plan to its end, the actual to the as-of day, and from there the pace";
            zh: "期间累计：计划至期末，实际至截止日，其后为进度推算"
        ),
        drawing: Drawing::Lines(Lines { span: review.period.span, days, series, as_of }),
    })
}

/// Attainment of each group, with a mark where all of its plan to date is reached.
fn attainment<'a>(plan: &'a Plan, review: &Review, by: Scope) -> Option<Chart<'a>> {
    let crowded = by == Scope::Rep && review.of(Scope::Rep).count() > MOST_BARS;
    let by = if crowded { Scope::Team } else { by };
    let bar = |line: &Line| {
        let measure = line.measure(Metric::Revenue)?;
        let value = measure.attainment.map(|share| Cell::percent(share, 1)).into();
        let mark = Cell::percent(Decimal::ONE, 0);
        let asked = measure.to_date.is_some_and(|due| due != 0);
        asked.then(|| Bar { label: names::group(plan, line.group), value, mark, status: measure.status })
    };
    let bars: Vec<Bar<'a>> = review.of(by).filter_map(bar).collect();
    let scope = names::scope(by);
    let (en, zh) = (scope.say(Lang::En), scope.say(Lang::Zh));
    (by != Scope::Company && !bars.is_empty() && bars.len() <= MOST_BARS).then(|| Chart {
        title: text!(en: "attainment of revenue by {en}"; zh: "各{zh}收入达成率"),
        description: text!(
            en: "actual as a share of the plan to date, one bar for each {en}; the mark is at 100%";
            zh: "实际占截至今日计划的比例，每个{zh}一条；标记处为 100%"
        ),
        drawing: Drawing::Bars(Bars { value: Word::Attainment.text(), mark: Some(Text::same("100%")), bars }),
    })
}

/// The company's steps and deals from the first step on, with what one unit of each brings of the one it feeds.
fn funnel<'a>(plan: &'a Plan, review: &Review) -> Option<Chart<'a>> {
    let company = review.of(Scope::Company).next()?;
    let value = |value: Option<i128>| value.map_or(Cell::Missing, Cell::Count);
    let ratio = |fed: Option<i128>, own: Option<i128>| -> Cell<'a> {
        let share = fed.zip(own).and_then(|(fed, own)| div(whole(fed), whole(own)).ok());
        share.map(|share| Cell::percent(share, 1)).into()
    };
    let stage = |metric: Metric| {
        let own = company.measure(metric)?;
        let fed = match metric {
            Metric::Step(step) => match plan.funnel.steps().get(step)?.feeds {
                Feeds::Deals => company.measure(Metric::Deals),
                Feeds::Step(fed) => company.measure(Metric::Step(fed)),
            },
            Metric::Revenue | Metric::Deals => None,
        };
        Some(Stage {
            label: names::metric(plan, metric),
            planned: amount(metric, own.to_date?),
            actual: value(own.actual),
            planned_rate: fed.map_or(Cell::Missing, |fed| ratio(fed.to_date, own.to_date)),
            actual_rate: fed.map_or(Cell::Missing, |fed| ratio(fed.actual, own.actual)),
        })
    };
    let mut stages: Vec<Stage<'a>> = Metric::all(&plan.funnel).skip(1).filter_map(stage).collect();
    stages.reverse();
    (stages.len() > 1).then(|| Chart {
        title: text!(en: "funnel: actual and plan to date"; zh: "漏斗：实际与截至今日计划"),
        description: text!(
            en: "units of each step in the period so far; between them, units of the next step for each unit of this one";
            zh: "期间内各环节至今的数量；其间为每单位带来的下一环节数量"
        ),
        drawing: Drawing::Funnel(stages),
    })
}
