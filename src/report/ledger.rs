//! What became of the rows read, as notes that reconcile.

use crate::calc::group::Scope;
use crate::calc::review::Review;
use crate::model::funnel::StepSource;
use crate::model::ledger::{Ledger, NO_OWNER, Reject, Remark};
use crate::model::metric::Metric;
use crate::model::plan::Plan;
use crate::model::sentence::{Counted, grouped, harmless, names, namesake};
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::model::Note;
use crate::report::records::{Part, Records};
use crate::report::remarks::{place, said};
use crate::text;

/// Names and places in a sentence before the rest is only counted.
const NAMED: usize = 5;
/// Rejected rows told one by one; all of them go to `--rejects`.
const REJECTS_TOLD: usize = 3;

/// The account of the rows, then everything that was used all the same but deserves a look.
pub fn notes(plan: &Plan, review: &Review, ledger: &Ledger) -> Vec<Note> {
    let mut notes = vec![Note::info(account(ledger))];
    if ledger.read == 0 {
        notes.push(Note::warning(
            text!(en: "the exports hold no rows, so that every actual is 0"; zh: "导出中没有任何行，所有实际值均为 0"),
        ));
    }
    notes.extend(rejections(ledger));
    notes.extend(ownerless(ledger));
    notes.extend(strangers(plan, ledger));
    notes.extend(late(ledger));
    notes.extend(missing_sources(plan, review));
    notes.extend(remarks(ledger));
    notes
}

/// Everything about rows that needs no review: rejects, owners who are no rep, and what was odd.
pub fn of_rows(plan: &Plan, ledger: &Ledger) -> Vec<Note> {
    let owners = ownerless(ledger).into_iter().chain(strangers(plan, ledger));
    rejections(ledger).into_iter().chain(owners).chain(late(ledger)).chain(remarks(ledger)).collect()
}

fn remarks(ledger: &Ledger) -> impl Iterator<Item = Note> + '_ {
    let told = ledger.remarks.iter().filter(|(remark, _)| !in_account(**remark));
    told.map(|(remark, (rows, places))| Note::info(said(*remark, *rows, places)))
}

/// Rows that the account of the rows tells enough about: nobody has to look at them.
fn in_account(remark: Remark) -> bool {
    matches!(remark, Remark::ActivityOfNoStep | Remark::ActivityNotDone | Remark::Footer | Remark::Void)
}

/// Where rows are that were ignored as no deals, or may be there twice.
pub fn places_to_check(ledger: &Ledger) -> impl Iterator<Item = Text> + '_ {
    let told =
        ledger.remarks.iter().filter(|(remark, _)| matches!(remark, Remark::Alike | Remark::Footer | Remark::Void));
    told.map(|(remark, (rows, places))| said(*remark, *rows, places))
}

/// `4,750 rows read = 4,740 used + 9 ignored (void: 9) + 1 rejected`.
pub fn account(ledger: &Ledger) -> Text {
    let n = |n: u64| grouped(&n.to_string());
    let (read, used, ignored, rejected) =
        (Counted(ledger.read, "row", "rows"), n(ledger.used), n(ledger.rows_ignored()), n(ledger.rows_rejected()));
    let reasons = |lang: Lang| {
        let colon = if lang == Lang::En { ": " } else { "：" };
        let list = ledger.ignored.iter().map(|(reason, rows)| format!("{}{colon}{}", reason.say(lang), n(*rows)));
        let list = list.collect::<Vec<_>>();
        match (list.is_empty(), lang) {
            (true, _) => String::new(),
            (false, Lang::En) => format!(" ({})", list.join(", ")),
            (false, Lang::Zh) => format!("（{}）", list.join("、")),
        }
    };
    let (en, zh) = (reasons(Lang::En), reasons(Lang::Zh));
    let rows = n(ledger.read);
    text!(
        en: "{read} read = {used} used + {ignored} ignored{en} + {rejected} rejected";
        zh: "读取 {rows} 行 = 使用 {used} + 忽略 {ignored}{zh} + 拒绝 {rejected}"
    )
}

