//! The open pipeline and the alerts of a review, each figure worked out by hand.
//!
//! The plan: 64,000.00 over the 64 working days of the first quarter of 2026 for two reps; one opportunity in 22 % is
//! won. As of 30 January 10,000.00 are won, so that 54,000.00 remain.

mod support;

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
rate = 0.22
[[funnel.steps]]
name = "calls"
feeds = "opportunities"
need = 4
[[reps]]
name = "Ann"
team = "North"
[[reps]]
name = "Bob"
team = "South"
"#;

const DEALS: &str = "\
Id,Opportunity Name,Owner,Amount,Stage,Close Date,Created Date,Probability (%),Last Activity
1,Anvil,Ann,10000,Won,2026-01-12,2026-01-05,100,2026-01-12
2,Crane,Ann,100,Proposal,2026-02-15,2026-01-20,99,2026-01-25
3,Drill,Ann,200,Proposal,2026-01-15,2026-01-10,0,2025-12-31
4,Lathe,Bob,161700,Demo,2026-03-31,2026-01-26,,
5,Saw,Bob,5000,Demo,2026-04-01,2026-01-28,50,2026-01-29
6,Vise,Bob,,Demo,,2026-01-29,50,2026-01-29
";

fn run(rules: &str, args: &[&str]) -> Run {
    let files = [("plan.toml", format!("{PLAN}{rules}")), ("deals.csv", DEALS.to_owned())];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let review = ["review", "plan.toml", "deals.csv", "--as-of", "2026-01-30", "-q"];
    let run = runs::with_files(&files, &[&review, args].concat());
    assert!(run.err.is_empty(), "{}", run.err);
    run
}

fn json(rules: &str) -> Value {
    run(rules, &["--format", "json"]).json()
}

/// Of the period a stranger has nothing but an open deal: forecasts add up to the company's all the same.
#[test]
fn who_has_won_nothing_has_a_forecast() {
    let deals = format!("{DEALS}7,Rasp,Zed,300,Demo,2026-03-15,2025-12-01,50,2026-01-29\n");
    let args = ["review", "plan.toml", "deals.csv", "--as-of", "2026-01-30", "-q", "--format", "json"];
    let json = runs::with_files(&[("plan.toml", PLAN), ("deals.csv", &deals)], &args).json();
    let of = |scope: &str, name: &str| find(&json["pipeline"]["groups"], &[("scope", scope), ("name", name)]).clone();
    assert_eq!(shown(&of("rep", "(unassigned)"), &["won", "due_weighted", "forecast"]), ["0.00", "150.00", "150.00"]);
    let forecast = |of: Value| of["forecast"].as_str().unwrap().parse::<f64>().unwrap();
    let reps = ["Ann", "Bob", "(unassigned)"].map(|name| forecast(of("rep", name)));
    assert_eq!(reps.iter().sum::<f64>(), forecast(of("company", "Quarter")));
}

/// A deal of no segment is in a line of its own, so that the lines add up to the company's.
#[test]
fn conversions_of_segments_add_up() {
    let segments = "[[segments]]\nname = \"KA\"\nshare = 0.5\nmatch = { Tier = [\"KA\"] }\n\
        [[segments]]\nname = \"SMB\"\nshare = 0.5\nmatch = { Tier = [\"SMB\"] }\n";
    let deals = "Id,Owner,Amount,Stage,Close Date,Created Date,Tier\n\
        1,Ann,1000,Won,2026-01-12,2026-01-05,KA\n2,Ann,1000,Won,2026-01-12,2026-01-05,\n3,Bob,1000,Demo,2026-03-12,2026-01-05,SMB\n";
    let plan = format!("{PLAN}{segments}");
    let conversions = |deals: &str| {
        let args = ["review", "plan.toml", "deals.csv", "--as-of", "2026-01-30", "-q", "--format", "json"];
        let json = runs::with_files(&[("plan.toml", &plan), ("deals.csv", deals)], &args).json();
        let all = json["conversion"].as_array().unwrap().clone();
        let text = |of: &Value, key: &str| of[key].as_str().map_or_else(|| of[key].to_string(), str::to_owned);
        all.iter()
            .filter(|of| of["step"] == "opportunities")
            .map(|of| format!("{}: {}/{}", text(of, "segment"), text(of, "count"), text(of, "of")))
            .collect::<Vec<_>>()
    };
    assert_eq!(conversions(deals), [": 2/3", "KA: 1/1", "SMB: 0/1", "(unassigned): 1/1"]);
    assert_eq!(conversions(&deals.replace("05,\n", "05,SMB\n")), [": 2/3", "KA: 1/1", "SMB: 1/2"]);
}

