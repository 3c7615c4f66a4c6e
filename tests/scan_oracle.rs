//! The fast way to read a file gives what the slow way gives, facts and ledger with every line, however it is cut up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use export_support::{day, matching, plan, rep, segment};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use splan::model::actuals::Actuals;
use splan::model::diagnostic::Diagnostic;
use splan::model::plan::{DealHints, Plan};
use splan::read::export::{Cuts, Input, Kind, OnDuplicate, Rules, read_in_parts};

/// Whole facts, or what is said to be wrong.
fn facts(text: &[u8], policy: OnDuplicate, cuts: Option<&Cuts>) -> Result<Actuals, Vec<String>> {
    facts_by(&two_segments(), text, policy, cuts)
}

fn facts_by(plan: &Plan, text: &[u8], policy: OnDuplicate, cuts: Option<&Cuts>) -> Result<Actuals, Vec<String>> {
    let input = Input::of_bytes("deals.csv", Kind::Deals, text);
    let input = if cuts.is_some() { input } else { Input { open_at: None, ..input } };
    let rules = Rules { plan, period: plan.timeline.span(), as_of: day("2026-08-14"), on_duplicate: policy };
    let said = |problem: &Diagnostic| format!("{:?} {:?}", problem.message, problem.help);
    read_in_parts(&[input], &rules, cuts.unwrap_or(&Cuts::default()))
        .map_err(|problems| problems.iter().map(said).collect())
}

fn two_segments() -> Plan {
    let mut plan = one_segment();
    plan.segments = vec![segment("KA", matching("tier", &["KA"])), segment("rest", None)];
    plan.target.secured_match = matching("tier", &["old"]);
    plan
}

fn one_segment() -> Plan {
    let mut plan = plan();
    plan.reps.push(rep("王芳", &[]));
    plan
}

/// Every way to cut that is worth trying on a text of a few kilobytes.
fn agree(text: &[u8], policy: OnDuplicate) -> Result<(), TestCaseError> {
    agree_by(&two_segments(), text, policy)
}

fn agree_by(plan: &Plan, text: &[u8], policy: OnDuplicate) -> Result<(), TestCaseError> {
    let expected = facts_by(plan, text, policy, None);
    for (threads, part, buffer, window) in [
        (1, 1 << 20, 1 << 17, 1 << 14),
        (1, 1, 1, 1),
        (2, 40, 64, 33),
        (3, 7, 100, 200),
        (8, 1, 13, 7),
        (4, 300, 1 << 17, 1 << 14),
    ] {
        let cuts = Cuts { threads: Some(threads), part, buffer, window };
        let got = facts_by(plan, text, policy, Some(&cuts));
        prop_assert_eq!(&got, &expected, "{:?} on {:?}", cuts, String::from_utf8_lossy(text));
    }
    Ok(())
}

const HEAD: &str = "id,owner,amount,stage,created,close date,tier,probability,last activity,note";

/// Files with other columns in the same places.
const OTHER_HEADS: [&str; 5] = [
    "id,owner,amount,stage,created,close date,size,probability,remark,currency",
    "id,owner,amount,stage,created,close date,status,probability,actual close date,note",
    "id,owner,amount,stage,created,close date,status,split,remark,note",
    "id,owner,amount,stage,created,close date,size,actual amount,remark,note",
    "id,owner,amount (USD),stage,created,close date,size,probability,remark,note",
];

/// Cells by column as most files have them.
fn plain_cell(column: usize) -> BoxedStrategy<String> {
    let words: &[&str] = match column {
        0 => {
            let numbers = (0..5_000_u32).prop_map(|id| id.to_string());
            let odd = select(vec!["-", "待定", "0065g00000AbCdE", "0065g00000AbCdEAAV"]).prop_map(str::to_owned);
            return prop_oneof![9 => numbers, 1 => odd].boxed();
        }
        1 => &["Ann", "Bob", "Carol", "王芳", "\"Ann\""],
        2 => &["100", "1234.50", "0.5", "7", "123456789012", "12345678.99", "\"88.10\""],
        3 => &["Won", "Closed Lost", "Proposal", "赢单", "Demo", "\"Won\"", "", "无效"],
        4 => &["2026-01-05", "2026-02-28", "2026-08-14", "2026-08-15", "2025-12-31"],
        5 => &["2026-03-05", "2026-08-14", "2026-08-15", "2026-12-01", "2025-12-30", "2027-02-01"],
        6 => &["KA", "SMB", "old", "Lost"],
        7 => &["25", "75", "100", "2", "", "\"50\"", "0", "1"],
        8 => &["2026-06-05", "2026-08-01", "2026-09-01", ""],
        _ => &["", "CNY"],
    };
    select(words.to_vec()).prop_map(str::to_owned).boxed()
}

