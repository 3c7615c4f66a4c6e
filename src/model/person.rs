//! When two texts name one person.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Names are equal ignoring case, surrounding space, how wide characters are, how accents and apostrophes are put on them,
/// spaces between Chinese characters, and characters that nobody sees.
pub fn folded(name: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let plain = |c: char| if matches!(c, '’' | '‘' | '`' | '´') { '\'' } else { c };
    // ASCII alone is written in one way.
    let composed = if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.nfkc().collect()) };
    let seen: String = composed.chars().filter(|c| !unseen(c)).map(plain).flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    let is_spelled = |word: &&str| word.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    words.join(if words.iter().all(is_spelled) { "" } else { " " })
}
