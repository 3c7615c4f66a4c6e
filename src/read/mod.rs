//! Text to model: plan files with the place of every key, and exports of any CRM.

pub mod export;
pub mod plan;
