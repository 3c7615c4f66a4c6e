//! What moved between two exports, held against a published waterfall, cases worked out by hand, and the identity over
//! random pairs of exports. Amounts are in cents, the last two digits behind an underscore of their own.
#![allow(clippy::inconsistent_digit_grouping)]

mod support;

use proptest::prelude::*;

use splan::calc::changes::{Changes, Figure, Movement, Path, changes};
use splan::calc::group::{COMPANY, Group, Scope};
use splan::model::day::{Day, Span};
use splan::model::money::Money;
use splan::model::plan::Plan;
use splan::model::snapshot::{Snapshot, State};
use support::snapshots::{Deal, open, snapshot};

const PLAN: &str = r#"
[plan]
name = "Quarter"
starts = 2026-01-01
ends = 2026-03-31
currency = "EUR"
[target]
revenue = 64_000
[funnel]
average_deal = 1_000
[[funnel.steps]]
name = "opportunities"
rate = 0.5
[[segments]]
name = "Large"
share = 0.5
match = { Tier = ["Large"] }
[[segments]]
name = "Small"
[[reps]]
name = "Ann"
team = "North"
[[reps]]
name = "Abe"
team = "North"
[[reps]]
name = "Bob"
team = "South"
"#;

fn quarter() -> Span {
    Span::new(Day::parse("2026-01-01").unwrap(), Day::parse("2026-03-31").unwrap()).unwrap()
}

const IN: &str = "2026-02-15";
const LATER: &str = "2026-05-01";

fn compared<'a>(plan: &Plan, before: &'a Snapshot, after: &'a Snapshot) -> Changes<'a> {
    changes(plan, before, after, quarter()).unwrap()
}

fn movement(changes: &Changes<'_>, scope: Scope, member: Option<usize>) -> Movement {
    let group = Group { scope, member };
    changes.lines.iter().find(|line| line.group == group).map(|line| line.movement).unwrap_or_default()
}

/// Signed effects on amount, in main units, and count.
fn effect(movement: &Movement, figure: Figure) -> (i128, i64) {
    (movement.of(figure).amount.minor() / 100, movement.of(figure).count)
}

/// The waterfall of a published example of pipeline changes: 1,257,559 + 1,501,878 + 180,171 + 149,382 − 0 − 271,125
/// − 556,292 − 287,487 = 1,974,086, with one deal for each figure.
#[test]
fn the_published_waterfall() {
    let main = |amount: i128| amount * 100;
    let before = snapshot(&[
        open("stays", IN, main(142_655)),
        open("pushed", IN, main(271_125)),
        open("won", IN, main(556_292)),
        open("lost", IN, main(287_487)),
        open("pulled", LATER, main(149_382)),
    ]);
    let after = snapshot(&[
        open("stays", IN, main(142_655 + 180_171)),
        open("pushed", LATER, main(300_000)),
        open("won", "2026-02-20", main(600_000)).state(State::Won),
        open("lost", "2026-02-20", 0).state(State::Lost),
        open("pulled", IN, main(149_382)),
        open("new", IN, main(1_501_878)),
    ]);
    let plan = support::plan(PLAN);
    let changes = compared(&plan, &before, &after);
    let company = changes.company().unwrap();
    let told: Vec<(i128, i64)> = Figure::ALL.into_iter().map(|figure| effect(company, figure)).collect();
    assert_eq!(
        told,
        [
            (1_257_559, 4),
            (1_501_878, 1),
            (0, 0),
            (180_171, 0),
            (0, 0),
            (149_382, 1),
            (0, 0),
            (-271_125, -1),
            (-556_292, -1),
            (-287_487, -1),
            (0, 0),
            (0, 0),
            (1_974_086, 3)
        ]
    );
    assert_eq!(1_257_559 + 1_501_878 + 180_171 + 149_382 - 271_125 - 556_292 - 287_487, 1_974_086);
}