/// Cells by column: mostly sound, some dirty.
fn cell(column: usize) -> BoxedStrategy<String> {
    let words: &[&str] = match column {
        0 => &["1", "2", "3", "4", "5", "", "006A", "-", "N/A", "待定", "0065g00000AbCdE", "0065g00000AbCdEAAV"],
        1 => &["Ann", "Bob", "-", " ann ", "Carol", "王芳", "", "O'Neil", "\"Ann, \"", "Ann (left)"],
        2 => &[
            "100",
            "1234.50",
            "\"1,234.50\"",
            "-5",
            "0.5",
            "",
            "1e6",
            "$7",
            "12万",
            "USD 3",
            "99999999999999999999",
            "12,5",
            "\"1.234,5\"",
            "１２．５",
            "=\"7.50\"",
            "\"1,23,456.50\"",
        ],
        3 => &["Won", "Closed Lost", "Proposal", "\"Proposal\"", "赢单", "无效", "", "\"Nego \"\"x\"\"\"", "Demo"],
        4 => &[
            "2026-01-05",
            "2026-02-28 10:00",
            "\"2026-03-01\"",
            "2026-09-01",
            "",
            "soon",
            "2026-02-30",
            "２０２６－０１－０５",
        ],
        5 => &["2026-03-05", "2026-04-28T08:00:00Z", "2026-12-01", "", "-", "2026-04-31"],
        6 => &["KA", "SMB", "\"ka\"", ""],
        7 => &["0.5", "50", "50%", "0", "1", "", "100", "what", "\"0,5\"", "0.x"],
        8 => &["2026-06-05", "2026-08-01", "", "soon"],
        _ => &[
            "",
            "x",
            "\"two\nlines\"",
            "\"a,b\"",
            "\"\"",
            "5\" pipe",
            "\"a\" b",
            "\"crlf\r\nin\"",
            "\"\"\"\"",
            " \"q\"",
            "é",
        ],
    };
    select(words.to_vec()).prop_map(str::to_owned).boxed()
}

fn row() -> BoxedStrategy<String> {
    let cells = (0..10).map(cell).collect::<Vec<_>>();
    let sound = cells.clone().prop_map(|cells| cells.join(","));
    let short = cells.clone().prop_map(|cells| cells[..5].join(","));
    let long = cells.prop_map(|cells| format!("{},more,", cells.join(",")));
    let other = select(vec![
        "",
        " ",
        "\r",
        ",,,,,,,,,",
        "Total,,1234,,,,,",
        "合计",
        HEAD,
        "\"",
        "\"\"",
        "a\"b",
        "Grand Totals (3 records)",
        "Copyright (c) 2026",
        "Open Pipeline",
        "Example Company,,,,,,,,,",
        "7,Ann,100,Won,2026-01-05,2026-03-05,KA,,,\"1,Bob,5,Won,2026-01-05,2026-03-05,KA,,,x\n2,Bob,5,Won,2026-01-05,2026-03-05,KA,,,y\n\"",
    ]);
    prop_oneof![12 => sound, 1 => short, 1 => long, 2 => other.prop_map(str::to_owned)].boxed()
}

/// Rows as most are, now and then with one cell of any kind.
fn plain_row() -> BoxedStrategy<String> {
    let plain = (0..10).map(plain_cell).collect::<Vec<_>>();
    // One cell is of any kind.
    let nearly = (plain.clone(), 0..10_usize).prop_flat_map(|(cells, at)| {
        cell(at).prop_map(move |other| {
            let mut cells = cells.clone();
            cells[at] = other;
            cells.join(",")
        })
    });
    let plain = plain.prop_map(|cells| cells.join(","));
    let long = plain.clone().prop_map(|row| format!("{row},"));
    let short = plain.clone().prop_map(|row| row.rsplit_once(',').map_or(row.clone(), |(row, _)| row.to_owned()));
    prop_oneof![80 => plain, 2 => nearly, 1 => long, 1 => short, 1 => Just(HEAD.to_owned())].boxed()
}

