//! A file for each rep or team: its own figures, the same as in the whole, and nothing of anybody else.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

use support::hostile;

const REVIEW: [&str; 2] = ["review", "plans/demo.toml"];
const QUOTAS: [&str; 4] = ["decompose", "plans/demo.toml", "--per", "month"];

const REPS: [&str; 10] = [
    "Ava Thornberry",
    "Marcus Bellwether",
    "Priya Sandhill",
    "Jonas Quickfall",
    "Elena Marlowski",
    "Theo Ashgrove",
    "Grace Winterbourne",
    "Samir Coppersmith",
    "Diego Palmstone",
    "Lena Hartwick",
];

fn output(args: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("splan").unwrap().args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(args: &[&str]) -> Value {
    let (code, out, err) = output(&[args, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

/// Splits into a folder, and gives what was said.
fn split(args: &[&str], folder: &Path) -> String {
    let (code, out, err) = output(&[args, &["-o", folder.to_str().unwrap()]].concat());
    assert!(code == 0 && out.is_empty(), "{args:?}: {out}{err}");
    err
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Every record of a list that is about the group, in order.
fn about<'v>(list: &'v Value, is_own: &dyn Fn(&Value) -> bool) -> Vec<&'v Value> {
    list.as_array().unwrap().iter().filter(|row| is_own(row)).collect()
}

#[test]
fn quotas_of_a_rep_are_those_of_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    split(&[&QUOTAS[..], &["--split-by", "rep", "--format", "json"]].concat(), folder.path());
    assert_eq!(names(folder.path()), REPS.iter().map(|rep| format!("{rep}.json")).collect());
    for per in ["month", "day"] {
        let args = ["decompose", "plans/demo.toml", "--per", per, "--period", "2026-Q2"];
        split(&[&args[..], &["--split-by", "rep", "--format", "json"]].concat(), folder.path());
        let whole = json(&args);
        for rep in REPS {
            let own: Value =
                serde_json::from_slice(&fs::read(folder.path().join(format!("{rep}.json"))).unwrap()).unwrap();
            let is_own = |row: &Value| row["rep"] == rep;
            assert_eq!(own["rep"], rep);
            for list in ["rows", "load", "commits"] {
                assert_eq!(about(&own[list], &|_| true), about(&whole[list], &is_own), "{rep} {per} {list}");
            }
        }
    }
}

/// A page for a rep runs down by period, with all that is asked of it and its own working days.
#[test]
fn a_rep_reads_what_each_month_asks() {
    let folder = tempfile::tempdir().unwrap();
    split(&[&QUOTAS[..], &["--split-by", "rep", "--format", "markdown"]].concat(), folder.path());
    let page = fs::read_to_string(folder.path().join("Lena Hartwick.md")).unwrap();
    let row = |name: &str| page.lines().find(|line| line.starts_with(&format!("| {name} |"))).unwrap();
    assert_eq!(row("2026-01"), "| 2026-01 | 0 | 0 | 0 | 0 | 0 | 0 |", "she starts in spring");
    let whole = json(&QUOTAS);
    let may = whole["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["rep"] == "Lena Hartwick" && row["period"] == "2026-05");
    let may = may.unwrap();
    let cells: Vec<String> =
        row("2026-05").split(" | ").skip(1).map(|cell| cell.trim_end_matches(" |").replace(',', "")).collect();
    assert_eq!(cells[0], may["workdays"].to_string());
    assert_eq!(format!("{}.00", cells[1]), may["revenue"].as_str().unwrap());
    assert_eq!(cells[2..], ["deals", "opportunities", "demos", "calls"].map(|metric| may[metric].to_string()));
}

#[test]
fn a_review_of_a_rep_or_team_is_that_of_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let whole = json(&REVIEW);
    for (scope, groups) in [("rep", &REPS[..]), ("team", &["East", "Central", "West"])] {
        split(&[&REVIEW[..], &["--split-by", scope, "--format", "json"]].concat(), folder.path());
        for group in groups {
            let own: Value =
                serde_json::from_slice(&fs::read(folder.path().join(format!("{group}.json"))).unwrap()).unwrap();
            let is_own = |row: &Value| {
                row["scope"] == scope && row["name"] == *group || row["scope"] == "rep" && row["team"] == *group
            };
            for list in ["rows", "bridge"] {
                let lone = |row: &Value| list != "rows" || row["scope"] == "rep";
                let own: Vec<&Value> = about(&own[list], &lone);
                let expected: Vec<&Value> = about(&whole[list], &is_own).into_iter().filter(|row| lone(row)).collect();
                assert!(!own.is_empty() && own == expected, "{group} {list}: {own:?} is not {expected:?}");
            }
            for (part, list) in [("catch_up", "rows"), ("pipeline", "groups"), ("pipeline", "stages")] {
                // Stages stand in the order of their amounts, which are others in an excerpt.
                let mut own = about(&own[part][list], &|_| true);
                let mut expected = about(&whole[part][list], &is_own);
                own.sort_by_key(|row| row.to_string());
                expected.sort_by_key(|row| row.to_string());
                assert_eq!(own, expected, "{group} {part}");
                assert!(!own.is_empty());
            }
            let alerts = |row: &Value| {
                row["scope"] == scope && row["name"] == *group || row["scope"] == "rep" && row["team"] == *group
            };
            assert_eq!(about(&own["alerts"], &|_| true), about(&whole["alerts"], &alerts), "{group}");
            assert_eq!(own["notes"], Value::Array(Vec::new()));
            assert!(own.get("rows_read").is_none());
        }
    }
}

/// What remains of a quota and what the company still needs of it are two amounts: the page says why.
/// The only open deal due of a rep has no amount: the whole review knows what the rep ends with, and so does the file.
#[test]
fn a_forecast_is_that_of_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let plan = "[plan]\nname = \"B\"\nyear = 2026\ncurrency = \"USD\"\n[target]\nrevenue = 120_000\n[funnel]\naverage_deal = 1_000\n\
        [[funnel.steps]]\nname = \"opportunities\"\nrate = 0.25\n[[reps]]\nname = \"Ann\"\n[[reps]]\nname = \"Bob\"\n";
    let deals = "Id,Owner,Amount,Stage,Created,Close Date\n1,Ann,1000,Won,2026-01-05,2026-01-20\n\
        2,Ann,,Proposal,2026-01-05,2026-02-20\n3,Bob,700,Proposal,2026-01-05,2026-02-20\n";
    fs::write(path("plan.toml"), plan).unwrap();
    fs::write(path("deals.csv"), deals).unwrap();
    let review = ["review", &path("plan.toml"), &path("deals.csv"), "--as-of", "2026-01-31", "-q"];
    let end = |review: &Value, scope: &str| {
        let groups = about(&review["pipeline"]["groups"], &|row| row["scope"] == scope && row["name"] != "Bob");
        groups[0]["forecast"].clone()
    };
    let whole = end(&json(&review), "rep");
    split(&[&review[..], &["--split-by", "rep", "--format", "json"]].concat(), &folder.path().join("reps"));
    let own: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("reps/Ann.json")).unwrap()).unwrap();
    assert_eq!((whole.as_str(), end(&own, "rep").as_str()), (Some("1000.00"), Some("1000.00")));
}

