//! The readers' contracts, until the readers are here.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::model::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::text;

pub struct PlanFile {
    pub name: String,
    pub folder: PathBuf,
    pub text: String,
}

pub struct Reading {
    pub plan: Plan,
    pub warnings: Vec<Diagnostic>,
}

pub fn read(
    file: PlanFile,
    _sets: &[String],
    _open: &dyn Fn(&Path) -> io::Result<String>,
) -> Result<Reading, Vec<Diagnostic>> {
    let (name, folder, bytes) = (file.name, file.folder.display(), file.text.len());
    let message = text!(
        en: "`{name}` in `{folder}` ({bytes} bytes) waits for its reader";
        zh: "`{folder}` 中的 `{name}`（{bytes} 字节）尚无法解析"
    );
    Err(vec![Diagnostic::general(message)])
}

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
