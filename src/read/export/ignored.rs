//! Rows that are left out although nothing is wrong with them.

use crate::model::ledger::Remark;
use crate::model::text::Text;
use crate::text;

/// Why a row is left out although nothing is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ignored {
    AboveHeadings,
    Blank,
    Footer,
    RepeatedHeading,
    Void,
    Duplicate,
    Combined,
    NoStep,
    NotDone,
    NoCount,
    /// Its file is an error, and only what is looked at beside that tells such rows.
    Untold,
}

impl Ignored {
    pub fn reason(self) -> Text {
        match self {
            Ignored::AboveHeadings => text!(en: "above the heading row"; zh: "在表头之上"),
            Ignored::Blank => text!(en: "empty row"; zh: "整行为空"),
            Ignored::Footer => text!(en: "total or footer of a report"; zh: "报表的合计或页脚"),
            Ignored::RepeatedHeading => text!(en: "repeated heading row"; zh: "重复的表头"),
            Ignored::Void => text!(en: "void deal"; zh: "商机无效或作废"),
            Ignored::Duplicate => text!(en: "repeated deal"; zh: "完全相同的重复商机"),
            Ignored::Combined => text!(en: "left out by `--on-duplicate`"; zh: "因 `--on-duplicate` 略去"),
            Ignored::NoStep => text!(en: "type is no step of the plan"; zh: "类型不是计划的环节"),
            Ignored::NotDone => text!(en: "task not done"; zh: "任务未完成"),
            Ignored::NoCount => text!(en: "empty count"; zh: "次数为空"),
            Ignored::Untold => text!(en: "not told how to count"; zh: "尚未指明如何计入"),
        }
    }

    /// What is said of such rows beside their number.
    pub fn remark(self) -> Option<Remark> {
        match self {
            Ignored::Duplicate => Some(Remark::Duplicate),
            Ignored::Combined => Some(Remark::Combined),
            Ignored::NoStep => Some(Remark::ActivityOfNoStep),
            Ignored::NotDone => Some(Remark::ActivityNotDone),
            Ignored::Footer => Some(Remark::Footer),
            Ignored::Void => Some(Remark::Void),
            Ignored::AboveHeadings | Ignored::Blank | Ignored::RepeatedHeading | Ignored::NoCount | Ignored::Untold => {
                None
            }
        }
    }
}
