//! Options that every command has.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::model::text::Lang;
use crate::report::format::Format;
use crate::report::unit::Unit;

/// What the help puts them under.
pub const SHARED: &str = "Shared options";

#[derive(Args)]
#[command(next_help_heading = SHARED)]
pub struct Shared {
    /// Format of the result [default: by the ending of FILE, else table]
    #[arg(long, value_name = "FORMAT", global = true)]
    pub format: Option<Format>,
    /// Write the result to FILE, in the format of its ending (.txt, .csv, .json, .md, .html, .xlsx)
    #[arg(short, long, value_name = "FILE", global = true)]
    pub output: Option<PathBuf>,
    /// Language of labels and messages [default: the plan's, else en]
    #[arg(long, value_name = "LANG", global = true)]
    pub lang: Option<Lang>,
    /// When to use colour; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,
    /// Override a key of the plan, such as funnel.average_deal=120000 or reps.张伟.weight=0.5; repeatable
    #[arg(long, value_name = "KEY=VALUE", global = true)]
    pub set: Vec<String>,
    /// Show everything: all columns, however wide the terminal, and the tables of every metric, as XLSX always does
    #[arg(long, global = true)]
    pub wide: bool,
    /// Show amounts of tables and charts in 万, 亿, K or M; auto: by their size and the language; never in CSV, JSON and XLSX
    #[arg(long, value_name = "UNIT", global = true)]
    pub unit: Option<Unit>,
    /// Start CSV with a byte order mark, for Excel
    #[arg(long, global = true)]
    pub bom: bool,
    /// Say no notes and warnings
    #[arg(short, long, conflicts_with = "verbose", global = true)]
    pub quiet: bool,
    /// Say what is read, how many rows, and how long it takes
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}
