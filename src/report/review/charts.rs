//! A review as pictures: the way there, attainment, the funnel.

use crate::calc::group::{COMPANY, Scope};
use crate::calc::review::evidence::Ratio;
use crate::calc::review::{Line, Review};
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::Decimal;
use crate::model::plan::Plan;
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::chart::{Bar, Bars, Beam, Chart, Drawing, Lines, Role, Series, Stage};
use crate::report::decompose::amount;
use crate::report::names;
use crate::report::review::{Found, bridge};
use crate::report::words::Word;
use crate::text;

/// More bars than this are no picture: teams stand for their reps.
const MOST_BARS: usize = 40;

/// The pictures of the verdict, in reading order, as far as there is anything to see in them.
pub fn of_verdict<'a>(found: &Found<'a>, by: Scope) -> Vec<Chart<'a>> {
    let Found { plan, review, .. } = found;
    [progress(review), funnel(found), attainment(plan, review, by)].into_iter().flatten().collect()
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
            zh: "实际占截止日计划的比例，每个{zh}一条；标记处为 100%"
        ),
        drawing: Drawing::Bars(Bars { value: Word::Attainment.text(), mark: Some(Text::same("100%")), bars }),
    })
}

/// The company's steps and deals from the first step on, with what one unit of each brings of the one it feeds.
fn funnel<'a>(found: &Found<'a>) -> Option<Chart<'a>> {
    let plan = found.plan;
    let company = found.review.of(Scope::Company).next()?;
    let value = |value: Option<i128>| value.map_or(Cell::Missing, Cell::Count);
    let percent = |ratio: &Ratio| -> Cell<'a> { ratio.rate().map(|rate| Cell::percent(rate, 1)).into() };
    let stage = |metric: Metric| {
        let own = company.measure(metric)?;
        let converts = |step: &usize| Metric::Step(*step) == metric;
        let conversion = found.conversions.iter().find(|of| of.group == COMPANY && converts(&of.step));
        Some(Stage {
            label: names::metric(plan, metric),
            planned: amount(metric, own.to_date?),
            actual: value(own.actual),
            planned_rate: conversion.map_or(Cell::Missing, |of| percent(&of.planned)),
            actual_rate: conversion.map_or(Cell::Missing, |of| percent(&of.actual)),
        })
    };
    let mut stages: Vec<Stage<'a>> = Metric::all(&plan.funnel).skip(1).filter_map(stage).collect();
    stages.reverse();
    (stages.len() > 1).then(|| Chart {
        title: text!(en: "funnel: actual and plan to date"; zh: "漏斗：实际与截止日计划"),
        description: text!(
            en: "units of each step in the period so far; between them, the share that becomes the step it feeds";
            zh: "期间内各环节至今的数量；其间为转化为下一环节的比例"
        ),
        drawing: Drawing::Funnel(stages),
    })
}

/// From plan to date to actual, factor by factor: the parts of the bridge.
pub fn of_bridge<'a>(found: &Found<'a>) -> Option<Chart<'a>> {
    let company = found.bridges.company()?;
    let measure = found.review.of(Scope::Company).next()?.measure(Metric::Revenue)?;
    let level = |label: Word, value: i128| Beam {
        label: label.text().into(),
        value: Cell::Money(Money::from_sum(value)),
        is_change: false,
    };
    let changes = company.parts.iter().map(|(factor, part)| Beam {
        label: bridge::name(found.plan, found.bridges, company, *factor).into(),
        value: Cell::MoneyGap(*part),
        is_change: true,
    });
    let mut beams = vec![level(Word::PlanToDate, measure.to_date?)];
    beams.extend(changes);
    beams.push(level(Word::Actual, measure.actual?));
    (beams.len() > 2).then(|| Chart {
        title: text!(en: "from plan to actual"; zh: "从计划到实际"),
        description: text!(
            en: "revenue planned to date, what each factor added or took, and the actual; the parts sum to the gap";
            zh: "截止日计划收入、各因素的增减与实际收入；各部分之和即差距"
        ),
        drawing: Drawing::Waterfall(beams),
    })
}

/// Open amounts of the company by stage.
pub fn of_pipeline<'a>(found: &Found<'a>) -> Option<Chart<'a>> {
    let standings = &found.pipeline.standings;
    let bar = |stage: &'a String| {
        let standing = standings.of(COMPANY, Some(stage))?;
        Some(Bar { label: names::stage(stage), value: standing.amount().into(), mark: Cell::Missing, status: None })
    };
    let bars: Vec<Bar<'a>> = standings.stages().iter().filter_map(bar).collect();
    (bars.len() > 1 && bars.len() <= MOST_BARS).then(|| Chart {
        title: text!(en: "open pipeline by stage"; zh: "各阶段进行中商机"),
        description: text!(en: "the amount of open deals in each stage"; zh: "各阶段进行中商机的金额"),
        drawing: Drawing::Bars(Bars { value: Word::Amount.text(), mark: None, bars }),
    })
}
