//! Arguments and surroundings in, exit code out.

use std::io;
use std::process::ExitCode;

use splan::cli::{self, Surroundings};
use splan::read::export::WORKBOOK_THREAD;

fn main() -> ExitCode {
    let surroundings = Surroundings::detect();
    cli::keep_quiet_about(WORKBOOK_THREAD);
    // Only stdout is kept: a bar is drawn on stderr by a thread of its own.
    let (mut out, mut err) = (io::stdout().lock(), io::stderr());
    ExitCode::from(cli::run(std::env::args_os(), &surroundings, &mut out, &mut err))
}
