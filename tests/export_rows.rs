//! What rows of deal exports mean: every expected figure was worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use export_support::{day, deals, matching, plan, read_files, rejects, remarks, rep, said, segment, sums};
use splan::model::ledger::Remark;
use splan::model::money::{Currency, Money};
use splan::model::number::Decimal;
use splan::read::export::{Kind, OnDuplicate};

const HEAD: &str = "id,owner,amount,stage,created,close date\n";

fn with_head(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

#[test]
fn won_deals_count_by_close_date_and_all_deals_by_created_date() {
    let text = with_head(
        "1,Ann,100.50,Won,2026-01-05,2026-02-01\n\
         2, ANN ,200,Won,2026-01-05,2026-02-01\n\
         3,ann@example.com,-50,Won,2026-01-06,2026-02-01\n\
         4,Bob,999,Lost,2026-01-05,2026-03-01\n\
         5,Bob,300,Proposal,2026-01-05,2026-09-30\n",
    );
    let actuals = deals(&plan(), &text).unwrap();
    assert_eq!(sums(&actuals), (25_050, 3, 5));
    let february = actuals.days.get(&(Some(0), Some(0), day("2026-02-01"))).unwrap();
    assert_eq!((february.revenue.minor(), february.deals), (25_050, 3), "all are Ann's, a credit among them");
    assert_eq!(actuals.days.get(&(Some(1), Some(0), day("2026-01-05"))).unwrap().steps, [2, 0, 0]);
    let open = actuals.open.of_stage("Proposal");
    assert_eq!((open.deals, open.amount.minor(), open.without_amount), (1, 30_000, 0));
    assert!(actuals.created_known && actuals.ledger.strangers.is_empty());
}

#[test]
fn only_what_is_known_on_the_as_of_day_counts() {
    let text = with_head(
        "1,Ann,100,Won,2026-08-14,2026-08-14\n\
         2,Ann,200,Won,2026-08-01,2026-08-15\n\
         3,Ann,300,Lost,2026-08-01,2026-09-01\n\
         4,Ann,400,Proposal,2026-08-15,2026-09-01\n\
         5,Ann,500,Won,,2026-08-02\n",
    );
    let actuals = deals(&plan(), &text).unwrap();
    assert_eq!(sums(&actuals), (60_000, 2, 3));
    let open = actuals.open.of_stage("(closed later)");
    assert_eq!((actuals.open.tallies.len(), open.deals, open.amount.minor(), open.without_amount), (1, 2, 0, 2));
    assert_eq!(
        remarks(&actuals),
        [(Remark::WithoutCreatedDate, 1), (Remark::CreatedAfterAsOf, 1), (Remark::ClosedAfterAsOf, 2)]
    );
    assert_eq!(actuals.ledger.used, 5);
}

#[test]
fn a_deal_created_after_it_closed_counts_on_its_close_date() {
    let actuals = deals(&plan(), &with_head("1,Ann,100,Won,2026-12-01,2026-03-01\n")).unwrap();
    let tally = actuals.days.get(&(Some(0), Some(0), day("2026-03-01"))).unwrap();
    assert_eq!((tally.deals, tally.steps[0]), (1, 1));
    assert_eq!(remarks(&actuals), [(Remark::CreatedAfterClosed, 1)]);
}

#[test]
fn an_open_deal_may_lack_its_amount_and_date() {
    let actuals = deals(&plan(), &with_head("1,Ann,-,Proposal,2026-03-01,\n")).unwrap();
    assert_eq!(remarks(&actuals), [(Remark::OpenWithoutAmount, 1), (Remark::OpenWithoutDate, 1)]);
    assert_eq!(actuals.open.of_stage("Proposal").without_amount, 1);
}

#[test]
fn rows_that_cannot_be_used_are_rejected_with_place_and_reason() {
    let text = with_head(
        "1,Ann,,Won,2026-01-05,2026-02-01\n\
         2,Ann,100,Won,2026-01-05,\n\
         3,Ann,1e6,Won,2026-01-05,2026-02-01\n\
         4,Ann,\"1.234.56\",Proposal,2026-01-05,2026-02-01\n\
         5,Ann,100,Lost,soon,2026-02-01\n\
         6,Ann,100,Won,2026-01-05\n\
         7,Ann,100,Won,2026-01-05,2026-02-01,x\n\
         8,Ann,100,Won,2026-01-05,2026-02-01,,\n\
         9,Ann,\x1b[31m,Won,2026-01-05,2026-02-01\n\
         10,Ann,1,Won,2026-01-05,2026-02-01\n",
    );
    let actuals = deals(&plan(), &text).unwrap();
    let short = |(line, column, value, reason): (u64, String, String, String)| {
        format!("{line} {column} [{value}] {}", reason.split(';').next().unwrap())
    };
    assert_eq!(
        rejects(&actuals).into_iter().map(short).collect::<Vec<_>>(),
        [
            "2 amount [] a won deal without an amount",
            "3 close date [] a won deal without a close date",
            "4 amount [1e6] an exponent loses digits",
            "5 amount [1.234.56] dots or commas where no number has them",
            "6 created [soon] not a date that can be read",
            "7  [] 5 cells where the heading row has 6",
            "8  [] 7 cells where the heading row has 6",
            "9  [] 8 cells where the heading row has 6",
            "10 amount [\u{fffd}[31m] not an amount that can be read",
        ]
    );
    assert_eq!((actuals.ledger.read, actuals.ledger.used), (10, 1));
    assert!(actuals.ledger.rejects.iter().any(|r| r.row == "4,Ann,1.234.56,Proposal,2026-01-05,2026-02-01"));
}

#[test]
fn owners_that_are_no_rep_are_named() {
    let text = with_head(
        "1,Carol,100,Won,2026-01-05,2026-02-01\n2,Carol,50,Lost,2026-01-05,2026-02-01\n3,,7,Won,2026-01-05,2026-02-01\n",
    );
    let actuals = deals(&plan(), &text).unwrap();
    assert_eq!(actuals.days.get(&(None, Some(0), day("2026-02-01"))).unwrap().revenue.minor(), 10_700);
    let strangers: Vec<_> = actuals.ledger.strangers.iter().map(|(name, n)| (name.as_str(), *n)).collect();
    assert_eq!(strangers, [("(no owner)", 1), ("Carol", 2)]);
    let by_address = "Deal owner,Owner Email,Amount,Stage,Close Date\nA. Smith,ANN@example.com,1,Won,2026-02-01\n";
    assert_eq!(deals(&plan(), by_address).unwrap().days.iter().next().unwrap().0.0, Some(0));
}

#[test]
fn segments_match_in_plan_order_and_secured_deals_stand_apart() {
    let mut plan = plan();
    plan.segments = vec![segment("KA", matching("Tier", &["ka", "Strategic"])), segment("rest", None)];
    plan.target.secured_match = matching("type", &["Renewal"]);
    let text = "owner,amount,stage,created,close date,Tier,Type\n\
         Ann,1,Won,2026-01-05,2026-02-01, KA ,New\n\
         Ann,20,Won,2026-01-05,2026-02-01,Small,New\n\
         Ann,300,Won,2026-01-05,2026-02-02,KA,renewal\n\
         Ann,4000,Proposal,2026-01-05,2026-12-01,KA,Renewal\n\
         Ann,50000,Won,2026-01-05,2026-08-15,KA,Renewal\n";
    let actuals = deals(&plan, text).unwrap();
    let of = |segment| actuals.days.get(&(Some(0), segment, day("2026-02-01"))).unwrap().revenue.minor();
    assert_eq!((of(Some(0)), of(Some(1))), (100, 2_000));
    assert_eq!(sums(&actuals).2, 2, "secured deals are no opportunities");
    assert_eq!(
        actuals.secured.iter().map(|(d, m)| (d.to_string(), m.minor())).collect::<Vec<_>>(),
        [("2026-02-02".into(), 30_000)]
    );
    assert!(actuals.open.is_empty());

    plan.segments = vec![segment("KA", matching("Teir", &["ka"]))];
    let message = said(deals(&plan, text));
    assert!(
        message.contains(
            "deals.csv: segment `KA` matches on `Teir`, which is no heading of the file — did you mean `Tier`?"
        ),
        "{message}"
    );
    plan.segments = vec![segment("KA", matching("Tier", &["ka"]))];
    assert_eq!(
        deals(&plan, text).unwrap().days.get(&(Some(0), None, day("2026-02-01"))).unwrap().revenue.minor(),
        2_000
    );
}

#[test]
fn other_currencies_are_converted_or_named() {
    let text = "owner,amount,currency,stage,close date\n\
         Ann,100.01,USD,Won,2026-02-01\nAnn,5,CNY,Won,2026-02-01\nAnn,7,,Won,2026-02-01\n";
    let actuals = deals(&plan(), text).unwrap();
    assert_eq!(sums(&actuals).0, 71_007 + 500 + 700, "710.071 is rounded once");
    assert!(remarks(&actuals).contains(&(Remark::Converted, 1)));
    let message = said(deals(&plan(), &format!("{text}Ann,1,eur,Won,2026-02-01\n")));
    assert!(message.starts_with("deals.csv:5: an amount in `EUR`, which has no rate in the plan"), "{message}");
    let prefixed = "owner,amount,stage,close date\nAnn,\"USD 1,000.00\",Won,2026-02-01\nAnn,￥5,Won,2026-02-01\n";
    assert_eq!(sums(&deals(&plan(), prefixed).unwrap()).0, 710_500);
}

#[test]
fn yuan_are_no_dollars() {
    let heading = "owner,金额（万元）,stage,close date\nAnn,1.5,Won,2026-02-01\nAnn,\"USD 2\",Won,2026-02-01\n";
    let cells = "owner,amount,stage,close date\nAnn,1.5万元,Won,2026-02-01\nAnn,USD 2万,Won,2026-02-01\n";
    let beside = "owner,金额（万元）,currency,stage,close date\nAnn,1.5,,Won,2026-02-01\nAnn,2,USD,Won,2026-02-01\n";
    let above = "单位：万元,,,\nowner,amount,stage,close date\nAnn,1.5,Won,2026-02-01\nAnn,USD 2,Won,2026-02-01\n";
    let rates = |rates: &[(&str, &str)]| {
        rates.iter().map(|(code, rate)| ((*code).into(), Decimal::from_str_exact(rate).unwrap())).collect()
    };
    for text in [heading, cells, beside, above] {
        assert_eq!(sums(&deals(&plan(), text).unwrap()).0, 1_500_000 + 14_200_000, "{text}");
        let mut dollars = plan();
        dollars.currency = Currency::new("USD").unwrap();
        dollars.currencies = rates(&[("CNY", "0.14")]);
        let actuals = deals(&dollars, text).unwrap();
        assert_eq!(sums(&actuals).0, 210_000 + 2_000_000, "{text}");
        assert!(remarks(&actuals).contains(&(Remark::Converted, 1)), "{text}");
        dollars.currencies = rates(&[]);
        let message = said(deals(&dollars, text));
        assert!(message.contains("an amount in `元`, which has no rate in the plan"), "{message}");
    }
}

/// What several currencies are called says less than a heading that names one.
#[test]
fn yuan_below_a_heading_in_dollars_are_dollars() {
    let mut dollars = plan();
    dollars.currency = Currency::new("USD").unwrap();
    let text = "owner,Amount (USD),stage,close date\nAnn,1.5万元,Won,2026-02-01\n";
    assert_eq!(sums(&deals(&dollars, text).unwrap()).0, 1_500_000);
    assert_eq!(sums(&deals(&plan(), text).unwrap()).0, 10_650_000, "at 7.10");
}

#[test]
fn a_status_decides_and_contradictions_are_noted() {
    let text = "Deal - Owner,Deal - Value,Deal - Stage,Deal - Status,Deal - Won time,Deal - Expected close date\n\
         Ann,10,Closed Won,Lost,,2026-02-01\nAnn,20,Proposal,Won,2026-02-03 10:00:00,2026-01-01\nAnn,30,Proposal,Open,,2026-12-01\n";
    let actuals = deals(&plan(), text).unwrap();
    assert_eq!(sums(&actuals).0, 2_000);
    assert!(actuals.days.get(&(Some(0), Some(0), day("2026-02-03"))).is_some(), "won time over expected close date");
    assert!(remarks(&actuals).contains(&(Remark::StatusAgainstStage, 1)));
    assert_eq!(actuals.open.of_stage("Proposal").deals, 1);
    let mut hinted = plan();
    hinted.deals.won = vec!["signed".into()];
    assert_eq!(sums(&deals(&hinted, "owner,amount,stage,close date\nAnn,1,Signed,2026-02-01\n").unwrap()).0, 100);
}

#[test]
fn the_open_pipeline_is_folded_for_the_period() {
    // Silent from 30 days on: 15 July and before. The largest: by amount; without one, the plan's average deal of 5.
    let mut plan = plan();
    plan.segments[0].average_deal = Money::from_sum(500);
    let text = "id,opportunity name,account,owner,amount,stage,created,close date,probability,last activity\n\
         1,Crane,Acme,Ann,100,Proposal,2026-06-01,2026-09-01,99%,2026-07-15\n\
         2,Drill,Acme,Ann,200,Proposal,2026-06-03,2026-09-01,0,2026-07-16\n\
         3,,Bolt,Ann,,Proposal,2026-06-05,,50,\n\
         4,Lathe,Bolt,Cid,70,Demo,,2027-01-01,,2026-08-01\n\
         5,Saw,Bolt,Ann,900,Won,2026-06-01,2026-08-01,100,2026-08-01\n";
    let open = deals(&plan, text).unwrap().open;
    let proposal = open.of_stage("Proposal");
    assert_eq!((proposal.deals, proposal.amount.minor(), proposal.without_amount), (3, 30_000, 1));
    assert_eq!(proposal.weighted, 9_900 * 10_000, "100 at 99 % and 200 at 0 % are 99");
    assert_eq!((proposal.watched, proposal.silent), (3, 2), "no activity since its creation on 5 June either");
    let demo = open.of_stage("Demo");
    assert_eq!((demo.without_probability, demo.amount_without_probability.minor()), (1, 7_000));
    assert_eq!(
        open.due_within()[&(Some(0), Some(0))].deals,
        2,
        "Lathe is due after the plan, which is the period here"
    );
    let created = &open.created[&(Some(0), "Proposal".to_owned())];
    assert_eq!(
        created.iter().map(|(day, _)| day.to_string()).collect::<Vec<_>>(),
        ["2026-06-01", "2026-06-03", "2026-06-05"]
    );
    let largest: Vec<_> = open.largest.deals().iter().map(|deal| (deal.name.as_str(), deal.effect.minor())).collect();
    assert_eq!(largest, [("Drill", 20_000), ("Crane", 10_000), ("3", 500)]);
}

/// Nothing but the user can say that `Signed` is won where no deal of the file is known to be won or lost.
#[test]
fn words_that_mean_nothing_to_anybody_are_asked_for() {
    let head = "owner,amount,stage,close date\n";
    let row = |stage: &str, day: &str| format!("Ann,5,{stage},{day}\n");
    let sealed = row("Sealed", "2026-03-01").repeat(4);
    let problems = deals(&plan(), &format!("{head}{sealed}{}", row("Talking", "2026-09-01").repeat(3))).unwrap_err();
    let said = format!("{:?} {:?}", problems[0].message, problems[0].help);
    assert!(said.contains("`Sealed` (4") && !said.contains("Talking"), "{said}");
    let lost = row("Lost", "2026-03-01");
    assert!(deals(&plan(), &format!("{head}{sealed}{lost}")).is_err(), "a word for lost says nothing of those won");
    // A pipeline some of which is overdue, or a file that knows of won deals, is fine.
    for others in [row("Talking", "2026-09-01").repeat(5), row("Won", "2026-03-01")] {
        assert_eq!(deals(&plan(), &format!("{head}{sealed}{others}")).unwrap().ledger.rejects.len(), 0);
    }
}

#[test]
fn shares_of_several_owners_in_one_row() {
    let mut plan = plan();
    plan.reps.push(rep("Dee", &[]));
    let text = "id,owner,split %,amount,stage,close date\n\
         1,Ann; Dee,60;40,100.01,Won,2026-03-01\n\
         2,Ann/Dee,,50,Won,2026-03-02\n\
         3,Dee; Zoe,33.33%; 66.67%,10,Won,2026-03-03\n\
         4,Ann; Dee,60;30,7,Won,2026-03-04\n\
         5,Ann; Dee,1;2;3,7,Won,2026-03-04\n\
         6,Ann,120,7,Won,2026-03-04\n";
    let facts = deals(&plan, text).unwrap();
    let on = |rep, at: &str| facts.days.get(&(rep, Some(0), day(at))).map(|tally| (tally.deals, tally.revenue.minor()));
    let dee = Some(plan.reps.len() - 1);
    assert_eq!((on(Some(0), "2026-03-01"), on(dee, "2026-03-01")), (Some((1, 6_001)), Some((0, 4_000))));
    assert_eq!((on(dee, "2026-03-03"), on(None, "2026-03-03")), (Some((1, 334)), Some((0, 666))));
    assert_eq!(facts.ledger.rejects.len(), 3, "90 %, three shares of two, and 120 %");
    assert!(facts.ledger.strangers.contains_key("Zoe"));
}

#[test]
fn a_row_for_each_owner_of_a_deal_counts_each_share_once() {
    let mut plan = plan();
    plan.reps.push(rep("Dee", &[]));
    let dee = Some(plan.reps.len() - 1);
    let text = "id,owner,分成比例,amount,stage,close date\n\
         1,Ann,0.5,0.05,Won,2026-03-01\n\
         1,Dee,0.5,0.05,Won,2026-03-01\n\
         1,Dee,0.5,0.05,Won,2026-03-01\n\
         2,Ann,0.25,100,Won,2026-03-02\n\
         3,Dee,1,100,Won,2026-03-03\n";
    let facts = deals(&plan, text).unwrap();
    let on = |rep, at: &str| facts.days.get(&(rep, Some(0), day(at))).map(|tally| (tally.deals, tally.revenue.minor()));
    assert_eq!((on(Some(0), "2026-03-01"), on(dee, "2026-03-01")), (Some((1, 3)), Some((0, 2))), "0.05 in all");
    assert_eq!((on(Some(0), "2026-03-02"), on(dee, "2026-03-03")), (Some((1, 2_500)), Some((1, 10_000))));
    assert_eq!(remarks(&facts), [(Remark::Duplicate, 1), (Remark::SharesNotWhole, 1), (Remark::WithoutCreatedDate, 3)]);
    assert_eq!((facts.ledger.used, facts.ledger.ignored.values().sum::<u64>()), (4, 1));
    // Another amount is another deal under the same id, whatever the shares.
    let clash = text.replace("1,Dee,0.5,0.05,Won,2026-03-01\n1,Dee", "1,Dee,0.5,7,Won,2026-03-01\n1,Dee");
    assert!(deals(&plan, &clash).is_err());
}

/// Ann and Bob have 60 and 40 %; then the deal is won, or handed over, or shared in another way.
#[test]
fn later_shares_of_a_deal_replace_the_earlier_ones_or_are_an_error() {
    let mut plan = plan();
    plan.reps.push(rep("Dee", &[]));
    let dee = Some(plan.reps.len() - 1);
    let head = "id,owner,split %,amount,stage,close date\n";
    let row = |owner: &str, share: &str, amount: &str, stage: &str| {
        format!("1,{owner},{share},{amount},{stage},2026-03-01\n")
    };
    let first = row("Ann", "60", "1000", "Proposal") + &row("Dee", "40", "1000", "Proposal");
    for (later, won) in [
        (row("Ann", "60", "2000", "Won") + &row("Dee", "40", "2000", "Won"), Some([120_000, 80_000])),
        (row("Dee", "100", "1000", "Won"), Some([0, 100_000])),
        (row("Ann", "50", "1000", "Won") + &row("Dee", "50", "1000", "Won"), Some([50_000, 50_000])),
    ] {
        let text = format!("{head}{first}{later}");
        let read = |policy| read_files(&plan, &[("deals.csv", Kind::Deals, &text)], policy);
        let facts = read(OnDuplicate::Last).unwrap();
        let revenue =
            |rep| facts.days.within(plan.timeline.span()).get(&(rep, Some(0))).map_or(0, |sum| sum.revenue.minor());
        assert_eq!(Some([revenue(Some(0)), revenue(dee)]), won, "{later}");
        assert_eq!(sums(&read(OnDuplicate::First).unwrap()).0, 0, "the open deal counts: {later}");
        assert!(read(OnDuplicate::Error).is_err() && read(OnDuplicate::Sum).is_err(), "{later}");
    }
    // The same facts with more than 100 % together are no shares of one deal.
    let text = format!("{head}{}{}", row("Ann", "100", "1000", "Won"), row("Dee", "100", "1000", "Won"));
    assert!(deals(&plan, &text).is_err());
    // A spreadsheet holds 0.6 where it shows 60 %.
    let text = format!("{head}{}{}", row("Ann", "0.6", "1000", "Won"), row("Dee", "0.4", "1000", "Won"));
    assert_eq!(sums(&deals(&plan, &text).unwrap()).0, 100_000);
}

#[test]
fn a_list_of_what_was_signed_needs_no_stages() {
    for text in [
        "Signed Date,Rep,Customer,Amount\n2026-02-01,Ann,x,100.50\n2026-02-01,Bob,y,200\n,Ann,z,50\n",
        "签约日期,销售,客户,合同金额\n2026-02-01,Ann,甲,100.50\n2026-02-01,Bob,乙,200\n,Ann,丙,50\n",
        "Won date;Owner;Deal;Amount\n2026-02-01;Ann;x;100.50\n2026-02-01;Bob;y;200\n;Ann;z;50\n",
    ] {
        let actuals = deals(&plan(), text).unwrap();
        let (revenue, won, _) = sums(&actuals);
        assert_eq!((revenue, won, actuals.ledger.used), (30_050, 2, 3), "{text}");
        assert_eq!(actuals.open.of_stage("(no stage)").deals, 1, "what has no date is not signed yet");
        assert!(remarks(&actuals).contains(&(Remark::TakenAsWon, 2)), "{text}");
    }
    // A close date may be an expected one: without a stage nobody knows.
    assert!(said(deals(&plan(), "Close Date,Rep,Amount\n2026-02-01,Ann,100\n")).contains("no column for `stage`"));
}

#[test]
fn two_digits_that_may_be_the_year_are_asked_for() {
    let text = with_head("1,Ann,100,Won,26/01/05,26/02/01\n2,Ann,100,Won,26/01/19,26/02/20\n");
    let said = said(deals(&plan(), &text));
    assert!(said.contains("may put the year first or last") && said.contains("%y/%m/%d"), "{said}");
    let actuals = deals(&plan(), &with_head("1,Ann,100,Won,13/01/26,31/01/26\n")).unwrap();
    assert_eq!(actuals.days.get(&(Some(0), Some(0), day("2026-01-31"))).unwrap().deals, 1);
}

#[test]
fn a_line_of_a_control_character_ends_nothing() {
    let rows = "1,Ann,100,Won,2026-01-05,2026-02-01\n\x03\n2,Ann,200,Won,2026-01-05,2026-02-01\n";
    for text in [with_head(rows), with_head(&format!("{rows}\x03")), with_head(&format!("{rows}\x03\n"))] {
        let actuals = deals(&plan(), &text).unwrap();
        assert_eq!((actuals.ledger.used, sums(&actuals).0), (2, 30_000), "{text:?}");
        assert_eq!(rejects(&actuals)[0].3, "1 cell where the heading row has 6");
    }
}
