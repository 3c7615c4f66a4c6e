//! What came of reading the value of a key.

/// The value of a key. A faulty one is reported already, so that nothing more need be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field<T> {
    Absent,
    Faulty,
    Read(T),
}

impl<T> Field<T> {
    pub fn read(self) -> Option<T> {
        match self {
            Field::Read(value) => Some(value),
            Field::Absent | Field::Faulty => None,
        }
    }

    pub fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }

    pub fn is_faulty(&self) -> bool {
        matches!(self, Field::Faulty)
    }
}
