//! Every rule as a formula with its numbers: what sentences show and records hold.
//!
//! A formula reads from left to right as on a pocket calculator, `×` and `÷` before `+` and `−`.

use crate::calc::explain::Assigned;
use crate::calc::explain::days::Cut;
use crate::calc::explain::months::{Given, Limit, Presence, Weight};
use crate::calc::explain::slice::{Direction, Pool, Revenue, Rounded, Slice};
use crate::calc::explain::upstream::{Inflow, Link, Share, Source, Upstream};
use crate::model::funnel::Conversion;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, Fraction};
use crate::model::plan::Plan;
use crate::report::explain::figures::{Figures, sum};

/// Rule 1: target − secured.
pub fn needed(f: &Figures, chain: &Assigned) -> String {
    format!("{} − {}", f.money(chain.target), f.money(chain.secured))
}

/// Rule 1: × (1 + over_assign).
pub fn assigned(f: &Figures, chain: &Assigned, over_assign: &Fraction) -> String {
    format!("{} × (1 + {})", f.money(chain.needed), f.fraction(over_assign))
}

/// Rule 4: assigned × share.
pub fn share(f: &Figures, chain: &Assigned, share: &Fraction) -> String {
    format!("{} × {}", f.money(chain.assigned), f.fraction(share))
}

/// Rule 5: a fixed quota × the rep's mix.
pub fn fixed(f: &Figures, quota: Money, mix: &Fraction) -> String {
    format!("{} × {}", f.money(quota), f.fraction(mix))
}

/// Rule 5: share − fixed − fixed.
pub fn left(f: &Figures, share: Decimal, fixed: &[(usize, Decimal)]) -> String {
    let less: Vec<String> = fixed.iter().map(|(_, part)| format!(" − {}", f.amount(*part))).collect();
    format!("{}{}", f.amount(share), less.concat())
}

/// Rule 2: what gives a month its weight; nothing where the plan states it.
pub fn weight(f: &Figures, weight: &Weight) -> Option<String> {
    match &weight.given {
        Given::WorkingDays | Given::Stated => None,
        Given::Quarter { of_days: 0, .. } => Some("0".to_owned()),
        Given::Quarter { quarter, days, of_days } => Some(format!("{} × {days} ÷ {of_days}", f.factor(*quarter))),
        Given::Capacity { team, days } => Some(format!("{} × {days}", f.factor(*team))),
    }
}

/// Rule 3: the rep's days, each counted by its ramp.
pub fn worked(f: &Figures, presence: &Presence) -> String {
    let ramped = presence.limits.iter().filter_map(|limit| match limit {
        Limit::Ramp(share, days) => Some((*share, *days)),
        Limit::Starts(_) | Limit::Ends(_) | Limit::Leave(_) => None,
    });
    let full = presence.days - ramped.clone().map(|(_, days)| days).sum::<usize>();
    let parts = ramped.map(|(share, days)| format!("{} × {days}", f.factor(share)));
    sum(parts.chain((full > 0).then(|| full.to_string())))
}

/// Rule 3: weight × days, each counted by its ramp ÷ working days.
pub fn capacity(f: &Figures, weight: Decimal, presence: &Presence) -> String {
    match presence.of_days {
        0 => "0".to_owned(),
        days => format!("{} × {} ÷ {days}", f.factor(weight), f.factor(presence.worked)),
    }
}

/// Rule 6: capacity × mix.
pub fn own(f: &Figures, capacity: Decimal, mix: &Fraction) -> String {
    format!("{} × {}", f.factor(capacity), f.fraction(mix))
}

/// Rules 5 and 6: the revenue of a month.
pub fn revenue(f: &Figures, slice: &Slice, row: &Revenue, weight_sum: Decimal) -> String {
    if !row.is_some() {
        return "0".to_owned();
    }
    let weight = f.factor(row.weight);
    match &slice.pool {
        Pool::Shared { left, .. } => {
            let (left, sum) = (f.amount(*left), f.factor(weight_sum));
            format!("{left} × {weight} ÷ {sum} × {} ÷ {}", f.factor(row.own), f.factor(row.all))
        }
        Pool::Fixed { part, over } => {
            format!("{} × {weight} × {} ÷ {}", f.amount(*part), f.factor(row.capacity), f.factor(*over))
        }
    }
}

/// Rule 7: revenue ÷ average deal.
pub fn deals(f: &Figures, revenue: Decimal, average_deal: Money) -> String {
    format!("{} ÷ {}", f.amount(revenue), f.money(average_deal))
}

