//! Faults of a file on which the library fails or panics.

use crate::files::ReadError;
use parquet::errors::ParquetError;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Calls `read`. The library panics on some damaged files; that is an error of the file, and not of
/// the program.
pub(super) fn without_panic<T>(
    path: &str,
    read: impl FnOnce() -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ReadError::DamagedParquet(path.to_owned())))
}

/// Makes an error of a file that the library cannot read.
pub(super) fn broken(path: &str, why: &ParquetError) -> ReadError {
    ReadError::Setting { path: path.to_owned(), key: "parquet".to_owned(), why: why.to_string() }
}
