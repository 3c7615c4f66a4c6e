//! What can be wrong with a row, in words.

use crate::model::sentence::harmless;
use crate::model::text::Text;
use crate::read::export::amount_text::BadAmount;
use crate::read::export::amounts::AmountColumn;
use crate::read::export::dates::{BadDate, DateColumn};
use crate::read::export::row::Row;
use crate::text;

/// Why a row has no meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The row is rejected, the others go on.
    Reject(Box<Flaw>),
    /// Its currency has no rate in the plan.
    NoRate(Box<str>),
    /// A column turned out to be of another form: the file has to be read again from the start.
    Again,
    /// A column holds dates of both orders, so that no date of it can be trusted.
    Mixed,
}

/// What is wrong with one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The column at fault; nothing where the whole row is.
    pub column: Option<usize>,
    pub value: String,
    pub reason: Text,
}

/// Characters shown of a value.
pub const SHOWN: usize = 40;

impl Flaw {
    pub fn at(row: &Row, column: usize, reason: Text) -> Self {
        Flaw { column: Some(column), value: harmless(row.cell(column), SHOWN), reason }
    }
}

impl From<Flaw> for Fault {
    fn from(flaw: Flaw) -> Self {
        Fault::Reject(Box::new(flaw))
    }
}

impl Fault {
    pub fn of_amount(bad: BadAmount, row: &Row, column: &AmountColumn) -> Self {
        match bad {
            BadAmount::OtherStyle => Fault::Again,
            BadAmount::Mixed => Fault::Mixed,
            bad => Flaw::at(row, column.heading, bad.reason()).into(),
        }
    }

    pub fn of_date(bad: BadDate, row: &Row, column: &DateColumn) -> Self {
        match bad {
            BadDate::Unreadable if column.is_stated() => {
                let reason = text!(en: "not a date in the plan's `date_format`"; zh: "不符合计划的 `date_format`");
                Flaw::at(row, column.heading, reason).into()
            }
            BadDate::Unreadable if row.cell(column.heading).starts_with('=') => {
                Flaw::at(row, column.heading, not_computed()).into()
            }
            BadDate::Unreadable => {
                let reason = text!(
                    en: "not a date that can be read; a form of its own goes to `date_format`, such as \"%y/%m/%d\"";
                    zh: "无法识别的日期；特殊写法请填入 `date_format`，例如 \"%y/%m/%d\""
                );
                Flaw::at(row, column.heading, reason).into()
            }
            BadDate::OtherOrder => Fault::Again,
            BadDate::Mixed => Fault::Mixed,
        }
    }
}

/// Why a formula without its value is refused.
fn not_computed() -> Text {
    text!(
        en: "a formula without its value; open the file in a spreadsheet program and save it there";
        zh: "公式没有计算结果；请用表格软件打开文件并保存一次"
    )
}

impl BadAmount {
    pub fn reason(self) -> Text {
        match self {
            BadAmount::Unreadable | BadAmount::OtherStyle | BadAmount::Mixed => {
                text!(en: "not an amount that can be read"; zh: "无法识别的金额")
            }
            BadAmount::Formula => not_computed(),
            BadAmount::Grouping => text!(
                en: "dots or commas where no number has them; write it plainly, as in `1234.50`";
                zh: "点或逗号的位置不对；请写成 `1234.50` 这样"
            ),
            BadAmount::Exponent => {
                text!(en: "an exponent loses digits; write the amount plainly"; zh: "科学计数会丢失位数；请写完整金额")
            }
            BadAmount::TooLarge => {
                text!(en: "the amount is too large or has too many digits"; zh: "金额过大或位数过多")
            }
        }
    }
}
