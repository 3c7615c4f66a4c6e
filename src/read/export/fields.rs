//! What exports call each field: the headings of the CRMs and of hand-made sheets, compared as [`headings::plain`].
//!
//! [`headings::plain`]: crate::read::export::headings::plain

/// One field of a deal or an activity.
pub struct Field {
    /// Its key in the plan's `columns`.
    pub key: &'static str,
    /// Headings that fit equally well: two of them in one file need the user's word.
    pub best: &'static [&'static str],
    /// Headings for want of a better one, in this order.
    pub also: &'static [&'static str],
}

impl Field {
    /// Its key; several columns may share one, of which each is a field of its own.
    pub fn name(&self) -> &'static str {
        self.best.first().or(self.also.first()).copied().unwrap_or(self.key)
    }
}

/// Every field of a deal, and of an activity: by these a heading row is found.
pub const OF_DEALS: [&Field; 13] = [
    &OWNER, &ID, &STAGE, &STATUS, &AMOUNT, &ACTUAL_AMOUNT, &CURRENCY, &CREATED, &CLOSED, &ACTUALLY_CLOSED, &WON_ON,
    &EXPECTED, &PROBABILITY,
];
pub const OF_ACTIVITIES: [&Field; 6] =
    [&ACTIVITY_OWNER, &ACTIVITY_DATE, &ACTIVITY_TYPE, &COUNT, &DONE, &TASK_STATUS];

/// Words before a heading that say only what the row is.
pub const DEAL_PREFIXES: [&str; 7] = ["deal ", "opportunity ", "potential ", "商机", "销售机会", "业务机会", "订单"];
pub const ACTIVITY_PREFIXES: [&str; 4] = ["activity ", "event ", "task ", "活动"];

pub const OWNER: Field = Field {
    key: "owner",
    best: &[
        "owner", "owner name", "owner full name", "sales agent", "agent", "salesperson", "sales person", "sales rep",
        "rep", "representative", "sales representative", "account executive", "ae", "seller", "sales owner", "rep name",
        "负责人", "销售", "销售员", "销售人员", "销售代表", "业务员", "业务人员", "客户经理", "跟进人", "所有人", "销售负责人",
        "跟进负责人", "业务负责人", "项目负责人", "责任人", "归属人", "所属销售", "归属销售", "跟进销售", "销售姓名", "所有者", "负责销售",
    ],
    also: &[
        "assigned to", "responsible person", "responsible", "account manager", "user", "user id", "user id/name", "提交人", "创建人",
        "owner email", "owner id", "owner.name", "owner: full name", "hubspot owner id", "ownerid",
    ],
};

/// Columns beside the owner's name that may hold another of a rep's names.
pub const OWNER_KEYS: [&str; 10] = [
    "owner email", "owner e mail", "owner id", "owner.id", "owner alias", "user id/id", "负责人id", "负责人工号",
    "负责人邮箱", "工号",
];

pub const ID: Field = Field {
    key: "id",
    best: &[],
    also: &[
        "id", "record id", "pipedrive system id", "(do not modify) opportunity", "编号", "数据id", "external id",
        "number", "no", "no.", "deal id", "合同编号", "项目编号", "单据编号", "编码", "唯一性id",
    ],
};

pub const NAME: Field = Field {
    key: "name",
    best: &[],
    also: &["name", "title", "topic", "opportunity", "deal", "potential", "名称", "项目名称", "主题", "机会名称", "合同名称", "项目"],
};

pub const ACCOUNT: Field = Field {
    key: "account",
    best: &[],
    also: &[
        "account name", "account", "customer name", "customer", "company name", "company", "organization",
        "associated company", "potential customer", "客户名称", "客户名", "客户全称", "客户", "公司名称", "单位名称", "公司",
    ],
};

