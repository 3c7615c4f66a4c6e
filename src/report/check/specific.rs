//! Who carries what, in words.

use crate::calc::check::specific::Specific;
use crate::model::plan::Plan;
use crate::model::rep::NO_TEAM;
use crate::model::sentence::{Counted, names, quoted};
use crate::model::text::Text;
use crate::report::check::rows::Said;
use crate::text;

/// Names in a sentence before the rest is only counted.
const NAMED: usize = 5;

pub fn say(plan: &Plan, found: &Specific) -> Said {
    match found {
        Specific::Shape { reps, teams, segments, steps } => (shape(*reps, *teams, *segments, *steps), None),
        Specific::WithoutTeam { reps } => {
            let (without, all) = (reps.len(), plan.reps.len());
            let (list, zh_list) = names(reps.iter().filter_map(|rep| plan.reps.get(*rep)).map(|rep| &rep.name), NAMED);
            let (teams, zh_teams) = names(plan.teams.iter().filter(|team| *team != NO_TEAM), NAMED);
            (
                text!(en: "no team for {without} of {all} reps: {list}"; zh: "{all} 名销售中 {without} 名没有团队：{zh_list}"),
                Some(
                    text!(en: "give each a `team`: {teams} or a new one"; zh: "为每人写上 `team`：{zh_teams} 或新团队"),
                ),
            )
        }
        Specific::TeamsAlike { first, second } => {
            let team = |at: &usize| plan.teams.get(*at).map(|name| quoted(name)).unwrap_or_default();
            let (first, second) = (team(first), team(second));
            (
                text!(
                    en: "{first} and {second} are two teams whose names differ only in spaces, case or width";
                    zh: "{first} 与 {second} 被当作两个团队，但名称只差空格、大小写或全半角"
                ),
                Some(text!(en: "write {first} if they are one team"; zh: "若是同一团队，请统一写作 {first}")),
            )
        }
        Specific::NoSteps => (
            text!(en: "the funnel ends at deals: nobody is told what to do for them"; zh: "漏斗只有成交：没有人知道为此该做什么"),
            Some(
                text!(en: "add `[[funnel.steps]]`, such as opportunities with their win rate"; zh: "加上 `[[funnel.steps]]`，例如商机及其赢率"),
            ),
        ),
    }
}

/// `10 reps in 3 teams, 2 segments, 3 steps`, without what the plan has none of.
fn shape(reps: usize, teams: usize, segments: usize, steps: usize) -> Text {
    let mut en = Counted(reps as u64, "rep", "reps").to_string();
    let mut zh = format!("{reps} 名销售");
    if teams > 0 {
        en.push_str(&format!(" in {}", Counted(teams as u64, "team", "teams")));
        zh = format!("{teams} 个团队的 {zh}");
    }
    if segments > 0 {
        en.push_str(&format!(", {}", Counted(segments as u64, "segment", "segments")));
        zh.push_str(&format!("，{segments} 个细分"));
    }
    if steps > 0 {
        en.push_str(&format!(", {}", Counted(steps as u64, "step", "steps")));
        zh.push_str(&format!("，{steps} 个漏斗环节"));
    }
    Text::new(en, zh)
}
