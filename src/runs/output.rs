//! Writes a file of runs: beside its place first, then it is put there in one step.

use crate::model::Segment;
use crate::runs::encode::NameTables;
use crate::runs::meta::{Meta, is_runs};
use crate::runs::parquet_columns::Writer;
use crate::runs::{RunsError, checksum};
use parquet::errors::ParquetError;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// File of runs under way. Dropped unfinished, it leaves what was there before.
#[derive(Debug)]
pub struct RunsOutput {
    path: PathBuf,
    partial: PathBuf,
    file: File,
}

impl RunsOutput {
    /// Makes sure that runs can be put at `path`, and begins them beside it. `inputs` are never
    /// written over, and neither is anything but runs.
    ///
    /// # Errors
    /// Where something else stands there, where an input would be lost, or where nothing can be
    /// written.
    pub fn open(path: &Path, inputs: &[PathBuf]) -> Result<RunsOutput, RunsError> {
        let cannot = |why: io::Error| RunsError::Write { path: path.to_owned(), why };
        if let Ok(real) = path.canonicalize() {
            if inputs.iter().any(|input| input.canonicalize().is_ok_and(|input| input == real)) {
                return Err(RunsError::IsInput(path.to_owned()));
            }
            if !is_runs(&real) {
                return Err(RunsError::SomethingElse(path.to_owned()));
            }
        }
        let name = path
            .file_name()
            .ok_or_else(|| cannot(io::Error::other("the path names no file; name one with -o")))?;
        let folder =
            path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(cannot)?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(".partial-");
        remove_abandoned(folder, &hidden);
        hidden.push(std::process::id().to_string());
        let partial = folder.join(hidden);
        let file = File::create(&partial).map_err(cannot)?;
        Ok(RunsOutput { path: path.to_owned(), partial, file })
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
        let cannot = |why: io::Error| RunsError::Write { path: self.path.clone(), why };
        let all = || {
            let mut into = Writer::new(BufWriter::new(&self.file), meta)?;
            segments.iter().try_for_each(|segment| names.write(segment, &mut into))?;
            into.end()
        };
        let (file, written) =
            all().map_err(|why: ParquetError| cannot(io::Error::other(why.to_string())))?;
        file.into_inner().map_err(|why| cannot(why.into_error()))?.flush().map_err(cannot)?;
        let mut file =
            File::options().read(true).write(true).open(&self.partial).map_err(cannot)?;
        checksum::write(&mut file).map_err(cannot)?;
        fs::rename(&self.partial, &self.path).map_err(cannot)?;
        Ok(written)
    }
}

impl Drop for RunsOutput {
    fn drop(&mut self) {
        // After `write` the file is no longer there, and nothing is removed.
        let _ = fs::remove_file(&self.partial);
    }
}

/// Removes files that killed processes left: Parquet under way, or nothing yet. A file that cannot
/// be removed stays, and does no harm.
fn remove_abandoned(folder: &Path, prefix: &OsString) {
    let ended = |name: OsString| {
        let process = name
            .as_encoded_bytes()
            .strip_prefix(prefix.as_encoded_bytes())
            .and_then(|rest| std::str::from_utf8(rest).ok());
        let process = process.and_then(|process| process.parse::<u32>().ok());
        process.is_some_and(|process| !Path::new("/proc").join(process.to_string()).exists())
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !ended(entry.file_name()) {
            continue;
        }
        let mut begins = Vec::new();
        let read = File::open(entry.path()).and_then(|file| file.take(4).read_to_end(&mut begins));
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if read.is_ok() && is_file && (begins.is_empty() || begins == b"PAR1") {
            let _ = fs::remove_file(entry.path());
        }
    }
}
