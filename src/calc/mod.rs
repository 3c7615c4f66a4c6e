//! Model to results: pure, total, deterministic.
