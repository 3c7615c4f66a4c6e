//! Numbers as people write them, read exactly: `0.2`, `20%`, `1/12`, `1,000万`, `¥1.2亿`, `500k`.

use crate::model::number::{Decimal, Fraction, mul};

/// A plain decimal: digits with at most one point, no exponent. Nothing beyond 28 digits.
pub fn plain(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let shaped = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().filter(|b| *b == b'.').count() <= 1
        && digits.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && digits.bytes().last().is_some_and(|b| b.is_ascii_digit());
    if !shaped {
        return None;
    }
    Decimal::from_str_exact(text.strip_prefix('+').unwrap_or(text)).ok()
}

/// A plain decimal or a percentage.
pub fn decimal(text: &str) -> Option<Decimal> {
    match text.trim().strip_suffix(['%', '％']) {
        Some(percent) => mul(plain(percent.trim_end())?, Decimal::new(1, 2)).ok(),
        None => plain(text.trim()),
    }
}

/// A decimal, a percentage, or one plain number over another.
pub fn fraction(text: &str) -> Option<Fraction> {
    match text.split_once('/') {
        Some((numerator, denominator)) => {
            let whole = |part: &str| Fraction::from_decimal(plain(part.trim())?);
            whole(numerator)?.times(&whole(denominator)?.inverse()?)
        }
        None => Fraction::from_decimal(decimal(text)?),
    }
}

/// Units that may follow an amount, the longest first where one ends with another.
const UNITS: [(&str, i64); 13] = [
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
    ("mn", 1_000_000),
    ("m", 1_000_000),
    ("k", 1_000),
    ("w", 10_000),
    ("元", 1),
];

/// An amount in main units, with marks for thousands, a unit and the sign of a currency in front where there are.
pub fn amount(text: &str) -> Option<Decimal> {
    let lower = text.trim().to_lowercase();
    let (minus, rest) = lower.strip_prefix('-').map_or((false, lower.as_str()), |rest| (true, rest));
    let rest = rest.trim_start_matches(['¥', '￥', '$', '€', '£']).trim();
    let yuan = rest.strip_suffix('元').unwrap_or(rest);
    let (digits, unit) = UNITS
        .iter()
        .find_map(|(unit, size)| Some((yuan.strip_suffix(unit)?.trim_end(), *size)))
        .unwrap_or((yuan.trim_end(), 1));
    let size = plain(&without_thousands(digits)?).filter(|value| !value.is_sign_negative())?;
    let value = mul(size, Decimal::from(unit)).ok()?;
    Some(if minus { -value } else { value })
}

/// The digits without the commas between groups of three; nothing where a comma stands elsewhere.
fn without_thousands(digits: &str) -> Option<String> {
    let digits = digits.replace('，', ",");
    let (whole, decimals) = digits.split_once('.').map_or((digits.as_str(), None), |(w, d)| (w, Some(d)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut rest = groups.peekable();
    let grouped = rest.peek().is_some();
    if grouped && !((1..=3).contains(&first.len()) && rest.all(|group| group.len() == 3)) {
        return None;
    }
    Some(decimals.map_or(whole.replace(',', ""), |decimals| format!("{}.{decimals}", whole.replace(',', ""))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, plain) in [
            ("10000000.00", "10000000"),
            ("1,000万", "10000000"),
            ("1，000 万元", "10000000"),
            ("10M", "10000000"),
            ("1.2亿", "120000000"),
            ("500k", "500000"),
            ("¥ 1,234,567.89", "1234567.89"),
            ("-$5", "-5"),
            ("3千万", "30000000"),
            ("100w", "1000000"),
            ("1.5bn", "1500000000"),
            ("12元", "12"),
        ] {
            assert_eq!(amount(text).map(|a| a.normalize().to_string()).as_deref(), Some(plain), "{text}");
        }
    }

    #[test]
    fn other_text_is_no_amount() {
        for text in ["", "k", "1,00", "1,0000", ",100", "1e6", "inf", "nan", "0x10", "1.2.3", "--5", "5 apples", "1."] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn fractions_are_exact() {
        assert_eq!(fraction("1/12"), Fraction::new(1, 12));
        assert_eq!(fraction(" 1 / 3 "), Fraction::new(1, 3));
        assert_eq!(fraction("20%"), Fraction::new(1, 5));
        assert_eq!(fraction("0.20"), Fraction::new(1, 5));
        assert_eq!(fraction("12.5 ％"), Fraction::new(1, 8));
        for text in ["1/0", "1/2/3", "%", "1e-3", "/2", "123456789012345678901234567890"] {
            assert_eq!(fraction(text), None, "{text}");
        }
    }
}
