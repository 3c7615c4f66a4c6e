//! The plan file as a JSON Schema, for editors: what is known of a plan without computing.
//!
//! A test holds it to the reader: the same keys in every table, and no plan that one takes and the other does not but
//! for reasons that a schema cannot know, such as shares that do not sum to 1.

mod files;
mod funnel;
mod people;
mod time;
mod values;

use crate::model::schema::{Member, Rule, Schema};
use crate::text;
use values::{choice, date, fraction, name, positive_amount, text};

/// The schema of a whole plan.
pub fn plan() -> Schema {
    let tables = vec![
        Member::new("plan", head(), text!(en: "Name, time, currency and language."; zh: "名称、期间、货币和语言。")),
        Member::new(
            "target",
            target(),
            text!(en: "The revenue that the plan must bring in."; zh: "计划要完成的收入。"),
        ),
        Member::new(
            "funnel",
            funnel::funnel(),
            text!(en: "The average deal, and the steps that lead to deals."; zh: "客单价，以及通向成交的各个环节。"),
        ),
        Member::new(
            "calendar",
            time::calendar(),
            text!(en: "Which days are worked; without it Monday to Friday."; zh: "哪些是工作日；不写则为周一至周五。"),
        ),
        Member::new(
            "seasonality",
            time::seasonality(),
            text!(en: "What weighs the months; without it their working days."; zh: "各月的权重；不写则按工作日。"),
        ),
        Member::new(
            "ramp",
            people::ramp(),
            text!(en: "Shares of full productivity of new reps by month, by name."; zh: "新人逐月达到的产能比例，按名称。"),
        ),
        Member::new(
            "segments",
            people::segments(),
            text!(en: "Slices of the target with deals of their own size and conversion."; zh: "目标的细分，各有客单价和转化率。"),
        ),
        Member::new("reps", people::reps(), text!(en: "Who carries quota."; zh: "谁背指标。")),
        Member::new(
            "currencies",
            people::currencies(),
            text!(en: "Units of the plan's currency for one unit of each other."; zh: "一单位外币折合多少计划货币。"),
        ),
        Member::new(
            "alerts",
            time::alerts(),
            text!(en: "From which attainment on all is well, and what else is watched."; zh: "达成率的绿灯、黄灯界限，以及其他要盯的指标。"),
        ),
        Member::new(
            "data",
            files::data(),
            text!(en: "The exports that are read where none are named."; zh: "未指定时读取的导出文件。"),
        ),
        Member::new(
            "deals",
            files::deals(),
            text!(en: "How deal exports are read, where detection is wrong."; zh: "商机导出怎样读取；仅在识别有误时写。"),
        ),
        Member::new(
            "activities",
            files::activities(),
            text!(en: "How activity exports are read, where detection is wrong."; zh: "活动导出怎样读取；仅在识别有误时写。"),
        ),
    ];
    Schema::table(tables)
        .required(&["plan", "target", "funnel", "reps"])
        .about(text!(en: "A sales plan for splan."; zh: "splan 销售计划。"))
}

fn head() -> Schema {
    let members = vec![
        Member::new("name", name(), text!(en: "The name of the plan."; zh: "计划的名称。")),
        Member::new(
            "year",
            Schema::whole(1900, 2199),
            text!(en: "A calendar year; instead of it `starts`."; zh: "日历年；或改写 `starts`。"),
        ),
        Member::new(
            "starts",
            date(),
            text!(en: "The first day: the plan covers 12 months from it, or up to `ends`."; zh: "第一天：计划从此覆盖 12 个月，或到 `ends`。"),
        ),
        Member::new(
            "ends",
            date(),
            text!(en: "The last day, where the plan is not 12 months long."; zh: "最后一天，不是 12 个月时才写。"),
        ),
        Member::new(
            "currency",
            Schema::text(r"^\s*[A-Za-z]{3}\s*$"),
            text!(en: "A code of ISO 4217; without it USD, in a Chinese plan CNY."; zh: "ISO 4217 货币代码；不写则为 USD，中文计划为 CNY。"),
        ),
        Member::new("language", choice(&["en", "zh"]), text!(en: "The language of reports."; zh: "报表的语言。")),
    ];
    let time = Rule::OneOf(vec![Schema::having(&["year"]), Schema::having(&["starts"])]);
    Schema::table(members).required(&["name"]).rule(time).rule(Rule::Needs("ends", "starts"))
}

fn target() -> Schema {
    let members = vec![
        Member::new(
            "revenue",
            positive_amount(),
            text!(en: "What the company needs: `10_000_000`, `\"1,000万\"` or `\"10M\"`."; zh: "必达目标：`10_000_000`、`\"1,000万\"` 或 `\"10M\"`。"),
        ),
        Member::new("stretch", positive_amount(), text!(en: "The ambitious target."; zh: "挑战目标。")),
        Member::new(
            "over_assign",
            fraction(),
            text!(en: "How much more the reps carry than the company needs: 0.10 is 10 %."; zh: "各人指标之和比目标多出的比例：0.10 即 10%。"),
        ),
        Member::new(
            "round_to",
            positive_amount(),
            text!(en: "Monthly quotas are whole multiples of this amount."; zh: "月指标取整到该金额的倍数。"),
        ),
        Member::new(
            "secured",
            values::amount(),
            text!(en: "Revenue that is certain already, taken off before decomposing."; zh: "已确定的收入，分解前扣除。"),
        ),
        Member::new(
            "secured_match",
            matching(),
            text!(en: "Which deals the secured revenue is, by column of the export."; zh: "哪些商机属于已确定的收入，按导出文件的列。"),
        ),
    ];
    Schema::table(members).required(&["revenue"])
}

/// Columns of an export and the values that count.
fn matching() -> Schema {
    let values = Schema::any_of(vec![Schema::list(text()).rule(Rule::LeastItems(1)), text()]);
    Schema::map(Schema::default(), values).rule(Rule::LeastMembers(1))
}
