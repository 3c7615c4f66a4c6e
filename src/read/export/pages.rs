//! Where the days of something are kept: densely, a page of days at a time.

use crate::model::day::Day;

/// Days in a page.
const PAGE: usize = 64;

/// Places for the days of many lanes, up to and including the as-of day. A place is given when it is first asked for.
pub struct Pages {
    as_of: Day,
    /// For each lane, counted back from the as-of day, the number from 1 of each of its pages that is there.
    pages: Vec<u32>,
    /// Pages that each lane may have.
    each: usize,
    count: u32,
}

impl Pages {
    pub fn new(as_of: Day) -> Self {
        Pages { as_of, pages: Vec::new(), each: 1, count: 0 }
    }

    /// How many places there are.
    #[inline]
    pub fn places(&self) -> usize {
        self.count as usize * PAGE
    }

    /// Where the day of a lane is kept.
    #[inline]
    pub fn place(&mut self, lane: usize, day: Day) -> usize {
        let back = usize::try_from(self.as_of.days_since(day)).unwrap_or(0);
        let known = self.pages.get(lane * self.each + back / PAGE).copied().unwrap_or(0);
        let page = if known > 0 && back / PAGE < self.each { known } else { self.new_page(lane, back / PAGE) };
        (page as usize - 1) * PAGE + back % PAGE
    }

    #[cold]
    fn new_page(&mut self, lane: usize, page: usize) -> u32 {
        if page >= self.each {
            let each = (page + 1).next_power_of_two();
            let mut pages = vec![0; self.pages.len() / self.each * each];
            for (wide, narrow) in pages.chunks_mut(each).zip(self.pages.chunks(self.each)) {
                wide[..self.each].copy_from_slice(narrow);
            }
            (self.pages, self.each) = (pages, each);
        }
        if self.pages.len() < (lane + 1) * self.each {
            self.pages.resize((lane + 1) * self.each, 0);
        }
        let number = &mut self.pages[lane * self.each + page];
        if *number == 0 {
            self.count += 1;
            *number = self.count;
        }
        *number
    }

    /// Every lane and day that has a place.
    pub fn all(&self) -> impl Iterator<Item = (usize, Day, usize)> {
        let day = |back: usize| self.as_of.plus(-i32::try_from(back).unwrap_or(i32::MAX));
        let there = self
            .pages
            .iter()
            .enumerate()
            .filter_map(|(at, page)| Some((at / self.each, at % self.each, (*page).checked_sub(1)? as usize)));
        there.flat_map(move |(lane, back, page)| {
            (0..PAGE).map(move |at| (lane, day(back * PAGE + at), page * PAGE + at))
        })
    }
}
