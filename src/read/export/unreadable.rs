//! Why a file cannot be read as records, in words.

use std::io;

use crate::model::diagnostic::Diagnostic;
use crate::model::sentence::{harmless, names};
use crate::model::text::Text;
use crate::read::export::encoding::Unclear;
use crate::read::export::records::{Broken, LONGEST_ROW, MOST_COLUMNS};
use crate::read::export::workbook::BadBook;
use crate::text;

/// Sheets named in one message.
const SHEETS: usize = 12;

/// `table` is the plan's about files of this kind.
pub fn broken(file: &str, table: &str, broken: &Broken) -> Diagnostic {
    match broken {
        Broken::Io(error) => Diagnostic::general(cannot_read(file, error)),
        Broken::Encoding(encoding, line) => {
            let name = encoding.name();
            Diagnostic::general(
                text!(en: "{file}:{line}: a byte that is not {name}"; zh: "{file}:{line}：有不属于 {name} 编码的字节"),
            )
            .help(encoding_help(table))
        }
        Broken::Unclear(Unclear::Broken(line)) => Diagnostic::general(
            text!(en: "{file}:{line}: a broken character in a file that is UTF-8 elsewhere"; zh: "{file}:{line}：文件为 UTF-8 编码，但此行有损坏的字符"),
        )
        .help(text!(en: "mend the line, or export the file again"; zh: "请修正该行，或重新导出")),
        Broken::Unclear(Unclear::Unknown(line)) => Diagnostic::general(
            text!(en: "{file}:{line}: the encoding of the file cannot be told"; zh: "{file}:{line}：无法判断文件的编码"),
        )
        .help(encoding_help(table)),
        Broken::Workbook(bad) => workbook(file, table, bad),
        Broken::Binary(line) => Diagnostic::general(
            text!(en: "{file}:{line}: the file is binary, not text"; zh: "{file}:{line}：文件是二进制，不是文本"),
        )
        .help(text!(en: "export it as CSV or as a workbook"; zh: "请导出为 CSV 或工作簿")),
        Broken::OpenQuote(line, column) => {
            let column = column + 1;
            Diagnostic::general(text!(
                en: "{file}:{line}: the quote that opens in column {column} is never closed; everything after it would be lost";
                zh: "{file}:{line}：第 {column} 列的引号没有结束，其后的内容都会丢失"
            ))
            .help(text!(en: "close the quote, or export the file again"; zh: "请补上引号，或重新导出"))
        }
        Broken::LongRow(line) => {
            let most = LONGEST_ROW >> 20;
            Diagnostic::general(
                text!(en: "{file}:{line}: a row of more than {most} MiB"; zh: "{file}:{line}：一行超过 {most} MiB"),
            )
            .help(text!(en: "look for a quote that opens there and is never closed"; zh: "请检查该处是否有未结束的引号"))
        }
        Broken::WideRow(line) => Diagnostic::general(
            text!(en: "{file}:{line}: a row of more than {MOST_COLUMNS} cells"; zh: "{file}:{line}：一行超过 {MOST_COLUMNS} 个单元格"),
        )
        .help(text!(en: "no export has as many columns; check the delimiter"; zh: "导出不会有这么多列；请检查分隔符")),
        Broken::Markup => Diagnostic::general(text!(
            en: "{file}: a web page or XML, whatever its name says";
            zh: "{file}：内容是网页或 XML，与文件名无关"
        ))
        .help(text!(
            en: "open it in Excel or WPS and save it as `.xlsx`, or export CSV";
            zh: "请用 Excel 或 WPS 打开后另存为 `.xlsx`，或改为导出 CSV"
        )),
        Broken::CarriageReturns => Diagnostic::general(text!(
            en: "{file}: the lines end with bare carriage returns, as on the first Macintoshes";
            zh: "{file}：行以单个回车符结束，是早期 Macintosh 的格式"
        ))
        .help(text!(
            en: "save it again as `CSV` or `CSV UTF-8`, not as `CSV (Macintosh)`";
            zh: "请另存为 `CSV` 或 `CSV UTF-8`，不要选 `CSV (Macintosh)`"
        )),
        Broken::NoHeadings(line) => Diagnostic::general(
            text!(en: "{file}:{line}: the first row is one of data, not of headings"; zh: "{file}:{line}：第一行是数据，不是表头"),
        )
        .help(text!(
            en: "add a heading row, say where it is with `[{table}]` `header = 3`, or map columns by position: `columns = {{ owner = \"#1\", … }}`";
            zh: "请加上表头，用 `[{table}]` `header = 3` 指明所在行，或按位置指定列：`columns = {{ owner = \"#1\", … }}`"
        )),
        Broken::DataAbove(line, header) => Diagnostic::general(text!(
            en: "{file}:{line}: a row of data above the headings, which are on line {header}";
            zh: "{file}:{line}：数据行位于第 {header} 行的表头之上"
        ))
        .help(text!(
            en: "move the heading row to the top, as sorting may have moved it, or export the file again";
            zh: "请把表头移到最上面（可能被排序移动），或重新导出"
        )),
        Broken::NoSuchLine(line) => Diagnostic::general(
            text!(en: "{file}: no row starts on line {line}, where `{table}.header` puts the headings"; zh: "{file}：`{table}.header` 指定的第 {line} 行不是一行的开始"),
        ),
        Broken::Empty => Diagnostic::general(
            text!(en: "{file}: the file is empty; not even a heading row"; zh: "{file}：文件为空，连表头都没有"),
        ),
    }
}

