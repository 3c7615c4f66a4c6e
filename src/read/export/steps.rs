//! Activity types: which step of the funnel a type counts as.

use crate::model::funnel::{Funnel, Step, StepSource};
use crate::read::export::hash::Map;
use crate::read::export::headings::{parted, plain};

/// The words of every step that is counted from activities; each distinct type is decided once.
pub struct Steps {
    /// What counts as each step: its own words, then the synonyms of its name.
    words: Vec<(usize, [Vec<String>; 2])>,
    known: Map<Box<str>, Option<usize>>,
}

/// Words for the same activity; a step named by one of a line counts them all.
const SYNONYMS: [&[&str]; 7] = [
    &[
        "call",
        "phone",
        "phone call",
        "outbound call",
        "inbound call",
        "cold call",
        "电话",
        "打电话",
        "电话沟通",
        "通话",
    ],
    &["demo", "demonstration", "product demo", "演示", "产品演示"],
    &["meeting", "appointment", "会议", "拜访", "面访", "会面", "面谈"],
    &["visit", "site visit", "拜访", "面访", "上门拜访", "客户拜访"],
    &["email", "e mail", "mail", "邮件"],
    &["proposal", "quote", "quotation", "方案", "报价", "提案"],
    &["presentation", "pitch", "宣讲", "汇报"],
];

/// How many distinct types are remembered.
const MOST_REMEMBERED: usize = 10_000;

impl Steps {
    pub fn new(funnel: &Funnel) -> Self {
        let counted = funnel.steps().iter().enumerate().filter(|(_, step)| step.source == StepSource::Activities);
        let words = counted.map(|(at, step)| {
            if !step.words.is_empty() {
                return (at, [step.words.iter().map(|word| singular(word)).collect(), Vec::new()]);
            }
            let name = singular(&step.name);
            let same = SYNONYMS.iter().filter(|line| line.contains(&name.as_str())).copied().flatten();
            let synonyms = same.map(|word| singular(word)).collect();
            (at, [vec![name], synonyms])
        });
        Steps { words: words.collect(), known: Map::default() }
    }

    /// The step that a column counts: by its heading, which may say beside it that it is a count, or of what was done. What is
    /// planned or missed is no fact.
    pub fn of_heading(&mut self, heading: &str, funnel: &Funnel) -> Option<usize> {
        const COUNTS: [&str; 12] =
            ["", "次", "次数", "个", "数量", "数", "count", "number", "#", "actual", "done", "实际"];
        let whole = plain(heading);
        let (name, note) = parted(&whole);
        if !COUNTS.contains(&note) {
            return None;
        }
        let counted = |step: &Step| step.source == StepSource::Activities && singular(&step.name) == singular(name);
        self.of(name).or_else(|| funnel.steps().iter().position(counted))
    }

    /// The step that a type counts as: the first one whose own words have it, else the first by synonym.
    pub fn of(&mut self, kind: &str) -> Option<usize> {
        if let Some(step) = self.known.get(kind) {
            return *step;
        }
        let word = singular(kind);
        let by = |tier: usize| self.words.iter().find(|(_, words)| words[tier].contains(&word)).map(|(at, _)| *at);
        let step = by(0).or_else(|| by(1));
        if self.known.len() < MOST_REMEMBERED {
            self.known.insert(kind.into(), step);
        }
        step
    }
}

/// A word as types are compared: small letters, spaces for `_` and `-`, no plural `s`.
fn singular(word: &str) -> String {
    let mut out = plain(word);
    if out.ends_with('s') && !out.ends_with("ss") && out.len() > 2 {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::funnel::{Beyond, Feeds};

    fn steps(named: &[(&str, &[&str])]) -> Steps {
        let step = |(name, words): &(&str, &[&str])| Step {
            name: (*name).into(),
            feeds: Feeds::Deals,
            source: StepSource::Activities,
            capacity: None,
            words: words.iter().map(|word| (*word).into()).collect(),
        };
        Steps::new(&Funnel::new(named.iter().map(step).collect(), Beyond::default()).unwrap())
    }

    #[test]
    fn a_heading_counts_what_was_done() {
        let plan = ["calls", "demos"].map(|name| Step {
            name: name.into(),
            feeds: Feeds::Deals,
            source: StepSource::Activities,
            capacity: None,
            words: if name == "demos" { vec!["Webinar".into()] } else { vec![] },
        });
        let funnel = Funnel::new(plan.into(), Beyond::default()).unwrap();
        let mut steps = Steps::new(&funnel);
        for (heading, step) in [
            ("Calls", Some(0)),
            ("电话（次）", Some(0)),
            ("Calls (actual)", Some(0)),
            ("Webinars", Some(1)),
            ("Demos", Some(1)),
            ("Calls (target)", None),
            ("Calls (planned)", None),
            ("Demos (no show)", None),
            ("Calls (k)", None),
            ("Notes", None),
        ] {
            assert_eq!(steps.of_heading(heading, &funnel), step, "{heading}");
        }
    }

    #[test]
    fn names_synonyms_and_stated_words() {
        let mut steps = steps(&[("calls", &[]), ("meetings", &[]), ("拜访", &[]), ("demos", &["Webinar"])]);
        for (kind, step) in [
            ("Call", Some(0)),
            ("PHONE CALLS", Some(0)),
            ("电话", Some(0)),
            ("会议", Some(1)),
            ("拜访", Some(2)),
            ("webinars", Some(3)),
            ("Demo", None),
            ("Lunch", None),
            ("", None),
        ] {
            assert_eq!(steps.of(kind), step, "{kind}");
        }
    }
}
