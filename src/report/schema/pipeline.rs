//! The member `pipeline` of a review.

use super::values::{amount, count, day, group, number, record, records, words};
use crate::model::schema::Schema;

pub fn pipeline() -> Schema {
    let mut stages = group();
    stages.push(("stage", words()));
    stages.extend(open());
    let mut groups = group();
    groups.extend(open());
    groups.extend([
        ("due", count()),
        ("due_amount", amount().or_null()),
        ("due_weighted", amount().or_null()),
        ("remaining", amount().or_null()),
        ("coverage", coverage()),
        ("needed", number().or_null()),
        ("won", amount().or_null()),
        ("forecast", amount().or_null()),
        ("pace", amount().or_null()),
        ("plan", amount().or_null()),
    ]);
    let deals = vec![
        ("name", words()),
        ("account", words().or_null()),
        ("owner", words()),
        ("stage", words()),
        ("amount", amount().or_null()),
        ("probability", number().or_null()),
        ("close_date", day().or_null()),
        ("created", day().or_null()),
        ("last_activity", day().or_null()),
        ("age", count().or_null()),
        ("odd", words().or_null()),
    ];
    record(vec![("groups", records(groups)), ("stages", records(stages)), ("deals", records(deals))])
}

/// What is open.
fn open() -> Vec<(&'static str, Schema)> {
    vec![
        ("open", count()),
        ("amount", amount().or_null()),
        ("weighted", amount().or_null()),
        ("without_amount", count()),
        ("without_probability", count()),
        ("undated", count()),
        ("overdue", count()),
        ("silent", count().or_null()),
        ("median_age", number().or_null()),
    ]
}

/// A number, `met` where nothing remains to be won, or nothing.
fn coverage() -> Schema {
    Schema::any_of(vec![number().or_null(), Schema::words(["met"])])
}
