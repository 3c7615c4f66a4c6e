//! Adds plain deals, some at once: of these nothing is remarkable.

use crate::model::day::Day;
use crate::read::export::batch::MOST;
use crate::read::export::deal::Label;
use crate::read::export::deals::Deals;
use crate::read::export::fold::Fold;
use crate::read::export::lanes::Lane;
use crate::read::export::owners::Owner;

impl Fold<'_> {
    /// Adds the deals that are plain, the first of them in the row at `line`: they are whole and not secured, and were created,
    /// and closed unless they are open, by the as-of day in this order. Open deals due after the `horizon` are not kept by name.
    #[inline(always)]
    pub fn plain_deals(&mut self, deals: &Deals, line: u64, horizon: Day, label: impl Fn(usize) -> Label) {
        let mut lanes = [Lane::from(0); MOST];
        self.plain_created(deals, line, &mut lanes);
        self.plain_won(deals, &lanes);
        for at in deals.open.numbers().filter(|at| deals.plain[*at]) {
            let deal = deals.open(at, horizon);
            self.note_outcome(&deal, line + at as u64);
            self.open.add(&deal, deal.created, self.account.place(line + at as u64), || label(at));
        }
    }

    #[inline(never)]
    fn plain_created(&mut self, deals: &Deals, line: u64, lanes: &mut [Lane; MOST]) {
        let (mut used, mut last) = (0, 0);
        let rows = deals.plain.iter().zip(&deals.owners).zip(&deals.places).zip(&deals.created);
        for (((((plain, owner), place), created), lane), line) in rows.zip(lanes).zip(line..).take(deals.count) {
            if *plain {
                *lane = self.lanes.of(self.rep(*owner), place.segment());
                self.days.created(*lane, *created);
                (used, last) = (used + 1, line);
            }
        }
        self.account.use_plain(used, last);
    }

    #[inline(never)]
    fn plain_won(&mut self, deals: &Deals, lanes: &[Lane; MOST]) {
        for at in deals.won.numbers().filter(|at| deals.plain[*at]) {
            self.knows_won = true;
            let (lane, day, amount) = (lanes[at], deals.closed[at], deals.amount(at));
            match deals.owners[at] {
                Owner::Shared { sharers, .. } => self.won_together(deals.places[at], sharers, (lane, day), amount),
                Owner::Rep(_) | Owner::Stranger(_) => self.days.won(lane, day, amount),
            }
        }
    }
}
