//! What columns mean that say the same as others, or something against them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use export_support::{day, deals, plan, rejects, remarks, said, sums};
use splan::model::ledger::Remark;

#[test]
fn flags_decide_where_no_word_of_the_stage_is_known() {
    let head = "id,owner,amount,stage,created,close date,";
    let rows = |flags: [&str; 3]| {
        let stages = ["Renewed", "Churned", "Talks"];
        let row = |(at, flag): (usize, &str)| format!("{at},Ann,100,{},2026-01-05,2026-02-01,{flag}\n", stages[at]);
        flags.into_iter().enumerate().map(row).collect::<String>()
    };
    for (flags, cells) in [
        ("Is Closed Won,Is closed lost", ["true,false", "false,true", "false,false"]),
        ("IsWon,IsClosed", ["TRUE,TRUE", "FALSE,TRUE", "FALSE,FALSE"]),
        ("是否赢单,是否丢单", ["是,否", "否,是", "否,"]),
    ] {
        let actuals = deals(&plan(), &format!("{head}{flags}\n{}", rows(cells))).unwrap();
        assert_eq!(sums(&actuals), (10_000, 1, 3), "{flags}");
        assert_eq!((actuals.open.of_stage("Talks").deals, actuals.open.of_stage("Churned").deals), (1, 0), "{flags}");
    }
    // Two of a kind are no reason to refuse a file.
    let text = format!("{head}是否签约,是否赢单\n1,Ann,100,Renewed,2026-01-05,2026-02-01,否,是\n");
    assert_eq!(sums(&deals(&plan(), &text).unwrap()).1, 1);
    // A word decides, and a file may have nothing but flags.
    let text = format!("{head}Is Won\n1,Ann,100,Closed Won,2026-01-05,2026-02-01,false\n");
    assert_eq!(sums(&deals(&plan(), &text).unwrap()).1, 1);
    let text = "owner,amount,close date,is won\nAnn,100,2026-02-01,yes\nBob,100,2026-02-01,no\n";
    assert_eq!(sums(&deals(&plan(), text).unwrap()).1, 1);
}

#[test]
fn overdue_deals_with_a_chance_are_not_closed() {
    let rows = |chance: &str| (1..7).map(|id| format!("{id},Ann,100,Talks,2026-01-05,2026-02-01,{chance}\n")).collect();
    let read = |rows: String| deals(&plan(), &format!("id,owner,amount,stage,created,close date,probability\n{rows}"));
    assert_eq!(read(rows("40")).unwrap().open.of_stage("Talks").deals, 6);
    // Nothing says that they are open but a word that nobody knows.
    assert!(read(rows("")).is_err());
}

#[test]
fn what_is_deleted_is_no_deal() {
    for (flag, set, other) in [("IsDeleted", "true", "false"), ("生命状态", "作废", "正常"), ("是否删除", "是", "否")]
    {
        let row = |id: u8, flag: &str| format!("{id},Ann,100,Closed Won,2026-01-05,2026-02-01,{flag}\n");
        let text = format!("id,owner,amount,stage,created,close date,{flag}\n{}{}", row(1, set), row(2, other));
        let actuals = deals(&plan(), &text).unwrap();
        assert_eq!((sums(&actuals), remarks(&actuals)), ((10_000, 1, 1), vec![(Remark::Void, 1)]), "{flag}");
    }
}

#[test]
fn a_won_deal_closed_when_it_really_did() {
    for heading in
        ["实际成交时间", "实际签单时间", "关闭时间", "Closed At", "Won At", "Booking Date", "\"实际成交\n日期\""]
    {
        let text = format!("owner,amount,stage,预计成交时间,{heading}\nAnn,100,Won,2026-03-25,2026-07-05\n");
        let actuals = deals(&plan(), &text).unwrap();
        assert!(actuals.days.iter().any(|((_, _, on), fact)| on == day("2026-07-05") && fact.deals == 1), "{heading}");
    }
}

