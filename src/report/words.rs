//! Labels that reports share, in the terms of the model.

use crate::model::status::Status;
use crate::model::text::Text;

/// A column or row heading; see the table of terms in the model's documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Company,
    Team,
    Rep,
    Segment,
    Period,
    WorkingDays,
    Target,
    Stretch,
    Secured,
    Assigned,
    Quota,
    Commit,
    Revenue,
    Deals,
    Step,
    Rate,
    Need,
    Lead,
    Ramp,
    AverageDeal,
    OpeningPipeline,
    Load,
    Plan,
    PlanToDate,
    Actual,
    Gap,
    Attainment,
    Status,
    Pace,
    Remaining,
    NeededPerDay,
    Coverage,
    NeededCoverage,
    Forecast,
    Pipeline,
    Stage,
    Owner,
    Amount,
    Weighted,
    DueAmount,
    CloseDate,
    MedianAge,
    Overdue,
    Silent,
    Undated,
    Bridge,
    CatchUp,
    Volume,
    Mix,
    Open,
    ToDo,
    TooLate,
    Measured,
    LatestDay,
    ThisWeek,
    PerDay,
    Conversion,
    AsOf,
    Total,
}

impl Word {
    pub fn text(self) -> Text {
        let (en, zh) = match self {
            Word::Company => ("company", "公司"),
            Word::Team => ("team", "团队"),
            Word::Rep => ("rep", "销售"),
            Word::Segment => ("segment", "细分"),
            Word::Period => ("period", "期间"),
            Word::WorkingDays => ("working days", "工作日"),
            Word::Target => ("target", "目标"),
            Word::Stretch => ("stretch", "挑战"),
            Word::Secured => ("secured", "已确定"),
            Word::Assigned => ("assigned", "已分配"),
            Word::Quota => ("quota", "指标"),
            Word::Commit => ("commit", "承诺"),
            Word::Revenue => ("revenue", "收入"),
            Word::Deals => ("deals", "成交"),
            Word::Step => ("step", "漏斗环节"),
            Word::Rate => ("rate", "转化率"),
            Word::Need => ("need", "单位需求"),
            Word::Lead => ("lead", "提前期"),
            Word::Ramp => ("ramp", "爬坡"),
            Word::AverageDeal => ("average deal", "客单价"),
            Word::OpeningPipeline => ("opening pipeline", "期初储备"),
            Word::Load => ("load", "负荷"),
            Word::Plan => ("plan", "计划"),
            Word::PlanToDate => ("plan to date", "截止日计划"),
            Word::Actual => ("actual", "实际"),
            Word::Gap => ("gap", "差距"),
            Word::Attainment => ("attainment", "达成率"),
            Word::Status => ("status", "状态"),
            Word::Pace => ("pace", "进度推算"),
            Word::Remaining => ("remaining", "剩余"),
            Word::NeededPerDay => ("needed per day", "日均需"),
            Word::Coverage => ("coverage", "覆盖率"),
            Word::NeededCoverage => ("needed", "所需覆盖率"),
            Word::Forecast => ("forecast", "预测"),
            Word::Pipeline => ("pipeline", "商机储备"),
            Word::Stage => ("stage", "阶段"),
            Word::Owner => ("owner", "负责人"),
            Word::Amount => ("amount", "金额"),
            Word::Weighted => ("weighted", "加权金额"),
            Word::DueAmount => ("due in period", "期内到期"),
            Word::CloseDate => ("close date", "预计成交"),
            Word::MedianAge => ("median age", "中位天数"),
            Word::Overdue => ("overdue", "已逾期"),
            Word::Silent => ("silent", "无跟进"),
            Word::Undated => ("no date", "无日期"),
            Word::Bridge => ("bridge", "因素分析"),
            Word::CatchUp => ("catch-up", "追赶"),
            Word::Volume => ("volume", "数量"),
            Word::Mix => ("mix", "结构"),
            Word::Open => ("open", "进行中"),
            Word::ToDo => ("to do", "待完成"),
            Word::TooLate => ("too late", "来不及"),
            Word::Measured => ("measured", "按实测"),
            Word::LatestDay => ("latest day", "最晚日期"),
            Word::ThisWeek => ("this week", "本周"),
            Word::PerDay => ("per day", "日均"),
            Word::Conversion => ("conversion", "转化"),
            Word::AsOf => ("as-of", "截止日"),
            Word::Total => ("total", "合计"),
        };
        Text::new(en, zh)
    }
}

/// A status for people: a shape and a word, so that nobody needs to see its colour.
pub fn status(status: Status) -> Text {
    match status {
        Status::Green => Text::new("● green", "● 绿"),
        Status::Amber => Text::new("▲ amber", "▲ 黄"),
        Status::Red => Text::new("■ red", "■ 红"),
    }
}

/// A truth for people.
pub fn yes_no(yes: bool) -> Text {
    if yes { Text::new("yes", "是") } else { Text::new("no", "否") }
}

/// Before a problem that stops the work.
pub fn error() -> Text {
    Text::new("error", "错误")
}

/// Before a problem that does not.
pub fn warning() -> Text {
    Text::new("warning", "警告")
}

/// Before a remark about a result.
pub fn note() -> Text {
    Text::new("note", "说明")
}

/// Above remarks about a result.
pub fn notes() -> Text {
    Text::new("notes", "说明")
}

/// Before the way out of a problem.
pub fn help() -> Text {
    Text::new("help", "建议")
}
