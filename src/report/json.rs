//! A report as one JSON object.
//!
//! Amounts are strings, so that no reader rounds them; counts and shares are numbers, days ISO strings, the missing is
//! `null`. It is indented by two spaces, with every object of plain values on a line of its own: rows compare line by line.

use std::io::{self, BufWriter, Write};

use crate::model::text::Lang;
use crate::report::cell::Cell;
use crate::report::model::{Level, Note, Report};
use crate::report::plain::Plain;
use crate::report::records::{Part, Records};

pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let plain = Plain::new(report.currency, report.lang);
    let mut json = Json { out: BufWriter::with_capacity(1 << 16, out), plain, value: Vec::new(), depth: 0 };
    json.report(report)?;
    json.out.write_all(b"\n")?;
    json.out.flush()
}

struct Json<'a, W: Write> {
    out: W,
    plain: Plain<'a>,
    /// The value being written.
    value: Vec<u8>,
    depth: usize,
}

impl<W: Write> Json<'_, W> {
    fn report(&mut self, report: &Report<'_>) -> io::Result<()> {
        let schema = Part::of(format!("splan/{}/1", report.command));
        self.out.write_all(b"{")?;
        self.depth += 1;
        self.member(true, "schema", &schema)?;
        for (name, part) in &report.head {
            self.member(false, name, part)?;
        }
        self.name(false, "rows")?;
        self.records(&report.records)?;
        for (name, part) in &report.parts {
            self.member(false, name, part)?;
        }
        self.member(false, "notes", &notes(&report.notes, report.lang))?;
        self.close(b"}")
    }

    fn part(&mut self, part: &Part<'_>) -> io::Result<()> {
        match part {
            Part::Cell(cell) => self.cell(cell),
            Part::Records(records) => self.records(records),
            Part::Object(members) if part.is_flat() => self.row(members.iter().filter_map(|(name, part)| match part {
                Part::Cell(cell) => Some((quoted(name), cell)),
                _ => None,
            })),
            Part::Object(members) => {
                self.out.write_all(b"{")?;
                self.depth += 1;
                for (i, (name, part)) in members.iter().enumerate() {
                    self.member(i == 0, name, part)?;
                }
                self.close(b"}")
            }
            Part::List(items) if items.is_empty() => self.out.write_all(b"[]"),
            Part::List(items) => {
                self.out.write_all(b"[")?;
                self.depth += 1;
                for (i, item) in items.iter().enumerate() {
                    self.next(i == 0)?;
                    self.part(item)?;
                }
                self.close(b"]")
            }
        }
    }

    /// One object per record, each on its line.
    fn records(&mut self, records: &Records<'_>) -> io::Result<()> {
        let names: Vec<String> = records.columns().iter().map(|name| quoted(name)).collect();
        let mut first = true;
        self.out.write_all(b"[")?;
        self.depth += 1;
        records.each(&mut |cells| {
            self.next(std::mem::take(&mut first))?;
            self.row(names.iter().zip(cells))
        })?;
        if first {
            self.depth -= 1;
            return self.out.write_all(b"]");
        }
        self.close(b"]")
    }

    /// An object on one line; the names are quoted already.
    fn row<'c, 'd: 'c>(&mut self, members: impl Iterator<Item = (impl AsRef<str>, &'c Cell<'d>)>) -> io::Result<()> {
        self.out.write_all(b"{")?;
        for (i, (name, cell)) in members.enumerate() {
            if i > 0 {
                self.out.write_all(b", ")?;
            }
            self.out.write_all(name.as_ref().as_bytes())?;
            self.out.write_all(b": ")?;
            self.cell(cell)?;
        }
        self.out.write_all(b"}")
    }

    fn cell(&mut self, cell: &Cell<'_>) -> io::Result<()> {
        match cell {
            Cell::Missing => self.out.write_all(b"null"),
            Cell::Text(text) => self.string(text),
            Cell::Say(text) => self.string(text.say(self.plain.lang())),
            Cell::Money(_) | Cell::MoneyGap(_) | Cell::Day(_) | Cell::Status(_) => {
                self.out.write_all(b"\"")?;
                self.bare(cell)?;
                self.out.write_all(b"\"")
            }
            Cell::Count(_) | Cell::CountGap(_) | Cell::Percent { .. } | Cell::Decimal { .. } | Cell::Bool(_) => {
                self.bare(cell)
            }
        }
    }

    /// A value that needs no escapes.
    fn bare(&mut self, cell: &Cell<'_>) -> io::Result<()> {
        self.value.clear();
        self.plain.push(&mut self.value, cell);
        self.out.write_all(&self.value)
    }

    fn string(&mut self, text: &str) -> io::Result<()> {
        Ok(serde_json::to_writer(&mut self.out, text)?)
    }

    fn member(&mut self, first: bool, name: &str, part: &Part<'_>) -> io::Result<()> {
        self.name(first, name)?;
        self.part(part)
    }

    fn name(&mut self, first: bool, name: &str) -> io::Result<()> {
        self.next(first)?;
        self.string(name)?;
        self.out.write_all(b": ")
    }

    /// Starts the line of the next member or element.
    fn next(&mut self, first: bool) -> io::Result<()> {
        self.out.write_all(if first { b"\n" } else { b",\n" })?;
        self.indent()
    }

    fn close(&mut self, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        self.out.write_all(b"\n")?;
        self.indent()?;
        self.out.write_all(bracket)
    }

    fn indent(&mut self) -> io::Result<()> {
        (0..self.depth).try_for_each(|_| self.out.write_all(b"  "))
    }
}

fn notes(notes: &[Note], lang: Lang) -> Part<'static> {
    let rows = notes.iter().map(|note| {
        let level = match note.level {
            Level::Info => "info",
            Level::Warning => "warning",
        };
        vec![Cell::from(level), Cell::from(note.text.say(lang).to_owned())]
    });
    Part::Records(Records::of(&["level", "text"], rows.collect()))
}

fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::{Currency, Money};
    use crate::model::number::Decimal;
    use crate::report::sample;
    use crate::text;

    #[test]
    fn rows_are_lines_and_the_missing_is_null() {
        let currency = Currency::new("CNY").unwrap();
        let rows = vec![
            vec![Cell::from("a\"b\n"), Cell::Money(Money::from_sum(123_450)), Cell::percent(Decimal::new(95, 2), 1)],
            vec![Cell::from("张伟"), Cell::Missing, Cell::Missing],
        ];
        let mut report = sample::report(&currency, Records::of(&["rep", "revenue", "attainment"], rows));
        report.head.push(("period", Part::object(vec![("name", Part::of("2026-Q1")), ("days", Part::of(90_i64))])));
        report.parts.push(("load", Part::List(Vec::new())));
        report.parts.push(("deep", Part::object(vec![("list", Part::List(vec![Part::of(1_i64), Part::of(true)]))])));
        report.notes.push(Note::warning(text!(en: "late"; zh: "迟")));
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        assert_eq!(
            text,
            r#"{
  "schema": "splan/sample/1",
  "period": {"name": "2026-Q1", "days": 90},
  "rows": [
    {"rep": "a\"b\n", "revenue": "1234.50", "attainment": 0.9500},
    {"rep": "张伟", "revenue": null, "attainment": null}
  ],
  "load": [],
  "deep": {
    "list": [
      1,
      true
    ]
  },
  "notes": [
    {"level": "warning", "text": "late"}
  ]
}
"#
        );
    }
}