#[test]
fn what_is_expected_and_what_is_in_the_contract_are_two_amounts() {
    for (expected, contract) in [
        ("预计金额（万元）", "合同金额"),
        ("预估金额", "签约金额"),
        ("Expected Amount", "Contract Value"),
        ("商机金额", "合同金额"),
        ("预计金额", "实际签约金额"),
        ("Forecast Amount", "Booked Amount"),
        ("Est. Revenue", "Won Amount"),
    ] {
        let text = format!(
            "owner,{expected},{contract},stage,预计成交日期,成交日期\nAnn,100,90,Won,2026-02-01,2026-02-05\nBob,50,,Talks,2026-09-05,\n"
        );
        let actuals = deals(&plan(), &text).unwrap();
        let unit = if expected.contains('万') { 10_000 } else { 1 };
        assert_eq!(sums(&actuals).0, 9_000, "{expected}");
        assert_eq!(actuals.open.of_stage("Talks").amount.minor(), 5_000 * unit, "{expected}");
    }
    // What is weighted already is no amount to weigh.
    let text = "owner,Contract Value,Expected Revenue,stage,close date\nBob,50,25,Talks,2026-09-05\n";
    assert_eq!(deals(&plan(), text).unwrap().open.of_stage("Talks").amount.minor(), 5_000);
}

#[test]
fn a_sum_of_a_group_is_no_deal() {
    let head = "负责人,商机名称,金额,币种,阶段,创建日期,结单日期\n";
    let deal = "Ann,甲,100,CNY,谈判,2026-03-01,2026-09-05\n";
    for group in ["张伟（2）,,300,,,,", "Ann (12 records),,300,CNY,,,", "平均,,300,,,,", ",,300,,谈判 (1),,"] {
        let actuals = deals(&plan(), &format!("{head}{group}\n{deal}")).unwrap();
        assert_eq!((actuals.ledger.used, actuals.ledger.rows_ignored()), (1, 1), "{group}");
    }
    let actuals = deals(&plan(), &format!("{head}{deal}Ann,,300,,,,\n")).unwrap();
    assert_eq!((actuals.ledger.used, rejects(&actuals)[0].0), (1, 3));
    // With a name, a date or a stage beside the owner it is a deal, however little is known of it.
    for bare in ["Ann,乙,300,,,,", "Ann,,300,,,2026-03-01,", "Ann,,300,,谈判,,"] {
        assert_eq!(deals(&plan(), &format!("{head}{deal}{bare}\n")).unwrap().ledger.used, 2, "{bare}");
    }
}

#[test]
fn a_stage_whose_deals_should_all_have_closed_is_told() {
    let late = |rows: &[(&str, &str)]| {
        let rows = rows.iter().enumerate().map(|(id, (stage, day))| format!("{id},Ann,100,{stage},2026-01-05,{day}\n"));
        let text = format!("id,owner,amount,stage,created,close date\n{}", rows.collect::<String>());
        deals(&plan(), &text).unwrap().ledger.late.into_iter().collect::<Vec<_>>()
    };
    let (past, future) = ("2026-07-20", "2026-09-20");
    assert_eq!(late(&[("签约", past), ("签约", past), ("流失", past), ("报价", future)]), [("签约".to_owned(), 2)]);
    assert_eq!(late(&[("签约", past), ("签约", future)]), []);
    // Beside deals that are won, a few are but overdue.
    assert_eq!(late(&[("Won", past), ("签约", past), ("签约", past)]), []);
    let many = [("Won", past), ("结案", past), ("结案", past), ("结案", past), ("结案", past)];
    assert_eq!(late(&many), [("结案".to_owned(), 4)]);
}

#[test]
fn a_unit_holds_wherever_the_heading_or_a_line_above_says_it() {
    let won = |text: &str| sums(&deals(&plan(), text).unwrap()).0;
    for heading in ["万元金额", "金额万", "金 额（万 元）", "* 合同金额万元"] {
        assert_eq!(won(&format!("owner,{heading},stage,close date\nAnn,1.5,Won,2026-02-01\n")), 1_500_000, "{heading}");
    }
    for line in ["金额以万元计", "注：金额为万元", "金额单位为万元", "单位：万元"] {
        let text = format!("{line},,,\nowner,金额,stage,close date\nAnn,1.5,Won,2026-02-01\n");
        assert_eq!(won(&text), 1_500_000, "{line}");
    }
    let mut named = plan();
    named.deals.columns.insert("amount".into(), "合同万元".into());
    let text = "owner,合同万元,stage,close date\nAnn,1.5,Won,2026-02-01\nAnn,70元,Won,2026-02-01\n";
    assert_eq!(sums(&deals(&named, text).unwrap()).0, 1_507_000, "what says its own unit is in that");
}

