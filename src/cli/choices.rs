//! How the model's own types are written as values of options.

use std::str::FromStr;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::calc::changes::Figure;
use crate::calc::decompose::TargetChoice;
use crate::calc::group::Scope;
use crate::model::day::Day;
use crate::model::status::Status;
use crate::model::text::Lang;
use crate::model::timeline::Grain;
use crate::read::export::OnDuplicate;
use crate::report::changes::List;
use crate::report::format::Format;
use crate::report::review::Block;
use crate::report::unit::Unit;

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Format::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for Unit {
    fn value_variants<'a>() -> &'a [Self] {
        &Unit::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Lang::En, Lang::Zh]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }))
    }
}

/// The groups that a table can be cut by.
impl ValueEnum for Scope {
    fn value_variants<'a>() -> &'a [Self] {
        &[Scope::Company, Scope::Team, Scope::Rep, Scope::Segment]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for Block {
    fn value_variants<'a>() -> &'a [Self] {
        &Block::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for List {
    fn value_variants<'a>() -> &'a [Self] {
        &List::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            List::Figure(Figure::PulledIn) => "pulled-in",
            List::Figure(Figure::PushedOut) => "pushed-out",
            List::WonBesides => "won-besides",
            list => list.name(),
        }))
    }
}

impl ValueEnum for Grain {
    fn value_variants<'a>() -> &'a [Self] {
        &[Grain::Year, Grain::Quarter, Grain::Month, Grain::Week, Grain::Day]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Grain::Year => "year",
            Grain::Quarter => "quarter",
            Grain::Month => "month",
            Grain::Week => "week",
            Grain::Day => "day",
        }))
    }
}

impl ValueEnum for TargetChoice {
    fn value_variants<'a>() -> &'a [Self] {
        &[TargetChoice::Must, TargetChoice::Stretch]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            TargetChoice::Must => "must",
            TargetChoice::Stretch => "stretch",
        }))
    }
}

/// The last day whose facts count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    Day(Day),
    Today,
    Yesterday,
}

impl AsOf {
    pub fn day(self, today: Day) -> Day {
        match self {
            AsOf::Day(day) => day,
            AsOf::Today => today,
            AsOf::Yesterday => today.plus(-1),
        }
    }
}

impl FromStr for AsOf {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "today" => Ok(AsOf::Today),
            "yesterday" => Ok(AsOf::Yesterday),
            date => Day::parse(date).map(AsOf::Day).ok_or("write a day such as 2026-08-14, today or yesterday"),
        }
    }
}

/// A day by its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated(pub Day);

impl FromStr for Dated {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Day::parse(text).map(Dated).ok_or("write a day such as 2026-08-14")
    }
}

/// `red`, `amber:rep`: how bad what must be for exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailOn {
    /// This status or a worse one.
    pub level: Status,
    /// Nothing: the company against the target, and alerts.
    pub scope: Option<Scope>,
}

impl FromStr for FailOn {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (level, scope) = text.split_once(':').map_or((text, None), |(level, scope)| (level, Some(scope)));
        let level = match level {
            "red" => Some(Status::Red),
            "amber" => Some(Status::Amber),
            _ => None,
        };
        let scope = match scope {
            None => Some(None),
            Some("team") => Some(Some(Scope::Team)),
            Some("rep") => Some(Some(Scope::Rep)),
            Some("segment") => Some(Some(Scope::Segment)),
            Some(_) => None,
        };
        match (level, scope) {
            (Some(level), Some(scope)) => Ok(FailOn { level, scope }),
            _ => Err("write red or amber, and after a colon team, rep or segment, such as amber:rep"),
        }
    }
}

impl ValueEnum for OnDuplicate {
    fn value_variants<'a>() -> &'a [Self] {
        &[OnDuplicate::Error, OnDuplicate::First, OnDuplicate::Last, OnDuplicate::Sum]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            OnDuplicate::Error => "error",
            OnDuplicate::First => "first",
            OnDuplicate::Last => "last",
            OnDuplicate::Sum => "sum",
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fail_on_takes_a_level_and_a_scope() {
        assert_eq!("red".parse(), Ok(FailOn { level: Status::Red, scope: None }));
        assert_eq!("amber:rep".parse(), Ok(FailOn { level: Status::Amber, scope: Some(Scope::Rep) }));
        for text in ["green", "red:", "red:company", "red:rep:team", ""] {
            assert!(text.parse::<FailOn>().is_err(), "{text}");
        }
    }

    #[test]
    fn as_of_is_a_day_or_a_word() {
        let today = Day::parse("2026-03-01").unwrap();
        let day = |text: &str| text.parse::<AsOf>().map(|as_of| as_of.day(today).to_string());
        assert_eq!(day("yesterday").as_deref(), Ok("2026-02-28"));
        assert_eq!(day("2026-08-14").as_deref(), Ok("2026-08-14"));
        assert!(day("14.8.2026").is_err());
    }
}
