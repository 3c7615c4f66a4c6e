//! Names of sheets: short, without the characters that Excel keeps for references, none twice.

use std::collections::BTreeSet;

use crate::model::sentence::harmless;

/// The most that Excel takes, in units of UTF-16.
const LONGEST: usize = 31;

/// The names given so far, in lower case: Excel does not tell case apart.
#[derive(Debug, Default)]
pub struct SheetNames(BTreeSet<String>);

impl SheetNames {
    /// A name as near to `wanted` as can be that no other sheet has.
    pub fn unique(&mut self, wanted: &str) -> String {
        let plain: String = harmless(wanted, 200)
            .replace(": ", ", ")
            .replace('：', "，")
            .chars()
            .filter(|c| *c != '`')
            .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { '-' } else { c })
            .collect();
        // An apostrophe may stand inside a name only, and Excel keeps `History` for itself.
        let plain = plain.trim_matches(|c: char| c == '\'' || c.is_whitespace());
        let plain = match plain {
            "" => "sheet".to_owned(),
            kept if kept.eq_ignore_ascii_case("history") => format!("{kept} "),
            plain => plain.to_owned(),
        };
        let mut name = cut(&plain, LONGEST);
        let mut number = 1;
        while !self.0.insert(name.to_lowercase()) {
            number += 1;
            let ending = format!(" ({number})");
            name = cut(&plain, LONGEST - ending.len()) + &ending;
        }
        name
    }
}

/// The start of a name that fits into `room` units, without a blank or apostrophe at its end.
fn cut(name: &str, room: usize) -> String {
    let mut left = room;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(if fits { c.len_utf16() } else { left });
        fits
    };
    let short: String = name.chars().take_while(fits).collect();
    if short.len() == name.len() { short } else { short.trim_end_matches(['\'', ' ']).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_short_and_unique() {
        let mut names = SheetNames::default();
        let long = "一个非常非常非常非常非常非常非常非常非常非常长的细分市场名称";
        for (wanted, given) in [
            ("bridge", "bridge"),
            ("Bridge", "Bridge (2)"),
            ("a[b]:c*d?e/f\\g", "a-b--c-d-e-f-g"),
            ("'quoted'", "quoted"),
            ("", "sheet"),
            ("\u{202e}", "\u{fffd}"),
            ("History", "History "),
            ("deals.csv: deals", "deals.csv, deals"),
            ("变动：金额", "变动，金额"),
            (&"x".repeat(40), &"x".repeat(31)),
            (&"X".repeat(40), &format!("{} (2)", "X".repeat(27))),
            (&"😀".repeat(20), &"😀".repeat(15)),
        ] {
            assert_eq!(names.unique(wanted), given, "{wanted}");
        }
        assert_eq!(names.unique(long).chars().count(), 30.min(long.chars().count()));
    }
}
