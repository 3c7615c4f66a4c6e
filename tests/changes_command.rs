//! `splan changes` and `review --since` from the command line, each figure worked out by hand.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use support::runs::{self, Run, find, shown};

const PLAN: &str = r#"
[plan]
name = "Quarter"
starts = 2026-01-01
ends = 2026-03-31
currency = "EUR"
[target]
revenue = 64_000
[funnel]
average_deal = 1_000
[[funnel.steps]]
name = "opportunities"
rate = 0.5
[[reps]]
name = "Ann"
team = "North"
[[reps]]
name = "Bob"
team = "South"
[currencies]
USD = 0.5
"#;

const HEAD: &str = "Id,Opportunity Name,Account,Owner,Amount,Currency,Stage,Close Date,Created Date\n";

const OLD: &str = "\
1,Anvil,A,Ann,1000,EUR,Demo,2026-02-15,2026-01-05
2,Crane,B,Ann,2000,EUR,Demo,2026-02-15,2026-01-05
3,Drill,C,Ann,3000,EUR,Demo,2026-05-15,2026-01-05
4,Edger,D,Bob,4000,EUR,Demo,2026-02-15,2026-01-05
5,File,E,Bob,5000,EUR,Demo,2026-02-15,2026-01-05
6,Gauge,F,Bob,6000,EUR,Demo,2026-02-15,2026-01-05
7,Hammer,G,Cid,7000,EUR,Demo,2026-02-15,2026-01-05
8,Iron,H,Ann,8000,USD,Demo,2026-02-15,2026-01-05
9,Jack,I,Ann,900,EUR,Lost,2026-01-15,2026-01-05
10,Knife,J,Ann,100,EUR,Demo,2026-02-15,2026-01-05
";

/// Grown by 500; pushed out; pulled in and shrunk by 1,000; won; lost; not there; from Cid to Bob; in another currency
/// with the same worth; reopened; void; new; new without an amount; won on the way.
const NEW: &str = "\
1,Anvil,A,Ann,1500,EUR,Demo,2026-02-20,2026-01-05
2,Crane,B,Ann,2500,EUR,Demo,2026-04-15,2026-01-05
3,Drill,C,Ann,2000,EUR,Demo,2026-03-15,2026-01-05
4,Edger,D,Bob,4400,EUR,Won,2026-01-28,2026-01-05
5,File,E,Bob,5000,EUR,Lost,2026-01-28,2026-01-05
7,Hammer,G,Bob,7000,EUR,Demo,2026-02-15,2026-01-05
8,Iron,H,Ann,4000,EUR,Demo,2026-02-15,2026-01-05
9,Jack,I,Ann,950,EUR,Demo,2026-02-15,2026-01-05
10,Knife,J,Ann,100,EUR,Void,2026-02-15,2026-01-05
11,Lathe,K,Bob,1100,EUR,Demo,2026-03-01,2026-01-27
12,Mallet,L,Bob,,EUR,Demo,2026-03-01,2026-01-27
13,Nail,M,Ann,1300,EUR,Won,2026-01-29,2026-01-27
";

fn run_on(old: &str, new: &str, args: &[&str]) -> Run {
    let (old, new) = (format!("{HEAD}{old}"), format!("{HEAD}{new}"));
    let files = [("plan.toml", PLAN), ("old.csv", old.as_str()), ("new.csv", new.as_str())];
    runs::with_files(&files, args)
}

fn run(args: &[&str]) -> Run {
    let command = ["changes", "plan.toml", "old.csv", "new.csv", "--as-of", "2026-01-30"];
    run_on(OLD, NEW, &[&command, args].concat())
}

/// Amounts and counts by scope, name and path, from a list of records.
fn figures(rows: &Value) -> BTreeMap<(String, String, String), (String, i64)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let row = |row: &Value| {
        let key = (text(&row["scope"]), text(&row["name"]), text(&row["path"]));
        (key, (text(&row["amount"]), row["count"].as_i64().unwrap()))
    };
    rows.as_array().unwrap().iter().map(row).collect()
}

