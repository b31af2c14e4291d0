//! Files under way: compressed or not, by their ending.

use super::error::{SimulateError, WriteFault};
use crate::model::shown_path;
use crate::output::OutputFiles;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file under way.
pub(super) struct LogOutput {
    /// Path of the file when all are put in their places.
    path: PathBuf,
    sink: OutputStream,
}

/// Writer that compresses or not.
enum OutputStream {
    Plain(BufWriter<File>),
    Gzip(Box<GzEncoder<BufWriter<File>>>),
}

impl LogOutput {
    /// Begins the file at `below` in `folder`, one of `files`; one that ends in `.gz` is
    /// compressed, without a time or a name in its header.
    pub(super) fn begin(
        files: &mut OutputFiles,
        folder: &Path,
        below: &Path,
    ) -> Result<LogOutput, SimulateError> {
        let plain = BufWriter::new(files.begin(below)?);
        let sink = if below.extension().is_some_and(|end| end == "gz") {
            OutputStream::Gzip(Box::new(GzBuilder::new().write(plain, Compression::best())))
        } else {
            OutputStream::Plain(plain)
        };
        Ok(LogOutput { path: folder.join(below), sink })
    }

    /// Gives the path of the file, for readers.
    pub(super) fn shown(&self) -> String {
        shown_path(&self.path)
    }

    /// Builds the error of this file.
    pub(super) fn failed(&self, source: std::io::Error) -> SimulateError {
        WriteFault { path: self.shown(), source }.into()
    }

    /// Writes what is left; gives the path that the file is to have.
    pub(super) fn finish(self) -> Result<PathBuf, SimulateError> {
        let LogOutput { path, sink } = self;
        let done = match sink {
            OutputStream::Gzip(gzip) => gzip.finish().and_then(|mut plain| plain.flush()),
            OutputStream::Plain(mut plain) => plain.flush(),
        };
        match done {
            Ok(()) => Ok(path),
            Err(source) => Err(WriteFault { path: shown_path(&path), source }.into()),
        }
    }
}

impl Write for LogOutput {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match &mut self.sink {
            OutputStream::Plain(plain) => plain.write(bytes),
            OutputStream::Gzip(gzip) => gzip.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        // A flush of gzip would cost bytes, and `finish` does all that is needed.
        Ok(())
    }
}
