//! The bridge: what each factor of the funnel did to the gap, for every group.
//!
//! A rep's gap is split along one chain of the funnel (see [`split`]), and the parts are summed upwards: the reps of a
//! team sum to the team, the teams and what is unassigned to the company, part by part.

use std::collections::BTreeMap;

use crate::calc::group::{COMPANY, Group, Scope, groups_of, members};
use crate::calc::review::counts::Sides;
use crate::calc::review::evidence::{Evidence, Ratio, evidence};
use crate::calc::review::is_known;
use crate::calc::review::split::{Chain, Split, Top, split};
use crate::model::actuals::{Actuals, Slot};
use crate::model::funnel::Feeds;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, TooLarge, add, div, half_even_whole, mul, sub, sum};
use crate::model::plan::Plan;

/// The bridges of all groups along one chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridges {
    /// From the top step known down to deals.
    pub chain: Vec<Metric>,
    /// Company, teams, reps, segments; each scope in plan order, then what is unassigned.
    pub lines: Vec<Bridge>,
}

/// The gap of one group, split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridge {
    pub group: Group,
    /// Actual − plan to date: negative is behind.
    pub gap: Money,
    /// The factors that the gap has, from the top of the chain down; they sum to it.
    pub parts: Vec<(Factor, Money)>,
    pub leak: Option<Leak>,
    /// Where in the chain its volume is counted; nothing where the gap has no volume part.
    pub top: Option<usize>,
    /// Both sides of the group by metric.
    pub sides: Sides,
}

/// What a part of the gap comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// More or less of the top step, in the planned mix of reps and segments.
    Volume,
    /// The same number of it, but where it is worth more or less.
    Mix,
    /// The rate of a count of the chain into the next, by its place.
    Rate(usize),
    AverageDeal,
    /// Deals on one side only, so that there is no rate and no average deal to compare.
    Deals,
}

/// The rate that cost most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leak {
    /// Its place in the chain.
    pub at: usize,
    /// Negative.
    pub cost: Money,
    pub evidence: Option<Evidence>,
}

impl Bridges {
    pub fn of(&self, scope: Scope) -> impl Iterator<Item = &Bridge> {
        self.lines.iter().filter(move |line| line.group.scope == scope)
    }

    pub fn company(&self) -> Option<&Bridge> {
        self.of(Scope::Company).next()
    }

    /// The two counts of a rate by its place in the chain.
    pub fn rate(&self, at: usize) -> Option<(Metric, Metric)> {
        Some((*self.chain.get(at)?, *self.chain.get(at + 1)?))
    }

    /// Planned and actual rate of a group, with the counts behind them.
    pub fn ratios(&self, bridge: &Bridge, at: usize) -> Option<(Ratio, Ratio)> {
        self.rate(at).map(|(step, into)| ratios(&bridge.sides, step, into))
    }
}

/// Both sides of the rate of `step` into `into`.
pub fn ratios(sides: &Sides, step: Metric, into: Metric) -> (Ratio, Ratio) {
    let of = |values: &[Decimal]| {
        let value = |metric: Metric| values.get(metric.index()).copied().unwrap_or_default();
        Ratio { became: value(into), of: value(step) }
    };
    (of(&sides.planned), of(&sides.actual))
}

/// Splits the gap to date of every group; `counts` are those of [`super::counts::by_rep_and_segment`].
///
/// Reps are split segment by segment where the exports tell every step of the chain apart, else over all their
/// segments at once; segments are split by rep, along the part of the chain that is told apart.
pub fn bridges(plan: &Plan, actuals: &Actuals, counts: &BTreeMap<(Slot, Slot), Sides>) -> Result<Bridges, TooLarge> {
    let chain = chain(plan, actuals);
    let segment = Group { scope: Scope::Segment, member: Some(0) };
    let mixed = chain.iter().rposition(|metric| !is_known(plan, actuals, segment, *metric)).map_or(0, |i| i + 1);
    let metrics = Metric::all(&plan.funnel).count();
    let mut sums: BTreeMap<_, _> =
        members(plan).map(|group| (group.order(), Sum::new(group, metrics, &chain))).collect();

    let mut leaves: BTreeMap<(Slot, Option<Slot>), Sides> = BTreeMap::new();
    for ((rep, segment), sides) in counts {
        let apart = (mixed == 0).then_some(*segment);
        leaves.entry((*rep, apart)).or_insert_with(|| Sides::new(metrics)).add(sides)?;
        if mixed > 0 {
            let [.., of_segment] = groups_of(plan, *rep, *segment);
            let sum = sums.entry(of_segment.order()).or_insert_with(|| Sum::new(of_segment, metrics, &chain));
            sum.add(sides, &split_along(&chain, sides, mixed)?)?;
        }
    }
    for ((rep, segment), sides) in &leaves {
        let split = split_along(&chain, sides, 0)?;
        let groups = groups_of(plan, *rep, segment.flatten());
        for group in groups.into_iter().filter(|group| segment.is_some() || group.scope != Scope::Segment) {
            sums.entry(group.order()).or_insert_with(|| Sum::new(group, metrics, &chain)).add(sides, &split)?;
        }
    }
    let lines = sums.into_values().map(|sum| sum.bridge(&chain)).collect::<Result<_, _>>()?;
    Ok(Bridges { chain, lines })
}

