//! Why a valid plan cannot be decomposed.

use crate::model::money::Money;
use crate::model::number::TooLarge;

/// Reps, segments and months are indices into the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// More is secured than the target asks.
    SecuredAboveTarget { target: Money, secured: Money },
    /// Stretch was asked for, and the plan has none.
    NoStretch,
    /// No month of the plan has any weight.
    NoWorkingTime,
    /// A rep with a fixed quota has no capacity in any month.
    FixedWithoutCapacity { rep: usize },
    /// Fixed quotas take more of a segment than it has.
    FixedAboveSegment { segment: usize, share: Money, fixed: Vec<(usize, Money)> },
    /// Every rep who serves the segment has a fixed quota, and something is left.
    NobodyLeft { segment: usize, left: Money },
    /// Revenue that nobody can carry in a month.
    NobodyInMonth { segment: usize, month: usize },
    /// A number has left the range that can be computed exactly.
    TooLarge,
}

impl From<TooLarge> for Problem {
    fn from(_: TooLarge) -> Self {
        Problem::TooLarge
    }
}
