//! Rules 4 to 7 and 9: one segment of a rep, from its part of the target to whole quotas by month.

use std::collections::BTreeSet;

use crate::calc::decompose::quotas::Quotas;
use crate::calc::decompose::revenue::weighted_capacity;
use crate::calc::explain::Question;
use crate::calc::explain::upstream::{Upstream, upstream};
use crate::model::metric::Metric;
use crate::model::number::{Decimal, Fixed, Fraction, TooLarge, whole};
use crate::model::plan::Plan;

/// One segment that the rep serves.
#[derive(Clone, Debug)]
pub struct Slice {
    pub segment: usize,
    /// The segment's part of the rep's capacity.
    pub mix: Fraction,
    pub pool: Pool,
    /// By month whose revenue the chain needs.
    pub revenue: Vec<Revenue>,
    /// How deals become units of the step that is asked for; nothing for revenue and deals.
    pub upstream: Option<Upstream>,
    /// By month that the period touches: the metric's real value and what it was rounded to.
    pub months: Vec<Rounded>,
}

/// Where the revenue of the rep in the segment comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pool {
    /// Rule 6: `left` goes to the reps without a fixed quota by capacity × mix.
    Shared {
        /// Assigned × the segment's share.
        share: Decimal,
        /// What fixed quotas take of it, by rep.
        fixed: Vec<(usize, Decimal)>,
        left: Decimal,
        /// Everybody who takes part in what is left.
        carriers: Vec<usize>,
    },
    /// Rule 5: the rep's own fixed quota × mix, over its months by weight × capacity.
    Fixed {
        part: Decimal,
        /// `Σ weight × capacity` over all months of the plan.
        over: Decimal,
    },
}

/// Revenue and deals of one month.
///
/// Shared: `left × weight ÷ Σ weights × own ÷ all`. Fixed: `part × weight × capacity ÷ over`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revenue {
    pub month: usize,
    pub weight: Decimal,
    pub capacity: Decimal,
    /// Capacity × mix.
    pub own: Decimal,
    /// The same of everybody who carries the segment, in the order of [`Pool::Shared`]'s carriers, and their sum.
    pub parts: Vec<Decimal>,
    pub all: Decimal,
    pub revenue: Decimal,
    pub deals: Decimal,
}

impl Revenue {
    /// Whether the month brings anything at all.
    pub fn is_some(&self) -> bool {
        !self.weight.is_zero() && !self.capacity.is_zero()
    }
}

/// A real value and the whole quota that came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounded {
    pub month: usize,
    pub real: Decimal,
    pub whole: i128,
}

/// The chain through one segment; `months` are those that the period touches.
pub fn slice(
    plan: &Plan,
    quotas: &Quotas,
    question: &Question,
    segment: usize,
    months: &[usize],
) -> Result<Slice, TooLarge> {
    let (rep, metric) = (question.rep, question.metric);
    let mix = plan.reps.get(rep).and_then(|rep| rep.mix.get(segment)).copied().unwrap_or(Fraction::ZERO);
    let upstream = match metric {
        Metric::Revenue | Metric::Deals => None,
        Metric::Step(step) => Some(upstream(plan, quotas, question, (rep, segment, step), months)?),
    };
    let needed = match &upstream {
        Some(upstream) => upstream.sources(),
        None => months.iter().copied().collect::<BTreeSet<usize>>(),
    };
    let rounded = |month: &usize| Rounded {
        month: *month,
        real: quotas.real(metric, rep, segment, *month),
        whole: quotas.cell(metric, rep, segment, *month),
    };
    let pool = pool(plan, quotas, rep, segment)?;
    let revenue = needed.into_iter().map(|month| revenue(plan, quotas, (rep, segment, month), &pool));
    Ok(Slice {
        segment,
        mix,
        revenue: revenue.collect::<Result<_, _>>()?,
        pool,
        upstream,
        months: months.iter().map(rounded).collect(),
    })
}

fn pool(plan: &Plan, quotas: &Quotas, rep: usize, segment: usize) -> Result<Pool, TooLarge> {
    let basis = quotas.basis();
    let of_rep = plan.reps.get(rep).ok_or(TooLarge)?;
    if let Some(quota) = of_rep.quota {
        let mix = of_rep.mix.get(segment).ok_or(TooLarge)?;
        return Ok(Pool::Fixed { part: mix.of(quota.decimal())?, over: weighted_capacity(basis, rep)? });
    }
    let serving = plan.reps.iter().enumerate().filter_map(|(i, rep)| {
        let mix = rep.mix.get(segment).filter(|mix| !mix.is_zero())?;
        Some((i, rep.quota, *mix))
    });
    let (mut fixed, mut carriers) = (Vec::new(), Vec::new());
    for (i, quota, mix) in serving {
        match quota {
            Some(quota) => fixed.push((i, mix.of(quota.decimal())?)),
            None => carriers.push(i),
        }
    }
    Ok(Pool::Shared {
        share: plan.segments.get(segment).ok_or(TooLarge)?.share.of(basis.assigned.decimal())?,
        fixed,
        left: basis.left.get(segment).copied().unwrap_or_default(),
        carriers,
    })
}

fn revenue(
    plan: &Plan,
    quotas: &Quotas,
    (rep, segment, month): (usize, usize, usize),
    pool: &Pool,
) -> Result<Revenue, TooLarge> {
    let basis = quotas.basis();
    let at =
        |table: &[Vec<Decimal>], row: usize| table.get(row).and_then(|row| row.get(month)).copied().unwrap_or_default();
    let part = |rep: &usize| {
        let mix = plan.reps.get(*rep).and_then(|rep| rep.mix.get(segment)).ok_or(TooLarge)?;
        mix.of(at(&basis.capacity, *rep))
    };
    let parts = match pool {
        Pool::Shared { carriers, .. } => carriers.iter().map(part).collect::<Result<_, _>>()?,
        Pool::Fixed { .. } => Vec::new(),
    };
    Ok(Revenue {
        month,
        weight: basis.weights.get(month).copied().unwrap_or_default(),
        capacity: at(&basis.capacity, rep),
        own: part(&rep)?,
        parts,
        all: at(&basis.carriers, segment),
        revenue: quotas.real(Metric::Revenue, rep, segment, month),
        deals: quotas.real(Metric::Deals, rep, segment, month),
    })
}

/// How a real value became whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It was whole, or within 10⁻⁶ of it.
    Exact,
    Down,
    Up,
    /// It takes the odd part that does not divide by the unit.
    Odd,
}

impl Rounded {
    /// How the value became whole in units of `unit`.
    pub fn direction(&self, unit: i128) -> Direction {
        let units = self.real.checked_div(whole(unit)).map(Fixed::new);
        let Some(Ok(units)) = units else { return Direction::Odd };
        let (down, up) = (units.floor().saturating_mul(unit), units.ceil().saturating_mul(unit));
        match self.whole {
            n if n == down && n == up => Direction::Exact,
            n if n == down => Direction::Down,
            n if n == up => Direction::Up,
            _ => Direction::Odd,
        }
    }
}
