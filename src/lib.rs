//! # splan: from a revenue target to this week's calls, and back
//!
//! ```text
//! plan.toml            ── read::plan ──────▶ Plan            or every Diagnostic at once
//! Plan                 ── calc::decompose ─▶ Quotas          parts add up to the target, to the cent
//! deals.csv            ── read::export ────▶ Actuals         streamed; plus every row that was not used, and why
//! Plan + Quotas        ── calc::check ─────▶ Findings        what is risky, and what to change by how much
//! Quotas + Actuals     ── calc::review ────▶ Review
//! Snapshot + Snapshot  ── calc::changes ───▶ Changes         what moved between two exports, deal by deal
//! Quotas | Review | …  ── report ──────────▶ Report ─▶ bytes ─▶ cli::output (stdout or a file, atomically)
//! ```
//!
//! Layers point one way: `cli → report → calc → model` and `cli → read → model`. What holds everywhere:
//!
//! * an amount is a whole number of minor units; no binary floating point holds one that is shown or summed;
//! * missing is not zero: results are `Option`, and a cell without a value is shown as one;
//! * the same input gives the same bytes: the library knows neither clock nor locale, and cannot print;
//! * rows read = used + ignored + rejected.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::dbg_macro
)]
#![deny(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod calc;
pub mod cli;
pub mod model;
pub mod read;
pub mod report;
