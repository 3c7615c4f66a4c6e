//! The values of a plan as schemas: what [`crate::read::plan::values`] reads.

use crate::model::rep::{NO_TEAM, TOTAL, UNASSIGNED};
use crate::model::schema::{Kind, Rule, Schema};

/// A plain number without a sign.
const PLAIN: &str = r"\+?[0-9]+(\.[0-9]+)?";
/// Something other than zeros.
const NOT_ZERO: &str = "(?=.*[1-9])";
const CONTROLS: &str = r"\u0000-\u001F\u007F-\u009F";
/// What a name may have around it, which is taken off.
const SPACE: &str = r"\s*";

/// Text that says something.
pub fn text() -> Schema {
    Schema::text(r"\S")
}

/// A name of the author's own, on one line.
pub fn name() -> Schema {
    let visible = format!(r"[^\s{CONTROLS}]");
    Schema::text(&format!("^{SPACE}{visible}([^{CONTROLS}]*{visible})?{SPACE}$"))
        .rule(not_one_of(&[UNASSIGNED, NO_TEAM, TOTAL]))
}

/// None of these words, in whatever case.
pub fn not_one_of(words: &[&str]) -> Rule {
    Rule::Not(Box::new(Schema::default().rule(Rule::Pattern(any_case(words)))))
}

/// One of a few words: editors offer them as they are written here, the reader takes them in any case.
pub fn choice(words: &[&str]) -> Schema {
    Schema::any_of(vec![Schema::words(words.iter().copied()), Schema::text(&any_case(words))])
}

/// A regular expression for any of the words, which has no flag for that.
pub fn any_case(words: &[&str]) -> String {
    let letter = |c: char| match c {
        c if c.is_ascii_alphabetic() => format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase()),
        '(' | ')' | '.' | '|' | '\\' => format!("\\{c}"),
        '\t' => "\\t".to_owned(),
        c => c.to_string(),
    };
    let words: Vec<String> = words.iter().map(|word| word.chars().map(letter).collect()).collect();
    format!("^{SPACE}({}){SPACE}$", words.join("|"))
}

/// One of these, or a list of them.
pub fn one_or_list(item: Schema) -> Schema {
    Schema::any_of(vec![Schema::list(item.clone()), item])
}

pub fn date() -> Schema {
    let pattern = r"^\s*(19[0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\s*$";
    Schema::text(pattern).rule(Rule::Date)
}

fn number(pattern: String) -> Schema {
    Schema::default().rule(Rule::Types(vec![Kind::Number, Kind::Text])).rule(Rule::Pattern(pattern))
}

/// A decimal or percentage, not below zero.
pub fn decimal() -> Schema {
    number(format!(r"^\s*{PLAIN}\s*[%％]?\s*$")).rule(Rule::Least(0))
}

/// A decimal or percentage above zero.
pub fn positive(most: i64) -> Schema {
    number(format!(r"^{NOT_ZERO}\s*{PLAIN}\s*[%％]?\s*$")).rule(Rule::Above(0)).rule(Rule::Most(most))
}

/// A decimal, a percentage, or one number over another; not below zero.
pub fn fraction() -> Schema {
    number(fraction_pattern("")).rule(Rule::Least(0))
}

/// The same, above zero.
pub fn need() -> Schema {
    number(fraction_pattern(NOT_ZERO)).rule(Rule::Above(0))
}

/// The same, above zero and at most one.
pub fn rate() -> Schema {
    need().rule(Rule::Most(1))
}

/// The same, from zero to one.
pub fn share() -> Schema {
    fraction().rule(Rule::Most(1))
}

/// A decimal from zero to one.
pub fn portion() -> Schema {
    decimal().rule(Rule::Most(1))
}

fn fraction_pattern(ahead: &str) -> String {
    format!(r"^{ahead}\s*{PLAIN}\s*([%％]\s*|/\s*{PLAIN}\s*)?$")
}

/// An amount that is not negative: `10_000_000`, `"1,000万"`, `"10M"`.
pub fn amount() -> Schema {
    number(amount_pattern("")).rule(Rule::Least(0))
}

/// An amount above zero.
pub fn positive_amount() -> Schema {
    number(amount_pattern(NOT_ZERO)).rule(Rule::Above(0))
}

fn amount_pattern(ahead: &str) -> String {
    let digits = r"\+?([0-9]+|[0-9]{1,3}([,，][0-9]{3})+)(\.[0-9]+)?";
    let units = "万亿|千万|百万|亿|万|千|[bB][nN]?|[mM][nN]?|[kK]|[wW]";
    format!(r"^{ahead}\s*[¥￥$€£]*\s*{digits}\s*({units})?元?\s*$")
}
