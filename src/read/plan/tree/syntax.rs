//! TOML text to a tree. The only file that knows the TOML parser.

use std::collections::BTreeSet;
use std::sync::Arc;

use toml::de::{DeTable, DeValue, Error};

use crate::model::diagnostic::{Diagnostic, Place, Source};
use crate::model::sentence::harmless;
use crate::model::text::{Lang, Text};
use crate::read::plan::tree::full_width::{self, FullWidth};
use crate::read::plan::tree::{Entry, Node, Table, Value};
use crate::text;

/// What a text holds as far as it can be parsed.
pub struct Document {
    pub table: Table,
    pub problems: Vec<Diagnostic>,
    /// Whether the table is what the author meant, apart from keys written twice.
    pub whole: bool,
}

/// A text with more syntax errors than these is no TOML at all.
const MOST: usize = 50;

/// The table of a whole source, and all its syntax errors, less those that follow from one told before.
pub fn document(source: &Arc<Source>) -> Document {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    // A list that is not closed swallows what comes after it: from there on nothing is as it was meant.
    let open = errors.iter().find(|error| error.message().contains("array")).map(start);
    let meant = errors.iter().take(MOST).filter(|error| open.is_none_or(|open| start(error) <= open));
    let mut problems: Vec<Diagnostic> = meant.map(|error| problem(error, source)).collect();
    problems.sort_by_key(|problem| problem.place.as_ref().map(|place| place.span.start));
    let mut told = BTreeSet::new();
    problems.retain(|problem| told.insert(problem.place.as_ref().map(|place| place.line_column().0)));
    Document {
        table: Origin { source, offset: 0 }.table(table.get_ref()),
        problems,
        whole: errors.iter().all(|error| error.message() == DUPLICATE),
    }
}

/// The value written in `source` from the byte `offset` to its end.
///
/// # Errors
/// The parser's words where the text is not one TOML value.
pub fn value(source: &Arc<Source>, offset: usize) -> Result<Node, String> {
    let parsed = DeValue::parse(source.text.get(offset..).unwrap_or_default());
    let value = parsed.map_err(|error| error.message().to_owned())?;
    Ok(Origin { source, offset }.node(value.get_ref(), value.span()))
}

/// Where an error stands; one of the whole text stands at its end.
fn start(error: &Error) -> usize {
    error.span().map_or(usize::MAX, |span| span.start)
}

/// The parser's words for a key written twice.
const DUPLICATE: &str = "duplicate key";

fn problem(error: &Error, source: &Arc<Source>) -> Diagnostic {
    let end = source.text.len();
    let span = error.span().map_or(end..end, |span| span.start.min(end)..span.end.min(end));
    let key = source.text.get(span.clone()).unwrap_or_default().to_owned();
    let place = Place { source: source.clone(), span };
    let words = error.message();
    if words == DUPLICATE {
        return Diagnostic::error(
            text!(en: "`{key}` is written twice"; zh: "`{key}` 写了两次"),
            place,
            text!(en: "the second time"; zh: "第二次"),
        )
        .help(text!(en: "keep one of the two, or join them"; zh: "只留一处，或将两处合并"));
    }
    if let Some(problem) = full_width_problem(source, place.span.start, remedy(words)) {
        return problem;
    }
    let problem = Diagnostic::error(
        text!(en: "this is not TOML: {words}"; zh: "不是有效的 TOML：{words}"),
        place,
        text!(en: "cannot be read"; zh: "无法读取"),
    );
    problem.help(remedy(words))
}

/// The full-width character that keeps the line around `at` from being TOML; `otherwise` helps where its mended form
/// is none either.
fn full_width_problem(source: &Arc<Source>, at: usize, otherwise: Text) -> Option<Diagnostic> {
    let (before, after) = (source.text.get(..at)?, source.text.get(at..)?);
    // An error at the end of a line stands on its line break.
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after.find('\n').map_or(source.text.len(), |end| at + end);
    let line = source.text.get(start..end)?;
    let FullWidth { at, found, meant } = full_width::first(line)?;
    let place = Place { source: source.clone(), span: start + at..start + at + found.len_utf8() };
    let mended = full_width::mended(line);
    let help = if DeTable::parse(&mended).is_ok() {
        let mended = harmless(mended.trim(), 80);
        text!(en: "write `{mended}`"; zh: "请写 `{mended}`")
    } else {
        otherwise
    };
    let (shown, meant) = if found == '\u{3000}' {
        (text!(en: "a full-width space"; zh: "全角空格"), text!(en: "a plain space"; zh: "半角空格"))
    } else {
        (
            text!(en: "the full-width character `{found}`"; zh: "全角字符 `{found}`"),
            text!(en: "`{meant}`"; zh: "半角 `{meant}`"),
        )
    };
    let (en, zh) = (shown.say(Lang::En), shown.say(Lang::Zh));
    let (meant_en, meant_zh) = (meant.say(Lang::En), meant.say(Lang::Zh));
    let message = text!(en: "this is not TOML: {en} stands outside quoted text"; zh: "不是有效的 TOML：引号之外有{zh}");
    let label = text!(en: "write {meant_en} here"; zh: "此处请写{meant_zh}");
    Some(Diagnostic::error(message, place, label).help(help))
}

