//! How evenly reps and months carry, in words.

use crate::calc::check::spread::{Carried, Lever, Spread, Weight};
use crate::calc::decompose::load::Strain;
use crate::model::money::Money;
use crate::model::number::Decimal;
use crate::model::plan::{Plan, Seasonality};
use crate::model::text::{Lang, Text};
use crate::report::check::figures::{amount, month, number, percent, real_amount, rep};
use crate::report::check::rows::Said;
use crate::text;

pub fn say(plan: &Plan, found: &Spread) -> Said {
    match found {
        Spread::Even { most, least, ratio } => {
            let (high, low, times) = (rep(plan, most.rep), rep(plan, least.rep), number(*ratio, 2));
            (
                text!(
                    en: "for the same capacity reps carry at most {times} times as much: {high}, {low}";
                    zh: "同样产能下，销售之间最多相差 {times} 倍：{high}、{low}"
                ),
                None,
            )
        }
        Spread::Uneven { most, least, ratio, moved, lever } => uneven(plan, most, least, *ratio, *moved, *lever),
        Spread::Months { strains, weight } => months(plan, strains, *weight),
    }
}

fn uneven(plan: &Plan, most: &Carried, least: &Carried, ratio: Decimal, moved: Money, lever: Lever) -> Said {
    let (high, low) = (rep(plan, most.rep), rep(plan, least.rep));
    let (times, revenue) = (number(ratio, 2), amount(plan, moved));
    let (per_high, per_low) = (real_amount(plan, most.per_day), real_amount(plan, least.per_day));
    let (all_high, all_low) = (real_amount(plan, most.revenue), real_amount(plan, least.revenue));
    let how = match lever {
        Lever::LowerQuota => text!(
            en: "lower `quota` of {high}, or change `segments` or `weight`";
            zh: "降低 {high} 的 `quota`，或调整 `segments` 或 `weight`"
        ),
        Lever::RaiseQuota => text!(
            en: "raise `quota` of {low}, or change `segments` or `weight`";
            zh: "提高 {low} 的 `quota`，或调整 `segments` 或 `weight`"
        ),
        Lever::Segments { ratio } => {
            let after = number(ratio, 2);
            text!(
                en: "give {low} the `segments` of {high} (at most {after} times then), or change `weight` or `quota`";
                zh: "让 {low} 与 {high} 的 `segments` 相同（届时最多 {after} 倍），或调整 `weight` 或 `quota`"
            )
        }
        Lever::FixQuota => {
            let quota = real_amount(plan, least.revenue + moved.decimal());
            text!(
                en: "set `quota` of {low} to {quota}, or change `segments` or `weight`";
                zh: "把 {low} 的 `quota` 设为 {quota}，或调整 `segments` 或 `weight`"
            )
        }
    };
    let (en, zh) = (how.say(Lang::En), how.say(Lang::Zh));
    (
        text!(
            en: "for the same capacity {high} carries {times} times as much as {low}: {all_high} against {all_low}, {per_high} and {per_low} per day of capacity";
            zh: "同样产能下，{high} 的指标是 {low} 的 {times} 倍：{all_high} 对 {all_low}，每产能日 {per_high} 对 {per_low}"
        ),
        Some(text!(en: "move {revenue} from {high} to {low}: {en}"; zh: "把 {revenue} 从 {high} 转给 {low}：{zh}")),
    )
}

fn months(plan: &Plan, strains: &[Strain], weight: Option<Weight>) -> Said {
    let said = |strain: &Strain| {
        let share = strain.revenue_per_day.checked_div(strain.mean).map(percent).unwrap_or_default();
        format!("{} {share}", month(plan, strain.month))
    };
    let list = strains.iter().map(said).collect::<Vec<_>>().join(", ");
    (
        text!(
            en: "far from the mean revenue per day of capacity: {list} of it";
            zh: "每产能日的收入远离平均值：{list}"
        ),
        Some(remedy(plan, weight)),
    )
}

fn remedy(plan: &Plan, weight: Option<Weight>) -> Text {
    match (&plan.seasonality, weight) {
        (Seasonality::Capacity, _) => text!(
            en: "change the fixed quotas, or when reps start and take leave";
            zh: "调整固定指标，或销售的入职和休假时间"
        ),
        (_, Some(Weight { now, even })) => {
            let (now, even) = (number(now, 2), number(even, 2));
            text!(
                en: "weigh it {even} instead of {now}, or set `by = \"capacity\"`";
                zh: "把权重从 {now} 改为 {even}，或设 `by = \"capacity\"`"
            )
        }
        (_, None) => text!(
            en: "set `seasonality.by = \"capacity\"`, or list the weights that you want as `months`";
            zh: "设 `seasonality.by = \"capacity\"`，或用 `months` 写明各月权重"
        ),
    }
}
