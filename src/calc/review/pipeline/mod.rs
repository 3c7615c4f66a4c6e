//! The open pipeline: what is in it, whether it covers what remains, where the period ends with it, and the deals
//! that decide that.

mod coverage;
mod deciding;
mod standing;

use crate::calc::decompose::quotas::Quotas;
use crate::calc::group::{COMPANY, Group, Scope, members};
use crate::calc::review::{Line as Measured, Review};
use crate::model::actuals::Actuals;
use crate::model::metric::Metric;
use crate::model::money::Money;
use crate::model::number::{Decimal, TooLarge};
use crate::model::plan::Plan;

pub use coverage::Coverage;
pub use deciding::{Deciding, Oddity};
pub use standing::{Standing, Standings};

/// Open deals of the as-of day against the period of a review.
#[derive(Clone, Debug, PartialEq)]
pub struct Pipeline {
    /// Company, teams and reps in plan order, then what is unassigned and has open deals, or revenue in the period.
    pub lines: Vec<Line>,
    /// Open deals of each stage, and of each group in each stage.
    pub standings: Standings,
    /// The open deals whose outcome moves the end of the period most, largest first.
    pub deciding: Vec<Deciding>,
}

/// One group.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub group: Group,
    pub standing: Standing,
    /// Revenue still to win in the period: of the target for the company, of the quotas for the others.
    pub remaining: Option<Money>,
    /// Nothing where nothing is planned, or no open deal tells amount and close date, or the period is over.
    pub coverage: Option<Coverage>,
    /// The coverage that the plan's win rates need; nothing where nothing is planned.
    pub needed: Option<Decimal>,
    pub forecast: Option<Forecast>,
}

/// Where the period ends if its open deals bring what they are weighted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    pub won: Money,
    /// Of the open deals due in the period; nothing where none of them has an amount, and 0 where the period is over, as
    /// nothing can be won in it any more.
    pub weighted_open: Option<Money>,
    /// Won and what is known of weighted open together, so that the groups add up to the company; nothing where the company's
    /// weighted open is not known.
    pub end: Option<Money>,
    /// Where the period ends if the rest goes as the part so far did: beside the forecast, never in it.
    pub pace: Option<Money>,
    pub plan: Option<Money>,
}

impl Line {
    /// Whether the coverage is below what is needed; nothing where either is unknown.
    pub fn is_thin(&self) -> Option<bool> {
        Some(match self.coverage? {
            Coverage::Met => false,
            Coverage::Times(times) => times < self.needed?,
        })
    }
}

/// # Errors
/// [`TooLarge`] where amounts leave the range of exact numbers.
pub fn pipeline(plan: &Plan, quotas: &Quotas, actuals: &Actuals, review: &Review) -> Result<Pipeline, TooLarge> {
    let standings = Standings::new(plan, &actuals.open, review)?;
    let shown = |group: &Group| matches!(group.scope, Scope::Company | Scope::Team | Scope::Rep);
    let strangers = [Scope::Team, Scope::Rep].map(|scope| Group { scope, member: None });
    let has_won = |group: &Group| {
        let mut lines = review.of(group.scope).filter(|line| line.group == *group);
        lines
            .any(|line| line.measure(Metric::Revenue).is_some_and(|measure| measure.actual.is_some_and(|won| won != 0)))
    };
    let strangers = strangers.into_iter().filter(|group| standings.of(*group, None).is_some() || has_won(group));
    let mut groups: Vec<Group> = members(plan).filter(shown).chain(strangers).collect();
    groups.sort_by_key(|group| group.order());
    let is_over = review.as_of >= review.period.span.last();
    let knows_open = is_over || standings.of(COMPANY, None).is_none_or(|company| company.due_weighted().is_some());
    let line = |group: Group| line(plan, quotas, review, &standings, group, (is_over, knows_open));
    let lines = groups.into_iter().map(line).collect::<Result<_, _>>()?;
    let deciding = deciding::deciding(plan, &actuals.open, &standings, review.as_of);
    Ok(Pipeline { lines, standings, deciding })
}

impl Pipeline {
    pub fn of(&self, scope: Scope) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.group.scope == scope)
    }

    pub fn company(&self) -> Option<&Line> {
        self.of(Scope::Company).next()
    }

    /// Gives each group the end that it has in the review of `whole`, which knows more open deals than those of some groups.
    pub fn know_as(&mut self, whole: &Pipeline) {
        if whole.company().and_then(|company| company.forecast?.end).is_none() {
            return;
        }
        for Line { standing, forecast, .. } in &mut self.lines {
            if let Some(forecast) = forecast.as_mut() {
                forecast.end.get_or_insert(forecast.won + standing.known_due_weighted());
            }
        }
    }
}

/// `is_over` is whether no day of the period is left, `knows_open` whether the forecast of the company is known.
fn line(
    plan: &Plan,
    quotas: &Quotas,
    review: &Review,
    standings: &Standings,
    group: Group,
    (is_over, knows_open): (bool, bool),
) -> Result<Line, TooLarge> {
    let standing = standings.of(group, None).copied().unwrap_or_default();
    let measured: Option<&Measured> = match group.scope {
        Scope::Company => review.verdict(),
        _ => review.of(group.scope).find(|line| line.group == group),
    };
    let measure = measured.and_then(|line| line.measure(Metric::Revenue));
    let money = |minor: Option<i128>| minor.map(Money::from_sum);
    let planned = measure.and_then(|measure| measure.plan).filter(|plan| *plan > 0);
    let remaining = money(measure.and_then(|measure| measure.remaining));
    let (weighted_open, open) = if is_over {
        (Some(Money::ZERO), Money::ZERO)
    } else {
        (standing.due_weighted(), standing.known_due_weighted())
    };
    // Whoever has no line in the review has won nothing.
    let won = measured.map_or(Some(0), |_| measure.and_then(|measure| measure.actual));
    let forecast = won.map(Money::from_sum).map(|won| Forecast {
        won,
        weighted_open,
        end: knows_open.then(|| won + open),
        pace: money(measure.and_then(|measure| measure.pace)),
        plan: money(planned),
    });
    Ok(Line {
        group,
        remaining,
        coverage: if is_over { None } else { coverage::coverage(&standing, planned.and(remaining))? },
        needed: coverage::needed(plan, quotas, group, review.period.span)?,
        forecast,
        standing,
    })
}
