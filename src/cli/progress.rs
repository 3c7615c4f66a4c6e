//! A bar on the terminal while exports are read, where that takes longer than a second.
//!
//! The reader knows nothing of it: the bytes are counted where files are opened.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::model::text::Lang;
use crate::read::export::{Input, ReadAt};
use crate::text;

/// Nothing is shown of what is done sooner.
const PATIENCE: Duration = Duration::from_secs(1);
const REDRAWN: Duration = Duration::from_millis(100);
/// Characters of the bar.
const LENGTH: u64 = 30;

/// A bar that is taken away when it is dropped.
pub struct Progress {
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Counts the bytes that are read of the inputs, and draws them on the terminal.
    pub fn of(inputs: &mut Vec<Input<'static>>, lang: Lang) -> Self {
        let read = Arc::new(AtomicU64::new(0));
        let sizes = inputs.iter().filter_map(|input| input.open_at.as_ref()?().ok()?.size().ok());
        let total: u64 = sizes.fold(0, u64::saturating_add);
        *inputs = std::mem::take(inputs).into_iter().map(|input| counted(input, &read)).collect();
        let (stop, stopped) = channel();
        let draw = move || {
            let mut wait = PATIENCE;
            let mut width = 0;
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(wait) {
                wait = REDRAWN;
                let frame = frame(read.load(Ordering::Relaxed), total, lang);
                width = frame.chars().count() * 2;
                draw(&frame);
            }
            if width > 0 {
                draw(&" ".repeat(width.min(79)));
                draw("");
            }
        };
        // Without a thread there is no bar, and nothing else is missing.
        let thread = thread::Builder::new().spawn(draw).ok();
        Progress { drawing: thread.map(|thread| (stop, thread)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.drawing.take() {
            drop(stop);
            // A thread that could not draw has nothing to tell.
            let _ = thread.join();
        }
    }
}

/// Puts a line in the place of the one before. There is nowhere to say that a terminal cannot be written.
fn draw(line: &str) {
    let mut terminal = io::stderr();
    let _ = write!(terminal, "\r{line}").and_then(|()| terminal.flush());
}

/// What is read a second time, because a guess proved wrong or a deal stands in several rows, counts as nearly done.
fn frame(read: u64, total: u64, lang: Lang) -> String {
    let percent = (u128::from(read.min(total)) * 100).checked_div(u128::from(total)).unwrap_or(0).min(99);
    let done = usize::try_from(percent * u128::from(LENGTH) / 100).unwrap_or(0);
    let bar = format!("{}{}", "█".repeat(done), "░".repeat(LENGTH as usize - done));
    let megabytes = read / 1_000_000;
    text!(en: "reading {bar} {percent:>2}%, {megabytes} MB "; zh: "读取中 {bar} {percent:>2}%，{megabytes} MB ")
        .say(lang)
        .to_owned()
}

fn counted(input: Input<'static>, read: &Arc<AtomicU64>) -> Input<'static> {
    let Input { name, kind, sheet, open, open_at } = input;
    let count = Arc::clone(read);
    let open = move || Ok(Box::new(Counted { bytes: open()?, count: Arc::clone(&count) }) as Box<dyn Read>);
    let open_at = open_at.map(|open_at| {
        let count = Arc::clone(read);
        let open = move || Ok(Box::new(CountedAt { bytes: open_at()?, count: Arc::clone(&count) }) as Box<dyn ReadAt>);
        Box::new(open) as Box<dyn Fn() -> io::Result<Box<dyn ReadAt>>>
    });
    Input { name, kind, sheet, open: Box::new(open), open_at }
}

struct Counted {
    bytes: Box<dyn Read>,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

struct CountedAt {
    bytes: Box<dyn ReadAt>,
    count: Arc<AtomicU64>,
}

impl ReadAt for CountedAt {
    fn size(&self) -> io::Result<u64> {
        self.bytes.size()
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let read = self.bytes.read_at(buffer, offset)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::Kind;

    #[test]
    fn bytes_are_counted_either_way() {
        let read = Arc::new(AtomicU64::new(0));
        let input = counted(Input::of_bytes("deals.csv", Kind::Deals, *b"a,b\n1,2\n"), &read);
        (input.open)().unwrap().read_to_end(&mut Vec::new()).unwrap();
        assert_eq!(read.load(Ordering::Relaxed), 8);
        let at = input.open_at.as_ref().unwrap()().unwrap();
        assert_eq!((at.read_at(&mut [0; 5], 4).unwrap(), at.size().unwrap()), (4, 8));
        assert_eq!(read.load(Ordering::Relaxed), 12);
    }

    #[test]
    fn a_bar_is_full_only_when_it_is_gone() {
        assert_eq!(frame(0, 0, Lang::En), format!("reading {}  0%, 0 MB ", "░".repeat(30)));
        let half = format!("{}{}", "█".repeat(15), "░".repeat(15));
        assert_eq!(frame(50_000_000, 100_000_000, Lang::Zh), format!("读取中 {half} 50%，50 MB "));
        assert!(frame(300, 100, Lang::En).contains("99%"));
    }
}
