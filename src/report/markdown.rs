//! A report as Markdown, for chat and pull requests: tables as GitHub and its likes render them.
//!
//! Text of the data is escaped, so that it can be neither markup nor a link.

use std::io::{self, BufWriter, Write};

use crate::model::sentence::harmless;
use crate::model::text::Lang;
use crate::report::cell::Cell;
use crate::report::model::{Align, Level, Note, Report, Row, RowKind, Section, Table};
use crate::report::prose::{Piece, indent, pieces};
use crate::report::show::Show;
use crate::report::unit::Unit;
use crate::report::words;

/// A sentence longer than this is no sentence of ours.
const LONGEST_LINE: usize = 4_000;

/// The title, every section with all its columns, and the notes as a list.
pub fn write(report: &Report<'_>, unit: Option<Unit>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let lang = report.lang;
    writeln!(out, "# {}", line(report.title.say(lang), lang))?;
    for section in report.sections.make().iter().filter(|section| !section.only_draws()) {
        write_section(report, section, unit, &mut out)?;
    }
    if !report.notes.is_empty() {
        writeln!(out, "\n## {}\n", words::notes().say(lang))?;
    }
    report.notes.iter().try_for_each(|note| writeln!(out, "- {}", note_line(note, lang)))?;
    out.flush()
}

fn write_section(
    report: &Report<'_>,
    section: &Section<'_>,
    unit: Option<Unit>,
    out: &mut impl Write,
) -> io::Result<()> {
    let lang = report.lang;
    if let Some(heading) = &section.heading {
        writeln!(out, "\n## {}", line(heading.say(lang), lang))?;
    }
    if let Some(table) = &section.table {
        writeln!(out)?;
        let show = Show::for_table(table, report.currency, lang).in_unit(unit, table);
        write_table(table, &show, out)?;
        if let Some(remark) = show.remark() {
            writeln!(out, "\n{}", line(remark.say(lang), lang))?;
        }
    }
    if section.verbatim {
        let lines = section.lines.iter().map(|text| harmless(text.say(lang), LONGEST_LINE)).collect::<Vec<_>>();
        let fence = "`".repeat(longest_run(&lines, '`').max(2) + 1);
        writeln!(out, "\n{fence}text\n{}\n{fence}", lines.join("\n"))?;
    } else {
        write_lines(section, lang, out)?;
    }
    Ok(())
}

/// Paragraphs; indented lines are list items.
fn write_lines(section: &Section<'_>, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let mut in_list = false;
    for text in &section.lines {
        let (depth, bare) = indent(text.say(lang));
        if depth == 0 || !in_list {
            writeln!(out)?;
        }
        in_list = depth > 0;
        match depth {
            0 => writeln!(out, "{}", line(bare, lang))?,
            depth => writeln!(out, "{}- {}", "  ".repeat(depth - 1), line(bare, lang))?,
        }
    }
    Ok(())
}

fn write_table(table: &Table<'_>, show: &Show<'_>, out: &mut impl Write) -> io::Result<()> {
    for column in &table.columns {
        write!(out, "| {} ", escaped(&show.cell(&Cell::from(column.heading.say(show.lang())))))?;
    }
    writeln!(out, "|")?;
    for column in &table.columns {
        write!(out, "| {} ", if column.align == Align::Right { "---:" } else { "---" })?;
    }
    writeln!(out, "|")?;
    table.rows.iter().try_for_each(|row| write_row(row, table.columns.len(), show, out))
}

/// Sums and the names of groups are bold.
fn write_row(row: &Row<'_>, columns: usize, show: &Show<'_>, out: &mut impl Write) -> io::Result<()> {
    for i in 0..columns {
        let cell = row.cells.get(i).unwrap_or(&Cell::Missing);
        let shown = escaped(&show.cell(cell));
        let bold = match row.kind {
            RowKind::Plain => false,
            RowKind::Group => i == 0,
            RowKind::Subtotal | RowKind::Total => true,
        };
        match cell {
            Cell::Missing if row.kind == RowKind::Group => write!(out, "|  ")?,
            Cell::Missing => write!(out, "| {shown} ")?,
            _ if bold && !shown.trim().is_empty() => write!(out, "| **{}** ", shown.trim())?,
            _ => write!(out, "| {shown} ")?,
        }
    }
    writeln!(out, "|")
}

