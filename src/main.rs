//! Arguments and surroundings in, exit code out.

use std::io;
use std::process::ExitCode;

use splan::cli::{self, Surroundings};

fn main() -> ExitCode {
    let surroundings = Surroundings::detect();
    // Only stdout is kept: a bar is drawn on stderr by a thread of its own.
    let (mut out, mut err) = (io::stdout().lock(), io::stderr());
    ExitCode::from(cli::run(std::env::args_os(), &surroundings, &mut out, &mut err))
}
