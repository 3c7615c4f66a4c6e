//! Dates as exports write them, and what the whole column says about their order.

use crate::model::day::Day;
use crate::read::export::date_format::DateFormat;
use crate::read::export::date_number;
use crate::read::export::date_text::{Written, iso, parse, slashed};
use crate::read::export::meant::meant;
use crate::read::export::missing::is_missing;

/// How the dates of one column are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateColumn {
    /// The column's number from 0.
    pub heading: usize,
    format: Option<DateFormat>,
    order: Order,
    /// Dates that can only be read month first, only day first, or both ways with different results.
    month_first: Option<Sighting>,
    day_first: Option<Sighting>,
    open: Option<Sighting>,
    /// Dates of which not even the year is certain.
    any_year: Option<Sighting>,
}

/// The order of `3/5/2026`. Nothing in a date with the year first leaves it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    MonthFirst,
    DayFirst,
}

/// A value and the line on which it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    pub line: u64,
    pub value: String,
}

impl Sighting {
    /// Keeps what was seen first; before what was seen later there are `lines` lines.
    pub fn merge(seen: &mut Option<Sighting>, later: Option<Sighting>, lines: u64) {
        if seen.is_none() {
            *seen = later.map(|later| Sighting { line: later.line + lines, ..later });
        }
    }
}

/// Why a value is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadDate {
    Unreadable,
    /// The column is of the other order, which it has now; every row so far has to be read again.
    OtherOrder,
    /// The column holds dates of both orders.
    Mixed,
}

impl DateColumn {
    pub fn new(heading: usize, format: Option<DateFormat>) -> Self {
        let order = Order::MonthFirst;
        DateColumn { heading, format, order, month_first: None, day_first: None, open: None, any_year: None }
    }

    /// The day of a plain `2026-03-05`, or with slashes where the order of the column is known; nothing where the text is any
    /// other, which [`DateColumn::read`] then understands.
    #[inline]
    pub fn plain(&self, text: &[u8]) -> Option<Day> {
        if self.format.is_some() { None } else { Day::of_iso(text).or_else(|| self.slashed(text)) }
    }

    #[inline(never)]
    pub fn slashed(&self, text: &[u8]) -> Option<Day> {
        match (slashed(text)?, &self.month_first, &self.day_first) {
            (Written::Day(day), ..) => Some(day),
            (Written::Open { first, second, year }, Some(_), None) => Day::new(year, first, second),
            (Written::Open { first, second, year }, None, Some(_)) => Day::new(year, second, first),
            _ => None,
        }
    }

    /// The day that `text` means; nothing where it is empty or a sign for that.
    ///
    /// # Errors
    /// [`BadDate`] where it is no day, or contradicts how the column was read so far.
    pub fn read(&mut self, text: &str, line: u64) -> Result<Option<Day>, BadDate> {
        let text = &*meant(text);
        if let Some(day) = iso(text) {
            if self.format.as_ref().is_none_or(|format| !format.year_first()) {
                return Ok(Some(day));
            }
        } else if is_missing(text) {
            return Ok(None);
        }
        if let Some(format) = &self.format {
            return format.read(text).map(Some).ok_or(BadDate::Unreadable);
        }
        match parse(text).or_else(|| date_number::parse(text).map(Written::Day)).ok_or(BadDate::Unreadable)? {
            Written::Day(day) => Ok(Some(day)),
            Written::AnyYear => {
                self.any_year.get_or_insert_with(|| Sighting { line, value: text.to_owned() });
                Err(BadDate::Unreadable)
            }
            Written::Open { first, second, year } => self.decide(first, second, year, text, line).map(Some),
        }
    }

    fn decide(&mut self, first: u32, second: u32, year: i32, text: &str, line: u64) -> Result<Day, BadDate> {
        let (by_month, by_day) = (Day::new(year, first, second), Day::new(year, second, first));
        let seen = || Some(Sighting { line, value: text.to_owned() });
        let (day, order) = match (by_month, by_day) {
            (None, None) => return Err(BadDate::Unreadable),
            (Some(day), None) => (day, Order::MonthFirst),
            (None, Some(day)) => (day, Order::DayFirst),
            (Some(by_month), Some(by_day)) => {
                if by_month != by_day && self.open.is_none() {
                    self.open = seen();
                }
                return Ok(if self.order == Order::MonthFirst { by_month } else { by_day });
            }
        };
        let evidence = if order == Order::MonthFirst { &mut self.month_first } else { &mut self.day_first };
        if evidence.is_none() {
            *evidence = seen();
        }
        if self.month_first.is_some() && self.day_first.is_some() {
            return Err(BadDate::Mixed);
        }
        if order == self.order {
            return Ok(day);
        }
        self.order = order;
        Err(BadDate::OtherOrder)
    }

    /// Adds what a later part of the column says about its order; in front of it there are `lines` lines.
    pub fn merge(&mut self, later: Self, lines: u64) {
        for (ours, theirs) in [
            (&mut self.month_first, later.month_first),
            (&mut self.day_first, later.day_first),
            (&mut self.open, later.open),
            (&mut self.any_year, later.any_year),
        ] {
            Sighting::merge(ours, theirs, lines);
        }
        self.order = match (&self.month_first, &self.day_first) {
            (None, Some(_)) => Order::DayFirst,
            (Some(_), None) => Order::MonthFirst,
            _ => self.order,
        };
    }

