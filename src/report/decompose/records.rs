//! Quotas for programs: one record per group and period, and the amounts around them.

use crate::calc::decompose::quotas::Quotas;
use crate::calc::group::{COMPANY, Group, Scope};
use crate::model::day::Span;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::model::rep::TOTAL;
use crate::report::cell::Cell;
use crate::report::decompose::{View, groups};
use crate::report::names::metric_columns;
use crate::report::records::{Part, Records, Sink};

/// `period,start,end,workdays,team,rep,segment,revenue,deals,<steps>`, without the columns that the view does not name.
pub fn records<'a>(plan: &'a Plan, quotas: &'a Quotas, view: &'a View) -> Records<'a> {
    let who: &[&str] = match view.by {
        Scope::Company | Scope::Target => &[],
        Scope::Team => &["team"],
        Scope::Rep => &["team", "rep"],
        Scope::Segment => &["segment"],
    };
    let fixed = ["period", "start", "end", "workdays"].iter().chain(who).map(|name| (*name).to_owned());
    Records::new(fixed.chain(metric_columns(plan)).collect(), move |sink| feed(plan, quotas, view, sink))
}

fn feed(plan: &Plan, quotas: &Quotas, view: &View, sink: &mut Sink<'_>) -> std::io::Result<()> {
    let mut row = Vec::new();
    if view.period.span.first() == plan.timeline.span().first() {
        for group in groups(plan, view.by) {
            let opening = quotas.opening_of(plan, group);
            if opening.iter().any(|units| *units != 0) {
                row.clear();
                row.extend([Cell::from("opening"), Cell::Missing, Cell::Missing, Cell::Missing]);
                row.extend(who(plan, group));
                row.extend([Cell::Missing, Cell::Missing]);
                row.extend(opening.iter().map(|units| Some(*units).filter(|units| *units != 0).into()));
                sink(&row)?;
            }
        }
    }
    let periods = plan.timeline.periods(view.per, view.period.span);
    let spans: Vec<Span> = periods.iter().map(|period| period.span).collect();
    for group in groups(plan, view.by) {
        let schedule = group.rep().map_or(quotas.schedules().calendar(), |rep| quotas.schedules().of(rep));
        let sums = quotas.of_group(plan, group, &spans);
        let who = who(plan, group);
        for (i, period) in periods.iter().enumerate() {
            row.clear();
            row.extend([Cell::from(period.name.as_str()), period.span.first().into(), period.span.last().into()]);
            row.push(Cell::Count(schedule.within(period.span) as i128));
            row.extend(who.iter().cloned());
            row.extend(Metric::all(&plan.funnel).map(|metric| amount(metric, sums[metric.index()][i])));
            sink(&row)?;
        }
        if view.totals {
            total(plan, quotas, view, group, sink)?;
        }
    }
    if view.totals && view.by != Scope::Company {
        total(plan, quotas, view, COMPANY, sink)?;
    }
    Ok(())
}

/// The sum of a group over the whole view; the company's stands under the name `total` in every column of names.
fn total(plan: &Plan, quotas: &Quotas, view: &View, group: Group, sink: &mut Sink<'_>) -> std::io::Result<()> {
    let span = view.period.span;
    let schedule = group.rep().map_or(quotas.schedules().calendar(), |rep| quotas.schedules().of(rep));
    let mut row = vec![Cell::from(TOTAL), span.first().into(), span.last().into()];
    row.push(Cell::Count(schedule.within(span) as i128));
    let columns = who(plan, groups(plan, view.by).next().unwrap_or(group)).len();
    match group.scope == view.by {
        true => row.extend(who(plan, group)),
        false => row.extend((0..columns).map(|_| Cell::from(TOTAL))),
    }
    let sums = quotas.of_group(plan, group, &[span]);
    row.extend(Metric::all(&plan.funnel).map(|metric| amount(metric, sums[metric.index()][0])));
    sink(&row)
}

/// The names of a group, one for each of the view's columns of names.
fn who<'a>(plan: &'a Plan, group: Group) -> Vec<Cell<'a>> {
    let names = match group.scope {
        Scope::Company | Scope::Target => [None, None],
        Scope::Rep => [group.team(plan), Some(group.name(plan))],
        Scope::Team | Scope::Segment => [None, Some(group.name(plan))],
    };
    names.into_iter().flatten().map(Cell::from).collect()
}

/// A quota as a cell: money or a count.
pub fn amount(metric: Metric, value: i128) -> Cell<'static> {
    match metric {
        Metric::Revenue => Cell::Money(Money::from_sum(value)),
        Metric::Deals | Metric::Step(_) => Cell::Count(value),
    }
}

/// What the company needs, what is certain already, and what the reps carry.
pub fn amounts<'a>(plan: &'a Plan, quotas: &Quotas) -> Vec<(&'static str, Part<'a>)> {
    let basis = quotas.basis();
    vec![
        ("currency", Part::of(plan.currency.code())),
        ("target", Part::of(basis.target)),
        ("secured", Part::of(plan.target.secured)),
        ("assigned", Part::of(basis.assigned)),
    ]
}

/// Reps who committed to an amount, beside their quota for the whole plan.
pub fn commits<'a>(plan: &'a Plan, quotas: &'a Quotas) -> Part<'a> {
    let rows = plan.reps.iter().enumerate().filter_map(|(i, rep)| {
        let commit = rep.commit?;
        let group = Group { scope: Scope::Rep, member: Some(i) };
        let quota = Money::from_sum(quotas.of_group(plan, group, &[plan.timeline.span()])[0][0]);
        let team = group.team(plan).map(Cell::from).into();
        Some(vec![team, rep.name.as_str().into(), quota.into(), commit.into(), Cell::Money(commit - quota)])
    });
    Part::Records(Records::of(&["team", "rep", "quota", "commit", "gap"], rows.collect()))
}
