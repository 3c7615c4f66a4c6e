//! What the program finds around it: the folder, the terminal, the clock. The only file that asks for any of them.

use std::env;
use std::io::{self, IsTerminal};
use std::panic;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use terminal_size::{Width, terminal_size};

/// Terminal columns of tables that do not go to a terminal, so that the same input gives the same bytes.
const PIPE_WIDTH: usize = 80;

/// Everything about a run that is not in its arguments or files. The library sees the rest of the world through it.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Where the search for `plan.toml` starts; nothing where the folder is gone.
    pub folder: Option<PathBuf>,
    pub now: SystemTime,
    pub started: Instant,
    pub out_is_terminal: bool,
    pub err_is_terminal: bool,
    /// Terminal columns on stdout.
    pub width: usize,
    /// `NO_COLOR` is set, or the terminal is a dumb one.
    pub no_color: bool,
}

impl Surroundings {
    /// How long the run has taken so far.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// The user's own folder, which shells write as `~`.
    pub fn home() -> Option<PathBuf> {
        env::home_dir()
    }

    /// Those of this process.
    pub fn detect() -> Self {
        let out_is_terminal = io::stdout().is_terminal();
        let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        Surroundings {
            folder: env::current_dir().ok(),
            now: SystemTime::now(),
            started: Instant::now(),
            out_is_terminal,
            err_is_terminal: io::stderr().is_terminal(),
            width: if out_is_terminal { terminal_width() } else { PIPE_WIDTH },
            no_color: set("NO_COLOR") || env::var_os("TERM").is_some_and(|term| term == "dumb"),
        }
    }
}

/// Says nothing of panics in threads of this name, where somebody else tells what became of them.
pub fn keep_quiet_about(name: &'static str) {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| {
        if thread::current().name() != Some(name) {
            tell(panicked);
        }
    }));
}

/// `COLUMNS` where it is set, else what the terminal says. Neither counts in a pipe.
fn terminal_width() -> usize {
    let columns = env::var("COLUMNS").ok().and_then(|text| text.parse().ok()).filter(|columns| *columns > 0);
    let asked = || terminal_size().map(|(Width(columns), _)| usize::from(columns));
    columns.or_else(asked).unwrap_or(PIPE_WIDTH)
}
