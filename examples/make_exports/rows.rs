//! Deals and activities as the rows of a CRM's export, header first.

use chrono::NaiveDate;

use crate::{
    activities::Activity,
    deals::{Deal, Kind, Outcome},
    story::Market,
};

pub fn deals(market: &Market, deals: &[Deal]) -> Vec<Vec<String>> {
    let header: &[&str] = match market.language {
        "zh" => &[
            "商机编号",
            "商机名称",
            "客户名称",
            "客户级别",
            "负责人",
            "归属部门",
            "商机金额",
            "商机阶段",
            "商机状态",
            "赢率",
            "创建时间",
            "预计成交日期",
            "最后跟进时间",
        ],
        _ => &[
            "Opportunity ID",
            "Opportunity Name",
            "Account Name",
            "Customer Tier",
            "Opportunity Owner",
            "Type",
            "Amount",
            "Stage",
            "Probability (%)",
            "Created Date",
            "Close Date",
            "Last Activity",
        ],
    };
    let row = if market.language == "zh" { chinese_deal } else { english_deal };
    table(header, deals.iter().map(|deal| row(market, deal)))
}

pub fn activities(market: &Market, activities: &[Activity]) -> Vec<Vec<String>> {
    let header: &[&str] = match market.language {
        "zh" => &["创建时间", "负责人", "互动方式", "客户名称"],
        _ => &["Date", "Assigned", "Type", "Subject"],
    };
    let date = if market.language == "zh" { iso } else { american };
    table(header, activities.iter().map(|a| vec![date(a.day), a.owner.into(), a.kind.into(), a.about.clone()]))
}

fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let header = header.iter().map(|&name| name.to_owned()).collect();
    std::iter::once(header).chain(rows).collect()
}

fn english_deal(market: &Market, deal: &Deal) -> Vec<String> {
    let (stage, probability) = match deal.outcome {
        Outcome::Open(stage) => open_stage(market, stage),
        Outcome::Won => ("Closed Won", 100),
        Outcome::Lost | Outcome::Void => ("Closed Lost", 0),
    };
    vec![
        format!("006Q9000{:07}", deal.id * 7),
        format!("{} - {}", deal.customer, deal.product),
        deal.customer.clone(),
        deal.tier.into(),
        deal.owner.name.clone(),
        if deal.kind == Kind::Renewal { "Renewal" } else { "New Business" }.into(),
        deal.amount.map(|amount| format!("{amount}.00")).unwrap_or_default(),
        stage.into(),
        probability.to_string(),
        american(deal.created),
        deal.close.map(american).unwrap_or_default(),
        american(deal.last_activity),
    ]
}

fn chinese_deal(market: &Market, deal: &Deal) -> Vec<String> {
    let (stage, status, probability) = match deal.outcome {
        Outcome::Open(stage) => {
            let (stage, probability) = open_stage(market, stage);
            (stage, "进行中", probability)
        }
        Outcome::Won => ("赢单", "赢单", 100),
        Outcome::Lost => ("输单", "输单", 0),
        Outcome::Void => ("无效", "无效", 0),
    };
    vec![
        format!("SJ{}{:04}", deal.created.format("%Y%m"), deal.id),
        format!("{}{}项目", deal.customer, deal.product),
        deal.customer.clone(),
        deal.tier.into(),
        deal.owner.name.clone(),
        format!("{}销售部", deal.owner.team),
        deal.amount.map(|amount| amount.to_string()).unwrap_or_default(),
        stage.into(),
        status.into(),
        probability.to_string(),
        iso(deal.created),
        deal.close.map(iso).unwrap_or_default(),
        iso(deal.last_activity),
    ]
}

fn open_stage(market: &Market, number: usize) -> (&str, u32) {
    (&market.stages[number].name, market.stages[number].probability)
}

fn iso(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

fn american(day: NaiveDate) -> String {
    day.format("%-m/%-d/%Y").to_string()
}
