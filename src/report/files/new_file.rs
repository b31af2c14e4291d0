//! A file under way, which remembers why it could not be written.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Bytes held before they are written.
const HELD: usize = 1 << 16;

/// A file under way.
#[derive(Debug)]
pub struct NewFile {
    file: BufWriter<File>,
    fault: Option<io::Error>,
}

impl NewFile {
    /// Begins the file.
    pub(super) fn at(path: &Path) -> io::Result<NewFile> {
        Ok(NewFile { file: BufWriter::with_capacity(HELD, File::create(path)?), fault: None })
    }

    /// Writes what is held; gives the first fault that there was.
    pub(super) fn closed(mut self) -> io::Result<()> {
        match self.fault.take() {
            Some(why) => Err(why),
            None => self.file.flush(),
        }
    }

    /// Remembers the first fault.
    fn kept<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.map_err(|why| {
            let told = io::Error::from(why.kind());
            self.fault.get_or_insert(why);
            told
        })
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.file.write(bytes);
        self.kept(done)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let done = self.file.write_all(bytes);
        self.kept(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.kept(done)
    }
}
