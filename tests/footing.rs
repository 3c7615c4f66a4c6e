//! Random plans: every printed total equals the sum of its printed parts, in every direction, and every total of
//! the two families of rule 9 lies within one unit of its real value.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use splan::calc::decompose::quotas::Quotas;
use splan::calc::group::Scope;
use splan::model::metric::Metric;
use splan::model::number::{Decimal, Fixed, whole as whole_decimal};
use splan::model::plan::Plan;
use splan::model::text::Lang;
use splan::model::timeline::{Grain, Period};
use splan::report::decompose::{View, report};
use splan::report::plain::Plain;

#[derive(Clone, Debug)]
struct Spec {
    reps: Vec<RepSpec>,
    start: (u8, u8),
    months: u8,
    target: u64,
    cents: u8,
    currency: &'static str,
    over: u8,
    round_to: Option<u32>,
    segments: Vec<(u8, u32, u16)>,
    leads: (u16, u16),
    rate: u8,
    need: u8,
    repeat: bool,
    capacity_seasons: bool,
    /// Equal reps and round amounts, where thousands of cells lie within a hair of whole numbers.
    even: bool,
}

#[derive(Clone, Debug)]
struct RepSpec {
    team: u8,
    weight: u8,
    /// Days after the plan's start.
    joins: Option<u16>,
    stays: Option<u16>,
    ramped: bool,
    leave: Option<(u16, u8)>,
    mix: u8,
    fixed: Option<u8>,
}

fn rep() -> impl Strategy<Value = RepSpec> {
    let time = (prop::option::weighted(0.3, 0..400_u16), prop::option::weighted(0.2, 5..500_u16), any::<bool>());
    let leave = prop::option::weighted(0.3, (0..300_u16, 1..60_u8));
    (0..4_u8, 1..30_u8, time, leave, 0..4_u8, prop::option::weighted(0.15, 1..200_u8)).prop_map(
        |(team, weight, (joins, stays, ramped), leave, mix, fixed)| RepSpec {
            team,
            weight,
            joins,
            stays,
            ramped,
            leave,
            mix,
            fixed,
        },
    )
}

fn spec() -> impl Strategy<Value = Spec> {
    let money = (1_000..5_000_000_000_u64, 0..100_u8, prop::sample::select(vec!["CNY", "JPY", "KWD"]), 0..40_u8);
    let rounding = prop::option::weighted(0.3, prop::sample::select(vec![1_u32, 10, 100, 5_000, 1_000_000]));
    let segments = prop::collection::vec((1..100_u8, 100..100_000_u32, 0..200_u16), 0..4);
    let funnel = ((0..200_u16, 0..100_u16), 5..100_u8, 1..30_u8, any::<bool>(), any::<bool>(), any::<bool>());
    let time = ((1..=12_u8, 1..=28_u8), 1..=24_u8);
    (prop::collection::vec(rep(), 1..60), time, money, rounding, segments, funnel).prop_map(
        |(
            reps,
            (start, months),
            (target, cents, currency, over),
            round_to,
            segments,
            (leads, rate, need, repeat, capacity_seasons, even),
        )| Spec {
            reps,
            start,
            months,
            target: if even { target.next_multiple_of(1_000_000) } else { target },
            cents,
            currency,
            over,
            round_to,
            segments,
            leads,
            rate,
            need,
            repeat,
            capacity_seasons,
            even,
        },
    )
}

