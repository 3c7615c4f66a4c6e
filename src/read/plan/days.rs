//! Lists of days and spans: holidays, workdays, leave.

use crate::model::day::{Day, Span};
use crate::model::diagnostic::Diagnostic;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::{Node, Table, Value};
use crate::read::plan::values;
use crate::text;

/// Dates and `{ from = …, to = …, name = … }` tables, one or a list of them.
pub fn spans(section: &mut Section, key: &'static str) -> Field<Vec<Span>> {
    let Some(node) = section.node(key) else { return Field::Absent };
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let spans: Vec<Option<Span>> = items.iter().map(|item| span(section, key, item)).collect();
    let whole: Option<Vec<Span>> = spans.into_iter().collect();
    whole.map_or(Field::Faulty, Field::Read)
}

fn span<'t>(section: &mut Section<'t, '_>, key: &str, item: &'t Node) -> Option<Span> {
    match &item.value {
        Value::Table(table) => from_to(section, key, item, table),
        _ => {
            let help = text!(
                en: "write `2026-03-31` or `{{ from = 2026-02-15, to = 2026-02-23 }}`";
                zh: "请写 `2026-03-31` 或 `{{ from = 2026-02-15, to = 2026-02-23 }}`"
            );
            let day = values::day(item).map_err(|fault| fault.help(help));
            section.checked(key, day).read().and_then(|day| Span::new(day, day))
        }
    }
}

fn from_to<'t>(section: &mut Section<'t, '_>, key: &str, item: &'t Node, table: &'t Table) -> Option<Span> {
    let mut section = section.item(key, table, item.place.clone());
    let from = section.required("from", "from = 2026-08-03", values::day).read();
    let to = section.required("to", "to = 2026-08-14", values::day).read();
    section.field("name", values::text);
    let span = from.zip(to).and_then(|(from, to)| Span::new(from, to).or_else(|| backwards(&mut section, from, to)));
    section.finish();
    span
}

fn backwards(section: &mut Section, from: Day, to: Day) -> Option<Span> {
    let problem = Diagnostic::error(
        text!(en: "`{}` ends before it starts", section.path_of("to"); zh: "`{}` 早于开始", section.path_of("to")),
        section.place_of("to"),
        text!(en: "{to} lies before {from}"; zh: "{to} 早于 {from}"),
    );
    let help = text!(en: "both days are included; for one day write the same twice"; zh: "起止日均包含在内；仅一天则两处写同一天");
    section.report(problem.help(help));
    None
}
