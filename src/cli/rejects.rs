//! Rejected rows: written to a file where that is asked for, and the end of a strict run.

use std::fs;
use std::path::Path;

use crate::cli::outcome::Failure;
use crate::cli::shell::Shell;
use crate::model::diagnostic::Diagnostic;
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;
use crate::model::sentence::{Counted, harmless};
use crate::model::text::Lang;
use crate::report::csv;
use crate::report::ledger::rejects;
use crate::report::model::Note;
use crate::report::plain::Plain;
use crate::text;

/// Rejected rows named where `--strict` stops.
const REJECTS_TOLD: usize = 20;

/// Writes rejected rows to `path`, if there is one.
///
/// # Errors
/// Where the file cannot be written, or any row was rejected and the run is strict.
pub fn settle(
    ledger: &Ledger,
    path: Option<&Path>,
    strict: bool,
    plan: &Plan,
    shell: &mut Shell<'_>,
) -> Result<(), Failure> {
    if let Some(path) = path {
        if path == Path::new("-") || shell.file().is_some_and(|result| is_same(result, path)) {
            return Err(Failure::with_help(
                text!(en: "rejected rows need a file of their own"; zh: "被拒绝的行须写入单独的文件"),
                text!(en: "name another file after `--rejects`"; zh: "请在 `--rejects` 之后写另一个文件名"),
            ));
        }
        let records = rejects(ledger);
        let plain = Plain::new(&plan.currency, shell.lang());
        shell.write(path, |file| csv::write(&records, plain, false, file))?;
        let (name, rows) = (harmless(&path.to_string_lossy(), 200), ledger.rejects.len());
        shell.say(&Note::info(text!(en: "wrote `{name}`, rows: {rows}"; zh: "已写入 `{name}`，{rows} 行")));
    }
    if strict && !ledger.rejects.is_empty() { Err(rejected(ledger)) } else { Ok(()) }
}

/// Whether two names are of one file, there or not.
fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    matches!((whole(one), whole(other)), (Ok(one), Ok(other)) if one == other)
}

/// Why `--strict` stops: every rejected row that there is room for.
fn rejected(ledger: &Ledger) -> Failure {
    let (all, rows) = (ledger.rejects.len(), Counted(ledger.rejects.len() as u64, "row was", "rows were"));
    let told = ledger.rejects.iter().take(REJECTS_TOLD).map(|reject| {
        let (file, line) = (harmless(&reject.place.file, 200), reject.place.line);
        let why = reject.why();
        let (en, zh) = (why.say(Lang::En), why.say(Lang::Zh));
        Diagnostic::general(text!(en: "{file}:{line}: {en}"; zh: "{file}:{line}：{zh}"))
    });
    let last = Diagnostic::general(text!(en: "{rows} rejected, and --strict allows none"; zh: "有 {all} 行被拒绝，而 --strict 不允许"))
        .help(text!(en: "mend them and read again; --rejects FILE writes all of them with line and reason"; zh: "请修正后重读；--rejects FILE 可写出全部行号与原因"));
    Failure::Problems(told.chain([last]).collect())
}
