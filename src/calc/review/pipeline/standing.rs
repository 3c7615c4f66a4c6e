//! Open deals of a group or stage, summed so that every table foots.

use std::collections::BTreeMap;

use crate::calc::group::{COMPANY, Group, Scope, groups_of};
use crate::calc::review::Review;
use crate::model::actuals::Slot;
use crate::model::day::Day;
use crate::model::money::Money;
use crate::model::number::{Decimal, Fraction, TooLarge, add, div, half_even_whole, whole};
use crate::model::open::{Due, Open, OpenTally, Probability};
use crate::model::plan::Plan;

/// What is open somewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub open: OpenTally,
    /// The part of it that is expected to close in the period.
    pub due: OpenTally,
    /// Σ amount × probability, whole minor units; the plan's win rate stands for a probability that is missing.
    weighted: Money,
    due_weighted: Money,
    /// Expected to close before the as-of day.
    pub overdue: i64,
    pub overdue_amount: Money,
    /// Without an expected close date.
    pub undated: i64,
    /// Days from creation to the as-of day; the mean of the middle two where their number is even.
    pub median_age: Option<Decimal>,
}

impl Standing {
    /// Nothing where there are deals, and no amount of any.
    pub fn amount(&self) -> Option<Money> {
        known(&self.open, self.open.amount)
    }

    pub fn weighted(&self) -> Option<Money> {
        known(&self.open, self.weighted)
    }

    /// What is due in the period; nothing where the open deals have no dates, or those due no amounts.
    pub fn due_amount(&self) -> Option<Money> {
        self.is_dated().then(|| known(&self.due, self.due.amount)).flatten()
    }

    pub fn due_weighted(&self) -> Option<Money> {
        self.is_dated().then(|| known(&self.due, self.due_weighted)).flatten()
    }

    /// The same as far as it is known.
    pub fn known_due_weighted(&self) -> Money {
        self.due_weighted
    }

    /// How many have been silent for too long; nothing where no export tells the last activity.
    pub fn silent(&self) -> Option<i64> {
        (self.open.watched > 0 || self.open.deals == 0).then_some(self.open.silent)
    }

    /// Adds everything but the ages.
    fn add(&mut self, other: &Standing) {
        self.open.add(&other.open);
        self.due.add(&other.due);
        self.weighted = self.weighted + other.weighted;
        self.due_weighted = self.due_weighted + other.due_weighted;
        self.overdue += other.overdue;
        self.overdue_amount = self.overdue_amount + other.overdue_amount;
        self.undated += other.undated;
    }

    fn is_dated(&self) -> bool {
        self.open.deals == 0 || self.undated < self.open.deals
    }
}

fn known(tally: &OpenTally, amount: Money) -> Option<Money> {
    (tally.deals == 0 || tally.without_amount < tally.deals).then_some(amount)
}

/// Standings by group and stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// Of all stages together.
    all: ByGroup,
    by_stage: BTreeMap<String, ByGroup>,
    /// Largest amount first, then most deals.
    stages: Vec<String>,
}

type ByGroup = BTreeMap<(Scope, Slot), Standing>;

/// Days in order, with the deals that were created on them.
type Created<'a> = &'a [(Day, i64)];

impl Standings {
    /// # Errors
    /// [`TooLarge`] where weighted amounts leave the range of exact numbers.
    pub fn new(plan: &Plan, open: &Open, review: &Review) -> Result<Self, TooLarge> {
        // Of all stages together where none is named.
        type Key<'a> = (Option<&'a str>, Scope, Slot);
        let mut groups: BTreeMap<Key, (Standing, Vec<Created>)> = BTreeMap::new();
        for ((stage, rep), (standing, days)) in sums(plan, open)? {
            for group in groups_of(plan, rep, None).into_iter().filter(|group| group.scope != Scope::Segment) {
                for stage in [None, Some(stage)] {
                    let (sum, created) = groups.entry((stage, group.scope, group.member)).or_default();
                    sum.add(&standing);
                    created.push(days);
                }
            }
        }
        let mut standings = Standings::default();
        for ((stage, scope, member), (sum, created)) in groups {
            let by_group = match stage {
                None => &mut standings.all,
                Some(stage) => standings.by_stage.entry(stage.to_owned()).or_default(),
            };
            let median_age = median_age(&created, review.as_of);
            by_group.insert((scope, member), Standing { median_age, ..sum });
        }
        standings.stages = standings.by_size();
        Ok(standings)
    }

    /// Nothing where the group has no open deals in the stage; of all stages together where none is named.
    pub fn of(&self, group: Group, stage: Option<&str>) -> Option<&Standing> {
        let standings = stage.map_or(Some(&self.all), |stage| self.by_stage.get(stage))?;
        standings.get(&(group.scope, group.member))
    }

    /// Every stage with open deals.
    pub fn stages(&self) -> &[String] {
        &self.stages
    }

    fn by_size(&self) -> Vec<String> {
        let of_company = |name: &String| self.of(COMPANY, Some(name)).copied();
        let mut stages: Vec<(&String, Standing)> =
            self.by_stage.keys().filter_map(|name| Some((name, of_company(name)?))).collect();
        stages.sort_by_key(|(name, s)| {
            (s.amount().is_none(), std::cmp::Reverse(s.open.amount), std::cmp::Reverse(s.open.deals), *name)
        });
        stages.into_iter().map(|(name, _)| name.clone()).collect()
    }
}

