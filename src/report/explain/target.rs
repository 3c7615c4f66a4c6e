//! Rules 1, 4 and 5: from the target to what is left of each segment.

use crate::calc::decompose::TargetChoice;
use crate::calc::explain::Explanation;
use crate::calc::explain::slice::{Pool, Slice};
use crate::model::number::{Decimal, Fraction};
use crate::model::plan::Plan;
use crate::model::sentence::names;
use crate::model::text::{Lang, Text};
use crate::report::explain::figures::Figures;
use crate::report::explain::origins::cited;
use crate::report::explain::{formulas, origins, rep_name, segment_name};
use crate::report::model::Section;
use crate::report::words::Word;
use crate::text;

/// Names in a sentence before the rest is only counted.
const NAMED: usize = 3;

/// The target, less what is secured, plus the cushion.
pub fn assigned<'a>(plan: &Plan, chain: &Explanation, f: &Figures) -> Section<'a> {
    let (choice, steps) = (chain.question.target, &chain.assigned);
    let target = f.money(steps.target);
    let said = match choice {
        TargetChoice::Must => text!(en: "target: {target}"; zh: "目标（必达）：{target}"),
        TargetChoice::Stretch => text!(en: "stretch target: {target}"; zh: "目标（挑战）：{target}"),
    };
    let mut lines = vec![cited(said, origins::key(plan, origins::target_key(choice)))];
    if !steps.secured.is_zero() {
        let (formula, needed) = (formulas::needed(f, steps), f.money(steps.needed));
        let line = text!(en: "less secured: {formula} = {needed}"; zh: "减去已确定：{formula} = {needed}");
        lines.push(cited(line, origins::key(plan, "target.secured")));
    }
    if !plan.target.over_assign.is_zero() {
        let (formula, assigned) = (formulas::assigned(f, steps, &plan.target.over_assign), f.money(steps.assigned));
        let line = text!(en: "assigned: {formula} = {assigned}"; zh: "分配给销售：{formula} = {assigned}");
        lines.push(cited(line, origins::key(plan, "target.over_assign")));
    }
    Section { heading: Some(Word::Target.text()), lines, ..Section::default() }
}

/// The rep's part of the segments; nothing where there is one segment and all of it is shared by everybody.
pub fn segments<'a>(plan: &Plan, chain: &Explanation, f: &Figures) -> Option<Section<'a>> {
    let mut lines = Vec::new();
    if plan.segments.len() > 1 {
        lines.push(mix(plan, chain));
    }
    chain.slices.iter().for_each(|slice| lines.extend(pool(plan, chain, slice, f)));
    let heading = match plan.segments.len() {
        1 => text!(en: "what is left to share"; zh: "可分摊的余额"),
        _ => text!(en: "segments"; zh: "细分"),
    };
    (!lines.is_empty()).then_some(Section { heading: Some(heading), lines, ..Section::default() })
}

fn mix(plan: &Plan, chain: &Explanation) -> Text {
    let rep = rep_name(plan, chain.question.rep);
    let parts = chain.slices.iter().map(|slice| format!("`{}` {}", segment_name(plan, slice.segment), slice.mix));
    let parts: Vec<String> = parts.collect();
    let (en, zh) = (parts.join(", "), parts.join("、"));
    let line = text!(en: "mix of `{rep}`: {en}"; zh: "`{rep}` 的细分组合：{zh}");
    cited(line, origins::rep(plan, chain.question.rep, "segments"))
}

/// Where the rep's revenue in one segment comes from.
fn pool(plan: &Plan, chain: &Explanation, slice: &Slice, f: &Figures) -> Vec<Text> {
    let name = segment_name(plan, slice.segment);
    let (share, fixed, left, carriers) = match &slice.pool {
        Pool::Fixed { part, .. } => return own_quota(plan, chain, slice, *part, f).into_iter().collect(),
        Pool::Shared { share, fixed, left, carriers } => (share, fixed, left, carriers),
    };
    let mut lines = Vec::new();
    if plan.segments.len() > 1 {
        let of_plan = plan.segments.get(slice.segment).map_or(Fraction::ONE, |segment| segment.share);
        let (formula, share) = (formulas::share(f, &chain.assigned, &of_plan), f.amount(*share));
        let line = text!(en: "`{name}`: {formula} = {share}"; zh: "`{name}`：{formula} = {share}");
        lines.push(cited(line, origins::share(plan, slice.segment)));
    }
    for (rep, part) in fixed {
        let Some(of_rep) = plan.reps.get(*rep) else { continue };
        let (Some(quota), Some(mix)) = (of_rep.quota, of_rep.mix.get(slice.segment)) else { continue };
        let (rep_name, formula, part) = (&of_rep.name, formulas::fixed(f, quota, mix), f.amount(*part));
        let line = text!(
            en: "  fixed for `{rep_name}`: {formula} = {part}";
            zh: "  `{rep_name}` 的固定指标：{formula} = {part}"
        );
        lines.push(cited(line, origins::rep(plan, *rep, "quota")));
    }
    if !fixed.is_empty() {
        let (formula, left) = (formulas::left(f, *share, fixed), f.amount(*left));
        lines.push(text!(en: "  left for the others: {formula} = {left}"; zh: "  留给其他人：{formula} = {left}"));
    }
    if carriers.len() > 1 && !lines.is_empty() {
        let (list, zh_list) = names(carriers.iter().map(|rep| rep_name(plan, *rep)), NAMED);
        lines.push(text!(en: "  carried by {list}"; zh: "  由 {zh_list} 承担"));
    }
    lines
}

/// A quota fixed by hand.
fn own_quota(plan: &Plan, chain: &Explanation, slice: &Slice, part: Decimal, f: &Figures) -> Option<Text> {
    let rep = plan.reps.get(chain.question.rep)?;
    let (formula, part) = (formulas::fixed(f, rep.quota?, &slice.mix), f.amount(part));
    let said = text!(en: "fixed by hand: {formula} = {part}"; zh: "手工固定：{formula} = {part}");
    let said = match plan.segments.len() {
        1 => said,
        _ => {
            let (name, en, zh) = (segment_name(plan, slice.segment), said.say(Lang::En), said.say(Lang::Zh));
            text!(en: "`{name}`: {en}"; zh: "`{name}`：{zh}")
        }
    };
    Some(cited(said, origins::rep(plan, chain.question.rep, "quota")))
}