/// Of the period a stranger has nothing but a deal that is won: the line is there, and the forecasts add up.
#[test]
fn who_has_nothing_open_has_a_forecast() {
    let deals = format!("{DEALS}7,Rasp,Zed,300,Won,2026-01-15,2025-12-01,100,2026-01-29\n");
    let args = ["review", "plan.toml", "deals.csv", "--as-of", "2026-01-30", "-q", "--format", "json"];
    let json = runs::with_files(&[("plan.toml", PLAN), ("deals.csv", &deals)], &args).json();
    let of = |scope: &str, name: &str| find(&json["pipeline"]["groups"], &[("scope", scope), ("name", name)]).clone();
    assert_eq!(shown(&of("rep", "(unassigned)"), &["won", "forecast"]), ["300.00", "300.00"]);
    let forecast = |of: Value| of["forecast"].as_str().unwrap().parse::<f64>().unwrap();
    for (scope, names) in [("rep", ["Ann", "Bob"]), ("team", ["North", "South"])] {
        let own: f64 = names.iter().map(|name| forecast(of(scope, name))).sum();
        assert_eq!(own + forecast(of(scope, "(unassigned)")), forecast(of("company", "Quarter")), "{scope}");
    }
}

/// The only open deal due of a rep has no amount: what the rep has won is the forecast, and the parts add up.
#[test]
fn an_amount_that_is_missing_takes_nothing_away() {
    let deals = DEALS.replace("Bob,161700,", "Bob,,");
    let args = ["review", "plan.toml", "deals.csv", "--as-of", "2026-01-30", "-q", "--format", "json"];
    let json = runs::with_files(&[("plan.toml", PLAN), ("deals.csv", &deals)], &args).json();
    let groups = &json["pipeline"]["groups"];
    let shown = |name: &str| shown(find(groups, &[("scope", "rep"), ("name", name)]), &["due_weighted", "forecast"]);
    assert_eq!(
        (shown("Ann"), shown("Bob")),
        (vec!["99.00".into(), "10099.00".into()], vec!["null".into(), "0.00".into()])
    );
    assert_eq!(find(groups, &[("scope", "company")])["forecast"], "10099.00");
    let none = "Id,Owner,Amount,Stage,Close Date\n1,Ann,5,Won,2026-01-12\n2,Ann,,Demo,2026-02-15\n";
    let json = runs::with_files(&[("plan.toml", PLAN), ("deals.csv", none)], &args).json();
    assert!(find(&json["pipeline"]["groups"], &[("scope", "company")])["forecast"].is_null(), "nobody knows anything");
}

/// On the last day and after it nothing more can be won, whatever is still open, and nothing covers anything.
#[test]
fn a_period_that_is_over_ends_with_what_is_won() {
    for (as_of, forecast) in [("2026-03-30", "45673.00"), ("2026-03-31", "10000.00"), ("2026-06-30", "10000.00")] {
        let args = ["review", "plan.toml", "deals.csv", "--as-of", as_of, "--period", "2026", "-q", "--format", "json"];
        let json = runs::with_files(&[("plan.toml", PLAN), ("deals.csv", DEALS)], &args).json();
        let company = find(&json["pipeline"]["groups"], &[("scope", "company")]);
        assert_eq!(company["forecast"], forecast, "{as_of}");
        let is_over = as_of != "2026-03-30";
        assert_eq!((company["coverage"].is_null(), company["due"] == 3), (is_over, true), "{as_of}");
        let watched: Vec<&str> =
            json["alerts"].as_array().unwrap().iter().filter_map(|a| a["metric"].as_str()).collect();
        assert_eq!(watched.contains(&"coverage"), !is_over, "{as_of}: {watched:?}");
    }
}

#[test]
fn coverage_forecast_and_weights() {
    let report = json("");
    let company = find(&report["pipeline"]["groups"], &[("scope", "company")]);
    // Due in the quarter: 100 + 200 + 161,700 = 162,000; ÷ 54,000 = 3. Needed: 1 ÷ 0.22.
    let keys = ["open", "amount", "due", "due_amount", "remaining", "coverage", "needed"];
    assert_eq!(shown(company, &keys), ["5", "167000.00", "3", "162000.00", "54000.00", "3.0", "4.55"]);
    // 99 % of 100, 0 % of 200, and 22 % of 161,700 where no probability is known; Saw adds half of 5,000 after it.
    assert_eq!(shown(company, &["due_weighted", "weighted", "without_probability"]), ["35673.00", "38173.00", "1"]);
    assert_eq!(shown(company, &["won", "forecast", "plan"]), ["10000.00", "45673.00", "64000.00"]);
    // Ages 1, 2, 4, 10 and 20; one close date has passed; 31 December is 30 days ago.
    assert_eq!(shown(company, &["median_age", "overdue", "silent", "undated"]), ["4.0", "1", "1", "1"]);
    let ann = find(&report["pipeline"]["groups"], &[("scope", "rep"), ("name", "Ann")]);
    assert_eq!(shown(ann, &["weighted", "median_age", "remaining"]), ["99.00", "15.0", "22000.00"]);
    let demo = find(&report["pipeline"]["stages"], &[("scope", "team"), ("name", "South"), ("stage", "Demo")]);
    assert_eq!(shown(demo, &["open", "amount", "without_amount"]), ["3", "166700.00", "1"]);
}

