//! Inspections for people: a few small tables for each file, then what to paste into the plan.

use crate::model::inspection::{Inspection, Mapped, OwnerSeen, Trait, Word};
use crate::model::sentence::{Counted, between, grouped, names};
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::inspect::{View, rows, trust};
use crate::report::ledger::places_to_check;
use crate::report::model::{Column, Row, Section, Table};
use crate::report::names;
use crate::text;

/// Owners and words shown before the rest is only counted.
const MOST: usize = 12;
/// Headings without a field that are named.
const OTHERS: usize = 8;

pub fn of(file: &Inspection, view: View) -> Vec<Section<'_>> {
    let most = if view.wide { usize::MAX } else { MOST };
    let mut sections = vec![detected(file), columns(file)];
    sections.extend((!file.words.is_empty()).then(|| words(file, most)));
    sections.push(owners(file, most));
    let mut lines = vec![rows(file)];
    lines.extend(facts(file));
    sections.push(Section { heading: Some(text!(en: "rows"; zh: "行")), lines, ..Section::default() });
    let paste = text!(en: "to state all this in the plan"; zh: "在计划中写明以上设置");
    let table = file.table.iter().map(Text::same).collect();
    let name = Some(text!(en: "for the plan"; zh: "计划设置"));
    sections.push(Section { heading: Some(paste), name, verbatim: true, lines: table, ..Section::default() });
    sections
}

fn detected(file: &Inspection) -> Section<'_> {
    let (name, kind) = (&file.file, file.kind);
    let zh = if kind == "deals" { "商机" } else { "活动" };
    let row = |found: &Trait| {
        Row::plain(vec![
            found.key.into(),
            found.value.clone().into(),
            trust(found.trust).1.into(),
            found.why.clone().into(),
        ])
    };
    let columns = vec![
        Column::left(text!(en: "key"; zh: "键")),
        Column::left(text!(en: "found"; zh: "识别为")),
        Column::left(text!(en: "how sure"; zh: "把握")),
        Column::left(text!(en: "because"; zh: "依据")),
    ];
    let table = Table { columns, rows: file.traits.iter().map(row).collect() };
    Section {
        heading: Some(text!(en: "{name}: {kind}"; zh: "{name}：{zh}")),
        name: Some(Text::new(kind, zh)),
        table: Some(table),
        ..Section::default()
    }
}

fn columns(file: &Inspection) -> Section<'_> {
    let row = |column: &Mapped| {
        Row::plain(vec![
            column.field.into(),
            column.heading.clone().into(),
            column.samples.join(" | ").into(),
            column.form.clone().map_or(Cell::from(""), Cell::from),
        ])
    };
    let columns = vec![
        Column::left(text!(en: "field"; zh: "字段")),
        Column::left(text!(en: "column"; zh: "列")),
        Column::left(text!(en: "values"; zh: "取值示例")),
        Column::left(text!(en: "read as"; zh: "读法")),
    ];
    let table = Table { columns, rows: file.columns.iter().map(row).collect() };
    let others = (!file.others.is_empty()).then(|| {
        let (list, zh_list) = names(&file.others, OTHERS);
        text!(en: "not used: {list}"; zh: "未用到的列：{zh_list}")
    });
    let name = Some(text!(en: "columns"; zh: "列"));
    Section { name, table: Some(table), lines: others.into_iter().collect(), ..Section::default() }
}

fn words(file: &Inspection, most: usize) -> Section<'_> {
    let row = |word: &Word| {
        let means = match (word.means.as_deref(), word.known) {
            (Some(means), true) => meaning(means),
            (Some(means), false) => {
                let means = meaning(means);
                text!(en: "{}, as no known word", means.say(Lang::En); zh: "{}（非已知词）", means.say(Lang::Zh))
            }
            (None, _) => text!(en: "no step of the plan"; zh: "不是计划的环节"),
        };
        Row::plain(vec![names::stage(&word.word), i128::from(word.rows).into(), means.into()])
    };
    let (label, name) = match file.kind {
        "deals" => (text!(en: "stage"; zh: "阶段"), text!(en: "stages"; zh: "阶段")),
        _ => (text!(en: "type"; zh: "类型"), text!(en: "types"; zh: "类型")),
    };
    let columns = vec![
        Column::left(label),
        Column::right(text!(en: "rows"; zh: "行数")),
        Column::left(text!(en: "means"; zh: "含义")),
    ];
    let table = Table { columns, rows: file.words.iter().take(most).map(row).collect() };
    Section { name: Some(name), table: Some(table), lines: more(file.words.len(), most), ..Section::default() }
}

fn meaning(word: &str) -> Text {
    match word {
        "open" => text!(en: "open"; zh: "进行中"),
        "won" => text!(en: "won"; zh: "赢单"),
        "lost" => text!(en: "lost"; zh: "输单"),
        "void" => text!(en: "void: no deal"; zh: "无效，不计"),
        step => Text::same(step),
    }
}

fn owners(file: &Inspection, most: usize) -> Section<'_> {
    let against = file.owners.iter().any(|owner| owner.rep.is_some() || owner.near.is_some());
    let row = |owner: &OwnerSeen| {
        let mut cells: Vec<Cell> = vec![names::owner(&owner.name), i128::from(owner.rows).into()];
        if against {
            cells.push(match (&owner.rep, &owner.near) {
                (Some(rep), _) => rep.clone().into(),
                (None, Some(near)) => text!(en: "none; did you mean `{near}`?"; zh: "无；是否指 `{near}`？").into(),
                (None, None) => text!(en: "none"; zh: "无").into(),
            });
        }
        Row::plain(cells)
    };
    let mut columns =
        vec![Column::left(text!(en: "owner"; zh: "负责人")), Column::right(text!(en: "rows"; zh: "行数"))];
    if against {
        columns.push(Column::left(text!(en: "rep of the plan"; zh: "计划中的销售")));
    }
    let table = Table { columns, rows: file.owners.iter().take(most).map(row).collect() };
    let name = Some(text!(en: "owners"; zh: "负责人"));
    Section { name, table: Some(table), lines: more(file.owners.len(), most), ..Section::default() }
}

fn more(all: usize, most: usize) -> Vec<Text> {
    let more = all.saturating_sub(most);
    (more > 0)
        .then(|| text!(en: "+{more}, all with --wide"; zh: "另有 {more} 个，加 --wide 可全部显示"))
        .into_iter()
        .collect()
}

fn facts(file: &Inspection) -> Vec<Text> {
    let mut lines: Vec<Text> = Vec::new();
    lines.extend(
        file.dates.iter().map(
            |(field, first, last)| text!(en: "`{field}` from {first} to {last}"; zh: "`{field}`：{first} 至 {last}"),
        ),
    );
    if !file.currencies.is_empty() {
        let list = file.currencies.iter().map(|(code, rows)| format!("{code} {}", grouped(&rows.to_string())));
        let list: Vec<String> = list.collect();
        let (en, zh) = (list.join(between(Lang::En)), list.join(between(Lang::Zh)));
        lines.push(text!(en: "currencies: {en}"; zh: "币种：{zh}"));
    }
    if file.repeated_ids > 0 {
        let (ids, n) = (Counted(file.repeated_ids, "id", "ids"), file.repeated_ids);
        lines.push(text!(en: "{ids} in several rows"; zh: "{n} 个编号出现在多行"));
    }
    lines.extend(places_to_check(&file.ledger));
    lines
}
