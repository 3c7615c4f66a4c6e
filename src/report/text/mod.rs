//! A report for the terminal: titled tables without boxes, readable in 80 columns.

mod grid;
mod lines;
mod paint;

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use crate::model::sentence::harmless;
use crate::model::text::{Lang, Text};
use crate::report::format::RenderOptions;
use crate::report::model::{Report, RowKind, Section, Table};
use crate::report::show::Show;
use crate::text;
use grid::Grid;
use paint::Paint;

/// Between two columns.
const GAP: usize = 2;
/// Rows of a table that can be taken in at a glance.
const LONG: usize = 30;
/// A sentence longer than this is no sentence of ours.
const LONGEST_LINE: usize = 4_000;

/// Tables wider than `width` columns are split; nothing leaves them as wide as they are.
pub fn write(report: &Report<'_>, options: &RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let paint = Paint::new(options.color, report.lang);
    write_heading(report.title.say(report.lang), options.width, &paint, &mut out)?;
    for section in report.sections.make().iter().filter(|section| !section.only_draws()) {
        writeln!(out)?;
        write_section(report, section, options, &paint, &mut out)?;
    }
    out.flush()
}

fn write_section(
    report: &Report<'_>,
    section: &Section<'_>,
    options: &RenderOptions,
    paint: &Paint,
    out: &mut impl Write,
) -> io::Result<()> {
    let width = options.width;
    if let Some(heading) = &section.heading {
        write_heading(heading.say(report.lang), width, paint, out)?;
    }
    if let Some(whole) = &section.table {
        let show = Show::for_table(whole, report.currency, report.lang).in_unit(options.unit, whole);
        let short = section.idle.filter(|_| width.is_some()).and_then(|said| without_idle(whole, said));
        let (table, idle) = short.as_ref().map_or((whole, None), |(table, said)| (table, Some(said.clone())));
        let grid = Grid::new(table, &show, width);
        for (i, block) in grid.blocks(width).iter().enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            write_block(table, &grid, block, paint, out)?;
        }
        for line in idle.into_iter().chain(left_out(table, &grid)).chain(show.remark()) {
            write_line(line.say(report.lang), width, out)?;
        }
        if !section.lines.is_empty() {
            writeln!(out)?;
        }
    }
    section.lines.iter().try_for_each(|line| write_line(line.say(report.lang), width, out))
}

/// A sentence, continued on further lines where it is too long for one; they are indented as it is, and a bit more.
fn write_line(line: &str, width: Option<usize>, out: &mut impl Write) -> io::Result<()> {
    wrapped(line, width).iter().try_for_each(|part| writeln!(out, "{part}"))
}

fn write_heading(heading: &str, width: Option<usize>, paint: &Paint, out: &mut impl Write) -> io::Result<()> {
    wrapped(heading, width).iter().try_for_each(|part| writeln!(out, "{}", paint.strong(part)))
}

fn wrapped(line: &str, width: Option<usize>) -> Vec<String> {
    let line = harmless(line, LONGEST_LINE);
    let indent = line.len() - line.trim_start().len();
    let more = " ".repeat(indent + 2);
    // A hyphen stands inside dates and file names here, which are not to be broken.
    let options = textwrap::Options::new(width.unwrap_or(usize::MAX))
        .subsequent_indent(&more)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(&line, options).into_iter().map(Cow::into_owned).collect()
}

/// A long table without the rows that nobody has to look at, and what they are.
fn without_idle<'a>(table: &Table<'a>, said: fn(usize) -> Text) -> Option<(Table<'a>, Text)> {
    let idle = table.rows.iter().filter(|row| row.idle).count();
    if table.rows.len() <= LONG || idle == 0 {
        return None;
    }
    let rows = table.rows.iter().filter(|row| !row.idle).cloned().collect();
    let said = said(idle);
    let said = text!(en: "{}; --wide shows them", said.say(Lang::En); zh: "{}；加 --wide 可看全部", said.say(Lang::Zh));
    Some((Table { columns: table.columns.clone(), rows }, said))
}

/// The columns that made room, each with its total.
fn left_out(table: &Table<'_>, grid: &Grid) -> Option<Text> {
    let total = table.rows.iter().position(|row| row.kind == RowKind::Total);
    let column = |lang: Lang, column: usize| {
        let heading = table.columns.get(column).map_or("", |column| column.heading.say(lang));
        let total = total.map(|row| grid.cell(row + 1, column)).unwrap_or_default();
        format!("{heading} {total}").trim_end().to_owned()
    };
    let list = |lang, comma| grid.left_out().map(|i| column(lang, i)).collect::<Vec<_>>().join(comma);
    let (en, zh) = (list(Lang::En, ", "), list(Lang::Zh, "，"));
    (!en.is_empty()).then(|| text!(en: "more columns with --wide: {en}"; zh: "加 --wide 可看更多列：{zh}"))
}