/// The plan as a user would write it. The first rep is there for the whole plan and serves everything, so that
/// somebody can always carry what is left.
fn toml(spec: &Spec) -> String {
    let start = splan::model::day::Day::new(2026, spec.start.0.into(), spec.start.1.into()).unwrap();
    let days = i32::from(spec.months) * 30 - 1;
    let end = start.plus(days.max(6));
    let mut out = String::new();
    let decimals = if spec.currency == "JPY" { String::new() } else { format!(".{:02}", spec.cents) };
    writeln!(out, "[plan]\nname = \"p\"\nstarts = {start}\nends = {end}\ncurrency = \"{}\"", spec.currency).unwrap();
    writeln!(out, "[target]\nrevenue = \"{}{decimals}\"\nover_assign = 0.{:02}", spec.target, spec.over).unwrap();
    if let Some(unit) = spec.round_to {
        writeln!(out, "round_to = {unit}").unwrap();
    }
    let deal = if spec.even { 10_000 } else { 7_777 };
    writeln!(out, "[funnel]\naverage_deal = {deal}\nbeyond = \"{}\"", if spec.repeat { "repeat" } else { "none" })
        .unwrap();
    writeln!(out, "[[funnel.steps]]\nname = \"opps\"\nrate = 0.{:02}\nlead = {}", spec.rate, spec.leads.0).unwrap();
    writeln!(
        out,
        "[[funnel.steps]]\nname = \"calls\"\nfeeds = \"opps\"\nneed = {}\nlead = {}",
        spec.need, spec.leads.1
    )
    .unwrap();
    if spec.capacity_seasons {
        writeln!(out, "[seasonality]\nby = \"capacity\"").unwrap();
    }
    writeln!(out, "[ramp]\nslow = [0, 0.25, 0.333, 0.75]").unwrap();
    let shares: u32 = spec.segments.iter().map(|(share, ..)| u32::from(*share)).sum();
    for (i, (share, deal, lead)) in spec.segments.iter().enumerate() {
        writeln!(out, "[[segments]]\nname = \"s{i}\"\nshare = \"{share}/{shares}\"\naverage_deal = {deal}").unwrap();
        writeln!(out, "leads = {{ opps = {lead} }}").unwrap();
        if i > 0 {
            writeln!(out, "match = {{ \"Tier\" = [\"s{i}\"] }}").unwrap();
        }
    }
    for (i, rep) in spec.reps.iter().enumerate() {
        writeln!(
            out,
            "[[reps]]\nname = \"r{i}\"\nteam = \"t{}\"\nweight = {}",
            rep.team,
            if spec.even { 1.0 } else { f64::from(rep.weight) / 10.0 }
        )
        .unwrap();
        if i == 0 || spec.even {
            continue;
        }
        let joined = rep.joins.map(|days| start.plus(days.into())).filter(|day| *day <= end);
        if let Some(day) = joined {
            writeln!(out, "starts = {day}").unwrap();
            if rep.ramped {
                writeln!(out, "ramp = \"slow\"").unwrap();
            }
        }
        if let Some(days) = rep.stays {
            writeln!(out, "ends = {}", joined.unwrap_or(start).plus(days.into())).unwrap();
        }
        if let Some((after, days)) = rep.leave {
            let from = start.plus(after.into());
            writeln!(out, "leave = [{{ from = {from}, to = {} }}]", from.plus(days.into())).unwrap();
        }
        if rep.mix > 0 && spec.segments.len() > 1 {
            writeln!(out, "segments = [\"s{}\"]", usize::from(rep.mix) % spec.segments.len()).unwrap();
        }
        if let Some(permille) = rep.fixed.filter(|_| joined.is_none() && rep.stays.is_none() && rep.leave.is_none()) {
            writeln!(out, "quota = {}", spec.target / 60 * u64::from(permille) / 1000 + 1).unwrap();
        }
    }
    out
}

/// Sums of `value` over the cells of each set that `key` names.
fn by<K: Ord, V: Copy + std::iter::Sum>(cells: &[(Cell, V)], key: impl Fn(&Cell) -> K) -> BTreeMap<K, V> {
    let mut sets: BTreeMap<K, Vec<V>> = BTreeMap::new();
    cells.iter().for_each(|(cell, value)| sets.entry(key(cell)).or_default().push(*value));
    sets.into_iter().map(|(key, values)| (key, values.into_iter().sum())).collect()
}

struct Cell {
    rep: usize,
    team: usize,
    segment: usize,
    month: usize,
}

