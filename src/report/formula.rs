//! Text that a spreadsheet would run.

/// Whether a spreadsheet may take `text` for a formula: it starts with a sign of one, plain or full-width, or with a
/// character that some readers drop from the front.
pub fn starts_formula(text: &str) -> bool {
    matches!(text.chars().next(), Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_a_formula_are_known_in_both_widths() {
        for text in ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A1"] {
            assert!(starts_formula(text), "{text}");
        }
        for text in ["", "a=1", "张伟", "−1", "'=1"] {
            assert!(!starts_formula(text), "{text}");
        }
    }
}
