//! `[[funnel.steps]]`, each by itself.

use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::funnel::{Conversion, StepSource};
use crate::model::number::{Decimal, Fraction};
use crate::model::segment::same_name;
use crate::model::sentence;
use crate::read::plan::fault::Fault;
use crate::read::plan::names::{Names, fold, two_named};
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::Node;
use crate::read::plan::values;
use crate::text;

/// A step that is counted from the deals themselves is called one of these.
pub const OPPORTUNITIES: [&str; 6] = ["opportunities", "opportunity", "opps", "商机", "机会", "销售机会"];

/// Names that the columns of tables have already.
pub const RESERVED: [&str; 22] = [
    "deals",
    "revenue",
    "period",
    "scope",
    "team",
    "name",
    "rep",
    "segment",
    "start",
    "end",
    "workdays",
    "metric",
    "plan",
    "plan_to_date",
    "actual",
    "gap",
    "attainment",
    "status",
    "pace",
    "remaining",
    "needed_per_day",
    "secured",
];

/// The longest lead in days.
pub const MOST_LEAD: u32 = 3660;
/// The largest capacity in units per working day.
pub const MOST_CAPACITY: u32 = 1_000_000;

/// The steps in the order written.
pub struct Steps {
    pub drafts: Vec<Draft>,
    pub names: Names,
    /// Whether every step's name could be read.
    pub all_named: bool,
}

/// A step before its place in the tree is known. What is faulty is reported and has a stand-in.
pub struct Draft {
    pub name: String,
    pub place: Place,
    /// What it feeds, as written; nothing where it is not said.
    pub feeds: Field<(String, Place)>,
    pub source: StepSource,
    pub conversion: Conversion,
    pub lead: u32,
    pub capacity: Option<Decimal>,
    pub words: Vec<(String, Place)>,
}

pub fn read(funnel: &mut Section) -> Steps {
    let mut steps = Steps { drafts: Vec::new(), names: Names::default(), all_named: true };
    let members = match funnel.members("steps") {
        Field::Read(members) => members,
        Field::Absent => return steps,
        Field::Faulty => return Steps { all_named: false, ..steps },
    };
    for member in members {
        let (section, name) = funnel.named("steps", &member, "calls");
        let Some(draft) = draft(section, name) else {
            steps.all_named = false;
            continue;
        };
        match steps.names.take(&draft.name, steps.drafts.len(), &draft.place) {
            Ok(()) => steps.drafts.push(draft),
            Err((_, first)) => {
                funnel.notes().report(two_named(("steps", "漏斗环节"), &draft.name, &draft.place, first))
            }
        }
    }
    only_one_from_deals(&steps.drafts, funnel);
    counted_twice(&steps.drafts, funnel);
    steps
}

fn draft(mut step: Section, name: Field<(String, Place)>) -> Option<Draft> {
    let mut feeds = step.field("feeds", |node| Ok((values::name(node)?, node.place.clone())));
    let source = step.field("source", source).read();
    let rate = step.field("rate", values::rate);
    let need = step.field("need", values::need);
    let lead = step.field("lead", |node| values::whole(node, 0..=MOST_LEAD, 45)).read().unwrap_or(0);
    let capacity = step.field("capacity", |node| values::positive(node, MOST_CAPACITY, "30")).read();
    let words = step.list("match", |node| Ok((values::text(node)?, node.place.clone()))).read().unwrap_or_default();
    let conversion = conversion(&mut step, rate, need);
    let source = source.unwrap_or_else(|| match &name {
        Field::Read((name, _)) if OPPORTUNITIES.contains(&fold(name).as_str()) => StepSource::Deals,
        _ => StepSource::Activities,
    });
    if feeds.is_absent() && source == StepSource::Activities {
        step.want(&["feeds"], text!(en: "add `feeds = \"opportunities\"`, the step it becomes"; zh: "请加上 `feeds = \"opportunities\"`，即它转化成的环节"));
        feeds = Field::Faulty;
    }
    if let Field::Read((name, place)) = &name {
        refuse_reserved(&mut step, name, place);
    }
    step.finish();
    let (name, place) = name.read()?;
    Some(Draft { name, place, feeds, source, conversion, lead, capacity, words })
}

fn source(node: &Node) -> Result<StepSource, Fault> {
    values::choice(node, &[("deals", StepSource::Deals), ("activities", StepSource::Activities)])
}

