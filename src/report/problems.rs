//! Why a plan cannot be decomposed, as problems that point into the plan.

use crate::calc::decompose::problem::Problem;
use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::model::sentence::names;
use crate::model::text::{Lang, Text};
use crate::model::timeline::month_name;
use crate::report::amounts::spoken;
use crate::text;

/// Names in a sentence before the rest is only counted.
const NAMED: usize = 5;

/// One diagnostic for each problem, at the key of the plan that has to change.
pub fn diagnostics(plan: &Plan, problems: &[Problem]) -> Vec<Diagnostic> {
    problems.iter().map(|problem| diagnostic(plan, problem)).collect()
}

fn diagnostic(plan: &Plan, problem: &Problem) -> Diagnostic {
    let amount = |amount: Money| spoken(&plan.currency, amount);
    let segment = |i: usize| plan.segments.get(i).map_or("", |segment| segment.name.as_str());
    let rep = |i: usize| plan.reps.get(i).map_or("", |rep| rep.name.as_str());
    match problem {
        Problem::SecuredAboveTarget { target, secured } => {
            let (target, secured) = (amount(*target), amount(*secured));
            at(
                plan,
                "target.secured",
                text!(en: "more is secured than the target asks"; zh: "已确定的收入超过目标"),
                text!(en: "{secured} is secured, the target is {target}"; zh: "已确定 {secured}，目标 {target}"),
                text!(en: "raise `target.revenue` above {secured}, or lower `secured`"; zh: "把 `target.revenue` 提高到 {secured} 以上，或降低 `secured`"),
            )
        }
        Problem::NoStretch => at(
            plan,
            "target",
            text!(en: "the plan has no stretch target"; zh: "计划没有挑战目标"),
            text!(en: "`stretch` is not set here"; zh: "此处未设 `stretch`"),
            text!(en: "add `stretch = 12_000_000` to `[target]`, or leave out `--target stretch`"; zh: "在 `[target]` 中加上 `stretch = 12_000_000`，或去掉 `--target stretch`"),
        ),
        Problem::NoWorkingTime => at(
            plan,
            "plan",
            text!(en: "no month of the plan has any weight"; zh: "计划中没有任何月份有权重"),
            text!(en: "no day of the plan is worked"; zh: "计划内没有工作日"),
            text!(en: "shorten the holidays in `[calendar]`, or give a rep capacity"; zh: "减少 `[calendar]` 中的假期，或让销售有产能"),
        ),
        Problem::FixedWithoutCapacity { rep: i } => {
            let name = rep(*i);
            at(
                plan,
                &format!("reps.{name}.quota"),
                text!(en: "`{name}` has a fixed quota and no month to carry it in"; zh: "`{name}` 有固定指标，但没有可承担的月份"),
                text!(en: "ramp, leave or seasonality leave no working time"; zh: "爬坡、休假或季节性使其没有工作时间"),
                text!(en: "drop `quota`, or change `ramp`, `leave` or `starts` of `{name}`"; zh: "去掉 `quota`，或修改 `{name}` 的 `ramp`、`leave` 或 `starts`"),
            )
        }
        Problem::FixedAboveSegment { segment: s, share, fixed } => fixed_above(plan, segment(*s), *share, fixed),
        Problem::NobodyLeft { segment: s, left } => {
            let (name, left) = (segment(*s), amount(*left));
            at(
                plan,
                &segment_key(plan, *s),
                text!(en: "{left} of segment `{name}` is left, and every rep who serves it has a fixed quota"; zh: "细分 `{name}` 还剩 {left}，而服务它的销售都有固定指标"),
                text!(en: "nobody carries the rest"; zh: "剩余部分无人承担"),
                text!(en: "raise the fixed quotas by {left}, free one of them, or let another rep serve `{name}`"; zh: "把固定指标提高 {left}，放开其中一个，或让其他销售服务 `{name}`"),
            )
        }
        Problem::NobodyInMonth { segment: s, month } => {
            let name = segment(*s);
            let month = plan.timeline.months().get(*month).map(|m| month_name(m.first())).unwrap_or_default();
            at(
                plan,
                &segment_key(plan, *s),
                text!(en: "nobody can carry the revenue of segment `{name}` in {month}"; zh: "{month} 没有人能承担细分 `{name}` 的收入"),
                text!(en: "the reps who serve it have no working day or no productivity then"; zh: "服务它的销售当月没有工作日或产能为零"),
                text!(en: "start a rep earlier, shorten a leave, lift the first entry of a ramp, or give {month} the weight 0 in `seasonality.months`"; zh: "让某位销售更早入职、缩短休假、提高爬坡的首月，或在 `seasonality.months` 中把 {month} 的权重设为 0"),
            )
        }
        Problem::TooLarge => at(
            plan,
            "target.revenue",
            text!(en: "a number of the plan is too large to be computed exactly"; zh: "计划中的数字过大，无法精确计算"),
            text!(en: "this target with these needs leaves the range of 28 digits"; zh: "该目标与单位需求相乘超出 28 位"),
            text!(en: "check the target, the needs and the average deals for a slip of units"; zh: "检查目标、单位需求和客单价的单位是否有误"),
        ),
    }
}

fn fixed_above(plan: &Plan, segment: &str, share: Money, fixed: &[(usize, Money)]) -> Diagnostic {
    let amount = |amount: Money| spoken(&plan.currency, amount);
    let sum: Money = fixed.iter().map(|(_, amount)| *amount).sum();
    let (reps, zh_reps) = names(fixed.iter().filter_map(|(i, _)| plan.reps.get(*i)).map(|rep| &rep.name), NAMED);
    let (sum, over, share) = (amount(sum), amount(sum - share), amount(share));
    let largest = fixed.iter().max_by_key(|(_, amount)| *amount).and_then(|(i, _)| plan.reps.get(*i));
    at(
        plan,
        &largest.map_or("target".to_owned(), |rep| format!("reps.{}.quota", rep.name)),
        text!(en: "fixed quotas take {sum} of segment `{segment}`, which has {share}"; zh: "固定指标占用细分 `{segment}` 的 {sum}，而它只有 {share}"),
        text!(en: "with those of {reps}: {over} too much"; zh: "连同 {zh_reps} 的固定指标，超出 {over}"),
        text!(en: "lower these quotas by {over}, raise the share of `{segment}`, or raise the target"; zh: "把这些指标降低 {over}，提高 `{segment}` 的份额，或提高目标"),
    )
}

/// The key of a segment; of the target where the plan names no segments.
fn segment_key(plan: &Plan, segment: usize) -> String {
    let key = plan.segments.get(segment).map(|segment| format!("segments.{}", segment.name)).unwrap_or_default();
    if plan.origins.exact(&key).is_some() { key } else { "target.revenue".to_owned() }
}

/// A problem at a key of the plan; without a place where the plan has none for it.
fn at(plan: &Plan, key: &str, message: Text, label: Text, help: Text) -> Diagnostic {
    let place: Option<Place> = plan.origins.find(key).cloned();
    match place {
        Some(place) => Diagnostic::error(message, place, label).help(help),
        None => {
            let joined = |lang: Lang| format!("{}: {}", message.say(lang), label.say(lang));
            Diagnostic::general(Text::new(joined(Lang::En), joined(Lang::Zh))).help(help)
        }
    }
}
