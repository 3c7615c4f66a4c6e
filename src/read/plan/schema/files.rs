//! `[data]`, `[deals]` and `[activities]`.

use super::values::{choice, date, one_or_list, text};
use crate::model::schema::{Member, Schema};
use crate::read::plan::data::{ACTIVITY_FIELDS, DEAL_FIELDS, DELIMITERS, MOST_HEADER, NUMBERS};
use crate::text;

pub fn data() -> Schema {
    let members = vec![
        Member::new(
            "deals",
            one_or_list(text()),
            text!(en: "Deal exports, relative to the plan; `*` and `?` stand for any characters."; zh: "商机导出，路径相对于计划；可用 `*` 和 `?`。"),
        ),
        Member::new("activities", one_or_list(text()), text!(en: "Activity exports."; zh: "活动导出。")),
        Member::new("as_of", date(), text!(en: "The day that these exports were taken."; zh: "这些导出文件的截止日。")),
    ];
    Schema::table(members)
}

pub fn deals() -> Schema {
    let mut members = vec![
        Member::new(
            "columns",
            columns(&DEAL_FIELDS),
            text!(en: "The heading of each column that is used; `#2` is the second."; zh: "各列的表头；`#2` 指第二列。"),
        ),
        Member::new(
            "won",
            one_or_list(text()),
            text!(en: "Stages or statuses that mean won."; zh: "表示赢单的阶段或状态。"),
        ),
        Member::new(
            "lost",
            one_or_list(text()),
            text!(en: "Stages or statuses that mean lost."; zh: "表示输单的阶段或状态。"),
        ),
    ];
    members.extend(how_files_are_written());
    Schema::table(members)
}

pub fn activities() -> Schema {
    let about = text!(en: "The heading of each column that is used; `count` is for sheets that hold totals."; zh: "各列的表头；`count` 用于按日汇总的表。");
    let mut members = vec![Member::new("columns", columns(&ACTIVITY_FIELDS), about)];
    members.extend(how_files_are_written());
    Schema::table(members)
}

fn columns(fields: &[&'static str]) -> Schema {
    Schema::table(fields.iter().map(|field| Member::plain(field, text())).collect())
}

fn how_files_are_written() -> Vec<Member> {
    let delimiters: Vec<&str> = DELIMITERS.iter().map(|(name, _)| *name).collect();
    let numbers: Vec<&str> = NUMBERS.iter().map(|(name, _)| *name).collect();
    vec![
        Member::new(
            "date_format",
            text(),
            text!(en: "As strftime writes it, such as `%d/%m/%Y`; or `excel`, `excel-1904`, `unix`, `unix-ms`."; zh: "strftime 写法，如 `%d/%m/%Y`；或 `excel`、`excel-1904`、`unix`、`unix-ms`。"),
        ),
        Member::new(
            "encoding",
            text(),
            text!(en: "The encoding of the file, such as `gb18030`."; zh: "文件的编码，如 `gb18030`。"),
        ),
        Member::new(
            "delimiter",
            choice(&delimiters),
            text!(en: "What stands between two values."; zh: "值与值之间的分隔符。"),
        ),
        Member::new(
            "header",
            Schema::whole(0, MOST_HEADER.into()),
            text!(en: "The line of the heading row; 0: there is none."; zh: "表头所在的行；0 表示没有。"),
        ),
        Member::new("sheet", text(), text!(en: "The sheet of a workbook."; zh: "工作簿中的工作表。")),
        Member::new("number", choice(&numbers), text!(en: "How numbers are written."; zh: "数字的写法。")),
    ]
}
