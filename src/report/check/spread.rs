//! How evenly reps and months carry, in words.

use crate::calc::check::spread::{Carried, Lever, Remedy, Spread, Weight};
use crate::calc::decompose::load::Strain;
use crate::model::money::Money;
use crate::model::number::Decimal;
use crate::model::plan::{Plan, Seasonality};
use crate::model::sentence::between;
use crate::model::text::{Lang, Text};
use crate::report::check::figures::{amount, month, number, percent, real_amount, rep};
use crate::report::check::rows::Said;
use crate::text;

pub fn say(plan: &Plan, found: &Spread) -> Said {
    match found {
        Spread::Even { most, least, ratio } => (even(plan, most, least, *ratio), None),
        Spread::Uneven { most, least, ratio, moved, remedy } => uneven(plan, (most, least), *ratio, *moved, *remedy),
        Spread::Months { strains, weight } => months(plan, strains, *weight),
    }
}

fn even(plan: &Plan, most: &Carried, least: &Carried, ratio: Decimal) -> Text {
    let (high, low, times) = (rep(plan, most.rep), rep(plan, least.rep), number(ratio, 2));
    if number(ratio, 1) == "1" {
        return text!(en: "reps carry alike for the same capacity"; zh: "同样产能下，销售的指标相同");
    }
    text!(
        en: "reps carry alike: at most {times} times ({high}, {low})";
        zh: "同样产能下，销售之间最多相差 {times} 倍（{high}、{low}）"
    )
}

fn uneven(
    plan: &Plan,
    (most, least): (&Carried, &Carried),
    ratio: Decimal,
    moved: Money,
    remedy: Option<Remedy>,
) -> Said {
    let (high, low) = (rep(plan, most.rep), rep(plan, least.rep));
    let (times, revenue) = (number(ratio, 2), amount(plan, moved));
    let (per_high, per_low) = (real_amount(plan, most.per_day), real_amount(plan, least.per_day));
    let how = match remedy {
        Some(remedy) => {
            let (lever, after) = (pull(plan, &high, &low, remedy.lever), number(remedy.ratio, 2));
            let (en, zh) = (lever.say(Lang::En), lever.say(Lang::Zh));
            text!(
                en: "{en} (at most {after} times then), or raise `weight` of {high} if it can carry more";
                zh: "{zh}（届时最多 {after} 倍）；若 {high} 确能多担，则提高其 `weight`"
            )
        }
        None => text!(
            en: "by `segments` or `quota`, or raise `weight` of {high} if it can carry more";
            zh: "可改 `segments` 或 `quota`；若 {high} 确能多担，则提高其 `weight`"
        ),
    };
    let (en, zh) = (how.say(Lang::En), how.say(Lang::Zh));
    (
        text!(
            en: "{high} carries {times} times as much as {low} for the same capacity: {per_high} against {per_low} a day";
            zh: "同样产能下，{high} 的指标是 {low} 的 {times} 倍：每日 {per_high} 对 {per_low}"
        ),
        Some(text!(en: "move {revenue} from {high} to {low}: {en}"; zh: "把 {revenue} 从 {high} 转给 {low}：{zh}")),
    )
}

fn pull(plan: &Plan, high: &str, low: &str, lever: Lever) -> Text {
    match lever {
        Lever::Segments => text!(
            en: "give {low} the `segments` of {high}";
            zh: "让 {low} 与 {high} 的 `segments` 相同"
        ),
        Lever::QuotaOfLeast(quota) => {
            let quota = amount(plan, quota);
            text!(en: "set `quota` of {low} to {quota}"; zh: "把 {low} 的 `quota` 设为 {quota}")
        }
        Lever::QuotaOfMost(quota) => {
            let quota = amount(plan, quota);
            text!(en: "set `quota` of {high} to {quota}"; zh: "把 {high} 的 `quota` 设为 {quota}")
        }
    }
}

fn months(plan: &Plan, strains: &[Strain], weight: Option<Weight>) -> Said {
    let said = |strain: &Strain| {
        let share = strain.revenue_per_day.checked_div(strain.mean).map(percent).unwrap_or_default();
        format!("{} {share}", month(plan, strain.month))
    };
    let list: Vec<String> = strains.iter().map(said).collect();
    let (en, zh) = (list.join(between(Lang::En)), list.join(between(Lang::Zh)));
    (
        text!(
            en: "far from the mean revenue per day of capacity: {en} of it";
            zh: "每产能日的收入远离平均值：{zh}"
        ),
        Some(remedy(plan, weight)),
    )
}

/// Whether a plan longer than a year has the same weights every year, so that a change of one changes all its years.
fn repeats(weights: &[Decimal], per_year: usize) -> bool {
    weights.len() > per_year && weights.iter().zip(weights.iter().skip(per_year)).all(|(a, b)| a == b)
}

fn remedy(plan: &Plan, weight: Option<Weight>) -> Text {
    match (&plan.seasonality, weight) {
        (Seasonality::Capacity, _) => text!(
            en: "change the fixed quotas, or when reps start and take leave";
            zh: "调整固定指标，或销售的入职和休假时间"
        ),
        (Seasonality::Quarters(weights), Some(Weight { now, even })) if repeats(weights, 4) => {
            let (now, even, quarters) = (number(now, 2), number(even, 2), weights.len());
            text!(
                en: "list all {quarters} quarters, where 4 now repeat, and weigh this one {even} instead of {now}; or set `by = \"capacity\"`";
                zh: "现为 4 个权重循环：写出全部 {quarters} 个季度，把该季度从 {now} 改为 {even}；或设 `by = \"capacity\"`"
            )
        }
        (Seasonality::Months(weights), Some(Weight { now, even })) if repeats(weights, 12) => {
            let (now, even, months) = (number(now, 2), number(even, 2), weights.len());
            text!(
                en: "list all {months} months, where 12 now repeat, and weigh this one {even} instead of {now}; or set `by = \"capacity\"`";
                zh: "现为 12 个权重循环：写出全部 {months} 个月，把该月从 {now} 改为 {even}；或设 `by = \"capacity\"`"
            )
        }
        (Seasonality::Quarters(_), Some(Weight { now, even })) => {
            let (now, even) = (number(now, 2), number(even, 2));
            text!(
                en: "weigh the quarter {even} instead of {now}, or set `by = \"capacity\"`";
                zh: "把该季度的权重从 {now} 改为 {even}，或设 `by = \"capacity\"`"
            )
        }
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
