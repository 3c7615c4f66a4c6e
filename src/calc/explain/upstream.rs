//! Rule 8: from deals up to a step, and which months' deals put their work into a month.

use std::collections::BTreeSet;

use crate::calc::decompose::chain::{lead_to_deal, need_per_deal};
use crate::calc::decompose::need::{Asked, asked_after, units};
use crate::calc::decompose::quotas::Quotas;
use crate::calc::decompose::shift::{After, Landing, Shift};
use crate::calc::explain::Question;
use crate::model::day::Day;
use crate::model::funnel::Conversion;
use crate::model::metric::Metric;
use crate::model::number::{Decimal, Fraction, TooLarge, mul};
use crate::model::plan::Plan;

/// The way from deals to a step in one segment.
#[derive(Clone, Debug)]
pub struct Upstream {
    /// From the step that feeds deals up to the step that is asked for.
    pub links: Vec<Link>,
    /// Units of the step for one deal: the product of the needs.
    pub need: Fraction,
    /// Calendar days from a unit of the step to its deal: the sum of the leads.
    pub lead: u32,
    /// Units that land in the months of the period, by landing month and then by source.
    pub inflows: Vec<Inflow>,
    /// Nothing where no deals after the plan land in these months.
    pub beyond: Option<Share>,
    /// Nothing where the period starts after the rep's first day.
    pub opening: Option<Opening>,
}

/// One step of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub step: usize,
    pub conversion: Conversion,
    pub lead: u32,
}

/// What some days of one month's deals ask: `deals × days ÷ of_days × need`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inflow {
    /// The month that the units land in; nothing: the opening pipeline.
    pub lands: Option<usize>,
    pub source: Source,
    pub deals: Decimal,
    pub days: u32,
    pub of_days: u32,
    pub units: Decimal,
}

/// The month whose deals ask for units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Month(usize),
    /// A month after the plan asks what the plan's month `repeats` did: `all` deals of the segment, of which the rep carries its share.
    After {
        first: Day,
        repeats: usize,
        all: Decimal,
    },
}

/// The part of a segment that a rep carries after the plan: `own ÷ all`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The rep's last month with any deals.
    pub month: usize,
    /// Its deals in that month.
    pub own: Decimal,
    /// The same of every rep who is there on the plan's last day, each in its own last month.
    pub all: Decimal,
}

/// What must exist before the rep's first working day in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The rep's first working day in the plan.
    pub before: Day,
    pub inflows: Vec<Inflow>,
    pub real: Decimal,
    pub whole: i128,
}

impl Upstream {
    /// The plan's months whose deals the chain needs.
    pub fn sources(&self) -> BTreeSet<usize> {
        let of_plan = self.all_inflows().filter_map(|inflow| match inflow.source {
            Source::Month(month) => Some(month),
            Source::After { .. } => None,
        });
        of_plan.chain(self.beyond.iter().map(|share| share.month)).collect()
    }

    /// The plan's months that months after it repeat.
    pub fn repeated(&self) -> impl Iterator<Item = usize> {
        self.all_inflows().filter_map(|inflow| match inflow.source {
            Source::Month(_) => None,
            Source::After { repeats, .. } => Some(repeats),
        })
    }

    /// Those of the months, then those of the opening pipeline.
    pub fn all_inflows(&self) -> impl Iterator<Item = &Inflow> {
        self.inflows.iter().chain(self.opening.iter().flat_map(|opening| &opening.inflows))
    }
}

/// The way to one step of a rep and segment; `months` are those that the period touches.
pub fn upstream(
    plan: &Plan,
    quotas: &Quotas,
    question: &Question,
    (rep, segment, step): (usize, usize, usize),
    months: &[usize],
) -> Result<Upstream, TooLarge> {
    let of_segment = plan.segments.get(segment).ok_or(TooLarge)?;
    let (need, lead) = (need_per_deal(&plan.funnel, of_segment, step)?, lead_to_deal(&plan.funnel, of_segment, step));
    let link = |at: usize| {
        let conversion = *of_segment.conversions.get(at)?;
        Some(Link { step: at, conversion, lead: of_segment.leads.get(at).copied().unwrap_or(0) })
    };
    let mut links: Vec<Link> = plan.funnel.chain(step).filter_map(link).collect();
    links.reverse();

    let after = After::new(plan);
    let asked = asked_after(plan, quotas.grid(), quotas.reals(Metric::Deals), segment, &after, lead)?;
    let all = inflows(plan, quotas, (rep, segment), (&need, lead), &after, &asked)?;
    let (inside, opening): (Vec<Inflow>, Vec<Inflow>) = all.into_iter().partition(|inflow| inflow.lands.is_some());
    let mut inflows: Vec<Inflow> =
        inside.into_iter().filter(|inflow| inflow.lands.is_some_and(|month| months.contains(&month))).collect();
    inflows.sort_by_key(|inflow| inflow.lands);

    let first = quotas.schedules().of(rep).days().first().copied();
    let opening = first.filter(|day| question.period.span.first() <= *day).map(|before| Opening {
        before,
        inflows: opening,
        real: quotas.real_opening(step, rep, segment),
        whole: quotas.opening(step, rep, segment),
    });
    let mut upstream = Upstream { links, need, lead, inflows, beyond: None, opening };
    if upstream.all_inflows().any(|inflow| matches!(inflow.source, Source::After { .. })) {
        let own = |month: &usize| quotas.real(Metric::Deals, rep, segment, *month);
        let month = (0..plan.timeline.months().len()).rev().find(|month| !own(month).is_zero());
        upstream.beyond = month.map(|month| Share { month, own: own(&month), all: asked.all });
    }
    Ok(upstream)
}

/// Everything that the deals of a rep and segment ask of the step, source by source in time order.
fn inflows(
    plan: &Plan,
    quotas: &Quotas,
    (rep, segment): (usize, usize),
    (need, lead): (&Fraction, u32),
    after: &After,
    asked: &Asked,
) -> Result<Vec<Inflow>, TooLarge> {
    let shift = Shift::new(quotas.schedules().of(rep), plan, after, lead);
    let months = plan.timeline.months().len();
    let mut inflows = Vec::new();
    let mut land = |source: Source, deals: Decimal, landings: &[Landing]| {
        for landing in landings.iter().filter(|_| !deals.is_zero()) {
            inflows.push(Inflow {
                lands: landing.month,
                source: source.clone(),
                deals,
                days: landing.days,
                of_days: landing.of_days,
                units: units(need, deals, landing)?,
            });
        }
        Ok(())
    };
    for (month, landings) in shift.inside().iter().enumerate() {
        land(Source::Month(month), quotas.real(Metric::Deals, rep, segment, month), landings)?;
    }
    let share = asked.share(rep)?;
    for (i, (landings, all)) in shift.after().iter().zip(&asked.months).enumerate() {
        let Some(span) = after.month(i) else { continue };
        let source = Source::After { first: span.first(), repeats: i % months.max(1), all: *all };
        land(source, mul(*all, share)?, landings)?;
    }
    Ok(inflows)
}
