//! `[ramp]`: the share of full productivity that a new rep has reached, month by month.

use std::collections::BTreeMap;

use crate::model::number::Decimal;
use crate::read::plan::fault::Fault;
use crate::read::plan::names::{did_you_mean, fold};
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::{Node, Value};
use crate::read::plan::values;
use crate::text;

/// Ramps by name; one that is faulty is known by name all the same.
#[derive(Default)]
pub struct Ramps {
    by_name: BTreeMap<String, Vec<Decimal>>,
    written: Vec<String>,
    in_doubt: bool,
}

pub fn read(root: &mut Section) -> Ramps {
    let mut section = match root.section("ramp") {
        Field::Read(section) => section,
        Field::Faulty => return Ramps { in_doubt: true, ..Ramps::default() },
        Field::Absent => return Ramps { in_doubt: root.is_misspelt("ramp"), ..Ramps::default() },
    };
    let mut ramps = Ramps::default();
    for (name, _, node) in section.entries() {
        let shares = section.checked(name, ramp(node)).read().unwrap_or_default();
        ramps.by_name.insert(fold(name), shares);
        ramps.written.push(name.to_owned());
    }
    ramps
}

impl Ramps {
    /// The ramp that a rep's `ramp` names.
    pub fn named(&self, node: &Node) -> Result<Vec<Decimal>, Fault> {
        if let Value::List(_) = node.value {
            let written = node.written();
            let help = text!(
                en: "add `[ramp]` with `hire = {written}`, and write `ramp = \"hire\"` here";
                zh: "请加上 `[ramp]` 和 `hire = {written}`，此处写 `ramp = \"hire\"`"
            );
            return Err(Fault::kind(node, text!(en: "name a ramp of `[ramp]`"; zh: "是 `[ramp]` 中的名称"), help));
        }
        let name = values::text(node)?;
        match self.by_name.get(&fold(&name)) {
            Some(ramp) => Ok(ramp.clone()),
            None if self.in_doubt => Ok(Vec::new()),
            None => {
                let must = text!(en: "name a ramp of `[ramp]`"; zh: "是 `[ramp]` 中的名称");
                let help = if self.written.is_empty() {
                    text!(en: "add `[ramp]` with `{name} = [0.25, 0.5, 0.75]`"; zh: "请加上 `[ramp]` 和 `{name} = [0.25, 0.5, 0.75]`")
                } else {
                    did_you_mean(&name, self.written.iter().map(String::as_str))
                };
                Err(Fault::new(node, must, help).label(text!(en: "no such ramp"; zh: "没有这个爬坡曲线")))
            }
        }
    }
}

fn ramp(node: &Node) -> Result<Vec<Decimal>, Fault> {
    let must = text!(en: "list shares by month"; zh: "按月列出比例");
    let help = text!(en: "write `[0.0, 0.25, 0.5, 0.75]`: the first month is the first entry"; zh: "请写 `[0.0, 0.25, 0.5, 0.75]`：第一项为第一个月");
    match &node.value {
        Value::List(items) if items.is_empty() => {
            Err(Fault::new(node, must, help).label(text!(en: "lists nothing"; zh: "没有内容")))
        }
        Value::List(items) => items.iter().map(values::portion).collect(),
        _ => Err(Fault::kind(node, must, help)),
    }
}
