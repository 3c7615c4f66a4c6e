//! The date format that a plan may state.

use crate::model::day::Day;
use crate::read::export::date_number::{NAMES, Numbering};
use crate::read::export::date_text::{full_year, is_time, month_of};

/// A date format of the plan: in the notation of `strftime`, or the name of a numbering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFormat {
    Parts(Vec<Part>),
    Number(Numbering),
}

/// A piece of a `strftime` format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Day,
    Month,
    MonthName,
    Year,
    ShortYear,
    /// A number of the time of day, or a name that says nothing about the date.
    Other,
    Literal(char),
}

impl DateFormat {
    /// # Errors
    /// The part that is not understood, or what is missing.
    pub fn new(format: &str) -> Result<Self, String> {
        if let Some((_, numbering)) = NAMES.iter().find(|(name, _)| *name == format) {
            return Ok(DateFormat::Number(*numbering));
        }
        let mut parts = Vec::new();
        let mut chars = format.chars();
        while let Some(c) = chars.next() {
            if c != '%' {
                parts.push(Part::Literal(c));
                continue;
            }
            let spec = chars.find(|c| !matches!(c, '-' | '_' | '0'));
            match spec {
                Some('d' | 'e') => parts.push(Part::Day),
                Some('m') => parts.push(Part::Month),
                Some('b' | 'B' | 'h') => parts.push(Part::MonthName),
                Some('Y') => parts.push(Part::Year),
                Some('y') => parts.push(Part::ShortYear),
                Some('H' | 'I' | 'k' | 'l' | 'M' | 'S' | 'f' | 'p' | 'P' | 'a' | 'A' | 'z' | 'Z') => {
                    parts.push(Part::Other);
                }
                Some('F') => {
                    parts.extend([Part::Year, Part::Literal('-'), Part::Month, Part::Literal('-'), Part::Day]);
                }
                Some('T') => parts.push(Part::Other),
                other => return Err(other.map_or_else(|| "%".to_owned(), |c| format!("%{c}"))),
            }
        }
        let has = |wanted: &[Part]| parts.iter().any(|part| wanted.contains(part));
        for (wanted, written) in
            [(&[Part::Day][..], "%d"), (&[Part::Month, Part::MonthName], "%m"), (&[Part::Year, Part::ShortYear], "%Y")]
        {
            if !has(wanted) {
                return Err(written.to_owned());
            }
        }
        Ok(DateFormat::Parts(parts))
    }

    /// Whether its dates could be taken for ISO ones.
    pub fn year_first(&self) -> bool {
        let DateFormat::Parts(parts) = self else { return false };
        matches!(parts.iter().find(|part| !matches!(part, Part::Literal(_))), Some(Part::Year | Part::ShortYear))
    }

    /// The day that `text` means in this format; a time of day may follow it.
    pub fn read(&self, text: &str) -> Option<Day> {
        let parts = match self {
            DateFormat::Parts(parts) => parts,
            DateFormat::Number(numbering) => return numbering.read(text),
        };
        let (mut year, mut month, mut day) = (None, None, None);
        let mut rest = text;
        for part in parts {
            if year.is_some() && month.is_some() && day.is_some() && is_time(rest) {
                break;
            }
            match part {
                Part::Literal(c) if c.is_whitespace() => rest = rest.trim_start(),
                Part::Literal(c) => rest = rest.strip_prefix(*c)?,
                Part::Day => day = Some(digits(&mut rest, 2)?),
                Part::Month => month = Some(digits(&mut rest, 2)?),
                Part::Year => year = Some(full_year(digits(&mut rest, 4)?, 4)?),
                Part::ShortYear => year = Some(full_year(digits(&mut rest, 2)?, 2)?),
                Part::MonthName => {
                    let (word, after) = rest.split_at(rest.bytes().take_while(u8::is_ascii_alphabetic).count());
                    month = Some(month_of(word)?);
                    rest = after;
                }
                Part::Other => rest = rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '+'),
            }
        }
        (rest.is_empty() || is_time(rest)).then(|| Day::new(year?, month?, day?))?
    }
}

/// Takes at most `most` digits from the front.
fn digits(rest: &mut &str, most: usize) -> Option<u32> {
    let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, after) = rest.split_at(count);
    *rest = after;
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::dates::DateColumn;

    #[test]
    fn a_format_of_the_plan_is_followed() {
        for (format, text, day) in [
            ("%d/%m/%Y", "3/1/2017", Some("2017-01-03")),
            ("%d/%m/%Y", "03/01/2017 10:00", Some("2017-01-03")),
            ("%d/%m/%Y %H:%M:%S", "03/01/2017 10:00:00", Some("2017-01-03")),
            ("%H:%M %d/%m/%Y", "10:00 03/01/2017", Some("2017-01-03")),
            ("%d %b %y", "3 Jan 17", Some("2017-01-03")),
            ("%d/%m/%Y", "1/31/2017", None),
            ("%d/%m/%Y", "2017-01-03", Some("2017-01-03")),
            ("%Y-%d-%m", "2017-03-01", Some("2017-01-03")),
            ("%Y-%d-%m", "2017-01-13", None),
        ] {
            let mut column = DateColumn::new(0, Some(DateFormat::new(format).unwrap()));
            let read = column.read(text, 2).ok().flatten().map(|day| day.to_string());
            assert_eq!(read.as_deref(), day, "{format} {text}");
        }
        assert_eq!(DateFormat::new("%d/%Q/%Y"), Err("%Q".into()));
        assert_eq!(DateFormat::new("%d/%Y"), Err("%m".into()));
    }
}
