//! The export reader's contract, until the reader is here.

use std::io::{self, Read};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Deals,
    Activities,
}

type Open<'a> = Box<dyn Fn() -> io::Result<Box<dyn Read>> + 'a>;

pub struct Input<'a> {
    pub name: String,
    pub kind: Kind,
    pub open: Open<'a>,
}