/// The heading, a rule, the rows with air around groups, and a rule above the totals.
fn write_block(table: &Table<'_>, grid: &Grid, block: &[usize], paint: &Paint, out: &mut impl Write) -> io::Result<()> {
    let rule = "─".repeat(grid.width(block));
    let rule = paint.faint(&rule);
    let mut lines = lines::of(grid, block);
    writeln!(out, "{}\n{rule}", lines.next().unwrap_or_default())?;
    let mut before: Option<RowKind> = None;
    for (row, line) in table.rows.iter().zip(lines) {
        match (before, row.kind) {
            (Some(RowKind::Total), RowKind::Total) => {}
            (Some(_), RowKind::Total) => writeln!(out, "{rule}")?,
            (Some(RowKind::Subtotal), RowKind::Group | RowKind::Plain) => writeln!(out)?,
            _ => {}
        }
        writeln!(out, "{}", paint.row(row, &line))?;
        before = Some(row.kind);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::{Currency, Money};
    use crate::model::status::Status;
    use crate::report::cell::Cell;
    use crate::report::format::Format;
    use crate::report::model::{Column, Row};
    use crate::report::records::Records;
    use crate::report::sample;
    use crate::report::words::Word;

    fn table() -> Table<'static> {
        let row = |kind, name: &'static str, quota: i64, gap: i128, status| {
            Row::new(
                kind,
                vec![
                    name.into(),
                    Cell::Money(Money::from_sum(i128::from(quota) * 100)),
                    Cell::MoneyGap(Money::from_sum(gap * 100)),
                    Cell::from(status),
                ],
            )
        };
        let group = Row::new(RowKind::Group, vec!["上海".into(), Cell::Missing, Cell::Missing, Cell::Missing]);
        Table {
            columns: vec![
                Column::left(Word::Rep.text()),
                Column::right(Word::Quota.text()),
                Column::right(Word::Gap.text()),
                Column::left(Word::Status.text()),
            ],
            rows: vec![
                group,
                row(RowKind::Plain, "李娜", 1_000_000, 12_500, Some(Status::Green)),
                row(RowKind::Plain, "Zhang\u{1b}[31m", 900_000, -250_000, Some(Status::Red)),
                row(RowKind::Subtotal, "上海", 1_900_000, -237_500, Some(Status::Amber)),
                row(RowKind::Plain, "(unassigned)", 0, 0, None),
                row(RowKind::Total, "total", 1_900_000, -237_500, None),
            ],
        }
    }

    fn shown(table: Table<'static>, width: usize, color: bool) -> String {
        let currency = Currency::new("CNY").unwrap();
        let mut report = sample::report(&currency, Records::of(&[], Vec::new()));
        report.sections =
            vec![Section { table: Some(table), lines: vec![Text::same("a line")], ..Section::default() }].into();
        report.lang = Lang::En;
        let mut out = Vec::new();
        let options = RenderOptions { format: Format::Table, width: Some(width), color, bom: false, unit: None };
        write(&report, &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn names_align_gaps_are_signed_and_totals_are_ruled() {
        assert_eq!(
            shown(table(), 80, false),
            "sample

rep               quota       gap  status
──────────────────────────────────────────
上海
  李娜        1,000,000   +12,500  ● green
  Zhang\u{fffd}[31m    900,000  -250,000  ■ red
上海          1,900,000  -237,500  ▲ amber

(unassigned)          0         0  —
──────────────────────────────────────────
total         1,900,000  -237,500  —

a line
"
        );
    }

    #[test]
    fn a_wide_table_is_split_behind_its_labels() {
        let text = shown(table(), 30, false);
        assert!(text.lines().all(|line| line.chars().count() <= 30), "{text}");
        assert_eq!(text.matches("(unassigned)").count(), 3, "{text}");
        assert_eq!(text.matches("-250,000").count(), 1, "{text}");
    }

    #[test]
    fn colour_only_adds_to_what_is_said() {
        let colored = shown(table(), 80, true);
        assert!(colored.contains("\u{1b}[31m■ red\u{1b}[0m"), "{colored}");
        let codes = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[32m", "\u{1b}[33m"];
        let bare = codes.iter().fold(colored, |text, code| text.replace(code, ""));
        assert_eq!(bare, shown(table(), 80, false));
    }
}
