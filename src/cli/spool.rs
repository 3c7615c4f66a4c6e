//! Standard input as a file: inputs are opened more than once, and a pipe flows only once.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use tempfile::NamedTempFile;

/// What came from standard input, on the disk until the program ends.
pub struct Spool(NamedTempFile);

impl Spool {
    /// Reads standard input to its end.
    ///
    /// # Errors
    /// Where it cannot be read, or the disk is full.
    pub fn stdin() -> io::Result<Self> {
        Self::of(&mut io::stdin().lock())
    }

    /// Reads a pipe to its end.
    ///
    /// # Errors
    /// Where it cannot be read, or the disk is full.
    pub fn pipe(path: &Path) -> io::Result<Self> {
        Self::of(&mut File::open(path)?)
    }

    fn of(bytes: &mut dyn Read) -> io::Result<Self> {
        let mut file = NamedTempFile::new()?;
        io::copy(bytes, file.as_file_mut())?;
        Ok(Spool(file))
    }

    /// Opens it from its start.
    ///
    /// # Errors
    /// Where somebody took the file away.
    pub fn open(&self) -> io::Result<File> {
        self.0.reopen()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_can_be_read_twice() {
        let spool = Spool::of(&mut b"a,b\n".as_slice()).unwrap();
        for _ in 0..2 {
            let mut text = String::new();
            spool.open().unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "a,b\n");
        }
    }
}