/// The first few rejected rows, and how many more there are.
pub fn rejections(ledger: &Ledger) -> Vec<Note> {
    let mut notes: Vec<Note> = ledger
        .rejects
        .iter()
        .take(REJECTS_TOLD)
        .map(|reject| {
            let place = place(&reject.place);
            let why = reject.why();
            let (en, zh) = (why.say(Lang::En), why.say(Lang::Zh));
            Note::warning(text!(en: "rejected {place}: {en}"; zh: "拒绝 {place}：{zh}"))
        })
        .collect();
    let more = ledger.rejects.len().saturating_sub(REJECTS_TOLD);
    if more > 0 {
        let more = Counted(more as u64, "more row", "more rows");
        let n = ledger.rejects.len() - REJECTS_TOLD;
        notes.push(Note::warning(text!(
            en: "{more} rejected; `--rejects FILE` writes all of them with line and reason";
            zh: "另有 {n} 行被拒绝；`--rejects FILE` 可写出全部行号与原因"
        )));
    }
    notes
}

fn ownerless(ledger: &Ledger) -> Option<Note> {
    let rows = *ledger.strangers.get(NO_OWNER)?;
    let counted = Counted(rows, "row", "rows");
    Some(Note::warning(text!(
        en: "under (unassigned): {counted} without an owner; fill the column in every row, as of merged cells only the first has it";
        zh: "{rows} 行没有负责人，计入（未分配）；请逐行填写，合并单元格只有首行有值"
    )))
}

fn late(ledger: &Ledger) -> Option<Note> {
    let stages = |lang: Lang| {
        let list = ledger.late.iter().map(|(stage, deals)| {
            let (stage, deals) = (harmless(stage, 40), grouped(&deals.to_string()));
            match lang {
                Lang::En => format!("`{stage}` ({deals})"),
                Lang::Zh => format!("`{stage}`（{deals}）"),
            }
        });
        list.take(NAMED).collect::<Vec<_>>().join(if lang == Lang::En { ", " } else { "、" })
    };
    let (en, zh) = (stages(Lang::En), stages(Lang::Zh));
    (!ledger.late.is_empty()).then(|| {
        Note::warning(text!(
            en: "every deal in stage {en} is past its close date, and counts as open; a stage that means won or lost has to be listed under `[deals]` as `won` or `lost`";
            zh: "阶段 {zh} 的商机均已过结单日期，仍计为进行中；若表示赢单或输单，请在 `[deals]` 的 `won` 或 `lost` 中列出"
        ))
    })
}

fn strangers(plan: &Plan, ledger: &Ledger) -> Option<Note> {
    let mut owners: Vec<(&String, &u64)> = ledger.strangers.iter().filter(|(owner, _)| *owner != NO_OWNER).collect();
    if owners.is_empty() {
        return None;
    }
    let rows: u64 = owners.iter().map(|(_, rows)| **rows).sum();
    owners.sort_by_key(|(_, rows)| std::cmp::Reverse(**rows));
    let (list, zh_list) = names(owners.iter().map(|(owner, _)| owner), NAMED);
    let counted = Counted(rows, "row", "rows");
    let alike = owners.iter().take(NAMED).filter_map(|(owner, _)| {
        let rep = namesake(owner, plan.reps.iter().map(|rep| rep.name.as_str()))?;
        Some((harmless(owner, 40), harmless(rep, 40)))
    });
    let alike: Vec<_> = alike.collect();
    let en = alike.iter().map(|(owner, rep)| format!("; is `{owner}` perhaps `{rep}`?")).collect::<String>();
    let zh = alike.iter().map(|(owner, rep)| format!("；`{owner}` 是否即 `{rep}`？")).collect::<String>();
    Some(Note::warning(text!(
        en: "{counted} of owners who are no rep of the plan count under (unassigned): {list}; add them as reps or as `aliases`{en}";
        zh: "{rows} 行的负责人不在计划中，计入（未分配）：{zh_list}；可将其加为销售或写入 `aliases`{zh}"
    )))
}

