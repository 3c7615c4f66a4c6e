//! A report as one page of HTML that needs nothing else: no script, no network, its own style and drawings.
//!
//! Text reaches the page through `maud`, which escapes it; what a name of the data looks like does not matter. A content
//! security policy forbids everything but the style of this program, should a browser ever see it otherwise.

mod chart;
mod prose;
mod style;
mod svg;
mod table;

use std::io::{self, BufWriter, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::model::text::{Lang, Text};
use crate::report::model::{Level, Note, Report, Section};
use crate::report::show::Show;
use crate::report::unit::Unit;
use crate::report::words;
use crate::text;

/// Rows from which on a table gets a page of its own in print.
const MANY_ROWS: usize = 16;

/// The title, every section with its charts and all its columns, then the notes.
pub fn write(report: &Report<'_>, unit: Option<Unit>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let lang = report.lang;
    let title = prose::harmless_line(report.title.say(lang));
    let tag = match lang {
        Lang::En => "en",
        Lang::Zh => "zh-CN",
    };
    let sections = report.sections.make();
    let columns = sections.iter().filter_map(|section| section.table.as_ref()).map(|table| table.columns.len()).max();
    // Paper has one way up for all pages, because turning it in between would start a new page each time.
    let paper = if columns.unwrap_or(0) > table::UPRIGHT { "lying" } else { "upright" };
    write!(out, "{}<html lang=\"{tag}\">\n{}", DOCTYPE.into_string(), head(&title).into_string())?;
    writeln!(out, "<body class=\"{paper}\">")?;
    writeln!(out, "{}<main>", header(report, &title).into_string())?;
    let mut charts = 0;
    for (i, section) in sections.iter().enumerate() {
        writeln!(out, "{}", self::section(report, section, unit, i, &mut charts).into_string())?;
    }
    writeln!(out, "{}", notes(&report.notes, lang).into_string())?;
    writeln!(out, "</main>\n{}\n</body>\n</html>", footer(report).into_string())?;
    out.flush()
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(style::POLICY);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) }
            style { (PreEscaped(style::STYLE)) }
        }
    }
}

/// The part of the title before its first colon is what the page is about, the rest says which one it is.
fn header(report: &Report<'_>, title: &str) -> Markup {
    let colon = match report.lang {
        Lang::En => ": ",
        Lang::Zh => "：",
    };
    html! {
        header {
            @match title.split_once(colon) {
                Some((name, rest)) => { h1 { (name) } p.under { (rest) } }
                None => h1 { (title) }
            }
        }
    }
}

/// Charts stand before a table, one alone beside it, and below lines that stand alone.
fn section(report: &Report<'_>, section: &Section<'_>, unit: Option<Unit>, i: usize, charts: &mut usize) -> Markup {
    let lang = report.lang;
    let rows = section.table.as_ref().map_or(0, |table| table.rows.len());
    let class = match (i, rows) {
        (0, 0) => "lead",
        (_, rows) if i > 0 && rows >= MANY_ROWS => "long",
        _ => "short",
    };
    let heading = section.heading.as_ref().map(|heading| heading.say(lang));
    let label = heading.map_or_else(|| numbers().say(lang).to_owned(), prose::harmless_line);
    let shown = section.table.as_ref();
    let table = shown.map(|shown| {
        let show = Show::for_table(shown, report.currency, lang).in_unit(unit, shown);
        let remark = show.remark();
        html! {
            (table::table(shown, &show, &label))
            @if let Some(remark) = remark { p { (prose::line(remark.say(lang), lang)) } }
        }
    });
    let mut figure = |drawn| {
        *charts += 1;
        chart::figure(drawn, *charts, report.currency, lang, unit)
    };
    let figures: Vec<Markup> = section.charts.iter().map(&mut figure).collect();
    html! {
        section class=(class) {
            @if let Some(heading) = heading { h2 { (prose::line(heading, lang)) } }
            @match (&table, &figures[..]) {
                (None, figures) => { (prose::lines(section, lang)) (self::charts(figures)) }
                (Some(table), [figure]) => { div.pair { (table) (figure) } (prose::lines(section, lang)) }
                (Some(table), figures) => { (self::charts(figures)) (table) (prose::lines(section, lang)) }
            }
        }
    }
}

fn charts(figures: &[Markup]) -> Markup {
    html! { @if !figures.is_empty() { div.charts { @for figure in figures { (figure) } } } }
}

fn notes(notes: &[Note], lang: Lang) -> Markup {
    if notes.is_empty() {
        return Markup::default();
    }
    html! {
        section.notes {
            h2 { (words::notes().say(lang)) }
            ul {
                @for note in notes {
                    @match note.level {
                        Level::Info => li { (prose::line(note.text.say(lang), lang)) }
                        Level::Warning => li.warning {
                            strong { "⚠ " (words::warning().say(lang)) } " " (prose::line(note.text.say(lang), lang))
                        }
                    }
                }
            }
        }
    }
}

/// Where the page comes from. Without a clock: the same plan and exports give the same bytes.
fn footer(report: &Report<'_>) -> Markup {
    let (command, version) = (report.command, env!("CARGO_PKG_VERSION"));
    let origin = text!(
        en: "made by `splan {command}` {version}; the same plan and exports give the same page";
        zh: "由 `splan {command}` {version} 生成；计划与导出相同，页面即相同"
    );
    html! { footer { (prose::line(origin.say(report.lang), report.lang)) } }
}

/// What a table without a heading is called, for those who cannot see that it is one.
fn numbers() -> Text {
    text!(en: "numbers"; zh: "数据")
}
