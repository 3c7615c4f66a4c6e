//! What can be wrong with a file, in words: where, what, and the way out.

use std::collections::BTreeMap;

use crate::model::diagnostic::Diagnostic;
use crate::model::ledger::Reject;
use crate::model::sentence::{between, harmless, names, suggestion};
use crate::model::text::{Lang, Text};
use crate::read::export::currencies;
use crate::read::export::dates::Sighting;
use crate::read::export::fault::SHOWN;
use crate::read::export::fields::Field;
use crate::read::export::headings::Headings;
use crate::read::export::segments::Wanted;
use crate::text;

/// Headings shown in one message.
const HEADINGS: usize = 12;

pub fn named_twice(file: &str) -> Diagnostic {
    Diagnostic::general(
        text!(en: "{file}: named twice; its rows would count twice"; zh: "{file}：重复给出，其行会重复计算"),
    )
}

pub fn changed(file: &str) -> Diagnostic {
    Diagnostic::general(text!(en: "{file}: the file changed while it was read"; zh: "{file}：读取期间文件被改动"))
}

pub fn no_such_heading(file: &str, table: &str, key: &str, heading: &str, headings: &Headings) -> Diagnostic {
    let (heading_shown, found) = (harmless(heading, SHOWN), names(headings.names(), HEADINGS));
    Diagnostic::general(text!(
        en: "{file}: `{table}.columns.{key}` names `{heading_shown}`, which is no heading of the file";
        zh: "{file}：`{table}.columns.{key}` 指定的 `{heading_shown}` 不在表头中"
    ))
    .help(headings_help(heading, headings, &found))
}

pub fn no_match_column(file: &str, wanted: Wanted, headings: &Headings) -> Diagnostic {
    let (column, found) = (harmless(wanted.column, SHOWN), names(headings.names(), HEADINGS));
    let message = match wanted.segment {
        Some(segment) => text!(
            en: "{file}: segment `{segment}` matches on `{column}`, which is no heading of the file";
            zh: "{file}：细分 `{segment}` 按 `{column}` 匹配，但表头中没有该列"
        ),
        None => text!(
            en: "{file}: `target.secured_match` matches on `{column}`, which is no heading of the file";
            zh: "{file}：`target.secured_match` 按 `{column}` 匹配，但表头中没有该列"
        ),
    };
    let (key, help) = (
        if wanted.segment.is_some() { "match" } else { "secured_match" },
        headings_help(wanted.column, headings, &found),
    );
    let (en, zh) = (help.say(Lang::En), help.say(Lang::Zh));
    Diagnostic::general(message).help(text!(
        en: "{en}; add the column to the export, or change `{key}` in the plan";
        zh: "{zh}；请在导出中加入该列，或修改计划中的 `{key}`"
    ))
}

fn headings_help(meant: &str, headings: &Headings, (found, zh_found): &(String, String)) -> Text {
    match suggestion(meant, headings.names()) {
        Some(near) => {
            text!(en: "did you mean `{near}`? headings found: {found}"; zh: "是否指 `{near}`？表头有：{zh_found}")
        }
        None => text!(en: "headings found: {found}"; zh: "表头有：{zh_found}"),
    }
}

pub fn two_columns(
    file: &str,
    table: &str,
    field: &Field,
    headings: &Headings,
    (one, other): (usize, usize),
) -> Diagnostic {
    let (key, first, second) = (field.key, harmless(headings.get(one), SHOWN), harmless(headings.get(other), SHOWN));
    let (one, other) = (one + 1, other + 1);
    Diagnostic::general(text!(
        en: "{file}: columns {one} `{first}` and {other} `{second}` both fit `{key}`";
        zh: "{file}：第 {one} 列 `{first}` 和第 {other} 列 `{second}` 都可作 `{key}`"
    ))
    .help(columns_help(table, &[key], &if first == second { format!("#{one}") } else { first }))
}

