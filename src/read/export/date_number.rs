//! Days written as numbers: serial days of spreadsheets, and seconds or milliseconds since 1970.

use crate::model::day::Day;

/// A way to number days that a plan may name in place of a date format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// Day 1 is 1 January 1900, and 1900 is taken for a leap year.
    Excel,
    /// Day 0 is 1 January 1904: workbooks made on old Macs.
    Excel1904,
    Seconds,
    Milliseconds,
}

/// The names of the numberings in a plan.
pub const NAMES: [(&str, Numbering); 4] = [
    ("excel", Numbering::Excel),
    ("excel-1904", Numbering::Excel1904),
    ("unix", Numbering::Seconds),
    ("unix-ms", Numbering::Milliseconds),
];

const SECONDS_A_DAY: i64 = 86_400;

/// The day that a bare number means by its size: `20260305`, serials of 1954 to 2119, seconds and milliseconds.
pub fn parse(text: &str) -> Option<Day> {
    let (whole, _) = split(text)?;
    match whole.len() {
        5 => Numbering::Excel.read(text).filter(|_| (20_000..=80_000).contains(&whole.parse().unwrap_or(0))),
        8 => Day::new(whole.get(..4)?.parse().ok()?, whole.get(4..6)?.parse().ok()?, whole.get(6..)?.parse().ok()?),
        10 => Numbering::Seconds.read(text),
        13 => Numbering::Milliseconds.read(text),
        _ => None,
    }
}

impl Numbering {
    /// The day of a number in this numbering, in UTC; its fraction is the time of day.
    pub fn read(self, text: &str) -> Option<Day> {
        let (whole, _) = split(text)?;
        let number: i64 = whole.parse().ok()?;
        let (first, days) = match self {
            // The serials from 1 March 1900 on; those before it are a day off, and no deal is that old.
            Numbering::Excel => (Day::new(1900, 3, 1)?, number.checked_sub(61).filter(|days| *days >= 0)?),
            Numbering::Excel1904 => (Day::new(1904, 1, 1)?, number),
            Numbering::Seconds => (Day::new(1970, 1, 1)?, number / SECONDS_A_DAY),
            Numbering::Milliseconds => (Day::new(1970, 1, 1)?, number / (SECONDS_A_DAY * 1_000)),
        };
        let days = i32::try_from(days).ok().filter(|days| *days < 110_000)?;
        let day = first.plus(days);
        Day::new(day.year(), day.month(), day.day_of_month())
    }
}

/// Digits before and after the dot.
fn split(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (!whole.is_empty() && whole.len() <= 18 && digits(whole) && digits(fraction)).then_some((whole, fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_days_by_their_size() {
        for (text, day) in [
            ("45631", Some("2024-12-05")),
            ("45631.75", Some("2024-12-05")),
            ("20260305", Some("2026-03-05")),
            ("1767225600", Some("2026-01-01")),
            ("1767225600000", Some("2026-01-01")),
            ("12", None),
            ("20261305", None),
            ("99999", None),
            ("45631x", None),
        ] {
            assert_eq!(parse(text).map(|day| day.to_string()).as_deref(), day, "{text}");
        }
        assert_eq!(Numbering::Excel1904.read("44169").map(|day| day.to_string()).as_deref(), Some("2024-12-05"));
    }
}