/// A file: rows, line ends, perhaps a mark of the encoding in front and no newline at the end.
fn file(heads: &[&'static str], row: BoxedStrategy<String>) -> impl Strategy<Value = Vec<u8>> {
    let forms = (select(heads.to_vec()), any::<bool>(), any::<bool>(), any::<bool>());
    (vec(row, 0..60), forms).prop_map(|(rows, (head, crlf, bom, last))| {
        let end = if crlf { "\r\n" } else { "\n" };
        let mut text = if bom { "\u{feff}".to_owned() } else { String::new() };
        text.push_str(head);
        rows.iter().for_each(|row| {
            text.push_str(end);
            text.push_str(row);
        });
        if last {
            text.push_str(end);
        }
        text.into_bytes()
    })
}

fn policy() -> impl Strategy<Value = OnDuplicate> {
    select(vec![OnDuplicate::First, OnDuplicate::Last, OnDuplicate::Sum, OnDuplicate::Error])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dirty_files(text in file(&[HEAD], row()), policy in policy()) {
        agree(&text, policy)?;
    }

    #[test]
    fn plain_files(text in file(&[HEAD], plain_row()), policy in policy()) {
        agree(&text, policy)?;
    }

    #[test]
    fn plain_files_of_other_columns(text in file(&OTHER_HEADS, plain_row()), policy in policy()) {
        agree_by(&one_segment(), &text, policy)?;
    }

    #[test]
    fn any_bytes(bytes in vec(select(b"ab1,,,,\"\"\n\n\r \t;\x00\x03\xc3\xa9".to_vec()), 0..120)) {
        let text = [HEAD.as_bytes(), b"\n", &bytes].concat();
        agree(&text, OnDuplicate::First)?;
    }

    #[test]
    fn dates_of_either_order(days in vec((1..32_u32, 1..13_u32, any::<bool>()), 1..40)) {
        let row = |(day, month, month_first): &(u32, u32, bool)| {
            let date = if *month_first { format!("{month}/{day}/2026") } else { format!("{day}/{month}/2026") };
            format!(",Ann,1,Won,{date},{date},KA,,,\n")
        };
        let text = format!("{HEAD}\n{}", days.iter().map(row).collect::<String>());
        agree(text.as_bytes(), OnDuplicate::First)?;
        // One order throughout, which often only a late row decides.
        let same: Vec<_> = days.iter().map(|(day, month, _)| (*day, *month, false)).collect();
        let text = format!("{HEAD}\n{}", same.iter().map(row).collect::<String>());
        agree(text.as_bytes(), OnDuplicate::First)?;
    }
}

/// Titles above the headings, semicolons, and other encodings: whatever they are, both ways agree.
#[test]
fn other_forms() {
    let rows = |n: usize| -> String {
        let row = |id: usize| {
            let (owner, stage) = (["王芳", "Ann", "张伟"][id % 3], ["赢单", "商务谈判", "Closed Lost"][id % 3]);
            let note = ["", "\"甲，乙\n丙\"", "\"x\"\"y\""][id % 3];
            format!("{id},{owner},{id}00.5,{stage},2026-01-05,2026-03-05,KA,,,{note}\r\n")
        };
        (0..n).map(row).collect()
    };
    let text = format!("报表\r\n\r\n{HEAD}\r\n{}合计,,,,,,,,,\r\n", rows(200));
    let (gbk, ..) = encoding_rs::GB18030.encode(&text);
    let (utf16, ..) = (text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), ());
    let semicolons = text.replace(',', ";").replace(".5;", ",5;");
    for bytes in [text.as_bytes(), &gbk, &utf16, semicolons.as_bytes(), &encoding_rs::GB18030.encode(&semicolons).0] {
        agree(bytes, OnDuplicate::Error).unwrap();
    }
    let facts =
        facts(&gbk, OnDuplicate::Error, Some(&Cuts { threads: Some(3), part: 500, ..Cuts::default() })).unwrap();
    assert_eq!((facts.ledger.read, facts.ledger.used), (202, 200));
    let last = [gbk.as_ref(), b"201,Ann,5,Won,2026-01-05,2026-03-05,KA,,,\xff\r\n"].concat();
    agree(&last, OnDuplicate::Error).unwrap();
}

