//! The plan as a tree of values, each with the place where it was written.

mod assignment;
pub mod full_width;
pub mod set;
pub mod syntax;

use crate::model::diagnostic::Place;
use crate::model::sentence::harmless;
use crate::model::text::Text;
use crate::text;

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    pub place: Place,
    pub value: Value,
}

/// What a value is. Numbers and dates are kept as their written text, so that they are read exactly.
#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    /// Without the underscores between digits.
    Number(String),
    Truth,
    /// A date, a time or both.
    Date(String),
    List(Vec<Node>),
    Table(Table),
}

/// Keys in the order of the file, each once.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    pub key_place: Place,
    pub node: Node,
}

impl Table {
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == key)
    }

    /// Replaces the entry of the same key where it stands, else adds it at the end.
    pub fn put(&mut self, entry: Entry) {
        match self.get_mut(&entry.key) {
            Some(old) => *old = entry,
            None => self.entries.push(entry),
        }
    }

    pub fn remove(&mut self, key: &str) {
        self.entries.retain(|entry| entry.key != key);
    }
}

impl Node {
    /// The value as it stands in its source: the first line of it, shortened and safe to show.
    pub fn written(&self) -> String {
        let text = self.place.source.text.get(self.place.span.clone()).unwrap_or_default();
        harmless(text.lines().next().unwrap_or_default(), 40)
    }

    /// What the value is, for "found …".
    pub fn kind(&self) -> Text {
        match self.value {
            Value::Text(_) => text!(en: "text"; zh: "文本"),
            Value::Number(_) => text!(en: "a number"; zh: "数字"),
            Value::Truth => text!(en: "true or false"; zh: "真假值"),
            Value::Date(_) => text!(en: "a date"; zh: "日期"),
            Value::List(_) => text!(en: "a list"; zh: "列表"),
            Value::Table(_) => text!(en: "a table"; zh: "表"),
        }
    }
}
