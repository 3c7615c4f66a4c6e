//! Whether the work fits, in words.

use crate::calc::check::achievable::{Achievable, Overload, TeamLoad, TeamOver};
use crate::calc::decompose::load::Load;
use crate::model::money::Money;
use crate::model::number::Decimal;
use crate::model::plan::Plan;
use crate::model::sentence::{Counted, grouped};
use crate::model::text::Text;
use crate::report::check::figures::{amount, at_least, month, number, percent, rep, step};
use crate::report::check::rows::Said;
use crate::text;

pub fn say(plan: &Plan, found: &Achievable) -> Said {
    match found {
        Achievable::NoCapacity => (
            text!(en: "no step has a `capacity`: whether the work fits into the days is unknown"; zh: "没有环节写明 `capacity`：无法判断工作是否做得完"),
            Some(
                text!(en: "add `capacity`, the units that one rep does on a working day, to a step"; zh: "为某个环节加上 `capacity`，即每人每个工作日能做多少"),
            ),
        ),
        Achievable::Overload(overload) => overloaded(plan, overload),
        Achievable::HighestLoad(load) => (highest(plan, load), None),
        Achievable::TeamFits(loads) => (team_fits(plan, loads), None),
        Achievable::TeamOver(over) => team_over(plan, over),
        Achievable::FullQuotaInPartTime { rep: i, hours } => {
            let (name, hours) = (rep(plan, *i), number(*hours, 2));
            (
                text!(en: "{name} works {hours} of the day and carries a full quota"; zh: "{name} 每天工作 {hours}，却背全额指标"),
                Some(
                    text!(en: "add `weight = {hours}` for a quota in proportion, or `weight = 1` if that is meant"; zh: "按比例背指标请加上 `weight = {hours}`；确需全额则写 `weight = 1`"),
                ),
            )
        }
        Achievable::CommitBelow { rep: i, commit, quota } => {
            let (name, less) = (rep(plan, *i), amount(plan, *quota - *commit));
            let (commit, quota) = (amount(plan, *commit), amount(plan, *quota));
            (
                text!(en: "{name} committed to {commit}, {less} below the quota of {quota}"; zh: "{name} 承诺 {commit}，比指标 {quota} 少 {less}"),
                None,
            )
        }
        Achievable::Commits { promised, target } => commits(plan, *promised, *target),
        Achievable::Secured { secured, target } => {
            let percent = share_of(*secured, *target);
            (text!(en: "{percent} of the target is secured"; zh: "目标的 {percent} 已确定"), None)
        }
        Achievable::MostlySecured { secured, target } => mostly_secured(plan, *secured, *target),
    }
}

fn overloaded(plan: &Plan, overload: &Overload) -> Said {
    let Overload { worst, months, per_day, moved } = overload;
    let (name, what, when) = (rep(plan, worst.rep), step(plan, worst.step), month(plan, worst.month));
    let (need, fits) = (number(worst.need, 1), number(worst.capacity, 1));
    let load = worst.share().map(percent).unwrap_or_default();
    let in_months = Counted(*months as u64, "month", "months");
    let (per_day, moved) = (at_least(*per_day), amount(plan, *moved));
    let more = at_least(worst.share().unwrap_or_default() - Decimal::ONE);
    (
        text!(
            en: "{name} has too many {what} in {in_months}; worst {when}: {need} where {fits} fit, load {load}";
            zh: "{name} 有 {months} 个月的{what}做不完；最多的 {when}：需 {need}，只能做 {fits}，负荷 {load}"
        ),
        Some(text!(
            en: "move {moved} of the quota to others, raise `capacity` to {per_day} a day, or add {more} of such a rep";
            zh: "把 {moved} 指标转给他人，把 `capacity` 提高到每天 {per_day}，或增加 {more} 名同样的销售"
        )),
    )
}

fn highest(plan: &Plan, load: &Load) -> Text {
    let (name, what, when) = (rep(plan, load.rep), step(plan, load.step), month(plan, load.month));
    let share = load.share().map(percent).unwrap_or_default();
    text!(en: "load at most {share}: {what} of {name} in {when}"; zh: "负荷最高 {share}：{name} {when} 的{what}")
}

fn team_fits(plan: &Plan, loads: &[TeamLoad]) -> Text {
    let said = |load: &TeamLoad| format!("{} {}", step(plan, load.step), load.share().map(percent).unwrap_or_default());
    let said: Vec<String> = loads.iter().map(said).collect();
    let (en, zh) = (said.join(", "), said.join("、"));
    text!(en: "load of the whole team: {en}"; zh: "全团队负荷：{zh}")
}

fn team_over(plan: &Plan, over: &TeamOver) -> Said {
    let what = step(plan, over.load.step);
    let (need, fits) = (grouped(&over.load.quota.to_string()), number(over.load.capacity, 0));
    let share = over.load.share().map(percent).unwrap_or_default();
    let (assigned, carried, per_day) =
        (amount(plan, over.assigned), amount(plan, over.carried), at_least(over.per_day));
    let (more, hires) =
        (over.more_reps, Counted(over.more_reps.unsigned_abs() as u64, "full-time rep", "full-time reps"));
    (
        text!(
            en: "the target takes {need} {what}, the team can do {fits}: {share}";
            zh: "目标需要 {need} 个{what}，团队只能做 {fits}：{share}"
        ),
        Some(text!(
            en: "assign {carried} instead of {assigned}, raise `capacity` to {per_day} a day, or add {hires}";
            zh: "把分配额从 {assigned} 降到 {carried}，把 `capacity` 提高到每天 {per_day}，或增加 {more} 名全职销售"
        )),
    )
}

fn commits(plan: &Plan, promised: Money, target: Money) -> Said {
    let gap = amount(plan, if promised < target { target - promised } else { promised - target });
    let (sum, goal) = (amount(plan, promised), amount(plan, target));
    if promised < target {
        (
            text!(
                en: "commits, and the quotas of the others, come to {sum}: {gap} below the target of {goal}";
                zh: "承诺加上其余人的指标共 {sum}，比目标 {goal} 少 {gap}"
            ),
            Some(text!(
                en: "find {gap}: higher commits, more reps, or a target lower by as much";
                zh: "补上 {gap}：提高承诺、增加销售，或把目标降低同样多"
            )),
        )
    } else {
        (
            text!(
                en: "commits, and the quotas of the others, come to {sum}, {gap} above the target";
                zh: "承诺加上其余人的指标共 {sum}，比目标多 {gap}"
            ),
            None,
        )
    }
}

/// What is certain decides more than any quota does.
fn mostly_secured(plan: &Plan, secured: Money, target: Money) -> Said {
    let (percent, sum) = (share_of(secured, target), amount(plan, secured));
    let said = match secured.decimal().checked_div((target - secured).decimal()) {
        Some(leverage) => {
            let adds = number(leverage, 1);
            text!(
                en: "{percent} of the target is secured: each 1% of it that fails adds {adds}% to the quotas";
                zh: "目标的 {percent} 已确定：其中每落空 1%，指标就要提高 {adds}%"
            )
        }
        None => text!(en: "all of the target is secured: the quotas are 0"; zh: "目标全部已确定：指标为 0"),
    };
    let change = text!(
        en: "check that all {sum} is signed, and lower `secured` by what is not";
        zh: "确认 {sum} 都已签约，未签部分从 `secured` 中扣除"
    );
    (said, Some(change))
}

fn share_of(part: Money, whole: Money) -> String {
    percent(part.decimal().checked_div(whole.decimal()).unwrap_or_default())
}