#[test]
fn a_deal_that_is_pulled_in_moves_at_its_old_amount() {
    let before = snapshot(&[open("in", LATER, 100_00), open("out", IN, 100_00), open("undated", "", 50_00)]);
    let after = snapshot(&[open("in", IN, 130_00), open("out", LATER, 999_00), open("undated", IN, 40_00)]);
    let plan = support::plan(PLAN);
    let changes = compared(&plan, &before, &after);
    let company = changes.company().unwrap();
    let told = [Figure::PulledIn, Figure::Increased, Figure::Decreased, Figure::PushedOut, Figure::Closing];
    assert_eq!(told.map(|figure| effect(company, figure)), [(150, 2), (30, 0), (-10, 0), (-100, -1), (170, 2)]);
    let behind = |figure| changes.behind(figure).into_iter().map(|(_, share)| share.minor()).collect::<Vec<_>>();
    assert_eq!((behind(Figure::PulledIn), behind(Figure::Increased)), (vec![100_00, 50_00], vec![30_00]));
}

#[test]
fn what_is_gone_void_reopened_or_won_on_the_way() {
    let before = snapshot(&[
        open("vanished", IN, 10_00),
        open("void", IN, 20_00),
        open("secured", IN, 30_00),
        open("again", "2026-01-10", 40_00).state(State::Lost),
        open("valid again", IN, 50_00).state(State::Void),
        open("won before", "2026-01-10", 60_00).state(State::Won),
        open("later", LATER, 70_00),
    ]);
    let after = snapshot(&[
        open("void", IN, 20_00).state(State::Void),
        open("secured", IN, 30_00).state(State::Secured),
        open("again", IN, 45_00),
        open("valid again", IN, 50_00),
        open("won before", "2026-01-10", 60_00).state(State::Won),
        open("later", "2026-02-01", 75_00).state(State::Won),
        open("quick", "2026-02-01", 80_00).state(State::Won),
        open("won elsewhere", LATER, 90_00).state(State::Won),
        open("never", IN, 99_00).state(State::Lost),
    ]);
    let plan = support::plan(PLAN);
    let changes = compared(&plan, &before, &after);
    let company = changes.company().unwrap();
    let told = [Figure::Start, Figure::Gone, Figure::Reopened, Figure::Won, Figure::Closing];
    assert_eq!(told.map(|figure| effect(company, figure)), [(60, 3), (-60, -3), (95, 2), (0, 0), (95, 2)]);
    assert_eq!((changes.besides.amount.minor(), changes.besides.count), (155_00, 2), "won without having been due");
    assert_eq!(changes.on(Path::Outside), 3);
}

#[test]
fn a_deal_that_changes_hands_is_transferred() {
    let (ann, abe, bob) = (&[Some(0)][..], &[Some(1)][..], &[Some(2)][..]);
    let both = &[Some(0), Some(2)][..];
    let before = snapshot(&[
        open("inside the team", IN, 100_00).of(ann),
        open("across teams", IN, 200_00).of(ann),
        open("shared", IN, 300_01).of(ann),
        open("won by another", IN, 400_00).of(ann),
        open("pulled", LATER, 500_00).of(ann),
    ]);
    let after = snapshot(&[
        open("inside the team", IN, 110_00).of(abe),
        open("across teams", IN, 190_00).of(bob),
        open("shared", IN, 300_01).of(both),
        open("won by another", IN, 400_00).of(bob).state(State::Won),
        open("pulled", IN, 500_00).of(bob),
    ]);
    let plan = support::plan(PLAN);
    let changes = compared(&plan, &before, &after);
    let figures = [
        Figure::Start,
        Figure::TransferredOut,
        Figure::TransferredIn,
        Figure::Increased,
        Figure::Decreased,
        Figure::PulledIn,
        Figure::Won,
        Figure::Closing,
    ];
    let told = |scope, member| figures.map(|figure| movement(&changes, scope, member).of(figure).amount.minor());
    // A third owner's cent stays with the first: 300.01 is 150.01 and 150.00.
    assert_eq!(told(Scope::Rep, Some(0)), [1000_01, -450_00, 0, 0, 0, 0, -400_00, 150_01]);
    assert_eq!(told(Scope::Rep, Some(1)), [0, 0, 100_00, 10_00, 0, 0, 0, 110_00]);
    assert_eq!(told(Scope::Rep, Some(2)), [0, 0, 350_00, 0, -10_00, 500_00, 0, 840_00]);
    assert_eq!(told(Scope::Team, Some(0)), [1000_01, -350_00, 0, 10_00, 0, 0, -400_00, 260_01]);
    assert_eq!(told(Scope::Company, None), [1000_01, 0, 0, 10_00, -10_00, 500_00, -400_00, 1100_01]);
    let counts = |member| figures.map(|figure| movement(&changes, Scope::Rep, member).of(figure).count);
    assert_eq!(counts(Some(0)), [4, -2, 0, 0, 0, 0, -1, 1], "the first of two owners keeps the deal itself");
    assert_eq!(changes.behind(Figure::TransferredIn).len(), 3);
}

