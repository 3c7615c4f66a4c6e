//! The style of every page, and the policy that allows it and nothing else.

pub const STYLE: &str = include_str!("style.css");

/// No script, no image, no font, no frame, no address: only the style with this hash (see the test).
pub const POLICY: &str = "default-src 'none'; style-src 'sha256-LsOyxjzCLF3mqx66hIVsUUOldviR/b3GgLD2YRdh+eA='; base-uri 'none'; form-action 'none'";

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    fn base64(bytes: &[u8]) -> String {
        let digits = |chunk: &[u8]| {
            let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
            let digit = |i: usize| ALPHABET[(bits >> (18 - 6 * i) & 63) as usize] as char;
            (0..4).map(|i| if i <= chunk.len() { digit(i) } else { '=' }).collect::<String>()
        };
        bytes.chunks(3).map(digits).collect()
    }

    #[test]
    fn the_policy_allows_the_style_and_nothing_else() {
        let hash = base64(&Sha256::digest(STYLE.as_bytes()));
        let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
        assert_eq!(POLICY, policy, "the style has changed: write its new hash down");
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import") && !STYLE.contains("</"));
    }
}
