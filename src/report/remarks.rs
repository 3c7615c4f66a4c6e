//! What is said of rows that were used, or ignored, all the same.

use std::collections::BTreeSet;

use crate::model::ledger::{Remark, RowPlace};
use crate::model::sentence::{Counted, harmless};
use crate::model::text::Text;
use crate::text;

/// A sentence on so many rows, with the first few places.
pub fn said(remark: Remark, rows: u64, places: &BTreeSet<RowPlace>) -> Text {
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
        Remark::SameAmount => {
            text!(en: "{counted} added to a deal though the amount is that of its first row; where that is the amount of the whole deal, take `--on-duplicate first`: {first}"; zh: "{rows} 行的金额与同一商机首行相同，仍被累加；若为整单金额，请用 `--on-duplicate first`：{first}")
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
        Remark::ByProbability => {
            text!(en: "{deals} without stage and status, taken as won or lost by a probability of 100 or 0 %: {first}"; zh: "{rows} 个商机没有阶段和状态，按赢率 100% 或 0% 计为赢单或输单：{first}")
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
        Remark::Rounded => {
            text!(en: "{deals} with more decimals than the currency has, rounded half to even: {first}"; zh: "{rows} 个商机的金额小数位多于币种，已四舍六入五成双：{first}")
        }
    }
}

/// `deals.csv:12`.
pub fn place(place: &RowPlace) -> String {
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
            false => list.push_str(&format!("{separator}{}", self::place(place))),
        }
        file = &place.file;
    }
    if rows > places.len() as u64 {
        list.push_str(", …");
    }
    list
}