#[test]
fn without_ids_name_and_owner_tell() {
    let named = |name, close, amount| Deal { name, ..open("", close, amount) };
    let before = snapshot(&[
        named("Anvil", IN, 10_00),
        Deal { id: "7", ..named("Crane", IN, 20_00) },
        named("Twin", IN, 30_00),
        named("Twin", IN, 31_00),
        named("Triplet", IN, 40_00),
        named("Triplet", "2026-03-01", 41_00),
        named("", IN, 50_00),
        Deal { owners: &[Some(2)], ..named("Drill", IN, 60_00) },
    ]);
    let after = snapshot(&[
        named("Anvil", IN, 11_00),
        named("Crane", IN, 22_00),
        named("Twin", IN, 30_00),
        named("Twin", IN, 35_00),
        named("Triplet", IN, 44_00),
        named("Triplet", IN, 45_00),
        named("", IN, 50_00),
        named("Drill", IN, 60_00),
    ]);
    let plan = support::plan(PLAN);
    let changes = compared(&plan, &before, &after);
    let tally = &changes.matching;
    assert_eq!((tally.by_id, tally.by_name, tally.without_id, tally.nameless), (0, 4, [7, 8], [1, 1]));
    // The twin of 30 is itself, the other one is what is left; the triplets cannot be told apart.
    assert_eq!(tally.ambiguous.len(), 1);
    assert_eq!((before.called(tally.ambiguous[0].like).name, tally.ambiguous[0].deals), ("Triplet", [2, 2]));
    let company = changes.company().unwrap();
    assert_eq!(effect(company, Figure::Increased), (1 + 2 + 4, 0));
    assert_eq!(effect(company, Figure::Gone), (-(40 + 41 + 50 + 60), -4));
    assert_eq!(effect(company, Figure::New), (44 + 45 + 50 + 60, 4));
}

#[test]
fn different_ids_are_different_deals_whatever_their_names() {
    let named = |id, name, amount| Deal { name, ..open(id, IN, amount) };
    let before = snapshot(&[named("1", "Anvil", 10_00), named("3", "Crane", 10_00)]);
    let after = snapshot(&[named("2", "Anvil", 10_00), named("", "Crane", 10_00)]);
    let plan = support::plan(PLAN);
    let changes = compared(&plan, &before, &after);
    assert_eq!((changes.matching.by_name, changes.matching.ambiguous.len()), (1, 0));
    assert_eq!([Path::Gone, Path::New, Path::Stayed].map(|path| changes.on(path)), [1, 1, 1]);
    // Those created on one day are the same, if there is one on each side.
    let made = |id, created, amount| Deal { created, ..named(id, "Saw", amount) };
    let before = snapshot(&[made("", "2026-01-05", 1_00), made("", "2026-01-06", 2_00), made("", "2026-01-06", 3_00)]);
    let after = snapshot(&[made("", "2026-01-06", 4_00), made("", "2026-01-05", 5_00), made("", "2026-01-06", 6_00)]);
    let changes = compared(&plan, &before, &after);
    assert_eq!((changes.matching.by_name, changes.matching.ambiguous[0].deals), (1, [2, 2]));
    assert_eq!(effect(changes.company().unwrap(), Figure::Increased), (4, 0));
}

