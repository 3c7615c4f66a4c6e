//! A report about one team or rep, to be handed to that team or rep.

use crate::calc::group::Scope;
use crate::model::text::Lang;
use crate::report::cell::Cell;
use crate::report::model::{Report, RowKind, Section, Sections, Table};
use crate::report::records::{Part, Records};
use crate::text;

/// `report` was made from an [excerpt](crate::calc::excerpt), whose company is the group: what would call it that goes,
/// and with it everything about the rows of other owners.
pub fn excerpt<'a>(report: Report<'a>, scope: Scope, name: &str) -> Report<'a> {
    let Report { title, mut head, sections, records, mut parts, mut inputs, .. } = report;
    let (en, zh) = (title.say(Lang::En), title.say(Lang::Zh));
    let title = text!(en: "{name}: {en}"; zh: "{name}：{zh}");
    head.push((scope.name(), Part::of(name.to_owned())));
    parts.retain(|(part, _)| *part != "rows_read");
    // The exports are those of everybody.
    inputs.truncate(1);
    Report {
        title,
        head,
        sections: Sections::new(move || sections.make().into_iter().map(without_lone_totals).collect()),
        records: own(records, scope),
        parts: parts.into_iter().map(|(name, part)| (name, own_part(part, scope))).collect(),
        notes: Vec::new(),
        inputs,
        ..report
    }
}

/// The records of the group and its members, where they tell the scope.
fn own(records: Records<'_>, scope: Scope) -> Records<'_> {
    let Some(at) = records.columns().iter().position(|name| name == "scope") else { return records };
    let kept: &'static [&'static str] = if scope == Scope::Team { &["team", "rep"] } else { &["rep"] };
    let is_own =
        move |cell: Option<&Cell<'_>>| matches!(cell, Some(Cell::Text(scope)) if kept.contains(&scope.as_ref()));
    Records::new(records.columns().to_vec(), move |sink| {
        records.each(&mut |cells| if is_own(cells.get(at)) { sink(cells) } else { Ok(()) })
    })
}

fn own_part(part: Part<'_>, scope: Scope) -> Part<'_> {
    match part {
        Part::Cell(_) => part,
        Part::Records(records) => Part::Records(own(records, scope)),
        Part::Object(members) => {
            Part::Object(members.into_iter().map(|(name, part)| (name, own_part(part, scope))).collect())
        }
        Part::List(items) => Part::List(items.into_iter().map(|part| own_part(part, scope)).collect()),
    }
}

/// The total of a single row is that row.
fn without_lone_totals(mut section: Section<'_>) -> Section<'_> {
    if let Some(table) = section.table.as_mut().filter(|table| has_lone_total(table)) {
        table.rows.remove(1);
    }
    section
}

fn has_lone_total(table: &Table<'_>) -> bool {
    let [first, second, ..] = table.rows.as_slice() else { return false };
    let same = first.cells.iter().zip(&second.cells).skip(1).all(|(one, other)| one == other);
    first.kind == RowKind::Plain && second.kind == RowKind::Total && same
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::money::Currency;
    use crate::model::text::Text;
    use crate::report::model::{Column, Note, Row};
    use crate::report::sample;

    #[test]
    fn what_is_about_others_goes() {
        let currency = Currency::new("CNY").unwrap();
        let row = |scope: &'static str, n: i64| vec![Cell::from(scope), Cell::from(n)];
        let mut report =
            sample::report(&currency, Records::of(&["scope", "deals"], vec![row("company", 1), row("rep", 2)]));
        report.parts.push(("rows_read", Part::of(9_i64)));
        report.parts.push((
            "deep",
            Part::object(vec![("rows", Part::Records(Records::of(&["scope", "deals"], vec![row("company", 3)])))]),
        ));
        report.notes.push(Note::info(Text::same("others")));
        let columns = vec![Column::left(Text::same("rep")), Column::right(Text::same("deals"))];
        let cells = |name: &'static str| vec![Cell::from(name), Cell::from(2_i64)];
        let rows = vec![Row::plain(cells("张伟")), Row::new(RowKind::Total, cells("total"))];
        report.sections = vec![Section { table: Some(Table { columns, rows }), ..Section::default() }].into();
        let own = excerpt(report, Scope::Rep, "张伟");
        assert_eq!(own.title.say(Lang::Zh), "张伟：sample");
        assert_eq!(own.sections.make()[0].table.as_ref().unwrap().rows.len(), 1);
        let mut out = Vec::new();
        crate::report::json::write(&own, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("\"rep\": \"张伟\"") && text.contains("\"deals\": 2"), "{text}");
        assert!(!text.contains("company") && !text.contains("rows_read") && !text.contains("others"), "{text}");
    }
}