fn encoding_help(table: &str) -> Text {
    text!(
        en: "say which in the plan: `[{table}]` `encoding = \"gb18030\"`, or save the file as UTF-8; one that was cut off there has to be exported again";
        zh: "请在计划中指明：`[{table}]` `encoding = \"gb18030\"`，或另存为 UTF-8；若文件在此处被截断，请重新导出"
    )
}

fn workbook(file: &str, table: &str, bad: &BadBook) -> Diagnostic {
    match bad {
        BadBook::TooLarge => Diagnostic::general(text!(
            en: "{file}: the workbook takes more room than one of deals does: it unpacks to too much, or has a cell far out";
            zh: "{file}：工作簿解压后过大，或有单元格位置过远，不像是商机数据"
        ))
        .help(text!(en: "export the sheet as CSV"; zh: "请把该表导出为 CSV")),
        BadBook::Other => Diagnostic::general(text!(
            en: "{file}: an archive, or a workbook of a kind that cannot be read";
            zh: "{file}：是压缩包，或无法读取的工作簿类型"
        ))
        .help(text!(en: "unpack it, or save it as `.xlsx` or CSV"; zh: "请解压，或另存为 `.xlsx` 或 CSV")),
        BadBook::Damaged(why) => {
            let why = harmless(why, 120);
            Diagnostic::general(text!(
                en: "{file}: the workbook is damaged or locked: {why}";
                zh: "{file}：工作簿已损坏或加密：{why}"
            ))
            .help(text!(en: "open it and save it again without a password"; zh: "请打开后不加密码重新保存"))
        }
        BadBook::NoSheet(name, sheets) => {
            let (name, (sheets, zh_sheets)) = (harmless(name, 40), names(sheets, SHEETS));
            Diagnostic::general(
                text!(en: "{file}: there is no sheet `{name}`"; zh: "{file}：没有名为 `{name}` 的工作表"),
            )
            .help(text!(en: "sheets found: {sheets}"; zh: "工作表有：{zh_sheets}"))
        }
        BadBook::ManySheets(count) => Diagnostic::general(text!(
            en: "{file}: {count} sheets, too many to look for deals in each";
            zh: "{file}：有 {count} 个工作表，过多而无法逐一查找"
        ))
        .help(text!(
            en: "name the one with the deals: `{file}#SHEET`, or `[{table}]` `sheet = …` in the plan";
            zh: "请指定商机所在的表：`{file}#工作表`，或在计划的 `[{table}]` 中写 `sheet = …`"
        )),
        BadBook::Alike(sheets) => {
            let (list, zh_list) = names(sheets, SHEETS);
            let first = sheets.first().map(|sheet| harmless(sheet, 40)).unwrap_or_default();
            Diagnostic::general(text!(
                en: "{file}: several sheets look alike: {list}";
                zh: "{file}：有多个相似的工作表：{zh_list}"
            ))
            .help(text!(
                en: "name each that counts as an input of its own, as in `{file}#{first}`, or one in the plan: `[{table}]` `sheet = \"{first}\"`";
                zh: "请把需要的表逐一写成输入，如 `{file}#{first}`，或在计划中指定：`[{table}]` `sheet = \"{first}\"`"
            ))
        }
    }
}

fn cannot_read(file: &str, error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::NotFound => text!(en: "{file}: there is no such file"; zh: "{file}：文件不存在"),
        io::ErrorKind::IsADirectory => {
            text!(en: "{file}: this is a folder, not a file"; zh: "{file}：这是文件夹，不是文件")
        }
        io::ErrorKind::PermissionDenied => text!(en: "{file}: not allowed to read it"; zh: "{file}：没有读取权限"),
        _ => text!(en: "{file}: cannot be read: {error}"; zh: "{file}：无法读取：{error}"),
    }
}
