//! Writes the bundled example exports: a deal list, the same a week before, and an activity list of one English and one
//! Chinese team.
//!
//! ```text
//! cargo run --example make_exports [FOLDER]      # default: examples/exports
//! ```
//!
//! What happens is told by `story-en.toml` and `story-zh.toml`; the rest is chance. The same source gives
//! the same bytes on every machine: whole numbers only, and a generator with fixed seeds.

mod activities;
mod days;
mod deals;
mod dice;
mod earlier;
mod rows;
mod story;

use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "examples/exports".into());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for market in story::markets()? {
        let deals = deals::of(&market);
        let activities = activities::of(&market);
        let language = market.language;
        write(&folder.join(format!("deals-{language}.csv")), rows::deals(&market, &deals))?;
        let before = earlier::of(&market, &deals);
        write(&folder.join(format!("last-week-{language}.csv")), rows::deals(&market, &before))?;
        write(&folder.join(format!("activities-{language}.csv")), rows::activities(&market, &activities))?;
    }
    Ok(())
}

fn write(path: &Path, rows: Vec<Vec<String>>) -> Result<(), Box<dyn Error>> {
    let mut file = csv::Writer::from_path(path)?;
    rows.iter().try_for_each(|row| file.write_record(row))?;
    file.flush()?;
    println!("{}: {} rows", path.display(), rows.len().saturating_sub(1));
    Ok(())
}
