//! Days and spans of days.

use std::fmt;
use std::time::SystemTime;

use chrono::{DateTime, Datelike, Local, NaiveDate};

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Days of the week in calendar order, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The years that there are.
const FIRST_YEAR: u16 = 1900;
const LAST_YEAR: u16 = 2200;

impl Day {
    /// 31 December 2200, the last that there is.
    pub const LAST: Day = Day(84_370);

    /// Nothing where the calendar has no such day, or the year is outside 1900 to 2200.
    #[inline]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let (year, month, day) = (u16::try_from(year).ok()?, u16::try_from(month).ok()?, u16::try_from(day).ok()?);
        is_there(year, month, day).then(|| Day(number(year, month, day)))
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
        let (day, is_there) = Self::of_bytes(u64::from_le_bytes(*month), u16::from_le_bytes([*tens, *ones]));
        is_there.then_some(day)
    }

    /// The same from its first eight bytes and the last two, the first of them lowest; any other text gives no day that means
    /// anything. There is no branch in it, so that many can be read at once.
    #[inline(always)]
    pub fn of_bytes(month: u64, day: u16) -> (Self, bool) {
        // Digits become numbers, and signs zeros. The highest bit of a byte that is more than that is set by adding what it lacks.
        let (month, day) = (month ^ u64::from_le_bytes(*b"0000-00-"), day ^ u16::from_le_bytes(*b"00"));
        let others = (month.wrapping_add(0x7f76_767f_7676_7676) | month) & 0x8080_8080_8080_8080;
        let other_days = (day.wrapping_add(0x7676) | day) & 0x8080;
        // Each digit with the one behind it.
        let pairs = (month << 3).wrapping_add(month << 1).wrapping_add(month >> 8);
        let year = (pairs & 0xff) as u16 * 100 + (pairs >> 16 & 0xff) as u16;
        let (month, day) = ((pairs >> 40 & 0xff) as u16, (day & 0xff) * 10 + (day >> 8));
        let is_text = (others == 0) & (other_days == 0);
        (Day(number(year, month, day)), is_text & is_there(year, month, day))
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

    /// Days from `earlier` to this day, which is not before it.
    #[inline]
    pub fn days_behind(self, earlier: Day) -> u32 {
        self.0.wrapping_sub(earlier.0).cast_unsigned()
    }
}

/// Whether the calendar has such a day, in the years that there are.
#[inline(always)]
fn is_there(year: u16, month: u16, day: u16) -> bool {
    let is_leap = (year.is_multiple_of(4)) & (!year.is_multiple_of(100) | year.is_multiple_of(400));
    let days = if month == 2 { 28 + u16::from(is_leap) } else { 30 + (month & 1 ^ month >> 3) };
    (FIRST_YEAR..=LAST_YEAR).contains(&year) & (1..=12).contains(&month) & (1..=days).contains(&day)
}

/// The number of a day from 1970-01-01 on, where the calendar has it.
///
/// After H. Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`: years that start in March end with the
/// leap day, and their months before any of them have ⌊(153 m + 2) ÷ 5⌋ days.
#[inline(always)]
fn number(year: u16, month: u16, day: u16) -> i32 {
    let (year, month) =
        if month > 2 { (year, month.wrapping_sub(3)) } else { (year.wrapping_sub(1), month.wrapping_add(9)) };
    let leap_days = (year / 4).wrapping_sub(year / 100).wrapping_add(year / 400);
    let in_year = (month.wrapping_mul(153).wrapping_add(2) / 5).wrapping_add(day);
    i32::from(year) * 365 + i32::from(leap_days) + i32::from(in_year) - 719_469
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
    fn a_byte_that_is_no_digit_is_seen() {
        let text = *b"2024-12-28";
        for at in 0..text.len() {
            for byte in 0..=u8::MAX {
                let mut text = text;
                text[at] = byte;
                let is_text = byte == b"2024-12-28"[at] || (byte.is_ascii_digit() && !matches!(at, 4 | 7));
                assert!(is_text || Day::of_iso(&text).is_none(), "{text:?}");
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
