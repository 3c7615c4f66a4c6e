//! The forms in which exports write a day.

use crate::model::day::Day;

/// A date before it is known whether days or months come first.
pub enum Written {
    Day(Day),
    Open {
        first: u32,
        second: u32,
        year: i32,
    },
    /// `26/08/01`, whose year may be the first number as well as the last.
    AnyYear,
}

/// `2026-03-05` with or without a time after it: by far the most frequent form.
pub fn iso(text: &str) -> Option<Day> {
    let day = Day::parse(text.get(..10)?)?;
    is_time(&text[10..]).then_some(day)
}

/// Numbers with slashes alone, such as `2026/3/5` and `3/5/2026`, as [`parse`] has them.
pub fn slashed(text: &[u8]) -> Option<Written> {
    let (mut numbers, mut digits, mut at) = ([0_u32; 3], [0; 3], 0);
    for byte in text {
        match byte {
            b'0'..=b'9' if digits[at] < 4 => {
                numbers[at] = numbers[at] * 10 + u32::from(byte - b'0');
                digits[at] += 1;
            }
            b'/' if at < 2 => at += 1,
            _ => return None,
        }
    }
    let [first, second, third] = numbers;
    let year = |number| i32::try_from(number).ok();
    match digits {
        [4, 1 | 2, 1 | 2] => Day::new(year(first)?, second, third).map(Written::Day),
        [1 | 2, 1 | 2, 4] => Some(Written::Open { first, second, year: year(third)? }),
        _ => None,
    }
}

/// Every form whose order is certain, and numbers in an open order with the year last.
pub fn parse(text: &str) -> Option<Written> {
    let (first, rest) = token(without_weekday(text))?;
    let (separator, rest) = separator(rest);
    let (second, rest) = token(rest)?;
    let (separator_2, rest) = self::separator(rest);
    let (third, rest) = token(rest)?;
    let rest = rest.trim_start().strip_prefix(['日', '号']).unwrap_or(rest);
    if !is_time(rest) {
        return None;
    }
    let words = matches!(first, Token::Month(_)) || matches!(second, Token::Month(_));
    let same = separator == separator_2 || (separator == "年" && separator_2 == "月");
    if !words && !same {
        return None;
    }
    let certain = |year, month, day| Day::new(year, month, day).map(Written::Day);
    match (first, second, third) {
        (Token::Number(year, 4), Token::Number(month, 1 | 2), Token::Number(day, 1 | 2)) => {
            certain(i32::try_from(year).ok()?, month, day)
        }
        (Token::Number(day, 1 | 2), Token::Month(month), Token::Number(year, digits @ (2 | 4)))
        | (Token::Month(month), Token::Number(day, 1 | 2), Token::Number(year, digits @ (2 | 4))) => {
            certain(full_year(year, digits)?, month, day)
        }
        (Token::Number(year, 2), Token::Number(month, 1 | 2), Token::Number(day @ 1..LIKELY, 2))
            if (LIKELY..LIKELY + 25).contains(&year) && Day::new(full_year(year, 2)?, month, day).is_some() =>
        {
            Some(Written::AnyYear)
        }
        (Token::Number(first, 1 | 2), Token::Number(second, 1 | 2), Token::Number(year, digits @ (2 | 4))) => {
            let year = full_year(year, digits)?;
            match separator {
                // Nobody writes the month first between dots.
                "." => certain(year, second, first),
                "/" | "-" => Some(Written::Open { first, second, year }),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A date without the day of the week, as in `2026-03-01 (周日)` and `Sunday, March 1, 2026`.
fn without_weekday(text: &str) -> &str {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, behind) = text.split_at(letters);
    let word = word.to_ascii_lowercase();
    if word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&word)) {
        return behind.trim_start_matches([',', ' ', '.']);
    }
    let mut rest = text.trim_end_matches([')', '）', ' ']).chars();
    let is_day = rest.next_back().is_some_and(|c| "一二三四五六日天".contains(c));
    let date = ["周", "星期", "礼拜"].iter().find_map(|word| rest.as_str().strip_suffix(word)).filter(|_| is_day);
    date.map_or(text, |date| date.trim_end_matches(['(', '（', ' ']))
}

/// Years of which plans and exports are: 2015 to 2039. A date of another year may be one with its year first.
const LIKELY: u32 = 15;

enum Token {
    /// A number and how many digits it is written with.
    Number(u32, usize),
    Month(u32),
}

fn token(text: &str) -> Option<(Token, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let (number, rest) = text.split_at(digits);
        return (digits <= 4).then(|| Some((Token::Number(number.parse().ok()?, digits), rest)))?;
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at(letters);
    month_of(word).map(|month| (Token::Month(month), rest))
}

fn separator(text: &str) -> (&str, &str) {
    let length =
        text.chars().take_while(|c| matches!(c, '/' | '-' | '.' | ',' | ' ' | '年' | '月')).map(char::len_utf8);
    let (separator, rest) = text.split_at(length.sum());
    (separator.trim(), rest)
}

/// `Mar` or `March`.
pub fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = word.to_ascii_lowercase();
    let named = |month: &&str| **month == lower || (lower.len() >= 3 && month.starts_with(&lower) && lower.len() <= 4);
    MONTHS.iter().position(named).and_then(|at| u32::try_from(at + 1).ok())
}

/// Two digits mean 1970 to 2069.
pub fn full_year(year: u32, digits: usize) -> Option<i32> {
    let century = match (digits, year) {
        (4, _) => 0,
        (_, 0..70) => 2000,
        _ => 1900,
    };
    i32::try_from(century + year).ok()
}

/// Whether what follows a date is nothing or a time of day, perhaps with a zone. The day counts as it is written.
pub fn is_time(rest: &str) -> bool {
    const HALVES: [&str; 4] = ["上午", "下午", "AM ", "PM "];
    let behind = rest.strip_prefix(['T', 't', ' ', ',', '\u{a0}', '\u{202f}']).map(str::trim_start);
    let Some(time) = behind.or_else(|| HALVES[..2].iter().any(|half| rest.starts_with(half)).then_some(rest)) else {
        return rest.is_empty();
    };
    let time = HALVES.iter().find_map(|half| time.strip_prefix(half)).unwrap_or(time).trim_start();
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    let clock = time.chars().all(|c| c.is_ascii_alphanumeric() || " :.+-/".contains(c) || c.is_whitespace());
    clock && matches!(digits, 1 | 2) && time.as_bytes().get(digits) == Some(&b':')
}
