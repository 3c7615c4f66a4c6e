//! Records as CSV: RFC 4180, UTF-8, header first.
//!
//! Lines end with LF, as other command-line tools write them, not with the CRLF of the RFC. Only quoted text may hold
//! line breaks.

use std::io::{self, Write};

use csv::{ByteRecord, Terminator, WriterBuilder};

use crate::report::cell::Cell;
use crate::report::formula::starts_formula;
use crate::report::plain::Plain;
use crate::report::records::Records;

/// With `bom`, the mark by which Excel recognises UTF-8 stands first.
pub fn write(records: &Records<'_>, mut plain: Plain<'_>, bom: bool, out: &mut dyn Write) -> io::Result<()> {
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).buffer_capacity(1 << 16).from_writer(out);
    let mut record = ByteRecord::new();
    let mut field = Vec::new();
    for name in records.columns() {
        field.clear();
        plain.push(&mut field, &Cell::from(name.as_str()));
        guard(&mut field);
        record.push_field(&field);
    }
    writer.write_byte_record(&record)?;
    records.each(&mut |cells| {
        record.clear();
        for cell in cells {
            match cell {
                Cell::Text(text) if !starts_formula(text) => record.push_field(text.as_bytes()),
                cell => {
                    field.clear();
                    plain.push(&mut field, cell);
                    if matches!(cell, Cell::Text(_) | Cell::Say(_)) {
                        guard(&mut field);
                    }
                    record.push_field(&field);
                }
            }
        }
        Ok(writer.write_byte_record(&record)?)
    })?;
    writer.flush()
}

/// Puts a quote before text that a spreadsheet would run as a formula.
fn guard(text: &mut Vec<u8>) {
    if std::str::from_utf8(text).is_ok_and(starts_formula) {
        text.insert(0, b'\'');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::{Currency, Money};
    use crate::model::text::Lang;

    #[test]
    fn text_is_quoted_and_never_a_formula() {
        let currency = Currency::new("CNY").unwrap();
        let rows = vec![
            vec![Cell::from("=1+1"), Cell::CountGap(-3)],
            vec![Cell::from("a, \"b\"\nc"), Cell::MoneyGap(Money::from_sum(-150))],
            vec![Cell::from("张伟"), Cell::Missing],
            vec![Cell::from("＝cmd()"), Cell::CountGap(2)],
        ];
        let mut out = Vec::new();
        write(&Records::of(&["rep", "gap"], rows), Plain::new(&currency, Lang::En), true, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "\u{feff}rep,gap\n'=1+1,-3\n\"a, \"\"b\"\"\nc\",-1.50\n张伟,\n'＝cmd(),2\n");
    }
}
