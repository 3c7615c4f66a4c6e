//! One value of a table, typed: each renderer shows it in its own way.

use std::borrow::Cow;

use crate::model::day::Day;
use crate::model::money::Money;
use crate::model::number::Decimal;
use crate::model::status::Status;
use crate::model::text::Text;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Unknown or undefined, which is not zero.
    Missing,
    /// Foreign text, such as a name of the plan, or a word that is the same in every language.
    Text(Cow<'a, str>),
    /// A text of this program, boxed because tables may have a million cells.
    Say(Box<Text>),
    Count(i128),
    /// A difference of counts, shown with its sign.
    CountGap(i128),
    Money(Money),
    /// A difference of amounts, shown with its sign.
    MoneyGap(Money),
    /// A share: people see `places` decimals of a percentage, programs the share itself with four decimals.
    Percent {
        share: Decimal,
        places: u32,
    },
    /// Rounded half-even to `places` decimals wherever it is shown.
    Decimal {
        value: Decimal,
        places: u32,
    },
    Day(Day),
    Status(Status),
    Bool(bool),
}

impl<'a> Cell<'a> {
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Cell::Text(text.into())
    }

    pub fn percent(share: Decimal, places: u32) -> Self {
        Cell::Percent { share, places }
    }

    pub fn decimal(value: Decimal, places: u32) -> Self {
        Cell::Decimal { value, places }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(Cow::Owned(text))
    }
}

impl From<Text> for Cell<'_> {
    fn from(text: Text) -> Self {
        Cell::Say(Box::new(text))
    }
}

impl From<i128> for Cell<'_> {
    fn from(count: i128) -> Self {
        Cell::Count(count)
    }
}

impl From<i64> for Cell<'_> {
    fn from(count: i64) -> Self {
        Cell::Count(i128::from(count))
    }
}

impl From<Money> for Cell<'_> {
    fn from(amount: Money) -> Self {
        Cell::Money(amount)
    }
}

impl From<Day> for Cell<'_> {
    fn from(day: Day) -> Self {
        Cell::Day(day)
    }
}

impl From<Status> for Cell<'_> {
    fn from(status: Status) -> Self {
        Cell::Status(status)
    }
}

impl From<bool> for Cell<'_> {
    fn from(yes: bool) -> Self {
        Cell::Bool(yes)
    }
}

/// Nothing becomes a missing cell.
impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Missing, Into::into)
    }
}