type Sums<'a> = BTreeMap<(&'a str, Slot), (Standing, Created<'a>)>;

/// The open deals of every stage and rep. A cell is rounded to minor units once and everything else is a sum of cells,
/// so that the tables foot.
fn sums<'a>(plan: &Plan, open: &'a Open) -> Result<Sums<'a>, TooLarge> {
    let win_rates = WinRates::new(plan);
    let mut cells: BTreeMap<(Slot, Slot, &str, bool), OpenTally> = BTreeMap::new();
    let mut sums = Sums::new();
    for (key, tally) in &open.tallies {
        cells.entry((key.rep, key.segment, &key.stage, key.due.is_within())).or_default().add(tally);
        let (standing, _) = sums.entry((&key.stage, key.rep)).or_default();
        if key.due.is_overdue() {
            standing.overdue += tally.deals;
            standing.overdue_amount = standing.overdue_amount + tally.amount;
        }
        standing.undated += if key.due == Due::Undated { tally.deals } else { 0 };
    }
    for ((rep, segment, stage, is_due), tally) in cells {
        let weighted = win_rates.weigh(&tally, segment)?;
        let (due, due_weighted) = if is_due { (tally, weighted) } else { Default::default() };
        let cell = Standing { open: tally, weighted, due, due_weighted, ..Standing::default() };
        sums.entry((stage, rep)).or_default().0.add(&cell);
    }
    for ((rep, stage), days) in &open.created {
        sums.entry((stage, *rep)).or_default().1 = days;
    }
    Ok(sums)
}

/// The plan's win rates: what an open deal without a probability is weighted with.
struct WinRates {
    by_segment: Vec<Fraction>,
    /// 1 ÷ Σ share × opportunities per deal: for deals of no segment.
    of_company: Option<Fraction>,
}

impl WinRates {
    fn new(plan: &Plan) -> Self {
        let Some(step) = plan.funnel.opportunities() else {
            return WinRates { by_segment: Vec::new(), of_company: None };
        };
        let needs = || plan.segments.iter().filter_map(|s| Some((s.share, s.conversions.get(step)?)));
        let need = needs().try_fold(Fraction::ZERO, |sum, (share, c)| sum.plus(&share.times(&c.need())?));
        WinRates {
            by_segment: needs().map(|(_, conversion)| conversion.rate()).collect(),
            of_company: need.and_then(|need| need.inverse()),
        }
    }

    /// Whole minor units, half-even.
    fn weigh(&self, tally: &OpenTally, segment: Slot) -> Result<Money, TooLarge> {
        let with = div(whole(tally.weighted), whole(Probability::CERTAIN.into()))?;
        let rate = segment.and_then(|segment| self.by_segment.get(segment)).or(self.of_company.as_ref());
        let without = match rate {
            Some(rate) => rate.of(tally.amount_without_probability.decimal())?,
            None => Decimal::ZERO,
        };
        half_even_whole(add(with, without)?).map(Money::from_sum).ok_or(TooLarge)
    }
}

/// The median of the days from creation to `as_of`.
fn median_age(created: &[Created], as_of: Day) -> Option<Decimal> {
    // Many lists have the same days, of which there are 110,000 at most: to count them takes less than to sort.
    let first = created.iter().filter_map(|days| days.first()).map(|(day, _)| *day).min()?;
    let last = created.iter().filter_map(|days| days.last()).map(|(day, _)| *day).max()?;
    let place = |day: Day| usize::try_from(day.days_since(first)).unwrap_or_default();
    let mut counts = vec![0; place(last) + 1];
    created.iter().copied().flatten().for_each(|(day, deals)| counts[place(*day)] += deals);
    let deals: i64 = counts.iter().sum();
    let mut seen = 0;
    let running = counts.iter().map(|deals| {
        seen += deals;
        seen
    });
    let mut later = (0_i64..).zip(running).skip_while(|(_, seen)| *seen <= (deals - 1) / 2).peekable();
    let (early, _) = *later.peek()?;
    let (late, _) = later.find(|(_, seen)| *seen > deals / 2)?;
    let age = i64::from(as_of.days_since(first)) * 2 - early - late;
    (deals > 0).then(|| Decimal::new(age * 5, 1).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        let day = |text: &str| Day::parse(text).unwrap();
        let as_of = day("2026-03-31");
        let ages = |days: &[(&str, i64)]| {
            let created: Vec<_> = days.iter().map(|(text, deals)| [(day(text), *deals)]).collect();
            let created: Vec<Created> = created.iter().map(|list| &list[..]).collect();
            median_age(&created, as_of).map(|age| age.to_string())
        };
        assert_eq!(ages(&[]), None);
        assert_eq!(ages(&[("2026-03-30", 1)]).as_deref(), Some("1"));
        assert_eq!(ages(&[("2026-03-21", 1), ("2026-03-30", 1)]).as_deref(), Some("5.5"));
        assert_eq!(ages(&[("2026-03-21", 3), ("2026-03-30", 2)]).as_deref(), Some("10"));
        assert_eq!(ages(&[("2026-03-30", 1), ("2026-03-21", 1), ("2026-03-30", 3)]).as_deref(), Some("1"));
    }

    #[test]
    fn a_missing_probability_is_weighed_with_the_win_rate() {
        let rates = WinRates { by_segment: vec![Fraction::new(1, 4).unwrap()], of_company: None };
        // 100.00 at 99 % and 200.00 at 0 %, then 10.00 at one in four.
        let tally = OpenTally {
            weighted: 10_000 * 9_900,
            amount_without_probability: Money::from_sum(1_000),
            ..OpenTally::default()
        };
        assert_eq!(rates.weigh(&tally, Some(0)).unwrap().minor(), 9_900 + 250);
        assert_eq!(rates.weigh(&tally, None).unwrap().minor(), 9_900);
    }
}
