//! Which column has which field, with values as they are written.

use crate::model::inspection::Mapped;
use crate::model::plan::NumberStyle;
use crate::model::sentence::harmless;
use crate::model::text::Text;
use crate::read::export::amounts::AmountColumn;
use crate::read::export::columns::Layout;
use crate::read::export::dates::{DateColumn, Order};
use crate::read::export::inspect::counts::Counts;
use crate::read::export::layout::{ActivityKind, ActivityLayout, DealLayout};
use crate::read::export::percent::PercentColumn;
use crate::read::export::sheet::Sheet;
use crate::text;

/// The close date of open deals, where the file calls it that. Fields are called by the plan's key for them, and in
/// brackets which of several columns it is.
pub const EXPECTED: &str = "closed (expected)";
/// The amount of closed deals, where it has a column of its own.
pub const ACTUAL_AMOUNT: &str = "amount (actual)";
/// Characters shown of a sample.
const SHOWN: usize = 40;

/// Every field that has a column.
pub fn mapped(sheet: &Sheet, counts: &Counts) -> Vec<Mapped> {
    let fields = fields(&sheet.layout);
    let mapped = |(field, column, form): (&'static str, usize, Option<Text>)| Mapped {
        field,
        heading: harmless(sheet.headings.get(column), SHOWN),
        position: column + 1,
        samples: counts.samples(column).map(|value| harmless(value, SHOWN)).collect(),
        form,
    };
    fields.into_iter().map(mapped).collect()
}

/// Headings without a field.
pub fn others(sheet: &Sheet, columns: &[Mapped]) -> Vec<String> {
    let known = |at: usize| columns.iter().any(|column| column.position == at + 1);
    let others = sheet.headings.iter().filter(|(at, _)| !known(*at));
    others.map(|(_, heading)| harmless(&heading.written, SHOWN)).collect()
}

/// Field, column from 0, and how its values are read.
pub fn fields(layout: &Layout) -> Vec<(&'static str, usize, Option<Text>)> {
    match layout {
        Layout::Deals(layout) => of_deals(layout),
        Layout::Activities(layout) => of_activities(layout),
    }
}

/// The field of a column of dates, by what its layout calls it.
pub fn dated(name: &'static str) -> &'static str {
    match name {
        "won on" => "closed (won)",
        "lost on" => "closed (lost)",
        "closed on" => "closed (actual)",
        "expected" => EXPECTED,
        name => name,
    }
}

fn of_deals(layout: &DealLayout) -> Vec<(&'static str, usize, Option<Text>)> {
    let plain = |field, column: Option<usize>| column.map(|column| (field, column, None));
    let amount = |field, column: &AmountColumn| (field, column.heading, Some(form_of_amount(column)));
    let dates = [
        ("created", &layout.created),
        ("closed (won)", &layout.won),
        ("closed (lost)", &layout.lost),
        ("closed (actual)", &layout.actually_closed),
        ("closed", &layout.closed),
        (EXPECTED, &layout.expected),
        ("last_activity", &layout.last_activity),
    ];
    let dates = dates.into_iter().filter_map(|(field, column)| Some((field, column.as_ref()?)));
    let probability = layout.probability.as_ref().map(|column| ("probability", column.heading, Some(form_of(column))));
    let mut fields: Vec<_> = plain("id", layout.id).into_iter().chain(owners(&layout.owner)).collect();
    fields.extend(layout.split.as_ref().map(|column| ("split", column.heading, Some(form_of(column)))));
    fields.extend(plain("name", layout.name).into_iter().chain(plain("account", layout.account)));
    fields.push(amount("amount", &layout.amount));
    fields.extend(layout.actual_amount.as_ref().map(|column| amount(ACTUAL_AMOUNT, column)));
    fields.extend(plain("currency", layout.currency));
    fields.extend(plain("stage", layout.stage));
    fields.extend(plain("status", layout.status));
    fields.extend(layout.flags.all().into_iter().filter_map(|(field, column)| Some((field, column?, None))));
    fields.extend(probability);
    fields.extend(dates.map(|(field, column)| (field, column.heading, form_of_date(column))));
    fields
}

fn of_activities(layout: &ActivityLayout) -> Vec<(&'static str, usize, Option<Text>)> {
    let mut fields: Vec<_> = owners(&layout.owner).collect();
    match &layout.kind {
        ActivityKind::Column(column) => fields.push(("type", *column, None)),
        ActivityKind::File(_) => {}
        ActivityKind::Steps(columns) => {
            fields.extend(columns.iter().map(|(_, column)| ("count of a step", column.heading, None)));
        }
    }
    fields.push(("date", layout.date.heading, form_of_date(&layout.date)));
    fields.extend(layout.count.as_ref().map(|column| ("count", column.heading, None)));
    fields.extend(layout.done.map(|column| ("done", column, None)));
    fields.extend(layout.status.iter().map(|column| ("status", *column, None)));
    fields
}

fn owners(columns: &[usize]) -> impl Iterator<Item = (&'static str, usize, Option<Text>)> {
    let field = |at| if at == 0 { "owner" } else { "owner (too)" };
    columns.iter().enumerate().map(move |(at, column)| (field(at), *column, None))
}

fn form_of_amount(column: &AmountColumn) -> Text {
    let (style, seen) = column.style();
    let style = match style {
        NumberStyle::Point => "1,234.5",
        NumberStyle::Comma => "1.234,5",
    };
    let (mut en, mut zh) = match seen {
        Some(seen) => (format!("{style} by line {}", seen.line), format!("{style}，依据第 {} 行", seen.line)),
        None => (style.to_owned(), style.to_owned()),
    };
    if column.unit() != 1 {
        en += &format!(", times {}", column.unit());
        zh += &format!("，乘以 {}", column.unit());
    }
    if let Some(currency) = &column.currency {
        let currency = harmless(currency, 20);
        en += &format!(", in {currency}");
        zh += &format!("，币种 {currency}");
    }
    text!(en: "{en}"; zh: "{zh}")
}

fn form_of(column: &PercentColumn) -> Text {
    if column.in_percent() { text!(en: "0 to 100"; zh: "0 到 100") } else { text!(en: "0 to 1"; zh: "0 到 1") }
}

fn form_of_date(column: &DateColumn) -> Option<Text> {
    if column.is_stated() {
        return Some(text!(en: "as the plan states"; zh: "按计划指定"));
    }
    let (order, seen) = column.order()?;
    let line = seen.line;
    Some(match order {
        Order::MonthFirst => text!(en: "month first by line {line}"; zh: "月在前，依据第 {line} 行"),
        Order::DayFirst => text!(en: "day first by line {line}"; zh: "日在前，依据第 {line} 行"),
    })
}
