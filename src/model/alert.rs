//! Rules that say when somebody has to be told, and what to do then.

use crate::model::metric::Metric;
use crate::model::number::Decimal;
use crate::model::status::Status;
use crate::model::text::Text;

/// What a rule watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// Revenue to date ÷ plan to date.
    Attainment,
    /// Open pipeline due in the period ÷ revenue still to win in it.
    Coverage,
    /// Deals won ÷ opportunities created.
    WinRate,
    /// Revenue per won deal.
    AverageDeal,
    /// The highest need ÷ capacity of any step, rep and month of the period.
    Load,
    /// Known amounts of open deals whose close date has passed.
    OverdueAmount,
    /// Open deals whose close date has passed, and their share of all open deals.
    OverdueDeals,
    OverdueShare,
    /// Open deals that nobody has done anything about lately, and their share of those of which that is known.
    SilentDeals,
    SilentShare,
    /// What was won or done: revenue, deals or a step.
    Actual(Metric),
}

/// How the value of a rule is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Money,
    Count,
    Share,
    Times,
}

impl Watched {
    /// What a plan can name beside its steps.
    pub const NAMED: [(&str, Watched); 12] = [
        ("attainment", Watched::Attainment),
        ("coverage", Watched::Coverage),
        ("win_rate", Watched::WinRate),
        ("average_deal", Watched::AverageDeal),
        ("load", Watched::Load),
        ("overdue_amount", Watched::OverdueAmount),
        ("overdue_deals", Watched::OverdueDeals),
        ("overdue_share", Watched::OverdueShare),
        ("silent_deals", Watched::SilentDeals),
        ("silent_share", Watched::SilentShare),
        ("revenue", Watched::Actual(Metric::Revenue)),
        ("deals", Watched::Actual(Metric::Deals)),
    ];

    pub fn unit(self) -> Unit {
        match self {
            Watched::Attainment | Watched::WinRate | Watched::Load | Watched::OverdueShare | Watched::SilentShare => {
                Unit::Share
            }
            Watched::Coverage => Unit::Times,
            Watched::AverageDeal | Watched::OverdueAmount | Watched::Actual(Metric::Revenue) => Unit::Money,
            Watched::OverdueDeals | Watched::SilentDeals | Watched::Actual(_) => Unit::Count,
        }
    }

    /// Whether it is known of every week, and not of the as-of day or the whole period alone.
    pub fn is_weekly(self) -> bool {
        matches!(self, Watched::Attainment | Watched::WinRate | Watched::AverageDeal | Watched::Actual(_))
    }
}

/// Whom a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    Company,
    /// One team by its index in the plan, or each.
    Team(Option<usize>),
    /// One rep by its index in the plan, or each.
    Rep(Option<usize>),
}

/// When the rule is broken; amounts in minor units, shares as decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    Below(Decimal),
    Above(Decimal),
    /// Coverage below what the plan's win rates need.
    BelowNeeded,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub watched: Watched,
    pub whom: Whom,
    pub bound: Bound,
    /// Broken only where each of so many last full weeks breaks it; nothing: the period to date counts.
    pub weeks: Option<usize>,
    /// Amber or red.
    pub level: Status,
    /// What to do.
    pub action: Option<Text>,
    /// Who does it.
    pub owner: Option<String>,
}

/// The rules that hold without a word in the plan; a rule of the plan about the same thing takes their place.
pub fn defaults() -> [Rule; 3] {
    let rule = |watched, bound, action| Rule {
        watched,
        whom: Whom::Company,
        bound,
        weeks: None,
        level: Status::Amber,
        action: Some(action),
        owner: None,
    };
    let fifth = Bound::Above(Decimal::new(2, 1));
    [
        rule(
            Watched::Coverage,
            Bound::BelowNeeded,
            Text::new("open more opportunities than are closed this week", "本周新增商机要多于关闭的商机"),
        ),
        rule(
            Watched::OverdueShare,
            fifth,
            Text::new("close these deals or give them an honest date", "逐一关闭，或改为可信的预计日期"),
        ),
        rule(
            Watched::SilentShare,
            fifth,
            Text::new("call these accounts or close their deals as lost", "联系客户，或按输单关闭"),
        ),
    ]
}
