//! Files, headings and the form of columns: what is detected, and what is asked for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export_support;

use std::io;

use export_support::{
    activities, day, deals, matching, plan, read_files, rejects, remarks, said, segment, sums, total,
};
use splan::model::ledger::Remark;
use splan::model::plan::NumberStyle;
use splan::read::export::{Input, Kind, OnDuplicate, Rules, read};

#[test]
fn headings_of_every_crm_are_known() {
    let rows = [
        ("Opportunity Owner,Amount,Stage,Close Date,Created Date", "Ann,12,Closed Won,2/13/2026,1/15/2026"),
        (
            "Record ID,Deal owner,Amount,Amount in company currency,Deal Stage,Close Date,Create Date",
            "1,Ann,12,12,closedwon,2026-02-13 10:00,2026-01-05",
        ),
        (
            "Record Id,Deal Owner.id,Deal Owner,Amount,Expected Revenue,Stage,Closing Date,Created Time",
            "z,9,Ann,12,1,Closed Won,2026-02-13,2026-01-05 00:00:00",
        ),
        (
            "Deal - ID,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time,Deal - Expected close date,Deal - Deal created",
            "1,Ann,12,CNY,Demo,Won,2026-02-13,,2026-03-31,2026-01-05",
        ),
        (
            "(Do Not Modify) Opportunity,Owner,Est. Revenue,Actual Revenue,Status,Est. Close Date,Actual Close Date,Created On",
            "x,Ann,99,12,Won,3/31/2026,2/13/2026,1/15/2026",
        ),
        (
            "id,Salesperson,Expected Revenue,Stage,Closed Date,Expected Closing,Created on",
            "x,Ann,12,Won,2026-02-13,2026-03-31,2026-01-05",
        ),
        (
            "_id,负责人,商机金额（万元）,商机阶段,商机状态,预计成交日期,创建时间",
            "x,Ann,0.0012,谈判,赢单,2026年2月13日,2026-01-05",
        ),
        ("销售员,合同金额,阶段,签约日期,立项日期", "Ann,12,已成交,2026/2/13,2026.1.5"),
        (
            "opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value",
            "1,Ann,Won,1/15/2026,2/13/2026,12",
        ),
        (" OWNER *;Amount ;Stage;Close-Date", "Ann;12;Won;13.2.2026"),
        ("Owner\tAmount\tStage\tClose Date", "Ann\t12\tWon\t2026-02-13"),
    ];
    for (headings, row) in rows {
        let actuals = deals(&plan(), &format!("\u{feff}\r\n{headings}\r\n{row}\r\n"))
            .unwrap_or_else(|e| panic!("{headings}: {e:?}"));
        assert_eq!(rejects(&actuals), [], "{headings}");
        let tally = actuals.days.get(&(Some(0), Some(0), day("2026-02-13")));
        assert_eq!(tally.map(|t| (t.revenue.minor(), t.deals)), Some((1_200, 1)), "{headings}");
    }
}

#[test]
fn the_order_of_a_date_comes_from_its_whole_column() {
    let head = "owner,amount,stage,close date\n";
    let by_month = deals(&plan(), &format!("{head}Ann,1,Won,3/4/2026\nAnn,1,Won,3/13/2026\n")).unwrap();
    assert!(by_month.days.get(&(Some(0), Some(0), day("2026-03-04"))).is_some());
    let by_day = deals(&plan(), &format!("{head}Ann,1,Won,3/4/2026\nAnn,1,Won,13/4/2026\n")).unwrap();
    assert!(by_day.days.get(&(Some(0), Some(0), day("2026-04-03"))).is_some());
    assert_eq!(by_day.ledger.read, 2, "a file that is read again counts once");
    let open = format!("{head}Ann,1,Won,3/3/2026\nAnn,1,Won,3/4/2026\n");
    let message = said(deals(&plan(), &open));
    assert!(
        message.starts_with("deals.csv:3: `3/4/2026` in column `close date` may put the day or the month first"),
        "{message}"
    );
    assert!(message.contains("`[deals]` `date_format = "), "{message}");
    let mixed = said(deals(&plan(), &format!("{head}Ann,1,Won,3/13/2026\nAnn,1,Won,13/3/2026\n")));
    assert!(
        mixed.starts_with("deals.csv:3: column `close date` has dates with the day first, `13/3/2026`, and"),
        "{mixed}"
    );
    let mut hinted = plan();
    hinted.deals.date_format = Some("%d/%m/%Y".into());
    assert!(deals(&hinted, &open).unwrap().days.get(&(Some(0), Some(0), day("2026-04-03"))).is_some());
    hinted.deals.date_format = Some("%d/%q".into());
    assert!(said(deals(&hinted, &open)).contains("`%q` is missing or not known"));
}

