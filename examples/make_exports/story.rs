//! The stories the exports tell: who sells what, how much and how well.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de::Error};

use crate::days::Calendar;

/// One company with its sales force, read from a story file, whose comments say what the numbers mean.
#[derive(Deserialize)]
pub struct Market {
    #[serde(skip)]
    pub language: &'static str,
    #[serde(skip)]
    pub calendar: Calendar,
    #[serde(deserialize_with = "date")]
    pub as_of: NaiveDate,
    #[serde(deserialize_with = "date")]
    pub since: NaiveDate,
    #[serde(deserialize_with = "date")]
    pub closed_since: NaiveDate,
    #[serde(deserialize_with = "date")]
    pub active_since: NaiveDate,
    pub season: [u32; 12],
    pub reps: Vec<Rep>,
    pub tiers: [Tier; 2],
    pub customers: Vec<String>,
    pub products: Vec<String>,
    pub stages: [Stage; 4],
    pub activities: [Activities; 3],
}

#[derive(Deserialize)]
pub struct Rep {
    pub name: String,
    pub team: String,
    pub seed: u64,
    pub opportunities: u32,
    pub calls: u32,
    pub meetings: u32,
    pub large: u32,
    pub wins: u32,
    pub price: u32,
    #[serde(default)]
    pub renewals: u32,
    #[serde(default = "always", deserialize_with = "date")]
    pub first: NaiveDate,
    #[serde(default = "for_good", deserialize_with = "date")]
    pub last: NaiveDate,
    pub away: Option<Span>,
}

#[derive(Deserialize)]
pub struct Span {
    #[serde(deserialize_with = "date")]
    pub from: NaiveDate,
    #[serde(deserialize_with = "date")]
    pub to: NaiveDate,
}

#[derive(Deserialize)]
pub struct Tier {
    pub names: [String; 2],
    pub lines: Vec<String>,
    pub amount: u32,
    /// Deals are priced in steps of this.
    pub step: u32,
    /// How long a deal takes.
    pub days: u32,
    /// Percent of the opportunities that a rep of average skill wins.
    pub win: u32,
}

#[derive(Deserialize)]
pub struct Stage {
    pub name: String,
    pub probability: u32,
}

#[derive(Deserialize)]
pub struct Activities {
    pub kinds: Vec<String>,
    /// What is noted with them; without any, the customer's name.
    #[serde(default)]
    pub subjects: Vec<String>,
}

pub fn markets() -> Result<[Market; 2], toml::de::Error> {
    let english = Market {
        language: "en",
        calendar: toml::from_str(include_str!("../../src/read/calendars/us.toml"))?,
        ..toml::from_str(include_str!("story-en.toml"))?
    };
    let chinese = Market {
        language: "zh",
        calendar: toml::from_str(include_str!("../../src/read/calendars/cn.toml"))?,
        ..toml::from_str(include_str!("story-zh.toml"))?
    };
    Ok([english, chinese])
}

impl Rep {
    /// Whether the rep sells on this day.
    pub fn is_selling(&self, day: NaiveDate) -> bool {
        let away = self.away.as_ref().is_some_and(|away| (away.from..=away.to).contains(&day));
        (self.first..=self.last).contains(&day) && !away
    }
}

fn always() -> NaiveDate {
    NaiveDate::MIN
}

fn for_good() -> NaiveDate {
    NaiveDate::MAX
}

/// Reads a date of TOML.
pub fn date<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    toml::value::Datetime::deserialize(from)?.to_string().parse().map_err(D::Error::custom)
}
