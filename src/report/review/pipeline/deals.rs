//! The deals that decide the period, by name, with what to ask about each.

use crate::calc::review::pipeline::{Deciding, Oddity};
use crate::model::number::Decimal;
use crate::model::open::OpenDeal;
use crate::model::plan::Plan;
use crate::model::sentence::harmless_within;
use crate::model::text::{Lang, Text};
use crate::report::cell::Cell;
use crate::report::model::{Column, Row, Section, Table};
use crate::report::names;
use crate::report::review::Found;
use crate::report::words::Word;
use crate::text;

/// Columns that a deal's name takes in the table.
const SHOWN: usize = 24;
/// Oddities of a deal in the table, gravest first; programs get all of them.
const ODDEST: usize = 2;

pub fn section<'a>(found: &Found<'a>) -> Option<Section<'a>> {
    let deciding = &found.pipeline.deciding;
    if deciding.is_empty() {
        return None;
    }
    let n = deciding.len();
    let heading = match n {
        1 => text!(en: "the deal that decides the period"; zh: "决定本期的 {n} 个商机"),
        _ => text!(en: "the {n} deals that decide the period"; zh: "决定本期的 {n} 个商机"),
    };
    let columns = vec![
        Column::left(Text::new("deal", "商机")),
        Column::left(Word::Owner.text()).spare(1),
        Column::left(Word::Stage.text()).spare(3),
        Column::right(Word::Amount.text()),
        Column::left(Word::CloseDate.text()).spare(2),
        Column::left(Text::new("ask about", "疑点")),
    ];
    let row = |deciding: &'a Deciding| {
        let deal = &deciding.deal;
        Row::plain(vec![
            harmless_within(called(deal), SHOWN).into(),
            owner(found.plan, deal),
            names::stage(&deal.stage),
            deal.amount.into(),
            deal.due.into(),
            odd(&deciding.oddities).into(),
        ])
    };
    let table = Table { columns, rows: deciding.iter().map(row).collect() };
    let name = Some(text!(en: "deciding deals"; zh: "关键商机"));
    Some(Section { heading: Some(heading), name, table: Some(table), ..Section::default() })
}

/// The deal's name, else its account's.
pub fn called(deal: &OpenDeal) -> &str {
    if deal.name.is_empty() { &deal.account } else { &deal.name }
}

/// The rep, or the owner as written.
pub fn owner<'a>(plan: &'a Plan, deal: &'a OpenDeal) -> Cell<'a> {
    match (deal.rep.and_then(|rep| plan.reps.get(rep)), &deal.stranger) {
        (Some(rep), _) => rep.name.as_str().into(),
        (None, Some(stranger)) => stranger.as_str().into(),
        (None, None) => Cell::Missing,
    }
}

/// `overdue 12 days, silent 45 days`.
pub fn odd(oddities: &[Oddity]) -> Text {
    let list = |lang: Lang, comma: &str| {
        let more = (oddities.len() > ODDEST).then(|| "…".to_owned());
        let told = oddities.iter().take(ODDEST).map(|oddity| said(*oddity).say(lang).to_owned());
        told.chain(more).collect::<Vec<_>>().join(comma)
    };
    Text::new(list(Lang::En, ", "), list(Lang::Zh, "，"))
}

fn said(oddity: Oddity) -> Text {
    match oddity {
        Oddity::Overdue(days) => text!(en: "overdue {days} d"; zh: "逾期 {days} 天"),
        Oddity::NoDate => text!(en: "no close date"; zh: "无预计日期"),
        Oddity::NoAmount => text!(en: "no amount"; zh: "无金额"),
        Oddity::Silent(days) => text!(en: "silent {days} d"; zh: "{days} 天无跟进"),
        Oddity::Old(tenths) => {
            let times = Decimal::new(tenths, 1).normalize();
            text!(en: "{times}× as old"; zh: "{times} 倍中位天数")
        }
        Oddity::NoRep => text!(en: "owner is no rep"; zh: "负责人不在计划中"),
    }
}
