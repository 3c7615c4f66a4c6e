//! The deals that decide the period, and what is odd about them.

use crate::calc::group::{Group, Scope};
use crate::calc::review::pipeline::Standings;
use crate::model::day::Day;
use crate::model::number::{Decimal, half_even_whole, mul};
use crate::model::open::{Open, OpenDeal};
use crate::model::plan::Plan;

/// An open deal whose outcome moves the end of the period, by its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    pub deal: OpenDeal,
    /// Days from its creation to the as-of day.
    pub age: Option<i32>,
    /// What to ask about it, the most telling first.
    pub oddities: Vec<Oddity>,
}

/// What is odd about an open deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// Its close date passed so many days ago.
    Overdue(i32),
    NoDate,
    NoAmount,
    /// Nobody has done anything about it for so many days.
    Silent(i32),
    /// So many times as old as the median of its stage, in tenths.
    Old(i64),
    /// Its owner is no rep of the plan.
    NoRep,
}

/// A deal is far older than the others of its stage from this many times their median on.
const OLD: i64 = 2;

pub fn deciding(plan: &Plan, open: &Open, standings: &Standings, as_of: Day) -> Vec<Deciding> {
    let company = Group { scope: Scope::Company, member: None };
    let silent_days = i32::try_from(plan.alerts.silent_days).unwrap_or(i32::MAX);
    let of = |deal: &OpenDeal| {
        let age = deal.created.map(|day| as_of.days_since(day));
        let median = standings.of(company, Some(&deal.stage)).and_then(|standing| standing.median_age);
        let silence = deal.last_activity.map(|day| as_of.days_since(day));
        let odd = [
            deal.due.map(|due| as_of.days_since(due)).filter(|days| *days > 0).map(Oddity::Overdue),
            deal.due.is_none().then_some(Oddity::NoDate),
            deal.amount.is_none().then_some(Oddity::NoAmount),
            silence.filter(|days| *days >= silent_days).map(Oddity::Silent),
            age.zip(median).and_then(|(age, median)| older(age, median)).map(Oddity::Old),
            deal.rep.is_none().then_some(Oddity::NoRep),
        ];
        Deciding { age, oddities: odd.into_iter().flatten().collect(), deal: deal.clone() }
    };
    open.largest.deals().iter().map(of).collect()
}

/// How many times the median, in tenths, where it is far above.
fn older(age: i32, median: Decimal) -> Option<i64> {
    let tenths = mul(Decimal::from(age), Decimal::TEN).ok()?.checked_div(median)?;
    let tenths = i64::try_from(half_even_whole(tenths)?).ok()?;
    (tenths >= OLD * 10).then_some(tenths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_is_old_from_twice_the_median_on() {
        assert_eq!(older(39, Decimal::from(20)), Some(20), "1.95 is shown as 2.0");
        assert_eq!(older(38, Decimal::from(20)), None);
        assert_eq!(older(90, Decimal::new(225, 1)), Some(40));
        assert_eq!(older(90, Decimal::ZERO), None);
    }
}