fn note_line(note: &Note, lang: Lang) -> String {
    let text = line(note.text.say(lang), lang);
    match (note.level, lang) {
        (Level::Info, _) => text,
        (Level::Warning, Lang::En) => format!("**{}:** {text}", words::warning().say(lang)),
        (Level::Warning, Lang::Zh) => format!("**{}：** {text}", words::warning().say(lang)),
    }
}

/// A line of text with its names as code, which no markup reaches into.
fn line(text: &str, lang: Lang) -> String {
    let text = harmless(text, LONGEST_LINE);
    let piece = |piece: &Piece<'_>| match piece {
        Piece::Plain(plain) => escaped(plain),
        Piece::Name(name) => format!("`{name}`"),
        Piece::Status(_, shown) => format!("**{shown}**"),
    };
    let written: String = pieces(&text, lang).iter().map(piece).collect();
    defused_start(written)
}

/// Text in which no character means anything to Markdown, inside a table or outside.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let marks = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$');
        // Addresses become links without any mark.
        let links = c == ':' && text[at..].starts_with("://") || c == '.' && ends_with_www(&text[..at]) || c == '@';
        if marks || links {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn ends_with_www(text: &str) -> bool {
    text.len() >= 3 && text.as_bytes()[text.len() - 3..].eq_ignore_ascii_case(b"www")
}

/// A line that would start a list, a heading or a rule does so no more.
fn defused_start(line: String) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let ordered = digits > 0 && line[digits..].starts_with(['.', ')']);
    if ordered {
        format!("{}\\{}", &line[..digits], &line[digits..])
    } else if line.starts_with(['-', '+', '=']) {
        format!("\\{line}")
    } else {
        line
    }
}

/// The longest run of `mark` in any line.
fn longest_run(lines: &[String], mark: char) -> usize {
    lines.iter().flat_map(|line| line.split(|c| c != mark).map(str::len)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::Currency;
    use crate::model::status::Status;
    use crate::model::text::Text;
    use crate::report::model::Column;
    use crate::report::records::Records;
    use crate::report::sample;
    use crate::text;

    #[test]
    fn groups_totals_and_notes_stand_out() {
        let currency = Currency::new("EUR").unwrap();
        let mut report = sample::report(&currency, Records::of(&[], Vec::new()));
        let columns =
            vec![Column::left(Text::same("a|b")), Column::right(Text::same("n")), Column::left(Text::same("s"))];
        let rows = vec![
            Row::new(RowKind::Group, vec!["East".into(), Cell::Missing, Cell::Missing]),
            Row::plain(vec!["x\n*y*".into(), Cell::CountGap(-3), Cell::Status(Status::Red)]),
            Row::new(RowKind::Total, vec!["total".into(), Cell::Count(1_000), Cell::Missing]),
        ];
        let lines = ["1. `a|b` <i>", "  ✓ fine", "    → `x"].map(Text::same).to_vec();
        let table = Some(Table { columns, rows });
        report.sections = vec![Section { heading: None, table, lines, ..Section::default() }].into();
        report.notes = vec![Note::warning(text!(en: "late"; zh: "迟"))];
        let mut out = Vec::new();
        write(&report, None, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "# sample

| a\\|b | n | s |
| --- | ---: | --- |
| **East** |  |  |
| x \\*y\\* | -3 | ■ red |
| **total** | **1,000** | — |

1\\. `a|b` \\<i\\>

- ✓ fine
  - → \\`x

## notes

- **warning:** late
"
        );
    }

    #[test]
    fn no_text_is_markup_or_a_link() {
        assert_eq!(escaped("a_b www.x.y http://z a@b"), "a\\_b www\\.x.y http\\://z a\\@b");
        assert_eq!(line("- `a` and ``b", Lang::En), "\\- \\`a\\` and \\`\\`b");
        assert_eq!(line("▲ amber: 5", Lang::En), "**▲ amber**: 5");
    }
}
