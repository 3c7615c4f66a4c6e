//! What was detected about the file itself, and why.

use crate::model::inspection::{Trait, Trust};
use crate::model::plan::{FileHints, Plan};
use crate::model::sentence::harmless;
use crate::model::text::Text;
use crate::read::export::Kind;
use crate::read::export::dialect::Form;
use crate::read::export::encoding::Because;
use crate::read::export::sheet::Sheet;
use crate::read::export::workbook::BookKind;
use crate::text;

pub fn traits(sheet: &Sheet, plan: &Plan) -> Vec<Trait> {
    let hints = match sheet.input.kind {
        Kind::Deals => &plan.deals.file,
        Kind::Activities => &plan.activities.file,
    };
    let mut traits = match &sheet.dialect.form {
        Form::Text { encoding, because, delimiter } => vec![
            Trait { key: "encoding", value: encoding.name().to_owned(), why: why(*because), trust: trust(*because) },
            delimiter_trait(*delimiter, hints, sheet),
        ],
        Form::Book { kind, sheet: name } => vec![sheet_trait(*kind, name, sheet, hints)],
    };
    traits.push(header_trait(sheet, hints));
    traits
}

fn why(because: Because) -> Text {
    match because {
        Because::Stated => by_plan(),
        Because::ByteOrderMark => text!(en: "its byte order mark says so"; zh: "有字节顺序标记"),
        Because::Zeros => text!(en: "every second byte of plain letters is 0"; zh: "普通字母的另一字节均为 0"),
        Because::Valid => text!(en: "the bytes looked at are valid as they stand"; zh: "已查看的字节均有效"),
        Because::Ascii => text!(en: "plain ASCII"; zh: "仅含 ASCII 字符"),
        Because::Chinese => {
            text!(en: "no byte is invalid, and the characters are everyday Chinese"; zh: "没有无效字节，且为常用汉字")
        }
        Because::Western => {
            text!(en: "no UTF-8, and accented letters stand alone"; zh: "不是 UTF-8，带变音符的字母单独出现")
        }
    }
}

fn trust(because: Because) -> Trust {
    match because {
        Because::Stated => Trust::Stated,
        Because::ByteOrderMark | Because::Valid | Because::Ascii => Trust::Certain,
        Because::Zeros | Because::Chinese | Because::Western => Trust::Likely,
    }
}

fn by_plan() -> Text {
    text!(en: "the plan says so"; zh: "计划中指定")
}

fn known_headings(sheet: &Sheet) -> Text {
    let (known, all) = (sheet.dialect.known, sheet.headings.names().count());
    text!(en: "{known} of {all} headings are known"; zh: "{all} 个表头中有 {known} 个可识别")
}

fn delimiter_trait(delimiter: u8, hints: &FileHints, sheet: &Sheet) -> Trait {
    let value = if delimiter == b'\t' { "tab".to_owned() } else { char::from(delimiter).to_string() };
    let (why, trust) = match hints.delimiter {
        Some(_) => (by_plan(), Trust::Stated),
        None => (known_headings(sheet), trust_in_headings(sheet)),
    };
    Trait { key: "delimiter", value, why, trust }
}

fn trust_in_headings(sheet: &Sheet) -> Trust {
    if sheet.dialect.known > 2 { Trust::Certain } else { Trust::Likely }
}

fn sheet_trait(kind: BookKind, name: &str, sheet: &Sheet, hints: &FileHints) -> Trait {
    let ending = match kind {
        BookKind::Xlsx => ".xlsx",
        BookKind::Xls => ".xls",
        BookKind::Ods => ".ods",
    };
    let (why, trust) = match (&sheet.input.sheet, &hints.sheet) {
        (Some(_), _) => (text!(en: "named behind the file, {ending}"; zh: "在文件名后指定，{ending}"), Trust::Stated),
        (None, Some(_)) => (by_plan(), Trust::Stated),
        (None, None) => (
            text!(en: "no other sheet has as many known headings, {ending}"; zh: "可识别的表头最多，{ending}"),
            trust_in_headings(sheet),
        ),
    };
    Trait { key: "sheet", value: harmless(name, 40), why, trust }
}

fn header_trait(sheet: &Sheet, hints: &FileHints) -> Trait {
    let value = sheet.dialect.header.unwrap_or(0).to_string();
    let (why, trust) = match (hints.header, sheet.dialect.header) {
        (Some(_), _) => (by_plan(), Trust::Stated),
        (None, None) => (text!(en: "the plan maps columns by position"; zh: "计划按位置指定列"), Trust::Stated),
        (None, Some(_)) => (known_headings(sheet), trust_in_headings(sheet)),
    };
    Trait { key: "header", value, why, trust }
}
