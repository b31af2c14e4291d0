//! Why a log cannot be written.

use crate::model::shown_path;
use crate::model::system_words;
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
        "{}: the ending says how it is written; name a file that ends with .csv, .csv.gz or \
         .parquet",
        shown_path(.0)
    )]
    Ending(PathBuf),
    /// A file that cannot be written.
    #[error(
        "{}: cannot be written ({}); name another place with -o",
        shown_path(.path),
        system_words(.why)
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// Reason that the system gives.
        why: io::Error,
    },
}
