//! Large exports, from start to exit of the program: medians, and ratios within one run, as machines differ.
//!
//! `cargo bench --bench exports -- [ROWS…] [--quoted] [--crlf] [--chinese] [--gbk] [--spare COLUMNS] [--dirt PERCENT]
//! [--write FILE]`
//!
//! The same job is done by the csv crate on one thread and, where `python3` has them, by DuckDB and Polars; counting
//! newlines on two threads shows how fast the bytes can be had at all.

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use rand_core::Rng;
use rand_pcg::Pcg64Mcg;

const RUNS: usize = 15;

fn main() {
    let options = Options::of_args();
    let work = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| work.path().join(name);
    if let Some(file) = &options.write {
        return deals(Path::new(file), options.rows[0], &options).expect("an export");
    }
    fs::write(path("plan.toml"), plan()).expect("a plan");
    println!(
        "{:>10} {:>9} {:>9} {:>9} {:>9} {:>12} {:>11} {:>9} {:>9}",
        "rows", "MB", "seconds", "ns/row", "MiB held", "× newlines", "csv crate", "DuckDB", "Polars"
    );
    for rows in &options.rows {
        let file = path("deals.csv");
        deals(&file, *rows, &options).expect("an export");
        let args =
            ["review".into(), path("plan.toml"), file.clone(), "--as-of".into(), "2026-08-14".into(), "--quiet".into()];
        // By turns, as a machine is not equally fast all the time.
        let pairs: Vec<(f64, f64)> = (0..RUNS)
            .map(|_| {
                let ours = run(Command::new(env!("CARGO_BIN_EXE_splan")).args(&args));
                (ours, timed(|| count_newlines(&file)))
            })
            .collect();
        let ours = median(pairs.iter().map(|(ours, _)| *ours));
        let to_newlines = median(pairs.iter().map(|(ours, newlines)| ours / newlines));
        let held = peak(Command::new(env!("CARGO_BIN_EXE_splan")).args(&args));
        let csv = timed(|| with_csv(&file));
        // They read no GBK: the same rows have to do.
        let theirs = if options.gbk { path("utf8.csv") } else { file.clone() };
        if options.gbk {
            deals(&theirs, *rows, &Options { gbk: false, ..options.clone() }).expect("an export");
        }
        let peer =
            |name: &str| peer(name, &theirs).map_or("—".to_owned(), |seconds| format!("{:.1}×", seconds / ours));
        println!(
            "{rows:>10} {:>9.1} {ours:>9.4} {:>9.1} {held:>9} {:>11.1}× {:>10.1}× {:>9} {:>9}",
            fs::metadata(&file).expect("its size").len() as f64 / 1e6,
            ours * 1e9 / *rows as f64,
            to_newlines,
            csv / ours,
            peer("duckdb"),
            peer("polars"),
        );
    }
}

#[derive(Clone)]
struct Options {
    rows: Vec<u64>,
    quoted: bool,
    crlf: bool,
    chinese: bool,
    gbk: bool,
    /// Columns that nobody asks for, beside the usual ones.
    spare: usize,
    /// Rows in a hundred that cannot be used.
    dirt: u32,
    write: Option<String>,
}

impl Options {
    fn of_args() -> Self {
        let mut options = Options {
            rows: Vec::new(),
            quoted: false,
            crlf: false,
            chinese: false,
            gbk: false,
            spare: 0,
            dirt: 0,
            write: None,
        };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--quoted" => options.quoted = true,
                "--crlf" => options.crlf = true,
                "--chinese" => options.chinese = true,
                "--gbk" => (options.chinese, options.gbk) = (true, true),
                "--spare" => options.spare = args.next().and_then(|count| count.parse().ok()).expect("a number"),
                "--dirt" => options.dirt = args.next().and_then(|percent| percent.parse().ok()).expect("a percentage"),
                "--write" => options.write = args.next(),
                "--bench" => {}
                rows => options.rows.push(rows.parse().expect("a number of rows")),
            }
        }
        if options.rows.is_empty() {
            options.rows = vec![10_000, 100_000, 1_000_000, 5_000_000];
        }
        options
    }
}

fn plan() -> String {
    let mut text = "[plan]\nname = \"bench\"\nyear = 2026\ncurrency = \"CNY\"\n[target]\nrevenue = \"10亿\"\n\
        [funnel]\naverage_deal = 100_000\n[[funnel.steps]]\nname = \"opportunities\"\nrate = 0.2\nlead = 45\n"
        .to_owned();
    (0..50)
        .for_each(|rep| text.push_str(&format!("[[reps]]\nname = \"rep {rep}\"\naliases = [\"{}\"]\n", person(rep))));
    text
}

/// A Chinese name for a number.
fn person(number: u32) -> String {
    let of = |names: &str, at: u32| names.chars().nth(at as usize % 10).unwrap_or('王');
    format!("{}{}", of("王李张刘陈杨赵黄周吴", number), of("芳伟敏静磊洋勇艳杰娟", number / 10))
}

