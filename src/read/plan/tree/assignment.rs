//! `KEY=VALUE`: a dotted key, whose parts may stand in quotes, and a value of TOML or else text.

use std::ops::Range;
use std::sync::Arc;

use crate::model::diagnostic::{Diagnostic, Place, Source};
use crate::model::text::Text;
use crate::read::plan::tree::{Entry, Node, Value, syntax};
use crate::text;

/// A dotted key and the value it takes.
pub struct Assignment {
    pub keys: Vec<Key>,
    pub value: Node,
}

/// One part of a dotted key.
pub struct Key {
    pub name: String,
    pub place: Place,
}

/// The deepest key of a plan has 5 parts.
const MOST_PARTS: usize = 8;

impl Assignment {
    pub fn parse(source: &Arc<Source>) -> Result<Self, Box<Diagnostic>> {
        let (keys, equals) = keys(source)?;
        let rest = source.text.get(equals + 1..).unwrap_or_default();
        let start = equals + 1 + (rest.len() - rest.trim_start().len());
        let text = rest.trim();
        let place = Place { source: source.clone(), span: start..start + text.len() };
        if text.is_empty() {
            return Err(malformed(place, text!(en: "no value"; zh: "没有值")));
        }
        let value = match syntax::value(source, start) {
            Ok(value) => value,
            // What starts like a list, a table or quoted text is meant as one; anything else is text.
            Err(words) if text.starts_with(['[', '{', '"', '\'']) => {
                return Err(malformed(place, text!(en: "not TOML: {words}"; zh: "不是有效的 TOML：{words}")));
            }
            Err(_) => Node { place, value: Value::Text(text.to_owned()) },
        };
        Ok(Assignment { keys, value })
    }
}

/// The parts of the dotted key, and where the `=` after it stands.
fn keys(source: &Arc<Source>) -> Result<(Vec<Key>, usize), Box<Diagnostic>> {
    let text = source.text.as_str();
    let mut keys = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if text.get(start..at).is_some_and(|before| before.trim().is_empty()) => quote = Some(c),
            (None, '.' | '=') => {
                keys.push(key(source, start..at)?);
                start = at + 1;
                if c == '=' {
                    return if keys.len() <= MOST_PARTS { Ok((keys, at)) } else { Err(too_deep(source, at)) };
                }
            }
            _ => {}
        }
    }
    let place = Place { source: source.clone(), span: 0..text.len() };
    let label = match text.contains('＝') {
        true => text!(en: "`＝` is full-width: write `=`"; zh: "`＝` 是全角字符：请写半角 `=`"),
        false => text!(en: "no `=`"; zh: "没有 `=`"),
    };
    Err(malformed(place, label))
}

fn key(source: &Arc<Source>, span: Range<usize>) -> Result<Key, Box<Diagnostic>> {
    let written = source.text.get(span.clone()).unwrap_or_default();
    let name = written.trim();
    let place = Place { source: source.clone(), span };
    let unquoted = ['"', '\''].iter().find_map(|quote| name.strip_prefix(*quote)?.strip_suffix(*quote));
    match unquoted.unwrap_or(name) {
        "" => Err(malformed(place, text!(en: "no key"; zh: "没有键"))),
        name => Ok(Key { name: name.to_owned(), place }),
    }
}

fn malformed(place: Place, label: Text) -> Box<Diagnostic> {
    let argument = &place.source.text;
    let message = text!(en: "`--set {argument}` is not KEY=VALUE"; zh: "`--set {argument}` 不是 KEY=VALUE 的形式");
    let problem = Diagnostic::error(message, place, label);
    Box::new(problem.help(text!(
        en: "write `--set funnel.average_deal=120000` or `--set 'reps.\"J. Smith\".weight=0.5'`";
        zh: "请写 `--set funnel.average_deal=120000` 或 `--set 'reps.\"J. Smith\".weight=0.5'`"
    )))
}

fn too_deep(source: &Arc<Source>, end: usize) -> Box<Diagnostic> {
    let place = Place { source: source.clone(), span: 0..end };
    malformed(place, text!(en: "no key of a plan has so many parts"; zh: "计划中没有这么多层的键"))
}

impl Key {
    pub fn entry(&self, node: Node) -> Entry {
        Entry { key: self.name.clone(), key_place: self.place.clone(), node }
    }
}
