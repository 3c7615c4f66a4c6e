//! The deals behind a figure: what each adds to it, and what it was before.

use std::borrow::Cow;

use crate::calc::changes::{Changes, Figure, Pair};
use crate::model::actuals::Slot;
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::model::sentence::{grouped, harmless_within};
use crate::model::snapshot::{Called, Entry, Owner, Snapshot, State};
use crate::model::text::{Lang, Text};
use crate::report::amounts::spoken;
use crate::report::cell::Cell;
use crate::report::changes::figures;
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::words::Word;
use crate::text;

/// Columns that a deal's name takes in the table.
const SHOWN: usize = 26;

/// A figure whose deals can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    Figure(Figure),
    /// Deals that changed hands while they stayed in the pipeline.
    Transferred,
    /// Won in the period without having been in its pipeline at the start.
    WonBesides,
}

impl List {
    pub const ALL: [List; 13] = [
        List::Figure(Figure::Start),
        List::Figure(Figure::New),
        List::Figure(Figure::Reopened),
        List::Figure(Figure::Increased),
        List::Figure(Figure::Decreased),
        List::Figure(Figure::PulledIn),
        List::Figure(Figure::PushedOut),
        List::Figure(Figure::Won),
        List::Figure(Figure::Lost),
        List::Figure(Figure::Gone),
        List::Figure(Figure::Closing),
        List::Transferred,
        List::WonBesides,
    ];

    /// The fixed name in machine formats; options write it with `-`.
    pub fn name(self) -> &'static str {
        match self {
            List::Figure(figure) => figure.name(),
            List::Transferred => "transferred",
            List::WonBesides => "won_besides",
        }
    }

    fn text(self) -> Text {
        match self {
            List::Figure(figure) => figures::text(figure),
            List::Transferred => text!(en: "transferred"; zh: "转手"),
            List::WonBesides => text!(en: "won besides"; zh: "此外赢单"),
        }
    }

    /// Its deals, each with what it adds to the figure, the largest first.
    pub fn deals(self, changes: &Changes<'_>) -> Vec<(Pair, Money)> {
        match self {
            List::Figure(figure) => changes.behind(figure),
            List::Transferred => changes.behind(Figure::TransferredIn),
            List::WonBesides => changes.won_besides(),
        }
    }
}

/// One section for each list, in the order in which they are asked for.
pub fn sections<'a>(plan: &'a Plan, changes: &Changes<'_>, lists: &[List]) -> Vec<Section<'a>> {
    lists.iter().map(|list| section(plan, changes, *list)).collect()
}

fn section<'a>(plan: &'a Plan, changes: &Changes<'_>, list: List) -> Section<'a> {
    let deals = list.deals(changes);
    let total: Money = deals.iter().map(|(_, share)| *share).sum();
    let (n, sum, name) = (grouped(&deals.len().to_string()), spoken(&plan.currency, total), list.text());
    let heading = match deals.len() {
        0 => text!(en: "{}: no deals", name.say(Lang::En); zh: "{}：无", name.say(Lang::Zh)),
        1 => text!(en: "{}: 1 deal, {sum}", name.say(Lang::En); zh: "{}：1 个商机，{sum}", name.say(Lang::Zh)),
        _ => text!(en: "{}: {n} deals, {sum}", name.say(Lang::En); zh: "{}：{n} 个商机，{sum}", name.say(Lang::Zh)),
    };
    if deals.is_empty() {
        return Section { heading: Some(heading), name: Some(name), ..Section::default() };
    }
    let mut columns = vec![Column::left(Text::new("deal", "商机"))];
    // Where owners are what differs, they have their columns.
    let owned = list != List::Transferred;
    columns.extend(owned.then(|| Column::left(Word::Owner.text()).spare(1)));
    columns.push(Column::right(Word::Amount.text()));
    // What is new was nothing before, and a level compares nothing.
    let level = matches!(list, List::Figure(figure) if !figure.is_change());
    let one_side = level || list == List::Figure(Figure::New);
    columns.extend(if one_side {
        vec![Column::left(Word::CloseDate.text())]
    } else {
        vec![Column::left(Text::new("was", "原")), Column::left(Text::new("is", "现"))]
    });
    let row = |(pair, share): &(Pair, Money)| {
        let known = Deal::new(plan, changes, *pair);
        let amount = match known.share(*share) {
            Some(share) if level || matches!(list, List::Transferred | List::WonBesides) => Cell::Money(share),
            share => share.map(Cell::MoneyGap).into(),
        };
        let mut cells: Vec<Cell<'a>> = vec![known.title().into()];
        cells.extend(owned.then(|| known.owner().to_owned().into()));
        cells.push(amount);
        let [was, is] = known.differs(plan, list);
        cells.extend(match list {
            _ if !one_side => vec![was, is],
            List::Figure(Figure::Start) => vec![was],
            _ => vec![is],
        });
        Row::new(RowKind::Plain, cells)
    };
    let rows = deals.iter().map(row).collect();
    Section { heading: Some(heading), name: Some(name), table: Some(Table { columns, rows }), ..Section::default() }
}

