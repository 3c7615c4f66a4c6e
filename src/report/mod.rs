//! Results to tables to bytes.
//!
//! A command fills one [`model::Report`]; every renderer reads that and nothing else.

pub mod amounts;
pub mod cell;
pub mod check;
pub mod csv;
pub mod decompose;
pub mod diagnostic;
pub mod explain;
pub mod format;
pub mod groups;
pub mod inspect;
pub mod json;
pub mod model;
pub mod names;
pub mod plain;
pub mod problems;
pub mod records;
pub mod review;
#[cfg(test)]
mod sample;
pub mod templates;
pub mod text;
pub mod words;
