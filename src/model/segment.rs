//! Segments: named slices of the target with their own deal size and conversion.

use crate::model::funnel::Conversion;
use crate::model::money::Money;
use crate::model::number::Fraction;

/// Which deals belong: every column named must hold one of its values, ignoring case and outer space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    pub columns: Vec<(String, Vec<String>)>,
}

impl Match {
    /// Whether a deal belongs; `cell(i)` is its value in the i-th column of [`Match::columns`].
    pub fn holds<'a>(&self, mut cell: impl FnMut(usize) -> &'a str) -> bool {
        self.columns.iter().enumerate().all(|(i, (_, values))| values.iter().any(|value| same_name(value, cell(i))))
    }

    /// A column and a value of it by which this rule, where it comes first, takes deals from a later one. Nothing where
    /// it asks for more than that does, as a special case before the general one.
    pub fn taken_from<'m>(&'m self, later: &Match) -> Option<(&'m str, &'m str)> {
        let shared = self.columns.iter().map(|(column, values)| {
            let (_, others) = later.columns.iter().find(|(other, _)| same_name(other, column))?;
            let value = values.iter().find(|value| others.iter().any(|other| same_name(other, value)))?;
            Some((column.as_str(), value.as_str()))
        });
        shared.collect::<Option<Vec<_>>>()?.first().copied()
    }
}

/// Names are equal ignoring case and surrounding space.
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    a == b || a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}

/// Whether names differ in nothing but spaces, case and width, so that one may be a slip for the other.
pub fn looks_same(a: &str, b: &str) -> bool {
    let folded = |name: &str| {
        let shown = name.chars().map(|c| half_width(c).unwrap_or(c)).filter(|c| !c.is_whitespace());
        shown.flat_map(char::to_lowercase).collect::<String>()
    };
    folded(a) == folded(b)
}

/// Whether this is a Chinese character.
pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The ASCII character of which `c` is the wide form.
pub fn half_width(c: char) -> Option<char> {
    match c {
        '\u{3000}' => Some(' '),
        '！'..='～' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32),
        _ => None,
    }
}

/// One segment with its funnel resolved: its own numbers where it has them, else the plan's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub name: String,
    /// Its part of the target; the shares of all segments sum to exactly 1.
    pub share: Fraction,
    pub average_deal: Money,
    /// By step, in the funnel's order.
    pub conversions: Vec<Conversion>,
    /// Calendar days by step, in the funnel's order.
    pub leads: Vec<u32>,
    /// Nothing: every deal that no other segment matches.
    pub matches: Option<Match>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_rule_takes_deals_unless_it_is_the_special_case() {
        let rule = |columns: &[(&str, &[&str])]| {
            let owned = |(column, values): &(&str, &[&str])| {
                ((*column).to_owned(), values.iter().map(|value| (*value).to_owned()).collect())
            };
            Match { columns: columns.iter().map(owned).collect() }
        };
        let (ka, both) = (rule(&[("Tier", &["KA", "A"])]), rule(&[("tier", &["ka"]), ("Region", &["North"])]));
        assert_eq!(ka.taken_from(&both), Some(("Tier", "KA")));
        assert_eq!(both.taken_from(&ka), None);
        assert_eq!(ka.taken_from(&rule(&[("Tier", &["SMB"])])), None);
    }

    #[test]
    fn every_column_must_match_ignoring_case() {
        let rule = Match {
            columns: vec![("Tier".into(), vec!["KA".into()]), ("Region".into(), vec!["华东".into(), "North".into()])],
        };
        assert!(rule.holds(|i| [" ka ", "NORTH"][i]));
        assert!(!rule.holds(|i| ["KA", "South"][i]));
    }
}
