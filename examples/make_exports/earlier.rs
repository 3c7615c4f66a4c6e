//! The same deals as an export of a week before showed them.

use chrono::{Days, NaiveDate};

use crate::{
    deals::{Deal, Kind, Outcome},
    dice::Dice,
    story::Market,
};

/// The deals of `now` as they stood seven days earlier, and one that has been deleted since.
pub fn of<'a>(market: &'a Market, now: &[Deal<'a>]) -> Vec<Deal<'a>> {
    let taken = market.as_of - Days::new(7);
    let mut dice = Dice::new(20);
    let known = now.iter().filter(|deal| deal.created <= taken);
    let mut deals: Vec<Deal> = known.map(|deal| earlier(deal, taken, &mut dice)).collect();
    // Their ids are in order, so that the row that stands twice stands behind itself.
    deals.dedup_by_key(|deal| deal.id);
    let is_open = |deal: &Deal| matches!(deal.outcome, Outcome::Open(_)) && deal.amount.is_some();
    let soon = |deal: &Deal| deal.close.is_some_and(|day| day > taken && day < taken + Days::new(50));
    let open: Vec<usize> = (0..deals.len()).filter(|&at| is_open(&deals[at]) && soon(&deals[at])).collect();
    let quarter = open.len() / 4;
    let is_open_now =
        |deal: &Deal| now.iter().any(|other| other.id == deal.id && is_open(other) && other.close == deal.close);
    // A manager gave a deal to somebody else, and somebody took up a lost one again.
    let given =
        open.iter().copied().find(|&at| at >= open[quarter] && is_open_now(&deals[at])).unwrap_or(open[quarter]);
    let deleted = open[2 * quarter];
    let other =
        market.reps.iter().find(|rep| rep.team == deals[given].owner.team && rep.name != deals[given].owner.name);
    deals[given].owner = other.unwrap_or(deals[given].owner);
    deals[open[3 * quarter]].outcome = Outcome::Lost;
    let id = now.iter().map(|deal| deal.id).max().unwrap_or(0) + 1;
    let again = Deal { id, close: Some(taken + Days::new(30)), ..deals[deleted].clone() };
    deals.push(again);
    deals
}

fn earlier<'a>(deal: &Deal<'a>, taken: NaiveDate, dice: &mut Dice) -> Deal<'a> {
    let mut deal = deal.clone();
    let closed = !matches!(deal.outcome, Outcome::Open(_));
    if closed && deal.close.is_none_or(|day| day <= taken) {
        return deal;
    }
    if closed {
        deal.outcome = Outcome::Open(3);
        deal.close = deal.close.map(|day| day + Days::new(u64::from(dice.below(12))));
    } else if dice.percent(25) {
        // It was expected sooner, or later.
        let days = Days::new(u64::from(20 + dice.below(40)));
        deal.close = deal.close.map(|day| if dice.percent(70) { (day - days).max(deal.created) } else { day + days });
    }
    if dice.percent(30) && deal.kind == Kind::New {
        deal.amount = deal.amount.map(|amount| amount / 500 * (85 + dice.below(26)) / 100 * 500);
    }
    deal.last_activity = deal.last_activity.min(taken);
    deal
}
