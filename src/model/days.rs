//! Facts by rep, segment and day, as flat lists: a small export has thousands of such days.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::actuals::{Slot, Tally};
use crate::model::day::{Day, Span};
use crate::model::money::Money;

/// A rep, a segment and a day.
pub type Key = (Slot, Slot, Day);

/// Facts of one rep, segment and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<'a> {
    pub revenue: Money,
    pub deals: i64,
    /// By step, in the funnel's order; opportunities are deals created.
    pub steps: &'a [i64],
}

/// The days that have facts, in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// Reps and segments, each with the end of its days in the other lists.
    lanes: Vec<((Slot, Slot), usize)>,
    days: Vec<Day>,
    revenue: Vec<Money>,
    deals: Vec<i64>,
    /// Day by day, so many for each.
    steps: Vec<i64>,
    width: usize,
}

impl Days {
    /// With room for so many days.
    pub fn with_capacity(days: usize, steps: usize) -> Self {
        Days {
            lanes: Vec::new(),
            days: Vec::with_capacity(days),
            revenue: Vec::with_capacity(days),
            deals: Vec::with_capacity(days),
            steps: Vec::with_capacity(days * steps),
            width: steps,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Adds facts of the last day so far, or of one after it; every day has as many steps as the first.
    pub fn push(&mut self, (rep, segment, day): Key, fact: Fact<'_>) {
        let lane = (rep, segment);
        if self.lanes.last().is_none_or(|(last, _)| *last != lane) {
            self.lanes.push((lane, self.days.len()));
        } else if self.days.last() == Some(&day) {
            return self.add_to_last(fact);
        }
        if self.is_empty() {
            self.width = fact.steps.len();
        }
        self.days.push(day);
        self.revenue.push(fact.revenue);
        self.deals.push(fact.deals);
        self.steps.extend_from_slice(fact.steps);
        debug_assert_eq!(self.steps.len(), self.days.len() * self.width);
        if let Some((_, end)) = self.lanes.last_mut() {
            *end = self.days.len();
        }
    }

    fn add_to_last(&mut self, fact: Fact<'_>) {
        if let (Some(revenue), Some(deals)) = (self.revenue.last_mut(), self.deals.last_mut()) {
            *revenue = *revenue + fact.revenue;
            *deals += fact.deals;
        }
        for (sum, n) in self.steps.iter_mut().rev().zip(fact.steps.iter().rev()) {
            *sum += n;
        }
    }

    /// Every day, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Key, Fact<'_>)> {
        let days = self.lanes().flat_map(|((rep, segment), days)| days.map(move |at| (rep, segment, at)));
        days.map(|(rep, segment, at)| ((rep, segment, self.days[at]), self.fact(at)))
    }

    pub fn get(&self, (rep, segment, day): &Key) -> Option<Fact<'_>> {
        let (_, days) = self.lanes().find(|(lane, _)| *lane == (*rep, *segment))?;
        let at = self.days.get(days.clone())?.binary_search(day).ok()?;
        Some(self.fact(days.start + at))
    }

