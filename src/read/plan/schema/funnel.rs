//! `[funnel]` and its steps.

use super::values::{any_case, choice, name, need, not_one_of, one_or_list, positive, positive_amount, rate, text};
use crate::model::schema::{Member, Rule, Schema};
use crate::read::plan::funnel::steps::{MOST_CAPACITY, MOST_LEAD, OPPORTUNITIES, RESERVED};
use crate::text;

pub fn funnel() -> Schema {
    let members = vec![
        Member::new(
            "average_deal",
            positive_amount(),
            text!(en: "Revenue per won deal; segments may have their own."; zh: "客单价：每个成交的收入；细分可以另写。"),
        ),
        Member::new(
            "beyond",
            choice(&["repeat", "none"]),
            text!(en: "Whether deals after the plan cause work in it: `repeat` (default) asks of the months after it what its own months asked."; zh: "计划之后的成交是否在期内产生工作量：`repeat`（默认）按计划各月重复。"),
        ),
        Member::new(
            "steps",
            Schema::list(step()),
            text!(en: "The steps in any order; together they form a tree that ends in deals."; zh: "各环节，次序不限；合起来是一棵以成交为终点的树。"),
        ),
    ];
    Schema::table(members)
}

fn step() -> Schema {
    let members = vec![
        Member::new(
            "name",
            name().rule(not_one_of(&RESERVED)),
            text!(en: "The name of the step. `opportunities`, `opps`, 商机 and 机会 are counted from the deals themselves."; zh: "环节的名称。`opportunities`、`opps`、商机、机会按商机记录计数。"),
        ),
        Member::new(
            "feeds",
            name(),
            text!(en: "The step that this one becomes; opportunities become deals."; zh: "转化成的下一环节；商机转化为成交。"),
        ),
        Member::new(
            "source",
            choice(&["deals", "activities"]),
            text!(en: "Where its units are counted."; zh: "从哪里计数。"),
        ),
        Member::new(
            "rate",
            rate(),
            text!(en: "The share that converts: `0.2`, `\"20%\"` or `\"1/5\"`. Instead of it `need`."; zh: "转化率：`0.2`、`\"20%\"` 或 `\"1/5\"`；或改写 `need`。"),
        ),
        Member::new(
            "need",
            need(),
            text!(en: "How many of this step one unit of the next takes. Instead of it `rate`."; zh: "下一环节每一个需要多少个本环节；或改写 `rate`。"),
        ),
        Member::new(
            "lead",
            lead(),
            text!(en: "Calendar days before the step it feeds; 0 where left out."; zh: "比下一环节提前的日历天数；不写为 0。"),
        ),
        Member::new(
            "capacity",
            positive(MOST_CAPACITY.into()),
            text!(en: "Units per rep and working day that can be done."; zh: "每人每个工作日能完成的数量。"),
        ),
        Member::new(
            "match",
            one_or_list(text()),
            text!(en: "Activity types that count as this step; without it its name and its known synonyms."; zh: "哪些活动类型计入本环节；不写则按名称及已知同义词。"),
        ),
    ];
    let conversion = Rule::OneOf(vec![Schema::having(&["rate"]), Schema::having(&["need"])]);
    let with =
        |name, schema| Schema::default().rule(Rule::Members(vec![Member::plain(name, schema)])).required(&[name]);
    let counted = |words: &[&str]| Schema::default().rule(Rule::Pattern(any_case(words)));
    let feeds = Rule::AnyOf(vec![
        Schema::having(&["feeds"]),
        with("source", counted(&["deals"])),
        with("name", counted(&OPPORTUNITIES)),
    ]);
    Schema::table(members).required(&["name"]).rule(conversion).rule(feeds)
}

pub fn lead() -> Schema {
    Schema::whole(0, MOST_LEAD.into())
}
