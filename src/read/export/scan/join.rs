//! The parts of a file, each read by some thread, joined in their order.

use std::collections::BTreeMap;
use std::iter;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::read::export::batch::{Batch, Picked};
use crate::read::export::columns::Layout;
use crate::read::export::headings::Headings;
use crate::read::export::names::Names;
use crate::read::export::pass::{Gathered, Reading};
use crate::read::export::row::Row;
use crate::read::export::rows::{Rows, Unread};
use crate::read::export::scan::part::{Cuts, Desk, rows};
use crate::read::export::scan::{Halt, Plain, ReadAt, TakeRow, guess};
use crate::read::export::sheet::{Senses, Sheet};

/// Reads all rows of a file.
///
/// # Errors
/// [`Halt`] where it has to be read again. The columns of the sheet know why, where they turned out to be of another form.
pub fn scan<'a>(
    sheet: &mut Sheet<'a>,
    (file, plain): (&dyn ReadAt, &Plain),
    senses: &mut Senses<'a>,
    reading: &Reading,
) -> Result<Gathered<'a>, Halt> {
    let size = file.size().map_err(|_| Halt::Slow)?;
    let before = sheet.layout.clone();
    let mut gathered = Gathered::new(sheet.name(), reading, senses.names);
    sheet.count_above(&mut gathered);
    let (threads, steps) = share(size.saturating_sub(plain.offset), reading.cuts);
    let bounds = guess::bounds(file, plain, size, &steps);
    let job = Job {
        file,
        plain,
        name: sheet.name(),
        headings: &sheet.headings,
        layout: &sheet.layout,
        names: senses.names,
        reading,
        bounds,
    };
    let joined = Joined {
        gathered,
        layout: sheet.layout.clone(),
        parts: 0,
        end: plain.offset,
        lines: plain.lines,
        halt: None,
        waiting: BTreeMap::new(),
    };
    let line = Line { next: AtomicUsize::new(0), stopped: AtomicBool::new(false), joined: Mutex::new(joined) };
    let (names, by_segment) = (senses.names, senses.activities.by_segment);
    thread::scope(|scope| {
        let other = || {
            let rules = job.reading.rules;
            let mut senses = Senses::new(rules.plan, rules.period.last(), names);
            senses.activities.by_segment = by_segment;
            job.work(&mut senses, &line);
        };
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(other)).collect();
        job.work(senses, &line);
        // Until they have left their processors, so that threads for what comes next find these idle.
        others.into_iter().for_each(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
    });
    let joined = line.joined.into_inner().unwrap_or_else(PoisonError::into_inner);
    // Somebody is writing to it: what was read is of no one state of it.
    if file.size().ok() != Some(size) {
        return Err(Halt::Slow);
    }
    sheet.layout = joined.layout;
    match joined.halt {
        Some(halt) => Err(halt),
        None if sheet.layout.was_misread(&before) => Err(Halt::Again),
        // What leaves a column undecided, or contradicts itself, is for the slow way to tell.
        None if !sheet.undecided().is_empty() || joined.gathered.fold.unclear().is_some() => Err(Halt::Slow),
        None if joined.gathered.fold.account.hopeless().is_some() => Err(Halt::Slow),
        None => Ok(joined.gathered),
    }
}

/// How many threads read so many bytes, and how far from the first of them the parts behind the first are to start. Parts
/// grow smaller, each two thirds of a thread's share of the rest, so that they are few and no thread waits long for the
/// last one.
fn share(bytes: u64, cuts: &Cuts) -> (usize, Vec<u64>) {
    let least = cuts.part.max(1);
    let threads = if bytes / least < 2 { 1 } else { cuts.threads() };
    if threads == 1 {
        return (1, Vec::new());
    }
    let next = |at: &u64| Some(at + ((bytes - at) * 2 / (3 * threads as u64)).max(least)).filter(|next| *next < bytes);
    let steps: Vec<u64> = iter::successors(next(&0), next).collect();
    (threads.min(steps.len() + 1), steps)
}

/// What there is to read.
struct Job<'j, 'a> {
    file: &'j dyn ReadAt,
    plain: &'j Plain,
    name: &'a str,
    headings: &'j Headings,
    layout: &'j Layout,
    names: &'a Names,
    reading: &'j Reading<'j>,
    /// Where parts are guessed to start, and the end of the file.
    bounds: Vec<u64>,
}