const PATHS: [&str; 13] = [
    "start",
    "new",
    "reopened",
    "increased",
    "decreased",
    "pulled_in",
    "transferred_in",
    "pushed_out",
    "won",
    "lost",
    "gone",
    "transferred_out",
    "closing",
];

#[test]
fn every_figure_of_every_group() {
    let report = run(&["--format", "json"]).good().json();
    assert_eq!(
        shown(&report, &["schema", "plan", "period", "as_of"]),
        ["splan/changes/1", "Quarter", "2026-Q1", "2026-01-30"]
    );
    let all = figures(&report["rows"]);
    let told = |scope: &str, name: &str| {
        PATHS.map(|path| {
            let (amount, count) = &all[&(scope.to_owned(), name.to_owned(), path.to_owned())];
            (amount.parse::<f64>().unwrap() as i64, *count)
        })
    };
    // 8,000 USD are 4,000 EUR.
    let company = [
        (29_100, 8),
        (1_100, 2),
        (950, 1),
        (500, 0),
        (-1_000, 0),
        (3_000, 1),
        (0, 0),
        (-2_000, -1),
        (-4_000, -1),
        (-5_000, -1),
        (-6_100, -2),
        (0, 0),
        (16_550, 7),
    ];
    assert_eq!(told("company", "Quarter"), company);
    let bob = told("rep", "Bob");
    assert_eq!(bob[6], (7_000, 1));
    assert_eq!((bob[0], bob[12]), ((15_000, 3), (8_100, 3)));
    let stranger = told("rep", "(unassigned)");
    assert_eq!((stranger[0], stranger[11], stranger[12]), ((7_000, 1), (-7_000, -1), (0, 0)));
    for group in [told("rep", "Ann"), bob, stranger] {
        assert_eq!(group[..12].iter().map(|figure| figure.0).sum::<i64>(), group[12].0);
        assert_eq!(group[..12].iter().map(|figure| figure.1).sum::<i64>(), group[12].1);
    }
    assert_eq!(shown(&report["besides"], &["deals", "amount"]), ["1", "1300.00"]);
    assert_eq!(shown(&report["rows_read"]["old"], &["read", "used"]), ["10", "10"]);
    assert_eq!(shown(&report["rows_read"]["new"], &["read", "used", "ignored"]), ["12", "11", "1"]);
}

#[test]
fn the_csv_foots_and_lists_their_deals() {
    let run = run(&["--format", "csv", "--by", "team", "--list", "pushed-out,gone,increased,transferred"]).good();
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    for (scope, name) in [("company", "Quarter"), ("team", "North"), ("team", "South"), ("team", "(unassigned)")] {
        let of: Vec<_> = rows.iter().filter(|row| row["scope"] == scope && row["name"] == name).collect();
        let number = |column: &str| of.iter().map(|row| row[column].parse::<f64>().unwrap()).collect::<Vec<_>>();
        for column in ["amount", "count"] {
            let values = number(column);
            assert_eq!(values.len(), 13, "{name}");
            assert_eq!(values[..12].iter().sum::<f64>(), values[12], "{name} {column}");
        }
    }
    let deals: Vec<Vec<&str>> = rows
        .iter()
        .filter(|row| row["scope"] == "deal")
        .map(|row| {
            ["path", "name", "amount", "close_before", "close_after", "state_after", "owner"]
                .map(|c| row[c].as_str())
                .into()
        })
        .collect();
    assert_eq!(
        deals,
        [
            ["pushed_out", "Crane", "-2000.00", "2026-02-15", "2026-04-15", "open", "Ann"],
            ["gone", "Gauge", "-6000.00", "2026-02-15", "", "", ""],
            ["gone", "Knife", "-100.00", "2026-02-15", "", "void", "Ann"],
            ["increased", "Anvil", "500.00", "2026-02-15", "2026-02-20", "open", "Ann"],
            ["transferred", "Hammer", "7000.00", "2026-02-15", "2026-02-15", "open", "Bob"],
        ]
    );
}