pub const PROBABILITY: Field = Field {
    key: "probability",
    best: &[],
    also: &[
        "probability", "deal probability", "win probability", "close probability", "win %", "confidence", "赢率", "赢单率",
        "赢单概率", "成交概率", "概率", "可能性", "成功率", "把握度",
    ],
};

/// Which part of the deal each owner has.
pub const SPLIT: Field = Field {
    key: "split",
    best: &[
        "split", "split %", "split percent", "split percentage", "owner split", "credit split", "revenue split",
        "split share", "owner share", "分成", "分成比例", "分摊比例", "业绩占比", "业绩比例", "业绩分成", "业绩分配比例",
    ],
    also: &[],
};

/// When anybody last did something about the deal.
pub const LAST_ACTIVITY: Field = Field {
    key: "last_activity",
    best: &[],
    also: &[
        "last activity", "last activity date", "last activity time", "last contacted", "last contact date",
        "last touch", "最后跟进时间", "最后跟进日期", "最近跟进时间", "最近跟进日期", "最新跟进时间", "最近活动时间",
        "最近联系时间", "上次活动", "上次活动日期", "最后活动日期", "最后活动时间",
    ],
};

pub const STAGE: Field = Field {
    key: "stage",
    best: &["stage", "stage name", "sales stage", "pipeline stage", "stagename", "阶段", "阶段名称", "销售阶段", "跟进阶段", "项目阶段"],
    also: &["pipeline phase", "phase", "dealstage", "stage id", "stage id/name", "当前阶段", "项目状态", "跟进状态"],
};

pub const STATUS: Field = Field {
    key: "status",
    best: &["status", "state", "outcome", "状态", "销售状态", "成交状态", "赢单状态", "结果"],
    // What Odoo has of deals that are lost: its stages know only those that are won.
    also: &["won/lost", "statecode", "active"],
};

/// Columns of yes and no. No key of the plan names them, so that of several the first is taken.
pub const WON_FLAG: Field = Field {
    key: "",
    best: &[],
    also: &["is closed won", "hs is closed won", "is won", "iswon", "是否赢单", "是否成交", "是否中标", "是否签约"],
};
pub const LOST_FLAG: Field = Field {
    key: "",
    best: &[],
    also: &["is closed lost", "hs is closed lost", "is lost", "islost", "是否输单", "是否丢单"],
};
pub const CLOSED_FLAG: Field = Field {
    key: "",
    best: &[],
    also: &["is closed", "isclosed", "is deal closed?", "is deal closed", "hs is closed", "是否关闭", "是否结单"],
};
pub const VOID_FLAG: Field = Field {
    key: "",
    best: &[],
    also: &["is deleted", "isdeleted", "deleted", "是否作废", "是否删除", "是否已删除", "生命状态"],
};

pub const AMOUNT: Field = Field {
    key: "amount",
    best: &[
        "amount", "value", "close value", "contract value", "contract amount", "金额", "合同金额", "签约金额",
        "销售金额", "合同额", "签约额", "销售额", "含税金额", "合同总额", "合同总金额", "签单金额",
    ],
    also: &[
        "total amount", "amount in company currency", "est. revenue", "est revenue", "estimated revenue", "expected amount", "estimated amount", "forecast amount",
        "expected value", "estimated value",
        "expected revenue", "planned revenue", "revenue", "预计金额", "预计成交金额", "预计销售金额", "预计签约金额",
        "total", "tcv", "acv", "arr", "deal size", "成交额", "总金额", "预估金额", "预计收入", "预计签单金额", "预计合同金额",
        "项目金额", "价税合计", "中标金额", "预期收益", "预计合同额", "预计签约额", "预计成交额", "预计销售额", "signed amount",
        "booked amount", "estimatedvalue",
    ],
};

/// Amounts that are agreed on: beside one that is expected, that of a closed deal.
pub const OF_CONTRACTS: [&str; 14] = [
    "合同金额", "签约金额", "合同额", "签约额", "合同总额", "合同总金额", "签单金额", "中标金额", "成交额", "contract value",
    "contract amount", "close value", "signed amount", "booked amount",
];

