//! Stages and statuses: which words mean open, won, lost, or no deal at all.

use crate::model::open::NO_STAGE;
use crate::model::plan::DealHints;
use crate::model::segment::{is_han, same_name};
use crate::read::export::batch::Cell;
use crate::read::export::cache::Cache;
use crate::read::export::names::Names;

/// What became of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Open,
    Won,
    Lost,
    /// Invalid or voided: neither won nor lost, not a deal.
    Void,
}

/// The plan's and the known words, each distinct text decided once.
pub struct Stages<'a> {
    hints: &'a DealHints,
    names: &'a Names,
    /// What each word says where it stands alone.
    known: Cache<Standing>,
}

/// What stage and status say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub outcome: Outcome,
    /// The number in [`Names::stages`] of the stage as written, else of the status.
    pub stage: u32,
    /// Whether stage and status contradict each other.
    pub contradiction: bool,
    /// Whether a word says so; otherwise the deal is open because nothing says that it is not.
    pub known: bool,
    /// Whether the plan lists that word.
    hinted: bool,
}

impl Standing {
    /// A deal of a stage like any other.
    pub const fn open(stage: u32) -> Self {
        Standing { outcome: Outcome::Open, stage, contradiction: false, known: false, hinted: false }
    }
}

/// How many distinct texts are remembered; a column with more holds no stages.
const MOST_REMEMBERED: usize = 10_000;

impl<'a> Stages<'a> {
    pub fn new(hints: &'a DealHints, names: &'a Names) -> Self {
        Stages { hints, names, known: Cache::new(MOST_REMEMBERED) }
    }

    /// The plan's words win, then the status, then the stage; any other word is the name of an open stage.
    #[inline(always)]
    pub fn standing(&mut self, stage: &[u8], status: &[u8]) -> Standing {
        let known = self.look_up(stage);
        if status.is_empty() { known } else { self.with_status(known, stage.is_empty(), status) }
    }

    /// What plain cells of stages mean where there is no status, see [`Cache::fill`].
    #[inline(always)]
    pub fn fill<'c>(
        &mut self,
        standings: (&mut [Standing], &mut [bool]),
        cells: impl Iterator<Item = Cell<'c>> + Clone,
    ) {
        let (hints, names) = (self.hints, self.names);
        self.known.fill(standings, cells, |text| alone(text, hints, names));
    }

    /// What a stage and a status that is not empty say together.
    pub fn with_status(&mut self, stage: Standing, nameless: bool, status: &[u8]) -> Standing {
        let status = self.look_up(status);
        let stage_decides = !status.known || (stage.hinted && !status.hinted);
        let (decides, other) = if stage_decides { (stage, status) } else { (status, stage) };
        let is_closed = other.known && other.outcome != Outcome::Open;
        Standing {
            stage: if nameless { status.stage } else { stage.stage },
            contradiction: !stage_decides && is_closed && other.outcome != decides.outcome,
            ..decides
        }
    }

    #[inline(always)]
    fn look_up(&mut self, text: &[u8]) -> Standing {
        let (hints, names) = (self.hints, self.names);
        self.known.get_or(text, |text| alone(text, hints, names))
    }
}

fn alone(text: &str, hints: &DealHints, names: &Names) -> Standing {
    let open = Standing::open(names.stages.of(if text.is_empty() { NO_STAGE } else { text }));
    let listed = |words: &[String]| words.iter().any(|word| same_name(word, text));
    if listed(&hints.won) {
        Standing { outcome: Outcome::Won, known: true, hinted: true, ..open }
    } else if listed(&hints.lost) {
        Standing { outcome: Outcome::Lost, known: true, hinted: true, ..open }
    } else {
        known(text).map_or(open, |outcome| Standing { outcome, known: true, ..open })
    }
}

/// Only letters count, so that `Closed Won`, `closedwon` and `9 - Closed Won (100%)` are one word.
pub fn known(text: &str) -> Option<Outcome> {
    // `Won - renewal`, `Lost (price)` and `赢单-已回款` say it first and why after that.
    let first = text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    let behind = text.split_once(first).map_or("", |(_, behind)| behind.trim_start());
    if behind.starts_with(['-', '－', '–', '—', ':', '：', '(', '（', '【', '[', '/', ',', '，', '_', '|']) {
        match first.to_lowercase().as_str() {
            "won" if is_reserved(behind) => return None,
            "won" => return Some(Outcome::Won),
            "lost" => return Some(Outcome::Lost),
            first if first.starts_with(is_han) => {
                if let Some(outcome) = of_word(first).filter(|outcome| *outcome != Outcome::Open) {
                    return Some(outcome).filter(|_| !is_reserved(behind));
                }
            }
            _ => {}
        }
    }
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    // `S6 赢单` is a word and its number.
    let han = letters.trim_start_matches(|c: char| c.is_ascii());
    of_word(if han.starts_with(is_han) { han } else { &letters })
}

/// Whether what stands behind a word takes it back: what is won but for a signature, or with some chance, is not won yet.
fn is_reserved(behind: &str) -> bool {
    const NOT_YET: [&str; 7] = ["pending", "待", "预", "未", "申请", "审批", "审核"];
    let lower = behind.to_lowercase();
    NOT_YET.iter().any(|word| lower.contains(word)) || (behind.contains('%') && !behind.contains("100"))
}

