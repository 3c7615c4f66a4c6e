//! Small types that make good sentences: counted nouns, lists, suggestions.

use std::fmt;

use crate::model::text::Lang;

/// `1 row`, `2 rows`, `8,800 rows`: a count with its English noun.
pub struct Counted(pub u64, pub &'static str, pub &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.0 == 1 { self.1 } else { self.2 };
        write!(f, "{} {noun}", grouped(&self.0.to_string()))
    }
}

/// Marks thousands in the whole part of a plain number: `-1234567.5` becomes `-1,234,567.5`.
pub fn grouped(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, decimals) = digits.find('.').map_or((digits, ""), |dot| digits.split_at(dot));
    let mut out = String::with_capacity(plain.len().saturating_mul(4) / 3 + 1);
    out.push_str(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out.push_str(decimals);
    out
}

/// Names in backticks, in English and Chinese: `` `a`, `b` `` and `` `a`、`b` ``, at most `most` of them, then how many more there are.
pub fn names<S: AsRef<str>>(items: impl IntoIterator<Item = S>, most: usize) -> (String, String) {
    let all: Vec<String> = items.into_iter().map(|s| quoted(s.as_ref())).collect();
    let list = |lang| {
        let shown = all.iter().take(most).cloned().collect::<Vec<_>>().join(between(lang));
        match all.len().saturating_sub(most) {
            0 => shown,
            more => format!("{shown}{}+{more}", between(lang)),
        }
    };
    (list(Lang::En), list(Lang::Zh))
}

/// One name in backticks.
pub fn quoted(name: &str) -> String {
    format!("`{}`", harmless(name, 40))
}

/// What stands between the items of a list.
pub fn between(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ", ",
        Lang::Zh => "、",
    }
}

/// The known name nearest to `word`, if one is near enough to be what was meant.
pub fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(|(score, _)| *score > 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// The rep whom an owner, as an export writes it, may be; of an address its first part is the name.
pub fn namesake<'a>(owner: &str, reps: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    match owner.split_once('@') {
        Some((name, _)) => suggestion(&name.replace(['.', '_', '-'], " "), reps),
        None => suggestion(owner, reps),
    }
}

/// Orders names by how near they are to `word`, the nearest first; those equally near as they stand.
pub fn nearest_first(word: &str, names: &mut [String]) {
    let lower = word.to_lowercase();
    let near = |name: &String| strsim::normalized_damerau_levenshtein(&lower, &name.to_lowercase());
    names.sort_by(|a, b| near(b).total_cmp(&near(a)));
}

/// Foreign text made safe to show: control characters replaced, shortened to `most` characters.
pub fn harmless(text: &str, most: usize) -> String {
    let mut out: String = text.chars().take(most).map(shown).collect();
    if text.chars().nth(most).is_some() {
        out.push('…');
    }
    out
}

/// The same in at most so many columns of a terminal, of which a Chinese character takes two.
pub fn harmless_within(text: &str, columns: usize) -> String {
    let is_wide = |c: char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}');
    let mut left = columns;
    let fitting = text.chars().take_while(|c| {
        let width = if is_wide(*c) { 2 } else { 1 };
        let fits = width <= left;
        left = left.saturating_sub(if fits { width } else { left });
        fits
    });
    let count = fitting.count();
    harmless(text, count)
}

/// Line breaks inside a cell are but space; whatever else is no visible character shows that there is one.
fn shown(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() || is_bidi(c) => '\u{fffd}',
        c => c,
    }
}

/// Characters that turn the direction of text around or break its line, and could disguise a value.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        // Some terminals and editors break lines at these.
        || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_take_the_right_noun_and_mark_thousands() {
        assert_eq!(Counted(1, "row", "rows").to_string(), "1 row");
        assert_eq!(Counted(8800, "row", "rows").to_string(), "8,800 rows");
        assert_eq!(grouped("-1234567.50"), "-1,234,567.50");
        assert_eq!(grouped("999"), "999");
    }

    #[test]
    fn a_suggestion_is_near_or_absent() {
        assert_eq!(suggestion("revnue", ["stretch", "revenue"]), Some("revenue"));
        assert_eq!(suggestion("zzz", ["stretch", "revenue"]), None);
        assert_eq!(namesake("ANN.LEE@example.com", ["Bob", "Ann Lee"]), Some("Ann Lee"));
    }

    #[test]
    fn foreign_text_is_defused_and_shortened() {
        assert_eq!(harmless("a\u{1b}[31m\u{202e}b", 20), "a\u{fffd}[31m\u{fffd}b");
        assert_eq!(harmless("abcdef", 3), "abc…");
        assert_eq!((harmless("a\nb", 9), harmless_within("北京a白桦", 6)), ("a b".into(), "北京a…".into()));
        assert_eq!((harmless_within("北京", 4), harmless_within("abc", 2)), ("北京".into(), "ab…".into()));
    }

    #[test]
    fn long_lists_say_how_many_more() {
        assert_eq!(names(["a", "b", "c"], 2), ("`a`, `b`, +1".to_owned(), "`a`、`b`、+1".to_owned()));
    }
}