#[test]
fn a_rep_is_told_why_less_is_to_be_won_than_remains() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, line) in [
        (
            "en",
            "81,650 to go of the quota; 74,421.28 of it is still needed for the company's target, as others are ahead",
        ),
        ("zh", "指标还差 81,650；公司目标只还需要其中 74,421.28，因为他人超前"),
    ] {
        let more = ["--split-by", "rep", "--format", "markdown", "--lang", lang];
        split(&[&REVIEW[..], &more].concat(), folder.path());
        let page = fs::read_to_string(folder.path().join("Jonas Quickfall.md")).unwrap();
        assert!(page.contains(line), "{page}");
        assert!(page.contains("| to win |") || lang == "zh" && page.contains("| 还需赢得 |"), "{page}");
    }
    // 200 of each: Ann won 50 and left, so that Bob, who won nothing yet, has to win her 150 as well.
    let plan = "[plan]\nname = \"P\"\nyear = 2026\ncurrency = \"EUR\"\n[target]\nrevenue = 400\n[funnel]\n\
                average_deal = 50\n[[funnel.steps]]\nname = \"opportunities\"\nrate = 0.5\n[[reps]]\nname = \"Ann\"\n\
                quota = 200\nends = 2026-06-30\n[[reps]]\nname = \"Bob\"\nquota = 200\n[[reps]]\nname = \"Cid\"\nquota = 0\n";
    let deals = "Id,Owner,Amount,Stage,Close Date,Created Date\n1,Ann,50,Won,2026-01-15,2026-01-05\n";
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (plan, deals) = (file("plan.toml", plan), file("deals.csv", deals));
    let review = ["review", &plan, &deals, "--as-of", "2026-07-31", "--period", "2026"];
    split(&[&review[..], &["--split-by", "rep", "--format", "markdown"]].concat(), &folder.path().join("reps"));
    let page = fs::read_to_string(folder.path().join("reps/Bob.md")).unwrap();
    let line =
        "200 to go of the quota; 350 is needed for the company's target, shared out among those who can still win it";
    assert!(page.contains(line), "{page}");
}