#[test]
fn a_dot_that_may_mark_thousands_is_asked_for() {
    let head = "owner,amount,stage,close date\n";
    let message = said(deals(&plan(), &format!("{head}Ann,1.234,Won,2026-03-04\n")));
    assert!(message.starts_with("deals.csv:2: `1.234` in column `amount`: no amount of the column says"), "{message}");
    let decided = deals(&plan(), &format!("{head}Ann,1.235,Won,2026-03-04\nAnn,2000,Won,2026-03-04\n")).unwrap();
    assert_eq!(sums(&decided).0, 200_124, "1.235 is rounded half-even");
}

#[test]
fn the_plan_s_columns_win_and_have_to_be_there() {
    let text = "who,owner,sum,stage,close date\nAnn,Bob,5,Won,2026-02-01\n";
    let mut plan = plan();
    plan.deals.columns = [("owner".into(), "Who".into()), ("amount".into(), "sum".into())].into();
    assert_eq!(deals(&plan, text).unwrap().days.iter().next().unwrap().0.0, Some(0));
    plan.deals.columns = [("owner".into(), "whom".into()), ("amount".into(), "sum".into())].into();
    assert_eq!(
        said(deals(&plan, text)),
        "deals.csv: `deals.columns.owner` names `whom`, which is no heading of the file — did you mean `who`? \
         headings found: `who`, `owner`, `sum`, `stage`, `close date`"
    );
}

#[test]
fn the_plan_states_how_files_are_written() {
    let mut plan = plan();
    plan.deals.file.number = Some(NumberStyle::Comma);
    let open = "owner;amount;stage;close date\nAnn;1.234;Won;2026-02-01\n";
    assert_eq!(sums(&deals(&plan, open).unwrap()).0, 123_400);
    plan.deals.file.number = Some(NumberStyle::Point);
    assert_eq!(sums(&deals(&plan, open).unwrap()).0, 123);
    plan.deals.file.header = Some(3);
    assert_eq!(
        said(deals(&plan, "x\ny\n")),
        "deals.csv: no row starts on line 3, where `deals.header` puts the headings"
    );
    let above = "owner,amount,stage,close date\nsee below\nowner,value,stage,close date\nAnn,5,Won,2026-02-01\n";
    let actuals = deals(&plan, above).unwrap();
    assert_eq!((sums(&actuals).0, actuals.ledger.rows_ignored()), (500, 2));
}

#[test]
fn a_file_without_headings_is_mapped_by_position_or_told() {
    let text = "2026-02-01,Ann,5,Won\n2026-02-02,Bob,7,Lost\n";
    assert_eq!(
        said(deals(&plan(), text)),
        "deals.csv:1: the first row is one of data, not of headings — add a heading row, say where it is with `[deals]` \
         `header = 3`, or map columns by position: `columns = { owner = \"#1\", … }`"
    );
    let mut plan = plan();
    let columns = [("owner", "#2"), ("amount", "#3"), ("stage", "#4"), ("closed", "#1")];
    plan.deals.columns = columns.map(|(key, column)| (key.into(), column.into())).into();
    let actuals = deals(&plan, text).unwrap();
    assert_eq!((sums(&actuals).0, actuals.ledger.read), (500, 2));
}