/// How many of a step one unit of the fed step takes; nothing where the plan states it.
pub fn need(f: &Figures, conversion: &Conversion) -> Option<String> {
    match conversion {
        Conversion::Rate(rate) => Some(format!("1 ÷ {}", f.fraction(rate))),
        Conversion::Need(_) => None,
    }
}

/// The product of the needs.
pub fn need_per_deal(f: &Figures, links: &[Link]) -> String {
    let needs = links.iter().map(|link| match &link.conversion {
        Conversion::Rate(rate) => format!("1 ÷ {}", f.fraction(rate)),
        Conversion::Need(need) => f.fraction(need),
    });
    needs.collect::<Vec<_>>().join(" × ")
}

/// The sum of the leads.
pub fn lead_to_deal(f: &Figures, links: &[Link]) -> String {
    sum(links.iter().map(|link| f.count(i128::from(link.lead))))
}

/// The deals of a source month: of a month after the plan, the segment's × the rep's share.
pub fn source_deals(f: &Figures, source: &Source, share: Option<&Share>) -> Option<String> {
    match (source, share) {
        (Source::After { all, .. }, Some(share)) => {
            Some(format!("{} × {} ÷ {}", f.factor(*all), f.factor(share.own), f.factor(share.all)))
        }
        _ => None,
    }
}

/// Rule 8: deals × days that land ÷ days of the month × need.
pub fn units(f: &Figures, inflow: &Inflow, upstream: &Upstream) -> String {
    let need = f.fraction_or_near(&upstream.need);
    format!("{} × {} ÷ {} × {need}", f.factor(inflow.deals), inflow.days, inflow.of_days)
}

/// The sum of what lands in a month.
pub fn landed<'i>(f: &Figures, inflows: impl Iterator<Item = &'i Inflow>) -> String {
    sum(inflows.map(|inflow| f.value(inflow.units)))
}

/// Rule 9: the floor or the ceiling of a real value; nothing where an odd part went here.
pub fn rounded(f: &Figures, plan: &Plan, metric: Metric, row: &Rounded) -> Option<String> {
    let unit = unit(plan, metric);
    let real = match metric {
        Metric::Revenue => f.amount(row.real),
        Metric::Deals | Metric::Step(_) => f.value(row.real),
    };
    let step = (metric == Metric::Revenue).then(|| f.money(Money::from_sum(unit)));
    let inside = step.as_ref().map_or(real.clone(), |step| format!("{real} ÷ {step}"));
    let times = step.map_or(String::new(), |step| format!(" × {step}"));
    match row.direction(unit) {
        Direction::Exact => Some(real),
        Direction::Down => Some(format!("⌊{inside}⌋{times}")),
        Direction::Up => Some(format!("⌈{inside}⌉{times}")),
        Direction::Odd => None,
    }
}

/// What quotas are whole multiples of: minor units of `round_to` for revenue, 1 for counts.
pub fn unit(plan: &Plan, metric: Metric) -> i128 {
    match metric {
        Metric::Revenue => plan.target.round_to.map_or(1, Money::minor).max(1),
        Metric::Deals | Metric::Step(_) => 1,
    }
}

/// Rule 10: what is due after some of the days, in counts or minor units.
pub fn due(f: &Figures, cut: &Cut, after: usize) -> String {
    match after {
        0 => "0".to_owned(),
        all if all >= cut.days => f.count(cut.whole),
        i => format!("⌊{} × {i} ÷ {} + {}⌋", f.count(cut.whole), cut.days, f.factor(cut.phase)),
    }
}

/// A quota: money or a count.
pub fn quota(f: &Figures, metric: Metric, value: i128) -> String {
    match metric {
        Metric::Revenue => f.money(Money::from_sum(value)),
        Metric::Deals | Metric::Step(_) => f.count(value),
    }
}

/// A real value of a metric.
pub fn real(f: &Figures, metric: Metric, value: Decimal) -> String {
    match metric {
        Metric::Revenue => f.amount(value),
        Metric::Deals | Metric::Step(_) => f.value(value),
    }
}

/// The figure: whole months and parts of months added up.
pub fn figure(f: &Figures, metric: Metric, slices: &[Slice], cuts: &[Cut]) -> String {
    let parts = slices.iter().flat_map(|slice| {
        slice.months.iter().map(move |row| {
            let cut = cuts.iter().find(|cut| (cut.segment, cut.month) == (slice.segment, row.month));
            cut.map_or(row.whole, Cut::due)
        })
    });
    sum(parts.filter(|part| *part != 0).map(|part| quota(f, metric, part)))
}
