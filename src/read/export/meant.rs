//! Cells as people meant them: without what keyboards and spreadsheets put into and around them.

use std::borrow::Cow;

use crate::model::segment::half_width;

/// A number or a date in ASCII signs, where it was typed in wide ones as `２０２６－０８－０１`, or kept as text by
/// `="2026-08-01"` or `'2026-08-01`.
pub fn meant(text: &str) -> Cow<'_, str> {
    let formula = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    let bare = formula.or(text.strip_prefix('\'')).map_or(text, str::trim);
    if bare.is_ascii() || !bare.chars().any(|c| half_width(c).is_some()) {
        return Cow::Borrowed(bare);
    }
    Cow::Owned(bare.chars().map(|c| half_width(c).unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_around_and_width_do_not_matter() {
        for text in ["1,200.50", "１，２００．５０", "=\"1,200.50\"", "'1,200.50", "=\"１，２００．５０\""]
        {
            assert_eq!(meant(text), "1,200.50", "{text}");
        }
        for text in ["", "=", "=\"", "5\"", "1'234.50", "120万", "￥12", "12 €"] {
            assert_eq!(meant(text), text);
        }
        assert_eq!(meant("'"), "");
    }
}
