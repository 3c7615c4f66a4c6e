//! Whole runs of the program against an empty process, from start to exit: medians, and ratios in one run.
//!
//! `cargo bench` prints a table; nothing is asserted, because machines differ and ratios drift with load. Where `duckdb` is
//! on the path, its command line does the sums of the review, too.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs of each command; the median is shown.
const RUNS: usize = 21;
const EMPTY: &str = "--empty-process";

fn main() {
    if std::env::args().any(|arg| arg == EMPTY) {
        return;
    }
    let work = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
    for reps in [50, 500, 5_000] {
        fs::write(path(&format!("{reps}.toml")), plan(reps)).expect("a plan");
    }
    deals(Path::new(&path("deals.csv")), 5_000).expect("an export");

    println!("{:<52} {:>10} {:>16}", "whole run, median of several", "ms", "× empty process");
    let review = ["review", &path("50.toml"), &path("deals.csv"), "--as-of", "2026-08-14"].map(str::to_owned);
    show("review, 5,000 deals, 50 reps", &review);
    for (what, table) in [("the same by DuckDB's command line", FOUND), ("the same, told all columns and types", TOLD)]
    {
        let sums = ["-c", &(table.to_owned() + SUMS).replace("FILE", &path("deals.csv"))].map(str::to_owned);
        show_beside(what, "duckdb", &sums);
    }
    for reps in [50, 500, 5_000] {
        for format in ["csv", "table"] {
            let plan = path(&format!("{reps}.toml"));
            let args = ["decompose", &plan, "--per", "day", "--format", format].map(str::to_owned);
            show(&format!("decompose, {reps} reps, 3 steps, by day, {format}"), &args);
        }
        let args =
            ["decompose", &path(&format!("{reps}.toml")), "--by", "company", "--format", "csv"].map(str::to_owned);
        show(&format!("decompose, {reps} reps, 3 steps, the company alone"), &args);
    }
}

/// The sums of a review, of a file that is read once.
const SUMS: &str = r#"
    select "Opportunity Owner", date_trunc('month', "Close Date"), sum("Amount"), count(*) from deals
        where "Stage" = 'Closed Won' group by all;
    select "Opportunity Owner", date_trunc('month', "Created Date"), count(*) from deals group by all;
    select "Opportunity Owner", "Stage", sum("Amount"), count(*) from deals
        where "Stage" not like 'Closed%' group by all;
    select count(*) - count(distinct "Opportunity ID") from deals;"#;
/// What it is read by: as the program does, which is told nothing about the file, or told all that can be told.
const FOUND: &str = "create temp table deals as from 'FILE';";
const TOLD: &str = "create temp table deals as from read_csv('FILE', header = true, auto_detect = false, delim = ',',
    columns = {'Opportunity ID': 'VARCHAR', 'Opportunity Name': 'VARCHAR', 'Account Name': 'VARCHAR',
        'Opportunity Owner': 'VARCHAR', 'Amount': 'DECIMAL(18,2)', 'Stage': 'VARCHAR', 'Close Date': 'DATE',
        'Created Date': 'DATE', 'Type': 'VARCHAR'});";

/// Times a run of the program and an empty process in turn.
fn show(what: &str, args: &[String]) {
    show_beside(what, env!("CARGO_BIN_EXE_splan"), args);
}

/// Times a command and an empty process in turn; says nothing where there is no such command.
fn show_beside(what: &str, program: &str, args: &[String]) {
    if Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        return;
    }
    let empty = std::env::current_exe().expect("this program");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(time(Command::new(program).args(args)));
        theirs.push(time(Command::new(&empty).arg(EMPTY)));
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!("{what:<52} {:>10.2} {:>16.1}", ours.as_secs_f64() * 1e3, ours.as_secs_f64() / theirs.as_secs_f64());
}

fn time(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().expect("a process");
    assert!(status.success());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Reps in teams of ten, some of them part-time, hired in the year or on leave.
fn plan(reps: usize) -> String {
    let mut text = format!(
        "[plan]\nname = \"bench\"\nyear = 2026\ncurrency = \"CNY\"\n[target]\nrevenue = {}\n[funnel]\naverage_deal = 100_000\n\
        [[funnel.steps]]\nname = \"opportunities\"\nrate = 0.2\nlead = 45\n\
        [[funnel.steps]]\nname = \"demos\"\nfeeds = \"opportunities\"\nneed = 2\nlead = 10\n\
        [[funnel.steps]]\nname = \"calls\"\nfeeds = \"demos\"\nneed = 6\nlead = 7\ncapacity = 30\n[calendar]\nuse = \"cn\"\n",
        reps * 1_234_567
    );
    for i in 0..reps {
        text.push_str(&format!(
            "[[reps]]\nname = \"rep {i}\"\nteam = \"team {}\"\nweight = {}\n",
            i / 10,
            ["0.5", "0.8", "1", "1.2"][i % 4]
        ));
        if i % 7 == 3 {
            text.push_str(&format!("starts = 2026-0{}-15\n", 1 + i % 9));
        }
        if i % 11 == 5 {
            text.push_str(&format!("leave = [{{ from = 2026-08-03, to = 2026-08-{} }}]\n", 10 + i % 18));
        }
    }
    text
}

/// Deals that spread over owners, stages and dates by plain arithmetic.
fn deals(path: &Path, rows: usize) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(fs::File::create(path)?);
    writeln!(
        file,
        "Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Amount,Stage,Close Date,Created Date,Type"
    )?;
    for i in 0..rows {
        let stage = ["Closed Won", "Closed Lost", "Closed Lost", "Negotiation", "Qualification"][i % 5];
        let (created, closed) = (1 + i * 7 % 4, 5 + i * 5 % 4);
        let (day, owner, amount) = (1 + i * 11 % 28, i * 13 % 50, 1_000 + i * 7_919 % 300_000);
        writeln!(
            file,
            "006{i:012},Deal {i},Account {},rep {owner},{amount}.50,{stage},2026-0{closed}-{day:02},2026-0{created}-{day:02},New",
            i % 900
        )?;
    }
    file.flush()
}
