//! A real-looking export of 8,800 deals, reviewed and held against sums that were computed outside the project.
//!
//! The data stands beside the project, not in it. Without it these tests say so and pass.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use support::runs;

/// The folder of the data, if it is there.
fn data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/maven_crm");
    if !folder.is_dir() {
        eprintln!("skipped: the folder shared/data/maven_crm is not beside the project");
        return None;
    }
    Some(folder)
}

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

/// A plan for 2017 whose reps and teams are those of `sales_teams.csv`.
fn plan(folder: &Path, into: &Path) {
    let mut text = "[plan]\nname = \"Maven\"\nyear = 2017\ncurrency = \"USD\"\n[target]\nrevenue = 10_000_000\n\
        [funnel]\naverage_deal = 2_400\n[[funnel.steps]]\nname = \"opportunities\"\nrate = 0.6\nlead = 52\n"
        .to_owned();
    for row in rows(&folder.join("sales_teams.csv")) {
        text.push_str(&format!("[[reps]]\nname = \"{}\"\nteam = \"{}\"\n", row["sales_agent"], row["manager"]));
    }
    fs::write(into, text).unwrap();
}

/// Revenue and deals by scope and name in one quarter, as `splan review` prints them.
fn reviewed(plan: &Path, export: &Path, by: &str, quarter: &str) -> BTreeMap<(String, String), (String, String)> {
    let output = Command::cargo_bin("splan")
        .unwrap()
        .args(["review", "--format", "csv", "--as-of", "2017-12-31", "--by", by, "--period", quarter])
        .args([plan, export])
        .output();
    let output = output.unwrap();
    let notes = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{notes}");
    assert!(notes.contains("8,800 rows read = 8,800 used + 0 ignored + 0 rejected"), "{notes}");
    let mut figures: BTreeMap<(String, String), (String, String)> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    for row in reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap) {
        let figure = figures.entry((row["scope"].clone(), row["name"].clone())).or_default();
        match row["metric"].as_str() {
            "revenue" => figure.0 = row["actual"].clone(),
            "deals" => figure.1 = row["actual"].clone(),
            _ => {}
        }
    }
    figures
}

/// `47208.0` of the reference as the program prints amounts.
fn money(reference: &str) -> String {
    format!("{:.2}", reference.parse::<f64>().unwrap())
}

#[test]
fn every_reference_figure_is_reproduced_in_both_forms_of_the_file() {
    let Some(folder) = data() else { return };
    let work = tempfile::tempdir().unwrap();
    let plan_file = work.path().join("plan.toml");
    plan(&folder, &plan_file);
    let references = [
        ("rep", "sales_agent", rows(&folder.join("reference_won_by_rep_quarter.csv"))),
        ("team", "manager", rows(&folder.join("reference_won_by_manager_quarter.csv"))),
    ];
    for export in ["sales_pipeline.csv", "original/sales_pipeline.csv"].map(|name| folder.join(name)) {
        for (by, column, reference) in &references {
            for quarter in ["2017Q1", "2017Q2", "2017Q3", "2017Q4"] {
                let figures = reviewed(&plan_file, &export, by, &quarter.replace('Q', "-Q"));
                let expected: Vec<_> = reference.iter().filter(|row| row["q"] == quarter).collect();
                assert!(!expected.is_empty());
                for row in &expected {
                    let figure = &figures[&((*by).to_owned(), row[*column].clone())];
                    let want = (money(&row["won_revenue"]), row["won_deals"].clone());
                    assert_eq!(*figure, want, "{} in {quarter}", row[*column]);
                }
                let others = figures
                    .iter()
                    .filter(|((scope, name), _)| scope == by && !expected.iter().any(|row| row[*column] == *name));
                for ((_, name), figure) in others {
                    assert_eq!(*figure, ("0.00".into(), "0".into()), "{name} has no reference in {quarter}");
                }
            }
        }
        for row in rows(&folder.join("reference_totals_by_quarter.csv")) {
            let figures = reviewed(&plan_file, &export, "company", &row["q"].replace('Q', "-Q"));
            let company = &figures[&("company".to_owned(), "Maven".to_owned())];
            assert_eq!(*company, (money(&row["won_revenue"]), row["won_deals"].clone()), "{}", row["q"]);
        }
    }
}

/// Deals by stage in the open pipeline of a day, as `splan review` gives them to programs.
fn open_pipeline(plan: &Path, export: &Path, as_of: &str) -> BTreeMap<String, i64> {
    let args = ["review", "--format", "json", "-q", "--as-of", as_of, &text(plan), &text(export)];
    let report = runs::within(Path::new("."), &args).good().json();
    let stages = report["pipeline"]["stages"].as_array().unwrap();
    let of_company = stages.iter().filter(|stage| stage["scope"] == "company");
    of_company.map(|stage| (stage["stage"].as_str().unwrap().into(), stage["open"].as_i64().unwrap())).collect()
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// How many deals of the file, whose dates sort as text, are open on a day, by stage; counted from its raw rows.
fn open_by_hand(export: &Path, as_of: &str) -> BTreeMap<String, i64> {
    let mut stages = BTreeMap::new();
    for row in rows(export) {
        let (stage, created, closed) = (&row["deal_stage"], &row["engage_date"], &row["close_date"]);
        let is_closed = ["Won", "Lost"].contains(&stage.as_str());
        // A deal without a created date counts as existing.
        if created.as_str() > as_of || (is_closed && closed.as_str() <= as_of) {
            continue;
        }
        *stages.entry(if is_closed { "(closed later)".to_owned() } else { stage.clone() }).or_default() += 1;
    }
    stages
}

#[test]
fn the_open_pipeline_of_a_past_day_and_of_the_last_one() {
    let Some(folder) = data() else { return };
    let work = tempfile::tempdir().unwrap();
    let plan_file = work.path().join("plan.toml");
    plan(&folder, &plan_file);
    let exports = ["sales_pipeline.csv", "original/sales_pipeline.csv"].map(|name| folder.join(name));
    let published = [
        ("2017-06-30", &[("(closed later)", 970), ("Engaging", 716), ("Prospecting", 500)][..]),
        ("2017-12-31", &[("Engaging", 1_589), ("Prospecting", 500)]),
    ];
    for (as_of, stages) in published {
        let stages = stages.iter().map(|(stage, deals)| ((*stage).to_owned(), *deals)).collect();
        assert_eq!(open_by_hand(&exports[1], as_of), stages, "{as_of}");
        for export in &exports {
            assert_eq!(open_pipeline(&plan_file, export, as_of), stages, "{as_of}");
        }
    }
}