#[test]
fn numbers_of_one_column_have_one_style() {
    let read = |amounts: &[&str]| {
        let rows: String = amounts.iter().map(|amount| format!("Ann;{amount};Won;2026-02-01\n")).collect();
        deals(&plan(), &format!("owner;amount;stage;close date\n{rows}"))
    };
    assert_eq!(sums(&read(&["1.234,56", "1.000", "7"]).unwrap()).0, 224_156);
    assert_eq!(sums(&read(&["1 234,50", "1\u{a0}000"]).unwrap()).0, 223_450);
    assert_eq!(sums(&read(&["1,234.5", "1,000"]).unwrap()).0, 223_450);
    let mixed = said(read(&["1.234,56", "7.5"]));
    assert!(
        mixed.contains("amounts with a decimal comma, `1.234,56`, and with a decimal point, `7.5` on line 3"),
        "{mixed}"
    );
    let open = said(read(&["1,234"]));
    assert!(open.contains("`1,234` in column `amount`: no amount of the column says"), "{open}");
    assert!(open.contains("`[deals]` `number = "), "{open}");
}

#[test]
fn stages_of_no_known_meaning_on_closed_deals_are_asked_for() {
    let head = "owner,amount,stage,close date,won date\n";
    let row = "Ann,5,Gezeichnet,2026-02-01,2026-02-01\n";
    let few = deals(&plan(), &format!("{head}{row}{row}")).unwrap();
    assert!(remarks(&few).contains(&(Remark::UnclearStage, 2)));
    let told = said(deals(&plan(), &format!("{head}{}", row.repeat(4))));
    assert!(
        told.starts_with("deals.csv: deals that look closed have stages of no known meaning: `Gezeichnet` (4)"),
        "{told}"
    );
    let mut plan = plan();
    plan.deals.won = vec!["gezeichnet".into()];
    assert_eq!(sums(&deals(&plan, &format!("{head}{}", row.repeat(4))).unwrap()).1, 4);
}

#[test]
fn credit_that_is_shared_counts_once() {
    let text = "owner,amount,stage,created,close date\nAnn; Bob,100.01,Won,2026-01-05,2026-02-01\nBob；Zed,50,Proposal,2026-01-05,2026-12-01\n";
    let actuals = deals(&plan(), text).unwrap();
    let of =
        |rep| actuals.days.get(&(rep, Some(0), day("2026-02-01"))).map(|tally| (tally.revenue.minor(), tally.deals));
    assert_eq!((of(Some(0)), of(Some(1))), (Some((5_001, 1)), Some((5_000, 0))));
    assert_eq!(sums(&actuals), (10_001, 1, 2));
    let open = |rep| {
        let of_rep = actuals.open.tallies.iter().filter(|(key, _)| key.rep == rep);
        of_rep.map(|(_, tally)| (tally.deals, tally.amount.minor())).collect::<Vec<_>>()
    };
    assert_eq!((open(Some(1)), open(None)), (vec![(1, 2_500)], vec![(0, 2_500)]));
    assert_eq!(actuals.ledger.strangers["Zed"], 1);
}

#[test]
fn columns_that_are_missing_or_fit_twice_are_told_at_once() {
    assert_eq!(
        said(deals(&plan(), "name,when\nx,2026-01-01\n")),
        "deals.csv: no column for `owner` (owner, owner name, owner full name); `amount` (amount, value, close value); \
         `closed` (close date, closing date, date closed); `stage` (stage, stage name, sales stage); headings found: `name`, `when` \
         — say which in the plan: `[deals]` `columns = { owner = \"…\", amount = \"…\", closed = \"…\", stage = \"…\" }`"
    );
    assert_eq!(
        said(deals(&plan(), "销售,业务员,金额,阶段,成交日期\n")),
        "deals.csv: columns 1 `销售` and 2 `业务员` both fit `owner` — say which in the plan: `[deals]` `columns = { owner = \"销售\" }`"
    );
}

#[test]
fn files_that_are_no_exports_are_told() {
    for (text, message) in [
        ("", "deals.csv: the file is empty; not even a heading row"),
        ("\n \n", "deals.csv: the file is empty; not even a heading row"),
        (
            "owner,amount,stage,close date\nAnn,1,\"Won,2026-01-01\nAnn,2,Won,2026-01-01\n",
            "deals.csv:2: the quote that opens in column 3 is never closed; everything after it would be lost",
        ),
        ("owner,amount,stage,close date\nAnn,\0,Won,2026-01-01\n", "deals.csv:2: the file is binary, not text"),
    ] {
        let told = said(deals(&plan(), text));
        assert!(told.starts_with(message), "{told}");
    }
    let none = deals(&plan(), "owner,amount,stage,close date\n").unwrap();
    assert_eq!((none.ledger.read, none.days.len()), (0, 0), "headings without rows are fine");
    let text = "owner,amount,stage,close date\n";
    let twice = [("a.csv", Kind::Deals, text), ("a.csv", Kind::Deals, text)];
    assert!(said(read_files(&plan(), &twice, OnDuplicate::Error)).starts_with("a.csv: named twice"));
}

