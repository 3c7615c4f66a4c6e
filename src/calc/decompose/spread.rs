//! Days: how a month's quota runs over its days.

use crate::model::number::Decimal;

/// Millionths of the golden ratio's fractional part, by which reps are staggered.
const GOLDEN: u64 = 618_034;
const MILLION: u64 = 1_000_000;

/// Where in its first unit a running total starts, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase(u64);

impl Phase {
    /// Money starts half-way, so that its running total is the nearest whole.
    pub const MONEY: Phase = Phase(MILLION / 2);

    /// Counts of the `j`-th rep and segment in plan order, from 1, start at the fractional part of j × 0.618034,
    /// so that ten reps with one deal each do not all owe it on the same day.
    pub fn count(j: usize) -> Self {
        Phase((j as u64 % MILLION) * GOLDEN % MILLION)
    }

    /// φ as a number from 0 to below 1.
    pub fn decimal(self) -> Decimal {
        Decimal::new(i64::try_from(self.0).unwrap_or(0), 6)
    }

    /// The running total after the first `days` of `of_days`: `⌊n·i/k + φ⌋`, 0 before the first and `n` after the last.
    pub fn running(self, n: i128, days: usize, of_days: usize) -> i128 {
        if days == 0 || of_days == 0 {
            return 0;
        }
        if days >= of_days {
            return n;
        }
        let (i, k) = (days as u64, of_days as u64);
        // Plain counts fit 64 bits, where a division is several times as fast.
        if let Some(scaled) = u64::try_from(n).ok().and_then(|n| n.checked_mul(i * MILLION)?.checked_add(self.0 * k)) {
            return i128::from(scaled / (k * MILLION));
        }
        let (i, k, million) = (i128::from(i), i128::from(k), i128::from(MILLION));
        let scaled = n.saturating_mul(i * million).saturating_add(i128::from(self.0) * k);
        scaled.div_euclid(k * million)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_running_total_ends_at_the_whole() {
        for n in [0, 1, 7, 250, 123_456_789_012_345_678] {
            for phase in [Phase::MONEY, Phase::count(1), Phase::count(999)] {
                assert_eq!(phase.running(n, 0, 21), 0);
                assert_eq!(phase.running(n, 21, 21), n);
                assert!((1..=21).all(|i| phase.running(n, i - 1, 21) <= phase.running(n, i, 21)), "{n}");
            }
        }
    }

    /// ⌊1·i/20 + φ⌋ turns to 1 at the first i ≥ 20·(1 − φ): φ = 0.618034 → 8, 0.236068 → 16, 0.854102 → 3.
    #[test]
    fn one_deal_each_falls_on_different_days() {
        let day = |j| (1..=20).find(|i| Phase::count(j).running(1, *i, 20) == 1);
        assert_eq!((day(1), day(2), day(3)), (Some(8), Some(16), Some(3)));
    }

    /// 10.00 over three days: 3.33, 3.34, 3.33, each running total the nearest cent.
    #[test]
    fn money_runs_to_the_nearest_minor_unit() {
        let running: Vec<i128> = (0..=3).map(|i| Phase::MONEY.running(1000, i, 3)).collect();
        assert_eq!(running, [0, 333, 667, 1000]);
    }
}
