//! Nouns: what plans, calendars and facts are made of. No I/O, no formats, no clock.

pub mod actuals;
pub mod alert;
pub mod calendar;
pub mod day;
pub mod days;
pub mod diagnostic;
pub mod funnel;
pub mod inspection;
pub mod ledger;
pub mod metric;
pub mod money;
pub mod number;
pub mod open;
pub mod period;
pub mod person;
pub mod plan;
pub mod rep;
pub mod schema;
pub mod segment;
pub mod sentence;
pub mod snapshot;
pub mod status;
pub mod text;
pub mod timeline;