/// The steps known, from the top down to deals; where several feed one, the one written first.
fn chain(plan: &Plan, actuals: &Actuals) -> Vec<Metric> {
    let feeder = |fed: Feeds| plan.funnel.steps().iter().position(|step| step.feeds == fed);
    let steps = std::iter::successors(feeder(Feeds::Deals), |step| feeder(Feeds::Step(*step)));
    let mut chain: Vec<Metric> = std::iter::once(Metric::Deals).chain(steps.map(Metric::Step)).collect();
    chain.retain(|metric| is_known(plan, actuals, COMPANY, *metric));
    chain.reverse();
    chain
}

/// Splits one leaf along the chain from its place `from` on; the steps above take no part.
fn split_along(chain: &[Metric], sides: &Sides, from: usize) -> Result<Split, TooLarge> {
    let side = |values: &[Decimal]| {
        let value = |metric: &Metric| values.get(metric.index()).copied().unwrap_or_default();
        let known = |(i, metric): (usize, &Metric)| if i < from { Decimal::ZERO } else { value(metric) };
        Chain { counts: chain.iter().enumerate().map(known).collect(), revenue: value(&Metric::Revenue) }
    };
    split(&side(&sides.planned), &side(&sides.actual))
}

/// The splits of a group, summed.
struct Sum {
    group: Group,
    sides: Sides,
    parts: Vec<i128>,
    tops: Vec<Top>,
}

impl Sum {
    fn new(group: Group, metrics: usize, chain: &[Metric]) -> Self {
        Sum { group, sides: Sides::new(metrics), parts: vec![0; chain.len() + 2], tops: Vec::new() }
    }

    fn add(&mut self, sides: &Sides, split: &Split) -> Result<(), TooLarge> {
        for (sum, part) in self.parts.iter_mut().zip(&split.parts) {
            *sum += part;
        }
        self.tops.extend(split.top);
        self.sides.add(sides)
    }

    fn bridge(self, chain: &[Metric]) -> Result<Bridge, TooLarge> {
        let mix = half_even_whole(mix(&self.tops)?).ok_or(TooLarge)?;
        let deals = chain.len() + 1;
        let factor = |i: usize| match i {
            0 => Factor::Volume,
            i if i == deals => Factor::Deals,
            i if i + 1 == deals => Factor::AverageDeal,
            i => Factor::Rate(i - 1),
        };
        let mut parts: Vec<(Factor, Money)> =
            self.parts.iter().enumerate().map(|(i, part)| (factor(i), Money::from_sum(*part))).collect();
        parts[0].1 = Money::from_sum(self.parts[0] - mix);
        parts.insert(1, (Factor::Mix, Money::from_sum(mix)));
        let several = self.tops.len() > 1;
        let top = self.tops.iter().map(|top| top.at).min();
        parts.retain(|(factor, part)| match factor {
            Factor::Volume | Factor::AverageDeal => top.is_some(),
            Factor::Mix => several,
            Factor::Rate(at) => top.is_some_and(|top| *at >= top),
            Factor::Deals => !part.is_zero(),
        });
        let gap = Money::from_sum(self.parts.iter().sum());
        let leak = leak(chain, &self.sides, &parts)?;
        Ok(Bridge { group: self.group, gap, parts, leak, top, sides: self.sides })
    }
}

/// What part of the volume parts is mix: each top count less what it would be had all of its kind grown alike.
fn mix(tops: &[Top]) -> Result<Decimal, TooLarge> {
    let mut growths: BTreeMap<usize, Decimal> = BTreeMap::new();
    let mut mix = Decimal::ZERO;
    for top in tops {
        let growth = match growths.get(&top.at) {
            Some(growth) => *growth,
            None => {
                let alike = || tops.iter().filter(|other| other.at == top.at);
                let growth = div(sum(alike().map(|top| top.actual))?, sum(alike().map(|top| top.planned))?)?;
                *growths.entry(top.at).or_insert(growth)
            }
        };
        let in_planned_mix = mul(top.planned, growth)?;
        mix = add(mix, mul(sub(top.actual, in_planned_mix)?, top.worth)?)?;
    }
    Ok(mix)
}

/// The rate with the most negative part.
fn leak(chain: &[Metric], sides: &Sides, parts: &[(Factor, Money)]) -> Result<Option<Leak>, TooLarge> {
    let rates = parts.iter().filter_map(|(factor, part)| match factor {
        Factor::Rate(at) if *part < Money::ZERO => Some((*at, *part)),
        _ => None,
    });
    let Some((at, cost)) = rates.min_by_key(|(_, cost)| *cost) else { return Ok(None) };
    let (planned, actual) = ratios(sides, chain[at], chain[at + 1]);
    Ok(Some(Leak { at, cost, evidence: evidence(&planned, &actual)? }))
}
