//! The page of a review: which parts it has, and that they fit a terminal.

mod support;

use std::path::Path;

use support::runs;

fn review(plan: &str, args: &[&str]) -> String {
    runs::within(Path::new("."), &[&["review", plan, "--quiet"], args].concat()).good().out
}

/// Where each of `words` starts a line.
fn order(page: &str, words: &[&str]) -> Vec<usize> {
    words.iter().map(|word| page.lines().position(|line| line.starts_with(word)).unwrap_or(usize::MAX)).collect()
}

#[test]
fn a_meeting_sees_the_table_first_then_why_and_what_now() {
    let page = review("plans/demo.toml", &[]);
    let found = order(&page, &["▲ amber", "rep ", "bridge: ", "leak: ", "catch-up: ", "this week (2026-W34)"]);
    assert!(found.is_sorted() && found[5] < usize::MAX, "{found:?}\n{page}");
    assert!(!page.contains("conversion: "), "{page}");
    let page = review("plans/demo-zh.toml", &[]);
    let found = order(&page, &["▲ 黄", "销售", "因素分析：", "漏点：", "追赶：", "本周（2026-W34）"]);
    assert!(found.is_sorted() && found[5] < usize::MAX, "{found:?}\n{page}");
}

#[test]
fn sections_come_as_they_are_asked_for() {
    let page = review("plans/demo.toml", &["--section", "conversion,bridge", "--by", "team"]);
    let found = order(&page, &["conversion: ", "bridge: ", "bridge by team"]);
    assert!(found.is_sorted() && found[2] < usize::MAX, "{page}");
    assert!(!page.contains("catch-up") && !page.contains("attainment"), "{page}");
    let over = review("plans/demo.toml", &["--as-of", "2026-09-30", "--section", "catch-up"]);
    assert!(over.contains("no working day is left"), "{over}");
}

/// In a pipe, none is broken.
#[test]
fn a_brief_has_five_lines() {
    for plan in ["plans/demo.toml", "plans/demo-zh.toml"] {
        let brief = review(plan, &["--brief"]);
        assert_eq!(brief.lines().filter(|line| !line.is_empty()).count(), 5, "{brief}");
        assert!(brief.lines().any(|line| line.chars().count() > 80), "{brief}");
    }
}

#[test]
fn columns_that_do_not_add_up_say_so() {
    let own = "attainment, pace, remaining and needed per day are each row's own, not sums";
    let page = review("plans/demo.toml", &["--by", "team"]);
    assert!(page.contains(own), "{page}");
    assert!(!review("plans/demo.toml", &["--by", "company"]).contains(own));
    let zh = review("plans/demo-zh.toml", &[]);
    assert!(zh.contains("达成率、进度推算、剩余和日均需按各行自身计算"), "{zh}");
}

/// 300 of a stranger: the gaps of Ann and Bob, −500 and −500, and 300 are the total's −700.
#[test]
fn a_gap_without_a_plan_is_told() {
    let plan = "[plan]\nname = \"P\"\nstarts = 2026-01-01\nends = 2026-01-31\ncurrency = \"EUR\"\n[target]\nrevenue = 1000\n\
                [funnel]\naverage_deal = 100\n[[funnel.steps]]\nname = \"opportunities\"\nrate = 0.5\n\
                [[reps]]\nname = \"Ann\"\n[[reps]]\nname = \"Bob\"\n";
    let deals = "Id,Owner,Amount,Stage,Close Date,Created Date\n1,Cid,300,Won,2026-01-15,2026-01-05\n";
    let files = [("plan.toml", plan), ("deals.csv", deals)];
    let args = ["review", "plan.toml", "deals.csv", "--as-of", "2026-01-31", "--section", "table"];
    let page = runs::with_files(&files, &args).good().unwrapped();
    for line in ["Ann                     500       0  -500", "total                 1,000     300  -700"] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    let said = "(unassigned) has no plan and so no gap; its 300 is in the gap of the total";
    assert!(page.contains(said), "{page}");
}