#[test]
fn bytes_that_are_no_text_and_files_that_are_not_there() {
    let plan = plan();
    let told = |open: Box<dyn Fn() -> io::Result<Box<dyn io::Read>>>| {
        let inputs = [Input { name: "x.csv".into(), kind: Kind::Deals, sheet: None, open, open_at: None }];
        said(read(
            &inputs,
            &Rules {
                plan: &plan,
                period: plan.timeline.span(),
                as_of: day("2026-08-14"),
                on_duplicate: OnDuplicate::Error,
            },
        ))
    };
    let cyrillic: &[u8] =
        b"owner,amount,stage,close date\nAnn,1,Won,2026-01-01\n\xcc\xe0\xf0\xe8\xed\xe0,1,Won,2026-01-01\n";
    let unknown = told(Box::new(move || Ok(Box::new(cyrillic))));
    assert!(unknown.starts_with("x.csv:3: the encoding of the file cannot be told"), "{unknown}");
    assert!(unknown.contains("`[deals]` `encoding = "), "{unknown}");
    assert!(told(Box::new(|| Err(io::ErrorKind::NotFound.into()))).starts_with("x.csv: there is no such file"));
    assert!(
        told(Box::new(|| Ok(Box::new(b"PK\x03\x04".as_slice()))))
            .starts_with("x.csv: the workbook is damaged or locked")
    );
    let folder = || std::fs::File::open("src").map(|file| Box::new(file) as Box<dyn io::Read>);
    assert!(told(Box::new(folder)).starts_with("x.csv: "), "a folder");
}

#[test]
fn activities_count_by_type_and_date() {
    let text = "Activity - Type,Activity - Due date,Activity - Done,Activity - Assigned to user\n\
         Call,2026-03-02,Done,Ann\nphone call,2026-03-02,Done,Carol\n会议,2026-03-02,Done,Ann\n\
         Lunch,2026-03-02,Done,Ann\nCall,2026-03-02,To do,Ann\nCall,2026-08-15,Done,Ann\nCall,,Done,Ann\n";
    let actuals = activities(&plan(), text).unwrap();
    assert_eq!(total(&actuals).steps, [0, 2, 1]);
    assert_eq!(actuals.days.get(&(Some(0), Some(0), day("2026-03-02"))).unwrap().steps, [0, 1, 1]);
    assert_eq!(actuals.seen, [0, 4, 1], "rows of the step, done or not, whenever and by whom");
    assert_eq!(rejects(&actuals)[0].3, "an activity without a date");
    assert_eq!(
        remarks(&actuals),
        [(Remark::ActivityAfterAsOf, 1), (Remark::ActivityOfNoStep, 1), (Remark::ActivityNotDone, 1)]
    );
    assert_eq!((actuals.ledger.read, actuals.ledger.used, actuals.ledger.rows_ignored()), (7, 4, 2));
    assert_eq!(actuals.ledger.strangers["Carol"], 1);
}

