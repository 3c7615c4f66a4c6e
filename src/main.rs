//! Arguments and surroundings in, exit code out.

use std::io;
use std::process::ExitCode;

use splan::cli::{self, Surroundings};

fn main() -> ExitCode {
    let surroundings = Surroundings::detect();
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    ExitCode::from(cli::run(std::env::args_os(), &surroundings, &mut out, &mut err))
}
