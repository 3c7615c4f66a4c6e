//! The makings of a line of text, for renderers that have better means than spaces and backticks.

use crate::model::status::Status;
use crate::model::text::Lang;
use crate::report::words;

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    Plain(&'t str),
    /// A name or value that stood in backticks.
    Name(&'t str),
    /// A status with its mark.
    Status(Status, &'t str),
}

/// How deep a line is indented, two spaces a level, and the line without its indent.
pub fn indent(line: &str) -> (usize, &str) {
    let bare = line.trim_start_matches(' ');
    ((line.len() - bare.len()) / 2, bare)
}

/// The pieces of a line in order. Foreign text may hold any of the marks: it can only make a piece of the wrong kind.
pub fn pieces(line: &str, lang: Lang) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    for status in [Status::Green, Status::Amber, Status::Red] {
        let shown = words::status(status);
        if let Some(after) = line.strip_prefix(shown.say(lang)) {
            let (status_text, after) = (&line[..line.len() - after.len()], after);
            pieces.push(Piece::Status(status, status_text));
            rest = after;
        }
    }
    let paired = rest.matches('`').count().is_multiple_of(2);
    if !paired || rest.contains("``") {
        pieces.push(Piece::Plain(rest));
        return pieces;
    }
    let split = rest.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    pieces.extend(split.map(|(i, part)| if i % 2 == 1 { Piece::Name(part) } else { Piece::Plain(part) }));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_a_status_stand_out() {
        assert_eq!(
            pieces("▲ amber: `a` of b", Lang::En),
            [Piece::Status(Status::Amber, "▲ amber"), Piece::Plain(": "), Piece::Name("a"), Piece::Plain(" of b")]
        );
        assert_eq!(pieces("a ` b", Lang::En), [Piece::Plain("a ` b")]);
        assert_eq!(pieces("a `` b", Lang::En), [Piece::Plain("a `` b")]);
        assert_eq!(indent("    → x"), (2, "→ x"));
    }
}
