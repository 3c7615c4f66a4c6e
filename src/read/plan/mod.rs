//! The plan file: TOML with the place of every key, checked and resolved, every problem at once.
