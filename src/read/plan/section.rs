//! Reading a table key by key: every key is asked for once, and what is left over is unknown.

use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::sentence;
use crate::model::text::Text;
use crate::read::plan::fault::Fault;
use crate::read::plan::node::{Node, Table, Value};
use crate::read::plan::notes::Notes;
use crate::read::plan::{names, values};
use crate::text;

/// The value of a key. A faulty one is reported already, so that nothing more need be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field<T> {
    Absent,
    Faulty,
    Read(T),
}

impl<T> Field<T> {
    pub fn read(self) -> Option<T> {
        match self {
            Field::Read(value) => Some(value),
            Field::Absent | Field::Faulty => None,
        }
    }

    pub fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }

    pub fn is_faulty(&self) -> bool {
        matches!(self, Field::Faulty)
    }
}

/// A table that is being read. `finish` reports what is missing and what is unknown.
pub struct Section<'t, 'n> {
    table: &'t Table,
    place: Place,
    path: String,
    known: Vec<&'static str>,
    wanted: Vec<Wanted>,
    notes: &'n mut Notes,
}

/// Keys of which one was needed and none is there, with the help that says what to write.
struct Wanted {
    keys: Vec<&'static str>,
    help: Text,
}

impl<'t, 'n> Section<'t, 'n> {
    /// `place` is where the table starts, `path` the dotted path of its keys.
    pub fn new(table: &'t Table, place: Place, path: String, notes: &'n mut Notes) -> Self {
        Section { table, place, path, known: Vec::new(), wanted: Vec::new(), notes }
    }

    /// The written value of a key, which is known from now on.
    pub fn node(&mut self, key: &'static str) -> Option<&'t Node> {
        self.known.push(key);
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
            Err(fault) => self.fault(key, fault),
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
        if field.is_absent() {
            self.want(&[key], text!(en: "add `{example}`"; zh: "请加上 `{example}`"))
        } else {
            field
        }
    }

    /// Reports in the end that one of `keys` is needed, unless an unknown key is one of them misspelt.
    pub fn want<T>(&mut self, keys: &[&'static str], help: Text) -> Field<T> {
        self.wanted.push(Wanted { keys: keys.to_vec(), help });
        Field::Faulty
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
        match &node.value {
            Value::Table(table) => Field::Read(Section::new(table, node.place.clone(), path, self.notes)),
            _ => {
                let help = text!(en: "write `[{path}]` and its keys below it"; zh: "请写 `[{path}]`，键写在其下");
                self.fault(key, Fault::kind(node, text!(en: "be a table"; zh: "是表"), help))
            }
        }
    }

    /// The keys and values of a table whose keys are names of the user's own.
    pub fn entries(&mut self) -> impl Iterator<Item = (&'t str, &'t Place, &'t Node)> + use<'t> {
        let table = self.table;
        for entry in &table.entries {
            self.notes.origins.record(self.path_of(&entry.key), entry.node.place.clone());
        }
        table.entries.iter().map(|entry| (entry.key.as_str(), &entry.key_place, &entry.node))
    }

    /// The tables of a list such as `[[reps]]`; those that are none are reported.
    pub fn members(&mut self, key: &'static str) -> Field<Vec<Member<'t>>> {
        let Some(node) = self.node(key) else { return Field::Absent };
        let path = self.path_of(key);
        let fault = |node: &Node| {
            let must = text!(en: "be a list of tables"; zh: "是表的列表");
            let help = text!(
                en: "start each of them with `[[{path}]]`, in double brackets";
                zh: "每一项以双方括号 `[[{path}]]` 开头"
            );
            Fault::kind(node, must, help)
        };
        let Value::List(items) = &node.value else { return self.fault(key, fault(node)) };
        let mut members = Vec::with_capacity(items.len());
        for item in items {
            match &item.value {
                Value::Table(table) => members.push(Member { table, place: &item.place }),
                _ => return self.fault(key, fault(item)),
            }
        }
        Field::Read(members)
    }

    /// One table of the list `key`, under the path of its name, and that name with its place.
    pub fn named<'s>(
        &'s mut self,
        key: &'static str,
        member: &Member<'t>,
        example: &str,
    ) -> (Section<'t, 's>, Field<(String, Place)>) {
        let path = self.path_of(key);
        let mut section = Section::new(member.table, member.place.clone(), path.clone(), self.notes);
        section.known.push("name");
        let Some(entry) = member.table.get("name") else {
            let help = text!(en: "add `name = \"{example}\"`"; zh: "请加上 `name = \"{example}\"`");
            section.want::<()>(&["name"], help);
            return (section, Field::Faulty);
        };
        let place = entry.node.place.clone();
        match values::name(&entry.node) {
            Ok(name) => {
                section.path = format!("{path}.{name}");
                section.notes.origins.record(section.path.clone(), place.clone());
                section.notes.origins.record(section.path_of("name"), place.clone());
                (section, Field::Read((name, place)))
            }
            Err(fault) => {
                section.notes.report(fault.of(&format!("{path}.name")));
                (section, Field::Faulty)
            }
        }
    }

    /// One table of the list `key` whose tables need no name.
    pub fn unnamed<'s>(&'s mut self, key: &'static str, member: &Member<'t>) -> Section<'t, 's> {
        self.item(key, member.table, member.place.clone())
    }

    /// A table that is an item of a list, such as `{ from = …, to = … }`.
    pub fn item<'s>(&'s mut self, key: &str, table: &'t Table, place: Place) -> Section<'t, 's> {
        Section::new(table, place, self.path_of(key), self.notes)
    }

    pub fn fault<T>(&mut self, key: &str, fault: Fault) -> Field<T> {
        let path = self.path_of(key);
        self.report(fault.of(&path))
    }

    pub fn report<T>(&mut self, problem: Diagnostic) -> Field<T> {
        self.notes.report(problem);
        Field::Faulty
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

    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Reports unknown keys, then missing ones. A missing key that an unknown one seems to be is not told twice.
    pub fn finish(self) -> Slips {
        let mut slips = Vec::new();
        for entry in self.table.entries.iter().filter(|entry| !self.known.contains(&entry.key.as_str())) {
            let meant = sentence::suggestion(&entry.key, self.known.iter().copied());
            let path = self.path_of(&sentence::harmless(&entry.key, 40));
            let problem = Diagnostic::error(
                text!(en: "unknown key `{path}`"; zh: "未知的键 `{path}`"),
                entry.key_place.clone(),
                text!(en: "no such key here"; zh: "此处没有这个键"),
            );
            let help = names::did_you_mean(&entry.key, self.known.iter().copied());
            self.notes.report(problem.help(help));
            slips.extend(meant);
        }
        for wanted in self.wanted.iter().filter(|wanted| !wanted.keys.iter().any(|key| slips.contains(key))) {
            let paths = |or: &str| {
                wanted.keys.iter().map(|key| format!("`{}`", self.path_of(key))).collect::<Vec<_>>().join(or)
            };
            let (en, zh) = (paths(" or "), paths(" 或 "));
            let problem = Diagnostic::error(
                text!(en: "{en} is missing"; zh: "缺少 {zh}"),
                self.place.clone(),
                text!(en: "needed here"; zh: "此处需要"),
            );
            self.notes.report(problem.help(wanted.help.clone()));
        }
        Slips(slips)
    }
}

/// The keys that unknown ones of a table seem to be.
pub struct Slips(Vec<&'static str>);

impl Slips {
    pub fn hold(&self, key: &str) -> bool {
        self.0.contains(&key)
    }
}

/// One table of a list of tables.
pub struct Member<'t> {
    table: &'t Table,
    place: &'t Place,
}
