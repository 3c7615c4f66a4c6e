//! Adds plain deals, some at once: of these nothing is remarkable.

use crate::model::day::Day;
use crate::read::export::batch::MOST;
use crate::read::export::deal::Label;
use crate::read::export::deals::Deals;
use crate::read::export::fold::Fold;
use crate::read::export::lanes::Lane;
use crate::read::export::owners::Whose;

impl Fold<'_> {
    /// Adds the deals that are plain, the first of them in the row at `line`: they are whole and not secured, and were created,
    /// and closed unless they are open, by the as-of day in this order. Open deals due after the `horizon` are not kept by name.
    #[inline(always)]
    pub fn plain_deals(&mut self, deals: &Deals, line: u64, horizon: Day, label: impl Fn(usize) -> Label) {
        let mut lanes = [Lane::from(0); MOST];
        self.plain_created(deals, line, &mut lanes);
        self.plain_won(deals, &lanes);
        self.open.count_created_plain(deals);
        self.plain_open(deals, &lanes, (line, horizon), label);
    }

    #[inline(never)]
    fn plain_created(&mut self, deals: &Deals, line: u64, lanes: &mut [Lane; MOST]) {
        for at in deals.picked.rows() {
            let owner = deals.owners[at];
            self.note_owner(owner);
            lanes[at] = self.lanes.of(owner.lead, deals.places[at].segment);
            self.days.created(lanes[at], deals.created[at]);
        }
        if let Some(last) = deals.picked.last() {
            self.account.use_plain(deals.picked.count(), line + last as u64);
        }
    }

    #[inline(never)]
    fn plain_won(&mut self, deals: &Deals, lanes: &[Lane; MOST]) {
        for at in deals.won.rows() {
            self.knows_won = true;
            let (lane, day, amount) = (lanes[at], deals.closed[at], deals.amount(at));
            match deals.owners[at].whose {
                Whose::Shared(sharers) => self.won_together(deals.places[at], sharers, (lane, day), amount),
                Whose::Rep | Whose::Stranger(_) => self.days.won(lane, day, amount),
            }
        }
    }

    #[inline(never)]
    fn plain_open(
        &mut self,
        deals: &Deals,
        lanes: &[Lane; MOST],
        (line, horizon): (u64, Day),
        label: impl Fn(usize) -> Label,
    ) {
        let mut least = self.open.least();
        for at in deals.open.rows() {
            let (standing, closed, line) = (deals.standings[at], deals.closed[at], line + at as u64);
            if !standing.known {
                self.note_unknown(standing.stage, Some(closed), deals.probabilities[at], line);
            }
            match deals.owners[at].whose {
                Whose::Shared(_) => self.open.count(&deals.open_deal(at, horizon)),
                Whose::Rep | Whose::Stranger(_) => self.open.count_plain(deals, at, lanes[at]),
            }
            if (deals.amounts[at] >= least) & (closed <= horizon) {
                let deal = deals.open_deal(at, horizon);
                self.open.may_keep(&deal, deal.created, self.account.place(line), || label(at));
                least = self.open.least();
            }
        }
    }
}