#[test]
fn what_is_secured_is_that_of_the_whole_plan() {
    let page = review("plans/demo.toml", &["--section", "verdict"]);
    assert!(page.contains("secured revenue of the whole plan: 374,500 won to date of 400,000"), "{page}");
}

#[test]
fn a_brief_names_the_worst_alert() {
    let brief = review("plans/demo.toml", &["--brief"]);
    assert!(brief.contains("\nalerts: ▲ amber company: coverage 2.9×, below 3.6×;"), "{brief}");
    let brief = review("plans/demo-zh.toml", &["--brief", "--lang", "zh"]);
    assert!(brief.contains("预警："), "{brief}");
}

#[test]
fn a_column_of_the_bridge_sums_to_its_total() {
    for by in ["rep", "team", "segment"] {
        let page = review("plans/demo.toml", &["--section", "bridge", "--by", by, "--wide"]);
        let table = page.split("bridge by").nth(1).unwrap();
        let gap = |line: &str| -> Option<f64> {
            line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).nth(1)?.replace(',', "").parse().ok()
        };
        let total = table.lines().find(|line| line.starts_with("total")).and_then(gap).unwrap();
        let inside = |line: &&str| by == "rep" && !line.starts_with(' ') || line.starts_with("total");
        let parts: f64 = table.lines().filter(|line| !inside(line)).filter_map(gap).sum();
        assert!((parts - total).abs() < 0.001, "{parts} {total}\n{table}");
    }
}

#[test]
fn programs_get_every_part() {
    let json = review("plans/demo.toml", &["--format", "json"]);
    for member in ["\"bridge\": [", "\"conversion\": [", "\"catch_up\": {", "\"too_late\": ", "\"leak\": true"] {
        assert!(json.contains(member), "{member}");
    }
}

/// Forty reps in five teams; every fourth of them has won nothing, the others have what was planned of them and more.
fn forty_reps() -> [(&'static str, String); 2] {
    let mut plan = "[plan]\nname = \"Many\"\nyear = 2026\ncurrency = \"USD\"\n[target]\nrevenue = 24_000_000\n\
        [funnel]\naverage_deal = 25_000\n[[funnel.steps]]\nname = \"opportunities\"\nrate = 0.25\n"
        .to_owned();
    let mut deals = "Id,Opportunity Name,Owner,Amount,Stage,Close Date,Created Date\n".to_owned();
    for rep in 0..40 {
        plan.push_str(&format!("[[reps]]\nname = \"Representative {rep:02}\"\nteam = \"Team {}\"\n", rep / 8));
        let (stage, day) = if rep % 4 == 0 { ("Demo", "2026-09-01") } else { ("Won", "2026-07-06") };
        deals.push_str(&format!(
            "{rep},Deal {rep},Representative {rep:02},{}00000.25,{stage},{day},2026-05-04\n",
            1 + rep
        ));
    }
    [("plan.toml", plan), ("deals.csv", deals)]
}

#[test]
fn a_long_table_shows_those_who_matter_and_counts_the_others() {
    let files = forty_reps();
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let review = ["review", "plan.toml", "deals.csv", "--as-of", "2026-08-14", "-q"];
    let shown = |args: &[&str]| runs::with_files(&files, &[&review, args].concat()).good().out;
    let page = shown(&[]);
    let table = page.split("bridge: ").next().unwrap();
    let named = |text: &str| (0..40).filter(|rep| text.contains(&format!("Representative {rep:02} "))).count();
    let said = |text: &str| text.lines().find(|line| line.contains("reps more are green")).map(str::to_owned);
    let hidden: usize = said(table).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert_eq!((named(table) + hidden, hidden > 20), (40, true), "{table}");
    // Whoever is behind is there, and the table is in one piece: the status stands beside the amounts.
    assert!((0..40).step_by(4).all(|rep| table.contains(&format!("Representative {rep:02} "))), "{table}");
    assert!(table.lines().any(|line| line.starts_with("rep ") && line.ends_with("status")), "{table}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    for args in [&["--wide"][..], &["--section", "table"]] {
        let all = shown(args);
        assert_eq!((named(all.split("bridge: ").next().unwrap()), said(&all)), (40, None), "{args:?}");
    }
}
