//! How cells look: what a row is shows in weight, rules and shade, what a number is in its format.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::model::money::Currency;
use crate::model::status::Status;
use crate::model::text::Lang;
use crate::report::model::{Align, RowKind};
use crate::report::show::Show;
use crate::report::xlsx::value::Kind;

pub const INK: Color = Color::RGB(0x1C2128);
pub const SOFT: Color = Color::RGB(0x5A6472);
pub const BAND: Color = Color::RGB(0xEEF1F5);
pub const RULE: Color = Color::RGB(0xD9DEE5);
pub const PLAN: Color = Color::RGB(0x7A8594);
pub const ACTUAL: Color = Color::RGB(0x1F5FAE);
pub const UP: Color = Color::RGB(0x2F7FC1);
pub const DOWN: Color = Color::RGB(0xD0702A);

/// What a cell is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dress {
    Title,
    Heading,
    Line,
    /// Indented by so many steps.
    Deep(u8),
    Standing(Word),
    Verbatim,
    Faint,
    /// The heading of a column; of one that is no label where so said.
    Column(bool),
    /// A cell of a table, likewise.
    Body(Rank, bool),
}

/// A status as a colour, beside its shape and word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    Green,
    Amber,
    Red,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rank {
    Plain,
    /// In a group: the label is indented.
    Inner,
    Group,
    Total,
}

impl Rank {
    pub fn of(kind: RowKind, in_group: bool) -> Self {
        match kind {
            RowKind::Plain if in_group => Rank::Inner,
            RowKind::Plain => Rank::Plain,
            RowKind::Group => Rank::Group,
            RowKind::Subtotal | RowKind::Total => Rank::Total,
        }
    }
}

type Key = (Dress, Kind, Option<bool>, bool);

/// The formats made so far, and what they are made for.
pub struct Look<'r> {
    pub currency: &'r Currency,
    pub show: Show<'r>,
    formats: HashMap<Key, Format>,
    /// Whether any number had more digits than Excel keeps.
    pub beyond: bool,
}

impl<'r> Look<'r> {
    pub fn new(currency: &'r Currency, lang: Lang) -> Self {
        Look { currency, show: Show::full(currency, lang), formats: HashMap::new(), beyond: false }
    }

    /// `quoted` keeps text that starts like a formula from becoming one when the cell is edited.
    pub fn format(&mut self, dress: Dress, kind: Kind, align: Option<Align>, quoted: bool) -> &Format {
        let currency = self.currency;
        let right = align.map(|align| align == Align::Right);
        self.formats.entry((dress, kind, right, quoted)).or_insert_with(|| {
            let mut format = dressed(dress).set_align(FormatAlign::VerticalCenter);
            format = match right {
                Some(true) => format.set_align(FormatAlign::Right),
                // What starts at the left keeps off the number that ends before it.
                Some(false) => format.set_align(FormatAlign::Left).set_indent(inset(dress)),
                None => format,
            };
            if let Some(code) = kind.code(currency) {
                format = format.set_num_format(code);
            }
            if quoted { format.set_quote_prefix() } else { format }
        })
    }
}

fn dressed(dress: Dress) -> Format {
    let format = Format::new().set_font_color(INK);
    match dress {
        Dress::Title => format.set_bold().set_font_size(14),
        Dress::Heading => format.set_bold().set_font_size(12),
        Dress::Line => format,
        Dress::Deep(depth) => format.set_indent(depth),
        Dress::Standing(word) => format.set_bold().set_font_color(colors(word).0),
        Dress::Verbatim => format.set_font_name("Consolas"),
        Dress::Faint => format.set_font_color(SOFT).set_italic(),
        Dress::Column(_) => {
            let ruled = format.set_border_bottom(FormatBorder::Medium).set_border_bottom_color(SOFT);
            ruled.set_bold().set_background_color(BAND)
        }
        Dress::Body(rank, _) => {
            let format = format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(RULE);
            match rank {
                Rank::Plain | Rank::Inner => format,
                Rank::Group => format.set_bold().set_background_color(BAND),
                Rank::Total => {
                    let bold = format.set_bold().set_background_color(BAND);
                    bold.set_border_top(FormatBorder::Thin).set_border_top_color(INK)
                }
            }
        }
    }
}

/// How far text that starts at the left is set in.
fn inset(dress: Dress) -> u8 {
    match dress {
        Dress::Column(true) | Dress::Body(_, true) | Dress::Body(Rank::Inner, false) => 1,
        _ => 0,
    }
}

impl Word {
    pub fn of(status: Status) -> Self {
        match status {
            Status::Green => Word::Green,
            Status::Amber => Word::Amber,
            Status::Red => Word::Red,
        }
    }
}

/// The colour of letters, and of what stands behind them.
pub fn colors(word: Word) -> (Color, Color) {
    match word {
        Word::Green => (Color::RGB(0x0A6E4F), Color::RGB(0xE0F3EA)),
        Word::Amber => (Color::RGB(0x8F5600), Color::RGB(0xFFF0D0)),
        Word::Red => (Color::RGB(0xB3261E), Color::RGB(0xFBE2DF)),
    }
}

/// The colour of a bar.
pub fn fill(status: Status) -> Color {
    match status {
        Status::Green => Color::RGB(0x3A9D7C),
        Status::Amber => Color::RGB(0xD99A2B),
        Status::Red => Color::RGB(0xCF5A4E),
    }
}
