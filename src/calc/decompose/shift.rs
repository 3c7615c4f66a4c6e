//! Moving a month's work back by a lead, day by day, onto the days a rep works.

use crate::calc::decompose::chain::longest_lead;
use crate::calc::decompose::schedule::Schedule;
use crate::model::day::{Day, Span};
use crate::model::plan::Plan;
use crate::model::timeline::months_of;

/// Where some days of one month's deals land.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landing {
    /// The plan month; nothing: before the plan's first day or the rep's, the opening pipeline.
    pub month: Option<usize>,
    /// How many of the source month's days land here, of how many.
    pub days: u32,
    pub of_days: u32,
    /// The first and last working day that they land on, as indices into the schedule.
    pub first: u32,
    pub last: u32,
}

/// For one schedule and one lead: where each month's deals put their work.
#[derive(Clone, Debug)]
pub struct Shift {
    inside: Vec<Vec<Landing>>,
    after: Vec<Vec<Landing>>,
}

impl Shift {
    pub fn new(schedule: &Schedule, plan: &Plan, after: &After, lead: u32) -> Self {
        let back = i32::try_from(lead).unwrap_or(i32::MAX);
        let end = plan.timeline.span().last();
        let landings = |days: &[Day]| land(schedule, days, back, end);
        let inside = (0..plan.timeline.months().len())
            .map(|month| landings(schedule.days().get(schedule.month(month)).unwrap_or_default()));
        let following = after.months_within(lead).map(|i| landings(&after.months[i].1));
        Shift { inside: inside.collect(), after: following.collect() }
    }

    /// By plan month.
    pub fn inside(&self) -> &[Vec<Landing>] {
        &self.inside
    }

    /// By month after the plan.
    pub fn after(&self) -> &[Vec<Landing>] {
        &self.after
    }
}

/// Days, in order, moved back and then to the nearest working day at or before; dates after `end` stay outside.
fn land(schedule: &Schedule, days: &[Day], back: i32, end: Day) -> Vec<Landing> {
    let of_days = u32::try_from(days.len()).unwrap_or(u32::MAX);
    let mut landings: Vec<Landing> = Vec::new();
    let targets = days.iter().map(|day| day.plus(back.saturating_neg())).take_while(|target| *target <= end);
    let Some(first) = targets.clone().next() else { return landings };
    let mut places = schedule.places_from(first);
    for target in targets {
        let place = places.at_or_before(target);
        let (month, index) = place.map_or((None, 0), |(month, index)| (Some(month), index));
        let index = u32::try_from(index).unwrap_or(0);
        match landings.last_mut().filter(|landing| landing.month == month) {
            Some(landing) => {
                landing.days += 1;
                landing.last = index;
            }
            None => landings.push(Landing { month, days: 1, of_days, first: index, last: index }),
        }
    }
    landings
}

/// The months after a plan on a calendar with weekends only, with their working days.
#[derive(Clone, Debug)]
pub struct After {
    end: Day,
    months: Vec<(Span, Vec<Day>)>,
}

impl After {
    /// As many months as the longest lead of the plan reaches back from.
    pub fn new(plan: &Plan) -> Self {
        let end = plan.timeline.span().last();
        let reach = i32::try_from(longest_lead(plan)).unwrap_or(i32::MAX);
        let calendar = plan.calendar.weekends_only();
        let span = Span::new(end.next(), end.plus(reach).last_of_month());
        let months = span.into_iter().flat_map(months_of);
        let months = months.map(|month| (month, calendar.working_days(month).collect())).collect();
        After { end, months }
    }

    /// The `index`-th month after the plan.
    pub fn month(&self, index: usize) -> Option<Span> {
        self.months.get(index).map(|(month, _)| *month)
    }

    /// The months that hold days whose work, `lead` days earlier, lies inside the plan.
    pub fn months_within(&self, lead: u32) -> impl Iterator<Item = usize> + '_ {
        let reach = self.end.plus(i32::try_from(lead).unwrap_or(i32::MAX));
        (0..self.months.len()).take_while(move |i| self.months.get(*i).is_some_and(|(month, _)| month.first() <= reach))
    }
}
