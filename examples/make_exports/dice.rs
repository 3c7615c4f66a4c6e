//! Chance in whole numbers, so that every machine throws the same.

use rand_pcg::{
    Pcg64Mcg,
    rand_core::{Rng, SeedableRng},
};

pub struct Dice(Pcg64Mcg);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(Pcg64Mcg::seed_from_u64(seed))
    }

    /// A whole number from 0 to `n - 1`, each as likely as the others.
    pub fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(n)) >> 32) as u32
    }

    pub fn percent(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }

    /// How many of a thing happen today when `per_100_days` of it happen in a hundred days: none to twice the mean.
    pub fn count(&mut self, per_100_days: u32) -> u32 {
        let drawn = self.below(2 * per_100_days + 1);
        drawn / 100 + u32::from(self.percent(drawn % 100))
    }

    /// `mean`, less or more by up to `spread` percent, values near the mean being likelier.
    pub fn around(&mut self, mean: u32, spread: u32) -> u32 {
        mean * (100 - spread + self.below(spread + 1) + self.below(spread + 1)) / 100
    }

    pub fn index(&mut self, of: &[String]) -> usize {
        self.below(of.len() as u32) as usize
    }

    pub fn pick<'a>(&mut self, from: &'a [String]) -> &'a str {
        &from[self.index(from)]
    }
}
