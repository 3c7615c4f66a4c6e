//! Text to model: plan files with the place of every key, and exports of any CRM; and the plans to start from.

pub mod export;
pub mod plan;
pub mod templates;
