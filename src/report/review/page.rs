//! The page: which blocks of a review are shown, and in which order.

use crate::calc::group::Scope;
use crate::model::text::{Lang, Text};
use crate::report::changes;
use crate::report::model::Section;
use crate::report::review::{Found, View, alerts, bridge, catch_up, charts, conversion, pipeline, tables, verdict};
use crate::text;

/// One block of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    Verdict,
    Alerts,
    Table,
    Bridge,
    Conversion,
    CatchUp,
    Pipeline,
    Changes,
}

impl Block {
    pub const ALL: [Block; 8] = [
        Block::Verdict,
        Block::Alerts,
        Block::Table,
        Block::Bridge,
        Block::Conversion,
        Block::CatchUp,
        Block::Pipeline,
        Block::Changes,
    ];

    /// What a meeting is run from: where we stand, why, and what to do this week.
    pub const MEETING: [Block; 7] =
        [Block::Verdict, Block::Alerts, Block::Table, Block::Bridge, Block::CatchUp, Block::Pipeline, Block::Changes];

    /// The fixed name in options.
    pub fn name(self) -> &'static str {
        match self {
            Block::Verdict => "verdict",
            Block::Alerts => "alerts",
            Block::Table => "table",
            Block::Bridge => "bridge",
            Block::Conversion => "conversion",
            Block::CatchUp => "catch-up",
            Block::Pipeline => "pipeline",
            Block::Changes => "changes",
        }
    }
}

/// What of a review is put on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// [`Block::MEETING`].
    Meeting,
    /// These blocks, in this order, with all they have to say.
    Blocks(Vec<Block>),
    /// A few lines for a chat message.
    Brief,
}

/// The sections of the page.
pub fn sections<'a>(found: &Found<'a>, view: &View) -> Vec<Section<'a>> {
    match &view.page {
        Page::Meeting => Block::MEETING.iter().flat_map(|block| of_block(found, view, *block, view.wide)).collect(),
        Page::Blocks(blocks) => blocks.iter().flat_map(|block| of_block(found, view, *block, true)).collect(),
        Page::Brief => vec![brief(found)],
    }
}

/// One block; `in_full` with the parts that a meeting does not need.
fn of_block<'a>(found: &Found<'a>, view: &View, block: Block, in_full: bool) -> Vec<Section<'a>> {
    match block {
        Block::Verdict => vec![Section {
            name: Some(text!(en: "verdict"; zh: "结论")),
            lines: verdict::lines(found.plan, found.review),
            charts: charts::of_verdict(found, view.by),
            ..Section::default()
        }],
        Block::Alerts => alerts::section(found.plan, found.alerts, in_full).into_iter().collect(),
        Block::Table => tables::sections(found.plan, found.review, view),
        Block::Bridge => bridge::sections(found, view, in_full),
        Block::Conversion => vec![conversion::section(found)],
        Block::CatchUp => catch_up::sections(found, view, in_full),
        Block::Pipeline => pipeline::sections(found, view, in_full),
        Block::Changes => found
            .since
            .iter()
            .flat_map(|since| {
                changes::sections(found.plan, since.changes, &found.review.period.name, in_full.then_some(view.by))
            })
            .collect(),
    }
}

/// The verdict, what remains and what it asks of the coming week, the worst alert, the leak, what moved: no tables.
fn brief<'a>(found: &Found<'_>) -> Section<'a> {
    let company = found.bridges.of(Scope::Company).next();
    let mut lines = verdict::lines(found.plan, found.review);
    lines.truncate(2);
    if let Some(week) = catch_up::this_week(found) {
        lines = match lines.pop() {
            Some(remaining) => lines.into_iter().chain([joined(&remaining, &week)]).collect(),
            None => vec![week],
        };
    }
    lines.push(alerts::brief(found.plan, found.alerts));
    lines.extend(company.and_then(|company| bridge::leak(found.plan, found.bridges, company)));
    let period = &found.review.period.name;
    lines.extend(found.since.and_then(|since| changes::brief(found.plan, since.changes, since.earlier.files, period)));
    Section { lines, ..Section::default() }
}

fn joined(one: &Text, other: &Text) -> Text {
    text!(
        en: "{}; {}", one.say(Lang::En), other.say(Lang::En);
        zh: "{}；{}", one.say(Lang::Zh), other.say(Lang::Zh)
    )
}