pub fn same_heading(file: &str, headings: &Headings, (one, other): (usize, usize)) -> Diagnostic {
    let heading = harmless(headings.get(one), SHOWN);
    let (one, other) = (one + 1, other + 1);
    Diagnostic::general(text!(
        en: "{file}: columns {one} and {other} are both called `{heading}`";
        zh: "{file}：第 {one} 列和第 {other} 列都叫 `{heading}`"
    ))
    .help(text!(
        en: "name the one that is meant by its position in the plan: `#{one}` or `#{other}`";
        zh: "请在计划中按位置指明：`#{one}` 或 `#{other}`"
    ))
}

fn columns_help(table: &str, keys: &[&str], heading: &str) -> Text {
    let columns = keys.iter().map(|key| format!("{key} = \"{heading}\"")).collect::<Vec<_>>().join(", ");
    text!(
        en: "say which in the plan: `[{table}]` `columns = {{ {columns} }}`";
        zh: "请在计划中指明：`[{table}]` `columns = {{ {columns} }}`"
    )
}

pub fn missing_columns(file: &str, table: &str, missing: &[&Field], headings: &Headings) -> Diagnostic {
    let known = |field: &&Field, lang: Lang| {
        let chinese = |name: &&&str| name.is_ascii() == (lang == Lang::En);
        let some = field.best.iter().filter(chinese).take(3);
        format!("`{}` ({})", field.key, some.copied().collect::<Vec<_>>().join(between(lang)))
    };
    let list = |lang| {
        missing.iter().map(|field| known(field, lang)).collect::<Vec<_>>().join(if lang == Lang::En {
            "; "
        } else {
            "；"
        })
    };
    let (en, zh) = (list(Lang::En), list(Lang::Zh));
    let (found, zh_found) = names(headings.names(), HEADINGS);
    let keys: Vec<&str> = missing.iter().map(|field| field.key).collect();
    Diagnostic::general(text!(
        en: "{file}: no column for {en}; headings found: {found}";
        zh: "{file}：找不到 {zh} 列；表头有：{zh_found}"
    ))
    .help(if keys == ["stage"] {
        text!(
            en: "say which in the plan: `[{table}]` `columns = {{ stage = \"…\" }}`; a list of signed deals needs none where its date is called `signed date`";
            zh: "请在计划中指明：`[{table}]` `columns = {{ stage = \"…\" }}`；若表中全是已签约商机，将日期列命名为 `签约日期` 即可"
        )
    } else {
        columns_help(table, &keys, "…")
    })
}

/// What to do with activities that were given as deals.
pub fn give_as_activities() -> Text {
    text!(
        en: "this looks like an export of activities: give it by `--activities FILE`, or in the plan as `data.activities`";
        zh: "这像是活动导出：请用 `--activities FILE` 提供，或写入计划的 `data.activities`"
    )
}

pub fn open_date(file: &str, table: &str, heading: &str, seen: &Sighting) -> Diagnostic {
    let (heading, value, line) = (harmless(heading, SHOWN), harmless(&seen.value, SHOWN), seen.line);
    Diagnostic::general(text!(
        en: "{file}:{line}: `{value}` in column `{heading}` may put the day or the month first, and no date of the column says which";
        zh: "{file}:{line}：`{heading}` 列的 `{value}` 可能日在前也可能月在前，整列都无法判断"
    ))
    .help(date_help(table, &value))
}

pub fn open_year(file: &str, table: &str, heading: &str, seen: &Sighting) -> Diagnostic {
    let (heading, value, line) = (harmless(heading, SHOWN), harmless(&seen.value, SHOWN), seen.line);
    let sign = value.chars().find(|c| !c.is_ascii_digit()).unwrap_or('/');
    Diagnostic::general(text!(
        en: "{file}:{line}: `{value}` in column `{heading}` may put the year first or last";
        zh: "{file}:{line}：`{heading}` 列的 `{value}` 可能年在前，也可能年在后"
    ))
    .help(text!(
        en: "say which in the plan: `[{table}]` `date_format = \"%y{sign}%m{sign}%d\"` or `\"%d{sign}%m{sign}%y\"`";
        zh: "请在计划中指明：`[{table}]` `date_format = \"%y{sign}%m{sign}%d\"` 或 `\"%d{sign}%m{sign}%y\"`"
    ))
}

