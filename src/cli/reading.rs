//! Exports about to be read: kept from being replaced, named with `-v`, and shown on a terminal where they are long.

use std::path::Path;

use crate::cli::progress::Progress;
use crate::cli::shell::Shell;
use crate::model::ledger::Ledger;
use crate::model::sentence::{Counted, grouped, harmless};
use crate::read::export::Input;
use crate::text;

/// Says what is read; the bar is there until it is dropped.
pub fn starts(inputs: &mut Vec<Input<'static>>, shell: &mut Shell<'_>) -> Option<Progress> {
    for input in inputs.iter() {
        let sheet = input.sheet.as_ref().map_or(0, |sheet| sheet.len() + 1);
        shell.keep(Path::new(&input.name[..input.name.len() - sheet]));
    }
    for input in inputs.iter() {
        let (name, table) = (harmless(&input.name, 200), input.kind.table());
        shell.detail(|| text!(en: "reading `{name}` as {table}; `splan inspect` shows how"; zh: "正在读取 `{name}`（{table}）；读法见 `splan inspect`"));
    }
    shell.progress(inputs)
}

/// Says what was read.
pub fn ended(ledger: &Ledger, shell: &mut Shell<'_>) {
    let (rows, used) = (Counted(ledger.read, "row", "rows"), grouped(&ledger.used.to_string()));
    let read = grouped(&ledger.read.to_string());
    shell.detail(|| text!(en: "read {rows}, used {used}"; zh: "读取 {read} 行，采用 {used} 行"));
}
