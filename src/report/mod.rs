//! Results to tables to bytes.