/// What a random deal looks like in one export; nothing where it is not there.
#[derive(Clone, Debug)]
struct Side {
    owners: Vec<Option<usize>>,
    segment: Option<usize>,
    state: State,
    close: usize,
    amount: Option<i128>,
}

const CLOSES: [&str; 4] = ["", "2025-12-31", IN, LATER];
const NAMES: [&str; 3] = ["Anvil", "Crane", ""];

fn side() -> impl Strategy<Value = Option<Side>> {
    let owners = prop_oneof![
        Just(vec![Some(0)]),
        Just(vec![Some(1)]),
        Just(vec![Some(2)]),
        Just(vec![None]),
        Just(vec![Some(0), Some(2)]),
        Just(vec![Some(2), None, Some(1)]),
    ];
    let state = prop_oneof![
        6 => Just(State::Open),
        1 => Just(State::Won),
        1 => Just(State::Lost),
        1 => Just(State::Void),
        1 => Just(State::Secured),
    ];
    let amount = prop::option::weighted(0.9, -500_i128..2_000);
    let segment = prop_oneof![Just(Some(0)), Just(Some(1)), Just(None)];
    let some = (owners, segment, state, 0..CLOSES.len(), amount)
        .prop_map(|(owners, segment, state, close, amount)| Side { owners, segment, state, close, amount });
    prop::option::weighted(0.8, some)
}

/// An export of the deals that it has, numbered from 0; those for which `has_id` is false have none.
fn export(sides: &[Option<Side>], names: &[usize], has_id: impl Fn(usize) -> bool) -> Snapshot {
    let ids: Vec<String> = (0..sides.len()).map(|at| at.to_string()).collect();
    let deals: Vec<Deal<'_>> = sides
        .iter()
        .enumerate()
        .filter_map(|(at, side)| {
            let side = side.as_ref()?;
            Some(Deal {
                id: if has_id(at) { &ids[at] } else { "" },
                name: NAMES[names[at]],
                owners: &side.owners,
                segment: side.segment,
                state: side.state,
                close: CLOSES[side.close],
                created: ["2026-01-05", "2026-01-06", ""][at % 3],
                amount: side.amount,
            })
        })
        .collect();
    snapshot(&deals)
}

fn due(snapshot: &Snapshot, of: impl Fn(&[Option<usize>]) -> bool) -> (i128, i64) {
    let entries = snapshot.entries().iter().filter(|entry| entry.is_due_in(quarter()));
    let whole = entries.filter(|entry| {
        of(&snapshot.holder(entry).unwrap().0.iter().map(|(owner, _)| owner.slot()).collect::<Vec<_>>())
    });
    whole.fold((0, 0), |(amount, count), entry| (amount + entry.amount.map_or(0, Money::minor), count + 1))
}

