//! The JSON of `explain`.

use super::values::{currency, day, quantity, records, result, words};
use crate::model::schema::Schema;
use crate::text;

pub fn explain() -> Schema {
    let columns = vec![
        ("step", words().about(text!(en: "Which formula."; zh: "哪条公式。"))),
        ("what", words()),
        ("segment", words()),
        ("month", words()),
        ("formula", words().or_null().about(text!(en: "With its numbers; missing where the plan states the result."; zh: "含数字；结果由计划写明时没有。"))),
        ("result", words().or_null()),
        ("origin", words().or_null().about(text!(en: "File and line of the plan."; zh: "计划的文件和行。"))),
    ];
    result(
        "explain",
        vec![
            ("plan", words()),
            ("period", words()),
            ("start", day()),
            ("end", day()),
            ("rep", words()),
            ("metric", words()),
            ("target", Schema::words(["must", "stretch"])),
            ("rows", records(columns)),
            ("quota", quantity()),
            ("currency", currency()),
        ],
    )
}