/// Everything in a file as text: the parts of a workbook, or the file itself.
fn everything(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    if !bytes.starts_with(b"PK") {
        return String::from_utf8(bytes).unwrap();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for i in 0..archive.len() {
        archive.by_index(i).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

#[test]
fn nobody_else_is_in_a_file() {
    // What only the whole company, or another rep, has: quotas, actuals and gaps of the review.
    let whole = json(&REVIEW);
    let rows = whole["rows"].as_array().unwrap();
    for format in ["xlsx", "html", "markdown", "csv", "json", "table"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        split(&[&QUOTAS[..], &["--split-by", "rep", "--format", format, "--wide"]].concat(), &path.join("q"));
        split(&[&REVIEW[..], &["--split-by", "rep", "--format", format, "--wide"]].concat(), &path.join("r"));
        for kind in ["q", "r"] {
            let files = names(&path.join(kind));
            assert_eq!(files.len(), 10, "{format}");
            for (file, own) in files.iter().map(|file| (file, file.rsplit_once('.').unwrap().0)) {
                let text = everything(&path.join(kind).join(file));
                assert!(text.contains(own), "{format} {kind} {own}");
                for other in REPS.iter().filter(|rep| **rep != own) {
                    assert!(!text.contains(other), "{format} {kind}: {other} in the file of {own}");
                }
                for row in rows.iter().filter(|row| row["metric"] == "revenue" && row["name"] != own) {
                    for figure in ["plan_to_date", "actual", "gap"].iter().filter_map(|column| row[*column].as_str()) {
                        let odd = figure.len() > 7 && !figure.ends_with("00.00") && !figure.ends_with("50.00");
                        let minor = figure.trim_start_matches('-');
                        // Equal reps have equal quotas.
                        let shared = rows.iter().any(|row| row["name"] == own && row.to_string().contains(minor));
                        assert!(
                            !odd || shared || !text.contains(minor),
                            "{format} {kind}: {figure} of {} in the file of {own}",
                            row["name"]
                        );
                    }
                }
                assert!(
                    !text.contains("5200000") && !text.contains("5,200,000"),
                    "the target of the company in {file}"
                );
            }
        }
    }
}

#[test]
fn names_become_files_wherever_they_lead() {
    let folder = tempfile::tempdir().unwrap();
    let plan = hostile::plan(folder.path());
    let out = folder.path().join("out");
    let said = split(&["decompose", &plan, "--split-by", "rep"], &out);
    let files = names(&out);
    assert_eq!(files.len(), hostile::NAMES.len() + 1, "{files:?}");
    assert!(said.contains("wrote 17 files into"), "{said}");
    for file in &files {
        assert!(file.ends_with(".xlsx") && file.len() <= 200 && !file.starts_with(['.', '-', '~']), "{file}");
        assert!(!file.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*', '\u{202e}']), "{file}");
    }
    let text = "[plan]\nname = \"x\"\nyear = 2026\ncurrency = \"EUR\"\n[target]\nrevenue = 900_000\n[funnel]\naverage_deal = 900\n\
                [[funnel.steps]]\nname = \"opportunities\"\nrate = 0.25\n";
    let reps = ["a/b", "a:b", "CON", "con.", "张伟", "../up"].map(|rep| format!("[[reps]]\nname = \"{rep}\"\n"));
    fs::write(&plan, format!("{text}{}", reps.concat())).unwrap();
    let out = folder.path().join("more");
    split(&["decompose", &plan, "--split-by", "rep", "--format", "csv"], &out);
    let expected = ["a-b.csv", "a-b (2).csv", "_CON.csv", "_con (2).csv", "张伟.csv", "up.csv"].map(str::to_owned);
    let found = names(&out);
    assert_eq!(found.len(), 6, "{found:?}");
    assert!(expected.iter().all(|name| found.contains(name)), "{found:?}");
}

#[test]
fn no_input_is_replaced_and_nothing_is_written_without_a_folder() {
    let (code, out, err) = output(&[&QUOTAS[..], &["--split-by", "rep"]].concat());
    assert!(code == 2 && out.is_empty() && err.contains("-o FOLDER"), "{err}");
    let folder = tempfile::tempdir().unwrap();
    let deals = folder.path().join("Ava Thornberry.csv");
    let export = fs::read("examples/exports/deals-en.csv").unwrap();
    fs::write(&deals, &export).unwrap();
    let to = folder.path().to_str().unwrap();
    let args = ["review", "plans/demo.toml", deals.to_str().unwrap(), "--split-by", "rep", "--format", "csv", "-o", to];
    let (code, _, err) = output(&args);
    assert!(code == 2 && err.contains("is read or written by this very run"), "{err}");
    assert!(fs::read(&deals).unwrap() == export && names(folder.path()).len() == 1, "nothing was written");
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let (code, _, err) = output(&[&QUOTAS[..], &["--split-by", "team", "-o", file.to_str().unwrap()]].concat());
    assert!(code == 2 && err.contains("cannot be made"), "{err}");
}

/// One file for everybody would be a folder that no program opens.
#[test]
fn the_name_of_a_single_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("q.xlsx");
    for command in [&QUOTAS[..], &REVIEW] {
        let (code, out, err) = output(&[command, &["--split-by", "rep", "-o", path.to_str().unwrap()]].concat());
        assert!(code == 2 && out.is_empty() && !path.exists(), "{err}");
        assert!(err.contains("is the name of one") && err.contains("/q/ --format xlsx`"), "{err}");
    }
    fs::create_dir(&path).unwrap();
    split(&[&QUOTAS[..], &["--split-by", "team"]].concat(), &path);
    assert_eq!(names(&path).len(), 3, "a folder is a folder, whatever it is called");
}

#[test]
fn files_of_an_earlier_run_stay_and_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let args = [&QUOTAS[..], &["--split-by", "team"]].concat();
    assert!(!split(&args, folder.path()).contains("not written this time"));
    for name in ["Gone.xlsx", "Also gone.XLSX", "South.csv", "~$East.xlsx", ".hidden.xlsx"] {
        fs::write(folder.path().join(name), "old").unwrap();
    }
    fs::create_dir(folder.path().join("sub.xlsx")).unwrap();
    let said = split(&args, folder.path());
    assert!(said.contains("warning: 2 other files in `"), "{said}");
    assert!(said.contains("not written this time") && said.contains("`Also gone.XLSX`, `Gone.xlsx`\n"), "{said}");
    assert_eq!(fs::read(folder.path().join("Gone.xlsx")).unwrap(), b"old");
    assert_eq!(split(&[&args[..], &["-q"]].concat(), folder.path()), "");
}

#[test]
fn the_same_input_gives_the_same_files() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["a", "b"].map(|name| folder.path().join(name));
    for to in [&one, &other] {
        split(&[&REVIEW[..], &["--split-by", "team"]].concat(), to);
    }
    assert_eq!(names(&one), ["Central.xlsx", "East.xlsx", "West.xlsx"].map(str::to_owned).into());
    for name in names(&one) {
        assert!(fs::read(one.join(&name)).unwrap() == fs::read(other.join(&name)).unwrap(), "{name}");
    }
}