proptest! {
    #[test]
    fn start_and_movements_are_the_closing_pipeline(
        deals in prop::collection::vec((side(), side(), 0..NAMES.len(), prop::bool::weighted(0.7), prop::bool::weighted(0.7)), 0..24),
    ) {
        let plan = support::plan(PLAN);
        let names: Vec<usize> = deals.iter().map(|deal| deal.2).collect();
        let olds: Vec<_> = deals.iter().map(|deal| deal.0.clone()).collect();
        let news: Vec<_> = deals.iter().map(|deal| deal.1.clone()).collect();
        let before = export(&olds, &names, |at| deals[at].3);
        let after = export(&news, &names, |at| deals[at].4);
        let changes = compared(&plan, &before, &after);
        // Every deal is in exactly one pair, and on exactly one path.
        let mut seen = [vec![0; before.entries().len()], vec![0; after.entries().len()]];
        for (pair, _) in &changes.paths {
            for (side, at) in [pair.before, pair.after].into_iter().enumerate() {
                if let Some(at) = at { seen[side][at] += 1; }
            }
        }
        prop_assert!(seen.iter().flatten().all(|times| *times == 1));
        prop_assert_eq!(Path::ALL.into_iter().map(|path| changes.on(path)).sum::<usize>(), changes.paths.len());
        // The identity, group by group, and both ends counted from the exports alone.
        for line in &changes.lines {
            prop_assert!(line.movement.foots(), "{:?}", line);
        }
        let company = changes.company().unwrap();
        let end = |figure: Figure| (company.of(figure).amount.minor(), company.of(figure).count);
        prop_assert_eq!(end(Figure::Start), due(&before, |_| true));
        prop_assert_eq!(end(Figure::Closing), due(&after, |_| true));
        prop_assert_eq!((end(Figure::TransferredIn), end(Figure::TransferredOut)), ((0, 0), (0, 0)));
        let alone = due(&after, |slots| slots == [Some(1)]).1 + due(&after, |slots| slots.first() == Some(&Some(1)) && slots.len() > 1).1;
        prop_assert_eq!(movement(&changes, Scope::Rep, Some(1)).of(Figure::Closing).count, alone);
        // Every scope sums to the company, where transfers within it cancel out.
        for scope in [Scope::Team, Scope::Rep, Scope::Segment] {
            for figure in Figure::ALL.into_iter().filter(|f| !matches!(f, Figure::TransferredIn | Figure::TransferredOut)) {
                let sum = changes.of(scope).fold((0, 0), |(amount, count), line| {
                    let part = line.movement.of(figure);
                    (amount + part.amount.minor(), count + part.count)
                });
                prop_assert_eq!(sum, end(figure), "{:?} {:?}", scope, figure);
            }
            let moved = |figure| changes.of(scope).map(|line| line.movement.of(figure).amount).sum::<Money>();
            prop_assert_eq!(moved(Figure::TransferredIn) + moved(Figure::TransferredOut), Money::ZERO);
        }
        // Lists foot to their figures.
        for figure in Figure::ALL.into_iter().filter(|f| !matches!(f, Figure::TransferredIn | Figure::TransferredOut)) {
            let list = changes.behind(figure);
            let sum = company.of(figure);
            prop_assert_eq!((list.len() as u64, list.iter().map(|(_, share)| *share).sum::<Money>()), (sum.deals, sum.amount), "{:?}", figure);
        }
        prop_assert!(changes.lines.iter().any(|line| line.group == COMPANY));
    }

    #[test]
    fn an_export_against_itself_moves_nothing(
        deals in prop::collection::vec((side(), 0..NAMES.len()), 0..24), with_ids in any::<bool>(),
    ) {
        let plan = support::plan(PLAN);
        let names: Vec<usize> = deals.iter().map(|deal| deal.1).collect();
        let sides: Vec<_> = deals.iter().map(|deal| deal.0.clone()).collect();
        let one = export(&sides, &names, |_| with_ids);
        let changes = compared(&plan, &one, &one);
        prop_assert!(changes.matching.ambiguous.is_empty());
        let nameless = changes.matching.nameless[0];
        let moved: u64 = changes.company().map_or(0, |company| {
            Figure::ALL.into_iter().filter(|figure| figure.is_change()).map(|figure| company.of(figure).deals).sum()
        });
        prop_assert!(moved <= 2 * nameless, "{moved} {nameless}");
    }
}
