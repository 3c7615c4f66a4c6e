//! Two forms of one id: Salesforce writes fifteen characters in reports, and the same with three more elsewhere.

const SHORT: usize = 15;
const LONG: usize = 18;

/// The short form of a long id of Salesforce, and any other id as it is. The last three characters tell which of the others,
/// five for each, are capital letters, so that no two ids have one short form.
#[inline]
pub fn short(id: &[u8]) -> &[u8] {
    if id.len() == LONG { of_long(id) } else { id }
}

/// The same of a text.
pub fn of_text(id: &str) -> &str {
    id.get(..short(id.as_bytes()).len()).unwrap_or(id)
}

#[inline(never)]
fn of_long(id: &[u8]) -> &[u8] {
    let (own, check) = id.split_at(SHORT);
    let of_five = |five: &[u8]| five.iter().rev().fold(0, |bits, byte| bits << 1 | u8::from(byte.is_ascii_uppercase()));
    let told = own.chunks(5).map(|five| match of_five(five) {
        letter @ 0..26 => b'A' + letter,
        digit => b'0' + (digit - 26),
    });
    let is_id = own.iter().all(u8::is_ascii_alphanumeric) && told.eq(check.iter().copied());
    if is_id { own } else { id }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_three_characters_have_to_fit() {
        for long in ["001A0000006Vm9rIAC", "0065g00000AbCdEAAV", "00Q5gABCDEZZZZZE55"] {
            assert_eq!(short(long.as_bytes()), &long.as_bytes()[..SHORT], "{long}");
            assert_eq!(short(&long.as_bytes()[..SHORT]), &long.as_bytes()[..SHORT]);
        }
        for other in ["001A0000006Vm9rIAD", "001a0000006Vm9rIAC", "001A0000006Vm9\u{e9}AC", "", "123456789012345678"] {
            assert_eq!(short(other.as_bytes()), other.as_bytes(), "{other}");
        }
    }
}
