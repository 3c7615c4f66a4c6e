//! A report for the tests of the renderers.

use crate::model::money::Currency;
use crate::model::text::{Lang, Text};
use crate::report::model::Report;
use crate::report::records::Records;

pub fn report<'a>(currency: &'a Currency, records: Records<'a>) -> Report<'a> {
    Report {
        command: "sample",
        lang: Lang::En,
        currency,
        title: Text::same("sample"),
        head: Vec::new(),
        sections: Vec::new().into(),
        records,
        parts: Vec::new(),
        notes: Vec::new(),
        inputs: Vec::new(),
    }
}