    pub fn merge(&mut self, other: Days) {
        if self.is_empty() {
            *self = other;
            return;
        }
        let mut both = Days::default();
        let (mut ours, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        while let Some((key, fact)) = match (ours.peek(), theirs.peek()) {
            (Some((our, _)), Some((their, _))) if our > their => theirs.next(),
            (None, _) => theirs.next(),
            _ => ours.next(),
        } {
            both.push(key, fact);
        }
        drop(ours);
        *self = both;
    }

    /// Those of some reps alone, who are numbered in this order.
    pub fn of_reps(&self, reps: &[usize]) -> Self {
        let mut own = Days::default();
        for (number, rep) in reps.iter().enumerate() {
            for ((_, segment), days) in self.lanes().filter(|((of, _), _)| *of == Some(*rep)) {
                days.for_each(|at| own.push((Some(number), segment, self.days[at]), self.fact(at)));
            }
        }
        own
    }

    /// Sums by rep and segment over `span`.
    pub fn within(&self, span: Span) -> BTreeMap<(Slot, Slot), Tally> {
        let mut sums = BTreeMap::new();
        for (lane, days) in self.lanes() {
            let mut sum: Option<Tally> = None;
            days.filter(|at| span.contains(self.days[*at]))
                .for_each(|at| sum.get_or_insert_default().add(self.fact(at)));
            sums.extend(sum.map(|sum| (lane, sum)));
        }
        sums
    }

    /// Each rep and segment with the places of its days.
    fn lanes(&self) -> impl Iterator<Item = ((Slot, Slot), Range<usize>)> {
        let starts = std::iter::once(0).chain(self.lanes.iter().map(|(_, end)| *end));
        starts.zip(&self.lanes).map(|(start, (lane, end))| (*lane, start..*end))
    }

    fn fact(&self, at: usize) -> Fact<'_> {
        let steps = self.steps.get(at * self.width..(at + 1) * self.width).unwrap_or_default();
        Fact { revenue: self.revenue[at], deals: self.deals[at], steps }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days of March with so many deals, each with 10 of revenue and one step for each deal and a second one.
    fn days(facts: &[(Slot, Slot, &str, i64)]) -> Days {
        let mut days = Days::default();
        for (rep, segment, day, deals) in facts {
            let day = Day::parse(&format!("2026-03-{day}")).unwrap();
            let fact = Fact { revenue: Money::from_sum(10), deals: *deals, steps: &[*deals, 1] };
            days.push((*rep, *segment, day), fact);
        }
        days
    }

    #[test]
    fn days_merge_in_any_cut_and_order() {
        let all = [
            (None, None, "05", 1),
            (None, Some(1), "02", 2),
            (None, Some(1), "03", 3),
            (Some(0), None, "01", 4),
            (Some(0), Some(1), "01", 5),
            (Some(0), Some(1), "09", 6),
        ];
        let whole = days(&all);
        assert_eq!((whole.len(), whole.iter().count()), (6, 6));
        for cut in 0..=all.len() {
            let (mut later, earlier) = (days(&all[cut..]), days(&all[..cut]));
            later.merge(earlier);
            assert_eq!(later, whole, "cut at {cut}");
        }
        let mut twice = whole.clone();
        twice.merge(whole.clone());
        let doubled = whole.iter().zip(twice.iter()).all(|((one_key, one), (key, fact))| {
            let steps = [one.steps[0] * 2, one.steps[1] * 2];
            one_key == key && (fact.revenue.minor(), fact.deals, fact.steps) == (20, one.deals * 2, &steps[..])
        });
        assert!(doubled && twice.len() == 6);
    }

    #[test]
    fn days_are_found_and_summed() {
        let days = days(&[(None, Some(1), "02", 2), (Some(2), None, "01", 4), (Some(2), None, "09", 6)]);
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(days.get(&(Some(2), None, day("2026-03-09"))).unwrap().steps, [6, 1]);
        assert_eq!(days.get(&(Some(2), None, day("2026-03-02"))), None);
        let of = |from, to| days.within(Span::new(day(from), day(to)).unwrap());
        assert_eq!(of("2026-03-02", "2026-03-31").keys().collect::<Vec<_>>(), [&(None, Some(1)), &(Some(2), None)]);
        let sum = &of("2026-03-01", "2026-03-31")[&(Some(2), None)];
        assert_eq!((sum.revenue.minor(), sum.deals, sum.steps.as_slice()), (20, 10, &[10, 2][..]));
        let own = days.of_reps(&[2]);
        assert_eq!(
            own.iter().map(|((rep, _, _), fact)| (rep, fact.deals)).collect::<Vec<_>>(),
            [(Some(0), 4), (Some(0), 6)]
        );
    }
}
