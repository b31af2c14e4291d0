//! Why a log cannot be written.

use std::io;
use std::path::PathBuf;

/// Why a log cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ProbeLogError {
    /// A file that is there already.
    #[error("{0}: it is there already; name another file with -o, or remove it")]
    Exists(PathBuf),
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
