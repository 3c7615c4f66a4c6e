//! Labels of drawings: how wide they are, and cut where there is no room.

use maud::{Markup, html};

use crate::report::html::svg::place;

/// The size of letters, in pixels; the style says the same.
const LETTER: f64 = 12.5;

/// About how wide a text is: Chinese characters are as wide as they are high, others a little over half of that.
pub fn width_of(text: &str) -> f64 {
    text.chars().map(letter).sum()
}

fn letter(c: char) -> f64 {
    let share = match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ' ' | '\'' | '|' | '(' | ')' => 0.32,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.9,
        'A'..='Z' => 0.68,
        c if c >= '\u{2e80}' => 1.02,
        '●' | '▲' | '■' | '▼' | '—' => 0.95,
        _ => 0.57,
    };
    LETTER * share
}

/// The text, shortened to `room` pixels.
pub fn fitted(text: &str, room: f64) -> String {
    if width_of(text) <= room {
        return text.to_owned();
    }
    let mut left = room - LETTER;
    let mut short: String = text
        .chars()
        .take_while(|c| {
            left -= letter(*c);
            left >= 0.0
        })
        .collect();
    short.push('…');
    short
}

/// The width of the widest text, at most `most`.
pub fn widest<'t>(texts: impl IntoIterator<Item = &'t str>, most: f64) -> f64 {
    texts.into_iter().map(width_of).fold(0.0, f64::max).min(most)
}

/// A label that starts, is centred or ends at `x`, on the line `y`.
pub fn label(x: f64, y: f64, anchor: Anchor, class: &str, text: &str) -> Markup {
    let anchor = match anchor {
        Anchor::Start => None,
        Anchor::Middle => Some("middle"),
        Anchor::End => Some("end"),
    };
    html! { text x=(place(x)) y=(place(y)) text-anchor=[anchor] class=[(!class.is_empty()).then_some(class)] { (text) } }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_cut_to_their_room_in_any_script() {
        assert_eq!(fitted("Ava Thornberry", 200.0), "Ava Thornberry");
        for name in ["Ava Thornberry-Winterbourne", "一个名字特别特别特别长的销售团队"] {
            let short = fitted(name, 100.0);
            assert!(short.ends_with('…') && width_of(&short) <= 101.0, "{short}");
        }
    }
}