/// Steps whose actual nobody can know from these exports.
fn missing_sources(plan: &Plan, review: &Review) -> Vec<Note> {
    let Some(company) = review.of(Scope::Company).next() else { return Vec::new() };
    let is_unknown = |metric: &Metric| company.measure(*metric).is_some_and(|measure| measure.actual.is_none());
    let unknown: Vec<Metric> = Metric::all(&plan.funnel).filter(is_unknown).collect();
    let steps = plan.funnel.steps().iter();
    let named = |source: StepSource| {
        let unknown =
            steps.clone().enumerate().filter(|(i, step)| step.source == source && unknown.contains(&Metric::Step(*i)));
        unknown.map(|(_, step)| step.name.as_str()).collect::<Vec<_>>()
    };
    let (of_deals, of_activities) = (named(StepSource::Deals), named(StepSource::Activities));
    let mut notes = Vec::new();
    if !of_deals.is_empty() {
        let (list, zh_list) = names(of_deals, NAMED);
        notes.push(Note::info(text!(
            en: "no source for {list}: no deal export has a column of created dates that is known; name it in the plan under `[deals]` as `columns = {{ created = \"…\" }}`";
            zh: "{zh_list} 没有数据来源：商机导出中未识别到创建日期列；请在计划的 `[deals]` 中写明 `columns = {{ created = \"…\" }}`"
        )));
    }
    if !of_activities.is_empty() {
        let (list, zh_list) = names(of_activities, NAMED);
        notes.push(Note::info(text!(
            en: "no source for {list}: no activity row is one; give the activity export (`--activities FILE` or `data.activities`), or name its types in the step's `match`";
            zh: "{zh_list} 没有数据来源：没有活动行属于它；请提供活动导出（`--activities FILE` 或 `data.activities`），或在该环节的 `match` 中写明活动类型"
        )));
    }
    notes
}

/// The account for programs, with every rejected row.
pub fn part(ledger: &Ledger) -> Part<'_> {
    let rejects = ledger.rejects.iter().map(told);
    Part::object(vec![
        ("read", Part::of(i128::from(ledger.read))),
        ("used", Part::of(i128::from(ledger.used))),
        ("ignored", Part::of(i128::from(ledger.rows_ignored()))),
        ("rejected", Part::of(i128::from(ledger.rows_rejected()))),
        ("rejects", Part::Records(Records::of(&["file", "line", "column", "value", "reason"], rejects.collect()))),
    ])
}

/// The rejected rows as a file of their own: `file,line,column,value,reason,row`.
pub fn rejects(ledger: &Ledger) -> Records<'_> {
    let row = |reject: &'_ Reject| {
        let mut cells = told(reject);
        cells.push(Cell::from(reject.row.clone()));
        cells
    };
    Records::of(&["file", "line", "column", "value", "reason", "row"], ledger.rejects.iter().map(row).collect())
}

/// File, line, column, value and reason of a rejected row.
fn told<'a>(reject: &Reject) -> Vec<Cell<'a>> {
    vec![
        reject.place.file.clone().into(),
        i128::from(reject.place.line).into(),
        reject.column.clone().into(),
        reject.value.clone().into(),
        reject.reason.clone().into(),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::text::Lang;

    #[test]
    fn rows_without_an_owner_are_not_taken_for_a_person() {
        let ledger = |owners: &[(&str, u64)]| Ledger {
            strangers: BTreeMap::from_iter(owners.iter().map(|(owner, rows)| ((*owner).to_owned(), *rows))),
            ..Ledger::default()
        };
        assert!(ownerless(&ledger(&[("Carol", 2)])).is_none());
        let note = ownerless(&ledger(&[("Carol", 2), (NO_OWNER, 56)])).unwrap();
        assert!(note.text.say(Lang::En).starts_with("under (unassigned): 56 rows without an owner"));
        assert!(note.text.say(Lang::Zh).starts_with("56 行没有负责人"));
    }
}
