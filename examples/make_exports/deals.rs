//! The deals of a market: every opportunity runs its course until it is won or lost, or until the
//! exports are taken.

use chrono::{Datelike, Days, NaiveDate};

use crate::{
    dice::Dice,
    story::{Market, Rep, Tier},
};

#[derive(Clone)]
pub struct Deal<'a> {
    pub id: usize,
    pub owner: &'a Rep,
    pub customer: String,
    pub tier: &'a str,
    pub product: &'a str,
    pub kind: Kind,
    pub amount: Option<u32>,
    pub outcome: Outcome,
    pub created: NaiveDate,
    pub close: Option<NaiveDate>,
    pub last_activity: NaiveDate,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    New,
    Renewal,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Outcome {
    /// Open, in the stage of this number.
    Open(usize),
    Won,
    Lost,
    /// Entered by mistake.
    Void,
}

/// All deals in the order in which they were created, with the slips that no export is without.
pub fn of(market: &Market) -> Vec<Deal<'_>> {
    let mut deals: Vec<_> = market.reps.iter().flat_map(|rep| deals_of(market, rep)).collect();
    slip(&mut deals);
    deals.sort_by_key(|deal| deal.created);
    for (id, deal) in deals.iter_mut().enumerate() {
        deal.id = id + 1;
    }
    let middle = deals.len() / 2;
    deals.insert(middle, deals[middle].clone()); // one row twice
    deals
}

pub fn deals_of<'a>(market: &'a Market, rep: &'a Rep) -> Vec<Deal<'a>> {
    let mut dice = Dice::new(rep.seed);
    let mut deals = Vec::new();
    for today in market.calendar.working_days(market.since.max(rep.first), market.as_of) {
        let season = market.season[today.month0() as usize];
        let usual = rep.opportunities * season / 100 * experience(rep, today) / 100;
        let new = dice.count(usual);
        if rep.is_selling(today) {
            deals.extend((0..new).map(|_| run(market, rep, today, Kind::New, &mut dice)));
        }
    }
    for renewal in 0..rep.renewals {
        let start = market.calendar.working_day_after(market.active_since, renewal * 90 + dice.below(60));
        deals.push(run(market, rep, start, Kind::Renewal, &mut dice));
    }
    let is_open = |deal: &Deal| matches!(deal.outcome, Outcome::Open(_));
    deals.retain(|deal| is_open(deal) || deal.close >= Some(market.closed_since));
    deals
}

/// The share, in percent, of the usual opportunities that a rep finds: all of them after four months.
fn experience(rep: &Rep, today: NaiveDate) -> u32 {
    let days = (today - rep.first).num_days().min(120) as u32;
    40 + days / 2
}

fn run<'a>(market: &'a Market, rep: &'a Rep, created: NaiveDate, kind: Kind, dice: &mut Dice) -> Deal<'a> {
    let tier = &market.tiers[usize::from(!dice.percent(rep.large))];
    let (customer, tier_name) = customer(market, tier, dice);
    let won = dice.percent(tier.win * rep.wins / 100) || kind == Kind::Renewal;
    let days = dice.around(tier.days, 60) * if won { 100 } else { 80 } / 100;
    let close = market.calendar.working_day_after(created, days);
    let amount = dice.around(tier.amount * rep.price / 100, 50) / tier.step * tier.step;
    let mut deal = Deal {
        id: 0,
        owner: rep,
        customer,
        tier: tier_name,
        product: dice.pick(&market.products),
        kind,
        amount: Some(amount),
        outcome: if won { Outcome::Won } else { Outcome::Lost },
        created,
        close: Some(close),
        last_activity: close,
    };
    let forgotten = !won && close > rep.last;
    if close > market.as_of || forgotten {
        leave_open(&mut deal, days, market.as_of, dice);
    }
    deal
}

/// A deal that nobody has closed yet: its stage by its age, and what reps forget to keep up.
fn leave_open(deal: &mut Deal, days: u32, as_of: NaiveDate, dice: &mut Dice) {
    let ago = |days: u32| as_of - Days::new(days.into());
    let age = (as_of - deal.created).num_days() as u32;
    let stage = (4 * age / days.max(1)).min(3) as usize;
    deal.outcome = Outcome::Open(stage);
    let silent = if dice.percent(25) { 31 + dice.below(40) } else { dice.below(21) };
    deal.last_activity = ago(silent).min(deal.owner.last).max(deal.created);
    if dice.percent(10) {
        deal.close = Some(ago(3 + dice.below(30)).max(deal.created)); // overdue
    } else if dice.percent(5) {
        deal.close = None;
    }
    if stage == 0 && dice.percent(20) {
        deal.amount = None;
    }
}

/// A customer with one of the tier's names; the same customer always has the same.
fn customer<'a>(market: &Market, tier: &'a Tier, dice: &mut Dice) -> (String, &'a str) {
    let (name, line) = (dice.index(&market.customers), dice.index(&tier.lines));
    let space = if market.language == "en" { " " } else { "" };
    let customer = format!("{}{space}{}", market.customers[name], tier.lines[line]);
    (customer, &tier.names[usize::from((name + line) % 3 > 0)])
}

/// One deal entered after it was lost, one entered by mistake, and one won without an amount.
fn slip(deals: &mut Vec<Deal>) {
    let is_lost = |&i: &usize| deals[i].outcome == Outcome::Lost;
    let lost: Vec<usize> = (0..deals.len()).filter(is_lost).collect();
    let late = &mut deals[lost[lost.len() / 2]];
    late.created = late.last_activity + Days::new(3);
    deals[lost[lost.len() / 4]].outcome = Outcome::Void;

    let won = deals.iter().position(|deal| deal.outcome == Outcome::Won).expect("somebody wins");
    let mut free = deals[won].clone();
    free.amount = None;
    free.created = free.created + Days::new(150);
    free.last_activity = free.last_activity + Days::new(150);
    free.close = Some(free.last_activity);
    deals.push(free);
}