#[test]
fn the_page_in_both_languages() {
    let page = run(&["--list", "gone,new,won-besides,lost"]).good().unwrapped();
    for line in [
        "changes: the pipeline due in 2026-Q1 went from 29,100 to 16,550",
        "pushed out       -1  -2,000  ░░░",
        "3 deals stayed in it; the amount of 1 rose, of 1 fell",
        "1 deal of these changed hands",
        "won besides: 1 more deal, 1,300, not in this pipeline at the start",
        "deals without an amount: 0 at the start, 1 at the end; they add nothing to the amounts",
        "gone: 2 deals, -6,100",
        "Gauge  Bob    -6,000  2026-02-15  not in it",
        "Knife  Ann      -100  2026-02-15  void",
        "Mallet  Bob         —  2026-03-01",
        "won besides: 1 deal, 1,300",
        "File  Bob    -5,000  2026-02-15  lost 2026-01-28",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    let page = run(&["--lang", "zh", "--list", "gone"]).good().out;
    for line in ["变动：2026-Q1 到期的商机储备由 29,100 变为 16,550", "移出本期", "消失：2 个商机，-6,100", "作废"]
    {
        assert!(page.contains(line), "{line}\n{page}");
    }
    for format in ["markdown", "html"] {
        let page = run(&["--format", format, "--list", "gone"]).good().out;
        assert!(page.contains("pushed out") && page.contains("Gauge"), "{page}");
    }
    assert!(run(&["--format", "html"]).good().out.contains("<svg"), "the waterfall is drawn");
}

#[test]
fn the_period_is_that_of_the_close_dates() {
    let closing = |args: &[&str]| {
        let report = run(&[&["--format", "json"], args].concat()).good().json();
        let company = find(&report["rows"], &[("scope", "company"), ("path", "closing")]);
        (shown(&report, &["period"]).remove(0), shown(company, &["amount", "count"]))
    };
    let february = closing(&["--period", "2026-02"]);
    assert_eq!(february, ("2026-02".into(), vec!["13450.00".into(), "4".into()]));
    // Beyond the plan's last day, too.
    let april = closing(&["--from", "2026-04-01", "--to", "2026-06-30"]);
    assert_eq!(april, ("2026-04-01..2026-06-30".into(), vec!["2500.00".into(), "1".into()]));
    assert_eq!(closing(&["--to", "2026-02-28"]).1, ["13450.00", "4"]);
    for (args, said) in [
        (&["--from", "2026-03-01", "--to", "2026-02-01"][..], "ends before it starts"),
        (&["--from", "soon"], "write a day such as 2026-08-14"),
        (&["--period", "2027-Q1"], "outside the plan"),
        (&["--period", "2026-02", "--from", "2026-02-01"], "cannot be used with"),
    ] {
        let run = run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn exports_without_ids_are_matched_by_name_and_it_is_said() {
    let without =
        |text: &str| text.lines().map(|line| format!(",{}\n", line.split_once(',').unwrap().1)).collect::<String>();
    let command = ["changes", "plan.toml", "old.csv", "new.csv", "--as-of", "2026-01-30", "--format", "json"];
    let twins = "99,Twin,Z,Ann,10,EUR,Demo,2026-02-15,\n98,Twin,Z,Ann,20,EUR,Demo,2026-02-16,\n";
    let others = "99,Twin,Z,Ann,30,EUR,Demo,2026-02-15,\n98,Twin,Z,Ann,40,EUR,Demo,2026-02-16,\n";
    let run = run_on(&without(&format!("{OLD}{twins}")), &without(&format!("{NEW}{others}")), &command).good();
    let report = run.json();
    // All but the one that has another owner, the one that vanished and the twins are found again.
    assert_eq!(
        shown(&report["matching"], &["by_id", "by_name", "ambiguous_old", "ambiguous_new"]),
        ["0", "8", "2", "2"]
    );
    let company = |path| shown(find(&report["rows"], &[("scope", "company"), ("path", path)]), &["amount", "count"]);
    assert_eq!(
        (company("won"), company("increased")),
        (vec!["-4000.00".into(), "-1".into()], vec!["500.00".into(), "0".into()])
    );
    assert_eq!(company("gone"), ["-13130.00", "-5"], "6,000 + 100 + 7,000 + 10 + 20");
    for said in [
        "deals without an id: 12 in the first export, 14 in the second; 8 matched by name, account and owner",
        "2 deals of the first export and 2 of the second share name, account and owner and cannot be told apart",
        "`Twin`",
    ] {
        assert!(run.err.contains(said), "{said}\n{}", run.err);
    }
}

#[test]
fn rows_that_differ_and_rows_that_are_rejected() {
    let twice = "1,Anvil,A,Ann,250,EUR,Demo,2026-02-20,2026-01-05\n";
    let command = ["changes", "plan.toml", "old.csv", "new.csv", "--as-of", "2026-01-30", "--format", "json"];
    let both = format!("{NEW}{twice}");
    let refused = run_on(OLD, &both, &command);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("new.csv:14: deal `1` is also at new.csv:2"), "{}", refused.err);
    let increased = |how| {
        let report = run_on(OLD, &both, &[&command[..], &["--on-duplicate", how]].concat()).good().json();
        let company = [("scope", "company"), ("path", "increased")];
        shown(find(&report["rows"], &company), &["amount", "deals"])
    };
    assert_eq!(
        (increased("sum"), increased("first")),
        (vec!["750.00".into(), "1".into()], vec!["500.00".into(), "1".into()])
    );
    assert_eq!(increased("last"), ["0.00", "0"], "it is smaller then");

    let free = "6,Gauge,F,Bob,,EUR,Won,2026-01-28,2026-01-05\n";
    let run = run_on(OLD, &format!("{NEW}{free}"), &command).good();
    assert!(run.err.contains("new.csv:14: `Amount`: a won deal without an amount"), "{}", run.err);
    assert!(run.err.contains("1 rejected row of the second export is missing from it"), "{}", run.err);
    let strict = run_on(OLD, &format!("{NEW}{free}"), &[&command[..], &["--strict"]].concat());
    assert_eq!((strict.code, strict.out.as_str()), (2, ""));
}

#[test]
fn void_rows_are_no_deals_but_are_known() {
    let old = "1,Anvil,A,Ann,1000,EUR,Void,2026-02-15,2026-01-05\n2,Crane,B,Ann,2000,EUR,Demo,2026-02-15,2026-01-05\n2,Crane,B,Ann,2000,EUR,Void,2026-02-15,2026-01-05\n";
    let new = "1,Anvil,A,Ann,1000,EUR,Demo,2026-02-15,2026-01-05\n2,Crane,B,Ann,2000,EUR,Demo,2026-02-15,2026-01-05\n";
    let command = ["changes", "plan.toml", "old.csv", "new.csv", "--as-of", "2026-01-30", "--format", "json"];
    let report = run_on(old, new, &command).good().json();
    let company = |path| shown(find(&report["rows"], &[("scope", "company"), ("path", path)]), &["amount", "count"]);
    assert_eq!(
        (company("start"), company("reopened")),
        (vec!["2000.00".into(), "1".into()], vec!["1000.00".into(), "1".into()])
    );
    assert_eq!(company("gone"), ["0.00", "0"]);
}

#[test]
fn two_exports_have_to_be_named() {
    for (args, said) in [
        (&["changes", "plan.toml"][..], "compares two exports, and 0 are named"),
        (&["changes", "plan.toml", "old.csv"], "compares two exports, and 1 are named"),
        (&["changes", "plan.toml", "old.csv", "new.csv", "old.csv"], "and 3 are named"),
        (&["changes", "plan.toml", "none.csv", "new.csv"], "`none.csv` does not exist"),
        (
            &["review", "plan.toml", "new.csv", "--as-of", "2026-01-30", "--section", "changes"],
            "needs an earlier export",
        ),
        (
            &["review", "plan.toml", "new.csv", "--as-of", "2026-01-30", "--since", "none.csv"],
            "`none.csv` does not exist",
        ),
    ] {
        let run = run_on(OLD, NEW, args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(said), "{args:?}: {}", run.err);
    }
    let planned = PLAN.to_owned() + "[data]\ndeals = [\"new.csv\"]\nas_of = 2026-01-30\n";
    let (old, new) = (format!("{HEAD}{OLD}"), format!("{HEAD}{NEW}"));
    let files = [("plan.toml", planned.as_str()), ("old.csv", &old), ("new.csv", &new)];
    let run = runs::with_files(&files, &["changes", "plan.toml", "old.csv"]).good();
    assert!(run.out.contains("from 29,100 to 16,550"), "the plan's own export is the later one: {}", run.out);
}

#[test]
fn a_review_says_what_moved_since() {
    let review = ["review", "plan.toml", "new.csv", "--as-of", "2026-01-30", "--since", "old.csv"];
    let with = |args: &[&str]| run_on(OLD, NEW, &[&review, args].concat()).good();
    let report = with(&["--format", "json"]).json();
    let apart = run(&["--format", "json"]).json();
    let (inside, alone) = (figures(&report["changes"]["rows"]), figures(&apart["rows"]));
    assert!(!alone.is_empty() && alone.iter().all(|(key, value)| inside.get(key) == Some(value)), "the same figures");
    // What is in the pipeline at the end is what the review finds due in the period.
    for (scope, name) in [("company", "Quarter"), ("team", "North"), ("rep", "Bob")] {
        let group = find(&report["pipeline"]["groups"], &[("scope", scope), ("name", name)]);
        let closing = &inside[&(scope.to_owned(), name.to_owned(), "closing".to_owned())];
        assert_eq!(shown(group, &["due_amount", "due"]), [closing.0.clone(), closing.1.to_string()], "{name}");
    }
    let page = with(&[]);
    let at = |line: &str| {
        page.out.lines().position(|found| found.starts_with(line)).unwrap_or_else(|| panic!("{line}\n{}", page.out))
    };
    assert!(at("pipeline: ") < at("changes: the pipeline due in 2026-Q1 went from 29,100 to 16,550"));
    assert!(page.err.contains("old.csv: 10 rows read = 10 used"), "{}", page.err);
    assert!(!page.err.contains("may show as gone"), "{}", page.err);
    let garbled = NEW.replacen(",2026-", ",20x26-", 1);
    let run = run_on(OLD, &garbled, &review).good();
    assert!(run.err.contains("a deal in the first export may show as gone"), "{}", run.err);
    let part = with(&["--section", "changes", "--by", "team"]).out;
    assert!(part.contains("changes by team: deals") && !part.contains("pipeline: "), "{part}");
    let without = run_on(OLD, NEW, &review[..5]).good();
    assert!(!without.out.contains("changes:"), "{}", without.out);
    let json = run_on(OLD, NEW, &[&review[..5], &["--format", "json"]].concat()).json();
    assert_eq!(json["changes"], Value::Null);
}

#[test]
fn the_bundled_exports_of_two_weeks() {
    for (plan, lang) in [("plans/demo.toml", "en"), ("plans/demo-zh.toml", "zh")] {
        let old = format!("examples/exports/last-week-{lang}.csv");
        let changes =
            runs::within(Path::new("."), &["changes", plan, &old, "--format", "json", "--by", "segment"]).good().json();
        let review = runs::within(Path::new("."), &["review", plan, "--format", "json"]).good().json();
        let due = find(&review["pipeline"]["groups"], &[("scope", "company")])["due_amount"].clone();
        assert_eq!(find(&changes["rows"], &[("scope", "company"), ("path", "closing")])["amount"], due, "{plan}");
    }
}

/// Amounts of the rows of a table by label, from all the blocks that it was split into at 80 columns.
fn amounts(page: &str, heading: &str) -> BTreeMap<String, Vec<i64>> {
    let table = page.split(heading).nth(1).unwrap().split("\nnew with reopened").next().unwrap();
    let mut rows: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.trim().split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let numbers: Option<Vec<i64>> =
            cells.iter().skip(1).map(|cell| cell.replace([',', '+'], "").parse().ok()).collect();
        if let (Some(label), Some(numbers)) = (cells.first(), numbers.filter(|numbers| !numbers.is_empty())) {
            rows.entry((*label).to_owned()).or_default().extend(numbers);
        }
    }
    rows
}

#[test]
fn every_row_adds_up_as_it_is_shown() {
    for by in ["team", "rep", "segment"] {
        let args = ["changes", "plans/demo.toml", "examples/exports/last-week-en.csv", "--by", by, "--quiet"];
        let page = runs::within(Path::new("."), &args).good().out;
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        assert!(!page.contains("--wide"), "{page}");
        let rows = amounts(&page, ": amounts\n");
        assert!(rows.len() > 2 && rows["total"].len() > 6, "{rows:?}");
        for (label, cells) in rows {
            let (closing, parts) = cells.split_last().unwrap();
            assert_eq!(parts.iter().sum::<i64>(), *closing, "{label}: {cells:?}\n{page}");
        }
    }
}

#[test]
fn exports_in_the_wrong_order_are_warned_about() {
    let command = ["changes", "plan.toml", "old.csv", "new.csv", "--as-of", "2026-01-30"];
    let right = run_on(OLD, NEW, &command).good();
    assert!(!right.err.contains("looks like the later one"), "{}", right.err);
    // 4 and 5 are closed and 9 is not; 11, 12 and 13 were created last.
    let said = "the first export looks like the later one: 2 deals won or lost in the first are open in the second, and \
                3 deals of the first were created after all of the second";
    let wrong = run_on(NEW, OLD, &command).good();
    assert!(wrong.err.contains(said), "{}", wrong.err);
    let review = ["review", "plan.toml", "new.csv", "--as-of", "2026-01-30", "--since", "old.csv"];
    assert!(run_on(NEW, OLD, &review).good().err.contains(said));
    // One deal that is open again is chance, and so is one that was removed.
    let one = OLD.replace("4,Edger,D,Bob,4000,EUR,Demo", "4,Edger,D,Bob,4000,EUR,Lost");
    assert!(!run_on(&one, OLD, &command).good().err.contains("looks like"));
}

#[test]
fn a_brief_says_what_moved_in_one_line() {
    let review = ["review", "plan.toml", "new.csv", "--as-of", "2026-01-30", "--brief", "--since"];
    let with = |old: &str, more: &[&str]| run_on(OLD, NEW, &[&review, &[old][..], more].concat()).good().out;
    let line = "\nchanges since old.csv: the pipeline due in 2026-Q1 went from 29,100 to 16,550; largest movement: gone \
                -6,100 (2 deals)\n";
    let brief = with("old.csv", &[]);
    assert!(brief.contains(line), "{brief}");
    let zh = with("old.csv", &["--lang", "zh"]);
    assert!(zh.contains("由 29,100 变为 16,550；最大变动为消失 -6,100（2 个商机）\n"), "{zh}");
    assert!(with("new.csv", &[]).contains("; no amount moved\n"));
}

#[test]
fn where_a_comparison_has_no_place_there_is_a_way_out() {
    let review = ["review", "plan.toml", "new.csv", "--as-of", "2026-01-30"];
    let split = run_on(OLD, NEW, &[&review[..], &["--since", "old.csv", "--split-by", "rep", "-o", "reps"]].concat());
    assert_eq!((split.code, split.out.as_str()), (2, ""));
    assert!(split.err.contains("`splan changes PLAN old.csv --by rep`"), "{}", split.err);
    for period in ["next-quarter", "2026-Q2"] {
        let beyond = run(&["--period", period]);
        assert_eq!((beyond.code, beyond.out.as_str()), (2, ""));
        assert!(beyond.err.contains("`--from 2026-04-01 --to 2026-06-30`"), "{}", beyond.err);
    }
    assert!(!run(&["--period", "soon"]).err.contains("--from"));
}