/// The amount that an open deal may bring, where the file has one of contracts beside it.
pub const EXPECTED_AMOUNT: Field = Field {
    key: "amount",
    best: &[],
    also: &[
        "expected amount", "estimated amount", "forecast amount", "expected value", "estimated value", "预计金额",
        "预估金额", "预计成交金额", "预计销售金额", "预计签约金额", "预计签单金额", "预计合同金额", "预计合同额", "预计签约额", "预计成交额",
        "预计销售额", "预计收入", "商机金额", "机会金额", "est. revenue", "est revenue", "estimated revenue", "estimatedvalue",
    ],
};

/// The amount that a closed deal really had, where the file has a column of its own for it.
pub const ACTUAL_AMOUNT: Field = Field {
    key: "amount",
    best: &[
        "actual revenue", "actual amount", "actual value", "won amount", "won value", "成交金额", "实际金额", "实际成交金额",
        "实际收入", "实际签约金额", "实际合同金额", "实际签单金额", "实际销售金额", "实际成交额", "最终金额", "最终成交金额", "最终合同金额",
        "最终签约金额",
    ],
    also: &[],
};

pub const CURRENCY: Field = Field {
    key: "currency",
    best: &["currency", "currency of value", "currency code", "currency iso code", "币种", "货币"],
    also: &["amount currency", "金额 货币", "金额货币", "金额 币种", "金额币种", "币别"],
};

pub const CREATED: Field = Field {
    key: "created",
    best: &[
        "created date", "create date", "created time", "create time", "created on", "created at", "created",
        "date created", "creation date", "engage date", "open date", "opened date", "创建时间", "创建日期",
        "立项日期", "立项时间", "录入日期", "录入时间", "新建日期", "新建时间",
    ],
    also: &["提交时间", "add time", "added on", "start date", "登记日期", "建档日期", "添加时间", "添加日期", "报备日期", "报备时间", "createdon", "createddate", "createdate", "创建于"],
};

/// Close dates of which the file does not say whether they are expected or actual.
pub const CLOSED: Field = Field {
    key: "closed",
    best: &[
        "close date", "closing date", "date closed", "closedate", "成交日期", "成交时间", "签约日期",
        "签约时间", "签单日期", "合同日期", "结单日期", "关闭日期",
    ],
    also: &[
        "close", "closed", "order date", "下单日期", "signed", "signed on", "signed date", "date signed", "signing date",
        "contract date", "closing", "签单日", "签单时间", "成单日期", "成单时间", "签订日期", "签署日期", "合同签订日期",
        "合同签署日期", "结束日期", "截止日期", "关闭时间", "结单时间", "关单日期", "关单时间", "合同时间", "合同签订时间",
        "合同签署时间", "完成日期", "完成时间",
    ],
};

/// Parts of a heading whose date is that of a signature: a sheet without stages that has it lists what is won.
pub const OF_SIGNING: [&str; 7] = ["won", "signed", "signing", "contract", "赢单", "签", "合同日期"];

pub const ACTUALLY_CLOSED: Field = Field {
    key: "closed",
    best: &[
        "actual close date", "actual closing date", "closed date", "closed on", "closed time", "close time",
        "实际成交日期", "实际结单日期", "实际关闭日期", "实际签约日期", "实际结束日期",
    ],
    also: &[
        "closed at", "实际签单日期", "实际成单日期", "实际成交时间", "实际结单时间", "实际关闭时间", "实际签约时间", "实际结束时间",
        "实际签单时间", "实际成单时间", "booking date", "booked on", "actualclosedate", "阶段变更时间",
    ],
};

pub const WON_ON: Field =
    Field { key: "closed", best: &["won time", "won date", "won on", "date won", "赢单时间", "赢单日期"], also: &["won at"] };

