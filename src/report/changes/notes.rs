//! What became of the rows of both exports, and how deals were found again.

use crate::calc::changes::{Aged, Changes, Figure, Matching};
use crate::model::ledger::Ledger;
use crate::model::sentence::{Counted, grouped, harmless, names};
use crate::model::text::{Lang, Text};
use crate::report::changes::{Found, Named};
use crate::report::ledger::{account, of_rows, rejections};
use crate::report::model::Note;
use crate::text;

/// Names in a sentence before the rest is only counted.
const NAMED: usize = 5;

/// The account of both exports, everything odd about the second, and how deals were matched.
pub fn notes(found: &Found<'_>) -> Vec<Note> {
    let mut notes: Vec<Note> = [found.before, found.after]
        .into_iter()
        .map(|export| Note::info(accounted(export.files, export.ledger)))
        .collect();
    notes.extend(rejections(found.before.ledger));
    notes.extend(of_rows(found.plan, found.after.ledger));
    notes.extend(missing(found.after.ledger, found.changes));
    notes.extend(swapped(found.changes));
    notes.extend(of_matching(found.changes));
    notes
}

/// Deals that look gone because their row in the second export could not be used.
fn missing(after: &Ledger, changes: &Changes<'_>) -> Option<Note> {
    let (rows, n) = (after.rows_rejected(), grouped(&after.rows_rejected().to_string()));
    let gone = changes.company()?.of(Figure::Gone).deals;
    let (counted, are) = (Counted(rows, "rejected row", "rejected rows"), if rows == 1 { "is" } else { "are" });
    (rows > 0 && gone > 0).then(|| {
        Note::warning(text!(
            en: "{counted} of the second export {are} missing from it: a deal in the first export may show as gone for that";
            zh: "第二份导出被拒绝的 {n} 行不在其中：第一份导出中的相应商机会显示为消失"
        ))
    })
}

/// Time that seems to run backwards: the figures add up all the same, and mean the opposite.
fn swapped(changes: &Changes<'_>) -> Option<Note> {
    let Aged { closed, newer } = changes.swapped()?;
    let n = |n: u64| grouped(&n.to_string());
    let (closed_deals, newer_deals) = (Counted(closed, "deal", "deals"), Counted(newer, "deal", "deals"));
    let (are, were) = (if closed == 1 { "is" } else { "are" }, if newer == 1 { "was" } else { "were" });
    let signs = [
        (
            closed,
            format!("{closed_deals} won or lost in the first {are} open in the second"),
            format!("第一份中赢单或输单的 {} 个商机在第二份中仍未关闭", n(closed)),
        ),
        (
            newer,
            format!("{newer_deals} of the first {were} created after all of the second"),
            format!("第一份中有 {} 个商机的创建日期晚于第二份的全部商机", n(newer)),
        ),
    ];
    let said = signs.iter().filter(|(deals, ..)| *deals > 0);
    let (en, zh): (Vec<&str>, Vec<&str>) = said.map(|(_, en, zh)| (en.as_str(), zh.as_str())).unzip();
    let (en, zh) = (en.join(", and "), zh.join("，"));
    Some(Note::warning(text!(
        en: "the first export looks like the later one: {en}; name the earlier one as OLD";
        zh: "第一份导出看来反而较晚：{zh}；请把较早的导出写作 OLD"
    )))
}

/// The account of an earlier export that another one is compared with, which has an account of its own, and how deals were
/// matched.
pub fn of_earlier(earlier: &Named<'_>, after: &Ledger, changes: &Changes<'_>) -> Vec<Note> {
    let mut notes = vec![Note::info(accounted(earlier.files, earlier.ledger))];
    notes.extend(rejections(earlier.ledger));
    notes.extend(missing(after, changes));
    notes.extend(swapped(changes));
    notes.extend(of_matching(changes));
    notes
}

/// The account of one export by name.
fn accounted(files: &str, ledger: &Ledger) -> Text {
    let (files, rows) = (harmless(files, 120), account(ledger));
    text!(en: "{files}: {}", rows.say(Lang::En); zh: "{files}：{}", rows.say(Lang::Zh))
}

/// How deals without ids were found again, and those that could not be.
fn of_matching(changes: &Changes<'_>) -> Vec<Note> {
    let Matching { by_id, by_name, without_id: [old, new], nameless, ambiguous } = &changes.matching;
    let n = |n: &u64| grouped(&n.to_string());
    let mut notes = Vec::new();
    let both = changes.before.entries().len().min(changes.after.entries().len());
    if both > 0 && *by_id == 0 && *by_name == 0 {
        notes.push(Note::warning(text!(
            en: "no deal of the first export is in the second: are these two exports of the same CRM, with the same column of ids?";
            zh: "第一份导出中的商机在第二份中一个也没有：两者是否来自同一 CRM、编号列是否相同？"
        )));
    }
    if old + new > 0 {
        let (old, new, found) = (n(old), n(new), n(by_name));
        notes.push(Note::info(text!(
            en: "deals without an id: {old} in the first export, {new} in the second; {found} matched by name, account and owner, so that one with a new owner shows as gone and new";
            zh: "没有编号的商机：第一份导出 {old} 个，第二份 {new} 个；{found} 个按名称、客户和负责人匹配，更换负责人的会显示为消失和新增"
        )));
    }
    if !ambiguous.is_empty() {
        let sum = |side: usize| n(&ambiguous.iter().map(|alike| alike.deals[side]).sum());
        let called = ambiguous.iter().map(|alike| {
            let called = changes.before.called(alike.like);
            if called.name.is_empty() { called.account } else { called.name }
        });
        let (old, new, (list, zh_list)) = (sum(0), sum(1), names(called, NAMED));
        notes.push(Note::warning(text!(
            en: "{old} deals of the first export and {new} of the second share name, account and owner and cannot be told apart: not matched, so they show as gone and new: {list}; add a column of ids to the exports";
            zh: "第一份导出的 {old} 个与第二份的 {new} 个商机名称、客户和负责人相同，无法区分：未匹配，显示为消失和新增：{zh_list}；请在导出中加入编号列"
        )));
    }
    if nameless.iter().sum::<u64>() > 0 {
        let [old, new] = nameless.each_ref().map(n);
        notes.push(Note::warning(text!(
            en: "deals without id, name and account: {old} in the first export, {new} in the second; they cannot be found again and show as gone and new";
            zh: "没有编号、名称和客户的商机：第一份导出 {old} 个，第二份 {new} 个；无法匹配，显示为消失和新增"
        )));
    }
    notes
}
