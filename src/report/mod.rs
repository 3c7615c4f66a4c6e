//! Results to tables to bytes.
//!
//! A command fills one [`model::Report`]; every renderer reads that and nothing else.

pub mod cell;
pub mod model;
pub mod records;
