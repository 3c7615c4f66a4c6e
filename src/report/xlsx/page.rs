//! A sheet that is filled from its top.

use rust_xlsxwriter::{Chart, Worksheet, XlsxError};

use crate::model::sentence::harmless;
use crate::model::text::Lang;
use crate::report::formula::starts_formula;
use crate::report::model::{Align, Note};
use crate::report::prose::{Piece, indent, pieces};
use crate::report::xlsx::look::{Dress, Look, Word};
use crate::report::xlsx::value::{Kind, Value};
use crate::report::xlsx::width::pixels;
use crate::text;

/// Longer text is no sentence of ours.
const LONGEST_LINE: usize = 4_000;
/// The size of paper: A4.
const A4: u8 = 9;
/// More columns than this are printed lying.
const UPRIGHT: usize = 7;
/// The pixels of a row.
pub const ROW: u32 = 20;

pub struct Page<'w, 'r> {
    pub sheet: &'w mut Worksheet,
    pub look: &'w mut Look<'r>,
    pub name: String,
    /// The next free row.
    pub row: u32,
    /// Columns that go onto paper; all of them where nothing is said.
    pub printed: usize,
    widths: Vec<u32>,
}

impl<'w, 'r> Page<'w, 'r> {
    pub fn new(sheet: &'w mut Worksheet, look: &'w mut Look<'r>, name: String) -> Result<Self, XlsxError> {
        sheet.set_name(&name)?;
        sheet.set_screen_gridlines(false);
        Ok(Page { sheet, look, name, row: 0, printed: 0, widths: Vec::new() })
    }

    pub fn lang(&self) -> Lang {
        self.look.show.lang()
    }

    pub fn skip(&mut self, rows: u32) {
        self.row += rows;
    }

    /// One line of text, which runs on over the empty cells beside it.
    pub fn line(&mut self, text: &str, dress: Dress) -> Result<(), XlsxError> {
        let text = harmless(text, LONGEST_LINE);
        self.put(self.row, 0, Value::Text(text), (dress, Kind::Text, None))?;
        self.row += 1;
        Ok(())
    }

    /// A sentence without the marks that set off its names; one that starts with a status has its colour.
    pub fn prose(&mut self, line: &str, dress: Dress) -> Result<(), XlsxError> {
        let text = harmless(line, LONGEST_LINE);
        let (depth, bare) = indent(&text);
        let parts = pieces(bare, self.lang());
        let dress = match (dress, parts.first()) {
            (Dress::Line, Some(Piece::Status(status, _))) => Dress::Standing(Word::of(*status)),
            (Dress::Line, _) if depth > 0 => Dress::Deep(u8::try_from(depth).unwrap_or(u8::MAX).min(8)),
            (dress, _) => dress,
        };
        let said: String = parts
            .iter()
            .map(|piece| match piece {
                Piece::Plain(text) | Piece::Name(text) | Piece::Status(_, text) => *text,
            })
            .collect();
        self.line(&said, dress)
    }

    /// Writes one cell. Text is written as text whatever it looks like.
    pub fn put(
        &mut self,
        row: u32,
        column: u16,
        value: Value,
        dress: (Dress, Kind, Option<Align>),
    ) -> Result<(), XlsxError> {
        let quoted = matches!(&value, Value::Text(text) if starts_formula(text));
        self.look.beyond |= matches!(value, Value::Digits(_));
        let format = self.look.format(dress.0, dress.1, dress.2, quoted);
        match value {
            Value::Blank => self.sheet.write_blank(row, column, format)?,
            Value::Text(text) | Value::Digits(text) => {
                self.sheet.write_string_with_format(row, column, text, format)?
            }
            Value::Number(number) => self.sheet.write_number_with_format(row, column, number, format)?,
        };
        Ok(())
    }

    /// Makes room for `text` in a column, and for `more` pixels beside it.
    pub fn make_room(&mut self, column: usize, text: &str, more: u32) {
        if self.widths.len() <= column {
            self.widths.resize(column + 1, 0);
        }
        if let Some(width) = self.widths.get_mut(column) {
            *width = (*width).max(pixels(text) + more);
        }
    }

    pub fn put_chart(&mut self, row: u32, column: u16, chart: &Chart) -> Result<(), XlsxError> {
        self.sheet.insert_chart_with_offset(row, column, chart, 12, 4)?;
        Ok(())
    }

    /// For paper: A4, as wide as one page, its number at the foot. A sheet with charts stays on one page.
    pub fn print(&mut self, columns: usize) -> Result<(), XlsxError> {
        let pages = if self.printed > 0 { 1 } else { 0 };
        self.sheet.set_paper_size(A4).set_print_fit_to_pages(1, pages).set_footer("&C&P / &N");
        let columns = columns.max(self.printed);
        if columns > UPRIGHT {
            self.sheet.set_landscape();
        }
        if self.printed > 0 {
            self.sheet.set_print_area(0, 0, self.row, u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX))?;
        }
        Ok(())
    }

    /// What the sheets do not show as it is.
    pub fn limits(&self) -> Option<Note> {
        self.look.beyond.then(|| {
            Note::warning(text!(
                en: "numbers of more than 15 digits are text, because Excel would round them; no formula adds them up";
                zh: "超过 15 位的数字以文本写出，因为 Excel 会舍入；没有公式对其求和"
            ))
        })
    }

    /// Sets the widths that are known now.
    pub fn finish(self) -> Result<(), XlsxError> {
        for (column, width) in (0_u16..).zip(self.widths) {
            if width > 0 {
                self.sheet.set_column_width_pixels(column, width)?;
            }
        }
        Ok(())
    }
}
