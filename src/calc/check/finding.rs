//! One finding: how grave it is, what it is about, where it can be changed.

use crate::calc::check::achievable::Achievable;
use crate::calc::check::measurable::Measurable;
use crate::calc::check::relevant::Relevant;
use crate::calc::check::specific::Specific;
use crate::calc::check::spread::Spread;
use crate::calc::check::time_bound::TimeBound;

/// How grave a finding is; the graver is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Looked at, and fine.
    Ok,
    /// Worth knowing; nothing need change.
    Info,
    /// A risk that a change of the plan removes.
    Warning,
    /// The plan cannot be used.
    Error,
}

impl Level {
    /// The fixed name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Level::Ok => "ok",
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// What a finding is about, in the order in which findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The plan cannot be read, or not be broken down.
    Format,
    Specific,
    Measurable,
    Achievable,
    Relevant,
    TimeBound,
    /// Whether the target is spread evenly over reps and months.
    Spread,
}

impl Area {
    pub const ALL: [Area; 7] = [
        Area::Format,
        Area::Specific,
        Area::Measurable,
        Area::Achievable,
        Area::Relevant,
        Area::TimeBound,
        Area::Spread,
    ];

    /// The fixed name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Area::Format => "format",
            Area::Specific => "specific",
            Area::Measurable => "measurable",
            Area::Achievable => "achievable",
            Area::Relevant => "relevant",
            Area::TimeBound => "time-bound",
            Area::Spread => "spread",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub level: Level,
    /// The dotted path of the plan's key that decides it, such as `reps.张伟.commit`.
    pub key: String,
    pub what: What,
}

impl Finding {
    pub fn new(level: Level, key: impl Into<String>, what: impl Into<What>) -> Self {
        Finding { level, key: key.into(), what: what.into() }
    }

    pub fn area(&self) -> Area {
        match self.what {
            What::Specific(_) => Area::Specific,
            What::Measurable(_) => Area::Measurable,
            What::Achievable(_) => Area::Achievable,
            What::Relevant(_) => Area::Relevant,
            What::TimeBound(_) => Area::TimeBound,
            What::Spread(_) => Area::Spread,
        }
    }
}

/// What was found. Reps, segments, steps and months are indices into the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Specific(Specific),
    Measurable(Measurable),
    Achievable(Achievable),
    Relevant(Relevant),
    TimeBound(TimeBound),
    Spread(Spread),
}

impl From<Specific> for What {
    fn from(found: Specific) -> Self {
        What::Specific(found)
    }
}

impl From<Measurable> for What {
    fn from(found: Measurable) -> Self {
        What::Measurable(found)
    }
}

impl From<Achievable> for What {
    fn from(found: Achievable) -> Self {
        What::Achievable(found)
    }
}

impl From<Relevant> for What {
    fn from(found: Relevant) -> Self {
        What::Relevant(found)
    }
}

impl From<TimeBound> for What {
    fn from(found: TimeBound) -> Self {
        What::TimeBound(found)
    }
}

impl From<Spread> for What {
    fn from(found: Spread) -> Self {
        What::Spread(found)
    }
}
