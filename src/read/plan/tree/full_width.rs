//! Characters of Chinese and Japanese keyboards that look like those of TOML and are others.

use crate::model::segment;

/// A full-width character of a text, and what TOML has in its place.
pub struct FullWidth {
    /// In bytes.
    pub at: usize,
    pub found: char,
    pub meant: char,
}

/// The first one of a line of TOML that stands outside quoted text and comments, where it is always wrong.
pub fn first(line: &str) -> Option<FullWidth> {
    let mut found = None;
    walk(line, |at, c, meant| found = found.take().or(Some(FullWidth { at, found: c, meant })));
    found
}

/// The line with each of them replaced.
pub fn mended(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut kept = 0;
    walk(line, |at, c, meant| {
        out.push_str(line.get(kept..at).unwrap_or_default());
        out.push(meant);
        kept = at.saturating_add(c.len_utf8());
    });
    out.push_str(line.get(kept..).unwrap_or_default());
    out
}

/// A value that is text, with half-width digits, letters and marks; nothing where it has no others.
pub fn half_width(text: &str) -> Option<String> {
    let half: String =
        text.trim_matches(['“', '”', '‘', '’']).chars().map(|c| segment::half_width(c).unwrap_or(c)).collect();
    (half != text).then_some(half)
}

/// Calls `tell` with the place of each full-width character outside quoted text and comments, and what is meant by it.
fn walk(line: &str, mut tell: impl FnMut(usize, char, char)) {
    let mut closing = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match closing {
            Some(close) => {
                if c == close && !escaped {
                    closing = None;
                    if let Some(meant) = meant(c) {
                        tell(at, c, meant);
                    }
                }
                escaped = close == '"' && c == '\\' && !escaped;
            }
            None if c == '#' => return,
            None => {
                if let Some(meant) = meant(c) {
                    tell(at, c, meant);
                }
                closing = match c {
                    '"' | '\'' => Some(c),
                    '“' => Some('”'),
                    '‘' => Some('’'),
                    '＂' => Some('＂'),
                    _ => None,
                };
            }
        }
    }
}

/// What a character stands for where TOML has none but ASCII.
fn meant(c: char) -> Option<char> {
    Some(match c {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '、' => ',',
        '。' => '.',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '：' => '=',
        c => segment::half_width(c)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_found_and_mended_outside_quoted_text() {
        for (line, found, written) in [
            ("revenue = “1,000万”", Some('“'), "revenue = \"1,000万\""),
            ("match = [\"企业，客户\"，“重点，客户”]", Some('，'), "match = [\"企业，客户\",\"重点，客户\"]"),
            ("revenue ＝ 1", Some('＝'), "revenue = 1"),
            ("revenue：１０", Some('：'), "revenue=10"),
            ("【target】　# 目标：一", Some('【'), "[target] # 目标：一"),
            ("name = \"a\\\"，\" # ，", None, "name = \"a\\\"，\" # ，"),
            ("大客户 = 0.6", None, "大客户 = 0.6"),
        ] {
            assert_eq!(first(line).map(|first| first.found), found, "{line}");
            assert_eq!(mended(line), written);
        }
        assert_eq!(half_width("“１，０００万”").as_deref(), Some("1,000万"));
        assert_eq!(half_width("1,000万"), None);
    }
}
