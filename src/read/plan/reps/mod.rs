//! `[[reps]]`: who carries quota.

mod employment;
mod mix;
mod people;
pub mod ramps;

use crate::model::day::Span;
use crate::model::diagnostic::Place;
use crate::model::number::{Decimal, Fraction};
use crate::model::rep::{NO_TEAM, Rep};
use crate::read::plan::days;
use crate::read::plan::fault::Fault;
use crate::read::plan::reps::people::People;
use crate::read::plan::reps::ramps::Ramps;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::segments::SegmentsPart;
use crate::read::plan::tree::Node;
use crate::read::plan::values;
use crate::read::plan::values::amounts::Amounts;
use crate::text;

/// What reps refer to.
pub struct Around<'a> {
    pub plan: Option<Span>,
    pub ramps: &'a Ramps,
    pub segments: &'a SegmentsPart,
    pub amounts: Amounts<'a>,
}

/// Beyond these, a weight or hours are a slip of the keyboard.
pub const MOST_WEIGHT: u32 = 1_000;
pub const MOST_HOURS: u32 = 2;

/// Reps in the order written, and their teams in the order of their first rep.
pub struct Staff {
    pub reps: Vec<Rep>,
    pub teams: Vec<String>,
}

pub fn read(root: &mut Section, around: &Around) -> Option<Staff> {
    let members = match root.members("reps") {
        Field::Read(members) if !members.is_empty() => members,
        Field::Faulty => return None,
        Field::Absent | Field::Read(_) => {
            let help = text!(en: "add `[[reps]]` with `name = \"Ann\"` for each rep"; zh: "请为每个销售加上 `[[reps]]` 和 `name = \"李娜\"`");
            root.want(&["reps"], help);
            return None;
        }
    };
    let mut people = People::default();
    let mut reps = Vec::with_capacity(members.len());
    for (position, member) in members.iter().enumerate() {
        let (section, name) = root.named("reps", member, "Ann");
        reps.extend(rep(section, name, position, &mut people, around));
    }
    if reps.len() == members.len() {
        mix::every_segment_is_served(&reps, around.segments, root.notes());
    }
    let reps: Option<Vec<Rep>> = reps.into_iter().map(Draft::resolved).collect();
    Some(Staff { reps: reps?, teams: people.into_teams() })
}

/// A rep whose mix may be in doubt.
pub struct Draft {
    rep: Rep,
    pub mix: Option<Vec<Fraction>>,
}

impl Draft {
    fn resolved(self) -> Option<Rep> {
        Some(Rep { mix: self.mix?, ..self.rep })
    }
}

fn rep(
    mut rep: Section,
    name: Field<(String, Place)>,
    position: usize,
    people: &mut People,
    around: &Around,
) -> Option<Draft> {
    let amounts = around.amounts;
    let aliases = rep.list("aliases", |node| Ok((values::name(node)?, node.place.clone()))).read().unwrap_or_default();
    let team = rep.field("team", values::name).read();
    let weight = rep.field("weight", |node| values::positive(node, MOST_WEIGHT, "0.5")).read().unwrap_or(Decimal::ONE);
    let hours = rep.field("hours", hours).read().unwrap_or(Decimal::ONE);
    let employed = employment::read(&mut rep, around.plan);
    let ramp = rep.field("ramp", |node| around.ramps.named(node));
    let leave = days::spans(&mut rep, "leave").read().unwrap_or_default();
    let mix = mix::read(&mut rep, around.segments);
    let quota = rep.field("quota", |node| amounts.at_least_zero(node)).read();
    let commit = rep.field("commit", |node| amounts.at_least_zero(node)).read();
    if !ramp.is_absent() && employed.starts.is_absent() {
        employment::ramp_without_start(&mut rep);
    }
    if let Field::Read(name) = &name {
        people.take(name, &aliases, position, rep.notes());
    }
    let mix = if rep.is_misspelt("segments") { None } else { mix };
    rep.finish();
    let (name, _) = name.read()?;
    let rep = Rep {
        name,
        aliases: aliases.into_iter().map(|(alias, _)| alias).collect(),
        team: people.team(team.as_deref().unwrap_or(NO_TEAM)),
        weight,
        hours,
        starts: employed.starts.read(),
        ends: employed.ends.read(),
        ramp: ramp.read().unwrap_or_default(),
        leave,
        mix: Vec::new(),
        quota,
        commit,
    };
    Some(Draft { rep, mix })
}

/// Share of a full working day.
fn hours(node: &Node) -> Result<Decimal, Fault> {
    values::positive(node, MOST_HOURS, "0.5").map_err(|fault| {
        fault.help(text!(en: "a full working day is `1`, half of it `0.5`"; zh: "全天写 `1`，半天写 `0.5`"))
    })
}
