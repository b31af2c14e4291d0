//! Files that appear only when they are complete: written beside their place, then renamed.

use super::error::SimulateError;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file under way. Dropped unfinished, it leaves nothing behind.
pub(super) struct LogOutput {
    path: PathBuf,
    /// Path of the file until it is complete.
    part: PathBuf,
    sink: Option<OutputStream>,
}

/// Writer that compresses or not.
enum OutputStream {
    Plain(BufWriter<File>),
    Gzip(Box<GzEncoder<BufWriter<File>>>),
}

impl LogOutput {
    /// Opens `path`, beside its place; one that ends in `.gz` is compressed, without a time or a
    /// name in its header.
    pub fn open(path: PathBuf) -> Result<LogOutput, SimulateError> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = path.with_file_name(name);
        let file = File::create(&part).map_err(|source| failed(&part, source))?;
        let plain = BufWriter::new(file);
        let sink = if path.extension().is_some_and(|end| end == "gz") {
            OutputStream::Gzip(Box::new(GzBuilder::new().write(plain, Compression::best())))
        } else {
            OutputStream::Plain(plain)
        };
        Ok(LogOutput { path, part, sink: Some(sink) })
    }

    /// Builds the error of this file.
    pub fn failed(&self, source: std::io::Error) -> SimulateError {
        failed(&self.path, source)
    }

    /// Puts the file in its place.
    pub fn finish(mut self) -> Result<PathBuf, SimulateError> {
        let done = match self.sink.take() {
            Some(OutputStream::Gzip(gzip)) => gzip.finish().and_then(|mut plain| plain.flush()),
            Some(OutputStream::Plain(mut plain)) => plain.flush(),
            None => Ok(()),
        };
        done.and_then(|()| std::fs::rename(&self.part, &self.path))
            .map_err(|source| self.failed(source))?;
        Ok(self.path.clone())
    }
}

impl Write for LogOutput {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match &mut self.sink {
            Some(OutputStream::Plain(plain)) => plain.write(bytes),
            Some(OutputStream::Gzip(gzip)) => gzip.write(bytes),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        // A flush of gzip would cost bytes, and `finish` does all that is needed.
        Ok(())
    }
}

impl Drop for LogOutput {
    fn drop(&mut self) {
        // After `finish` the file is no longer there, and nothing is removed.
        let _ = std::fs::remove_file(&self.part);
    }
}

/// Builds the error of a file or folder.
pub(super) fn failed(path: &Path, source: std::io::Error) -> SimulateError {
    SimulateError { path: path.display().to_string(), source }
}
