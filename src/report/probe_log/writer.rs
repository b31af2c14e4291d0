//! Writing a log beside its place, then putting it there.

use super::csv_lines::write_line;
use super::error::ProbeLogError;
use super::parquet_columns::Columns;
use super::row::{HEADER, ProbeRow};
use crate::model::{ChangedFiles, Sample, SeriesKey};
use crate::output::{OutputFile, StandingFiles};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Format of the file, with its writer.
enum LogEncoder {
    Csv(Box<csv::Writer<Box<dyn Write>>>),
    Parquet(Box<Columns>),
}

/// Writer of a log. Dropped unfinished, it leaves nothing behind.
pub struct ProbeLogWriter {
    path: PathBuf,
    file: OutputFile,
    format: LogEncoder,
}

impl ProbeLogWriter {
    /// Begins a log beside its place. `inputs` are never written over.
    ///
    /// # Errors
    /// Where something stands there that does not give way, where the ending says no format, or
    /// where nothing can be written.
    pub fn open(
        path: &Path,
        inputs: &[PathBuf],
        changed_files: ChangedFiles,
    ) -> Result<ProbeLogWriter, ProbeLogError> {
        let cannot = |why| ProbeLogError::Write { path: path.to_owned(), why };
        let name = path.to_string_lossy().to_lowercase();
        if ![".csv", ".csv.gz", ".parquet"].iter().any(|ending| name.ends_with(ending)) {
            return Err(ProbeLogError::Ending(path.to_owned()));
        }
        // A log does not say who wrote it, so that none is known for one of ours.
        let standing = match changed_files {
            ChangedFiles::StopTheRun => StandingFiles::StopTheRun,
            ChangedFiles::AreReplaced => StandingFiles::AreReplaced,
        };
        let file = OutputFile::open(path, inputs, standing)?;
        let into = file.handle().map_err(cannot)?;
        let format = if name.ends_with(".parquet") {
            LogEncoder::Parquet(Box::new(Columns::begin(into).map_err(cannot)?))
        } else {
            let into: Box<dyn Write> = if name.ends_with(".gz") {
                Box::new(GzEncoder::new(BufWriter::new(into), Compression::default()))
            } else {
                Box::new(BufWriter::new(into))
            };
            let mut writer =
                csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(into);
            writer.write_record(HEADER).map_err(|why| cannot(why.into()))?;
            LogEncoder::Csv(Box::new(writer))
        };
        Ok(ProbeLogWriter { path: path.to_owned(), file, format })
    }

    /// Writes one probe.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn push(
        &mut self,
        sample: &Sample,
        key: &SeriesKey,
        cause: &str,
    ) -> Result<(), ProbeLogError> {
        let row = ProbeRow::of(sample, key, cause);
        let done = match &mut self.format {
            LogEncoder::Csv(writer) => write_line(writer, &row),
            LogEncoder::Parquet(columns) => columns.push(&row),
        };
        done.map_err(|why| ProbeLogError::Write { path: self.path.clone(), why })
    }

    /// Puts the log in its place.
    ///
    /// # Errors
    /// Where it cannot be written, or where something stands there by now.
    pub fn finish(self) -> Result<(), ProbeLogError> {
        let ProbeLogWriter { path, file, format } = self;
        let cannot = |why| ProbeLogError::Write { path: path.clone(), why };
        match format {
            LogEncoder::Csv(writer) => {
                let mut into = writer.into_inner().map_err(|why| cannot(why.into_error()))?;
                into.flush().map_err(cannot)?;
            }
            LogEncoder::Parquet(columns) => columns.finish().map_err(cannot)?,
        }
        Ok(file.finish()?)
    }
}