/// 19 columns, about 232 bytes a row.
fn deals(path: &Path, rows: u64, options: &Options) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let mut random = Pcg64Mcg::new(0xcafe_f00d);
    let end = if options.crlf { "\r\n" } else { "\n" };
    let heads = "Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Amount,Stage,Close Date,Created Date,Type,\
        Lead Source,Next Step,Industry,Region,City,Phone,Campaign,Probability,Fiscal Period,Description";
    let spare = |what: &str| (0..options.spare).map(|at| format!(",{what} {at}")).collect::<String>();
    let (spare_heads, spare_cells) = (spare("Spare"), spare("filled with something"));
    write!(file, "{heads}{spare_heads}{end}")?;
    for row in 0..rows {
        let mut next = |below: u32| random.next_u32() % below;
        let stage = ["Closed Won", "Closed Won", "Closed Lost", "Negotiation", "Qualification"][next(5) as usize];
        let (owner, amount, account) = (next(50), 1_000 + next(300_000), next(90_000));
        let (created, closed) = ((1 + next(3), 1 + next(28)), (4 + next(4), 1 + next(28)));
        let dirty = options.dirt > next(100);
        let (who, name, city, note) = match options.chinese {
            true => {
                (person(owner), "年度框架采购续约商机", "上海市浦东新区", "客户希望下月初完成方案评审并安排现场演示")
            }
            false => (format!("rep {owner}"), "Annual renewal deal", "Shanghai", "asked for a demo early next month"),
        };
        let cells = [
            format!("006{row:012}"),
            format!("{name} {row}"),
            format!("Account {account:06}"),
            who,
            if dirty { "soon".to_owned() } else { format!("{amount}.50") },
            stage.to_owned(),
            format!("2026-{:02}-{:02}", closed.0, closed.1),
            format!("2026-{:02}-{:02}", created.0, created.1),
            "New Business".to_owned(),
            "Web".to_owned(),
            "send the offer".to_owned(),
            "Machinery".to_owned(),
            "East".to_owned(),
            city.to_owned(),
            format!("+86 21 {account:08}"),
            String::new(),
            format!("{}", next(100)),
            "Q3-2026".to_owned(),
            note.to_owned(),
        ];
        let line = if options.quoted { format!("\"{}\"", cells.join("\",\"")) } else { cells.join(",") };
        let line = format!("{line}{spare_cells}{end}");
        match options.gbk {
            true => file.write_all(&encoding_rs::GB18030.encode(&line).0)?,
            false => file.write_all(line.as_bytes())?,
        }
    }
    file.flush()?;
    // Whoever reads it must not wait for the disk.
    file.get_ref().sync_all()
}

fn count_newlines(path: &Path) {
    let size = fs::metadata(path).expect("its size").len();
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || {
                let mut part = File::open(path).expect("the file");
                io::Seek::seek(&mut part, io::SeekFrom::Start(half * size / 2)).expect("its half");
                let mut left = size / 2;
                let mut buffer = vec![0; 128 * 1024];
                let mut count = 0;
                while left > 0 {
                    let read = part.read(&mut buffer).expect("its bytes");
                    if read == 0 {
                        break;
                    }
                    count += memchr::memchr_iter(b'\n', &buffer[..read]).count();
                    left = left.saturating_sub(read as u64);
                }
                black_box(count);
            });
        }
    });
}

/// The same sums as the review needs, without its care, on one thread.
fn with_csv(path: &Path) {
    use std::collections::{HashMap, HashSet};
    let mut reader = csv::Reader::from_path(path).expect("the file");
    let mut record = csv::ByteRecord::new();
    let (mut won, mut created, mut open) = (HashMap::new(), HashMap::new(), HashMap::new());
    let mut ids = HashSet::new();
    while reader.read_byte_record(&mut record).expect("a row") {
        let cents = record[4].iter().filter(|byte| byte.is_ascii_digit());
        let cents = cents.fold(0_i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
        let count = |sums: &mut HashMap<_, (i64, u64)>, key: &[u8]| {
            let sum = sums.entry((record[3].to_vec(), key.to_vec())).or_default();
            (sum.0, sum.1) = (sum.0 + cents, sum.1 + 1);
        };
        match &record[5] {
            b"Closed Won" => count(&mut won, &record[6][..7]),
            b"Closed Lost" => {}
            stage => count(&mut open, stage),
        }
        count(&mut created, &record[7][..7]);
        ids.insert(record[0].to_vec());
    }
    black_box((won, created, open, ids));
}

/// Seconds that DuckDB or Polars take; nothing where Python has no such module.
fn peer(name: &str, file: &Path) -> Option<f64> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/peers.py");
    let output = Command::new("python3").arg(script).arg(name).arg(file).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// The most memory that the process held, in MiB; a dash where the system does not tell.
fn peak(command: &mut Command) -> String {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a process");
    let status = format!("/proc/{}/status", child.id());
    let mut held = None;
    while child.try_wait().expect("its end").is_none() {
        let told = fs::read_to_string(&status).ok();
        let kib = told.and_then(|told| told.split_once("VmHWM:")?.1.split_whitespace().next()?.parse::<u64>().ok());
        held = kib.max(held);
    }
    held.map_or("—".to_owned(), |kib| format!("{:.1}", kib as f64 / 1024.0))
}

fn run(command: &mut Command) -> f64 {
    timed(|| assert!(command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("a process").success()))
}

fn timed(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut all: Vec<f64> = of.collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
