//! The one path that a deal takes between two exports.

use crate::calc::changes::{Entry, Figure, State};
use crate::model::day::Span;
use crate::model::money::Money;

/// Every deal of either export takes exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Path {
    /// In the pipeline of the period now, and not in the first export at all.
    New,
    /// In the pipeline of the period now, and won, lost or void in the first export.
    Reopened,
    /// In the pipeline of the period in both.
    Stayed,
    /// Open in both, in the pipeline of the period only now.
    PulledIn,
    /// Open in both, in the pipeline of the period only then: due later or earlier, or without a date.
    PushedOut,
    Won,
    Lost,
    /// Not in the second export any more, or no deal there: void, or secured revenue.
    Gone,
    /// Won in the period, and not in its pipeline in the first export.
    Besides,
    /// Neither in the pipeline of the period, nor won in it since.
    Outside,
}

impl Path {
    pub const ALL: [Path; 10] = [
        Path::New,
        Path::Reopened,
        Path::Stayed,
        Path::PulledIn,
        Path::PushedOut,
        Path::Won,
        Path::Lost,
        Path::Gone,
        Path::Besides,
        Path::Outside,
    ];

    /// Whether the deal was in the pipeline at the start.
    pub fn starts_in(self) -> bool {
        self.stays() || self.leaves_by().is_some()
    }

    pub fn stays(self) -> bool {
        self == Path::Stayed
    }

    /// The figure that a deal leaves by, at its old amount.
    pub fn leaves_by(self) -> Option<Figure> {
        match self {
            Path::PushedOut => Some(Figure::PushedOut),
            Path::Won => Some(Figure::Won),
            Path::Lost => Some(Figure::Lost),
            Path::Gone => Some(Figure::Gone),
            _ => None,
        }
    }

    /// The figure that a deal comes in by at its new amount, because its old one was in no pipeline.
    pub fn enters_at_new_amount(self) -> Option<Figure> {
        match self {
            Path::New => Some(Figure::New),
            Path::Reopened => Some(Figure::Reopened),
            _ => None,
        }
    }

    /// What a deal on this path adds to a figure of the company; nothing where it is not behind it.
    pub fn adds(self, figure: Figure, was: Money, is: Money) -> Option<Money> {
        let changes = matches!(self, Path::Stayed | Path::PulledIn);
        let ends_in = changes || self.enters_at_new_amount().is_some();
        let (behind, share) = match figure {
            Figure::Start => (self.starts_in(), was),
            Figure::New | Figure::Reopened => (self.enters_at_new_amount() == Some(figure), is),
            Figure::Increased => (changes && is > was, is - was),
            Figure::Decreased => (changes && is < was, is - was),
            Figure::PulledIn => (self == Path::PulledIn, was),
            Figure::PushedOut | Figure::Won | Figure::Lost | Figure::Gone => (self.leaves_by() == Some(figure), -was),
            Figure::TransferredIn | Figure::TransferredOut => (false, Money::ZERO),
            Figure::Closing => (ends_in, is),
        };
        behind.then_some(share)
    }
}

/// The path from one state to the other; nothing stands for a deal that an export does not have.
pub fn path(old: Option<&Entry>, new: Option<&Entry>, period: Span) -> Path {
    let is_in = |entry: Option<&Entry>| entry.is_some_and(|entry| entry.is_due_in(period));
    let state = |entry: Option<&Entry>| entry.map(|entry| entry.state);
    match (is_in(old), is_in(new)) {
        (true, true) => Path::Stayed,
        (true, false) => match state(new) {
            Some(State::Open) => Path::PushedOut,
            Some(State::Won) => Path::Won,
            Some(State::Lost) => Path::Lost,
            Some(State::Void | State::Secured) | None => Path::Gone,
        },
        (false, true) => match state(old) {
            Some(State::Open) => Path::PulledIn,
            Some(State::Won | State::Lost | State::Void | State::Secured) => Path::Reopened,
            None => Path::New,
        },
        (false, false) => {
            let won =
                new.is_some_and(|new| new.state == State::Won && new.close.is_some_and(|day| period.contains(day)));
            if won && state(old) != Some(State::Won) { Path::Besides } else { Path::Outside }
        }
    }
}
