//! Lists of tables, such as `[[reps]]`, most of them found by name.

use crate::model::diagnostic::Place;
use crate::read::plan::fault::Fault;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::{Node, Table, Value};
use crate::read::plan::values;
use crate::text;

/// One table of a list of tables.
pub struct Member<'t> {
    table: &'t Table,
    place: &'t Place,
}

impl<'t> Section<'t, '_> {
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
        let Value::List(items) = &node.value else {
            self.fault(key, fault(node));
            return Field::Faulty;
        };
        let mut members = Vec::with_capacity(items.len());
        for item in items {
            match &item.value {
                Value::Table(table) => members.push(Member { table, place: &item.place }),
                _ => {
                    self.fault(key, fault(item));
                    return Field::Faulty;
                }
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
            section.want(&["name"], help);
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
}