fn check_families(plan: &Plan, quotas: &Quotas, metric: Metric) -> Result<(), TestCaseError> {
    let grid = quotas.grid();
    let unit = match metric {
        Metric::Revenue => plan.target.round_to.map_or(1, |unit| unit.minor()),
        _ => 1,
    };
    let cells = (0..grid.cells()).map(|i| {
        let (rep, segment, month) = grid.place(i);
        let cell = || Cell { rep, team: plan.reps[rep].team, segment, month };
        (cell(), quotas.cell(metric, rep, segment, month), quotas.real(metric, rep, segment, month))
    });
    let (mut whole, mut real) = (Vec::new(), Vec::new());
    for (cell, n, value) in cells {
        prop_assert!(n >= 0);
        prop_assert!(!value.is_zero() || n == 0, "a zero cell of {metric:?} became {n}");
        let copy = Cell { ..cell };
        whole.push((cell, n));
        real.push((copy, value));
    }
    type Key = fn(&Cell) -> (u8, usize, usize, usize);
    let families: [Key; 10] = [
        |c| (0, c.rep, c.segment, c.month),
        |c| (1, c.rep, c.month, 0),
        |c| (2, c.rep, c.month / 3, 0),
        |c| (3, c.rep, 0, 0),
        |c| (4, c.team, 0, 0),
        |_| (5, 0, 0, 0),
        |c| (6, c.segment, c.team, c.month),
        |c| (7, c.segment, c.month, 0),
        |c| (8, c.segment, c.month / 3, 0),
        |c| (9, c.segment, 0, 0),
    ];
    for key in families {
        // Summed as the rounding sums, so that a total right at the tolerance counts the same here and there.
        let mut units: BTreeMap<_, Fixed> = BTreeMap::new();
        for (cell, value) in &real {
            let sum = units.entry(key(cell)).or_default();
            *sum = sum.plus(Fixed::new(*value / Decimal::from(unit as i64)).unwrap());
        }
        for (set, n) in by(&whole, key) {
            let units = units[&set];
            let near = n > (units.floor() - 1) * unit && n < (units.ceil() + 1) * unit;
            let exact = (units.floor() * unit..=units.ceil() * unit).contains(&n);
            prop_assert!(if unit == 1 { exact } else { near }, "{metric:?} {set:?}: {n} for {units:?}");
        }
    }
    let all: i128 = whole.iter().map(|(_, n)| n).sum();
    match metric {
        Metric::Revenue => prop_assert_eq!(all, quotas.basis().assigned.minor()),
        _ => {
            // Parts that count as whole can add up to a hair above a whole number, which is no reason for one more.
            let hair = Decimal::new(i64::try_from(real.len()).unwrap(), 6);
            let total = real.iter().fold(Fixed::ZERO, |sum, (_, value)| sum.plus(Fixed::new(*value).unwrap()));
            let over: Decimal = real.iter().map(|(_, value)| *value).sum::<Decimal>() - whole_decimal(all);
            let taken = all == total.ceil() || (all == total.floor() && over <= hair);
            prop_assert!(taken, "the company's {metric:?}: {all} of {total:?}");
        }
    }
    Ok(())
}

/// The CSV as it is printed, summed by what a reader would sum it by: every metric by group and calendar year-month.
fn printed(plan: &Plan, quotas: &Quotas, by: Scope, per: Grain) -> Vec<(Vec<String>, Vec<i128>)> {
    let period = Period { name: "all".into(), span: plan.timeline.span() };
    let view = View { by, per, period, wide: false, long: false, totals: false, stretch: false, lang: Lang::En };
    let report = report(plan, quotas, &view).unwrap();
    let mut bytes = Vec::new();
    splan::report::csv::write(&report.records, Plain::new(&plan.currency, Lang::En), false, &mut bytes).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let names = reader.headers().unwrap().iter().take_while(|name| *name != "revenue").count();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let number = |text: &str| text.replace('.', "").parse::<i128>().unwrap_or(0);
        let names_of_row = record.iter().take(names).map(str::to_owned).collect();
        (names_of_row, record.iter().skip(names).map(number).collect())
    });
    rows.collect()
}

