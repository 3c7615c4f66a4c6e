//! `--unit`: tables for people in 万, 亿, K or M, which add up as they are shown or say that they are rounded.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

fn splan(args: &str) -> String {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("splan"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).args(args.split(' '));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{args}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The cells of the first table of a Markdown page, without its bold marks.
fn cells(page: &str) -> Vec<Vec<String>> {
    let rows = page.lines().filter(|line| line.starts_with('|'));
    let cell = |cell: &str| cell.trim().trim_matches('*').to_owned();
    rows.map(|row| row.trim_matches('|').split('|').map(cell).collect()).collect()
}

/// What a shown amount is in tenths of a thousandth of the unit's main units: `48.54万` is 485,400 units of currency.
fn amount(shown: &str, suffix: &str, size: i64) -> i64 {
    let digits = shown.strip_suffix(suffix).unwrap_or(shown).replace(',', "");
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let scale = 10_i64.pow(u32::try_from(decimals.len()).unwrap());
    assert_eq!(size % scale, 0, "{shown} has more decimals than its unit");
    format!("{whole}{decimals}").parse::<i64>().unwrap() * (size / scale)
}

#[test]
fn quotas_in_a_unit_are_exact_and_foot() {
    for (plan, unit, suffix, size) in [
        ("plans/demo-zh.toml", "wan", "万", 10_000),
        ("plans/demo-zh.toml", "auto", "万", 10_000),
        ("plans/demo.toml", "k", "K", 1_000),
        ("plans/demo.toml", "auto", "K", 1_000),
        ("plans/demo.toml", "m", "M", 1_000_000),
    ] {
        let page = splan(&format!("decompose {plan} --by team --format markdown --unit {unit}"));
        let table = cells(&page);
        let csv = splan(&format!("decompose {plan} --by team --per year --format csv"));
        let exact: BTreeMap<&str, i64> = csv
            .lines()
            .map(|line| line.split(',').collect::<Vec<_>>())
            .filter(|row| row[0] == "2026")
            .map(|row| (row[4], row[5].strip_suffix(".00").unwrap().parse().unwrap()))
            .collect();
        let mut sums = vec![0; 5];
        for row in &table[2..table.len() - 1] {
            let amounts: Vec<i64> = row[1..6].iter().map(|shown| amount(shown, suffix, size)).collect();
            assert_eq!(amounts[..4].iter().sum::<i64>(), amounts[4], "{row:?}");
            assert_eq!(amounts[4], exact[row[0].as_str()], "{row:?}");
            sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount);
        }
        let total: Vec<i64> = table.last().unwrap()[1..6].iter().map(|shown| amount(shown, suffix, size)).collect();
        assert_eq!(sums, total, "{page}");
        assert!(!page.contains("rounded") && !page.contains("舍入"));
    }
}

#[test]
fn what_is_rounded_says_so_in_every_format_for_people() {
    for (args, remark) in [
        ("review plans/demo.toml --unit k", "amounts rounded to 0.1K"),
        ("review plans/demo.toml --unit k --format markdown", "amounts rounded to 0.1K"),
        ("review plans/demo.toml --unit k --format html", "amounts rounded to 0.1K"),
        ("review plans/demo-zh.toml --unit wan", "金额舍入到 0.01万"),
    ] {
        assert!(splan(args).contains(remark), "{args}");
    }
    assert!(!splan("review plans/demo.toml").contains("amounts rounded"));
}

#[test]
fn pages_and_their_charts_speak_in_the_unit() {
    let page = splan("decompose plans/demo-zh.toml --unit wan --format html");
    assert!(page.contains("168.97万") && page.contains("1,260.00万"));
    assert!(!page.contains("1,689,700"), "a chart or table is left in full");
}

/// A formula is there to be worked out again.
#[test]
fn explanations_stay_exact() {
    let explain = "explain plans/demo-zh.toml --rep 冯知夏 --period 2026-06";
    assert_eq!(splan(&format!("{explain} --unit wan")), splan(explain));
}

#[test]
fn programs_get_the_same_whatever_the_unit() {
    for command in ["decompose plans/demo.toml", "review plans/demo-zh.toml"] {
        for format in ["csv", "json"] {
            let plain = splan(&format!("{command} --format {format}"));
            assert_eq!(plain, splan(&format!("{command} --format {format} --unit wan")));
        }
    }
}
