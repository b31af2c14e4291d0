//! Writing a log beside its place, then putting it there.

use super::csv_lines::CsvLines;
use super::error::ProbeLogError;
use super::parquet_columns::Columns;
use super::row::ProbeRow;
use crate::model::{ChangedFiles, Sample, SeriesKey};
use crate::output::{OutputFile, StandingFiles};
use std::path::{Path, PathBuf};

/// Format of the file, with its writer.
enum LogEncoder {
    Csv(Box<CsvLines>),
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
            let lines = CsvLines::begin(into, name.ends_with(".gz")).map_err(cannot)?;
            LogEncoder::Csv(Box::new(lines))
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
            LogEncoder::Csv(lines) => lines.push(&row),
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
            LogEncoder::Csv(lines) => lines.finish().map_err(cannot)?,
            LogEncoder::Parquet(columns) => columns.finish().map_err(cannot)?,
        }
        Ok(file.finish()?)
    }
}
