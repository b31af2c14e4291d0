//! Schedules the reading of files over threads, in one of two ways. By blocks: one thread reads,
//! one hashes, all workers make batches. By files: each worker reads, hashes and adds up a whole
//! file. The caller gets the parts in the files' order either way, and they do not depend on which
//! thread did what.

mod dispatcher;
mod part;
mod parts_in_order;
mod whole_file;

pub(crate) use part::{Delivery, FilePart, FilePosition, FileSum};
pub use parts_in_order::READING;
pub(crate) use parts_in_order::read;
