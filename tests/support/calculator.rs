//! A pocket calculator that knows how many digits were printed: every number is the interval of what may stand behind it.

/// How far a printed number may be from the one behind it.
pub trait Reading {
    /// Relative slack for numbers whose idle zeros are not printed.
    const SLACK: f64;
    /// Half a unit of the last place that may be printed, for a number with so many decimals.
    fn half(decimals: usize) -> f64;
}

/// Sentences and tables: real values have 4 decimals, factors 6.
pub struct People;

impl Reading for People {
    const SLACK: f64 = 5e-5;
    fn half(decimals: usize) -> f64 {
        match decimals {
            0 => 0.0,
            1..=4 => 0.5e-4,
            _ => 0.5e-6,
        }
    }
}

/// Records: 10 decimals.
pub struct Programs;

impl Reading for Programs {
    const SLACK: f64 = 1e-9;
    fn half(decimals: usize) -> f64 {
        if decimals == 0 { 0.0 } else { 0.5e-10 }
    }
}

type Interval = (f64, f64);

/// The least and the largest value of a formula of `+ − × ÷ / ( ) ⌊ ⌋ ⌈ ⌉`; nothing where it is none.
pub fn value<R: Reading>(formula: &str) -> Option<Interval> {
    let mut rest: Vec<char> = formula.chars().filter(|c| *c != ' ' && *c != ',').rev().collect();
    let value = sum::<R>(&mut rest)?;
    rest.is_empty().then_some(value)
}

fn sum<R: Reading>(rest: &mut Vec<char>) -> Option<Interval> {
    let mut left = product::<R>(rest)?;
    while let Some(sign) = rest.pop_if(|c| "+−".contains(*c)) {
        let right = product::<R>(rest)?;
        left = if sign == '+' { (left.0 + right.0, left.1 + right.1) } else { (left.0 - right.1, left.1 - right.0) };
    }
    Some(left)
}

fn product<R: Reading>(rest: &mut Vec<char>) -> Option<Interval> {
    let mut left = factor::<R>(rest)?;
    while let Some(sign) = rest.pop_if(|c| "×÷/".contains(*c)) {
        let right = factor::<R>(rest)?;
        let ends = match sign {
            '×' => [left.0 * right.0, left.0 * right.1, left.1 * right.0, left.1 * right.1],
            _ => [left.0 / right.0, left.0 / right.1, left.1 / right.0, left.1 / right.1],
        };
        left = (
            ends.iter().copied().fold(f64::INFINITY, f64::min),
            ends.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        );
    }
    Some(left)
}

fn factor<R: Reading>(rest: &mut Vec<char>) -> Option<Interval> {
    if let Some(open) = rest.pop_if(|c| "(⌊⌈".contains(*c)) {
        let (low, high) = sum::<R>(rest)?;
        rest.pop_if(|c| ")⌋⌉".contains(*c))?;
        // What lies within the printed digits of a whole number may be on either side of it.
        let slack = R::SLACK * high.abs().max(1.0);
        return Some(match open {
            '⌊' => ((low - slack).floor(), (high + slack).floor()),
            '⌈' => ((low - slack).ceil(), (high + slack).ceil()),
            _ => (low, high),
        });
    }
    let mut digits = String::new();
    while let Some(c) = rest.pop_if(|c| c.is_ascii_digit() || *c == '.') {
        digits.push(c);
    }
    let number: f64 = digits.parse().ok()?;
    let half = R::half(digits.split_once('.').map_or(0, |(_, decimals)| decimals.len()));
    Some((number - half, number + half))
}