/// Rows that are plain but for what the plan, or the rest of the file, makes of them.
#[test]
fn plain_rows_with_another_meaning() {
    let rows = |row: &str| format!("{HEAD}\n{}", (0..20).map(|id| format!("{id},{row}\n")).collect::<String>());
    let of = |text: &str, plan: &Plan| {
        agree_by(plan, text.as_bytes(), OnDuplicate::Error).unwrap();
        facts_by(plan, text.as_bytes(), OnDuplicate::Error, None)
    };
    let overdue = rows("Ann,10.50,Demo,2026-01-05,2026-03-05,KA,,,");
    assert!(of(&overdue, &two_segments()).is_err(), "a stage that may mean that it is won");
    let turned = rows("Ann,10.50,Won,2026-05-01,2026-05-03,KA,,,");
    let hints = DealHints { date_format: Some("%Y-%d-%m".into()), ..DealHints::default() };
    let (straight, by_day) = (of(&turned, &two_segments()), of(&turned, &Plan { deals: hints, ..two_segments() }));
    assert_ne!(straight.unwrap().days, by_day.unwrap().days);
    let total = rows("7,10.50,3,2026-05-01,2026-09-03,KA,,,") + "Total,7,210.00,3,2026-05-01,2026-09-03,KA,,,\n";
    assert_eq!(of(&total, &two_segments()).unwrap().ledger.ignored.len(), 1);
    let foreign = turned.replace("note", "currency") + "20,Ann,10.50,Won,2026-05-01,2026-05-03,KA,,,GBP\n";
    assert!(of(&foreign, &two_segments()).is_err(), "a currency without a rate");
    let row = |id: &str| format!("x,Ann,{}.50,Won,2026-05-01,2026-05-03,KA,,,{id}\n", id.trim());
    let ids = HEAD.replace("note", "deal id").replace("id,owner", "name,owner") + "\n";
    let again = (10..30).map(|id| row(&id.to_string())).collect::<String>();
    let again = ids + &again + &row(" 17").replace("Won", "Lost");
    assert!(of(&again, &two_segments()).is_err(), "one id, two deals");
    let two_owners = turned.replace("note", "owner email") + "20,Nobody,10.50,Won,2026-05-01,2026-05-03,KA,,,Ann\n";
    assert!(of(&two_owners, &two_segments()).unwrap().ledger.strangers.is_empty());
}

/// Every line of every note is a row in itself, so that each guess of a row's start inside one is wrong.
#[test]
fn notes_that_look_like_rows() {
    let like = "9,Bob,5,Won,2026-01-05,2026-03-05,KA,,,x\n".repeat(30);
    let row = |id: usize| format!("{id},Ann,100,Won,2026-01-05,2026-03-05,KA,,,\"{like}\"\n");
    let text = format!("{HEAD}\n{}", (0..40).map(row).collect::<String>());
    agree(text.as_bytes(), OnDuplicate::Error).unwrap();
    let facts =
        facts(text.as_bytes(), OnDuplicate::Error, Some(&Cuts { threads: Some(8), part: 1_000, ..Cuts::default() }));
    assert_eq!(facts.unwrap().ledger.used, 40);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for text in [
        "1,Ann\n\"x,\ny",
        "1,\x00\n",
        "a\r\"a,\"b\n\"\x00\n",
        "1,Ann,1.234,Won,2026-01-05,2026-03-05,KA,,,\n",
        "1,Ann,EUR 5,Won,2026-01-05,2026-03-05,KA,,,\n",
    ] {
        let text = format!("{HEAD}\n{}{text}", "1,Ann,100,Won,2026-01-05,2026-03-05,KA,,,x\n".repeat(20));
        agree(text.as_bytes(), OnDuplicate::First).unwrap();
    }
    agree(&[HEAD.as_bytes(), b"\n1,Ann\n\xff\xfe,\n"].concat(), OnDuplicate::First).unwrap();
}

#[test]
fn a_line_of_a_control_character_is_a_row_either_way() {
    for line in ["\u{3}", "\"\u{3}\"", "\u{3}\r"] {
        let text = format!(
            "{HEAD}\n1,Ann,5,Won,2026-01-05,2026-02-01,,,,\n{line}\n2,Ann,5,Won,2026-01-05,2026-02-01,,,,\n{line}"
        );
        agree(text.as_bytes(), OnDuplicate::Error).unwrap();
        assert_eq!(facts(text.as_bytes(), OnDuplicate::Error, None).unwrap().ledger.read, 4);
    }
}

#[test]
fn sharers_are_the_same_in_every_thread() {
    let rows =
        (0..200).map(|n| format!("{n},Ann; 王芳,5,Won,2026-01-05,2026-02-01,,,,note {}\n", n % 3)).collect::<String>();
    // Each deal twice, far apart.
    let text = format!("{HEAD}\n{rows}{}", rows.replace("note", "other note"));
    agree(text.as_bytes(), OnDuplicate::First).unwrap();
    agree(text.as_bytes(), OnDuplicate::Error).unwrap();
}
