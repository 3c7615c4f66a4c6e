//! Where the days of something are kept: densely, a page of days at a time.

use crate::model::day::Day;

/// Days in a page.
pub const PAGE: usize = 64;

/// Places for the days of many lanes, up to and including the as-of day. A place is given when it is first asked for.
pub struct Pages {
    as_of: Day,
    /// By lane: the number of each page that is there, counted back from the as-of day.
    pages: Vec<Vec<Option<u32>>>,
    count: u32,
}

impl Pages {
    pub fn new(as_of: Day) -> Self {
        Pages { as_of, pages: Vec::new(), count: 0 }
    }

    /// How many places there are.
    #[inline]
    pub fn places(&self) -> usize {
        self.count as usize * PAGE
    }

    /// Where the day of a lane is kept; a new place where it had none.
    #[inline]
    pub fn place(&mut self, lane: usize, day: Day) -> usize {
        self.known(lane, day).unwrap_or_else(|| self.new_place(lane, day))
    }

    /// Where the day of a lane is kept already.
    #[inline]
    pub fn known(&self, lane: usize, day: Day) -> Option<usize> {
        let back = self.back(day);
        let page = (*self.pages.get(lane)?.get(back / PAGE)?)?;
        Some(page as usize * PAGE + back % PAGE)
    }

    fn back(&self, day: Day) -> usize {
        usize::try_from(self.as_of.days_since(day)).unwrap_or(0)
    }

    #[cold]
    fn new_place(&mut self, lane: usize, day: Day) -> usize {
        let (page, at) = (self.back(day) / PAGE, self.back(day) % PAGE);
        if self.pages.len() <= lane {
            self.pages.resize(lane + 1, Vec::new());
        }
        if let Some(pages) = self.pages.get_mut(lane) {
            if pages.len() <= page {
                pages.resize(page + 1, None);
            }
            pages[page] = Some(self.count);
        }
        self.count += 1;
        (self.count as usize - 1) * PAGE + at
    }

    /// Every page that is there, in order: its lane, the last of its days, and where that is kept, in front of its
    /// other days.
    pub fn whole(&self) -> impl Iterator<Item = (usize, Day, usize)> {
        let day = |back: usize| self.as_of.plus(-i32::try_from(back * PAGE).unwrap_or(i32::MAX));
        self.pages.iter().enumerate().flat_map(move |(lane, pages)| {
            let there = pages.iter().enumerate().rev();
            there.filter_map(move |(back, page)| Some((lane, day(back), (*page)? as usize * PAGE)))
        })
    }

    /// Every lane and day that has a place, in order.
    pub fn all(&self) -> impl Iterator<Item = (usize, Day, usize)> {
        self.whole().flat_map(|(lane, last, place)| {
            (0..PAGE).rev().map(move |at| (lane, last.plus(-i32::try_from(at).unwrap_or(i32::MAX)), place + at))
        })
    }
}
