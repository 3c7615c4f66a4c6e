//! The plan's time: its months, quarters, years and weeks.

use crate::model::day::{Day, Span};

/// How finely a table cuts the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    Year,
    Quarter,
    Month,
    Week,
    Day,
}

/// A named span of the plan: `2026`, `2026-Q1`, `2026-03`, `2026-W07`, `2026-03-05`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    pub name: String,
    pub span: Span,
}

/// The days of a plan, cut into calendar months that are clipped to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    span: Span,
    months: Vec<Span>,
}

impl Timeline {
    pub fn new(span: Span) -> Self {
        Timeline { span, months: months_of(span).collect() }
    }

    pub fn span(&self) -> Span {
        self.span
    }

    /// The plan's months in order; the first and the last may be short.
    pub fn months(&self) -> &[Span] {
        &self.months
    }

    /// The index of the month that holds `day`.
    pub fn month_of(&self, day: Day) -> Option<usize> {
        self.span.contains(day).then(|| self.months.partition_point(|month| month.last() < day))
    }

    /// How many quarters, the last one perhaps short.
    pub fn quarters(&self) -> usize {
        self.months.len().div_ceil(3)
    }

    /// The periods of one grain that overlap `within`, in order, clipped to it.
    pub fn periods(&self, grain: Grain, within: Span) -> Vec<Period> {
        let clip = |period: Period| Some(Period { span: period.span.overlap(within)?, name: period.name });
        match grain {
            Grain::Year => self.chunks(12, |year, _| year.to_string()).filter_map(clip).collect(),
            Grain::Quarter => self.chunks(3, |year, q| format!("{year}-Q{}", q % 4 + 1)).filter_map(clip).collect(),
            Grain::Month => {
                self.months.iter().map(|m| Period { name: month_name(m.first()), span: *m }).filter_map(clip).collect()
            }
            Grain::Week => self.weeks().filter_map(clip).collect(),
            Grain::Day => {
                let days = self.span.overlap(within).into_iter().flat_map(Span::days);
                days.filter_map(|day| Some(Period { name: day.to_string(), span: Span::new(day, day)? })).collect()
            }
        }
    }

    /// The quarter that holds `day`: the default of a review.
    pub fn quarter_of(&self, day: Day) -> Option<Period> {
        self.periods(Grain::Quarter, self.span).into_iter().find(|period| period.span.contains(day))
    }

    /// Groups of `size` months, named by the year in which their plan year starts and their number.
    fn chunks(&self, size: usize, name: impl Fn(i32, usize) -> String) -> impl Iterator<Item = Period> {
        let first_year = self.span.first().year();
        let per_year = 12 / size;
        self.months.chunks(size).enumerate().filter_map(move |(i, months)| {
            let span = Span::new(months.first()?.first(), months.last()?.last())?;
            let year = first_year.saturating_add(i32::try_from(i / per_year).ok()?);
            Some(Period { name: name(year, i), span })
        })
    }

    fn weeks(&self) -> impl Iterator<Item = Period> {
        let mut next = Some(self.span.first());
        let last = self.span.last();
        std::iter::from_fn(move || {
            let first = next?;
            let sunday = first.plus(6 - i32::try_from(first.weekday()).ok()?);
            let span = Span::new(first, sunday.min(last))?;
            next = (span.last() < last).then(|| span.last().next());
            let (year, week) = first.iso_week();
            Some(Period { name: format!("{year}-W{week:02}"), span })
        })
    }
}

/// Calendar months from the first day of `span` to its last, clipped to it.
pub fn months_of(span: Span) -> impl Iterator<Item = Span> {
    let mut next = Some(span.first());
    std::iter::from_fn(move || {
        let first = next?;
        let last = first.last_of_month().min(span.last());
        next = (last < span.last()).then(|| last.next());
        Span::new(first, last)
    })
}

/// `2026-03`.
pub fn month_name(day: Day) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline(first: &str, last: &str) -> Timeline {
        Timeline::new(Span::new(Day::parse(first).unwrap(), Day::parse(last).unwrap()).unwrap())
    }

    fn names(timeline: &Timeline, grain: Grain) -> Vec<String> {
        timeline.periods(grain, timeline.span()).into_iter().map(|p| p.name).collect()
    }

    #[test]
    fn a_year_from_april_names_its_quarters_by_the_plan_year() {
        let plan = timeline("2026-04-01", "2027-06-30");
        assert_eq!(names(&plan, Grain::Quarter), ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]);
        assert_eq!(plan.quarter_of(Day::parse("2027-02-01").unwrap()).unwrap().name, "2026-Q4");
        assert_eq!(names(&plan, Grain::Year), ["2026", "2027"]);
    }

    #[test]
    fn a_plan_from_mid_april_has_thirteen_months() {
        let plan = timeline("2026-04-15", "2027-04-14");
        assert_eq!(plan.months().len(), 13);
        assert_eq!(plan.months()[12].to_string(), "2027-04-01..2027-04-14");
        assert_eq!(plan.month_of(Day::parse("2027-04-01").unwrap()), Some(12));
        assert_eq!(plan.month_of(Day::parse("2027-04-15").unwrap()), None);
    }

    #[test]
    fn weeks_are_iso_weeks_clipped_to_the_plan() {
        let plan = timeline("2026-01-01", "2026-12-31");
        let weeks = plan.periods(Grain::Week, plan.span());
        assert_eq!(
            (weeks[0].name.as_str(), weeks[0].span.to_string().as_str()),
            ("2026-W01", "2026-01-01..2026-01-04")
        );
        assert_eq!(weeks.last().unwrap().name, "2026-W53");
        assert_eq!(weeks.iter().map(|w| w.span.len_days()).sum::<i32>(), 365);
    }
}
