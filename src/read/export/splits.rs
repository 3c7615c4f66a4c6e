//! Split credit: a column that says which share of a deal each of its owners has.
//!
//! Either one row has several owners and as many shares, `Ann; Bob` and `60%; 40%`, or each owner has a row with the
//! deal's id, its whole amount and one share. Each share counts once, and so does the deal.

use crate::model::money::Money;
use crate::model::number::{Decimal, half_even_whole, mul};
use crate::model::text::Text;
use crate::read::export::fault::{Fault, Flaw};
use crate::read::export::hash::Map;
use crate::read::export::names::Names;
use crate::read::export::owners::{Owner, Sharers, Whose, each_name};
use crate::read::export::percent::PercentColumn;
use crate::read::export::row::Row;
use crate::text;

/// A part of a deal in hundred-millionths; several overlapping ones may be more than all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(u32);

impl Share {
    const ALL: u32 = 100_000_000;
    /// Parts such as three times 33.33 % make a whole.
    const NEARLY: u32 = Self::ALL / 100;

    fn new(part: Decimal) -> Option<Self> {
        let units = half_even_whole(mul(part, Decimal::from(Self::ALL)).ok()?)?;
        u32::try_from(units).ok().filter(|units| *units <= Self::ALL).map(Share)
    }

    pub fn units(self) -> u32 {
        self.0
    }

    pub fn plus(self, other: Self) -> Self {
        Share(self.0.saturating_add(other.0))
    }

    /// Whether it is the whole deal.
    pub fn is_whole(self) -> bool {
        self.0.abs_diff(Self::ALL) <= Self::NEARLY
    }

    /// Whether it is more than the whole deal.
    pub fn is_beyond_whole(self) -> bool {
        self.0 > Self::ALL + Self::NEARLY
    }

    /// Its part of an amount, rounded half-even.
    pub fn of(self, amount: Money) -> Money {
        if self.is_whole() {
            return amount;
        }
        let all = i128::from(Self::ALL);
        let product = amount.minor().saturating_mul(self.0.into());
        let (whole, rest) = (product.div_euclid(all), product.rem_euclid(all) * 2);
        Money::from_sum(whole + i128::from(rest > all || (rest == all && whole % 2 != 0)))
    }
}

/// Gives owners their shares.
pub struct Splits<'a> {
    names: &'a Names,
    /// By the number of the sharers and what each of them has.
    known: Map<(u32, Vec<u32>), Owner>,
}

impl<'a> Splits<'a> {
    pub fn new(names: &'a Names) -> Self {
        Splits { names, known: Map::default() }
    }

    /// The owner of a row with the shares of those who share it, and the share of a row that is but a part of its deal.
    ///
    /// # Errors
    /// [`Fault`] where the column holds no share, or others than there are owners.
    #[inline(never)]
    pub fn read(
        &mut self,
        row: &Row,
        column: &mut PercentColumn,
        owner: Owner,
    ) -> Result<(Owner, Option<Share>), Fault> {
        let heading = column.heading;
        let flaw = |reason| Fault::from(Flaw::at(row, heading, reason));
        let mut shares = Vec::new();
        for part in parts(row.cell(column.heading)) {
            let read = column.part(part).map_err(|_| Fault::Again)?;
            shares.push(read.and_then(Share::new).ok_or_else(|| flaw(no_share()))?);
        }
        match (shares.as_slice(), owner.whose) {
            ([], _) => Ok((owner, None)),
            ([one], _) => Ok((owner, Some(*one))),
            (several, Whose::Shared(sharers)) => {
                let owners = self.names.sharers(sharers);
                let sum = several.iter().fold(Share(0), |sum, share| sum.plus(*share));
                if several.len() != owners.0.len() || !sum.is_whole() {
                    return Err(flaw(other_shares(several.len(), owners.0.len(), sum)));
                }
                let units: Vec<u32> = several.iter().map(|share| share.units()).collect();
                let weighted = || owners.0.iter().zip(several).map(|((owner, _), share)| (*owner, share.units()));
                let shared = self.known.entry((sharers, units));
                let owner = shared.or_insert_with(|| Owner::shared(Sharers(weighted().collect()), self.names));
                Ok((*owner, None))
            }
            (several, Whose::Stranger(name))
                if each_name(&self.names.strangers.text(name)).count() == several.len() =>
            {
                // Several of whom the plan knows none: nobody has it, whatever each has of it.
                Ok((owner, None))
            }
            (several, Whose::Rep | Whose::Stranger(_)) => {
                let sum = several.iter().fold(Share(0), |sum, share| sum.plus(*share));
                Err(flaw(other_shares(several.len(), 1, sum)))
            }
        }
    }
}

/// `60%; 40%` and `60/40`.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；', '、', '|', '/']).map(str::trim).filter(|part| !part.is_empty())
}

fn no_share() -> Text {
    text!(en: "not a share of 0 to 100 %"; zh: "不是 0 到 100% 的比例")
}

fn other_shares(shares: usize, owners: usize, sum: Share) -> Text {
    let percent = f64::from(sum.units()) / f64::from(Share::ALL) * 100.0;
    text!(
        en: "{shares} shares for {owners} owners that add up to {percent:.2} %; write one for each owner, 100 % together";
        zh: "{owners} 位负责人有 {shares} 个比例，合计 {percent:.2}%；请为每位负责人写一个，合计 100%"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_rounded_half_even_and_a_whole_is_exact() {
        let of = |units, minor| Share(units).of(Money::from_sum(minor)).minor();
        assert_eq!(of(50_000_000, 5), 2);
        assert_eq!(of(50_000_000, 7), 4);
        assert_eq!(of(50_000_000, -5), -2);
        assert_eq!(of(33_330_000, 100), 33);
        assert_eq!(of(99_990_000, 12_345), 12_345);
        assert_eq!(of(200_000_000, 5), 10);
    }
}