/// What would be right, for the slips that plan authors make most.
fn remedy(words: &str) -> Text {
    let has = |part: &str| words.contains(part);
    if has("unquoted key") {
        text!(
            en: "names with other characters than letters, digits, `-` and `_` stand in quotes: `\"大客户\" = 0.6`";
            zh: "含字母、数字、`-`、`_` 以外字符的名称要加引号：`\"大客户\" = 0.6`"
        )
    } else if has("date") {
        text!(en: "write a day that exists: `2026-02-28`"; zh: "请写存在的日期：`2026-02-28`")
    } else if has("basic string") {
        text!(en: "close the text with `\"` on the same line"; zh: "请在同一行用 `\"` 结束文本")
    } else if has("array") {
        text!(en: "put commas between the items of the list, and `]` at its end"; zh: "列表各项之间用逗号分隔，结尾写 `]`")
    } else {
        text!(
            en: "write `key = value`; text and amounts with units stand in quotes: `\"1,000万\"`";
            zh: "请写 `键 = 值`；文本和带单位的金额要加引号：`\"1,000万\"`"
        )
    }
}

/// Where the spans of a parsed text lie.
struct Origin<'s> {
    source: &'s Arc<Source>,
    offset: usize,
}

impl Origin<'_> {
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        let shift = |at: usize| at.saturating_add(self.offset).min(self.source.text.len());
        Place { source: self.source.clone(), span: shift(span.start)..shift(span.end) }
    }

    fn table(&self, table: &DeTable<'_>) -> Table {
        let entries = table.iter().map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_place: self.place(key.span()),
            node: self.node(value.get_ref(), value.span()),
        });
        Table { entries: entries.collect() }
    }

    fn node(&self, value: &DeValue<'_>, span: std::ops::Range<usize>) -> Node {
        let place = self.place(span);
        let written = || self.source.text.get(place.span.clone()).unwrap_or_default();
        let value = match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Number(written().replace('_', "")),
            DeValue::Boolean(_) => Value::Truth,
            DeValue::Datetime(_) => Value::Date(written().to_owned()),
            DeValue::Array(items) => {
                Value::List(items.iter().map(|item| self.node(item.get_ref(), item.span())).collect())
            }
            DeValue::Table(table) => Value::Table(self.table(table)),
        };
        Node { place, value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source { name: "plan.toml".into(), text: text.into() })
    }

    #[test]
    fn numbers_keep_their_written_text() {
        let document = document(&source("[target]\nrevenue = 10_000_000.10\n"));
        let Value::Table(target) = &document.table.get("target").unwrap().node.value else { panic!() };
        let entry = target.get("revenue").unwrap();
        assert!(matches!(&entry.node.value, Value::Number(text) if text == "10000000.10"));
        assert_eq!(entry.node.written(), "10_000_000.10");
        assert_eq!(entry.key_place.line_column(), (2, 1));
    }

    #[test]
    fn every_line_tells_its_first_error() {
        let document = document(&source("a = 1,000\nb = \nc = 2\nc = 3\n"));
        let lines: Vec<usize> = document.problems.iter().map(|p| p.place.as_ref().unwrap().line_column().0).collect();
        assert_eq!((lines, document.whole), (vec![1, 2, 4], false));
    }

    #[test]
    fn a_value_is_placed_in_the_argument_around_it() {
        let node = value(&source("a.b=[1, 2]"), 4).unwrap();
        assert_eq!(node.written(), "[1, 2]");
        assert!(value(&source("1.2亿"), 0).is_err());
        assert!(value(&source("2026 plan"), 0).is_err());
    }
}
