//! The end of reading a table: keys that are unknown, and keys that are missing.

use crate::model::diagnostic::Diagnostic;
use crate::model::sentence;
use crate::model::text::Text;
use crate::read::plan::names::did_you_mean;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::Entry;
use crate::text;

/// Keys of which one was needed and none is there, with the help that says what to write.
pub struct Wanted {
    pub keys: Vec<&'static str>,
    pub help: Text,
}

impl<'t> Section<'t, '_> {
    /// Whether an unknown key seems to be `key`. Asked when all keys of the table are known.
    pub fn is_misspelt(&self, key: &str) -> bool {
        self.unknown().any(|entry| self.meant(entry) == Some(key))
    }

    /// `field`, the value of `key`; faulty where it is absent only because it is misspelt.
    pub fn unless_misspelt<T>(&self, key: &str, field: Field<T>) -> Field<T> {
        if field.is_absent() && self.is_misspelt(key) { Field::Faulty } else { field }
    }

    /// Reports unknown keys, then missing ones. A missing key that an unknown one seems to be is not told twice.
    pub fn finish(self) {
        let mut problems: Vec<Diagnostic> = self.unknown().map(|entry| self.no_such_key(entry)).collect();
        let missing = self.wanted.iter().filter(|wanted| !wanted.keys.iter().any(|key| self.is_misspelt(key)));
        problems.extend(missing.map(|wanted| self.missing(wanted)));
        problems.into_iter().for_each(|problem| self.notes.report(problem));
    }

    fn unknown(&self) -> impl Iterator<Item = &'t Entry> {
        self.table.entries.iter().filter(|entry| !self.known.contains(&entry.key.as_str()))
    }

    fn meant(&self, entry: &Entry) -> Option<&'static str> {
        sentence::suggestion(&entry.key, self.known.iter().copied())
    }

    fn no_such_key(&self, entry: &Entry) -> Diagnostic {
        let path = self.path_of(&sentence::harmless(&entry.key, 40));
        Diagnostic::error(
            text!(en: "unknown key `{path}`"; zh: "未知的键 `{path}`"),
            entry.key_place.clone(),
            text!(en: "no such key here"; zh: "此处没有这个键"),
        )
        .help(did_you_mean(&entry.key, self.known.iter().copied()))
    }

    fn missing(&self, wanted: &Wanted) -> Diagnostic {
        let keys = |or: &str| wanted.keys.iter().map(|key| self.shown(key)).collect::<Vec<_>>().join(or);
        let (en, zh) = (keys(" or "), keys(" 或 "));
        let label = if self.path.is_empty() {
            text!(en: "the whole file lacks it"; zh: "整个文件中没有")
        } else {
            text!(en: "needed here"; zh: "此处需要")
        };
        let message = text!(en: "{en} is missing"; zh: "缺少 {zh}");
        Diagnostic::error(message, self.place.clone(), label).help(wanted.help.clone())
    }

    /// A key as the author writes it: with its path, and as a heading where it is a table of the file.
    fn shown(&self, key: &str) -> String {
        match (self.path.is_empty(), key) {
            (true, "reps") => "`[[reps]]`".to_owned(),
            (true, "plan" | "target" | "funnel") => format!("`[{key}]`"),
            _ => format!("`{}`", self.path_of(key)),
        }
    }
}
