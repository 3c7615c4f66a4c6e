//! The activities of a market: calls, meetings and messages.

use chrono::NaiveDate;

use crate::{
    dice::Dice,
    story::{Market, Rep},
};

/// Messages that every rep writes in a hundred working days; no step of a funnel counts them.
const MESSAGES: u32 = 40;

pub struct Activity<'a> {
    pub day: NaiveDate,
    pub owner: &'a str,
    pub kind: &'a str,
    pub about: String,
}

pub fn of(market: &Market) -> Vec<Activity<'_>> {
    let mut all: Vec<_> = market.reps.iter().flat_map(|rep| activities_of(market, rep)).collect();
    all.sort_by_key(|activity| activity.day);
    all
}

fn activities_of<'a>(market: &'a Market, rep: &'a Rep) -> Vec<Activity<'a>> {
    let mut dice = Dice::new(rep.seed);
    let mut activities = Vec::new();
    let days = market.calendar.working_days(market.active_since.max(rep.first), market.as_of);
    for day in days.filter(|&day| rep.is_selling(day)) {
        for (what, often) in market.activities.iter().zip([rep.calls, rep.meetings, MESSAGES]) {
            for _ in 0..dice.count(often) {
                let kind = dice.pick(&what.kinds);
                let about = about(market, &what.subjects, &mut dice);
                activities.push(Activity { day, owner: &rep.name, kind, about });
            }
        }
    }
    activities
}

fn about(market: &Market, subjects: &[String], dice: &mut Dice) -> String {
    if subjects.is_empty() {
        format!("{}{}", dice.pick(&market.customers), dice.pick(&market.tiers[1].lines))
    } else {
        dice.pick(subjects).to_owned()
    }
}
