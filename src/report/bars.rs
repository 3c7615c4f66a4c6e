//! Signed bars of characters, for tables that show what adds and what takes.

/// The longest bar, in characters.
const LONGEST: i128 = 10;

/// `▇▇▇` ahead, `░░░` behind, the largest part as long as a bar may be.
pub fn bar(part: i128, largest: i128) -> String {
    let length = part.abs().saturating_mul(LONGEST).checked_div(largest).unwrap_or(0);
    let length = usize::try_from(length).unwrap_or(0).max(usize::from(part != 0));
    if part < 0 { "░".repeat(length) } else { "▇".repeat(length) }
}
