//! Cells of rep, segment and month in one flat order.

/// The shape of a table of cells: rep by rep, in each segment by segment, in each month by month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    pub reps: usize,
    pub segments: usize,
    pub months: usize,
}

impl Grid {
    pub fn cells(self) -> usize {
        self.reps * self.segments * self.months
    }

    pub fn at(self, rep: usize, segment: usize, month: usize) -> usize {
        (rep * self.segments + segment) * self.months + month
    }

    /// Rep, segment and month of a cell.
    pub fn place(self, cell: usize) -> (usize, usize, usize) {
        let row = cell / self.months;
        (row / self.segments, row % self.segments, cell % self.months)
    }

    /// The cells of one rep and segment, month by month.
    pub fn row(self, rep: usize, segment: usize) -> std::ops::Range<usize> {
        let start = self.at(rep, segment, 0);
        start..start + self.months
    }

    /// Every rep with every segment.
    pub fn rows(self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.reps).flat_map(move |rep| (0..self.segments).map(move |segment| (rep, segment)))
    }
}