pub const LOST_ON: Field =
    Field { key: "closed", best: &["lost time", "lost date", "lost on", "date lost", "输单时间", "输单日期"], also: &["lost at"] };

pub const EXPECTED: Field = Field {
    key: "closed",
    best: &[
        "expected close date", "expected closing", "expected closing date", "est. close date", "est close date",
        "estimated close date", "expected close", "target close date", "forecast close date", "预计成交日期", "预计成交时间", "预计结单日期", "预计签约日期",
        "预计签约时间", "预计签单日期", "预计签单时间", "预计成单日期", "预计成单时间", "预计关闭日期", "预计结束日期",
    ],
    also: &["date deadline", "预计结单时间", "预计关闭时间", "预计结束时间", "expected close time", "预计成交", "预计签约", "预计签单", "预计成单", "预计结单", "estimatedclosedate"],
};

pub const ACTIVITY_OWNER: Field = Field {
    key: "owner",
    best: &[
        "owner", "assigned", "assigned to", "assigned to user", "call owner", "sales agent", "agent", "salesperson",
        "sales rep", "rep", "负责人", "跟进人", "销售", "销售员", "销售人员", "销售代表", "业务员", "拜访人", "员工",
    ],
    also: &["user", "host", "已分配", "name", "姓名", "提交人", "创建人", "created by", "owner email", "owner id"],
};

pub const ACTIVITY_DATE: Field = Field {
    key: "date",
    best: &["date", "call start time", "meeting start time", "start datetime", "start date", "通话时间", "日期", "跟进时间", "跟进日期", "拜访时间", "拜访日期"],
    also: &[
        "marked as done time", "completed date", "due date", "start time", "创建时间", "提交时间", "created time",
        "created date",
    ],
};

pub const ACTIVITY_TYPE: Field = Field {
    key: "type",
    best: &["type", "activity", "互动方式", "类型", "活动类型", "跟进方式", "跟进类型", "拜访方式"],
    also: &["方式", "subtype", "任务子类型"],
};

pub const COUNT: Field = Field { key: "count", best: &["count", "次数", "数量", "quantity", "qty"], also: &[] };

/// Says whether a task was done; empty where it was not.
pub const DONE: Field = Field { key: "done", best: &["done", "completed", "是否完成", "完成状态"], also: &[] };

/// How far a task has come; empty where that is not tracked.
pub const TASK_STATUS: Field = Field { key: "status", best: &["status", "state", "状态"], also: &[] };

/// Headings of columns that say the same of calls and meetings, some beside what became of them.
pub const OUTCOMES: [&str; 9] = [
    "call type", "call status", "outgoing call status", "call outcome", "meeting status", "meeting outcome", "任务状态",
    "拜访状态", "通话状态",
];

/// What such columns hold where a task is still to be done, or never will be.
pub const NOT_DONE: [&str; 40] = [
    "no", "n", "false", "0", "open", "not started", "in progress", "to do", "todo", "planned", "scheduled", "deferred",
    "waiting", "waiting on someone else", "waiting for input", "pending", "canceled", "cancelled", "未完成", "待办",
    "未开始", "进行中", "否", "已取消", "待执行", "missed", "overdue", "rescheduled", "no show", "no-show", "noshow",
    "not held", "not completed", "incomplete", "已逾期", "未接", "未拜访", "未进行", "已改期", "未执行",
];

/// Headings that only files of one kind of activity have, and the type that they stand for.
pub const KINDS: [(&str, &str); 14] = [
    ("call start time", "call"),
    ("call owner", "call"),
    ("call duration", "call"),
    ("call title", "call"),
    ("call outcome", "call"),
    ("通话时间", "call"),
    ("meeting start time", "meeting"),
    ("meeting title", "meeting"),
    ("meeting id", "meeting"),
    ("event owner", "meeting"),
    ("task owner", "task"),
    ("start datetime", "meeting"),
    ("拜访时间", "拜访"),
    ("拜访日期", "拜访"),
];
