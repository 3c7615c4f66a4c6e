//! Which rows are totals, or lines that a report ends with.

use crate::read::export::row::{Row, is_han};

/// Most rows are told apart by a byte or two: the letter that a footer starts with, how a total ends, or a character that
/// every Chinese one has.
#[inline(always)]
pub fn may_be_footer(label: &[u8]) -> bool {
    let (Some(first), Some(last)) = (label.first(), label.last()) else { return false };
    STARTS_FOOTER[usize::from(*first)] || ENDS_TOTAL[usize::from(*last)] || (!is_ascii(label) && has_total_sign(label))
}

/// Whether a cell surely is no label of a footer, whatever space is left around it.
#[inline(always)]
pub fn is_no_footer(cell: &[u8]) -> bool {
    let (Some(first), Some(last)) = (cell.first(), cell.last()) else { return false };
    (is_no_footer_between(*first, *last) && is_ascii(cell)) || is_other_han(cell)
}

/// The same for a text of ASCII alone, by its first and its last byte.
#[inline(always)]
pub fn is_no_footer_between(first: u8, last: u8) -> bool {
    STARTS_NONE[usize::from(first)] & ENDS_NONE[usize::from(last)]
}

#[inline(never)]
fn is_other_han(cell: &[u8]) -> bool {
    is_han(cell) && !may_be_footer(cell)
}

const STARTS_FOOTER: [bool; 256] = of_bytes(b"tTgGsScC");
const ENDS_TOTAL: [bool; 256] = of_bytes(b"tTaAlL:");
const STARTS_NONE: [bool; 256] = visible_but(STARTS_FOOTER);
const ENDS_NONE: [bool; 256] = visible_but(ENDS_TOTAL);

const fn of_bytes(bytes: &[u8]) -> [bool; 256] {
    let (mut those, mut at) = ([false; 256], 0);
    while at < bytes.len() {
        those[bytes[at] as usize] = true;
        at += 1;
    }
    those
}

/// All signs of ASCII but spaces, quotes and those.
const fn visible_but(those: [bool; 256]) -> [bool; 256] {
    let (mut others, mut at) = ([false; 256], b'#' as usize);
    while at <= b'~' as usize {
        others[at] = !those[at];
        at += 1;
    }
    others
}

/// Of short texts, the first and the last eight bytes are all.
#[inline(always)]
fn is_ascii(text: &[u8]) -> bool {
    match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) if text.len() <= 16 => {
            (u64::from_le_bytes(*first) | u64::from_le_bytes(*last)) & 0x8080_8080_8080_8080 == 0
        }
        _ => text.is_ascii(),
    }
}

/// How the Chinese lines start that reports end with.
const NOTICES: [&str; 14] = [
    "机密信息",
    "版权所有",
    "生成者",
    "生成人",
    "制表人",
    "审核人",
    "审批人",
    "填表人",
    "部门负责人签字",
    "总经理签字",
    "导出时间",
    "数据导出时间",
    "记录数",
    "共 ",
];
/// Who signs a sheet, as a text of its own.
const SIGNERS: [&str; 4] = ["制表人", "审核人", "填表人", "审批人"];

/// Whether a text says who made or checked a sheet, so that no deal is called so.
pub fn is_signer(label: &str) -> bool {
    SIGNERS.contains(&label.trim_end_matches([':', '：', ' ']))
}

fn has_total_sign(label: &[u8]) -> bool {
    let has = |sign: &str| label.windows(sign.len()).any(|at| at == sign.as_bytes());
    label.ends_with("：".as_bytes())
        || NOTICES.iter().any(|start| label.starts_with(start.as_bytes()))
        || ["计", "总", "汇", "©", "∑", "Σ"].into_iter().any(has)
}

/// Whether a text ends like the total of a group: `Ann Lee Total`, `一季度小计`.
pub fn is_group_total(label: &str) -> bool {
    const ENDS: [&str; 6] = [" total", " subtotal", "合计", "小计", "总计", "汇总"];
    let label: String = label.trim_end_matches([':', '：', ' ']).to_lowercase();
    let close: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    ENDS.iter().any(|end| label.ends_with(end) || (!end.is_ascii() && close.ends_with(end))) || close == "累计"
}

/// Whether a row without any key is a total: with a word for that in any place, or with numbers alone.
#[cold]
pub fn is_total(row: &Row) -> bool {
    let mut filled = row.cells().filter(|cell| !cell.is_empty());
    row.cells().any(|cell| is_sum(cell) || is_notice(cell) || is_group_total(cell)) || filled.all(is_figure)
}

/// Whether a cell holds a number and no words.
pub fn is_figure(cell: &str) -> bool {
    let cell = cell.trim_start_matches('-');
    cell.contains(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || ",. ¥￥$€£%()".contains(c))
}

/// Whether a text names a group with the number of its rows: `Ann Lee (12)`, `张伟（3 条记录）`.
pub fn is_group_with_count(label: &str) -> bool {
    let inside = label.strip_suffix([')', '）']).and_then(|label| label.rsplit_once(['(', '（']));
    let count = inside.map_or("", |(_, count)| count.trim_end_matches(|c: char| c.is_alphabetic() || c == ' '));
    !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a row that starts with this text may be a total.
pub fn is_sum(label: &str) -> bool {
    const TOTALS: [&str; 22] = [
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sum",
        "合计",
        "总计",
        "小计",
        "总合计",
        "summe",
        "gesamt",
        "∑",
        "σ",
        "count",
        "record count",
        "average",
        "avg",
        "grand summaries",
        "gesamtergebnis",
        "总和",
        "平均",
        "平均值",
    ];
    const STARTS: [&str; 3] = ["grand total", "sum of ", "total ("];
    let label = label.trim_end_matches([':', '：', ' ']).to_lowercase();
    TOTALS.contains(&label.as_str()) || STARTS.iter().any(|start| label.starts_with(start))
}

/// Whether a row that starts with this text may be a line that a report ends with.
pub fn is_notice(label: &str) -> bool {
    const STARTS: [&str; 4] = ["confidential information", "copyright", "generated by", "©"];
    let label = label.to_lowercase();
    STARTS.iter().any(|start| label.starts_with(start)) || NOTICES.iter().any(|start| label.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_surely_no_footer_may_be_none() {
        let parts = [
            "共 ",
            "机密信息",
            "",
            " ",
            "\"",
            "\u{a0}",
            "\u{3000}",
            "7",
            "x",
            "T",
            "合计",
            "张伟",
            "：",
            ":",
            "Σ",
            "é",
            "al",
        ];
        for number in 0..parts.len().pow(3) {
            let part = |power: u32| parts[number / parts.len().pow(power) % parts.len()];
            let cell = [part(0), part(1), part(2)].concat();
            let is_none = !may_be_footer(cell.trim().as_bytes());
            assert!(is_none || !is_no_footer(cell.as_bytes()), "{cell}");
        }
        assert!(["7x", "x", "张伟7张伟"].iter().all(|cell| is_no_footer(cell.as_bytes())));
    }
}
