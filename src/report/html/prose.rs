//! Lines of text: names set off, a status marked, indents as lists.

use maud::{Markup, html};

use crate::model::sentence::harmless;
use crate::model::text::Lang;
use crate::report::html::table::status_class;
use crate::report::model::Section;
use crate::report::prose::{Piece, indent, pieces};

/// A sentence longer than this is no sentence of ours.
const LONGEST_LINE: usize = 4_000;

/// The lines of a section; those laid out with spaces keep them.
pub fn lines(section: &Section<'_>, lang: Lang) -> Markup {
    let shown = section.lines.iter().map(|text| text.say(lang));
    if section.verbatim {
        let text = shown.map(harmless_line).collect::<Vec<_>>().join("\n");
        return html! { pre tabindex="0" { (text) } };
    }
    html! {
        @for line in shown {
            @let (depth, bare) = indent(line);
            p class=(match depth { 0 => "line", 1 => "line in", _ => "line in in2" }) { (self::line(bare, lang)) }
        }
    }
}

/// One line, without the element around it.
pub fn line(text: &str, lang: Lang) -> Markup {
    let text = harmless_line(text);
    html! {
        @for piece in pieces(&text, lang) {
            @match piece {
                Piece::Plain(plain) => (plain),
                Piece::Name(name) => code { (name) },
                Piece::Status(status, shown) => span class=(status_class(status)) { (shown) },
            }
        }
    }
}

pub fn harmless_line(text: &str) -> String {
    harmless(text, LONGEST_LINE)
}
