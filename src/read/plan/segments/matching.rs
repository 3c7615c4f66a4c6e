//! Match tables: `{ "Customer tier" = ["KA", "Strategic"] }`.

use crate::model::segment::Match;
use crate::model::text::Text;
use crate::read::plan::fault::Fault;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::{Node, Value};
use crate::read::plan::values;
use crate::text;

pub fn read(section: &mut Section, key: &'static str) -> Field<Match> {
    section.field(key, rule)
}

fn rule(node: &Node) -> Result<Match, Fault> {
    let Value::Table(table) = &node.value else { return Err(Fault::kind(node, must(), help())) };
    if table.entries.is_empty() {
        return Err(Fault::new(node, must(), help()).label(text!(en: "names no column"; zh: "没有写列")));
    }
    let columns = table.entries.iter().map(|entry| Ok((entry.key.trim().to_owned(), words(&entry.node)?)));
    Ok(Match { columns: columns.collect::<Result<_, Fault>>()? })
}

/// One word or several, at least one.
fn words(node: &Node) -> Result<Vec<String>, Fault> {
    match &node.value {
        Value::List(items) if items.is_empty() => {
            Err(Fault::new(node, must(), help()).label(text!(en: "no value would match"; zh: "没有任何值能匹配")))
        }
        Value::List(items) => items.iter().map(values::text).collect(),
        _ => Ok(vec![values::text(node)?]),
    }
}

fn must() -> Text {
    text!(en: "name columns and their values"; zh: "写明列及其值")
}

fn help() -> Text {
    text!(
        en: "write a column of the export and its values: `{{ \"Type\" = [\"Renewal\"] }}`";
        zh: "请写导出文件的列及其值：`{{ \"Type\" = [\"Renewal\"] }}`"
    )
}