/// What a word means that is letters alone.
fn of_word(word: &str) -> Option<Outcome> {
    match word {
        "won" | "win" | "closewon" | "dealwon" | "赢单" | "已赢单" | "成交" | "已成交" | "已签约" | "成单"
        | "已成单" | "已中标" | "签约成功" | "赢" | "已赢" | "赢单关闭" | "签单" | "已签单" | "已签合同"
        | "成交客户" | "成功" | "交易成功" | "赢得" | "已赢得" | "已结束赢得" | "成功关闭" | "关闭赢单"
        | "已关闭赢单" | "中标" | "已回款" | "已下单" | "已交付" | "signed" | "contractsigned" | "poreceived"
        | "orderreceived" | "booked" | "已签" | "gewonnen" | "gagné" | "ganado" | "ganada" => Some(Outcome::Won),
        "lost" | "closelost" | "closedcancelled" | "closedcanceled" | "客户流失" | "未成单" | "废标" | "流标"
        | "关闭丢单" | "丢单关闭" | "已关闭丢单" | "deallost" | "dead" | "canceled" | "cancelled" | "outsold"
        | "输单" | "已输单" | "丢单" | "已丢单" | "流失" | "已流失" | "战败" | "未成交" | "notwon" | "disqualified"
        | "rejected" | "abandoned" | "nodecision" | "失单" | "已失单" | "未中标" | "落标" | "输单关闭" | "关闭输单"
        | "已关闭输单" | "取消" | "已取消" | "失败" | "交易失败" | "已关闭失败" | "丢失" | "已丢失" | "已结束丢失"
        | "放弃" | "已放弃" | "终止" | "已终止" | "项目终止" | "输" | "loss" | "verloren" | "perdu" | "perdido"
        | "perdida" => Some(Outcome::Lost),
        "无效" | "已无效" | "作废" | "已作废" | "void" | "voided" | "invalid" | "deleted" | "已删除" => {
            Some(Outcome::Void)
        }
        "open" | "进行中" | "inprogress" | "ongoing" | "跟进中" => Some(Outcome::Open),
        word if word.starts_with("closedwon") => Some(Outcome::Won),
        word if word.starts_with("closedlost") || word.starts_with("lostto") => Some(Outcome::Lost),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(stage: &str, status: &str) -> (Outcome, bool) {
        let hints =
            DealHints { won: vec!["Signed".into()], lost: vec!["Closed Won (test)".into()], ..Default::default() };
        let standing = Stages::new(&hints, &Names::default()).standing(stage.as_bytes(), status.as_bytes());
        (standing.outcome, standing.contradiction)
    }

    #[test]
    fn words_of_every_crm() {
        for word in ["Closed Won", "closedwon", "Won", "赢单", "已成交", "9 - Closed Won (100%)", " won"] {
            assert_eq!(standing(word, "").0, Outcome::Won, "{word}");
        }
        for word in ["Closed Lost", "Closed Lost to Competition", "closedlost", "丢单", "Dead"] {
            assert_eq!(standing(word, "").0, Outcome::Lost, "{word}");
        }
        for word in [
            "Won (100%)",
            "Signed",
            "成功",
            "Won - renewal",
            "won: upsell",
            "3. Won (new)",
            "已签合同",
            "赢单-已回款",
            "赢单（续费）",
            "成交：二期",
            "2.赢单_续费",
        ] {
            assert_eq!(standing(word, "").0, Outcome::Won, "{word}");
        }
        for word in [
            "Lost - price",
            "Lost（价格）",
            "Disqualified",
            "已取消",
            "输单-价格",
            "丢单（竞品）",
            "关闭-丢单",
            "Closed - Cancelled",
        ] {
            assert_eq!(standing(word, "").0, Outcome::Lost, "{word}");
        }
        for word in ["作废", "deleted", "作废-重复"] {
            assert_eq!(standing(word, "").0, Outcome::Void, "{word}");
        }
        assert_eq!(standing("Lost contact", "").0, Outcome::Open);
        for word in [
            "Negotiation",
            "签约",
            "Prospecting",
            "",
            "Won - pending approval",
            "Won (90%)",
            "赢单-待审批",
            "成交（80%）",
            "签约-已回款",
        ] {
            assert_eq!(standing(word, "").0, Outcome::Open, "{word}");
        }
    }

    #[test]
    fn a_status_decides_and_the_plan_wins() {
        assert_eq!(standing("Proposal", "Won"), (Outcome::Won, false));
        assert_eq!(standing("Closed Won", "Open"), (Outcome::Open, true));
        assert_eq!(standing("Closed Won", "Lost"), (Outcome::Lost, true));
        assert_eq!(standing("Closed Won", "Approved"), (Outcome::Won, false), "a status that is no known word");
        assert_eq!(standing("signed", ""), (Outcome::Won, false));
        assert_eq!(standing("Signed", "Open"), (Outcome::Won, false));
        assert_eq!(standing("Closed Won (test)", ""), (Outcome::Lost, false));
        assert_eq!(standing("Signed", "Closed Won (test)"), (Outcome::Lost, true), "both are the plan's");
        assert_eq!(standing("in progress", "Won"), (Outcome::Won, false));
    }

    #[test]
    fn an_open_deal_is_named_by_its_stage() {
        let hints = DealHints::default();
        let names = Names::default();
        let mut stages = Stages::new(&hints, &names);
        let mut stage = |stage: &str, status: &str| {
            names.stages.text(stages.standing(stage.as_bytes(), status.as_bytes()).stage).to_string()
        };
        assert_eq!(stage("Proposal", "Open"), "Proposal");
        assert_eq!(stage("", "进行中"), "进行中");
        assert_eq!(stage("", ""), NO_STAGE);
    }
}
