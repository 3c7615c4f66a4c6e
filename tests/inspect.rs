//! What `inspect` says of an export, for people and for programs, and that what it offers to paste means the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;

const SAMPLES: [&str; 11] = [
    "salesforce",
    "hubspot",
    "zoho-deals",
    "pipedrive",
    "dynamics",
    "odoo",
    "fxiaoke",
    "jiandaoyun",
    "hand-en",
    "hand-zh",
    "zoho-calls",
];

const PLAN: &str = "[plan]\nname = \"P\"\nyear = 2026\ncurrency = \"CNY\"\n[target]\nrevenue = 1000\n[funnel]\naverage_deal = 1\n\
    [[funnel.steps]]\nname = \"opportunities\"\nrate = 1\n[[funnel.steps]]\nname = \"calls\"\nfeeds = \"opportunities\"\nneed = 1\n\
    [[reps]]\nname = \"Anna\"\n[[reps]]\nname = \"Bob\"\n[currencies]\nUSD = 7.1\n";

fn splan(args: &[&str], input: &[u8]) -> Output {
    let mut command = Command::cargo_bin("splan").unwrap();
    command.args(args).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports"));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn out(args: &[&str]) -> String {
    let output = splan(args, b"");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The account of the rows is a sentence, which terminals wrap.
fn is_account(line: &str) -> bool {
    line.contains(" read = ") || line.starts_with("读取")
}

#[test]
fn every_sample_is_shown_within_80_columns_in_both_languages() {
    for sample in SAMPLES {
        for lang in ["en", "zh"] {
            let text = out(&["inspect", &format!("{sample}.csv"), "--lang", lang]);
            let tables = text.lines().take_while(|line| !line.starts_with('['));
            let wide = tables.filter(|line| {
                unicode_width::UnicodeWidthStr::width(*line) > 80 && !line.contains('`') && !is_account(line)
            });
            assert_eq!(wide.collect::<Vec<_>>(), [""; 0], "{sample} {lang}");
        }
    }
}

#[test]
fn what_was_detected_is_said_with_its_reason() {
    let text = out(&["inspect", "hand-zh.csv"]);
    for part in [
        "encoding   UTF-8  certain",
        "header     3",
        "合同金额（万元）",
        "times 10000",
        "已成交",
        "成交日期",
        "[deals]\n",
        "header = 3",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn owners_are_held_against_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.toml");
    fs::write(&plan, PLAN).unwrap();
    let text = out(&["inspect", plan.to_str().unwrap(), "salesforce.csv"]);
    assert!(text.contains("none; did you mean `Anna`?") && text.contains("Bob"), "{text}");
}

#[test]
fn programs_get_records() {
    let csv = out(&["inspect", "salesforce.csv", "--format", "csv"]);
    assert!(
        csv.starts_with("file,kind,topic,name,value,rows,note,trust\nsalesforce.csv,deals,file,encoding,UTF-8,"),
        "{csv}"
    );
    assert!(csv.contains("salesforce.csv,deals,word,Closed Won,won,1,,certain\n"), "{csv}");
    let json = out(&["inspect", "salesforce.csv", "zoho-calls.csv", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json["schema"].as_str(), json["files"][1].as_str()), (Some("splan/inspect/1"), Some("zoho-calls.csv")));
}

#[test]
fn fields_are_named_as_the_plan_names_them() {
    let text = out(&["inspect", "salesforce.csv"]);
    let paste = &text[text.find("[deals]\n").unwrap()..];
    for line in ["name = \"Opportunity Name\"", "account = \"Account Name\"", "closed = \"Close Date\""] {
        assert!(paste.contains(&format!("columns.{line}\n")), "{line}: {paste}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deals.csv");
    let text = "Owner,Amount,Stage,Expected Close Date,Last Activity,Split %\nAnn,5,Won,2026-02-13,2026-02-12,1\n";
    fs::write(&file, text).unwrap();
    let text = out(&["inspect", file.to_str().unwrap()]);
    assert!(text.contains("\n`closed (expected)` from 2026-02-13"), "{text}");
    let paste = &text[text.find("[deals]\n").unwrap()..];
    for line in ["closed = \"Expected Close Date\"", "last_activity = \"Last Activity\"", "split = \"Split %\""] {
        assert!(paste.contains(&format!("columns.{line}\n")), "{line}: {paste}");
    }
    // Two close dates are two columns, for which there is one key.
    let paste = out(&["inspect", "odoo.csv"]);
    assert!(paste.contains("closed (actual)") && !paste.contains("columns.closed"), "{paste}");
}

#[test]
fn the_plan_at_hand_is_used_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let deals = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/salesforce.csv")).unwrap();
    let below = folder.path().join("below");
    fs::create_dir(&below).unwrap();
    fs::write(below.join("deals.csv"), deals).unwrap();
    fs::write(folder.path().join("plan.toml"), PLAN.replace("year = 2026", "year = 2026\nlanguage = \"zh\"")).unwrap();
    let run = |args: &[&str]| Command::cargo_bin("splan").unwrap().args(args).current_dir(&below).output().unwrap();
    let output = run(&["inspect", "deals.csv"]);
    let (text, notes) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("是否指 `Anna`？"), "{text}");
    let plan = Path::new("..").join("plan.toml");
    assert_eq!(notes, format!("说明：按计划 `{}` 读取\n", plan.display()));
    assert_eq!(run(&["inspect", "deals.csv", "-q"]).stderr, b"");
    assert_eq!(run(&["inspect"]).status.code(), Some(2), "the plan lists no exports");
}

/// The table of every sample, put into a plan, gives the same review as detection does.
#[test]
fn what_is_offered_to_paste_means_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for sample in SAMPLES.into_iter().filter(|sample| *sample != "zoho-calls") {
        let file = format!("{sample}.csv");
        let json: serde_json::Value = serde_json::from_str(&out(&["inspect", &file, "--format", "json"])).unwrap();
        let (bare, stated) = (folder.path().join("bare.toml"), folder.path().join("stated.toml"));
        fs::write(&bare, PLAN).unwrap();
        fs::write(&stated, format!("{PLAN}{}\n", json["tables"][0].as_str().unwrap())).unwrap();
        let review = |plan: &Path| {
            out(&[
                "review",
                plan.to_str().unwrap(),
                &file,
                "--as-of",
                "2026-08-14",
                "--period",
                "2026",
                "--format",
                "csv",
                "-q",
            ])
        };
        assert_eq!(review(&bare), review(&stated), "{sample}");
    }
}