/// Sums of printed rows by some of their columns; the opening pipeline counts under its own period.
fn summed(rows: &[(Vec<String>, Vec<i128>)], key: impl Fn(&[String]) -> String) -> BTreeMap<String, Vec<i128>> {
    let mut sums: BTreeMap<String, Vec<i128>> = BTreeMap::new();
    for (names, values) in rows {
        let sum = sums.entry(key(names)).or_insert_with(|| vec![0; values.len()]);
        sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
    sums.retain(|_, sum| sum.iter().any(|value| *value != 0));
    sums
}

fn check_printed(plan: &Plan, quotas: &Quotas) -> Result<(), TestCaseError> {
    let grains = [Grain::Year, Grain::Quarter, Grain::Month, Grain::Week, Grain::Day];
    let opening_or = |names: &[String], rest: String| if names[0] == "opening" { "opening".into() } else { rest };
    let company = printed(plan, quotas, Scope::Company, Grain::Year);
    let all = summed(&company, |names| opening_or(names, "plan".into()));
    let mut by_rep = None;
    for per in grains {
        let groups = [Scope::Company, Scope::Team, Scope::Rep, Scope::Segment].map(|by| printed(plan, quotas, by, per));
        let periods = summed(&groups[0], |names| names[0].clone());
        for rows in &groups {
            prop_assert_eq!(&summed(rows, |names| names[0].clone()), &periods, "periods of {:?}", per);
            prop_assert_eq!(&summed(rows, |names| opening_or(names, "plan".into())), &all, "the whole by {:?}", per);
        }
        let teams = summed(&groups[1], |names| format!("{} {}", names[0], names[4]));
        prop_assert_eq!(summed(&groups[2], |names| format!("{} {}", names[0], names[4])), teams, "teams by {:?}", per);
        let reps = summed(&groups[2], |names| opening_or(names, names[5].clone()));
        prop_assert_eq!(by_rep.get_or_insert_with(|| reps.clone()), &reps, "reps by {:?}", per);
        if per == Grain::Day {
            let months =
                summed(&printed(plan, quotas, Scope::Rep, Grain::Month), |names| format!("{} {}", names[0], names[5]));
            let of_days = summed(&groups[2], |names| format!("{} {}", &names[0][..7], names[5]));
            prop_assert_eq!(of_days, months, "days of months");
        }
    }
    Ok(())
}

/// As many as `PROPTEST_CASES` says, else few enough for every run of the tests.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_table_foots(spec in spec()) {
        let text = toml(&spec);
        let plan = support::plan(&text);
        let quotas = support::quotas(&plan);
        for metric in Metric::all(&plan.funnel) {
            check_families(&plan, &quotas, metric)?;
        }
        for (i, rep) in plan.reps.iter().enumerate() {
            if let Some(fixed) = rep.quota {
                let carried: i128 = (0..plan.segments.len()).map(|s| quotas.within(Metric::Revenue, i, s, plan.timeline.span())).sum();
                prop_assert_eq!(carried, fixed.minor(), "the fixed quota of {}", rep.name);
            }
        }
        if plan.reps.len() <= 12 {
            check_printed(&plan, &quotas)?;
        }
    }
}

/// Equal reps and nearly round targets: reps, months and teams that count as whole, in sums that do not.
#[test]
fn plans_a_hair_off_round_numbers_foot() {
    for reps in [3, 8, 40, 41] {
        for odd in [1, 2, 7, 40, 99] {
            let mut text = format!(
                "[plan]\nname = \"p\"\nyear = 2026\n[target]\nrevenue = {}\n[funnel]\naverage_deal = 25_000\n\
                 [[funnel.steps]]\nname = \"opportunities\"\nrate = 0.25\n",
                24_000_000 + odd
            );
            for rep in 0..reps {
                write!(text, "[[reps]]\nname = \"rep {rep}\"\nteam = \"team {}\"\n", rep / 8).unwrap();
            }
            let plan = support::plan(&text);
            let quotas = support::quotas(&plan);
            for metric in Metric::all(&plan.funnel) {
                check_families(&plan, &quotas, metric).unwrap();
            }
        }
    }
}
