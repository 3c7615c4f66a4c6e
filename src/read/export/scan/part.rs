//! One part of a file: its bytes are read in turn and given to the cutter window by window.

use std::sync::OnceLock;
use std::thread;

use crate::read::export::encoding::Encoding;
use crate::read::export::scan::buffer::Buffer;
use crate::read::export::scan::foreign::Foreign;
use crate::read::export::scan::rows::Cutter;
use crate::read::export::scan::{Halt, Plain, ReadAt, TakeRow};

/// How a file is cut up. No result depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Cuts {
    /// How many threads read; nothing for as many as the machine has processors, up to 8.
    pub threads: Option<usize>,
    /// The fewest bytes that are worth a part of their own.
    pub part: u64,
    /// Bytes read from the file at once.
    pub buffer: usize,
    /// Bytes marked at once, so that the marks stay in the processor's nearest cache.
    pub window: usize,
}

impl Default for Cuts {
    fn default() -> Self {
        Cuts { threads: None, part: 1024 * 1024, buffer: 64 * 1024, window: 12 * 1024 }
    }
}

impl Cuts {
    /// How many threads read.
    pub fn threads(&self) -> usize {
        // To ask takes as long as to read a small file.
        static PROCESSORS: OnceLock<usize> = OnceLock::new();
        let ask = || thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
        self.threads.unwrap_or_else(|| *PROCESSORS.get_or_init(ask)).max(1)
    }
}

const MOST_THREADS: usize = 8;

/// Rows longer than this are left to the slow way, which tells what is wrong with them.
const LONGEST_ROW: usize = 4 * 1024 * 1024;

/// What a thread needs to read one part after the other.
pub struct Desk {
    buffer: Buffer,
    window: usize,
    cutter: Cutter,
    encoding: Encoding,
}

impl Desk {
    pub fn new(plain: &Plain, cuts: &Cuts) -> Self {
        Desk {
            buffer: Buffer::new(cuts.buffer),
            window: cuts.window.max(1),
            cutter: Cutter::new(plain.delimiter),
            encoding: plain.encoding,
        }
    }
}

/// Gives `taker` the rows that start in `from..to`, the first of them at `from`, and returns the place after the last of them
/// and the newlines up to there.
///
/// # Errors
/// That of `taker`, and [`Halt::Slow`] where the bytes cannot be read or are no text.
pub fn rows(
    file: &dyn ReadAt,
    (from, to): (u64, u64),
    desk: &mut Desk,
    taker: &mut impl TakeRow,
) -> Result<(u64, u64), Halt> {
    let Desk { buffer, window: usual, cutter, encoding } = desk;
    cutter.lines = 0;
    buffer.clear();
    let (mut window, mut foreign) = (*usual, Foreign::new(*encoding));
    // The place in the file of the first byte of the buffer.
    let (mut at, mut ended) = (from, false);
    while at < to {
        let bytes = buffer.first(window);
        let until = usize::try_from(to - at).unwrap_or(usize::MAX);
        // A few rows at the end of the buffer take longer to mark, each, than to be moved to its start.
        let is_short = buffer.len() < window.min(buffer.size()).min(until) && !ended;
        let taken = match &mut foreign {
            _ if is_short || bytes.is_empty() => 0,
            None => cutter.cut(bytes, until, taker)?,
            Some(foreign) => foreign.cut(cutter, bytes, until, taker)?,
        };
        if taken > 0 {
            buffer.take(taken);
            at += taken as u64;
            window = *usual;
        } else if window < buffer.len() {
            window *= 2;
        } else if ended {
            // A quote that is open at the end of the file.
            return if buffer.len() > 0 { Err(Halt::Slow) } else { Ok((at, cutter.lines)) };
        } else {
            let left = buffer.len();
            window = window.max(left + 1);
            if left > LONGEST_ROW {
                return Err(Halt::Slow);
            }
            let read = buffer.fill(file, at + left as u64).map_err(|_| Halt::Slow)?;
            if read == 0 {
                // The last row may lack its newline.
                ended = true;
                if left > 0 {
                    buffer.end_line();
                }
            }
        }
    }
    Ok((at, cutter.lines))
}