/// Rate or need, exactly one of them.
fn conversion(step: &mut Section, rate: Field<Fraction>, need: Field<Fraction>) -> Conversion {
    let stand_in = Conversion::Need(Fraction::ONE);
    if rate.is_absent() && need.is_absent() {
        let help = text!(
            en: "add `rate = 0.2`, the share that converts, or `need = 5`, how many one unit of the next step takes";
            zh: "请加上 `rate = 0.2`（转化的比例）或 `need = 5`（下一环节每一个所需的数量）"
        );
        step.want(&["rate", "need"], help);
        return stand_in;
    }
    if !rate.is_absent() && !need.is_absent() {
        let problem = Diagnostic::error(
            text!(
                en: "`{}` and `{}` say the same twice", step.path_of("rate"), step.path_of("need");
                zh: "`{}` 与 `{}` 重复", step.path_of("rate"), step.path_of("need")
            ),
            step.place_of("need"),
            text!(en: "beside a rate"; zh: "已写了转化率"),
        );
        let problem = problem.also(step.place_of("rate"), text!(en: "the rate"; zh: "转化率"));
        step.report(problem.help(text!(en: "keep one of the two: need is 1 ÷ rate"; zh: "只留其一：need = 1 ÷ rate")));
        return stand_in;
    }
    match (rate, need) {
        (Field::Read(rate), _) => Conversion::Rate(rate),
        (_, Field::Read(need)) => Conversion::Need(need),
        _ => stand_in,
    }
}

fn refuse_reserved(step: &mut Section, name: &str, place: &Place) {
    if !RESERVED.contains(&fold(name).as_str()) {
        return;
    }
    let problem = Diagnostic::error(
        text!(en: "a step cannot be named `{name}`"; zh: "漏斗环节不能命名为 `{name}`"),
        place.clone(),
        text!(en: "reserved for a column of the tables"; zh: "这是表格的列名"),
    );
    let (taken, zh_taken) = sentence::names(RESERVED, RESERVED.len());
    step.report(
        problem.help(text!(en: "choose another name than {taken}"; zh: "请换一个名称，以下均已占用：{zh_taken}")),
    );
}

fn only_one_from_deals(drafts: &[Draft], funnel: &mut Section) {
    let mut from_deals = drafts.iter().filter(|draft| draft.source == StepSource::Deals);
    let Some(first) = from_deals.next() else { return };
    for second in from_deals {
        let problem = Diagnostic::error(
            text!(
                en: "`{}` and `{}` are both counted from the deals", first.name, second.name;
                zh: "`{}` 与 `{}` 都以商机记录计数", first.name, second.name
            ),
            second.place.clone(),
            text!(en: "a second opportunities step"; zh: "第二个商机环节"),
        );
        let problem = problem.also(first.place.clone(), text!(en: "the first"; zh: "第一个"));
        let help = text!(
            en: "rename one, or give it `source = \"activities\"`";
            zh: "请改名，或写 `source = \"activities\"`"
        );
        funnel.report(problem.help(help));
    }
}

/// An activity is counted once: a type that two steps name counts for the first of them in the funnel's order.
fn counted_twice(drafts: &[Draft], funnel: &mut Section) {
    let mut seen: Vec<(&str, usize, &Place)> = Vec::new();
    for (step, draft) in drafts.iter().enumerate() {
        for (word, place) in &draft.words {
            let earlier = seen.iter().find(|(known, at, _)| *at != step && same_name(known, word));
            let Some((_, at, first)) = earlier else {
                seen.push((word, step, place));
                continue;
            };
            let (name, other) = (&draft.name, drafts.get(*at).map_or("", |other| other.name.as_str()));
            let problem = Diagnostic::error(
                text!(en: "`{other}` and `{name}` both count `{word}`"; zh: "`{other}` 与 `{name}` 都计入 `{word}`"),
                place.clone(),
                text!(en: "an activity counts once, for the step nearer to deals"; zh: "一次活动只计一次，归离成交较近的环节"),
            );
            let problem = problem.also((*first).clone(), text!(en: "the first"; zh: "第一处"));
            let help = text!(en: "leave the activity type to one of them"; zh: "每种活动类型只归一个环节");
            funnel.report(problem.help(help).warning());
        }
    }
}
