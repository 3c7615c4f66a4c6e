//! `[[alerts.rules]]`: what is watched, for whom, and what to do when it is out of bounds.

use crate::model::alert::{Bound, Rule, Unit, Watched, Whom, defaults};
use crate::model::diagnostic::Diagnostic;
use crate::model::funnel::Funnel;
use crate::model::metric::Metric;
use crate::model::number::Decimal;
use crate::model::rep::Rep;
use crate::model::segment::same_name;
use crate::model::status::Status;
use crate::model::text::Text;
use crate::read::plan::fault::Fault;
use crate::read::plan::names::did_you_mean;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::Node;
use crate::read::plan::values;
use crate::read::plan::values::amounts::Amounts;
use crate::text;

/// What rules can name; nothing where that part of the plan is not valid, so that it is not reported twice.
pub struct Known<'a> {
    pub funnel: Option<&'a Funnel>,
    pub staff: Option<(&'a [String], &'a [Rep])>,
    pub amounts: Amounts<'a>,
}

/// The rules of the plan, and the default ones about what it has no rule for; nothing, and reported, where one is wrong.
pub fn read(alerts: &mut Section, known: &Known) -> Option<Vec<Rule>> {
    let members = match alerts.members("rules") {
        Field::Read(members) => members,
        Field::Absent => Vec::new(),
        Field::Faulty => return None,
    };
    let rules: Vec<Option<Rule>> = members.iter().map(|member| rule(alerts.unnamed("rules", member), known)).collect();
    let mut rules: Vec<Rule> = rules.into_iter().collect::<Option<_>>()?;
    let stated: Vec<Watched> = rules.iter().map(|rule| rule.watched).collect();
    rules.extend(defaults().into_iter().filter(|default| !stated.contains(&default.watched)));
    Some(rules)
}

fn rule(mut section: Section, known: &Known) -> Option<Rule> {
    let watched = section.required("metric", "metric = \"coverage\"", |node| watched(node, known.funnel));
    let unit = match &watched {
        Field::Read(watched) => watched.unit(),
        Field::Absent | Field::Faulty => Unit::Count,
    };
    let whom = whom(&mut section, known);
    let below = section.field("below", |node| bound(node, unit, known.amounts));
    let above = section.field("above", |node| bound(node, unit, known.amounts));
    let weeks = section.field("weeks", |node| values::whole(node, 1..=520, 4));
    let levels = [("amber", Status::Amber), ("red", Status::Red)];
    let level = section.field("level", |node| values::choice(node, &levels));
    let action = section.field("action", values::text).read().map(Text::same);
    let owner = section.field("owner", values::text).read();
    if below.is_absent() && above.is_absent() {
        section
            .want(&["below", "above"], text!(en: "add `below = 2`, or `above`"; zh: "请加上 `below = 2` 或 `above`"));
    }
    if !below.is_absent() && !above.is_absent() {
        let problem = Diagnostic::error(
            text!(en: "`{}` and `below` exclude each other", section.path_of("above"); zh: "`{}` 与 `below` 不能并用", section.path_of("above")),
            section.place_of("above"),
            text!(en: "a rule has one bound"; zh: "一条规则只有一个界限"),
        );
        section.report(problem.help(text!(en: "write two rules"; zh: "请写成两条规则")));
    }
    if let (Field::Read(watched), Field::Read(_)) = (&watched, &weeks)
        && !watched.is_weekly()
    {
        let problem = Diagnostic::error(
            text!(en: "`{}` does not fit this metric", section.path_of("weeks"); zh: "`{}` 不适用于该指标", section.path_of("weeks")),
            section.place_of("weeks"),
            text!(en: "it is known of the as-of day alone, not of past weeks"; zh: "只知道截止日的数值，不知道过去各周的"),
        );
        section.report(problem.help(text!(en: "leave `weeks` out"; zh: "请删去 `weeks`")));
    }
    section.finish();
    let bound = match (below.read(), above.read()) {
        (Some(below), None) => Bound::Below(below),
        (None, Some(above)) => Bound::Above(above),
        _ => return None,
    };
    let weeks = weeks.read().and_then(|weeks| usize::try_from(weeks).ok());
    let level = level.read().unwrap_or(Status::Amber);
    Some(Rule { watched: watched.read()?, whom: whom?, bound, weeks, level, action, owner })
}

fn watched(node: &Node, funnel: Option<&Funnel>) -> Result<Watched, Fault> {
    let name = values::text(node)?;
    if let Some((_, watched)) = Watched::NAMED.iter().find(|(known, _)| same_name(known, &name)) {
        return Ok(*watched);
    }
    // With a faulty funnel any name may be a step of it.
    let Some(funnel) = funnel else { return Ok(Watched::Attainment) };
    let steps = funnel.steps().iter().map(|step| step.name.as_str());
    match steps.clone().position(|step| same_name(step, &name)) {
        Some(step) => Ok(Watched::Actual(Metric::Step(step))),
        None => {
            let all = Watched::NAMED.iter().map(|(known, _)| *known).chain(steps);
            Err(Fault::new(node, text!(en: "be a metric or a step"; zh: "是指标或漏斗环节"), did_you_mean(&name, all)))
        }
    }
}

/// A bound in the unit of its metric: amounts in minor units.
fn bound(node: &Node, unit: Unit, amounts: Amounts) -> Result<Decimal, Fault> {
    match unit {
        Unit::Money => amounts.at_least_zero(node).map(|money| money.decimal()),
        Unit::Count | Unit::Share | Unit::Times => values::decimal(node),
    }
}

/// The scope of a rule, narrowed by a name; nothing, and reported, where there is no such team or rep.
fn whom(section: &mut Section, known: &Known) -> Option<Whom> {
    let scopes = [("company", Whom::Company), ("team", Whom::Team(None)), ("rep", Whom::Rep(None))];
    let scope = section.field("scope", |node| values::choice(node, &scopes));
    let whom = match scope {
        Field::Absent => Whom::Company,
        Field::Read(whom) => whom,
        Field::Faulty => {
            section.field("name", values::text);
            return None;
        }
    };
    let named = section.field("name", |node| {
        let name = values::text(node)?;
        let Some((teams, reps)) = known.staff else { return Ok(whom) };
        let names: Vec<&str> = match whom {
            Whom::Team(_) => teams.iter().map(String::as_str).collect(),
            Whom::Rep(_) => reps.iter().map(|rep| rep.name.as_str()).collect(),
            Whom::Company => {
                let help = text!(en: "add `scope = \"team\"` or `scope = \"rep\"`"; zh: "请加上 `scope = \"team\"` 或 `scope = \"rep\"`");
                return Err(Fault::new(node, text!(en: "name a team or rep"; zh: "是团队或销售的名称"), help));
            }
        };
        let at = names.iter().position(|known| same_name(known, &name));
        match (at, whom) {
            (None, _) => {
                let must = text!(en: "name a team or rep of the plan"; zh: "是计划中的团队或销售");
                Err(Fault::new(node, must, did_you_mean(&name, names.iter().copied())))
            }
            (at, Whom::Team(_)) => Ok(Whom::Team(at)),
            (at, _) => Ok(Whom::Rep(at)),
        }
    });
    match named {
        Field::Absent => Some(whom),
        named => named.read(),
    }
}
