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
    sharers: Mutex<Vec<Arc<Sharers>>>,
}

impl Names {
    /// A number for those who share a deal.
    pub fn share(&self, sharers: Sharers) -> u32 {
        let mut all = self.sharers.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(Arc::new(sharers));
        u32::try_from(all.len() - 1).unwrap_or(u32::MAX)
    }

    /// Those of a number.
    pub fn sharers(&self, number: u32) -> Arc<Sharers> {
        let all = self.sharers.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(number as usize).cloned().unwrap_or_default()
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
