//! Days and spans of days.

use std::fmt;
use std::time::SystemTime;

use chrono::{DateTime, Datelike, Local, NaiveDate};

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Days of the week in calendar order, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const FIRST_YEAR: i32 = 1900;
const YEARS: usize = 301;

/// A month of the calendar.
#[derive(Clone, Copy)]
struct Month {
    /// `2026-03-`, the first byte lowest.
    text: u64,
    /// Counted from 1970-01-01, which is day 719,162 of the calendar.
    first: i32,
    days: u32,
}

/// The months from January 1900 to December 2200.
static MONTHS: [Month; YEARS * 12] = {
    let (mut months, mut at) = ([Month { text: 0, first: 0, days: 0 }; YEARS * 12], 0);
    while at < months.len() {
        let (year, month) = (FIRST_YEAR + at as i32 / 12, at % 12);
        let past = year - 1;
        let new_year = past * 365 + past / 4 - past / 100 + past / 400 - 719_162;
        let leap = (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) as i32;
        let first = new_year + BEFORE[month] + if month > 1 { leap } else { 0 };
        let next = new_year + BEFORE[month + 1] + if month > 0 { leap } else { 0 };
        months[at] = Month { text: text(year, month as i32 + 1), first, days: (next - first) as u32 };
        at += 1;
    }
    months
};

/// The digits and signs of a month.
const fn text(year: i32, month: i32) -> u64 {
    let numbers = [year / 1000, year / 100, year / 10, year, 0, month / 10, month, 0];
    let (mut text, mut at) = (*b"0000-00-", 0);
    while at < text.len() {
        text[at] += (numbers[at] % 10) as u8;
        at += 1;
    }
    u64::from_le_bytes(text)
}