    /// The order of the column and the date that tells it; nothing where no date leaves it open.
    pub fn order(&self) -> Option<(Order, &Sighting)> {
        let seen = self.month_first.as_ref().map(|seen| (Order::MonthFirst, seen));
        seen.or(self.day_first.as_ref().map(|seen| (Order::DayFirst, seen)))
    }

    /// Whether the plan states the format.
    pub fn is_stated(&self) -> bool {
        self.format.is_some()
    }

    /// A date that can be read both ways, where nothing in the whole column says which.
    pub fn left_open(&self) -> Option<&Sighting> {
        self.open.as_ref().filter(|_| self.month_first.is_none() && self.day_first.is_none())
    }

    /// A date whose year may be its first number or its last.
    pub fn any_year(&self) -> Option<&Sighting> {
        self.any_year.as_ref()
    }

    /// A date with the month first and one with the day first, where the column has both.
    pub fn mixed(&self) -> Option<(&Sighting, &Sighting)> {
        self.month_first.as_ref().zip(self.day_first.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Result<Option<String>, BadDate> {
        let read = DateColumn::new(0, None).read(text, 2);
        read.map(|day| day.map(|day| day.to_string()))
    }

    #[test]
    fn forms_whose_order_is_certain() {
        for text in [
            "2026-01-05",
            "2026-01-05 23:59:59",
            "2026-01-05T23:30:00.000Z",
            "2026-01-05T23:30:00+08:00",
            "2026/1/5",
            "２０２６－０１－０５",
            "２０２６年１月５日 ２３：５９",
            "=\"2026-01-05\"",
            "'2026-01-05",
            "2026-01-05（周一）",
            "2026年1月5日 星期一",
            "2026.1.5 08:00",
            "2026年1月5日",
            "2026年01月05日 下午3:04",
            "2026年1月5日上午9:30",
            "2026 年 1 月 5 日",
            "2026-01-05 9:30\u{202f}AM",
            "Jan 5, 2026, 9:30:00\u{a0}AM",
            "Monday, January 5, 2026",
            "Mon Jan 5 2026",
            "5.1.2026",
            "5 Jan, 2026 00:02:00",
            "Jan 5, 2026",
            "05-January-26",
            "46027",
            "1767571200000",
            "20260105",
        ] {
            assert_eq!(one(text), Ok(Some("2026-01-05".into())), "{text}");
        }
        for text in ["", "-", "NULL", "n/a"] {
            assert_eq!(one(text), Ok(None), "{text}");
        }
        for text in [
            "2026-02-30",
            "456",
            "soon",
            "Mon",
            "Mo 5 Jan 2026",
            "2026-01-05上午",
            "2026-01-05x",
            "1/2-2026",
            "2026-13-01",
            "13/13/2026",
            "1/5",
        ] {
            assert_eq!(one(text), Err(BadDate::Unreadable), "{text}");
        }
    }

    #[test]
    fn the_column_decides_the_order() {
        let mut column = DateColumn::new(0, None);
        assert_eq!(column.read("3/1/2017", 2).unwrap().unwrap().to_string(), "2017-03-01");
        assert_eq!(column.left_open().unwrap().value, "3/1/2017");
        assert_eq!(column.read("13/1/2017", 3), Err(BadDate::OtherOrder));
        assert_eq!(column.read("3/1/2017", 2).unwrap().unwrap().to_string(), "2017-01-03");
        assert!(column.left_open().is_none());
        assert_eq!(column.read("1/31/2017", 4), Err(BadDate::Mixed));
        assert_eq!(column.mixed().unwrap().0.line, 4);
    }

    #[test]
    fn plain_dates_are_read_alike_both_ways() {
        let numbers = || ["0", "1", "01", "3", "12", "13", "31", "031", "32", "", "x"].into_iter();
        let pairs = || numbers().flat_map(move |first| numbers().map(move |second| (first, second)));
        let slashes = pairs().flat_map(|(first, second)| {
            ["2026", "26", "02026", "1899", ""]
                .map(|year| [format!("{first}/{second}/{year}"), format!("{year}/{first}/{second}")])
        });
        let texts: Vec<String> =
            slashes.flatten().chain(["1/2/2026/".into(), "2026/1/2/3".into(), "2026-01-02".into()]).collect();
        for (told, plain) in [("", 25), ("1/31/2017", 49), ("31/1/2017", 49)] {
            let mut column = DateColumn::new(0, None);
            let _ = column.read(told, 2);
            let known: Vec<_> = texts.iter().filter_map(|text| Some((text, column.plain(text.as_bytes())?))).collect();
            assert_eq!(known.len(), plain, "{told}");
            for (text, day) in known {
                assert_eq!(column.clone().read(text, 3), Ok(Some(day)), "{text}");
            }
        }
    }

    #[test]
    fn two_numbers_that_may_be_the_year_leave_it_open() {
        for text in ["26/08/01", "26-8-14", "26.12.02"] {
            let mut column = DateColumn::new(0, None);
            assert_eq!(column.read(text, 2), Err(BadDate::Unreadable), "{text}");
            assert_eq!(column.any_year().unwrap().value, text);
        }
        assert_eq!(one("26.08.26"), Ok(Some("2026-08-26".into())));
        assert_eq!(one("01/01/26"), Ok(Some("2026-01-01".into())));
    }

    #[test]
    fn equal_readings_leave_nothing_open() {
        let mut column = DateColumn::new(0, None);
        assert_eq!(column.read("5/5/2026", 2).unwrap().unwrap().to_string(), "2026-05-05");
        assert!(column.left_open().is_none());
    }
}