pub fn mixed_dates(file: &str, table: &str, heading: &str, (month, day): (&Sighting, &Sighting)) -> Diagnostic {
    let heading = harmless(heading, SHOWN);
    let (month_line, day_line) = (month.line, day.line);
    let (month, day) = (harmless(&month.value, SHOWN), harmless(&day.value, SHOWN));
    Diagnostic::general(text!(
        en: "{file}:{day_line}: column `{heading}` has dates with the day first, `{day}`, and with the month first, `{month}` on line {month_line}";
        zh: "{file}:{day_line}：`{heading}` 列既有日在前的 `{day}`，又有月在前的 `{month}`（第 {month_line} 行）"
    ))
    .help(date_help(table, &day))
}

/// The two formats that a date such as `value` may be in.
fn date_help(table: &str, value: &str) -> Text {
    let date = value.split(' ').next().unwrap_or_default();
    let sign = date.chars().find(|c| !c.is_ascii_digit()).unwrap_or('/');
    let year = if date.rsplit(sign).next().is_some_and(|year| year.len() == 2) { "%y" } else { "%Y" };
    text!(
        en: "say which in the plan: `[{table}]` `date_format = \"%d{sign}%m{sign}{year}\"` or `\"%m{sign}%d{sign}{year}\"`";
        zh: "请在计划中指明：`[{table}]` `date_format = \"%d{sign}%m{sign}{year}\"` 或 `\"%m{sign}%d{sign}{year}\"`"
    )
}

pub fn open_amount(file: &str, table: &str, heading: &str, seen: &Sighting) -> Diagnostic {
    let (heading, value, line) = (harmless(heading, SHOWN), harmless(&seen.value, SHOWN), seen.line);
    Diagnostic::general(text!(
        en: "{file}:{line}: `{value}` in column `{heading}`: no amount of the column says whether such a sign marks thousands or decimals";
        zh: "{file}:{line}：`{heading}` 列的 `{value}`：其中的符号是千位分隔还是小数点，整列都无法判断"
    ))
    .help(number_help(table))
}

pub fn mixed_amounts(file: &str, table: &str, heading: &str, (point, comma): (&Sighting, &Sighting)) -> Diagnostic {
    let heading = harmless(heading, SHOWN);
    let (point_line, comma_line) = (point.line, comma.line);
    let (point, comma) = (harmless(&point.value, SHOWN), harmless(&comma.value, SHOWN));
    Diagnostic::general(text!(
        en: "{file}:{comma_line}: column `{heading}` has amounts with a decimal comma, `{comma}`, and with a decimal point, `{point}` on line {point_line}";
        zh: "{file}:{comma_line}：`{heading}` 列既有以逗号为小数点的 `{comma}`，又有以点为小数点的 `{point}`（第 {point_line} 行）"
    ))
    .help(number_help(table))
}

fn number_help(table: &str) -> Text {
    text!(
        en: "say which in the plan: `[{table}]` `number = \"1,234.5\"` or `\"1.234,5\"`; amounts of the other kind are then rejected one by one";
        zh: "请在计划中指明：`[{table}]` `number = \"1,234.5\"` 或 `\"1.234,5\"`；另一种写法的金额将逐行拒绝"
    )
}

