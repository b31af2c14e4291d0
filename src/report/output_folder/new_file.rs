//! A file that is being written and remembers why it could not be.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Bytes held before they are written.
const HELD: usize = 1 << 16;

/// A file that is being written; keeps the first fault for its end.
#[derive(Debug)]
pub struct NewFile {
    file: BufWriter<File>,
    fault: Option<io::Error>,
}

impl NewFile {
    /// Creates the file.
    pub(super) fn at(path: &Path) -> io::Result<NewFile> {
        Ok(NewFile { file: BufWriter::with_capacity(HELD, File::create(path)?), fault: None })
    }

    /// Writes the bytes that are held; gives the first fault that there was.
    pub(super) fn close(mut self) -> io::Result<()> {
        match self.fault.take() {
            Some(why) => Err(why),
            None => self.file.flush(),
        }
    }

    /// Keeps the first fault; its kind is given on.
    fn keep_fault<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.map_err(|why| {
            let copy = io::Error::from(why.kind());
            self.fault.get_or_insert(why);
            copy
        })
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.file.write(bytes);
        self.keep_fault(done)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let done = self.file.write_all(bytes);
        self.keep_fault(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.keep_fault(done)
    }
}