#[test]
fn no_row_of_data_is_lost_above_the_headings() {
    let (head, row) = ("id,owner,amount,stage,created,close date\n", "7,Ann,100,Won,2026-01-05,2026-02-01\n");
    for text in
        [format!("{row}{head}{row}"), format!("{row}{row}{head}"), format!("Deals of 2026,,,,,\n{row}{head}{row}")]
    {
        let said = said(deals(&plan(), &text));
        assert!(
            said.contains("a row of data above the headings") || said.contains("one of data, not of headings"),
            "{said}"
        );
    }
    // What reports begin with is none.
    let top = "Deals,2026,,,,\nAs of,2026-08-14,Rows,1,,\n客户,2026年,区域,华东,产品,甲\n";
    assert_eq!(deals(&plan(), &format!("{top}{head}{row}")).unwrap().ledger.used, 1);
}

#[test]
fn a_part_of_a_word_is_no_unit() {
    let mut plan = plan();
    let text = |heading: &str| format!("owner,{heading},stage,close date\nAnn,100,Won,2026-02-01\n");
    for heading in ["Amount (Kč)", "Amount (cents)", "金额（分）", "Amount (kr)", "Amount (mil)", "Amount (12 months)"]
    {
        assert!(deals(&plan, &text(heading)).is_err(), "{heading}");
    }
    assert_eq!(sums(&deals(&plan, &text("Amount (tỷ)")).unwrap()).0, 10_000);
    // Whoever names the column takes its numbers as they stand.
    plan.deals.columns.insert("amount".into(), "Amount (12 months)".into());
    assert_eq!(sums(&deals(&plan, &text("Amount (12 months)")).unwrap()).0, 10_000);
}

#[test]
fn an_amount_is_not_in_two_currencies() {
    let mut plan = plan();
    plan.currencies.insert("EUR".into(), 7.into());
    plan.currencies.insert("USD".into(), 7.into());
    let row = |amount: &str, currency: &str| format!("Ann,{amount},{currency},Won,2026-02-01\n");
    let rows =
        [row("EUR 1", "USD"), row("€1", "CNY"), row("$1", "USD"), row("¥1", "CNY"), row("1元", "CNY"), row("1", "N/A")]
            .concat();
    let actuals = deals(&plan, &format!("owner,amount,currency,stage,close date\n{rows}")).unwrap();
    assert_eq!(sums(&actuals).0, 1_000);
    let told: Vec<_> = rejects(&actuals).into_iter().map(|(line, _, _, why)| (line, why)).collect();
    let beside = |code: &str| format!("the currency beside it is `{code}`");
    assert_eq!(told, [(2, beside("USD")), (3, beside("CNY"))]);
}

#[test]
fn who_signs_a_sheet_is_no_deal() {
    let text = "项目,负责人,金额,阶段,成交日期\na,Ann,100,Won,2026-02-01\n制表人：王小明,,,审核人：李总,\n\
        填表人,王小明,,填表日期,2026-08-14\n审批人,王小明,,李总,\n部门负责人签字：,,,总经理签字：,\n填表人员培训,Ann,7,Won,2026-02-01\n";
    let actuals = deals(&plan(), text).unwrap();
    assert_eq!(sums(&actuals).0, 10_700);
    assert!(remarks(&actuals).contains(&(Remark::Footer, 4)));
    assert_eq!(actuals.ledger.rows_rejected(), 0);
    let nobodys = "项目,负责人,金额,阶段,成交日期\n版权所有权平台,,5,Won,2026-02-01\n";
    assert_eq!(sums(&deals(&plan(), nobodys).unwrap()).0, 500);
}
