//! Writes a file of runs, which is put in its place in one step.

use crate::model::{ChangedFiles, Segment};
use crate::output::{OutputFile, StandingFiles};
use crate::runs::encode::NameTables;
use crate::runs::meta::{Meta, is_runs};
use crate::runs::parquet_columns::Writer;
use crate::runs::{RunsError, checksum};
use parquet::errors::ParquetError;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Ending by which a file is known for one that may hold runs, in any letters.
const ENDING: &str = "parquet";

/// File of runs under way. Dropped unfinished, it leaves what was there before.
#[derive(Debug)]
pub(crate) struct RunsOutput {
    path: PathBuf,
    file: OutputFile,
}

impl RunsOutput {
    /// Makes sure that runs can be put at `path`, and begins them beside it. `inputs` are never
    /// written over; runs that nobody changed are, and anything else only where changed files are
    /// replaced.
    ///
    /// # Errors
    /// Where the name does not end as that of runs, where something else stands there, where an
    /// input would be lost, or where nothing can be written.
    pub(crate) fn open(
        path: &Path,
        inputs: &[PathBuf],
        changed_files: ChangedFiles,
    ) -> Result<RunsOutput, RunsError> {
        let mut standing = StandingFiles::StopTheRun;
        if let Ok(real) = path.canonicalize() {
            if inputs.iter().any(|input| input.canonicalize().is_ok_and(|input| input == real)) {
                return Err(RunsError::IsInput(path.to_owned()));
            }
            standing = StandingFiles::AreReplaced;
            if changed_files == ChangedFiles::StopTheRun && real.is_file() && !is_whole(&real) {
                return Err(RunsError::SomethingElse(path.to_owned()));
            }
        }
        let is_named = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING));
        if !is_named || path.as_os_str().as_encoded_bytes().ends_with(b"/") {
            return Err(RunsError::Ending(path.to_owned()));
        }
        let file = OutputFile::open(path, inputs, standing)?;
        Ok(RunsOutput { path: path.to_owned(), file })
    }

    /// Writes the segments and puts the file in its place; gives the number of runs.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub(crate) fn write(
        self,
        meta: &Meta,
        names: NameTables<'_>,
        segments: &[Segment],
    ) -> Result<u64, RunsError> {
        let RunsOutput { path, file: output } = self;
        let cannot = |why: io::Error| RunsError::Write { path: path.clone(), why };
        let mut file = output.handle().map_err(cannot)?;
        let all = || {
            let mut into = Writer::new(BufWriter::new(&file), meta)?;
            segments.iter().try_for_each(|segment| names.write(segment, &mut into))?;
            into.end()
        };
        let (buffer, written) = all().map_err(|why: ParquetError| cannot(io::Error::other(why)))?;
        buffer.into_inner().map_err(|why| cannot(why.into_error()))?.flush().map_err(cannot)?;
        checksum::write(&mut file).map_err(cannot)?;
        drop(file);
        output.finish()?;
        Ok(written)
    }
}

/// Says whether a file holds runs as they were written.
fn is_whole(path: &Path) -> bool {
    let matches = || File::open(path).and_then(|mut file| checksum::matches(&mut file));
    is_runs(path) && matches().is_ok_and(|matches| matches)
}
