//! The figures of one group, from the pipeline at the start to the one at the end.

use crate::model::money::Money;

/// In reading order: each adds its signed effect to what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// The pipeline of the period in the first export: not the opening pipeline of a plan.
    Start,
    New,
    Reopened,
    Increased,
    Decreased,
    PulledIn,
    TransferredIn,
    PushedOut,
    Won,
    Lost,
    Gone,
    TransferredOut,
    /// The pipeline of the period in the second export.
    Closing,
}

impl Figure {
    pub const ALL: [Figure; 13] = [
        Figure::Start,
        Figure::New,
        Figure::Reopened,
        Figure::Increased,
        Figure::Decreased,
        Figure::PulledIn,
        Figure::TransferredIn,
        Figure::PushedOut,
        Figure::Won,
        Figure::Lost,
        Figure::Gone,
        Figure::TransferredOut,
        Figure::Closing,
    ];

    /// The fixed name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Figure::Start => "start",
            Figure::New => "new",
            Figure::Reopened => "reopened",
            Figure::Increased => "increased",
            Figure::Decreased => "decreased",
            Figure::PulledIn => "pulled_in",
            Figure::TransferredIn => "transferred_in",
            Figure::PushedOut => "pushed_out",
            Figure::Won => "won",
            Figure::Lost => "lost",
            Figure::Gone => "gone",
            Figure::TransferredOut => "transferred_out",
            Figure::Closing => "closing",
        }
    }

    /// Whether it is a movement, between the two levels.
    pub fn is_change(self) -> bool {
        !matches!(self, Figure::Start | Figure::Closing)
    }
}

/// One figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many deals are behind it.
    pub deals: u64,
    /// Its signed effect on the number of deals: none where only an amount or a part of one changes.
    pub count: i64,
    /// Its signed effect on the amount.
    pub amount: Money,
}

impl Sum {
    pub fn add(&mut self, count: i64, amount: Money) {
        self.deals += 1;
        self.count += count;
        self.amount = self.amount + amount;
    }
}

/// All figures of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Movement([Sum; 13]);

impl Movement {
    pub fn of(&self, figure: Figure) -> Sum {
        self.0.get(figure as usize).copied().unwrap_or_default()
    }

    pub(super) fn add(&mut self, figure: Figure, count: i64, amount: Money) {
        if let Some(sum) = self.0.get_mut(figure as usize) {
            sum.add(count, amount);
        }
    }

    /// Whether start and movements add up to the closing pipeline, in amount and count.
    pub fn foots(&self) -> bool {
        let before =
            || Figure::ALL.into_iter().filter(|figure| *figure != Figure::Closing).map(|figure| self.of(figure));
        let closing = self.of(Figure::Closing);
        before().map(|sum| sum.amount).sum::<Money>() == closing.amount
            && before().map(|sum| sum.count).sum::<i64>() == closing.count
    }
}
