//! Reading a table key by key: every key is asked for once, and what is left over is unknown.

mod ending;
mod field;
mod members;

use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::text::Text;
use crate::read::plan::fault::Fault;
use crate::read::plan::notes::Notes;
use crate::read::plan::section::ending::Wanted;
pub use crate::read::plan::section::field::Field;
use crate::read::plan::tree::{Node, Table, Value};
use crate::text;

/// A table that is being read. `finish` reports what is missing and what is unknown.
pub struct Section<'t, 'n> {
    table: &'t Table,
    place: Place,
    path: String,
    known: Vec<&'static str>,
    wanted: Vec<Wanted>,
    notes: &'n mut Notes,
}

impl<'t, 'n> Section<'t, 'n> {
    /// `place` is where the table starts, `path` the dotted path of its keys.
    pub fn new(table: &'t Table, place: Place, path: String, notes: &'n mut Notes) -> Self {
        Section { table, place, path, known: Vec::new(), wanted: Vec::new(), notes }
    }

    /// Makes keys known before they are asked for, so that [`Section::is_misspelt`] can tell early.
    pub fn know(&mut self, keys: &[&'static str]) {
        self.known.extend(keys);
    }

    /// The written value of a key, which is known from now on.
    pub fn node(&mut self, key: &'static str) -> Option<&'t Node> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        let node = &self.table.get(key)?.node;
        self.notes.origins.record(self.path_of(key), node.place.clone());
        Some(node)
    }

    pub fn field<T>(&mut self, key: &'static str, read: impl FnOnce(&Node) -> Result<T, Fault>) -> Field<T> {
        let Some(node) = self.node(key) else { return Field::Absent };
        self.checked(key, read(node))
    }

    /// The outcome of reading the value of `key`, a fault in it reported.
    pub fn checked<T>(&mut self, key: &str, outcome: Result<T, Fault>) -> Field<T> {
        match outcome {
            Ok(value) => Field::Read(value),
            Err(fault) => {
                self.fault(key, fault);
                Field::Faulty
            }
        }
    }

    /// Like [`Section::field`], and reported where it is missing: `example` is a line that would be right.
    pub fn required<T>(
        &mut self,
        key: &'static str,
        example: &str,
        read: impl FnOnce(&Node) -> Result<T, Fault>,
    ) -> Field<T> {
        let field = self.field(key, read);
        if !field.is_absent() {
            return field;
        }
        self.want(&[key], text!(en: "add `{example}`"; zh: "请加上 `{example}`"));
        Field::Faulty
    }

    /// Reports in the end that one of `keys` is needed, unless an unknown key is one of them misspelt.
    pub fn want(&mut self, keys: &[&'static str], help: Text) {
        self.wanted.push(Wanted { keys: keys.to_vec(), help });
    }

    /// A list whose items are all read, also after a faulty one. One item may stand without brackets.
    pub fn list<T>(&mut self, key: &'static str, read: impl Fn(&Node) -> Result<T, Fault>) -> Field<Vec<T>> {
        let Some(node) = self.node(key) else { return Field::Absent };
        let items: Vec<Result<T, Fault>> = match &node.value {
            Value::List(items) => items.iter().map(read).collect(),
            _ => vec![read(node)],
        };
        let path = self.path_of(key);
        let mut all = Vec::with_capacity(items.len());
        let mut whole = true;
        for item in items {
            match item {
                Ok(item) => all.push(item),
                Err(fault) => {
                    whole = false;
                    self.notes.report(fault.of(&path));
                }
            }
        }
        if whole { Field::Read(all) } else { Field::Faulty }
    }

    /// The table of a key.
    pub fn section<'s>(&'s mut self, key: &'static str) -> Field<Section<'t, 's>> {
        let Some(node) = self.node(key) else { return Field::Absent };
        let path = self.path_of(key);
        if let Value::Table(table) = &node.value {
            return Field::Read(Section::new(table, node.place.clone(), path, self.notes));
        }
        let help = text!(en: "write `[{path}]` and its keys below it"; zh: "请写 `[{path}]`，键写在其下");
        self.fault(key, Fault::kind(node, text!(en: "be a table"; zh: "是表"), help));
        Field::Faulty
    }

    /// The table of a key, reported where it is missing.
    pub fn required_section<'s>(&'s mut self, key: &'static str, help: Text) -> Option<Section<'t, 's>> {
        if !self.has(key) {
            self.want(&[key], help);
        }
        self.section(key).read()
    }

    /// The keys and values of a table whose keys are names of the user's own.
    pub fn entries(&mut self) -> impl Iterator<Item = (&'t str, &'t Place, &'t Node)> + use<'t> {
        let table = self.table;
        for entry in &table.entries {
            self.notes.origins.record(self.path_of(&entry.key), entry.node.place.clone());
        }
        table.entries.iter().map(|entry| (entry.key.as_str(), &entry.key_place, &entry.node))
    }

    /// A table that is an item of a list, such as `{ from = …, to = … }`.
    pub fn item<'s>(&'s mut self, key: &str, table: &'t Table, place: Place) -> Section<'t, 's> {
        Section::new(table, place, self.path_of(key), self.notes)
    }

    /// Reports a fault in the value of `key`.
    pub fn fault(&mut self, key: &str, fault: Fault) {
        self.report(fault.of(&self.path_of(key)));
    }

    pub fn report(&mut self, problem: Diagnostic) {
        self.notes.report(problem);
    }

    pub fn notes(&mut self) -> &mut Notes {
        self.notes
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The place of a key's value; of the table where the key is not written.
    pub fn place_of(&self, key: &str) -> Place {
        self.table.get(key).map_or(&self.place, |entry| &entry.node.place).clone()
    }

    /// The place of the item `at` of a key's list.
    pub fn place_of_item(&self, key: &str, at: usize) -> Place {
        match self.table.get(key).map(|entry| &entry.node.value) {
            Some(Value::List(items)) => items.get(at).map_or_else(|| self.place_of(key), |item| item.place.clone()),
            _ => self.place_of(key),
        }
    }

    /// Whether a key is written, with whatever value.
    pub fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}