#[test]
fn sheets_of_daily_totals_and_files_of_one_kind() {
    let daily =
        activities(&plan(), "日期,销售,类型,次数\n2026/3/2,Ann,电话,12\n2026/3/3,Ann,电话,\n2026/3/4,Ann,电话,1.5\n")
            .unwrap();
    assert_eq!(total(&daily).steps, [0, 12, 0]);
    assert_eq!(rejects(&daily)[0].3, "not a whole number of activities");
    let calls =
        activities(&plan(), "Call Owner,Call Start Time,Call Type\nAnn,2026-03-02 09:00:00,Outbound\n").unwrap();
    assert_eq!(total(&calls).steps, [0, 1, 0]);
    let hubspot = "Record ID,Activity assigned to,Activity date,Associated Company,Call Title,Call outcome\n\
         7,Ann,2026-03-02 09:00,Acme,Intro,Connected\n";
    assert_eq!(total(&activities(&plan(), hubspot).unwrap()).steps, [0, 1, 0]);
    let meetings = "Activity assigned to,Meeting start time,Meeting title\nAnn,2026-03-02 09:00,Intro\n";
    assert_eq!(total(&activities(&plan(), meetings).unwrap()).steps, [0, 0, 1]);
    let missed = "Call Owner,Call Start Time,Call Type,Outgoing Call Status\n\
         Ann,2026-03-02 09:00,Outbound,Completed\nAnn,2026-03-02 10:00,Inbound,\nAnn,2026-03-02 11:00,Missed,\n\
         Ann,2026-03-02 12:00,Outbound,Scheduled\nAnn,2026-03-02 13:00,Outbound,Overdue\n";
    let calls = activities(&plan(), missed).unwrap();
    assert_eq!((total(&calls).steps, remarks(&calls)), (vec![0, 2, 0], vec![(Remark::ActivityNotDone, 3)]));
    let held = "Activity assigned to,Meeting start time,Meeting title,Meeting outcome\n\
         Ann,2026-03-02 09:00,Intro,Completed\nAnn,2026-03-03 09:00,Demo,No Show\nAnn,2026-03-04 09:00,Demo,\n";
    assert_eq!(total(&activities(&plan(), held).unwrap()).steps, [0, 0, 2]);
    let as_deals = said(deals(&plan(), hubspot));
    assert!(as_deals.ends_with("give it by `--activities FILE`, or in the plan as `data.activities`"), "{as_deals}");
    let unknown = said(activities(&plan(), "owner,date\nAnn,2026-03-02\n"));
    assert!(unknown.starts_with("calls.csv: no column for `type`"), "{unknown}");
}

#[test]
fn activities_are_told_apart_by_segment_where_their_files_can() {
    let mut plan = plan();
    plan.segments = vec![segment("KA", matching("Tier", &["ka"])), segment("rest", None)];
    let with = "owner,date,type,tier\nAnn,2026-03-02,Call,KA\n";
    let actuals = activities(&plan, with).unwrap();
    assert!(actuals.activities_by_segment && actuals.days.get(&(Some(0), Some(0), day("2026-03-02"))).is_some());
    let without = "owner,date,type\nAnn,2026-03-02,Call\n";
    let files = [("a.csv", Kind::Activities, with), ("b.csv", Kind::Activities, without)];
    let both = read_files(&plan, &files, OnDuplicate::Error).unwrap();
    assert!(
        !both.activities_by_segment && both.days.get(&(Some(0), None, day("2026-03-02"))).unwrap().steps == [0, 2, 0]
    );
}

proptest::proptest! {
    #[test]
    fn any_cells_are_read_or_refused_without_panic(
        cells in proptest::collection::vec(r#"[ -~\t万亿元年月日（）￥−é"]{0,12}"#, 0..24),
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..64),
    ) {
        let rows: Vec<String> = cells.chunks(4).map(|row| row.join(",")).collect();
        let text = format!("owner,amount,stage,close date\n{}\n", rows.join("\n"));
        // Reading asserts that every row is accounted for.
        let _ = deals(&plan(), &text);
        let _ = activities(&plan(), &text.replace("amount", "count").replace("stage", "type").replace("close date", "date"));
        let plan = plan();
        let mut file = b"owner,amount,stage,close date\n".to_vec();
        file.extend(bytes);
        let inputs = [Input::of_bytes("x.csv", Kind::Deals, file)];
        let _ = read(&inputs, &Rules { plan: &plan, period: plan.timeline.span(), as_of: day("2026-08-14"), on_duplicate: OnDuplicate::Error });
    }
}

#[test]
fn a_heading_that_two_columns_have_names_neither() {
    let mut plan = plan();
    plan.segments = vec![segment("KA", matching("TIER", &["KA"])), segment("rest", None)];
    let text = "owner,amount,stage,close date,Tier,tier\nAnn,1,Won,2026-02-01,KA,SMB\n";
    assert!(said(deals(&plan, text)).contains("columns 5 and 6 are both called `Tier`"));
    for (column, segment_at) in [("Tier", 0), ("#6", 1)] {
        plan.segments[0] = segment("KA", matching(column, &["KA"]));
        assert!(deals(&plan, text).unwrap().days.get(&(Some(0), Some(segment_at), day("2026-02-01"))).is_some());
    }
    let twice = text.replace("Tier,", "tier,");
    plan.segments.truncate(0);
    plan.segments.push(segment("all", None));
    plan.deals.columns.insert("stage".into(), "tier".into());
    assert!(said(deals(&plan, &twice)).contains("`#5` or `#6`"));
}

