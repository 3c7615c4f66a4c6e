//! What people and programs write into a cell that they have nothing for.

/// The longest of such texts, in bytes.
pub const LONGEST: usize = 10;

const SIGNS: [&str; 11] = ["", "-", "--", "---", "—", "——", "–", "/", "?", "？", "\\n"];
const WORDS: [&str; 12] =
    ["null", "none", "nil", "n/a", "na", "#n/a", "tbd", "tba", "unknown", "(blank)", "(none)", "(no value)"];
const CHINESE: [&str; 10] = ["无", "暂无", "没有", "空", "未知", "未定", "待定", "待确认", "未填", "未填写"];

/// Whether a text stands for an empty cell.
pub fn is_missing(text: &str) -> bool {
    text.len() <= LONGEST
        && (SIGNS.contains(&text)
            || CHINESE.contains(&text)
            || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)))
}

/// Whether a text that is not empty may stand for an empty cell; of most ids two bytes tell that they do not.
#[inline(always)]
pub fn may_be_missing(text: &[u8]) -> bool {
    text.len() <= LONGEST && text.last().is_some_and(|last| !last.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_may_be_missing() {
        for text in SIGNS.iter().chain(&WORDS).chain(&CHINESE) {
            assert!(is_missing(text) && (text.is_empty() || may_be_missing(text.as_bytes())), "{text}");
            assert!(is_missing(text) && (*text == "\\n" || is_missing(&text.to_uppercase())), "{text}");
        }
        for text in ["0", "A", "nan 1", "none of it", "无锡", "n/a (asked)"] {
            assert!(!is_missing(text), "{text}");
        }
        assert!(!may_be_missing(b"D-7") && !may_be_missing(b"") && !may_be_missing(b"00600000abcDEAA"));
    }
}