#[test]
fn the_deals_that_decide_and_what_is_odd_about_them() {
    let report = json("");
    let deals = report["pipeline"]["deals"].as_array().unwrap();
    let told: Vec<Vec<String>> = deals.iter().map(|deal| shown(deal, &["name", "owner", "odd"])).collect();
    // Vise stands for an average deal of 1,000; Saw is due after the quarter; Lathe is twice the median of its stage.
    assert_eq!(
        told,
        [
            ["Lathe", "Bob", "old"],
            ["Vise", "Bob", "no_date no_amount"],
            ["Drill", "Ann", "overdue silent"],
            ["Crane", "Ann", ""]
        ]
    );
}

#[test]
fn the_page_says_what_the_figures_mean() {
    let page = run("", &["--section", "pipeline"]).unwrapped();
    for line in [
        "pipeline: 5 open deals, 167,000",
        "coverage: 3.0× = 162,000 due in the period ÷ 54,000 remaining; the plan's win rate needs 4.5×: too thin",
        "forecast: 10,000 won + 35,673 weighted open = 45,673 of 64,000; pace 29,090.91",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    assert!(page.contains("overdue 15 d, silent 30 d"), "{page}");
}

#[test]
fn a_thin_pipeline_is_an_alert_unless_the_plan_has_a_rule_of_its_own() {
    let report = json("");
    let alerts = report["alerts"].as_array().unwrap();
    assert_eq!(alerts.len(), 1, "a fifth of the deals is overdue and silent, not more: {alerts:?}");
    assert_eq!(
        shown(&alerts[0], &["level", "scope", "metric", "value", "below"]),
        ["amber", "company", "coverage", "3.0", "4.55"]
    );
    let report = json("[[alerts.rules]]\nmetric = \"coverage\"\nbelow = 2.5\n");
    assert_eq!(report["alerts"].as_array().unwrap().len(), 0);
}

#[test]
fn rules_watch_every_rep_amounts_and_runs_of_weeks() {
    // Ann won one of her three opportunities, Bob none of three. In the weeks of 26 and 19 January Ann created 0 and 1,
    // in that of 12 January 0, in that of 5 January 2.
    let rules = r#"
[[alerts.rules]]
metric = "overdue_amount"
above = 199.99
[[alerts.rules]]
metric = "opportunities"
scope = "rep"
name = "ann"
below = 2
weeks = 3
action = "block two mornings for prospecting"
owner = "Cid"
[[alerts.rules]]
metric = "opportunities"
scope = "rep"
name = "Ann"
below = 2
weeks = 4
[[alerts.rules]]
metric = "win_rate"
scope = "rep"
below = "50%"
level = "red"
[[alerts.rules]]
metric = "calls"
below = 1000
"#;
    let report = json(rules);
    let told: Vec<Vec<String>> = report["alerts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|alert| shown(alert, &["level", "name", "metric", "value", "weeks", "owner"]))
        .collect();
    assert_eq!(
        told,
        [
            ["red", "Ann", "win_rate", "0.3333", "null", "null"],
            ["red", "Bob", "win_rate", "0.0", "null", "null"],
            ["amber", "Quarter", "overdue_amount", "200.00", "null", "null"],
            ["amber", "Ann", "opportunities", "0", "3", "Cid"],
            ["amber", "Quarter", "coverage", "3.0", "null", "null"],
        ],
        "calls have no source, which breaks no rule"
    );
    let page = run(rules, &["--section", "alerts"]).unwrapped();
    let line =
        "▲ amber Ann: opportunities 0, below 2 for 3 weeks running; block two mornings for prospecting (by `Cid`)";
    assert!(page.contains(line), "{page}");
    let brief = run(rules, &["--brief"]).unwrapped();
    assert!(brief.contains("\n5 alerts, the worst: ■ red Ann: win rate 33.3%, below 50%\n"), "{brief}");
    assert!(run("[[alerts.rules]]\nmetric = \"coverage\"\nbelow = 1\n", &["--brief"]).out.contains("\nalerts: none\n"));
}

#[test]
fn fail_on_heeds_alerts_of_its_level() {
    // 10,000 of 22,000 due are 45 %: amber from 0.4 on.
    let code = |rules: &str, level| run(rules, &["--fail-on", level, "--set", "alerts.amber=0.4"]).code;
    let red = "[[alerts.rules]]\nmetric = \"win_rate\"\nbelow = 0.5\nlevel = \"red\"\n";
    assert_eq!((code("", "red"), code(red, "red"), code(red, "red:team")), (0, 1, 1));
}
