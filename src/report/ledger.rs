//! What became of the rows read, as notes that reconcile.

use std::collections::BTreeSet;

use crate::calc::group::Scope;
use crate::calc::review::Review;
use crate::model::funnel::StepSource;
use crate::model::ledger::{Ledger, NO_OWNER, Reject, Remark, RowPlace};
use crate::model::metric::Metric;
use crate::model::plan::Plan;
use crate::model::sentence::{Counted, grouped, harmless, names, namesake};
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::model::Note;
use crate::report::records::{Part, Records};
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
    notes.extend(missing_sources(plan, review));
    notes.extend(remarks(ledger));
    notes
}

/// Everything about rows that needs no review: rejects, owners who are no rep, and what was odd.
pub fn of_rows(plan: &Plan, ledger: &Ledger) -> Vec<Note> {
    let owners = ownerless(ledger).into_iter().chain(strangers(plan, ledger));
    rejections(ledger).into_iter().chain(owners).chain(remarks(ledger)).collect()
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
            let (en, zh) = (reject.reason.say(Lang::En), reject.reason.say(Lang::Zh));
            let at = match (reject.column.is_empty(), reject.value.is_empty()) {
                (true, _) => String::new(),
                (false, true) => format!(" `{}`:", harmless(&reject.column, 40)),
                (false, false) => format!(" `{}` = `{}`:", harmless(&reject.column, 40), harmless(&reject.value, 40)),
            };
            Note::warning(text!(en: "rejected {place}:{at} {en}"; zh: "拒绝 {place}：{at} {zh}"))
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

fn place(place: &RowPlace) -> String {
    format!("{}:{}", harmless(&place.file, 120), place.line)
}

/// `deals.csv:12, 40, 51, …`: the first few places, each file named once.
fn places_of(rows: u64, places: &BTreeSet<RowPlace>) -> String {
    let mut list = String::new();
    let mut file = "";
    for place in places {
        let separator = if list.is_empty() { "" } else { ", " };
        match place.file == file {
            true => list.push_str(&format!("{separator}{}", place.line)),
            false => list.push_str(&format!("{separator}{}:{}", harmless(&place.file, 120), place.line)),
        }
        file = &place.file;
    }
    if rows > places.len() as u64 {
        list.push_str(", …");
    }
    list
}

fn said(remark: Remark, rows: u64, places: &BTreeSet<RowPlace>) -> Text {
    let first = places_of(rows, places);
    let deals = Counted(rows, "deal", "deals");
    let counted = Counted(rows, "row", "rows");
    match remark {
        Remark::Duplicate => {
            text!(en: "{counted} with the same fields as another, counted once: {first}"; zh: "{rows} 行与已有商机完全相同，只计一次：{first}")
        }
        Remark::Combined => {
            text!(en: "{counted} with the id of another, settled by `--on-duplicate`: {first}"; zh: "{rows} 行与其他行编号相同，按 `--on-duplicate` 处理：{first}")
        }
        Remark::Alike => {
            text!(en: "{counted} without an id, alike in every cell to one before; each counts as a deal, so check that none is there twice: {first}"; zh: "{rows} 行没有编号，且与前面某行各单元格完全相同，仍各计为一个商机，请核对是否重复：{first}")
        }
        Remark::Overlap => {
            text!(en: "{counted} of activities alike in every cell to one of another file; each counts, so leave out the days that both have: {first}"; zh: "{rows} 行活动与另一个文件中的某行各单元格完全相同，仍各计一次，请去掉两个文件重叠的日期：{first}")
        }
        Remark::Footer => {
            text!(en: "{counted} taken for totals or footers of a report: {first}"; zh: "{rows} 行视为报表的合计或页脚：{first}")
        }
        Remark::Void => text!(en: "{deals} void: {first}"; zh: "{rows} 个商机无效或作废：{first}"),
        Remark::SharesNotWhole => {
            text!(en: "{deals} whose shares are not 100 % together, counted as far as shared: {first}"; zh: "{rows} 个商机的分成比例合计不是 100%，按已分配部分计：{first}")
        }
        Remark::CreatedAfterClosed => {
            text!(en: "{deals} created after closing, taken as created on the close date: {first}"; zh: "{rows} 个商机创建晚于关闭，按关闭日视为创建日：{first}")
        }
        Remark::OpenWithoutAmount => {
            text!(en: "{deals} open without an amount: {first}"; zh: "{rows} 个进行中商机没有金额：{first}")
        }
        Remark::OpenWithoutDate => {
            text!(en: "{deals} open without a close date: {first}"; zh: "{rows} 个进行中商机没有预计成交日期：{first}")
        }
        Remark::OddProbability => {
            text!(en: "{deals} open with a probability that is none from 0 to 100 %, taken as without one: {first}"; zh: "{rows} 个进行中商机的赢率不是 0 到 100%，视为没有赢率：{first}")
        }
        Remark::WithoutCreatedDate => {
            text!(en: "{deals} without a created date, counted as existing: {first}"; zh: "{rows} 个商机没有创建日期，视为已存在：{first}")
        }
        Remark::CreatedAfterAsOf => {
            text!(en: "{deals} created after the as-of day, not counted yet: {first}"; zh: "{rows} 个商机在截止日之后创建，视为尚不存在：{first}")
        }
        Remark::ClosedAfterAsOf => {
            text!(en: "{deals} closed after the as-of day, open then: {first}"; zh: "{rows} 个商机在截止日之后关闭，当时仍为进行中：{first}")
        }
        Remark::StatusAgainstStage => {
            text!(en: "{deals} with a status that contradicts the stage, which yields: {first}"; zh: "{rows} 个商机的状态与阶段矛盾，以状态为准：{first}")
        }
        Remark::UnclearStage => {
            text!(en: "{deals} with signs of being closed, but in a stage of no known meaning, taken for open; list it under `[deals]` as `won` or `lost`: {first}"; zh: "{rows} 个商机像已关闭，但阶段含义未知，视为进行中；请在 `[deals]` 的 `won` 或 `lost` 中列出该阶段：{first}")
        }
        Remark::TakenAsWon => {
            text!(en: "{deals} taken as won: the file has no stages, and its date is that of signing: {first}"; zh: "{rows} 个商机视为赢单：文件没有阶段列，其日期为签约日期：{first}")
        }
        Remark::ActivityAfterAsOf => {
            text!(en: "{counted} of activities after the as-of day: {first}"; zh: "{rows} 行活动在截止日之后：{first}")
        }
        Remark::ActivityOfNoStep => {
            text!(en: "{counted} of activities of a type that is no step: {first}"; zh: "{rows} 行活动的类型不是漏斗环节：{first}")
        }
        Remark::ActivityNotDone => {
            text!(en: "{counted} of activities not done: {first}"; zh: "{rows} 行活动未完成：{first}")
        }
        Remark::Converted => {
            text!(en: "{deals} converted from another currency: {first}"; zh: "{rows} 个商机由其他货币换算：{first}")
        }
    }
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
