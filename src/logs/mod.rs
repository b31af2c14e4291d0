//! What do probe logs say? Bytes, blocks, rows and samples, of our own layout in CSV and Parquet.

pub(crate) mod archive;
pub(crate) mod batch;
pub(crate) mod classify;
pub(crate) mod csv;
pub(crate) mod dialect;
pub(crate) mod fast_path;
pub(crate) mod header;
pub(crate) mod interner;
pub(crate) mod merge;
pub(crate) mod parquet;
pub(crate) mod record_batcher;
pub(crate) mod records;
pub(crate) mod scheduler;
pub(crate) mod source_lines;
pub(crate) mod whole_files;

pub use archive::{Archive, Progress};
pub use scheduler::READING;
