//! How wide a column must be for its text, Chinese included.

use unicode_width::UnicodeWidthChar;

/// The pixels of a digit of the default font, of a character of double width, and around the text of a cell.
const NARROW: u32 = 7;
const WIDE: u32 = 15;
const AROUND: u32 = 12;
/// A column is no narrower and no wider than this: what is longer is read in the cell.
const LEAST: u32 = 64;
const MOST: u32 = 420;

/// The pixels of a column that holds `text` in one line.
pub fn pixels(text: &str) -> u32 {
    let letter = |c: char| match c.width() {
        Some(0) | None => 0,
        Some(1) => NARROW,
        Some(_) => WIDE,
    };
    let sum = text.chars().take(200).map(letter).fold(AROUND, u32::saturating_add);
    sum.clamp(LEAST, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_twice_the_room() {
        assert!(pixels("截至今日计划收入") > pixels("revenue ") + 8 * NARROW);
        assert_eq!(pixels(""), LEAST);
        assert_eq!(pixels(&"长".repeat(500)), MOST);
    }
}
