//! Model to results: pure, total, deterministic.

pub mod changes;
pub mod check;
pub mod decompose;
pub mod excerpt;
pub mod explain;
pub mod group;
pub mod review;
pub mod rounding;
