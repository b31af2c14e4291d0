//! Parts of files, as they are handed on.

use crate::files::ReadError;
use crate::logs::rows::batch::Batch;
use std::sync::mpsc::SyncSender;

/// Batches of one job that may wait: a row group of a Parquet file has many, and while one is taken
/// the next should be in the making.
pub(super) const WAITING: usize = 64;

/// Whether rows may be handed on added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// Each row is handed on.
    Rows,
    /// Rows from the beginning of a file on may be handed on as a sum, where the files suit that.
    FileSums,
}

/// Part of a file, handed on in the files' order.
#[derive(Debug)]
pub(crate) enum FilePart<S> {
    /// Rows of the file that is being read.
    Batch(Batch, FilePosition),
    /// Sum of all rows from the file's beginning on; the batch has what they say besides, and no
    /// rows.
    FileSum(Batch, FilePosition, FileSum<S>),
    /// Progress in a file before its first part is handed on.
    SoFar {
        /// Rows read.
        rows: u64,
        /// Bytes read, as stored.
        bytes: u64,
    },
    /// End of a file.
    End {
        /// SHA-256 of the file as stored.
        sha256: String,
        /// Size as stored.
        bytes: u64,
    },
}

/// How far a file was read before a batch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FilePosition {
    /// Lines before the batch.
    pub(crate) lines: u64,
    /// Bytes read, as stored.
    pub(crate) bytes: u64,
}

/// Sum of the rows from the beginning of a file on, with the numbers that one worker gave their
/// names: in the order of these rows, as it meets no others.
#[derive(Debug)]
pub(crate) struct FileSum<S> {
    pub(crate) sum: S,
    /// Line of the first row of each series, by number.
    pub(crate) first_lines: Vec<u64>,
}

/// Way of the parts of a file that one worker reads.
pub(super) type PartSender<S> = SyncSender<Result<FilePart<S>, ReadError>>;
