//! Reps and their ramps, segments, currencies.

use super::funnel::lead;
use super::matching;
use super::time::spans;
use super::values::{amount, date, name, need, one_or_list, portion, positive, positive_amount, rate, share, text};
use crate::model::schema::{Kind, Member, Rule, Schema};
use crate::read::plan::alerts::MOST_EXCHANGE;
use crate::read::plan::reps::{MOST_HOURS, MOST_WEIGHT};
use crate::text;

pub fn reps() -> Schema {
    let members = vec![
        Member::new(
            "name",
            name(),
            text!(en: "The rep's name, as exports call the owner of a deal."; zh: "销售的姓名，与导出文件中的负责人一致。"),
        ),
        Member::new(
            "aliases",
            one_or_list(name()),
            text!(en: "Other names and e-mail addresses in exports."; zh: "导出文件中的其他名称和电子邮箱。"),
        ),
        Member::new("team", name(), text!(en: "The team."; zh: "团队。")),
        Member::new(
            "weight",
            positive(MOST_WEIGHT.into()),
            text!(en: "The share of the target relative to other reps; 1 where left out."; zh: "相对其他人承担的份量；不写为 1。"),
        ),
        Member::new(
            "hours",
            positive(MOST_HOURS.into()),
            text!(en: "The share of a full working day that the rep has for the steps; 1 where left out."; zh: "工作时间占全天的比例；不写为 1。"),
        ),
        Member::new("starts", date(), text!(en: "The first day at work."; zh: "入职日。")),
        Member::new("ends", date(), text!(en: "The last day at work."; zh: "最后在职日。")),
        Member::new(
            "ramp",
            text(),
            text!(en: "A ramp of `[ramp]`, counted from `starts`."; zh: "`[ramp]` 中的名称，从 `starts` 算起。"),
        ),
        Member::new("leave", spans(), text!(en: "Days off."; zh: "休假。")),
        Member::new(
            "segments",
            mix(),
            text!(en: "The segments served: `[\"KA\"]`, or with shares `{{ KA = 0.3, SMB = 0.7 }}`; all where left out."; zh: "负责的细分：`[\"KA\"]`，或带占比 `{{ KA = 0.3, SMB = 0.7 }}`；不写则全部。"),
        ),
        Member::new(
            "quota",
            amount(),
            text!(en: "A quota fixed by hand, for the whole plan."; zh: "手工指定的全期指标。"),
        ),
        Member::new(
            "commit",
            amount(),
            text!(en: "What the rep committed to, shown beside the quota."; zh: "本人承诺的金额，列在指标旁边。"),
        ),
    ];
    Schema::list(Schema::table(members).required(&["name"]).rule(Rule::Needs("ramp", "starts")))
        .rule(Rule::LeastItems(1))
}

fn mix() -> Schema {
    let names = Schema::list(text()).rule(Rule::LeastItems(1));
    Schema::any_of(vec![names, text(), Schema::map(Schema::default(), share())])
}

pub fn ramp() -> Schema {
    Schema::map(Schema::default(), Schema::list(portion()).rule(Rule::LeastItems(1)))
}

pub fn segments() -> Schema {
    let by_step = |value: Schema| Schema::map(Schema::default(), value);
    let members = vec![
        Member::new("name", name(), text!(en: "The name of the segment."; zh: "细分的名称。")),
        Member::new(
            "share",
            rate(),
            text!(en: "Its share of the target; one segment may leave it out and takes the rest."; zh: "占目标的比例；可有一个细分不写，取余下部分。"),
        ),
        Member::new(
            "average_deal",
            positive_amount(),
            text!(en: "Revenue per won deal, where it is not the plan's."; zh: "客单价，与计划不同时写。"),
        ),
        Member::new(
            "match",
            matching(),
            text!(en: "Which deals are its own: columns of the export and their values. One segment may leave it out and takes all others."; zh: "哪些商机属于它：导出文件的列及其值。可有一个细分不写，取其余全部。"),
        ),
        Member::new(
            "rates",
            by_step(rate()),
            text!(en: "Rates by step, where they are not the plan's."; zh: "各环节的转化率，与计划不同时写。"),
        ),
        Member::new(
            "needs",
            by_step(need()),
            text!(en: "Needs by step, where they are not the plan's."; zh: "各环节的单位需求，与计划不同时写。"),
        ),
        Member::new(
            "leads",
            by_step(lead()),
            text!(en: "Leads by step, where they are not the plan's."; zh: "各环节的提前期，与计划不同时写。"),
        ),
    ];
    Schema::list(Schema::table(members).required(&["name"]))
}

pub fn currencies() -> Schema {
    Schema::map(
        Schema::of(Kind::Text).rule(Rule::Pattern(r"^\s*[A-Za-z]{3}\s*$".to_owned())),
        positive(MOST_EXCHANGE.into()),
    )
}
