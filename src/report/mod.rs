//! Results to tables to bytes.
//!
//! A command fills one [`model::Report`]; every renderer reads that and nothing else.

pub mod amounts;
pub mod bars;
pub mod cell;
pub mod changes;
pub mod chart;
pub mod check;
pub mod csv;
pub mod decompose;
pub mod diagnostic;
pub mod excerpt;
pub mod explain;
pub mod format;
mod formula;
pub mod groups;
pub mod html;
pub mod inputs;
pub mod inspect;
pub mod json;
pub mod ledger;
pub mod markdown;
pub mod model;
pub mod names;
pub mod plain;
pub mod problems;
mod prose;
pub mod records;
mod remarks;
pub mod review;
#[cfg(test)]
mod sample;
pub mod schema;
pub mod show;
pub mod templates;
pub mod text;
pub mod unit;
pub mod words;
pub mod xlsx;