/// Days of a common year before each month.
const BEFORE: [i32; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

impl Month {
    #[inline]
    fn day(self, day: u32) -> Option<Day> {
        let past = day.wrapping_sub(1);
        (past < self.days).then(|| Day(self.first + past.cast_signed()))
    }
}

impl Day {
    /// 31 December 2200, the last that there is.
    pub const LAST: Day = Day(84_370);

    /// Nothing where the calendar has no such day, or the year is outside 1900 to 2200.
    #[inline]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let at = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
        let month = MONTHS.get(at * 12 + month.checked_sub(1).filter(|month| *month < 12)? as usize)?;
        month.day(day)
    }

    /// `2026-03-05` and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        Self::of_iso(text.as_bytes())
    }

    /// The same from bytes; in few steps, as exports have millions of dates.
    #[inline(always)]
    pub fn of_iso(text: &[u8]) -> Option<Self> {
        Self::of_ten(text.try_into().ok()?)
    }

    /// The same from ten bytes.
    #[inline(always)]
    pub fn of_ten([month @ .., tens, ones]: &[u8; 10]) -> Option<Self> {
        let text = u64::from_le_bytes(*month);
        // Each digit with the one behind it as a number below 100, then those of century, year and month as one. Where the text
        // is none of a month, this finds one with another text, or none.
        let digits = text & 0x000f_0f00_0f0f_0f0f;
        let pairs = (digits * 10 + (digits >> 8)) & 0x0000_ff00_00ff_00ff;
        let number = pairs.wrapping_mul(1200 << 40 | 12 << 24 | 1) >> 40 & 0xffff;
        let month = MONTHS.get(number.wrapping_sub(FIRST_YEAR as u64 * 12 + 1) as usize)?;
        let (tens, ones) = (u32::from(tens.wrapping_sub(b'0')), u32::from(ones.wrapping_sub(b'0')));
        // No month has as many days that the tens would have to be looked at as well.
        if month.text == text && ones < 10 { month.day(tens * 10 + ones) } else { None }
    }

    /// The local day of an instant.
    pub fn of(instant: SystemTime) -> Self {
        Self::from_date(DateTime::<Local>::from(instant).date_naive())
    }

    fn from_date(date: NaiveDate) -> Self {
        Day(date.to_epoch_days())
    }

    fn date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or(NaiveDate::MAX)
    }

    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// 1 to 12.
    pub fn month(self) -> u32 {
        self.date().month()
    }

    /// 1 to 31.
    pub fn day_of_month(self) -> u32 {
        self.date().day()
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> usize {
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// ISO year and week.
    pub fn iso_week(self) -> (i32, u32) {
        let week = self.date().iso_week();
        (week.year(), week.week())
    }

    pub fn last_of_month(self) -> Self {
        let next = if self.month() == 12 { (self.year() + 1, 1) } else { (self.year(), self.month() + 1) };
        NaiveDate::from_ymd_opt(next.0, next.1, 1).map_or(self, |first| Self::from_date(first).plus(-1))
    }

    /// This day `days` later, or earlier where negative.
    pub fn plus(self, days: i32) -> Self {
        Day(self.0.saturating_add(days))
    }

    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// Days from `earlier` to this day; negative where `earlier` is later.
    pub fn days_since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

/// The days from `first` to `last`, both included; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    first: Day,
    last: Day,
}

impl Span {
    /// Nothing where `last` lies before `first`.
    pub fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Span { first, last })
    }

    pub fn first(self) -> Day {
        self.first
    }

    pub fn last(self) -> Day {
        self.last
    }

    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days in both.
    pub fn overlap(self, other: Span) -> Option<Span> {
        Span::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// The part up to and including `day`.
    pub fn until(self, day: Day) -> Option<Span> {
        Span::new(self.first, self.last.min(day))
    }

    /// The part after `day`.
    pub fn after(self, day: Day) -> Option<Span> {
        Span::new(self.first.max(day.next()), self.last)
    }

    pub fn days(self) -> impl DoubleEndedIterator<Item = Day> + Clone {
        (self.first.0..=self.last.0).map(Day)
    }

    /// How many days, at least 1.
    pub fn len_days(self) -> i32 {
        self.last.days_since(self.first).saturating_add(1)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_the_last() {
        assert_eq!(Some(Day::LAST), Day::new(2200, 12, 31));
    }

    #[test]
    fn days_know_their_week_and_month() {
        let day = Day::parse("2026-12-31").unwrap();
        assert_eq!((day.iso_week(), WEEKDAYS[day.weekday()]), ((2026, 53), "Thu"));
        assert_eq!(Day::parse("2024-02-05").unwrap().last_of_month().to_string(), "2024-02-29");
        assert_eq!(Day::parse("1970-01-01").unwrap().weekday(), 3, "a Thursday");
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (year, month, day) in
            (1899..=2201).flat_map(|year| (0..14).flat_map(move |month| (0..33).map(move |day| (year, month, day))))
        {
            let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1900..=2200).contains(&year));
            assert_eq!(Day::new(year, month, day), date.map(Day::from_date), "{year}-{month}-{day}");
        }
    }

    #[test]
    fn only_real_iso_days_are_days() {
        for text in ["2026-02-30", "2026-2-3", "26-02-03", "2026/02/03", "+026-02-03", "9999-01-01", ""] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        for year in [0, 1899, 1900, 1901, 2024, 2026, 2199, 2200, 2201, 9999] {
            for (month, day) in (0..100).flat_map(|month| (0..100).map(move |day| (month, day))) {
                let text = format!("{year:04}-{month:02}-{day:02}");
                assert_eq!(Day::parse(&text), Day::new(year, month, day), "{text}");
            }
        }
    }

    #[test]
    fn spans_clip() {
        let day = |text| Day::parse(text).unwrap();
        let march = Span::new(day("2026-03-01"), day("2026-03-31")).unwrap();
        assert_eq!(march.len_days(), 31);
        assert_eq!(march.until(day("2026-02-28")), None);
        assert_eq!(march.after(day("2026-03-30")), Span::new(day("2026-03-31"), day("2026-03-31")));
    }
}
