//! What values of deal exports mean that people write in many ways: every expected figure was worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use export_support::{deals, plan, remarks, sums};
use splan::model::ledger::Remark;

const HEAD: &str = "id,owner,amount,stage,created,close date\n";

fn with_head(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

#[test]
fn every_row_has_its_say_in_the_scale_of_probabilities() {
    let weighted = |heading: &str, rows: &[(&str, &str, usize)]| {
        let mut text = format!("id,owner,amount,stage,created,close date,{heading}\n");
        let rows = rows.iter().flat_map(|(stage, percent, count)| std::iter::repeat_n((stage, percent), *count));
        for (id, (stage, percent)) in rows.enumerate() {
            text.push_str(&format!("D{id},Ann,1000,{stage},2026-01-05,2026-02-01,{percent}\n"));
        }
        let actuals = deals(&plan(), &text).unwrap();
        actuals.open.tallies.values().map(|tally| tally.weighted / 10_000).sum::<i128>()
    };
    // A thousand deals at 1 %, whatever stands where one that is closed says that it is percent.
    for rows in [[("Won", "100", 1), ("Open", "1", 1_000)], [("Open", "1", 1_000), ("Won", "100", 1)]] {
        assert_eq!(weighted("probability", &rows), 1_000_000);
        assert_eq!(weighted("probability (%)", &rows), 1_000_000);
    }
    let rows = [("Open", "1", 1_000), ("Lost", "40", 1), ("Won", "", 500)];
    assert_eq!(weighted("probability", &rows), 1_000_000);
    // Shares, and the one closed deal that tells, in front of those that are open or behind them.
    for rows in [[("Lost", "0.3", 1), ("Open", "1", 1_000)], [("Open", "1", 1_000), ("Lost", "0.3", 1)]] {
        assert_eq!(weighted("probability (%)", &rows), 100_000_000);
        assert_eq!(weighted("probability", &rows), 100_000_000);
    }
}

#[test]
fn deals_that_odoo_has_archived_are_lost() {
    let text = "id,opportunity,salesperson,expected revenue,probability,stage,created on,expected closing,active\n\
         x1,A,Ann,1000,100,Won,2026-07-01 10:00:00,2026-07-10,True\n\
         x2,B,Ann,2000,0,Qualified,2026-07-01 10:00:00,2026-09-10,False\n\
         x3,C,Ann,4000,40,Qualified,2026-07-01 10:00:00,2026-09-10,True\n\
         x4,D,Ann,8000,0,Qualified,2026-07-01 10:00:00,2026-06-10,FALSE\n";
    let actuals = deals(&plan(), text).unwrap();
    assert_eq!((sums(&actuals), remarks(&actuals)), ((100_000, 1, 4), vec![]));
    let open = actuals.open.of_stage("Qualified");
    assert_eq!((open.deals, open.amount.minor(), actuals.open.tallies.len()), (1, 400_000, 1));
    // Such a word says nothing in another column.
    let other = text.replace(",active", ",成交状态");
    assert_eq!(deals(&plan(), &other).unwrap().open.of_stage("Qualified").deals, 3);
    // An open deal is not won yet, which does not make it a lost one.
    let flagged = deals(&plan(), &text.replace(",active", ",is won")).unwrap();
    assert_eq!((flagged.open.of_stage("Qualified").deals, sums(&flagged).1), (2, 1));
}

#[test]
fn what_stands_for_nothing_is_nothing() {
    for word in ["-", "N/A", "无", "TBD", "待定", "(blank)", "#n/a"] {
        let text = with_head(&format!(
            "{word},Ann,100,Won,{word},2026-02-01\n{word},Bob,100,Won,{word},2026-02-01\n\
             7,{word},{word},Proposal,2026-01-05,{word}\n"
        ));
        let actuals = deals(&plan(), &text).unwrap();
        assert_eq!((sums(&actuals), actuals.ledger.used), ((20_000, 2, 1), 3), "{word}: two deals, none with an id");
        let expected = [(Remark::OpenWithoutAmount, 1), (Remark::OpenWithoutDate, 1), (Remark::WithoutCreatedDate, 2)];
        assert_eq!(remarks(&actuals), expected, "{word}");
        assert_eq!(actuals.ledger.strangers.keys().collect::<Vec<_>>(), ["(no owner)"], "{word}");
        let open = actuals.open.of_stage("Proposal");
        assert_eq!((open.deals, open.without_amount), (1, 1), "{word}");
    }
}

#[test]
fn a_chance_that_nobody_can_read_is_told() {
    let head = "id,owner,amount,stage,created,close date,probability\n";
    let row = |chance: &str| format!("D{},Ann,1000,Proposal,2026-01-05,2026-09-01,\"{chance}\"\n", chance.len());
    let actuals = deals(&plan(), &format!("{head}{}{}{}", row("soon"), row("150"), row("-"))).unwrap();
    assert_eq!(remarks(&actuals), [(Remark::OddProbability, 2)]);
    assert_eq!(actuals.open.of_stage("Proposal").without_probability, 3);
    let actuals = deals(&plan(), &format!("{head}{}{}{}", row("0,5"), row("62,5%"), row("0,25"))).unwrap();
    assert_eq!((remarks(&actuals), actuals.open.of_stage("Proposal").weighted), (vec![], 137_500 * 10_000));
    // Certain, and of no known meaning: most likely won.
    let actuals = deals(&plan(), &format!("{head}{}{}", row("100"), row("20"))).unwrap();
    assert_eq!(remarks(&actuals), [(Remark::UnclearStage, 1)]);
}

#[test]
fn an_amount_that_has_to_be_rounded_is_told() {
    let row = |id: u8, amount: &str| format!("{id},Ann,{amount},Won,2026-01-05,2026-02-01\n");
    let text = with_head(&[row(1, "10.005"), row(2, "10.015"), row(3, "10.10000000000004"), row(4, "10.100")].concat());
    let actuals = deals(&plan(), &text).unwrap();
    assert_eq!((sums(&actuals).0, remarks(&actuals)), (1_000 + 1_002 + 1_010 + 1_010, vec![(Remark::Rounded, 2)]));
}

#[test]
fn a_deal_that_only_its_chance_tells_of_is_told() {
    let row = |id: u8, stage: &str, chance: u8| format!("{id},Ann,1000,{stage},2026-01-05,2026-02-01,{chance}\n");
    let rows = [row(1, "", 100), row(2, "", 0), row(3, "", 50), row(4, "Won", 100), row(5, "Lost", 0)].concat();
    let actuals = deals(&plan(), &format!("id,owner,amount,stage,created,close date,probability\n{rows}")).unwrap();
    assert_eq!(remarks(&actuals), [(Remark::ByProbability, 2)]);
    assert_eq!((sums(&actuals).1, actuals.open.of_stage("(no stage)").deals), (2, 1));
    // A date of closing and a chance of 0 % are how Odoo writes a deal that is lost.
    let text = "id,owner,amount,stage,Closed Date,probability\n1,Ann,1000,Proposition,2026-02-01,0\n";
    assert_eq!(remarks(&deals(&plan(), text).unwrap()), [(Remark::WithoutCreatedDate, 1)]);
}
