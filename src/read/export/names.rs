//! Names that occur again and again, as small numbers.

use std::sync::{Arc, Mutex, PoisonError};

use crate::read::export::hash::Map;
use crate::read::export::owners::Sharers;

/// The stages and the strangers of all files. Threads share it, so that a number means the same to all of them; which
/// number a name has depends on who came first, and shows nowhere.
#[derive(Default)]
pub struct Names {
    pub stages: Numbers,
    /// Owners that are no rep of the plan.
    pub strangers: Numbers,
    sharers: Mutex<Groups>,
}

#[derive(Default)]
struct Groups {
    numbers: Map<Arc<Sharers>, u32>,
    all: Vec<Arc<Sharers>>,
}

impl Names {
    /// The number of those who share a deal, the same at every call.
    pub fn share(&self, sharers: Sharers) -> u32 {
        let mut groups = self.sharers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = groups.numbers.get(&sharers) {
            return *number;
        }
        let (number, sharers) = (u32::try_from(groups.all.len()).unwrap_or(u32::MAX), Arc::new(sharers));
        groups.all.push(Arc::clone(&sharers));
        groups.numbers.insert(sharers, number);
        number
    }

    /// Those of a number.
    pub fn sharers(&self, number: u32) -> Arc<Sharers> {
        let groups = self.sharers.lock().unwrap_or_else(PoisonError::into_inner);
        groups.all.get(number as usize).cloned().unwrap_or_default()
    }
}

/// Texts numbered from 0.
#[derive(Default)]
pub struct Numbers(Mutex<Table>);

#[derive(Default)]
struct Table {
    numbers: Map<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Numbers {
    /// The number of `text`, the same at every call.
    pub fn of(&self, text: &str) -> u32 {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = table.numbers.get(text) {
            return *number;
        }
        // Four billion distinct names do not fit into memory.
        let number = u32::try_from(table.texts.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = text.into();
        table.texts.push(Arc::clone(&text));
        table.numbers.insert(text, number);
        number
    }

    /// The text of a number.
    pub fn text(&self, number: u32) -> Arc<str> {
        let table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        table.texts.get(number as usize).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::owners::Owner;

    #[test]
    fn who_is_the_same_has_the_same_number() {
        let names = Names::default();
        let group = |last: usize| Sharers(vec![(Owner::rep(0), 1), (Owner::rep(last), 1)]);
        let numbers = [group(1), group(2), group(1)].map(|group| names.share(group));
        assert!(numbers[0] == numbers[2] && numbers[0] != numbers[1]);
        assert_eq!(*names.sharers(numbers[1]), group(2));
    }
}
