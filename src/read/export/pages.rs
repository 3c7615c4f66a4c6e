//! Where the days of something are kept: densely, a page of days at a time.

use std::cmp::Reverse;
use std::ops::AddAssign;

use crate::model::day::Day;
use crate::read::export::hash::Map;

/// Days in a page.
pub const PAGE: usize = 64;

/// Places for the days of many lanes, up to and including the as-of day. A place is given when it is first asked for.
pub struct Pages {
    as_of: Day,
    /// The lane of each page, and which of its pages it is, counted back from the as-of day.
    all: Vec<(usize, usize)>,
    /// By lane, which row of `near` is its own; 0 for that without any page.
    rows: Vec<u32>,
    /// For each row so many pages: the place of their last days, [`NONE`] where there is none.
    near: Vec<[u32; NEAR]>,
    /// The same by lane and page, for those that are further back.
    far: Map<(usize, usize), u32>,
}

/// Pages of a lane that are kept in a row: eleven years.
const NEAR: usize = 64;

/// Behind all places that there are.
const NONE: u32 = u32::MAX - PAGE as u32;

impl Pages {
    pub fn new(as_of: Day) -> Self {
        Pages { as_of, all: Vec::new(), rows: Vec::new(), near: vec![[NONE; NEAR]], far: Map::default() }
    }

    /// How many places there are.
    #[inline]
    pub fn places(&self) -> usize {
        self.all.len() * PAGE
    }

    /// Where the day of a lane is kept; a new place where it had none.
    #[inline]
    pub fn place(&mut self, lane: usize, day: Day) -> usize {
        let known = self.known(lane, day);
        if known < self.places() { known } else { self.new_place(lane, day) }
    }

    /// Where the day of a lane is kept already; behind all places where it is not.
    #[inline]
    pub fn known(&self, lane: usize, day: Day) -> usize {
        let back = self.back(day);
        let row = self.rows.get(lane).map_or(0, |row| *row as usize);
        let near = self.near.get(row).and_then(|pages| pages.get(back / PAGE));
        let page = near.copied().unwrap_or_else(|| self.far(lane, back / PAGE));
        page as usize + back % PAGE
    }

    #[cold]
    fn far(&self, lane: usize, page: usize) -> u32 {
        self.far.get(&(lane, page)).copied().unwrap_or(NONE)
    }

    #[inline]
    fn back(&self, day: Day) -> usize {
        self.as_of.days_behind(day) as usize
    }

    #[cold]
    fn new_place(&mut self, lane: usize, day: Day) -> usize {
        let (page, at) = (self.back(day) / PAGE, self.back(day) % PAGE);
        self.all.push((lane, page));
        let last = (self.places() - PAGE) as u32;
        if self.rows.len() <= lane {
            self.rows.resize(lane + 1, 0);
        }
        if self.rows[lane] == 0 {
            self.rows[lane] = self.near.len() as u32;
            self.near.push([NONE; NEAR]);
        }
        match self.near[self.rows[lane] as usize].get_mut(page) {
            Some(near) => *near = last,
            None => _ = self.far.insert((lane, page), last),
        }
        last as usize + at
    }

    /// Every page that is there, in order: its lane, the last of its days, and where that is kept, in front of its
    /// other days.
    pub fn whole(&self) -> impl Iterator<Item = (usize, Day, usize)> {
        let mut pages: Vec<_> = self.all.iter().copied().zip(0..).collect();
        pages.sort_unstable_by_key(|((lane, page), _)| (*lane, Reverse(*page)));
        pages.into_iter().map(|((lane, page), number)| {
            let back = i32::try_from(page * PAGE).unwrap_or(i32::MAX);
            (lane, self.as_of.plus(-back), number * PAGE)
        })
    }
}

/// Whether each sum of a page has room for that of another one. No sum is a branch of its own, so that several are
/// compared at once.
pub fn has_room<T: Copy>(sums: &[T], more: &[T], checked_add: impl Fn(T, T) -> Option<T>) -> bool {
    sums.iter().zip(more).fold(true, |fits, (sum, more)| fits & checked_add(*sum, *more).is_some())
}

/// Adds what a page has room for.
pub fn add<T: Copy + AddAssign>(sums: &mut [T], more: &[T]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += *more);
}

/// The days of a page in order, by the last of them and where that is kept, and where each is.
pub fn days(last: Day, place: usize) -> impl Iterator<Item = (Day, usize)> {
    (0..PAGE).rev().map(move |at| (last.plus(-(at as i32)), place + at))
}