#[test]
fn words_that_decide_nothing_are_not_offered_to_paste() {
    let text = "salesperson,expected revenue,stage,expected closing,active\n\
         Ann,1,Won,2026-01-05,True\nAnn,2,Qualified,2026-01-05,True\nAnn,3,Qualified,2026-01-05,False\n";
    let pasted = |text: &str| {
        let said = String::from_utf8(splan(&["inspect", "-"], text.as_bytes()).stdout).unwrap();
        said.lines().filter(|line| line.starts_with("won") || line.starts_with("lost")).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(pasted(text), r#"won = ["Won"]; lost = ["False"]"#);
    let approved = text.replace("active", "status").replace("True", "Approved").replace("False", "Lost");
    assert_eq!(pasted(&approved), r#"won = ["Won"]; lost = ["Lost"]"#);
}

#[test]
fn standard_input_is_an_input() {
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/hubspot.csv")).unwrap();
    let output = splan(&["inspect", "-"], &bytes);
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("\n-: deals\n"));
}

#[test]
fn rows_without_a_rate_are_accounted_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let plan = file("plan.toml", PLAN);
    let deals = file("deals.csv", "Owner,Amount (k€),Stage,Close date\nAnna,5,Won,2026-02-01\nBob,6,Won,2026-02-01\n");
    let said = String::from_utf8(splan(&["inspect", &plan, &deals], b"").stdout).unwrap();
    assert!(said.contains("2 rows read = 0 used + 2 ignored (not told how to count: 2) + 0 rejected"), "{said}");
}

#[test]
fn repeated_deals_are_accounted_for_as_in_a_review() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, file) = (folder.path().join("plan.toml"), folder.path().join("deals.csv"));
    let head = "ID,Owner,Amount,Stage,Close Date,Created Date\n";
    let rows = "1,Anna,100,Won,2026-03-01,2026-01-02\n1,Anna,100,Won,2026-03-01,2026-01-02\n2,Bob,7,Won,2026-03-01,2026-01-02\n";
    fs::write(&plan, PLAN).unwrap();
    let run = |command: &str, more: &str| {
        fs::write(&file, format!("{head}{rows}{more}")).unwrap();
        let output = splan(&[command, plan.to_str().unwrap(), file.to_str().unwrap()], b"");
        String::from_utf8([output.stdout, output.stderr].concat())
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    for command in ["inspect", "review"] {
        let said = run(command, "");
        assert!(said.contains("3 rows read = 2 used + 1 ignored (repeated deal: 1) + 0 rejected"), "{said}");
        let said = run(command, &",Bob,7,Won,2026-03-01,2026-01-02\n".repeat(2));
        assert!(said.contains("1 row without an id, alike in every cell to one before;"), "{said}");
        assert!(said.contains("deals.csv:6"), "{said}");
    }
    assert!(run("inspect", "").contains("1 id in several rows"));
    let said = run("inspect", "2,Bob,8,Won,2026-03-01,2026-01-02\n");
    assert!(
        said.contains("4 rows read = 2 used + 2 ignored (not told how to count: 1, repeated deal: 1) + 0 rejected"),
        "{said}"
    );
    assert!(said.contains("`Amount` is `8` here and `7` there"), "{said}");
}

#[test]
fn a_file_that_cannot_be_read_keeps_none_of_the_others_back() {
    let folder = tempfile::tempdir().unwrap();
    let lists = folder.path().join("lists.csv");
    fs::write(&lists, "a,b\n1,2\n").unwrap();
    let lists = lists.to_str().unwrap();
    for files in [[lists, "hand-en.csv"], ["hand-en.csv", lists]] {
        let output = splan(&["inspect", files[0], files[1]], b"");
        let (said, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert!(said.contains("hand-en.csv") && !said.contains("lists.csv"), "{said}");
        assert!(errors.contains("lists.csv: no column for") && !errors.contains("hand-en.csv"), "{errors}");
        assert_eq!(output.status.code(), splan(&["inspect", lists], b"").status.code());
    }
}