pub fn no_rate(file: &str, line: u64, code: &str) -> Diagnostic {
    let code = harmless(code, SHOWN);
    Diagnostic::general(text!(
        en: "{file}:{line}: an amount in `{code}`, which has no rate in the plan";
        zh: "{file}:{line}：金额币种为 `{code}`，计划中没有其汇率"
    ))
    .help(match code.as_str() {
        "¥" | "￥" => text!(
            en: "add the currency that it stands for to `[currencies]`: `CNY = …` or `JPY = …`";
            zh: "请在 `[currencies]` 中加上它所指的币种：`CNY = …` 或 `JPY = …`"
        ),
        currencies::YUAN => text!(
            en: "add the currency that it stands for to `[currencies]`: `CNY = …`, or `CNY = 1` where it means the plan's own";
            zh: "请在 `[currencies]` 中加上它所指的币种：`CNY = …`；若即为计划的币种，请写 `CNY = 1`"
        ),
        code if code.len() == 3 => {
            text!(en: "add it to `[currencies]`: `{code} = …`"; zh: "请在 `[currencies]` 中加上 `{code} = …`")
        }
        _ => text!(
            en: "write the currency's code in the export, such as `EUR`, and its rate in `[currencies]`";
            zh: "请在导出中写币种代码，如 `EUR`，并在 `[currencies]` 中写明汇率"
        ),
    })
}

pub fn hopeless(file: &str, first: &Reject) -> Diagnostic {
    let (line, why) = (first.place.line, first.why());
    let (en, zh) = (why.say(Lang::En), why.say(Lang::Zh));
    Diagnostic::general(text!(
        en: "{file}: too many of its rows cannot be read; the first is {file}:{line}: {en}";
        zh: "{file}：无法读取的行过多；第一处为 {file}:{line}：{zh}"
    ))
    .help(text!(
        en: "see what each column is taken for with `splan inspect {file}`";
        zh: "用 `splan inspect {file}` 查看各列被当作什么"
    ))
}

pub fn unknown_unit(file: &str, heading: &str, part: &str) -> Diagnostic {
    let (heading, part) = (harmless(heading, SHOWN), harmless(part, SHOWN));
    Diagnostic::general(text!(
        en: "{file}: `{part}` in the heading `{heading}` looks like a unit of its amounts, and is none that is known";
        zh: "{file}：表头 `{heading}` 中的 `{part}` 像是金额单位，但无法识别"
    ))
    .help(text!(
        en: "write the unit and the currency's code in brackets, as in `Amount (k EUR)`; or take the numbers as they stand with `[deals]` `columns = {{ amount = \"{heading}\" }}`";
        zh: "请在括号中写明单位与币种，如 `金额（万元）`；若数字本身无误，可在计划中写 `[deals]` `columns = {{ amount = \"{heading}\" }}`"
    ))
}

pub fn bad_format(table: &str, format: &str, part: &str) -> Diagnostic {
    let (format, part) = (harmless(format, SHOWN), harmless(part, SHOWN));
    Diagnostic::general(text!(
        en: "`{table}.date_format` is `{format}`: `{part}` is missing or not known";
        zh: "`{table}.date_format` 为 `{format}`：缺少或不支持 `{part}`"
    ))
    .help(text!(en: "write day, month and year, as in `%d/%m/%Y`"; zh: "请写出日、月、年，如 `%d/%m/%Y`"))
}

/// Stages without a known meaning, with the deals that look closed in each.
pub fn unclear_stages(file: &str, stages: &BTreeMap<String, u64>) -> Diagnostic {
    let list = stages.iter().take(HEADINGS).map(|(stage, deals)| format!("`{}` ({deals})", harmless(stage, SHOWN)));
    let list: Vec<String> = list.collect();
    let (en, zh) = (list.join(between(Lang::En)), list.join(between(Lang::Zh)));
    Diagnostic::general(text!(
        en: "{file}: deals that look closed have stages of no known meaning: {en}";
        zh: "{file}：一些商机像已关闭，但阶段含义未知：{zh}"
    ))
    .help(text!(
        en: "say in the plan which are won and which are lost: `[deals]` `won = [\"…\"]`, `lost = [\"…\"]`";
        zh: "请在计划中说明哪些是赢单、哪些是输单：`[deals]` `won = [\"…\"]`，`lost = [\"…\"]`"
    ))
}