#[test]
fn lines_that_end_as_on_the_first_macintoshes_are_told() {
    let said = said(deals(&plan(), "owner,amount,stage,close date\rAnn,1,Won,2026-02-01\r"));
    assert!(said.contains("bare carriage returns") && said.contains("CSV (Macintosh)"), "{said}");
}

#[test]
fn a_web_page_under_the_name_of_a_workbook_is_told() {
    let cells = "<tr><td>Owner</td><td>Amount</td></tr>\n<tr><td>Ann</td><td>1</td></tr>";
    for text in [
        format!("\n<html>\n<table>{cells}</table></html>"),
        format!("<!DOCTYPE html><table>{cells}</table>"),
        "<?xml version=\"1.0\"?><Workbook><Cell>Owner</Cell></Workbook>".to_owned(),
    ] {
        let said = said(deals(&plan(), &text));
        assert!(said.contains("a web page or XML") && said.contains("save it as `.xlsx`"), "{said}");
    }
    // A name in brackets is none.
    let actuals = deals(&plan(), "<owner>,owner,amount,stage,close date\nx,Ann,1,Won,2026-02-01\n").unwrap();
    assert_eq!(sums(&actuals).1, 1);
}

#[test]
fn the_advice_about_dates_fits_the_dates() {
    for (date, format) in [("02-03-2026", "%d-%m-%Y"), ("02/03/26", "%d/%m/%y"), ("2/3/2026 10:00", "%d/%m/%Y")] {
        let text = format!("owner,amount,stage,close date\nAnn,1,Won,{date}\n");
        let said = said(deals(&plan(), &text));
        assert!(said.contains(&format!("`date_format = \"{format}\"`")), "{said}");
        let mut plan = plan();
        plan.deals.date_format = Some(format.into());
        assert_eq!(sums(&deals(&plan, &text).unwrap()).1, 1, "{date}");
    }
}

/// A sheet with a row for each day and rep, and a column for each step: what is empty is not counted, and 0 is.
#[test]
fn steps_may_have_columns_of_their_own() {
    let text = "日期,姓名,电话,Meetings,备注\n2026-07-06,Ann,30,2,好\n2026-07-06,Bob,,1,\n2026-07-07,Zed,5,0,\n\
        2026-07-08,Ann,,,\n2026-09-07,Ann,25,1,\n2026-07-09,Ann,many,,\n2026-07-09,合计,60,4,\n";
    let actuals = activities(&plan(), text).unwrap();
    let steps = |rep, on| actuals.days.get(&(rep, Some(0), day(on))).map(|fact| fact.steps.to_vec());
    assert_eq!(steps(Some(0), "2026-07-06"), Some(vec![0, 30, 2]));
    assert_eq!(steps(Some(1), "2026-07-06"), Some(vec![0, 0, 1]));
    assert_eq!(steps(None, "2026-07-07"), Some(vec![0, 5, 0]));
    assert_eq!((actuals.ledger.read, actuals.ledger.used, actuals.ledger.rows_ignored()), (7, 4, 2));
    assert_eq!(remarks(&actuals), [(Remark::ActivityAfterAsOf, 1), (Remark::Footer, 1)]);
    assert_eq!((rejects(&actuals)[0].1.as_str(), &actuals.seen), ("电话", &vec![0, 3, 4]));
    assert_eq!(actuals.ledger.strangers.values().sum::<u64>(), 1);
    let planned = activities(&plan(), "Date,Rep,Calls (target),Calls\n2026-07-01,Ann,10,2\n").unwrap();
    assert_eq!(total(&planned).steps, [0, 2, 0]);
    let twice = said(activities(&plan(), "Date,Rep,Calls,电话\n2026-07-01,Ann,10,2\n"));
    assert!(twice.contains("columns 3 `Calls` and 4 `电话` both fit `count`"), "{twice}");
    let other = said(activities(&plan(), &text.replace("电话", "微信").replace("Meetings", "Mails")));
    assert!(other.contains("no column for `type`"), "{other}");
}