/// Everything known of a deal in either export.
pub struct Deal<'c> {
    pub called: Called<'c>,
    pub entries: [Option<&'c Entry>; 2],
    /// Reps by their names in the plan, others as written; several with `; ` between them.
    pub owners: [Option<Cow<'c, str>>; 2],
    /// Who leads it, or led it.
    lead: Slot,
}

impl<'c> Deal<'c> {
    pub fn new(plan: &'c Plan, changes: &'c Changes<'_>, pair: Pair) -> Self {
        let entries = changes.sides(pair);
        let called = match (pair.after, pair.before) {
            (Some(at), _) => changes.after.called(at),
            (None, at) => changes.before.called(at.unwrap_or(usize::MAX)),
        };
        let name = |(owner, _): &'c (Owner, u32)| match owner {
            Owner::Rep(rep) => plan.reps.get(*rep).map_or("", |rep| rep.name.as_str()),
            Owner::Stranger(name) => name,
        };
        let owner = |snapshot: &'c Snapshot, entry: Option<&Entry>| match snapshot.holder(entry?)?.0.as_slice() {
            [one] => Some(Cow::Borrowed(name(one))),
            several => Some(Cow::Owned(several.iter().map(name).collect::<Vec<_>>().join("; "))),
        };
        let owners = [owner(changes.before, entries[0]), owner(changes.after, entries[1])];
        let leads = |snapshot: &Snapshot, entry: Option<&Entry>| Some(snapshot.holder(entry?)?.0.first()?.0.slot());
        let lead = leads(changes.after, entries[1]).or(leads(changes.before, entries[0])).flatten();
        Deal { called, entries, owners, lead }
    }

    /// Its name, else its account, else its id.
    pub fn title(&self) -> String {
        let Called { id, name, account } = self.called;
        let first = [name, account, id].into_iter().find(|text| !text.is_empty()).unwrap_or("—");
        harmless_within(first, SHOWN)
    }

    /// Who has it, or had it.
    pub fn owner(&self) -> &str {
        let [old, new] = &self.owners;
        new.as_ref().or(old.as_ref()).map_or("", |owner| owner)
    }

    /// What it adds to a figure; nothing where neither export knows its amount.
    pub fn share(&self, share: Money) -> Option<Money> {
        self.entries.iter().flatten().any(|entry| entry.amount.is_some()).then_some(share)
    }

    /// The team of the rep who has it, or had it; empty where that is none of the plan.
    pub fn team<'p>(&self, plan: &'p Plan) -> &'p str {
        let rep = plan.reps.get(self.lead.unwrap_or(usize::MAX));
        rep.and_then(|rep| plan.teams.get(rep.team)).map_or("", String::as_str)
    }

    /// What of it was and is different, as far as the list is about it.
    fn differs<'a>(&self, plan: &Plan, list: List) -> [Cell<'a>; 2] {
        let amount = |entry: Option<&Entry>| match entry.and_then(|entry| entry.amount) {
            Some(amount) => Cell::from(spoken(&plan.currency, amount)),
            None => Cell::Missing,
        };
        let day = |entry: Option<&Entry>| match entry.map(|entry| (entry.state, entry.close)) {
            Some((State::Open, Some(day))) => Cell::Day(day),
            Some((State::Open, None)) => text!(en: "no date"; zh: "无日期").into(),
            Some((state, Some(day))) => {
                let state = state_text(state);
                text!(en: "{} {day}", state.say(Lang::En); zh: "{} {day}", state.say(Lang::Zh)).into()
            }
            Some((state, None)) => state_text(state).into(),
            None => Cell::from(""),
        };
        let gone = || text!(en: "not in it"; zh: "不在其中").into();
        match list {
            List::Figure(Figure::Increased | Figure::Decreased) => self.entries.map(amount),
            List::Transferred => self.owners.each_ref().map(|owner| owner.as_deref().map(str::to_owned).into()),
            List::Figure(Figure::Gone) if self.entries[1].is_none() => [day(self.entries[0]), gone()],
            List::Figure(Figure::Gone) => {
                [day(self.entries[0]), self.entries[1].map(|entry| state_text(entry.state)).into()]
            }
            List::Figure(_) | List::WonBesides => self.entries.map(day),
        }
    }
}

fn state_text(state: State) -> Text {
    match state {
        State::Open => text!(en: "open"; zh: "进行中"),
        State::Won => text!(en: "won"; zh: "赢单"),
        State::Lost => text!(en: "lost"; zh: "输单"),
        State::Void => text!(en: "void"; zh: "作废"),
        State::Secured => text!(en: "secured"; zh: "已确定"),
    }
}
