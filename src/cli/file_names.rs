//! Names of files made from names of people: allowed everywhere, none twice.

use std::collections::BTreeSet;

use crate::model::sentence::harmless;

/// Bytes of a name without its ending: with one, and a number, it stays below the 255 that file systems take.
const LONGEST: usize = 180;
/// What Windows keeps for devices, whatever the ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The names given so far, in lower case: some file systems do not tell case apart.
#[derive(Debug, Default)]
pub struct FileNames(BTreeSet<String>);

impl FileNames {
    /// A file name as near to `wanted` as can be that no other file has.
    pub fn unique(&mut self, wanted: &str, ending: &str) -> String {
        let plain = plain(wanted);
        let mut name = plain.clone();
        let mut number = 1;
        while !self.0.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{plain} ({number})");
        }
        format!("{name}.{ending}")
    }
}

/// Letters of every script stay; separators, wildcards, what turns text around and what starts an option do not.
fn plain(wanted: &str) -> String {
    let mut left = LONGEST;
    let short: String = harmless(wanted, LONGEST)
        .chars()
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' | '\u{fffd}') { '-' } else { c })
        .take_while(|c| {
            let fits = c.len_utf8() <= left;
            left = left.saturating_sub(c.len_utf8());
            fits
        })
        .collect();
    let trimmed = short.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let trimmed = trimmed.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '~'));
    let stem = trimmed.split('.').next().unwrap_or(trimmed).trim_end().to_lowercase();
    match trimmed {
        "" => "unnamed".to_owned(),
        kept if is_device(&stem) => format!("_{kept}"),
        kept => kept.to_owned(),
    }
}

fn is_device(stem: &str) -> bool {
    let numbered = ["com", "lpt"].iter().filter_map(|device| stem.strip_prefix(device));
    let is_port =
        |rest: &str| matches!(rest, "¹" | "²" | "³") || rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit());
    DEVICES.contains(&stem) || numbered.into_iter().any(is_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_allowed_everywhere_and_none_is_given_twice() {
        let mut names = FileNames::default();
        let long = "长".repeat(10_000);
        for (wanted, given) in [
            ("张伟", "张伟.xlsx"),
            ("Ann", "Ann.xlsx"),
            ("ANN", "ANN (2).xlsx"),
            ("a/b", "a-b.xlsx"),
            ("a\\b", "a-b (2).xlsx"),
            ("a:b", "a-b (3).xlsx"),
            ("../../etc/passwd", "etc-passwd.xlsx"),
            ("..", "unnamed.xlsx"),
            ("", "unnamed (2).xlsx"),
            (".hidden", "hidden.xlsx"),
            ("-rf", "rf.xlsx"),
            ("~$lock", "$lock.xlsx"),
            ("CON", "_CON.xlsx"),
            ("nul.txt", "_nul.txt.xlsx"),
            ("com1", "_com1.xlsx"),
            ("LPT²", "_LPT².xlsx"),
            ("Com", "Com.xlsx"),
            ("console", "console.xlsx"),
            ("end. ", "end.xlsx"),
            ("a\u{202e}gnp", "a-gnp.xlsx"),
            ("two\nlines", "two lines.xlsx"),
            (&long, &format!("{}.xlsx", "长".repeat(60))),
        ] {
            assert_eq!(names.unique(wanted, "xlsx"), given, "{wanted:?}");
        }
    }
}