/// Where the threads take parts from, and where they bring them to.
struct Line<'a> {
    next: AtomicUsize,
    stopped: AtomicBool,
    joined: Mutex<Joined<'a>>,
}

/// All parts up to some place, and those behind it that are read already.
struct Joined<'a> {
    gathered: Gathered<'a>,
    /// The columns, with what the rows said about their form.
    layout: Layout,
    /// How many parts are joined, the true end of their rows and the newlines up to there.
    parts: usize,
    end: u64,
    lines: u64,
    halt: Option<Halt>,
    waiting: BTreeMap<usize, Part<'a>>,
}

/// What reading one part gave.
struct Part<'a> {
    from: u64,
    gathered: Gathered<'a>,
    layout: Layout,
    /// The place after its last row, and the newlines up to there.
    read: Result<(u64, u64), Halt>,
}

/// Gives the rows of a part their meaning.
struct Taker<'t, 's, 'a> {
    meaning: Rows<'t, 's>,
    gathered: &'t mut Gathered<'a>,
}

impl TakeRow for Taker<'_, '_, '_> {
    #[inline(always)]
    fn take_plain(&mut self, rows: Batch, line: u64) -> Picked {
        self.meaning.take_plain(rows, line, self.gathered)
    }

    fn take(&mut self, row: &Row) -> Result<(), Halt> {
        self.meaning.take(row, self.gathered).map_err(|unread| match unread {
            Unread::Again => Halt::Again,
            Unread::NoRate(_) | Unread::Mixed | Unread::Hopeless => Halt::Slow,
        })
    }
}

impl<'a> Job<'_, 'a> {
    /// Reads parts until none is left.
    fn work(&self, senses: &mut Senses, line: &Line<'a>) {
        let mut desk = Desk::new(self.plain, self.reading.cuts);
        while !line.stopped.load(Ordering::Relaxed) {
            let number = line.next.fetch_add(1, Ordering::Relaxed);
            let Some(bounds) = self.bounds.get(number..number + 2) else { return };
            let part = self.read(bounds[0], bounds[1], senses, &mut desk);
            self.bring(number, part, senses, line, &mut desk);
        }
    }

    fn read(&self, from: u64, to: u64, senses: &mut Senses, desk: &mut Desk) -> Part<'a> {
        let mut gathered = Gathered::new(self.name, self.reading, self.names);
        let mut layout = self.layout.clone();
        let meaning = Rows::new(self.headings, &mut layout, senses, self.reading);
        let mut taker = Taker { meaning, gathered: &mut gathered };
        let read = rows(self.file, (from, to), desk, &mut taker);
        Part { from, gathered, layout, read }
    }

    /// Joins the part and those that waited for it. A part that was guessed to start where no row does is read again.
    fn bring(&self, number: usize, part: Part<'a>, senses: &mut Senses, line: &Line<'a>, desk: &mut Desk) {
        let lock = || -> MutexGuard<'_, Joined<'a>> { line.joined.lock().unwrap_or_else(PoisonError::into_inner) };
        let mut joined = lock();
        joined.waiting.insert(number, part);
        loop {
            let next = joined.parts;
            let Some(part) = joined.waiting.remove(&next).filter(|_| joined.halt.is_none()) else { return };
            let (start, end) = (joined.end, self.bounds.get(next + 1).copied().unwrap_or(0));
            let part = if part.from == start {
                part
            } else {
                drop(joined);
                drop(part);
                let again = self.read(start, end.max(start), senses, desk);
                joined = lock();
                again
            };
            joined.join(part);
            if joined.halt.is_some() {
                line.stopped.store(true, Ordering::Relaxed);
            }
        }
    }
}

impl<'a> Joined<'a> {
    fn join(&mut self, part: Part<'a>) {
        self.parts += 1;
        self.layout.merge(part.layout, self.lines);
        match part.read {
            Ok((end, lines)) => {
                self.gathered.merge(part.gathered, self.lines);
                self.end = end;
                self.lines += lines;
                self.halt = self.gathered.fold.account.is_full().then_some(Halt::Slow);
            }
            Err(halt) => self.halt = Some(halt),
        }
    }
}
