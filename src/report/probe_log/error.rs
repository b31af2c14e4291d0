//! Why a log cannot be written.

use crate::output::OutputError;
use std::io;
use std::path::PathBuf;

/// Why a log cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ProbeLogError {
    /// A log that cannot be put in its place.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// An ending that says no format.
    #[error(
        "{0}: the ending says how it is written; name a file that ends with .csv, .csv.gz or \
         .parquet"
    )]
    Ending(PathBuf),
    /// A file that cannot be written.
    #[error("{path}: {why}")]
    Write {
        /// The file.
        path: PathBuf,
        /// Reason that the system gives.
        why: io::Error,
    },
}
